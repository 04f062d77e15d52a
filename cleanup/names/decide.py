"""A form in its text: safe to replace, a suggestion, or nothing, and why.

Each form starts with the weight of its best guess (log odds that it means the entry); what the text says for or against
is added. Frequency informs and never decides alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import log2
from typing import NamedTuple

from cleanup.core.model import Applicability, Span
from cleanup.language.english import DETERMINERS, is_name, is_word
from cleanup.language.fold import letters
from cleanup.names import pinyin
from cleanup.names.beside import goes_on_before, is_surname_here, word_after, word_before
from cleanup.names.book import FEW
from cleanup.names.evidence import SAFE, Evidence, Options, is_english, others_surname
from cleanup.names.fitting import at_place, in_style, marks, with_the
from cleanup.names.guess import Guess
from cleanup.names.guests import has_settled, is_about_business, is_common_noun
from cleanup.names.related import differs_in_number, is_longer_than, is_of_another_kind, is_short_for
from cleanup.names.rendering import Damage
from cleanup.names.repeated import beside, repeats_neighbour
from cleanup.names.surnames import is_surname
from cleanup.names.surroundings import evidence_around, speaks
from cleanup.terms.model import Kind, Term

SUGGEST = 0.4
"""Log odds from which a form is mentioned."""
_SOMEBODY = 9.0
"""Against a form that is part of another name."""
_TONES = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛ]")
"""Vowels with the tone marks of pinyin."""
_AS_A_NAME = 4
"""Places in the middle of a sentence at which a capital shows that a word is a name here."""
_A_FEW_PLATFORMS = 3
"""Platforms of the packs that show a text to be about business; two may be the sauce *douban* and a *tmall*."""
_SHORT = 2
"""Syllables of Chinese that many a name has in common: *Lu Fang* and the isle *Lufang*."""
_WHOLE = 2.5
"""The weight of a form that translates all of a source term."""
_TIE = 1.2
"""Guesses closer than this are both named."""


_GUESSED = frozenset(Damage) - {Damage.VARIANT, Damage.CASE, Damage.TITLE}
"""Damage that no list of the user's names."""
_OF_ONE_OF_MANY = DETERMINERS - {"the"}


class Decision(NamedTuple):
    """What to do with a form at a place. ``terms`` are the indexes of the entries it may stand for, the likeliest
    first."""

    span: Span
    surface: str
    replacement: str
    damage: Damage
    applicability: Applicability
    message: str
    terms: tuple[int, ...]
    suggestions: tuple[str, ...] = ()
    title: bool = False


def decide(surface: str, spans: Sequence[Span], options: Options, evidence: Evidence) -> Iterator[Decision]:
    """The decisions about all places of one form; none when it is more likely something else."""
    if evidence.source is None:
        yield from _decided(surface, spans, options, evidence, lambda _guess: ())
        return
    for there, places in evidence.source.groups(spans, (guess.term for guess, _tail in options)):
        says = partial(evidence.source.says, here=there, spans=spans)
        yield from _decided(surface, places, options, evidence, says)


