"""A form in its text: safe to replace, a suggestion, or nothing, and why.

Each form starts with the weight of its best guess (log odds that it means the entry); what the text says for or against
is added. Frequency informs and never decides alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from math import log
from typing import NamedTuple

from cleanup.core.model import Applicability, BlockKind, Document, Span
from cleanup.english import DETERMINERS, is_name, is_word
from cleanup.glossary.model import Kind, Term
from cleanup.names import pinyin
from cleanup.names.beside import goes_on_before, is_given_name, is_surname_here, repeats_neighbour, word_before
from cleanup.names.fitting import at_place, in_style, marks, opens_sentence, with_the
from cleanup.names.fold import letters
from cleanup.names.guess import Guess
from cleanup.names.guests import has_settled, is_about_business
from cleanup.names.related import differs_in_number, is_longer_than, is_short_for
from cleanup.names.rendering import Damage
from cleanup.names.surroundings import evidence_around

SAFE = 3.0
"""Log odds from which a form is replaced unasked: 20 to 1, before what the text says against it has its full say."""
SUGGEST = 0.4
"""Log odds from which a form is mentioned."""
_SOMEBODY = 9.0
"""Against a form that is part of another name."""
_UNCERTAIN = 7.0
"""Against a listed form, so that it becomes a suggestion."""
_TIE = 1.2
"""Guesses closer than this are both named."""

_NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.NAME, Kind.ORGANISATION})

_GUESSED = frozenset(Damage) - {Damage.VARIANT, Damage.CASE, Damage.TITLE}
"""Damage that no list of the user's names."""
_INDEFINITE = DETERMINERS - {"the"}
_CROWD = 400
"""Entries from which chance finds one for many a form: with twice as many, half as much is said by its fitting one."""

_FEW_ENTRIES = 5
"""Entries of a glossary of which one name is enough to know its book."""

_MANY = 32
"""Questions about words of one text, after which it is quicker to know them all."""
Options = Sequence[tuple[Guess, tuple[str, ...]]]
"""Guesses for a form, each with the glued syllables if there are any."""


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


