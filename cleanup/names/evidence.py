"""What a text, and the book that it is from, says about the names of a glossary."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from math import log
from types import MappingProxyType
from typing import NamedTuple

from cleanup.core.model import BlockKind, Document, Span
from cleanup.language.english import is_name, is_word
from cleanup.language.fold import letters
from cleanup.names import pinyin
from cleanup.names.beside import is_given_name, word_before
from cleanup.names.beside_source import BesideSource
from cleanup.names.book import UNKNOWN, Book
from cleanup.names.fitting import opens_sentence
from cleanup.names.guess import Guess
from cleanup.terms.model import Kind, Term

SAFE = 3.0
"""Log odds from which a form is replaced unasked: 20 to 1, before what the text says against it has its full say."""

_CROWD = 400
"""Entries from which chance finds one for many a form: with twice as many, half as much is said by its fitting one."""

_SENTENCE = 80
"""Characters within which two names are looked for in one sentence."""
_SENTENCE_END = re.compile(r"[.!?…\n“”\"]")

_FEW_ENTRIES = 5
"""Entries of a glossary of which one name is enough to know its book."""

_FEW_LINES = 1500
"""Characters of a text of which two names of the glossary say that it is of its book."""

_FEWEST_OF_CAST, _SHARE_OF_CAST = 3, 0.3
"""Names that stand in a text more than once, and their share of all in the glossary, from which it is of the book."""

_MANY = 32
"""Questions about words of one text, after which it is quicker to know them all."""

_NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.NAME, Kind.ORGANISATION})

Options = Sequence[tuple[Guess, tuple[str, ...]]]
"""Guesses for a form, each with the glued syllables if there are any."""


class Entries(NamedTuple):
    """The entries that forms are judged against. ``guests``: those of shipped packs. ``given``: for the bare letters of
    the last word of a name of several, the entries that have it. ``cast``: the names of the user's own glossary."""

    terms: Sequence[Term]
    guests: frozenset[int] = frozenset()
    given: Mapping[str, frozenset[int]] = MappingProxyType({})
    cast: frozenset[int] = frozenset()


def cast_of(terms: Sequence[Term], guests: frozenset[int]) -> frozenset[int]:
    """The entries of names that come from no shipped pack."""
    return frozenset(n for n, term in enumerate(terms) if term.kind in _NAMES and n not in guests)


