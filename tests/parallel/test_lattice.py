"""Paths through two sequences, and the heaviest chain of pairs."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.parallel.chain import heaviest
from cleanup.parallel.lattice import around, best_path

SHAPES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))


def score(i: int, j: int, taken: int, other: int) -> float:
    return {(1, 1): 0.0, (2, 1): -2.0, (1, 2): -2.0}.get((taken, other), -4.0) + (1.5 if i == j else -1.0)


def test_probabilities_are_the_share_of_all_paths() -> None:
    """Compared with adding up every path by itself."""
    from math import exp

    def ways(i: int, j: int) -> list[list[tuple[int, int, int, int]]]:
        if (i, j) == (4, 3):
            return [[]]
        return [[(i, j, a, b), *rest] for a, b in SHAPES if i + a <= 4 and j + b <= 3 for rest in ways(i + a, j + b)]

    every = [(path, exp(sum(score(*step) for step in path))) for path in ways(0, 0)]
    whole = sum(odds for _path, odds in every)
    path = best_path(4, 3, [(0, 3)] * 5, SHAPES, score)
    for step in path:
        key = (step.first, step.second, step.first_end - step.first, step.second_end - step.second)
        if key[3] == 0:  # wherever in the other sequence
            share = sum(odds for steps, odds in every if any((s[0], *s[2:]) == (key[0], 1, 0) for s in steps)) / whole
        elif key[2] == 0:
            share = sum(odds for steps, odds in every if any(s[1:] == (key[1], 0, 1) for s in steps)) / whole
        else:
            share = sum(odds for steps, odds in every if key in steps) / whole
        assert step.probability == pytest.approx(share)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 5))
def test_a_path_covers_both(size: int, other: int, width: int) -> None:
    band = around([(size // 2, other // 2)], size, other, width)
    path = best_path(size, other, band, SHAPES, score)
    assert [i for s in path for i in range(s.first, s.first_end)] == list(range(size))
    assert [j for s in path for j in range(s.second, s.second_end)] == list(range(other))
    assert all(0.0 <= s.probability <= 1.0 for s in path)


def test_a_band_is_narrow() -> None:
    band = around([(i, i) for i in range(10, 2_000, 10)], 2_000, 2_000, 4)
    assert max(high - low for low, high in band) < 60


def test_strong_odds_do_not_run_over() -> None:
    path = best_path(300, 300, [(0, 300)] * 301, ((1, 1), (1, 0), (0, 1)), lambda i, j, a, b: 50.0 if i == j else -50.0)
    assert len(path) == 300
    assert all(step.probability > 0.99 for step in path)


def test_the_heaviest_chain() -> None:
    chance = random.Random(4)
    for _ in range(200):
        pairs = [(i, chance.randrange(6), chance.randint(1, 9) / 2) for i in range(7)]
        chain = heaviest(pairs)
        weight = {(i, j): w for i, j, w in pairs}
        best = max(
            sum(w for _i, _j, w in some)
            for size in range(1, 8)
            for some in combinations(pairs, size)
            if all(a[1] < b[1] for a, b in pairwise(some))
        )
        assert sum(weight[pair] for pair in chain) == best
        assert all(a[1] < b[1] for a, b in pairwise(chain))