class Evidence:
    """What one text says about its names. ``mentions`` are start, end and entry of the right forms in it; ``guests``
    the entries of shipped packs; ``given`` the entries whose last word letters are, of several."""

    def __init__(
        self,
        document: Document,
        terms: Sequence[Term],
        mentions: Sequence[tuple[int, int, int]],
        places: Mapping[str, Sequence[Span]],
        guesses: Mapping[str, Options],
        familiar: bool = False,
        guests: frozenset[int] = frozenset(),
        given: Mapping[str, frozenset[int]] | None = None,
    ) -> None:
        self.document = document
        self.terms = terms
        self.mentions = Counter([term for _start, _end, term in mentions])
        self._mentions = mentions
        self.tails: dict[int, Counter[tuple[str, ...]]] = {}
        for surface, options in guesses.items():
            for guess, tail in options:
                if tail:
                    self.tails.setdefault(guess.term, Counter())[tail] += len(places[surface])
        self._guesses = guesses
        self._places = places
        self._known_familiar = familiar
        self.guests = guests
        self.given = given or {}
        self._asked = 0

    @cached_property
    def crowd(self) -> float:
        """Log odds against a form that fits one of very many entries."""
        return max(0.0, log(len(self.terms) / _CROWD))

    @cached_property
    def platforms(self) -> int:
        """How many platforms of the packs the text has, in whatever form."""
        found = {guess.term for options in self._guesses.values() for guess, _tail in options} | set(self.mentions)
        return sum(1 for number in found & self.guests if self.terms[number].kind is Kind.PLATFORM)

    def block(self, position: int) -> int:
        """The number of the block a position of the prose is in."""
        return bisect_right(self._starts, position) - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.document.blocks]

    @cached_property
    def _mention_blocks(self) -> dict[int, set[int]]:
        """For each entry, the numbers of the blocks that have a right form of it."""
        blocks: dict[int, set[int]] = {}
        for start, _end, term in self._mentions:
            blocks.setdefault(term, set()).add(self.block(start))
        return blocks

    def has(self, word: str) -> bool:
        """Whether a word stands in the text, cased like that."""
        if self._knows_all(word):
            return word in self._words
        return next(self._standing(word), None) is not None

    def count(self, word: str) -> int:
        """How often a word stands in the text, cased like that."""
        if self._knows_all(word):
            return self._words[word]
        return sum(1 for _ in self._standing(word))

    def _knows_all(self, word: str) -> bool:
        """Whether a word can be looked up among all words of the text: they are gathered when many have been asked
        about, so that a text with many names is not searched for each."""
        self._asked += 1
        return self._asked > _MANY and word.isalpha()

    @cached_property
    def _words(self) -> Counter[str]:
        words: Counter[str] = Counter()
        for line in self.document.prose.split("\n"):
            words.update(re.findall(r"[^\W\d_]+", line))
        return words

    def _standing(self, word: str) -> Iterator[int]:
        prose = self.document.prose
        at = prose.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_is_letter(prose[at - 1 : at]) or _is_letter(prose[end : end + 1])):
                yield at
            at = prose.find(word, end)

    @cached_property
    def is_familiar(self) -> bool:
        """Whether the text is of the book the glossary is for: it has names of the glossary that are no English words
        or names.

        (*Will* and *Rose* stand in any book.)
        """
        if self._known_familiar:
            return True
        named = Counter(
            {number: count for number, count in self.mentions.items() if not _is_english(self.terms[number].name)}
        )
        for surface, options in self._guesses.items():
            sure = len(options) == 1 and options[0][0].weight >= SAFE
            # What will be replaced counts as what it becomes, so that a second run sees what the first one saw.
            if sure and not (_is_english(surface) and _is_english(self.terms[options[0][0].term].name)):
                named[options[0][0].term] += len(self._places[surface])
        known = [count for number, count in named.items() if self.terms[number].kind in _NAMES]
        if len(self.terms) <= _FEW_ENTRIES:
            return len(known) > 1 or any(count > 2 for count in known)
        # One of many names stands in some other book by chance, three times as easily as once.
        return len(known) > 2 or (len(known) == 2 and sum(known) > 2)

    def forms_with(self, term: int, tail: tuple[str, ...]) -> list[str]:
        """The forms in the text that are the term's name with the same syllables after it."""
        return [s for s, options in self._guesses.items() if any(g.term == term and t == tail for g, t in options)]

    def shared_blocks(self, spans: Sequence[Span], term: int) -> int:
        """In how many blocks a form at ``spans`` stands beside a right form of the term."""
        return len({self.block(span.start) for span in spans} & self._mention_blocks.get(term, set()))

    def goes_on(self, position: int) -> bool:
        """Whether a capitalised English word follows: *White Cloud* in *White Cloud Pavilion* is no person."""
        block = self.block(position)
        end = self.document.blocks[block].span.end if block >= 0 else len(self.document.prose)
        following = re.match(r"[ \n]([A-Z][^\W\d_]*)", self.document.prose[position : min(position + 40, end)])
        return following is not None and is_word(following[1])

    def wants_capital(self, position: int) -> bool:
        """Whether a word at a position is written with a capital whatever it is: at the start of a sentence, in a
        heading."""
        number = self.block(position)
        if number < 0:
            return opens_sentence(self.document.prose, position, 0)
        block = self.document.blocks[number]
        return block.kind is BlockKind.HEADING or opens_sentence(self.document.prose, position, block.span.start)

    def starts_sentence(self, position: int) -> bool:
        """Whether a position is at the start of a block, sentence or quotation."""
        before = self.document.prose[max(0, position - 4) : position].rstrip(" ")
        return not before or before[-1] in ".!?…:\n“”\"‘’'—(["


def decide(surface: str, spans: Sequence[Span], options: Options, evidence: Evidence) -> Iterator[Decision]:
    """The decisions about all places of one form; none when it is more likely something else."""
    scored: list[tuple[float, Guess, list[tuple[float, str]]]] = []
    for guess, tail in options:
        said = list(_context(surface, spans, guess, tail, evidence))
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
    prose = evidence.document.prose
    for place in spans:
        read = best.damage is Damage.READING and term.kind is not Kind.PERSON and pinyin.is_han(term.source)
        embedded = (meant or read) and safe and (evidence.goes_on(place.end) or goes_on_before(prose, place))
        sure = Applicability.SUGGESTION if embedded else applicability
        name = replacement
        if small and evidence.wants_capital(place.start):
            name = in_style(right, surface, starts_sentence=True, listed=best.listed)
        span, text = at_place(name, prose, place)
        if person:
            # “The Eastern Palace smiled”: the article goes with the meaning, not with the person.
            span = with_the(prose, span)
        if best.damage in _GUESSED and repeats_neighbour(prose, span, text):
            continue
        if text != prose[span.start : span.end]:
            yield Decision(span, surface, text, best.damage, sure, message, numbers, suggestions)


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
        return
    mentions = evidence.mentions[guess.term]
    if guess.damage is Damage.GLUED:
        yield from _glued_context(surface, spans, guess, tail, mentions, evidence)
        return
    words = re.findall(r"[^\W\d_]+", surface)
    if not surface[:1].isupper():
        yield -4.0, "it is not capitalised"
    familiar = evidence.is_familiar
    ordinary = (all(is_word(word) for word in words) and any(len(word) > 3 for word in words)) or (
        len(words) == 1 and is_word(surface)
    )
    if guess.damage in (Damage.READING, Damage.SOUND, Damage.ORDER) and ordinary:
        inside = len(words) == 1 and sum(not evidence.starts_sentence(span.start) for span in spans) >= 2
        yield (-1.5 if inside and familiar else -3.0 if len(words) == 1 else -2.0), "it is ordinary English"
    if guess.damage is Damage.SOUND:
        if any(is_name(word) for word in words):
            if not (familiar and evidence.terms[guess.term].source):
                yield -3.5, "it is a name of its own"
            elif not guess.near:
                yield -1.5, "it is a name of its own"
        if any(evidence.has(word.lower()) for word in words):
            yield -2.5, "the text uses it as a word"
        if familiar and not guess.near and not _is_english(surface):
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
    if mentions >= 2:
        yield 0.7, f"the name itself stands in this file {mentions} times"
    if len(spans) >= 3:
        yield 0.4, "it is no slip"
    yield from evidence_around(evidence.document.prose, spans, evidence.terms[guess.term])
    shared = evidence.shared_blocks(spans, guess.term)
    if guess.damage is Damage.SOUND and shared >= 2 and shared * 3 >= len(spans):
        yield -1.5, "it stands beside the name as if somebody else"


