"""What a book does throughout: how it spells, whether it writes small numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cleanup.rules.book.dialect import CUSTOMS, spelled

_FEWEST = 12
"""Words that tell how a book spells."""
_FEWEST_NUMBERS = 16
_PREVAILS = 0.9
NUMBERS = "two three four five six seven eight nine".split()
_DIGITS = frozenset("23456789")
_FIGURE = re.compile(r" [2-9] (?=([a-z]{3,}) ?[a-z,.;])")
_BEFORE = re.compile(r"(?<![\w'’-])([a-z]+)\Z")
_AFTER_NAME = frozenset("chapter grade level number page rank row stage step tier type unit volume age size".split())
_NOT_COUNTED = re.compile(
    r"(?:percent|per|million|billion|thousand|hundred|met(?:er|re)|kilo|centi|milli|inch|feet|foot|mile|yard|gram|ton"
    r"|kg|degree|point|dollar|cent|yuan|yen|gold|silver|copper|coin|star|level|hour|minute|second|times|out|and|or|of"
    r"|is|was|are|for|with|the|from|but|that|have|had|has|plus|minus)"
)


def figures(text: str) -> Iterator[int]:
    """Where a small number stands in figures in the middle of a sentence, before what is counted and no unit of
    measure."""
    for match in _FIGURE.finditer(text):
        start = match.start()
        before = _BEFORE.search(text, max(start - 20, 0), start)
        if before and before[1] not in _AFTER_NAME and not _NOT_COUNTED.match(match[1]):
            yield start + 1


class Counts(NamedTuple):
    """How often a text, or a book, does one thing and the other: words in British and in American spelling, with *-ise*
    and with *-ize*, small numbers in figures and in words."""

    british: int = 0
    american: int = 0
    ise: int = 0
    ize: int = 0
    figures: int = 0
    words: int = 0


class Customs(NamedTuple):
    """What prevails in a book: for each of `dialect.CUSTOMS` the name of the spelling, and whether small numbers are in
    words. Empty and false where nothing prevails."""

    spelling: tuple[str, ...] = ()
    numbers_in_words: bool = False


NOTHING = Customs()


def counts_of(text: str, tokens: AbstractSet[str]) -> Counts:
    """The counts of a text. ``tokens`` is what stands between its blanks. A word counts once a text, and so does a
    number in words."""
    found = [0, 0, 0, 0]
    for number, word in spelled(tokens):
        found[2 * number + (not CUSTOMS[number].is_first(word))] += 1
    in_figures = 0 if _DIGITS.isdisjoint(tokens) else sum(1 for _ in figures(text))
    return Counts._make((*found, in_figures, sum(number in tokens for number in NUMBERS)))


def customs_of(counts: Sequence[Counts]) -> Customs:
    """What prevails in a book of chapters with these counts."""
    total = Counts._make(map(sum, zip(*counts, strict=True))) if counts else Counts()
    spelling = tuple(
        name
        for custom, (first, second) in zip(CUSTOMS, (total[:2], total[2:4]), strict=True)
        if (name := _prevailing(custom.first, first, custom.second, second))
    )
    all_numbers = total.figures + total.words
    return Customs(spelling, all_numbers >= _FEWEST_NUMBERS and total.words >= _PREVAILS * all_numbers)


def _prevailing(one: str, first: int, other: str, second: int) -> str:
    if first + second < _FEWEST or max(first, second) < _PREVAILS * (first + second):
        return ""
    return one if first > second else other
