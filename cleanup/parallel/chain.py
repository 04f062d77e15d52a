"""The heaviest ascending chain of pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def heaviest(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of pairs in strictly ascending order of the first number, each with a weight above zero, the chain of the
    greatest weight in which the second ascends strictly, too.

    Kept are, by the second number that they end in, only chains that are heavier than all with a smaller end
    (Jacobson and Vo 1992).
    """
    ends: list[int] = []
    kept: list[tuple[float, int]] = []
    nodes: list[tuple[int, int, int]] = []
    for i, j, weight in pairs:
        at = bisect_left(ends, j)
        before, previous = kept[at - 1] if at else (0.0, -1)
        entry = (before + weight, len(nodes))
        nodes.append((i, j, previous))
        stop = at
        while stop < len(ends) and (kept[stop][0] <= entry[0]):
            stop += 1
        if stop == at and at < len(ends) and ends[at] == j:
            continue  # a heavier chain ends there
        ends[at:stop] = [j]
        kept[at:stop] = [entry]
    chain: list[tuple[int, int]] = []
    node = kept[-1][1] if kept else -1
    while node >= 0:
        i, j, node = nodes[node]
        chain.append((i, j))
    return chain[::-1]
