"""The original text and the changes made to it, composed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from cleanup.core.model import Cause, Change, Edit, Span

_Caused = tuple[Edit, tuple[Cause, ...]]
"""An edit and why it is made."""


class _Hunk(NamedTuple):
    """A difference: where it stands in the original (``old``) and in the current text (``new``), and why."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
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
        self.apply_all([(edit, (cause,)) for edit, cause in edits])

    def apply_all(self, edits: Iterable[tuple[Edit, tuple[Cause, ...]]]) -> None:
        """The same for edits that each have several causes."""
        batch = sorted(edits, key=lambda pair: pair[0].span)
        text = self.text
        parts: list[str] = []
        position = 0
        for edit, _causes in batch:
            if edit.span.start < position or edit.span.end < edit.span.start or edit.span.end > len(text):
                raise ValueError(f"edit {edit} overlaps another or lies outside the text")
            parts += (text[position : edit.span.start], edit.text)
            position = edit.span.end
        parts.append(text[position:])
        self.text = "".join(parts)
        self._hunks = self._composed(batch)

    def _composed(self, batch: Sequence[_Caused]) -> list[_Hunk]:
        items = _merged(self._hunks, batch)
        hunks: list[_Hunk] = []
        lead = 0  # current minus original, after the hunks so far
        shift = 0  # new minus current, after the edits so far
        index, count = 0, len(items)
        while index < count:
            start, end, item = items[index]
            lead_before, shift_before = lead, shift
            causes: tuple[Cause, ...]
            if isinstance(item, _Hunk):
                lead = item.new_end - item.old_end
                causes = item.causes
            else:
                shift += len(item[0].text) - (end - start)
                causes = item[1]
            index += 1
            if index < count and items[index][0] <= end:
                earlier, later = (list(causes), []) if isinstance(item, _Hunk) else ([], list(causes))
                while index < count:
                    first, last, item = items[index]
                    if not ((first < end and start < last) or start == end == first == last):
                        break
                    end = max(end, last)
                    if isinstance(item, _Hunk):
                        lead = item.new_end - item.old_end
                        earlier += item.causes
                    else:
                        shift += len(item[0].text) - (last - first)
                        later += item[1]
                    index += 1
                causes = tuple(dict.fromkeys([*earlier, *later]))
            self._add(hunks, _Hunk(start - lead_before, end - lead, start + shift_before, end + shift, causes))
        return hunks

    def _add(self, hunks: list[_Hunk], hunk: _Hunk) -> None:
        """Add the next hunk: with its neighbour if one inserts and the other deletes, and not if it changes nothing."""
        if hunks and hunks[-1].old_end == hunk.old_start and _is_replacement(hunks[-1], hunk):
            previous = hunks.pop()
            causes = tuple(dict.fromkeys([*previous.causes, *hunk.causes]))
            hunk = _Hunk(previous.old_start, hunk.old_end, previous.new_start, hunk.new_end, causes)
        if self.original[hunk.old_start : hunk.old_end] != self.text[hunk.new_start : hunk.new_end]:
            hunks.append(hunk)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The differences between the original and the text, disjoint and in order."""
        original, text = self.original, self.text
        return tuple(
            [
                Change(Span(start, end), Span(begin, until), original[start:end], text[begin:until], causes)
                for start, end, begin, until, causes in self._hunks
            ]
        )

    def to_original(self, position: int, *, end: bool = False) -> int:
        """The position in the original that ``position`` of the text comes from.

        Inside a change it is the start of the changed stretch, or its end when ``end`` is true. At a change without
        length it is the place after the change, or, when ``end`` is true, before it: a span keeps to its own text.
        """
        bisect = bisect_left if end else bisect_right
        index = bisect(self._hunks, position, key=_new_start) - 1
        if index < 0:
            return position
        hunk = self._hunks[index]
        if position >= hunk.new_end:
            return position - hunk.new_end + hunk.old_end
        return hunk.old_end if end else hunk.old_start

    def to_current(self, position: int, *, end: bool = False) -> int:
        """The position in the text where ``position`` of the original is now; at a change as for `to_original`."""
        bisect = bisect_left if end else bisect_right
        index = bisect(self._hunks, position, key=_old_start) - 1
        if index < 0:
            return position
        hunk = self._hunks[index]
        if position >= hunk.old_end:
            return position - hunk.old_end + hunk.new_end
        return hunk.new_end if end else hunk.new_start

    def span_to_original(self, span: Span) -> Span:
        """The stretch of the original that ``span`` of the text comes from; a change it reaches into counts whole."""
        start = self.to_original(span.start)
        return Span(start, max(start, self.to_original(span.end, end=True)))

    def is_original(self, span: Span) -> bool:
        """Whether ``span`` of the text stands unchanged in the original."""
        index = bisect_left(self._hunks, span.end, key=_new_start) - 1
        return index < 0 or self._hunks[index].new_end <= span.start

    def snapshot(self) -> Snapshot:
        """The state as it is now."""
        return Snapshot(self.text, tuple(self._hunks))

    def restore(self, snapshot: Snapshot) -> None:
        """Back to an earlier state of this revision."""
        self.text = snapshot.text
        self._hunks = list(snapshot.hunks)


_old_start = itemgetter(0)
_new_start = itemgetter(2)


def _merged(
    hunks: Sequence[_Hunk], batch: Sequence[_Caused]
) -> list[tuple[int, int, _Hunk | _Caused]]:
    """Hunks and edits with their places in the current text, in order, a hunk before an edit of the same place."""
    items: list[tuple[int, int, _Hunk | _Caused]] = []
    index, count = 0, len(batch)
    for hunk in hunks:
        _start, _end, begin, until, _causes = hunk
        while index < count and batch[index][0].span < (begin, until):
            items.append((*batch[index][0].span, batch[index]))
            index += 1
        items.append((begin, until, hunk))
    items += [(*pair[0].span, pair) for pair in batch[index:]]
    return items


def _is_replacement(left: _Hunk, right: _Hunk) -> bool:
    """Whether one of two hunks only inserts, the other only deletes, and nothing stands between them."""
    if left.old_end != right.old_start or left.new_end != right.new_start:
        return False
    inserts_first = left.old_start == left.old_end and right.new_start == right.new_end
    return inserts_first or (left.new_start == left.new_end and right.old_start == right.old_end)


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
