"""Words, sentences and paragraphs that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, count, islice, pairwise
from operator import eq

from cleanup.core.model import OBJECT, Applicability, BlockKind, Document, Edit, Finding, Fix, Span
from cleanup.language.english import NEVER_DOUBLED, OFTEN_DOUBLED, OPENERS, is_word
from cleanup.rules.context import Context
from cleanup.rules.prose.places import Names, block_at
from cleanup.rules.prose.words import small_letters
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Scope, Stage, rule

_LONGEST_SURNAME = 3
_TWICE = re.compile(rb" ([^ ]++) \1(?![a-z])")
"""In small letters, where all that a word may start behind is a blank. Words of the dictionary are all ASCII."""
_BEFORE = ("", " ", "\n", '"', "“", "(", "—")
_COPIES = re.compile(r"(?<![\w'’-])([^\W\d_]+)(?:[ \n]\1(?![\w'’-]))+", re.IGNORECASE)
_FALTERS = re.compile(r" ?(?:…|\.\.|—|–|--|- )")
"""Behind a word that is repeated because somebody falters."""


@rule(
    "repeats-word",
    Stage.REPEATS,
    examples=[
        Example("It is the the best.", "It is the best."),
        Example("It is indeed indeed indeed so.", "It is indeed so."),
        Example("The the man of of of honour", "The man of honour"),
        Example("this kind of the The situation", "this kind of the situation"),
        Example("He looked at the window window.", "He looked at the window window."),
    ],
    keeps=[
        "He had had enough, and that that was so was no no to him.",
        "It was very very long long ago. Bye bye! Ha ha ha! Cough cough!",
        "I shall be up up here; give her her coat; I told you you may.",
        "They flew to Bora Bora with Li Li. Now now, there there.",
        "“I I don’t know. N-no no!”",
        "“The the… the gate!” “And and— and then?” “Of of ... of course.”",
        "grade A a la carte, 5 5, the, the",
        "An An laughed. To To came with an An family disciple.",
        "Kikyu kikyu kikyu!",
        "a the-the b, and-and and, for for-profit schools",
        "the book he asked for\n\nfor a week",
        Keep("He met Of Of today.", terms=({"name": "Of Of"},)),
    ],
    scope=Scope.BLOCK,
)
def word(document: Document, context: Context) -> Iterator[Finding]:
    """The same word twice or more in a row: *the the*, *indeed indeed indeed*.

    Words that never follow themselves in English (articles, most prepositions and conjunctions, adverbs like
    *indeed*) are reduced to one. Others are suggested, and what is doubled for effect or by grammar (*had had*,
    *very very*, *her her*, sounds, names) is left alone.
    """
    prose = document.prose
    names = Names(document, context)
    done = 0
    for start in _doubled(prose):
        if start < done or prose[start - 1 : start] not in _BEFORE:
            continue
        match = _COPIES.match(prose, start)
        if match is None:
            continue
        done = match.end()
        low = match[1].lower()
        if low in OFTEN_DOUBLED or (len(low) < 2 and low != "a"):
            continue
        if _FALTERS.match(prose, done):
            continue
        copies = re.split(r"[ \n]", match[0])
        certain = low in NEVER_DOUBLED
        capitals = [copy for copy in copies if copy != low]
        if capitals and not (certain and (low in OPENERS or len(low) > _LONGEST_SURNAME)):
            continue
        if not certain and not is_word(low):
            continue
        if "\n" in match[0] and block_at(document, match.start()) is not block_at(document, done - 1):
            continue
        if names.has(match.start(), done):
            continue
        how = Applicability.SAFE if certain and len(capitals) < 2 else Applicability.SUGGESTION
        message = f"“{match[1]}” appears here {_times(len(copies))}"
        line_end = prose.find("\n", match.start(), done)
        if line_end < 0 or prose[start - 1 : start] != " " or _starts_block(document, start):
            surplus = Span(match.end(1), done)
        else:
            surplus = Span(match.start() - 1, line_end)
        fix = Fix((Edit(surplus, ""),), how)
        yield Finding("repeats-word", Span(match.start(), done), message, fix=fix, suggestions=(match[1],))


def _doubled(prose: str) -> Iterator[int]:
    """Where words may start that stand there twice."""
    small = b" " + small_letters(prose)
    position = 0
    while match := _TWICE.search(small, position):
        yield match.start()
        position = match.start() + 1


def _starts_block(document: Document, position: int) -> bool:
    block = block_at(document, position)
    return block is not None and block.span.start == position


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


_SENTENCE = re.compile(r"[^.!?\n]++(?:[.!?]+[\"”’)]*)?")  # Endless text matches too, or the search is quadratic
_QUOTE = re.compile(r"[\"“”「」]")
_AROUND = ' "“”’)\n'
_MARKS = re.compile(r"[.!?\n]")
_AROUND_AND_MARKS = _AROUND + ".!?"
_SURE_SENTENCE = 8
_SURE_PARAGRAPH = 12
_FEWEST = 5
_SHORTEST = 2 * _FEWEST - 2
"""Characters before the mark of a sentence of that many words; the mark may stand alone."""


def _core(sentence: str) -> str:
    """A sentence without blanks and quotes around it."""
    return sentence.strip().strip(_AROUND)


def _may_repeat(prose: str, mark: str) -> bool:
    """Whether two sentences in a row before a mark are the same; what is shorter than five words is left aside."""
    stretches = [stretch for stretch in prose.split(mark) if len(stretch) >= _SHORTEST]
    ends = [stretch[-_SHORTEST:] for stretch in stretches]
    for number in compress(count(), map(eq, ends, islice(ends, 1, None))):
        first = _MARKS.split(stretches[number])[-1].strip().strip(_AROUND)
        if first == stretches[number + 1].strip().strip(_AROUND_AND_MARKS):
            return True
    return False


@rule(
    "repeats-sentence",
    Stage.REPEATS,
    examples=[
        Example(
            "Li Mu looked at the two of them for a while. Li Mu looked at the two of them for a while. Then he left.",
            "Li Mu looked at the two of them for a while. Then he left.",
        ),
        Example(
            "“I really do not know him. I really do not know him.”",
            "“I really do not know him. I really do not know him.”",
        ),
    ],
    keeps=[
        "I can't stand it! I can't stand it! I can't stand it!",
        "He ran. He ran. He ran. Then Dr. Dr. No came.",
        "“I do not know.”\n\n“I do not know.”",
    ],
    scope=Scope.BLOCK,
)
def sentence(document: Document, context: Context) -> Iterator[Finding]:
    """The same sentence twice in a row, word for word.

    A narrated sentence of eight words or more is reduced to one; speech, where people repeat themselves, and shorter
    sentences of five words or more are only suggested.
    """
    prose = document.prose
    if not any(_may_repeat(prose, mark) for mark in ".!?"):
        return
    block_start, counted_to, quotes = -1, 0, 0
    previous: re.Match[str] | None = None
    for match in _SENTENCE.finditer(prose):
        last, previous = previous, match
        text = _core(match[0])
        if last is None or _core(last[0]) != text or OBJECT in text or last[0][-1] not in ".!?":
            continue
        words = len(text.split())
        start = match.start() + match[0].index(text)
        block = block_at(document, start)
        if words < _FEWEST or block is None or block is not block_at(document, last.start() + last[0].index(text)):
            continue
        if last.end() > start or prose[last.end() : start].strip():
            continue
        if block.span.start != block_start:
            block_start, counted_to, quotes = block.span.start, block.span.start, 0
        quotes += sum(1 for _ in _QUOTE.finditer(prose, counted_to, start))
        counted_to = start
        end = start + len(text)
        narrated = quotes % 2 == 0 and not _QUOTE.search(text)
        how = Applicability.SAFE if narrated and words >= _SURE_SENTENCE else Applicability.SUGGESTION
        message = f"the sentence “{_short(text)}” appears here twice"
        yield Finding("repeats-sentence", Span(start, end), message, fix=Fix((Edit(Span(last.end(), end), ""),), how))


@rule(
    "repeats-paragraph",
    Stage.REPEATS,
    kinds=CONTINUOUS,
    examples=[
        Example(
            "Li Mu looked at the two of them for a while and said nothing.\n\n"
            "Li Mu looked at the two of them for a while and said nothing.\n\nHe left.",
            "Li Mu looked at the two of them for a while and said nothing.\n\nHe left.",
        ),
        Example("The end of the day.\n\nThe end of the day.", "The end of the day.\n\nThe end of the day."),
    ],
    keeps=["“Yes.”\n\n“Yes.”", "***\n\n***", "<b>\n\n<b>\n\n<b>"],
)
def paragraph(document: Document, context: Context) -> Iterator[Finding]:
    """The same paragraph twice in a row, word for word.

    A paragraph of twelve words or more is reduced to one; shorter ones of five words or more are only suggested.
    """
    prose = document.prose
    for first, second in pairwise(document.blocks):
        size = first.span.end - first.span.start
        if size != second.span.end - second.span.start or second.kind is not BlockKind.PARAGRAPH:
            continue
        text = prose[first.span.start : first.span.end]
        if not prose.startswith(text, second.span.start) or OBJECT in text or first.kind is not second.kind:
            continue
        words = len(text.split())
        if words < _FEWEST or prose[first.span.end : second.span.start].strip():
            continue
        how = Applicability.SAFE if words >= _SURE_PARAGRAPH else Applicability.SUGGESTION
        message = f"the paragraph “{_short(text)}” appears here twice"
        fix = Fix((Edit(Span(first.span.end, second.span.end), ""),), how)
        yield Finding("repeats-paragraph", second.span, message, fix=fix)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 50 else words[:50].rpartition(" ")[0] + " …"


RULES = (word, sentence, paragraph)
