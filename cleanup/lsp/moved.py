"""Findings of a text as it was a moment ago, at their places in the text as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleanup.core.judging import Proposed
from cleanup.core.model import Edit, Span
from cleanup.gate.found import Found


def difference(before: str, after: str) -> Edit:
    """The one edit that makes a text of another: what lies between what they begin and end with alike."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    return Edit(Span(head, len(before) - tail), after[head : len(after) - tail])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike; halving is faster than going through them."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class Moved:
    """Moves places of one text to another that differs from it in one stretch; what is on the lines of that stretch is
    gone."""

    def __init__(self, before: str, after: str) -> None:
        changed = difference(before, after).span
        self._is_same = before == after
        self._head = before.rfind("\n", 0, changed.start) + 1
        stop = before.find("\n", changed.end)
        self._tail = len(before) if stop < 0 else stop
        self._shift = len(after) - len(before)

    def span(self, span: Span) -> Span | None:
        """Where a span of the one text is in the other."""
        if self._is_same or span.end < self._head:
            return span
        if span.start > self._tail:
            return Span(span.start + self._shift, span.end + self._shift)
        return None

    def found(self, several: Iterable[Found]) -> Iterator[Found]:
        """Findings that are still there. Those that speak of several places or would change some are, if all these
        have moved alike."""
        for each in several:
            span = self.span(each.span)
            edits = [edit for edit in each.edits if self.span(edit.span) is not None]
            if span is None or len(edits) != len(each.edits):
                continue
            shift = span.start - each.span.start
            moved = tuple(
                edit._replace(span=Span(edit.span.start + shift, edit.span.end + shift)) for edit in each.edits
            )
            places = tuple(place for other in each.places if (place := self.span(other)) is not None)
            yield replace(each, span=span, edits=moved, places=places)

    def proposed(self, several: Iterable[Proposed]) -> Iterator[Proposed]:
        """Proposals that are still there."""
        for each in several:
            if (span := self.span(each.span)) is not None:
                yield each._replace(span=span)
