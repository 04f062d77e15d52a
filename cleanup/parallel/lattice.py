"""Two sequences aligned in order: what each group of neighbours is likely to render, and how sure that is.

After Gale and Church (1993), *A program for aligning sentences in bilingual corpora*: a path through pairs of
positions, each step of which takes a few members of each sequence. All paths count, not the best one alone: the sums of
their odds forwards and backwards (Rabiner 1989) give each step its probability. Only positions near a given course are
looked at, so that time and memory grow with the length, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import exp
from math import log as log_of
from typing import NamedTuple

Shape = tuple[int, int]
"""How many members of each sequence a step takes."""
Band = Sequence[tuple[int, int]]
"""For each position in the first sequence, the first and last position in the second that are looked at."""

_HIGHEST = 60.0
"""Log odds of a step beyond which nothing more is said."""
_NOTHING = 1e-200
_LITTLE = 900
"""Pairs of positions between two points of a course that are all looked at."""


class Step(NamedTuple):
    """Members ``[first, first_end)`` of one sequence and ``[second, second_end)`` of the other that belong together,
    with the probability that just these do. One of the ranges may be empty: then it is the probability that the member
    belongs to nothing, wherever in the other sequence that would be."""

    first: int
    first_end: int
    second: int
    second_end: int
    probability: float


def best_path(
    size: int, other: int, band: Band, shapes: Sequence[Shape], score: Callable[[int, int, int, int], float]
) -> list[Step]:
    """The likeliest path, with the probability of each of its steps.

    ``score`` gives the log odds of a step that starts at two positions and takes so many of each. The band must hold a
    path from the start to the end (`around` makes such bands).
    """
    weights = _weights(size, band, shapes, score)
    forward = _forward(size, band, weights)
    backward = _backward(size, other, band, weights)
    return _traced(size, other, band, weights, forward, backward)


_Weights = list[list[list[tuple[int, int, float]]]]
"""For each position of the band the steps that start there: how many of each, and their odds."""


def _weights(size: int, band: Band, shapes: Sequence[Shape], score: Callable[[int, int, int, int], float]) -> _Weights:
    rows: _Weights = []
    for i in range(size + 1):
        low, high = band[i]
        row: list[list[tuple[int, int, float]]] = []
        for j in range(low, high + 1):
            steps = []
            for taken, other_taken in shapes:
                row_to = i + taken
                if row_to <= size and band[row_to][0] <= j + other_taken <= band[row_to][1]:
                    steps.append(
                        (taken, other_taken, exp(max(-_HIGHEST, min(_HIGHEST, score(i, j, taken, other_taken)))))
                    )
            row.append(steps)
        rows.append(row)
    return rows


class _Rows:
    """A table of odds over a band, each row with a factor of its own (as a logarithm), so that none runs over."""

    def __init__(self, band: Band) -> None:
        self.cells = [[0.0] * (high - low + 1) for low, high in band]
        self._logs: list[float | None] = [None] * len(band)

    def start(self, row: int, at: int) -> None:
        """Where all paths come from."""
        self.cells[row][at] = 1.0
        self._logs[row] = 0.0

    def factor(self, row: int, to: int) -> float:
        """What values of a row are multiplied by when they are added to another, which has no factor before."""
        log = self._logs[row] or 0.0
        if (other := self._logs[to]) is None:
            self._logs[to] = other = log
        return exp(max(-600.0, min(600.0, log - other)))

    def settle(self, row: int) -> None:
        """Scale a row that is complete so that its greatest value is one."""
        greatest = max(self.cells[row])
        if greatest > 0.0:
            self.cells[row] = [value / greatest for value in self.cells[row]]
            self._logs[row] = (self._logs[row] or 0.0) + log_of(greatest)

    def log(self, row: int) -> float:
        """The logarithm of a row's factor."""
        return self._logs[row] or 0.0


def _forward(size: int, band: Band, weights: _Weights) -> _Rows:
    """The odds of all ways to each position."""
    rows = _Rows(band)
    rows.start(0, -band[0][0])
    for i in range(size + 1):
        low = band[i][0]
        cells = rows.cells[i]
        for at, steps in enumerate(weights[i]):
            for taken, other_taken, weight in steps:
                if not taken:
                    cells[at + other_taken] += cells[at] * weight
        rows.settle(i)
        cells = rows.cells[i]
        targets = {taken: (rows.cells[i + taken], low - band[i + taken][0]) for taken in _taken(weights[i])}
        factors = {taken: rows.factor(i, i + taken) for taken in targets}
        for at, steps in enumerate(weights[i]):
            value = cells[at]
            if value > _NOTHING:
                for taken, other_taken, weight in steps:
                    if taken:
                        target, shift = targets[taken]
                        target[at + other_taken + shift] += value * weight * factors[taken]
    return rows


