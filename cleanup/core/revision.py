"""The original text and the changes made to it, composed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleanup.core.model import Cause, Change, Edit, Span


class _Hunk(NamedTuple):
    """A difference: where it stands in the original and in the current text, and why."""

    original: Span
    current: Span
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of a revision to return to."""

    text: str
    hunks: tuple[_Hunk, ...]


class Revision:
    """A text under change.

    Batches of edits are applied one after the other, each in the coordinates of the text as it is then; the revision
    composes them into one list of changes against the original, and maps positions both ways. Edits of a later batch
    that overlap an earlier change become one change with the causes of both, and so do an insertion and a deletion side
    by side; what ends up as it was is no change. Changes that merely touch stay apart, each with its own causes.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._hunks: list[_Hunk] = []

    def apply(self, edits: Iterable[tuple[Edit, Cause]]) -> None:
        """Apply disjoint edits in the coordinates of ``text``. Raises ValueError when they overlap or run outside."""
        batch = sorted(edits, key=lambda pair: pair[0].span)
        text = self.text
        parts: list[str] = []
        position = 0
        for edit, _cause in batch:
            if edit.span.start < position or edit.span.end < edit.span.start or edit.span.end > len(text):
                raise ValueError(f"edit {edit} overlaps another or lies outside the text")
            parts += (text[position : edit.span.start], edit.text)
            position = edit.span.end
        parts.append(text[position:])
        self.text = "".join(parts)
        self._hunks = self._composed(batch)

    def _composed(self, batch: Sequence[tuple[Edit, Cause]]) -> list[_Hunk]:
        items = _merged(self._hunks, batch)
        hunks: list[_Hunk] = []
        lead = 0  # current minus original, after the hunks so far
        shift = 0  # new minus current, after the edits so far
        index, count = 0, len(items)
        while index < count:
            (start, end), item = items[index]
            lead_before, shift_before = lead, shift
            causes: tuple[Cause, ...]
            if isinstance(item, _Hunk):
                lead = item.current.end - item.original.end
                causes = item.causes
            else:
                shift += len(item[0].text) - (end - start)
                causes = (item[1],)
            index += 1
            if index < count and items[index][0].start <= end:
                earlier, later = (list(causes), []) if isinstance(item, _Hunk) else ([], list(causes))
                while index < count:
                    span, item = items[index]
                    if not ((span.start < end and start < span.end) or start == end == span.start == span.end):
                        break
                    end = max(end, span.end)
                    if isinstance(item, _Hunk):
                        lead = item.current.end - item.original.end
                        earlier += item.causes
                    else:
                        shift += len(item[0].text) - (span.end - span.start)
                        later.append(item[1])
                    index += 1
                causes = tuple(dict.fromkeys([*earlier, *later]))
            original = Span(start - lead_before, end - lead)
            current = Span(start + shift_before, end + shift)
            self._add(hunks, _Hunk(original, current, causes))
        return hunks

    def _add(self, hunks: list[_Hunk], hunk: _Hunk) -> None:
        """Add the next hunk: with its neighbour if one inserts and the other deletes, and not if it changes nothing."""
        if hunks and hunks[-1].original.end == hunk.original.start and _is_replacement(hunks[-1], hunk):
            previous = hunks.pop()
            hunk = _Hunk(
                Span(previous.original.start, hunk.original.end),
                Span(previous.current.start, hunk.current.end),
                tuple(dict.fromkeys([*previous.causes, *hunk.causes])),
            )
        old, new = hunk.original, hunk.current
        if self.original[old.start : old.end] != self.text[new.start : new.end]:
            hunks.append(hunk)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The differences between the original and the text, disjoint and in order."""
        return tuple(
            Change(
                h.original,
                h.current,
                self.original[h.original.start : h.original.end],
                self.text[h.current.start : h.current.end],
                h.causes,
            )
            for h in self._hunks
        )

    def to_original(self, position: int, *, end: bool = False) -> int:
        """The position in the original that ``position`` of the text comes from.

        Inside a change it is the start of the changed stretch, or its end when ``end`` is true. At a change without
        length it is the place after the change, or, when ``end`` is true, before it: a span keeps to its own text.
        """
        bisect = bisect_left if end else bisect_right
        index = bisect(self._hunks, position, key=lambda h: h.current.start) - 1
        if index < 0:
            return position
        hunk = self._hunks[index]
        if position >= hunk.current.end:
            return position - hunk.current.end + hunk.original.end
        return hunk.original.end if end else hunk.original.start

    def to_current(self, position: int, *, end: bool = False) -> int:
        """The position in the text where ``position`` of the original is now; at a change as for `to_original`."""
        bisect = bisect_left if end else bisect_right
        index = bisect(self._hunks, position, key=lambda h: h.original.start) - 1
        if index < 0:
            return position
        hunk = self._hunks[index]
        if position >= hunk.original.end:
            return position - hunk.original.end + hunk.current.end
        return hunk.current.end if end else hunk.current.start

    def span_to_original(self, span: Span) -> Span:
        """The stretch of the original that ``span`` of the text comes from; a change it reaches into counts whole."""
        start = self.to_original(span.start)
        return Span(start, max(start, self.to_original(span.end, end=True)))

    def is_original(self, span: Span) -> bool:
        """Whether ``span`` of the text stands unchanged in the original."""
        index = bisect_left(self._hunks, span.end, key=lambda h: h.current.start) - 1
        return index < 0 or self._hunks[index].current.end <= span.start

    def snapshot(self) -> Snapshot:
        """The state as it is now."""
        return Snapshot(self.text, tuple(self._hunks))

    def restore(self, snapshot: Snapshot) -> None:
        """Back to an earlier state of this revision."""
        self.text = snapshot.text
        self._hunks = list(snapshot.hunks)


def _merged(
    hunks: Sequence[_Hunk], batch: Sequence[tuple[Edit, Cause]]
) -> list[tuple[Span, _Hunk | tuple[Edit, Cause]]]:
    """Hunks and edits by their places in the current text, a hunk before an edit of the same place."""
    items: list[tuple[Span, _Hunk | tuple[Edit, Cause]]] = []
    index, count = 0, len(batch)
    for hunk in hunks:
        while index < count and batch[index][0].span < hunk.current:
            items.append((batch[index][0].span, batch[index]))
            index += 1
        items.append((hunk.current, hunk))
    items += [(pair[0].span, pair) for pair in batch[index:]]
    return items


def _is_replacement(left: _Hunk, right: _Hunk) -> bool:
    """Whether one of two hunks only inserts, the other only deletes, and nothing stands between them."""
    if left.original.end != right.original.start or left.current.end != right.current.start:
        return False
    inserts_first = _is_empty(left.original) and _is_empty(right.current)
    return inserts_first or (_is_empty(left.current) and _is_empty(right.original))


def _is_empty(span: Span) -> bool:
    return span.start == span.end


def replay(original: str, changes: Iterable[Change]) -> str:
    """Apply recorded changes to the original. Raises ValueError when they are not changes of this text."""
    parts: list[str] = []
    position = 0
    for change in changes:
        if change.span.start < position or original[change.span.start : change.span.end] != change.before:
            raise ValueError(f"change at {change.span.start} does not fit the text")
        parts += (original[position : change.span.start], change.after)
        position = change.span.end
    parts.append(original[position:])
    return "".join(parts)