class Evidence:
    """What one text says about its names, and the book that it is from. ``mentions`` are start, end and entry of the
    right forms in the text. ``source`` is what its source says, where that is at hand."""

    def __init__(
        self,
        document: Document,
        entries: Entries,
        mentions: Sequence[tuple[int, int, int]],
        places: Mapping[str, Sequence[Span]],
        guesses: Mapping[str, Options],
        book: Book = UNKNOWN,
        source: BesideSource | None = None,
    ) -> None:
        self.source = source
        self.document = document
        self.terms, self.guests, self.given, self._cast = entries
        self.mentions = Counter([term for _start, _end, term in mentions])
        self._mentions = mentions
        self.tails: dict[int, Counter[tuple[str, ...]]] = {}
        for surface, options in guesses.items():
            for guess, tail in options:
                if tail:
                    self.tails.setdefault(guess.term, Counter())[tail] += len(places[surface])
        self._guesses = guesses
        self._places = places
        self._book = book
        self._asked = 0

    def as_book(self) -> Book:
        """What this text adds to what is known of its book."""
        best, prose = self._best, self.document.prose
        beside = {surface: self.shared_blocks(self._places[surface], guess.term) for surface, guess in best.items()}
        return Book(
            self.is_familiar,
            dict(self.mentions),
            {surface: len(self._places[surface]) for surface in best},
            {surface: count for surface, count in beside.items() if count},
            frozenset(
                surface
                for surface, guess in best.items()
                if any(others_surname(prose, span, surface, self.terms[guess.term]) for span in self._places[surface])
            ),
        )

    @cached_property
    def _best(self) -> dict[str, Guess]:
        """For each form its likeliest guess."""
        return {s: max(options, key=lambda option: option[0].weight)[0] for s, options in self._guesses.items()}

    def times_of_entry(self, term: int) -> int:
        """How often the forms stand in the text, or in what is known of its book, that an entry fits best."""
        here = sum(len(self._places[surface]) for surface, guess in self._best.items() if guess.term == term)
        return max(here, sum(self.times(surface) for surface, guess in self._best.items() if guess.term == term))

    def times(self, surface: str) -> int:
        """How often a form stands in the text, or in what is known of its book."""
        return max(len(self._places[surface]), self._book.forms.get(surface, 0))

    def mentions_in_book(self, term: int) -> int:
        """How often the right forms of an entry stand in the text, or in what is known of its book."""
        return max(self.mentions[term], self._book.mentions.get(term, 0))

    def is_given_in_book(self, surface: str) -> bool:
        """Whether a form has a surname before it somewhere in what is known of the book."""
        return surface in self._book.given

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

    def within(self, place: Span) -> Span:
        """The span of the block a place is in; of the whole prose where there are no blocks."""
        blocks = self.document.blocks
        return blocks[max(0, self.block(place.start))].span if blocks else Span(0, len(self.document.prose))

    def is_in_heading(self, position: int) -> bool:
        """Whether a position is in a heading."""
        block = self.block(position)
        return block >= 0 and self.document.blocks[block].kind is BlockKind.HEADING

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

    @cached_property
    def _mention_places(self) -> dict[int, list[int]]:
        """For each entry, where its right forms start, in order."""
        places: dict[int, list[int]] = {}
        for start, _end, term in self._mentions:
            places.setdefault(term, []).append(start)
        return {term: sorted(starts) for term, starts in places.items()}

    def is_named_beside(self, spans: Sequence[Span], term: int) -> bool:
        """Whether a right form of an entry stands in the same sentence as one of the places: *Leena met Lina*."""
        starts, prose = self._mention_places.get(term, []), self.document.prose
        for span in spans:
            index = bisect_right(starts, span.start)
            for start in starts[max(0, index - 1) : index + 1]:
                between = prose[span.end : start] if start >= span.end else prose[start : span.start]
                if len(between) < _SENTENCE and not _SENTENCE_END.search(between):
                    return True
        return False

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
        if self._book.familiar:
            return True
        named = Counter(
            {number: count for number, count in self.mentions.items() if not is_english(self.terms[number].name)}
        )
        for surface, options in self._guesses.items():
            sure = len(options) == 1 and options[0][0].weight >= SAFE
            # What will be replaced counts as what it becomes, so that a second run sees what the first one saw.
            if sure and not (is_english(surface) and is_english(self.terms[options[0][0].term].name)):
                named[options[0][0].term] += len(self._places[surface])
        if self._is_of_its_cast():
            return True
        known = [count for number, count in named.items() if self.terms[number].kind in _NAMES]
        if len(self.terms) <= _FEW_ENTRIES:
            return len(known) > 1 or any(count > 2 for count in known)
        # One of many names stands in some other book by chance, three times as easily as once;
        # hardly two in a few lines.
        few_lines = len(self.document.prose) < _FEW_LINES and not self.crowd
        return len(known) > 2 or (len(known) == 2 and (sum(known) > 2 or few_lines))

    def _is_of_its_cast(self) -> bool:
        """Whether a good part of all names of the glossary stands in the text, English ones (Claudia, Andy) included:
        another book has some of them, never so many."""
        here = sum(1 for number, count in self.mentions.items() if count > 1 and number in self._cast)
        return here >= _FEWEST_OF_CAST and here >= _SHARE_OF_CAST * len(self._cast)

    def forms_with(self, term: int, tail: tuple[str, ...]) -> list[str]:
        """The forms in the text that are the term's name with the same syllables after it."""
        return [s for s, options in self._guesses.items() if any(g.term == term and t == tail for g, t in options)]

    def shared(self, surface: str, term: int) -> int:
        """In how many blocks of the text, or of what is known of its book, a form stands beside a right form."""
        return max(self.shared_blocks(self._places[surface], term), self._book.beside.get(surface, 0))

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


@cache
def is_english(name: str) -> bool:
    return all(is_word(word) or is_name(word) for word in re.findall(r"[^\W\d_]+", name))


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def others_surname(prose: str, span: Span, surface: str, term: Term) -> str:
    """The surname before a form, where that is not the entry's own; else nothing."""
    if not is_given_name(prose, span, surface):
        return ""
    word = word_before(prose, span.start)[0]
    return "" if letters(word) in _own_surnames(term.source) else word


@cache
def _own_surnames(source: str) -> frozenset[str]:
    """The readings of the first characters of a source term: the surname that its own name may have."""
    readings = pinyin.name_readings(source[:1]) if pinyin.is_han(source[:1]) else []
    compound = pinyin.name_readings(source[:2]) if pinyin.is_han(source[:2]) else []
    return frozenset("".join(reading) for reading in (*readings, *compound))