def _taken(row: list[list[tuple[int, int, float]]]) -> set[int]:
    return {taken for steps in row for taken, _other, _weight in steps if taken}


def _backward(size: int, other: int, band: Band, weights: _Weights) -> _Rows:
    """The odds of all ways from each position to the end."""
    rows = _Rows(band)
    rows.start(size, other - band[size][0])
    for i in range(size, -1, -1):
        low = band[i][0]
        cells = rows.cells[i]
        sources = {taken: (rows.cells[i + taken], low - band[i + taken][0]) for taken in _taken(weights[i])}
        factors = {taken: rows.factor(i + taken, i) for taken in sorted(sources)}
        for at in range(len(cells) - 1, -1, -1):
            value = cells[at]
            for taken, other_taken, weight in weights[i][at]:
                if taken:
                    source, shift = sources[taken]
                    value += source[at + other_taken + shift] * weight * factors[taken]
                else:
                    value += cells[at + other_taken] * weight
            cells[at] = value
        rows.settle(i)
    return rows


def _traced(size: int, other: int, band: Band, weights: _Weights, forward: _Rows, backward: _Rows) -> list[Step]:
    """The path of steps whose probabilities, weighed by how many members they take, add up to most."""
    whole = log_of(backward.cells[0][-band[0][0]] or _NOTHING) + backward.log(0)
    best: list[list[tuple[float, tuple[int, int, float]]]] = []
    for low, high in band:
        best.append([(-1.0, (0, 0, 0.0))] * (high - low + 1))
    best[size][other - band[size][0]] = (0.0, (0, 0, 0.0))
    alone, other_alone = [0.0] * (size + 1), [0.0] * (other + 1)
    for i in range(size, -1, -1):
        low = band[i][0]
        logs = {
            taken: exp(max(-600.0, min(600.0, forward.log(i) + backward.log(i + taken) - whole)))
            for taken in (0, *_taken(weights[i]))
        }
        for at in range(len(best[i]) - 1, -1, -1):
            value = forward.cells[i][at]
            for taken, other_taken, weight in weights[i][at]:
                to = at + other_taken + low - band[i + taken][0]
                reached = best[i + taken][to][0]
                if reached < 0.0:
                    continue
                odds = value * weight * backward.cells[i + taken][to] * logs[taken]
                if not other_taken:
                    alone[i] += odds
                elif not taken:
                    other_alone[low + at] += odds
                gain = reached + odds * (taken + other_taken)
                if gain > best[i][at][0]:
                    best[i][at] = (gain, (taken, other_taken, min(1.0, odds)))
    path: list[Step] = []
    i = j = 0
    while i < size or j < other:
        _gain, (taken, other_taken, odds) = best[i][j - band[i][0]]
        if not taken and not other_taken:
            break
        if not taken or not other_taken:
            odds = alone[i] if taken else other_alone[j]
        path.append(Step(i, i + taken, j, j + other_taken, min(1.0, odds)))
        i, j = i + taken, j + other_taken
    return path


def around(course: Sequence[tuple[int, int]], size: int, other: int, width: int) -> list[tuple[int, int]]:
    """A band about a course of pairs of positions, both strictly ascending: between two of them everything, where that
    is little, else what is near the straight line."""
    points = [(0, 0), *((i, j) for i, j in course if 0 < i < size and 0 < j < other), (size, other)]
    lows, highs = [other] * (size + 1), [0] * (size + 1)
    for (i, j), (to_i, to_j) in pairwise(points):
        steep = (to_j - j) / max(1, to_i - i)
        room = width + int(steep)
        near = (to_i - i + 1) * (to_j - j + 1) <= _LITTLE
        slack = max(room, (to_j - j) // 4 if not near else room, (to_i - i) // 4)
        for row in range(i, to_i + 1):
            middle = j + round((row - i) * steep)
            low, high = (j - width, to_j + width) if near else (middle - slack, middle + slack)
            lows[row] = min(lows[row], max(0, low))
            highs[row] = max(highs[row], min(other, high))
    lows[0], highs[size] = 0, other
    for row in range(1, size + 1):  # a path may go on from every row to the next
        highs[row] = max(highs[row], highs[row - 1])
    for row in range(size - 1, -1, -1):
        lows[row] = min(lows[row], lows[row + 1])
    return list(zip(lows, highs, strict=True))
