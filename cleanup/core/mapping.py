"""From the prose that rules see to the source that is edited."""

from __future__ import annotations

from bisect import bisect_right

from cleanup.core.model import Document, Edit, Piece, Span


class Mapping:
    """Positions of one document, prose to source. Building it is linear in the pieces, a look-up logarithmic."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pieces = document.pieces
        self._starts = [piece.prose.start for piece in document.pieces]

    def span(self, span: Span) -> Span:
        """The stretch of the source that ``span`` of the prose covers, markup in between included."""
        if not self._pieces:
            return span
        if span.start == span.end:
            point = self._insertion_point(span.start)
            return Span(point, point)
        first = self._piece_at(span.start)
        last = self._piece_at(span.end - 1)
        start = first.source.start + (span.start - first.prose.start if first.verbatim else 0)
        end = last.source.end - (last.prose.end - span.end if last.verbatim else 0)
        return Span(start, end)

    def edit(self, edit: Edit) -> Edit | None:
        """The edit of the source that does what ``edit`` does to the prose; ``None`` where markup or fixed text is in the way.

        Only the characters that really change are edited, and line ends are written as the source writes them.
        """
        edit = minimal(edit, self._document.prose)
        span, text = edit.span, edit.text
        if not self._pieces:
            return edit
        if self._document.newline != "\n":
            text = text.replace("\n", self._document.newline)
        if span.start == span.end:
            point = self._insertion_point(span.start)
            return Edit(Span(point, point), text)
        index = bisect_right(self._starts, span.start) - 1
        previous: Piece | None = None
        while index < len(self._pieces) and self._pieces[index].prose.start < span.end:
            piece = self._pieces[index]
            whole = span.start <= piece.prose.start and piece.prose.end <= span.end
            if piece.fixed or not (piece.verbatim or whole):
                return None
            if previous is not None and previous.source.end != piece.source.start:
                return None
            previous = piece
            index += 1
        return Edit(self.span(span), text)

    def _piece_at(self, position: int) -> Piece:
        return self._pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def _insertion_point(self, position: int) -> int:
        """Where to insert: at the end of verbatim text before the point if there is any, so that markup keeps its content."""
        right = bisect_right(self._starts, position) - 1
        piece = self._pieces[max(right, 0)]
        if piece.prose.start < position < piece.prose.end and piece.verbatim:
            return piece.source.start + position - piece.prose.start
        if position == piece.prose.start and right > 0:
            before = self._pieces[right - 1]
            if before.verbatim or not piece.verbatim:
                return before.source.end
        return piece.source.start if position <= piece.prose.start else piece.source.end


def minimal(edit: Edit, text: str) -> Edit:
    """The same edit without what it leaves as it is at either end."""
    old, new = text[edit.span.start : edit.span.end], edit.text
    shorter = min(len(old), len(new))
    prefix = 0
    while prefix < shorter and old[prefix] == new[prefix]:
        prefix += 1
    suffix = 0
    while suffix < shorter - prefix and old[-1 - suffix] == new[-1 - suffix]:
        suffix += 1
    return Edit(Span(edit.span.start + prefix, edit.span.end - suffix), new[prefix : len(new) - suffix])
