"""What quotation marks, question and exclamation marks, ellipses and headings say for two passages belonging
together."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from cleanup.parallel.passages import Passage

_FINAL = "?!…"
_KEPT = (0.8, 0.85, 0.85, 0.8)
"""How often a translation has as many quotations, question marks, exclamation marks and ellipses as its source."""
_OPENING_KEPT = 0.93
_FINAL_KEPT = 0.75
_HALF = 0.5
"""How much the last mark says besides the number of such marks."""
_LEAST = 0.003
_STEP = 8
"""Letters by which lengths are told apart here."""


class _Marked(NamedTuple):
    """The marks of a passage, or of several as if they were one."""

    counts: tuple[int, ...]
    opens: bool
    last: str
    heading: bool


class Marks:
    """The marks of two texts."""

    def __init__(self, source: Sequence[Passage], target: Sequence[Passage]) -> None:
        self._sides = [[_Marked(p.marks, p.opens_speech, p.last, p.heading) for p in s] for s in (source, target)]
        self._opening = _agreement([[each.opens for each in side] for side in self._sides], _OPENING_KEPT)
        self._final = {
            mark: _agreement([[each.last == mark for each in side] for side in self._sides], _FINAL_KEPT)
            for mark in _FINAL
        }
        counts = zip(*(each.counts for each in self._sides[1]), strict=True)
        self._rates = [(sum(several) + 0.5) / (sum(p.size for p in target) + 1) for several in counts]
        self._known: dict[tuple[_Marked, _Marked, int], float] = {}

    def score(self, i: int, j: int, taken: int, other_taken: int, size: int) -> float:
        """The log odds of what the marks of two groups have in common: ``taken`` source passages from ``i`` on,
        ``other_taken`` of the translation from ``j`` on, which have ``size`` letters."""
        key = (_grouped(self._sides[0], i, taken), _grouped(self._sides[1], j, other_taken), size // _STEP)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._score(*key)
        return known

    def _score(self, one: _Marked, other: _Marked, length: int) -> float:
        said = self._opening[one.opens, other.opens]
        for mark in _FINAL:
            said += _HALF * self._final[mark][one.last == mark, other.last == mark]
        for number, rendered, rate, kept in zip(one.counts, other.counts, self._rates, _KEPT, strict=True):
            said += log(_likely(number, rendered, kept) / _by_chance(rendered, rate * (length + 0.5) * _STEP))
        if one.heading != other.heading:
            return said - 0.5
        return said + 1.0 if one.heading else said


def _likely(number: int, rendered: int, kept: float) -> float:
    """How likely a translation has so many of a mark of which its source has a ``number``."""
    away = abs(number - rendered)
    if not number:
        return max(_LEAST, 0.97 if not away else 0.025 * 0.3 ** (away - 1))
    return max(_LEAST, kept if not away else (1 - kept) / 2 * 0.25 ** (away - 1))


def _by_chance(rendered: int, mean: float) -> float:
    """How likely any passage has so many, when it should have ``mean`` (geometric: marks come in heaps)."""
    return max(_LEAST, (mean / (1 + mean)) ** rendered / (1 + mean))


def _grouped(side: Sequence[_Marked], start: int, size: int) -> _Marked:
    first = side[start]
    if size == 1:
        return first
    group = side[start : start + size]
    counts = tuple(map(sum, zip(*(each.counts for each in group), strict=True)))
    return _Marked(counts, first.opens, group[-1].last, first.heading)


def _agreement(sides: Sequence[Sequence[bool]], kept: float) -> dict[tuple[bool, bool], float]:
    """The log odds of a mark that translation keeps with a probability, by whether the source and the translation have
    it."""
    has = [(sum(side) + 0.5) / (len(side) + 1.0) for side in sides]
    lost = min(0.9, max(0.02, (has[1] - kept * has[0]) / max(0.02, 1 - has[0])))
    return {
        (True, True): log(kept / has[1]),
        (True, False): log((1 - kept) / (1 - has[1])),
        (False, True): log(lost / has[1]),
        (False, False): log((1 - lost) / (1 - has[1])),
    }
