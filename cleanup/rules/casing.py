"""Capitals in the middle of a sentence, and small letters at its start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cleanup.core.model import Applicability, BlockKind, Document, Edit, Finding, Fix, Span
from cleanup.core.whole import of_whole
from cleanup.language.english import (
    ABBREVIATIONS,
    CLOSED_CLASS,
    DETERMINERS,
    OPENERS,
    PRONOUNS,
    SMALL_IN_TITLES,
    SPEECH_VERBS,
    UNFINISHED,
    is_word,
)
from cleanup.rules.context import Context
from cleanup.rules.prose.places import Names, block_at, block_index, is_full_stop, word_before
from cleanup.rules.prose.words import shape
from cleanup.rules.rule import CONTINUOUS, NO_STRINGS, Example, Keep, Scope, Stage, rule

_SMALL = "|".join(sorted(SMALL_IN_TITLES))
_CAPITALISED = frozenset(word.capitalize() for word in OPENERS)
_AMONG_SMALL = re.compile(rb"A(?<=a A)a++(?= a)")
"""In the shape of a text: a capitalised word between small ones."""
_GOES_ON = re.compile(rf" (?:(?:{_SMALL}) ){{0,4}}(?!(?:{_SMALL})\b)[a-z]")


def _recase(rule: str, start: int, end: int, text: str, message: str, how: Applicability) -> Finding:
    span = Span(start, end)
    return Finding(rule, span, message, fix=Fix((Edit(span, text),), how), suggestions=(text,))


@rule(
    "casing-midsentence",
    Stage.CASING,
    kinds=NO_STRINGS,
    examples=[
        Example("but this kind of The situation can't be solved.", "but this kind of the situation can't be solved."),
        Example("and attract them to Some of them are here.", "and attract them to some of them are here."),
        Example("He left because They were late.", "He left because they were late."),
        Example("He knows it is true In operation, it is not.", "He knows it is true In operation, it is not."),
    ],
    keeps=[
        "an article on What the Well-Dressed Man is Wearing",
        "the combat value of a Grade A is 110, and of A students more",
        "She lives in The Hague. He read The Lord of the Rings.",
        "They sent for He and for An at once.",
        "But when God came to He who waits",
        Keep("the Order of The dawn met", terms=({"name": "Order of The dawn"},)),
    ],
    scope=Scope.BLOCK,
)
def midsentence(document: Document, context: Context) -> Iterator[Finding]:
    """A function word with a capital in the middle of a sentence: *this kind of The situation*.

    Machine translation joins lines and keeps the capital of the second. After a word with which no sentence ends
    (*of*, *to*, *because*) the small letter is certain; after other words a full stop may be missing instead, so
    the place is only suggested. Words that are surnames too (*He*, *An*, *You*) and words followed by capitals (a
    title) are left alone.
    """
    prose = document.prose
    names = Names(document, context)
    for match in _AMONG_SMALL.finditer(shape(prose)):
        start, end = match.span()
        word = prose[start:end]
        if word not in _CAPITALISED or not _GOES_ON.match(prose, end):
            continue
        block = block_at(document, start)
        if block is None or block.kind is BlockKind.HEADING or names.has(start, end):
            continue
        small = word.lower()
        if word_before(prose, start - 1) in UNFINISHED:
            message = f"“{word}” has a capital in the middle of a sentence"
            yield _recase("casing-midsentence", start, end, small, message, Applicability.SAFE)
        else:
            message = f"“{word}” has a capital in the middle of a sentence, or a full stop is missing before it"
            yield _recase("casing-midsentence", start, end, small, message, Applicability.SUGGESTION)


_SUBJECT = (
    r"(?:He|She|They|We|His|Their|Our|Its|The|A|Some|This|That|These|Those|Another|Everyone|Someone)(?= [a-z])"
    r"|(?:An|Her|My|One)(?= (?!said|asked|replied|answered)[a-z])"
)
_ASKER = (
    r"(?:He|She|They|We|I)\b(?= (?:said|asked|replied|exclaimed|inquired|enquired|responded|retorted)"
    r"(?: [a-z]{2,20}ly)?[.,])"
)
# The quote first: a search that starts with one character finds that at the speed of memory.
_TAGS = {
    quote: re.compile(rf"{quote} ((?<=,{quote} )(?:{_SUBJECT})|(?<=[!?]{quote} ){_ASKER})") for quote in ("”", '"')
}


@rule(
    "casing-tag",
    Stage.CASING,
    kinds=NO_STRINGS,
    examples=[
        Example("“Let’s go,” He said.", "“Let’s go,” he said."),
        Example('"Yes," The old man said.', '"Yes," the old man said.'),
        Example("“Where?” She asked softly.", "“Where?” she asked softly."),
    ],
    keeps=[
        "“Let’s go,” I said.",
        "“Where?” She asked the way.",
        "“Stop!” He turned round.",
        "“Yes.” The old man nodded.",
        "“Go,” The Rock said. “No,” An said.",
        "“Rise,” He said, and the dead heard Him.",
        "The Lord looked at the ark. “It is good,” He said.",
        "“I am hungry,” It said from the well.",
        Keep("“Go,” He said.", terms=({"name": "He"},)),
    ],
    needs='”"',
    scope=Scope.BLOCK,
)
def tag(document: Document, context: Context) -> Iterator[Finding]:
    """A capital after speech that goes on: *“Let's go,” He said*.

    A comma before the closing quote says that the sentence continues. After a question or exclamation mark only a
    verb that cannot stand without the speech (*he asked.*) says so. *He* stays in a paragraph that speaks of God, or
    that has *Him* or *His* in the middle of a sentence.
    """
    prose = document.prose
    names = Names(document, context)
    for match in _in_order(prose, _TAGS):
        start, end = match.span(1)
        if match[1] == "I" or names.has(start, end):
            continue
        if match[1] in ("He", "His", "She", "Her") and _is_of_god(document, start, end):
            continue
        message = f"“{match[1]}” continues the sentence of the speech before it"
        yield _recase("casing-tag", start, end, match[1].lower(), message, Applicability.SAFE)


_GOD = re.compile(
    r"\b(?:God|Lord(?! [A-Z])|Jesus|Christ|Allah|Jehovah|Yahweh|Almighty|Creator|Saviou?r)\b"
    r"|[\w,;] (?:Him|His|He|Himself|Her|Herself)\b"
)


def _is_of_god(document: Document, start: int, end: int) -> bool:
    """Whether the paragraph around a pronoun writes such with a capital out of reverence, or has a god to speak of."""
    block = block_at(document, start)
    if block is None:
        return False
    before, after = document.prose[block.span.start : start - 1], document.prose[end : block.span.end]
    return _GOD.search(before) is not None or _GOD.search(after) is not None


def _in_order(prose: str, patterns: Mapping[str, re.Pattern[str]]) -> list[re.Match[str]]:
    """The matches of patterns that each start with another character, in the order of the text."""
    found = [match for mark, pattern in patterns.items() if mark in prose for match in pattern.finditer(prose)]
    return sorted(found, key=re.Match.start) if found else found


_AFTER_STOP = re.compile(r"\. (?=[a-z])")
_AFTER_QUESTION = re.compile(r"\? (?=[a-z])")
_AFTER_SPEECH = re.compile(r"(?<=\w\.)[”\"] (?=(?:he|she|they|we) [a-z])")
_AFTER_CRY = re.compile(r"! (?=[a-z])")
_CLAUSE_BEFORE_CRY = re.compile(r"(?:\A|[.!?\n]\s*)(?:He|She|They|We|It|I|You|The|This|That)(?: [\w’'-]+){1,12}\Z")
_NEW_CRIES = 60
"""In a long text, a small letter after an exclamation mark is a slip only where so many of these marks come to one."""
_LINE_START = re.compile(r"\n(?=[a-z])")
_FIRST_WORD = re.compile(r"[a-z]+(?=[ ,;:!?'’—]|\.(?:[\s”\"]|\Z)|-[a-z]{2})")
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "le", "van", "von", "zu"})
_STARTS = re.compile(r"[.!?] +(?:([a-z])|[A-Z])")
_LETTERS = re.compile(r"(?<![^\W\d_])[a-z]+(?![^\W\d_])")
_LONGEST_WORD = 40


def _prefers_small(document: Document) -> bool:
    """Whether most sentences of the text start small: then its author wants it so."""
    small = large = 0
    for match in _STARTS.finditer(document.prose):
        if match[1]:
            small += 1
        else:
            large += 1
    return small > 2 and small > large


def _first_word(prose: str, start: int, names: Names) -> str:
    """The small word at ``start`` that may take a capital: no name, no *iPhone*, no *e.g.*, no *von Braun*."""
    match = _FIRST_WORD.match(prose, start, start + _LONGEST_WORD)
    if match is None or names.has(*match.span()):
        return ""
    word = match[0]
    if len(word) == 1 and prose[match.end() : match.end() + 2] != "-" + word and word not in "ai":
        return ""
    if word in _PARTICLES and prose[match.end() + 1 : match.end() + 2].isupper():
        return ""
    return word


def _ends_in_terminal(prose: str, end: int) -> bool:
    """Whether what stands before ``end`` is the end of a sentence, closing quotes and brackets left aside."""
    return prose[max(end - 6, 0) : end].rstrip("”’\"') \n")[-1:] in (".", "!", "?", "…")


@rule(
    "casing-sentence",
    Stage.CASING,
    kinds=CONTINUOUS,
    examples=[
        Example("He left the shop. the door closed.", "He left the shop. The door closed."),
        Example("We pay 10%. our users pay nothing.", "We pay 10%. Our users pay nothing."),
        Example("He left.\n\nthe door closed behind him.", "He left.\n\nThe door closed behind him."),
        Example("the door closed behind him.", "The door closed behind him."),
        Example("They met Holmes. the door closed.", "They met Holmes. The door closed."),
        Example("All is OK. the door closed.", "All is OK. The door closed."),
        Example("“It is late.” she put out the lamp.", "“It is late.” She put out the lamp."),
        Example("She fell! the others stopped.", "She fell! The others stopped."),
        Example("“It is late.”\n\nthe door closed behind him.", "“It is late.”\n\nthe door closed behind him."),
        Example("So was that really right? our men were silent.", "So was that really right? our men were silent."),
    ],
    keeps=[
        "He said etc. and so on, e.g. this, i.e. that, vs. them, viz. those.",
        "He waited... then left. iPhone sales rose. eBay fell.",
        "Mr. and Mrs. Smith of St. ives met J. smith in the U.S. army.",
        "He was late! he was lost! he was ruined! and yet he smiled.",
        "“She fell! the others stopped.” What a fall! the man cried.",
        "“It is late.” she said. She read DR. who.",
        "Tiptoes! tiptoes! Alas! it is late. Hmph! she thought.",
        "He asked,\n\nwith a smile that spilled over.",
        "“Why is that?”\n\ntilting her head and smiling at him.",
        "He left. von Braun stayed.",
        "one more line\nand a second one",
        Keep("He left. letao stayed.", terms=({"name": "letao", "kind": "platform"},)),
    ],
)
def sentence(document: Document, context: Context) -> Iterator[Finding]:
    """A small letter at the start of a sentence or paragraph.

    Certain after a full stop that follows a whole word and is no abbreviation or ellipsis, and at the start of a
    paragraph of full sentences after another such paragraph. After a question mark a capital is only suggested,
    and after an exclamation mark the sentence may go on (*Alas! it is late*), unless a whole clause stands on either
    side and the text does not do so elsewhere. In a text that starts most of
    its sentences small, everything is a suggestion.
    """
    prose = document.prose
    names = Names(document, context)
    found: list[tuple[int, str, Applicability]] = []
    for match in _AFTER_STOP.finditer(prose):
        word = _first_word(prose, match.end(), names)
        if word and is_full_stop(prose, match.start()):
            found.append((match.end(), word, Applicability.SAFE if is_word(word) else Applicability.SUGGESTION))
        elif word and word in CLOSED_CLASS and _is_shouted(prose, match.start()):
            found.append((match.end(), word, Applicability.SAFE))
    for match in _AFTER_SPEECH.finditer(prose):
        if SPEECH_VERBS.isdisjoint(_LETTERS.findall(prose[match.end() : match.end() + 60])[:4]):
            found.append((match.end(), prose[match.end() :].split(" ", 1)[0], Applicability.SAFE))
    for start, word in _after_cries(document, names):
        found.append((start, word, Applicability.SAFE))
    for match in _AFTER_QUESTION.finditer(prose):
        if _is_new_sentence(prose, match.start(), match.end()) and (word := _first_word(prose, match.end(), names)):
            found.append((match.end(), word, Applicability.SUGGESTION))
    starts = [match.end() for match in _LINE_START.finditer(prose)]
    for start in [0, *starts] if "a" <= prose[:1] <= "z" else starts:
        if how := _at_block_start(document, start):
            word = _first_word(prose, start, names)
            if word and is_word(word):
                found.append((start, word, how))
    on_purpose = bool(found) and of_whole(document, _prefers_small)
    for start, word, how in sorted(found):
        message = f"“{word}” starts a sentence"
        how = Applicability.SUGGESTION if on_purpose else how
        yield _recase("casing-sentence", start, start + len(word), word[0].upper() + word[1:], message, how)


def _is_shouted(prose: str, stop: int) -> bool:
    """Whether a word all in capitals that is no abbreviation stands before the full stop: *OK.*"""
    word = word_before(prose, stop)
    return len(word) > 1 and word.isupper() and word.lower() not in ABBREVIATIONS


def _goes_on_after_cries(document: Document) -> bool:
    """Whether the text often goes on small after an exclamation mark."""
    prose = document.prose
    return len(_AFTER_CRY.findall(prose)) > 1 + prose.count("! ") // _NEW_CRIES


def _after_cries(document: Document, names: Names) -> Iterator[tuple[int, str]]:
    """Where a sentence starts small after a whole clause with an exclamation mark: *He won! everyone cheered*. In a
    text that often goes on small after that mark, nowhere."""
    prose = document.prose
    places = [match.end() for match in _AFTER_CRY.finditer(prose)]
    if not places or of_whole(document, _goes_on_after_cries):
        return
    for start in places:
        word = _first_word(prose, start, names)
        if word not in PRONOUNS and word not in DETERMINERS:
            continue
        line = prose.rfind("\n", 0, start) + 1
        before = prose[max(line, start - 2 - _INTRODUCTION) : start - 2]
        quoted = before.count("“") > before.count("”") or before.count('"') % 2
        after = _LETTERS.findall(prose[start : start + 60])[:4]
        if not quoted and _CLAUSE_BEFORE_CRY.search(before) and SPEECH_VERBS.isdisjoint(after) and len(after) > 1:
            yield start, word


def _is_new_sentence(prose: str, mark: int, start: int) -> bool:
    """Whether what follows a question mark is likely a sentence of its own: after five words or more, and no tag."""
    before = re.split(r"[.!?\"“”\n]", prose[max(mark - 80, 0) : mark])[-1]
    after = _LETTERS.findall(prose[start : start + 60])[:4]
    return len(before.split()) >= 5 and SPEECH_VERBS.isdisjoint(after)


def _at_block_start(document: Document, start: int) -> Applicability | None:
    index = block_index(document, start)
    if index < 0 or document.blocks[index].span.start != start:
        return None
    block, prose = document.blocks[index], document.prose
    if block.kind is not BlockKind.PARAGRAPH or not _ends_in_terminal(prose, block.span.end):
        return None
    if prose.count(" ", start, min(block.span.end, start + 200)) < 3:
        return None
    if index == 0:
        return Applicability.SAFE
    before = document.blocks[index - 1]
    last = prose[before.span.end - 2 : before.span.end]
    if before.kind is BlockKind.HEADING or (last[-1:] in (".", "!", "?") and last != ".."):
        return Applicability.SAFE
    if last[-1:] not in ("”", '"', "」") or last[:1] not in (".", "!", "?"):
        return None
    first = _LETTERS.findall(prose[start : min(start + 60, block.span.end)])[:4]
    continues = not first or first[0].endswith("ing") or not SPEECH_VERBS.isdisjoint(first)
    return None if continues else Applicability.SUGGESTION


_OPENINGS = {quote: re.compile(rf"{quote}(?=[a-z])") for quote in '"“”「『'}
_ANY_QUOTE = re.compile(r"[\"“”「」『』]")
_DOUBLE_QUOTE = re.compile(r"[\"“”]")
_CLAUSE_START = re.compile(r"[.!?;\"“”\n](?=[^.!?;\"“”\n]*\Z)")
_LONGEST_SPEECH = 3_000
_INTRODUCTION = 160


@rule(
    "casing-quotation",
    Stage.CASING,
    kinds=NO_STRINGS,
    examples=[
        Example("Liu said: “otherwise, we will fight.”", "Liu said: “Otherwise, we will fight.”"),
        Example("He blurted out, ”yes! Our goal is clear.”", "He blurted out, ”Yes! Our goal is clear.”"),
        Example('"we can go now," he said.', '"We can go now," he said.'),
        Example(
            "“No.” Li Mu waved: “the fee is one thing. We pay.”", "“No.” Li Mu waved: “The fee is one thing. We pay.”"
        ),
        Example("He nodded. “yes, of course.”", "He nodded. “Yes, of course.”"),
        Example("“w-what do you mean?”", "“W-what do you mean?”"),
        Example("He said,\n\n“you may come in.”", "He said,\n\n“you may come in.”"),
    ],
    keeps=[
        "the so-called “small loan” business",
        "“I think,” he said, “that we can go.”",
        "“Stop that,” he said with a smile, “or I will go.”",
        "“Great heavens!” cried the inspector, “it is the missing man.”",
        "He asked about this: “small loan” companies and their kin.",
        "“small loan” companies have closed.",
        "He called it “a very small loan.”",
        "He said “iPhone sales rose.” She said: “eBay fell.”",
        "He said: “e.g. this one.” And: “...but no.”",
        "They knew the word, “yes,” and no other.",
        Keep("He said: “letao is dead.”", terms=({"name": "letao", "kind": "platform"},)),
    ],
    token='["“”「『][a-z]',
)
def quotation(document: Document, context: Context) -> Iterator[Finding]:
    """Direct speech that starts with a small letter: *he said: “otherwise …”*.

    Speech takes a capital at the start of a paragraph, after a full stop, and after a comma or colon with which it
    is introduced. It stays small where it continues a sentence (*“I think,” he said, “that …”*) and where the
    quotes only mark an expression (*the so-called “small loan” business*). A quote turned the wrong way is taken
    for what its place says.
    """
    prose = document.prose
    names = Names(document, context)
    counted_to, quotes, current = 0, 0, -1
    for match in _in_order(prose, _OPENINGS):
        quote = match.start()
        index = block_index(document, quote)
        if index < 0:
            continue
        block = document.blocks[index]
        if index != current:
            counted_to, quotes, current = block.span.start, 0, index
        quotes += sum(1 for _ in _DOUBLE_QUOTE.finditer(prose, counted_to, quote))
        counted_to = quote
        if match[0] in '"”' and (quotes % 2 or prose[quote - 1 : quote].strip(" \n:,")):
            continue
        how = _opens_speech(document, index, quote)
        if how is None or not _is_speech(prose, quote, block.span.end):
            continue
        word = _first_word(prose, quote + 1, names)
        if not word:
            continue
        how = how if is_word(word) else Applicability.SUGGESTION
        message = f"“{word}” starts direct speech"
        yield _recase("casing-quotation", quote + 1, quote + 1 + len(word), word[0].upper() + word[1:], message, how)


def _is_speech(prose: str, quote: int, block_end: int) -> bool:
    """Whether the quotation that opens at ``quote`` holds a sentence: it ends with a mark, or has one inside."""
    limit = min(block_end, quote + _LONGEST_SPEECH)
    closing = _ANY_QUOTE.search(prose, quote + 1, limit)
    end = closing.start() if closing else limit
    words = prose[quote + 1 : end].rstrip(" \n\u00a0\u200a'’")
    return words[-1:] in tuple(".!?…—,") or re.search(r"[a-z][.!?] [\"“]?[A-Z]", words) is not None


def _opens_speech(document: Document, index: int, quote: int) -> Applicability | None:
    """Whether a quotation at ``quote`` starts a sentence, going by what stands before it."""
    prose, start = document.prose, document.blocks[index].span.start
    before = quote
    while before > start and prose[before - 1] in " \n":
        before -= 1
    if before == start:
        return _after_block(document, index)
    mark = prose[before - 1]
    if mark in '"”':
        return Applicability.SAFE if prose[before - 2 : before - 1] in tuple(".!?") else None
    if mark == ".":
        return Applicability.SAFE if is_full_stop(prose, before - 1) else None
    if mark in "!?":
        return Applicability.SAFE
    if mark not in ",:":
        return None
    introduction = prose[max(start, before - 1 - _INTRODUCTION) : before - 1]
    cut = _CLAUSE_START.search(introduction)
    if cut:
        if cut[0] in '"”“':
            ended = introduction[max(cut.start() - 1, 0) : cut.start()]
            new = mark == ":" or (ended == "." and introduction[cut.end() :].lstrip()[:1].isupper())
            if ended not in (".", "!", "?") or not new:
                return None
        introduction = introduction[cut.end() :]
    words = _LETTERS.findall(introduction)
    if mark == ":" or ("as" not in words and not SPEECH_VERBS.isdisjoint(words)):
        return Applicability.SAFE
    return None


def _after_block(document: Document, index: int) -> Applicability | None:
    """What the paragraph before says about a quotation at the start of this one."""
    if index == 0:
        return Applicability.SAFE
    end = document.blocks[index - 1].span.end
    last = document.prose[max(end - 2, 0) : end]
    if last in (",”", ',"'):
        return None
    if last[-1:] in tuple('.!?…:”"」』') and document.blocks[index].kind is BlockKind.PARAGRAPH:
        return Applicability.SAFE
    return Applicability.SUGGESTION


_SMALL_I = re.compile(
    r"(?<![\w.'’&/\\-])i(?=['’](?:m|ll|ve|d)\b|"
    r" (?:am|was|have|had|will|would|can|could|should|must|do|did|don['’]t|didn['’]t|can['’]t|think|thought|know|knew"
    r"|want|wanted|feel|felt|see|saw|said|guess|hope|mean|need|like|love|just|also|never|really)\b)"
)


@rule(
    "casing-i",
    Stage.CASING,
    examples=[
        Example("Then i think i'm late, but i don't care.", "Then I think I'm late, but I don't care."),
    ],
    keeps=["for i in range", "(i) the first, ii) the second", "i.e. this", "a hi-fi i-beam"],
    token=r"i(?<![\w.'’&/\\-].)(?:['’](?:m|ll|ve|d)\b|$)",
)
def small_i(document: Document, context: Context) -> Iterator[Finding]:
    """The pronoun *I* as a small letter, before its verb or in a contraction.

    In a text that starts most of its sentences small it is only suggested.
    """
    prose = document.prose
    if not any(i in prose for i in (" i ", " i'", " i’")):
        return
    on_purpose: bool | None = None
    for match in _SMALL_I.finditer(prose):
        if on_purpose is None:
            on_purpose = of_whole(document, _prefers_small)
        how = Applicability.SUGGESTION if on_purpose else Applicability.SAFE
        message = "the pronoun “I” takes a capital"
        yield _recase("casing-i", match.start(), match.end(), "I", message, how)


RULES = (midsentence, tag, sentence, quotation, small_i)
