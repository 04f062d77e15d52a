"""The table of contents of an EPUB 2 (``toc.ncx``): its labels, as headings."""

from __future__ import annotations

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.formats.flow import Flow
from cleanup.formats.markup.references import Written, escaping
from cleanup.formats.markup.tokens import Kind
from cleanup.formats.markup.xml import xml_tokens

_LABELS = frozenset({"navLabel", "docTitle"})


def parse(source: str) -> Document:
    """The document of a table of contents. Raises DocumentError when it is not well-formed."""
    flow = Flow(source)
    written: list[Written] = []
    depth = 0
    for token in xml_tokens(source, {}, named=True):
        if token.kind is Kind.OPEN and token.name in _LABELS:
            depth += 1
        elif token.kind is Kind.CLOSE and token.name in _LABELS:
            depth -= 1
            flow.end_block(BlockKind.HEADING)
        elif depth and token.kind in (Kind.TEXT, Kind.CDATA):
            flow.text(token.start, token.end, "text" if token.kind is Kind.TEXT else "cdata")
        elif depth and token.kind is Kind.REFERENCE:
            flow.reference(token, written)
    return flow.document(Syntax("ncx", escaping(source, written, named=False)))
