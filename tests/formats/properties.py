"""What holds of every document, whatever its format."""

from __future__ import annotations

from cleanup.core.model import Document


def check_document(document: Document, source: str) -> None:
    """Blocks and pieces are in order; pieces cover the prose, and verbatim ones equal their source."""
    assert document.source == source
    assert "\r" not in document.prose
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.prose)
        end = block.span.end
    if not document.pieces:
        assert document.prose == source
        return
    prose = place = 0
    for piece in document.pieces:
        assert piece.prose.start == prose
        assert place <= piece.source.start <= piece.source.end <= len(source)
        shown = document.prose[piece.prose.start : piece.prose.end]
        if piece.verbatim:
            assert shown == source[piece.source.start : piece.source.end]
        prose, place = piece.prose.end, piece.source.end
    assert prose == len(document.prose)
