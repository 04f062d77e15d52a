"""Which of the things found at overlapping places hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleanup.core.model import Span
from cleanup.names.decide import Decision
from cleanup.names.rendering import Damage

_LISTED = frozenset({Damage.VARIANT, Damage.TITLE, Damage.CASE})


class Mention(NamedTuple):
    """A place where a right form of an entry stands (``term`` is its index)."""

    span: Span
    term: int


_Item = tuple[Span, int, Mention | Decision]
"""A place, what goes first there at the same length (a title's capitals, a right form, then what was guessed), and what
was found."""


def chosen(mentions: Iterable[Mention], decided: Iterable[Decision]) -> tuple[list[Mention], list[Decision]]:
    """The longest first, no two at the same place; a right form of another entry is never part of a guess. Both lists
    are in the order of their places."""
    items: list[_Item] = [(mention.span, 1, mention) for mention in mentions]
    items += [(decision.span, 0 if decision.title else 2, decision) for decision in decided]
    items.sort(key=_place)
    right: list[Mention] = []
    kept: list[Decision] = []
    index, count = 0, len(items)
    while index < count:
        first = index
        end = items[index][0].end
        index += 1
        while index < count and items[index][0].start < end:
            end = max(end, items[index][0].end)
            index += 1
        for item in (items[first][2],) if index == first + 1 else _longest(items[first:index]):
            if isinstance(item, Mention):
                right.append(item)
            else:
                kept.append(item)
    return right, kept


def _place(item: _Item) -> tuple[Span, int]:
    return item[0], item[1]


def _longest(items: Sequence[_Item]) -> list[Mention | Decision]:
    """What holds of things that overlap."""
    starts = sorted((item.span.start, item.span.end, item.term) for _s, _r, item in items if isinstance(item, Mention))
    taken: list[Span] = []
    kept: list[Mention | Decision] = []
    for span, _rank, item in sorted(items, key=lambda item: (item[0].start - item[0].end, item[1], item[0].start)):
        if isinstance(item, Decision) and item.damage not in _LISTED and _covers_other(item, starts):
            continue
        index = bisect_right(taken, span)
        near = taken[max(index - 1, 0) : index + 1]
        if isinstance(item, Mention) and span in near:
            kept.append(item)
        elif not any(other.start < span.end and span.start < other.end for other in near):
            kept.append(item)
            taken.insert(index, span)
    return sorted(kept, key=lambda item: item.span)


def _covers_other(decision: Decision, starts: Sequence[tuple[int, int, int]]) -> bool:
    """Whether the form reaches over a right form of another entry."""
    index = bisect_right(starts, (decision.span.start, -1, -1))
    while index < len(starts) and starts[index][0] < decision.span.end:
        if starts[index][2] not in decision.terms and starts[index][1] - starts[index][0] > 2:
            return True
        index += 1
    index = bisect_right(starts, (decision.span.start, -1, -1)) - 1
    return index >= 0 and starts[index][1] > decision.span.start and starts[index][2] not in decision.terms
