"""Excel workbooks (``.xlsx``) as tables of strings: the cells that read like text, whatever sheet they are in.

A workbook keeps each distinct string once, for all cells that have it. Formulas, numbers, names, comments, single words
and text of the source language are left alone. After ECMA-376, part 1, section 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.archive import Archive
from cleanup.formats.container import Part
from cleanup.formats.flow import Flow
from cleanup.formats.markup.references import Written, escaping
from cleanup.formats.markup.tokens import Kind, Token
from cleanup.formats.markup.xml import xml_tokens
from cleanup.formats.strings.codes import codes
from cleanup.formats.strings.fields import is_source, reads_like_text

_NAMESPACES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
}
_STRINGS = "xl/sharedStrings.xml"
_PARTS = re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml")
_CELLS = frozenset({"x:si", "x:is"})
_SKIPPED = frozenset({"x:rPh", "x:phoneticPr"})
_SENTENCE_END = re.compile(r"[.!?…:”’\"]\s*\Z")


def open_xlsx(data: bytes) -> Workbook:
    """The texts in a file. Raises DocumentError when it is none, damaged, protected or signed."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("the workbook is protected by a password, or an old .xls", hint="Save it as a plain .xlsx.")
    return Workbook(Archive(data))


class Workbook:
    """An Excel workbook."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        if "xl/workbook.xml" not in archive:
            raise DocumentError("not a workbook: it has no xl/workbook.xml", hint="Check the file.")
        if any(name.startswith("_xmlsignatures/") for name in archive.names):
            raise DocumentError("the workbook is signed: a change would break the signature")

    def parts(self) -> Iterator[Part]:
        """The strings that cells share, then the sheets that hold strings of their own."""
        names = [name for name in self._archive.names if _PARTS.fullmatch(name)]
        for name in sorted(names, key=lambda name: name != _STRINGS):
            data = self._archive.read(name)
            if name == _STRINGS or b"inlineStr" in data:
                yield Part(name, data, "xlsx-text")

    def packed(self, revised: Mapping[str, bytes]) -> bytes:
        """The workbook with other texts."""
        return self._archive.packed(revised)


def parse(source: str) -> Document:
    """The document of a part of a workbook. Raises DocumentError when it is not well-formed."""
    flow = Flow(source, collapses=False)
    written: list[Written] = []
    for cell in _cells(source):
        shown = "".join(t.name if t.kind is Kind.REFERENCE else source[t.start : t.end] for t in cell)
        if is_source([shown]) or not reads_like_text([shown]):
            continue
        for token in cell:
            if token.kind is Kind.REFERENCE:
                flow.reference(token, written)
            else:
                _read(flow, source, token)
        _end(flow)
    escape = escaping(source, written, named=False)
    return flow.document(Syntax("xlsx", escape, hollow=True, keeps_lines=True, exact=True))


def _cells(source: str) -> Iterator[list[Token]]:
    """What the cells with a string show, token by token."""
    cell: list[Token] = []
    inside = is_text = False
    skipping = 0
    for token in xml_tokens(source, _NAMESPACES):
        if token.kind is Kind.OPEN:
            if skipping or token.name in _SKIPPED:
                skipping += 1
            elif token.name in _CELLS:
                cell, inside = [], True
            elif token.name == "x:t":
                is_text = inside
        elif token.kind is Kind.CLOSE:
            if skipping:
                skipping -= 1
            elif token.name == "x:t":
                is_text = False
            elif token.name in _CELLS:
                inside = False
                if cell:
                    yield cell
        elif is_text and not skipping:
            cell.append(token)


def _read(flow: Flow, source: str, token: Token) -> None:
    """A stretch of a cell, which may have line ends of its own."""
    place = "text" if token.kind is Kind.TEXT else "cdata"
    position = token.start
    for match in re.finditer(r"\r\n?|\n", source[token.start : token.end]):
        start, end = token.start + match.start(), token.start + match.end()
        flow.text(position, start, place)
        position = end
        if flow.last() is None or _SENTENCE_END.search(flow.prose_of(flow.parts[-1:])):
            _end(flow)
        else:
            flow.line_break(start, end, place)
    flow.text(position, token.end, place)


def _end(flow: Flow) -> None:
    flow.mask(codes(flow.prose_of(flow.parts)))
    flow.end_block(BlockKind.PARAGRAPH)