def _decided(
    surface: str,
    spans: Sequence[Span],
    options: Options,
    evidence: Evidence,
    source: Callable[[Guess], Sequence[tuple[float, str]]],
) -> Iterator[Decision]:
    """The decisions about some places of a form; ``source`` is what the source says of a guess there."""
    scored: list[tuple[float, Guess, list[tuple[float, str]]]] = []
    for guess, tail in options:
        said = [*source(guess), *_context(surface, spans, guess, tail, evidence)]
        scored.append((guess.weight + sum([amount for amount, _clause in said]), guess, said))
    if len(scored) > 1:
        scored.sort(key=lambda item: -item[0])
    weight, best, said = scored[0]
    if weight < SUGGEST:
        return
    rivals = [g for other, g, _ in scored[1:] if other > weight - _TIE and g.term != best.term and other >= SUGGEST]
    numbers = tuple(dict.fromkeys((best.term, *(guess.term for guess in rivals))))
    safe = weight >= SAFE and not rivals
    term = evidence.terms[best.term]
    right = best.form or term.name
    replacement = in_style(right, surface, listed=best.listed)
    small = right[:1].islower()
    if (replacement == surface and not small) or (best.damage in _GUESSED and marks(replacement) != marks(surface)):
        return
    message = _message(surface, spans, best, term) + _because(said, safe)
    if rivals:
        others = ", ".join(evidence.terms[number].name for number in numbers[1:])
        message += f"; it could also be {others}"
    applicability = Applicability.SAFE if safe else Applicability.SUGGESTION
    suggestions = tuple(evidence.terms[number].name for number in numbers)
    meant = best.damage is Damage.MEANING
    person = term.kind is Kind.PERSON and meant
    left = pinyin.is_han(surface)  # what holds a character of the source is the entry, whatever follows
    prose = evidence.document.prose
    for place in spans:
        read = best.damage is Damage.READING and term.kind is not Kind.PERSON and pinyin.is_han(term.source)
        embedded = (
            (meant or read) and safe and not left and (evidence.goes_on(place.end) or goes_on_before(prose, place))
        )
        embedded = embedded or (best.damage is Damage.SPACING and _is_of_a_place(place, term, evidence))
        # “Then A Esha came”: the first syllable of the name stands apart, or it is another.
        embedded = embedded or (best.damage is Damage.SOUND and word_before(prose, place.start) == ("A", False))
        sure = Applicability.SUGGESTION if embedded else applicability
        name = replacement
        if small and evidence.wants_capital(place.start):
            name = in_style(right, surface, starts_sentence=True, listed=best.listed)
        span, text = at_place(name, prose, place)
        if person:
            # “The Eastern Palace smiled”: the article goes with the meaning, not with the person.
            span = with_the(prose, span)
        if best.damage in _GUESSED and repeats_neighbour(*beside(prose, span, evidence.within(place)), text):
            continue
        if text != prose[span.start : span.end]:
            yield Decision(span, surface, text, best.damage, sure, message, numbers, suggestions)


_INTRODUCED = re.compile(r"\b(?:an?|another|some|one) [^.!?\n“”\"]{0,40}\b(?:named|called|by the name of) $", re.I)


def _is_of_a_place(place: Span, term: Term, evidence: Evidence) -> bool:
    """Whether what may be a Chinese person's name has the noun of a place or house after it: *Lufang Island*."""
    if term.kind is not Kind.PERSON or not pinyin.is_han(term.source) or evidence.is_in_heading(place.start):
        return False
    after = word_after(evidence.document.prose, place.end)
    return after[:1].isupper() and is_word(after.lower())


