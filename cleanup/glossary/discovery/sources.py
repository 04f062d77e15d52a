"""The terms of the source chapters: what may be a name there, how often, and where.

Every stretch of Chinese characters that comes back is a candidate. Most are pieces of sentences; a term has free
borders, which is to say that different characters, or none, stand on both of its sides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

_HAN = re.compile(r"[\u3400-\u9fff〇]{2,}")
_KATAKANA = re.compile(r"[ァ-ヺー][ァ-ヺー・]*[ァ-ヺー]")
_LONGEST = 6
_LEAST = 2
_EDGES = frozenset("的了是在这那我你他她它们被把和与也就都着而又将已向从对让给说道地得之以及之但若如却因为个")
"""Characters of grammar: what begins or ends with one is no name. (Names whose reading is known are spared.)"""
_ENDS = frozenset("的了是在这那我你他她它们被把和与也就都着而又已向从让给说得以及但若却因为")


class SourceText:
    """The source chapters by their number, and the terms in them."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}

    def read(self, chapter: int, text: str) -> None:
        """Take in a chapter."""
        self.texts[chapter] = text

    @cached_property
    def counts(self) -> dict[str, int]:
        """The terms that stand at least twice: runs of katakana, and stretches of two to six Chinese characters. A
        stretch counts only if both stretches that are shorter by one do, so that the memory needed stays small."""
        katakana: Counter[str] = Counter()
        runs: list[str] = []
        for text in self.texts.values():
            for run in _KATAKANA.findall(text):
                katakana.update({run, *(part for part in run.split("・") if len(part) > 1)})
            runs += _HAN.findall(text)
        found = {term: count for term, count in katakana.items() if count >= _LEAST}
        least = max(_LEAST, sum(map(len, runs)) // 1_000_000)
        before: dict[str, int] = {}
        for size in range(2, _LONGEST + 1):
            level: Counter[str] = Counter()
            for run in runs:
                for start in range(len(run) - size + 1):
                    term = run[start : start + size]
                    if size == 2 or (term[:-1] in before and term[1:] in before):
                        level[term] += 1
            before = {term: count for term, count in level.items() if count >= least}
            if not before:
                break
            found.update(before)
        return found

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms with free borders that are no pieces of grammar."""
        beside = self._beside
        return frozenset(
            term
            for term in self.counts
            if not _is_han(term)
            or (all(_is_free(side) for side in beside[term]) and term[0] not in _EDGES and term[-1] not in _ENDS)
        )

    @cached_property
    def _beside(self) -> Mapping[str, tuple[set[str], set[str]]]:
        """What stands before and after each term; a mark counts as a border that is free."""
        found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        counts = self.counts
        for text in self.texts.values():
            for match in _HAN.finditer(text):
                run = match.group()
                for size in range(2, min(_LONGEST, len(run)) + 1):
                    for start in range(len(run) - size + 1):
                        term = run[start : start + size]
                        if term in counts:
                            left, right = found[term]
                            left.add(run[start - 1] if start else "")
                            right.add(run[start + size] if start + size < len(run) else "")
        return found

    @cached_property
    def _lines(self) -> dict[int, list[str]]:
        return {chapter: [line for line in text.split("\n") if line.strip()] for chapter, text in self.texts.items()}

    def places(self, terms: Iterable[str]) -> dict[str, dict[int, list[float]]]:
        """Where terms stand: in each chapter, how far through it each place is, 0 to 1."""
        from ahocorasick_rs import AhoCorasick

        wanted = sorted(set(terms))
        found: dict[str, dict[int, list[float]]] = {term: {} for term in wanted}
        if not wanted:
            return found
        automaton = AhoCorasick(wanted)
        for chapter, lines in self._lines.items():
            for number, line in enumerate(lines):
                for index, _start, _end in automaton.find_matches_as_indexes(line, overlapping=True):
                    found[wanted[index]].setdefault(chapter, []).append((number + 0.5) / len(lines))
        return found


def _is_free(side: set[str]) -> bool:
    return "" in side or len(side) > 1 or side <= _EDGES


def _is_han(term: str) -> bool:
    return not _KATAKANA.fullmatch(term)


def agreement(one: Mapping[int, list[float]], other: Mapping[int, list[float]], near: float = 1.0) -> float:
    """How far the places of a name and of a term agree, 0 to 1 (Dice): those of a chapter are paired in order, and no
    two of a pair are further apart than ``near``, of a chapter's length."""
    total = sum(map(len, one.values())) + sum(map(len, other.values()))
    shared = sum(_paired(places, other[chapter], near) for chapter, places in one.items() if chapter in other)
    return 2 * shared / total if total else 0.0


def _paired(one: list[float], other: list[float], near: float) -> int:
    count = i = j = 0
    while i < len(one) and j < len(other):
        if abs(one[i] - other[j]) <= near:
            count, i, j = count + 1, i + 1, j + 1
        elif one[i] < other[j]:
            i += 1
        else:
            j += 1
    return count


def coverage(one: Mapping[int, list[float]], other: Mapping[int, list[float]], near: float = 1.0) -> float:
    """The share of the places of a name at which the term stands, 0 to 1; the term may have other renderings."""
    total = sum(map(len, one.values()))
    shared = sum(_paired(places, other[chapter], near) for chapter, places in one.items() if chapter in other)
    return shared / total if total else 0.0


def maximal(terms: Iterable[str]) -> Iterator[str]:
    """The terms that are no part of another."""
    several = list(terms)
    for term in several:
        if not any(term != other and term in other for other in several):
            yield term
