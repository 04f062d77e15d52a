"""Where a long text may be cut into pieces that are cleaned by themselves.

A piece begins with a paragraph. Around it are paragraphs that it only looks at: so many that what a rule sees of
neighbours is the same as in the whole, and that the edges of what is seen, which rules may take for the edges of a
text, are far from the piece itself. A quotation that is left open lets the next paragraphs be read otherwise, until one
comes whose quotation marks are all in sound pairs: one such stands on either side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cleanup.core.divided import Piece
from cleanup.core.mapping import Mapping
from cleanup.core.model import Document, Span
from cleanup.rules.quotes.roles import has_marks, is_sound, text_style

AROUND = 16
"""Paragraphs on either side of a piece that are looked at, at least. Notes are looked for in eight at an end."""
AGREED = 4
"""Paragraphs on either side of a border in which both pieces must find the same."""
_FARTHEST = 200
"""Paragraphs among which one with sound quotation marks must stand."""


class _Cut(NamedTuple):
    """A border, the stretch around it in which both pieces must agree, and how far they see beyond it. All in the
    source."""

    border: int
    zone: Span
    left: int
    right: int


class Division:
    """Cuts documents into pieces of about ``size`` code points."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self, document: Document, borders: Sequence[int] | None) -> list[Piece]:
        """The pieces that begin where the first paragraphs from ``borders`` (in the source) on do; without these, at
        about every ``size`` code points. A border that is no good is left out."""
        end, starts = len(document.source), _starts(document)
        wanted = range(self._size, end - self._size // 2, self._size) if borders is None else borders
        indices = dict.fromkeys(bisect_left(starts, place) for place in wanted)
        style = text_style(document, "auto") if has_marks(document) else None
        cuts = [cut for index in indices if (cut := _cut(document, starts, index, style)) is not None]
        return [
            Piece(Span(one.border, two.border), Span(one.left, two.right), one.zone, two.zone)
            for one, two in pairwise((_Cut(0, Span(0, 0), 0, 0), *cuts, _Cut(end, Span(end, end), end, end)))
        ]


def _cut(document: Document, starts: Sequence[int], index: int, style: str | None) -> _Cut | None:
    """The cut before a paragraph; ``None`` where there should be none. ``style``: that of the quotation marks, if the
    text has some."""
    first, last = index - AROUND, index + AROUND
    if first < 0 or last >= len(starts):
        return None
    if style is not None:
        before = range(index - AGREED - 1, max(-1, index - _FARTHEST), -1)
        after = range(index + AGREED, min(len(starts) - 1, index + _FARTHEST))
        left = next((number for number in before if _has_sound_marks(document, number, style)), None)
        right = next((number for number in after if _has_sound_marks(document, number, style)), None)
        if left is None or right is None:
            return None
        first, last = min(first, left), max(last, right + 1)
    return _Cut(starts[index], Span(starts[index - AGREED], starts[index + AGREED]), starts[first], starts[last])


def _has_sound_marks(document: Document, index: int, style: str) -> bool:
    start, end = document.blocks[index].span
    return is_sound(document.prose[start:end], style)


def _starts(document: Document) -> list[int]:
    """Where the blocks of a document begin in its source."""
    if not document.pieces:
        return [span.start for span, _kind in document.blocks]
    mapping = Mapping(document)
    return [mapping.span(span).start for span, _kind in document.blocks]