def _context(
    surface: str, spans: Sequence[Span], guess: Guess, tail: tuple[str, ...], evidence: Evidence
) -> Iterator[tuple[float, str]]:
    """What the text says for (positive) or against a guess, each with a clause that says so."""
    if guess.term in evidence.guests:
        yield from _guest_context(surface, spans, guess, evidence)
    if guess.damage in _GUESSED or guess.term in evidence.guests:
        yield from _beside_context(surface, spans, guess, evidence)
    if guess.damage in (Damage.VARIANT, Damage.CASE, Damage.SPACING):
        yield from _listed_context(surface, spans, guess, evidence)
        if guess.damage is Damage.CASE:
            yield from _case_context(surface, spans, guess, evidence)
        return
    mentions = evidence.mentions[guess.term]
    if guess.damage is Damage.GLUED:
        yield from _glued_context(surface, spans, guess, tail, mentions, evidence)
        return
    words = re.findall(r"[^\W\d_]+", surface)
    if not surface[:1].isupper() and not pinyin.is_han(surface[:1]):
        yield -4.0, "it is not capitalised"
    familiar = evidence.is_familiar
    ordinary = (all(is_word(word) for word in words) and any(len(word) > 3 for word in words)) or (
        len(words) == 1 and is_word(surface)
    )
    if guess.damage in (Damage.READING, Damage.SOUND, Damage.ORDER) and ordinary:
        # In the middle of a sentence no common noun has a capital: there it is a name, whatever it means.
        inside = sum(not evidence.starts_sentence(span.start) for span in spans) if len(words) == 1 else 0
        named = inside >= _AS_A_NAME and not evidence.has(surface.lower())
        if not (familiar and named):
            yield (-1.5 if inside > 1 and familiar else -3.0 if len(words) == 1 else -2.0), "it is ordinary English"
    if guess.damage is Damage.SOUND:
        own = evidence.terms[guess.term].name.split()
        if any(is_name(word) for word in words if word not in own):
            if not (familiar and evidence.terms[guess.term].source):
                yield -3.5, "it is a name of its own"
            elif not guess.near:
                yield -1.5, "it is a name of its own"
        capitals = [word.lower() for word in words if word[0].isupper()]
        if capitals and all(map(evidence.has, capitals)):  # *Sung Jin-woo* is none where somebody has sung
            yield -2.5, "the text uses it as a word"
        if guess.form and evidence.has(guess.form):
            yield _only_suggested(guess), "that part of the name is spelled right elsewhere"
        if any(_INTRODUCED.search(evidence.document.prose, max(0, span.start - 60), span.start) for span in spans):
            yield -1.5, "it is introduced as somebody new"
        if familiar and not guess.near and not is_english(surface):
            # In a text of the book a name that is no English one is somebody's of the book; never enough to be safe.
            yield min(1.2, max(0.0, SAFE - 0.8 - guess.weight)), "it is no English word or name"
    if guess.weight < SAFE and not familiar:
        yield -0.5, "no name of the glossary stands in the text"
    if guess.damage is Damage.MEANING and len(words) == 1:
        if all(evidence.starts_sentence(span.start) for span in spans):
            yield -2.0, "it only starts sentences"
        if evidence.has(surface.lower()):
            yield -2.0, "the text uses it as a word"
    if guess.damage is Damage.MEANING and evidence.terms[guess.term].kind in (Kind.PERSON, Kind.NAME):
        if surface.lower() in evidence.document.prose:
            yield -1.5, "the text has the same words in lower case"
        if words[-1].endswith("s") and not words[-1].endswith("ss") and is_word(words[-1][:-1]):
            yield -1.5, "it is a plural"
    if guess.damage is Damage.READING and pinyin.is_han(evidence.terms[guess.term].source) and _TONES.search(surface):
        yield 3.0, "it has tone marks"
    if familiar and not evidence.crowd:
        yield from _in_its_book(surface, spans, guess, evidence)
    if mentions >= 2:
        yield 0.7, f"the name itself stands in this file {mentions} times"
    yield from _frequency(surface, guess, evidence)
    yield from evidence_around(evidence.document.prose, spans, evidence.terms[guess.term])
    if guess.damage is Damage.SOUND and evidence.times(surface) < FEW and evidence.is_named_beside(spans, guess.term):
        yield -max(0.0, guess.weight), "the name itself stands in the same sentence"
    shared = evidence.shared(surface, guess.term)
    if guess.damage in (Damage.SOUND, Damage.MEANING) and shared >= 2 and shared * 3 >= evidence.times(surface):
        yield -1.5, "it stands beside the name as if somebody else"