def _beside_context(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    """What the words directly beside a form say, and how many entries there are for it to fit by chance."""
    prose, term = evidence.document.prose, evidence.terms[guess.term]
    own = _own_surnames(term.source)
    for span in spans:
        if is_given_name(prose, span, surface):
            word = word_before(prose, span.start)[0]
            if letters(word) not in own:
                yield -_SOMEBODY, f"it is a given name in “{word} {surface}”"
                break
        if is_surname_here(prose, span, surface):
            yield -_SOMEBODY, "it is a surname with a given name after it"
            break
    if letters(surface) in evidence.given and " " not in surface and evidence.given[letters(surface)] - {guess.term}:
        yield -_SOMEBODY, "it is the given name of another entry"
    if guess.damage is Damage.SPACING and " " not in surface and evidence.crowd and pinyin.is_pinyin(letters(surface)):
        yield -1.5 * evidence.crowd, "many entries fit some form by chance"
    if guess.damage in (Damage.MEANING, Damage.SOUND):
        if evidence.crowd:
            yield -evidence.crowd, "many entries fit some form by chance"
        if differs_in_number(surface, term.name) or is_longer_than(surface, term.name):
            yield -_SOMEBODY, "it is another number of the name, or more than it"
        elif is_short_for(surface, term.name):
            yield -2.0, "it may be short for the name, or something else"
    if guess.damage is Damage.SOUND and pinyin.is_han(term.source) and pinyin.is_pinyin(letters(surface)):
        yield -min(2.0, evidence.crowd), "it is spelled as Chinese names are"


def _guest_context(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    """What speaks against a form of a shipped pack; see `cleanup.names.guests`."""
    term, mentions = evidence.terms[guess.term], evidence.mentions[guess.term]
    if has_settled(len(spans), mentions) and term.kind is not Kind.PLATFORM:
        yield -_UNCERTAIN, "the text keeps to it"
    if term.kind is Kind.TERM and guess.damage in (Damage.CASE, Damage.SPACING) and not mentions:
        yield -_UNCERTAIN, "it is one of several usual forms"
    alone = term.kind is Kind.PLATFORM and " " not in surface and not mentions and evidence.platforms < 2
    if alone and not is_about_business(evidence.document.prose, spans):
        yield -_UNCERTAIN, "nothing in the text is about business"


@cache
def _own_surnames(source: str) -> frozenset[str]:
    """The readings of the first characters of a source term: the surname that its own name may have."""
    readings = pinyin.name_readings(source[:1]) if pinyin.is_han(source[:1]) else []
    compound = pinyin.name_readings(source[:2]) if pinyin.is_han(source[:2]) else []
    return frozenset("".join(reading) for reading in (*readings, *compound))


@cache
def _is_english(name: str) -> bool:
    return all(is_word(word) or is_name(word) for word in re.findall(r"[^\W\d_]+", name))


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def _listed_context(
    surface: str, spans: Sequence[Span], guess: Guess, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    prose, term = evidence.document.prose, evidence.terms[guess.term]
    alias = bool(guess.form) and letters(guess.form) != letters(term.name)
    if alias and guess.term in evidence.guests and not is_about_business(prose, spans):
        yield -_UNCERTAIN, "it is only one of the names of the entry of a pack"
    person = guess.damage is Damage.CASE and term.kind is Kind.PERSON and surface.islower() and _is_english(surface)
    if person and any(word_before(prose, span.start)[0].lower() in _INDEFINITE for span in spans):
        yield -20.0, "in lower case it is ordinary English"
    if guess.damage is Damage.VARIANT and surface.islower() and " " not in surface and is_word(surface):
        variants = evidence.terms[guess.term].variants
        if evidence.terms[guess.term].case != "any" and surface not in variants:
            yield -20.0, "in lower case it is ordinary English"


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