def _in_its_book(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    """What it says for a form that the text is of the book of a glossary of no more entries than a person lists: a
    reading or a full translation of one of its names is hardly another's there."""
    term = evidence.terms[guess.term]
    if evidence.has(surface.lower()):
        return
    if is_english(surface) and all(evidence.starts_sentence(span.start) for span in spans):
        return
    if guess.damage is Damage.READING and pinyin.is_han(term.source):
        words = surface.split()
        if term.kind is not Kind.PERSON:
            if speaks(evidence.document.prose, spans):
                return
            if len(words) == 2 and is_surname(letters(words[0])):
                yield 0.3, "the text belongs to the book of the glossary"
                return
        yield 0.9, "the text belongs to the book of the glossary"
    elif guess.damage is Damage.MEANING and guess.weight >= _WHOLE and " " in surface:
        yield 0.5, "the text belongs to the book of the glossary"


def _frequency(surface: str, guess: Guess, evidence: Evidence) -> Iterator[tuple[float, str]]:
    """What it says that a form stands again and again: machine translation is wrong consistently.

    Only of a form that spells the entry: a translated meaning that stands often may as well be another thing's name.
    """
    times = evidence.times(surface)
    if times < FEW:
        return
    spelled = guess.damage in (Damage.READING, Damage.ORDER) or (guess.damage is Damage.SOUND and guess.near)
    if not spelled or not evidence.is_familiar or is_english(surface) or evidence.has(surface.lower()):
        yield 0.4, "it is no slip"
        return
    yield min(1.6, 0.4 * log2(times / FEW + 1)), f"it stands {times} times in the book"


def _beside_context(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    """What the words directly beside a form say, and how many entries there are for it to fit by chance."""
    prose, term = evidence.document.prose, evidence.terms[guess.term]
    if evidence.is_given_in_book(surface):
        yield -_SOMEBODY, "it has a surname before it elsewhere in the book"
    for span in spans:
        if surname := others_surname(prose, span, surface, term):
            yield -_SOMEBODY, f"it is a given name in “{surname} {surface}”"
            break
        if is_surname_here(prose, span, surface):
            yield -_SOMEBODY, "it is a surname with a given name after it"
            break
    if letters(surface) in evidence.given and " " not in surface and evidence.given[letters(surface)] - {guess.term}:
        yield -_SOMEBODY, "it is the given name of another entry"
    if guess.damage is Damage.SPACING and " " not in surface and evidence.crowd and pinyin.is_pinyin(letters(surface)):
        yield -1.5 * evidence.crowd, "many entries fit some form by chance"
    if guess.damage in (Damage.SPACING, Damage.READING) and evidence.crowd:
        short = 0 < len(pinyin.syllables(letters(surface))) <= _SHORT
        if short and not evidence.mentions_in_book(guess.term):
            yield _only_suggested(guess), "it is short, and the name itself stands nowhere in the book"
    if guess.damage in (Damage.MEANING, Damage.SOUND):
        if evidence.crowd:
            yield -evidence.crowd, "many entries fit some form by chance"
        whole = guess.damage is Damage.MEANING and guess.weight >= _WHOLE  # 小胖子 Fatty: *Little Fatty*
        if differs_in_number(surface, term.name) or (not whole and is_longer_than(surface, term.name)):
            yield -_SOMEBODY, "it is another number of the name, or more than it"
    if guess.damage is Damage.MEANING and is_of_another_kind(surface, term.name, term.source):
        yield -1.5, "its last word says another kind of thing"
    if guess.damage in (Damage.MEANING, Damage.SOUND, Damage.READING) and is_short_for(surface, term.name):
        yield -2.0, "it may be short for the name, or something else"
    if guess.damage is Damage.SOUND and pinyin.is_han(term.source) and pinyin.is_pinyin(letters(surface)):
        yield -min(2.0, evidence.crowd), "it is spelled as Chinese names are"


def _guest_context(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    """What speaks against a form of a shipped pack; see `cleanup.names.guests`."""
    term, mentions = evidence.terms[guess.term], evidence.mentions_in_book(guess.term)
    if has_settled(evidence.times_of_entry(guess.term), mentions) and term.kind is not Kind.PLATFORM:
        yield _only_suggested(guess), "the text keeps to it"
    if term.kind is Kind.TERM and guess.damage in (Damage.CASE, Damage.SPACING) and not mentions:
        yield _only_suggested(guess), "it is one of several usual forms"
    if term.kind is Kind.PLATFORM and surface.islower() and is_common_noun(evidence.document.prose, spans):
        yield _only_suggested(guess), "it has an article, as a common noun"
    alone = term.kind is Kind.PLATFORM and " " not in surface and not mentions and evidence.platforms < _A_FEW_PLATFORMS
    if alone and not is_about_business(evidence.document.prose, spans):
        yield _only_suggested(guess), "nothing in the text is about business"


def _listed_context(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    prose, term = evidence.document.prose, evidence.terms[guess.term]
    alias = bool(guess.form) and letters(guess.form) != letters(term.name)
    if alias and guess.term in evidence.guests and not is_about_business(prose, spans):
        yield _only_suggested(guess), "it is only one of the names of the entry of a pack"
    person = guess.damage is Damage.CASE and term.kind is Kind.PERSON and surface.islower() and is_english(surface)
    if person and any(word_before(prose, span.start)[0].lower() in _OF_ONE_OF_MANY for span in spans):
        yield -20.0, "in lower case it is ordinary English"
    if guess.damage is Damage.VARIANT and surface.islower() and " " not in surface and is_word(surface):
        variants = evidence.terms[guess.term].variants
        if evidence.terms[guess.term].case != "any" and surface not in variants:
            yield -20.0, "in lower case it is ordinary English"


_INDEFINITE = frozenset("a an this these any some every each another no".split())


def _only_suggested(guess: Guess) -> float:
    """What makes a certain guess a suggestion."""
    return -max(0.0, guess.weight - 1.0)


def _case_context(surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence) -> Iterator[tuple[float, str]]:
    """What speaks against the capitals of a name: a common noun, or the title case of a heading."""
    term, prose = evidence.terms[guess.term], evidence.document.prose
    if surface[:1].isupper() and any(others_surname(prose, span, surface, term) for span in spans):
        yield _only_suggested(guess), "it is part of a longer name, which is written like that"
    before = {word_before(prose, span.start)[0].lower() for span in spans}
    if term.kind in (Kind.PERSON, Kind.PLACE) and surface.islower() and " " not in surface and before & DETERMINERS:
        # The *albedo* of snow, a *cattleya*: words that no dictionary at hand has.
        yield (-20.0 if before & _INDEFINITE else _only_suggested(guess)), "it has an article, as a common noun"
    elif term.kind in (Kind.NAME, Kind.TERM) and before & _INDEFINITE:
        yield _only_suggested(guess), "it has an article, as a common noun"
    elif surface[:1].islower() and term.kind in (Kind.NAME, Kind.TERM) and term.case != "any":
        if before & DETERMINERS:
            yield _only_suggested(guess), "it has an article, as a common noun"
        elif " " in surface and any(is_word(word) for word in re.findall(r"[^\W\d_]+", surface)):
            yield _only_suggested(guess), "it may be a phrase of common nouns"
    if surface.istitle() and all(evidence.is_in_heading(span.start) for span in spans):
        yield -_SOMEBODY, "it stands in a heading"


_SAID = frozenset({("dao",), ("shuo",)})
"""The sounds of 道 and 说, *said*, which stand between a name and what is said."""
_SPEECH_AFTER = re.compile(r"[ ]?[:：][ \n]*[\"“「『]")
_SPEECH_BEFORE = re.compile(r"[,，][\"”」』] ?$")
_ENDS = re.compile(r"[ ]?[.,:：，。]")


def _is_speech(prose: str, span: Span) -> bool:
    """Whether a form stands where the verb of speech is missing: “No,” *Meng Zhuodao*. Or *Meng Zhuodao*: “No.”"""
    start, end = span
    if _SPEECH_AFTER.match(prose, end):
        return True
    return bool(_SPEECH_BEFORE.search(prose, max(0, start - 3), start) and _ENDS.match(prose, end))


def _glued_context(
    surface: str, spans: Sequence[Span], guess: Guess, tail: tuple[str, ...], mentions: int, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    endings = evidence.tails.get(guess.term, Counter())
    count = endings[tail]
    without = f"the name stands in this file {mentions} times without"
    if mentions >= 15 * count:
        yield 3.5, without
    elif mentions >= 6 * count:
        yield 2.2, without
    elif mentions >= 3 * count:
        yield 1.0, without
    elif not mentions:
        yield (1.0 if evidence.is_familiar else -0.6), "the name itself does not stand in this file"
    if tail in _SAID and any(_is_speech(evidence.document.prose, span) for span in spans):
        yield 3.5, "it stands beside what is said, without a verb"
    if len(endings) > 1:
        yield 1.5, "several endings are stuck to it"
    if count > 2 and len(evidence.forms_with(guess.term, tail)) > 1:
        yield -2.5, f"“{' '.join(tail)}” follows it in several spellings, as in a name"
    words = surface.split()
    last = letters(words[-1])
    alone = evidence.count(words[-1]) - count
    if alone > 0 and last != letters(evidence.terms[guess.term].name.split()[-1]):
        yield -4.0, f"“{words[-1]}” also stands alone"
    if is_word(last) or is_name(last):
        yield -3.5, f"“{words[-1]}” is a word"


def _message(surface: str, spans: Sequence[Span], guess: Guess, term: Term) -> str:
    times = f"; {len(spans)} times in this file" if len(spans) > 1 else ""
    form = " ".join(surface.split())
    match guess.damage:
        case Damage.VARIANT:
            told = f"is a variant of {term.name}"
        case Damage.CASE | Damage.SPACING:
            told = guess.reason
        case Damage.MEANING:
            told = f"{guess.reason}, the name {term.name}"
        case Damage.SOUND:
            told = f"{guess.reason} {term.source or term.name}".rstrip() + (f", {term.name}" if term.source else "")
        case Damage.GLUED:
            told = f"{guess.reason}: {term.name}"
        case Damage.TITLE:
            told = f"should be {term.name}: {guess.reason}"
        case _:
            told = guess.reason if guess.reason.startswith("is ") else f"is {guess.reason}, the name {term.name}"
    return f"“{form}” {told}{times}"


def _because(said: Sequence[tuple[float, str]], safe: bool) -> str:
    """What in the text decided, as the end of a message: what speaks for a safe fix, what speaks against a
    suggestion."""
    clauses = [clause for amount, clause in said if (amount > 0) == safe]
    return f"; {'; '.join(clauses[:2])}" if safe and clauses else f"; but {clauses[0]}" if clauses else ""
