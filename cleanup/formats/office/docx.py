"""Word documents (``.docx``): the paragraphs of the text, of its notes, headers and footers.

A sentence over several runs is one sentence. Fields, pictures, comments and tracked deletions are left alone.
After ECMA-376, part 1, section 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count

from cleanup.core.model import BlockKind, Change, Document, Syntax
from cleanup.core.revision import replay
from cleanup.errors import DocumentError, InternalError
from cleanup.formats.archive import Archive
from cleanup.formats.container import Part, Revised
from cleanup.formats.flow import Flow
from cleanup.formats.markup.references import Written, escaping
from cleanup.formats.markup.tokens import Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
_MAIN = "word/document.xml"
_NUMBER = re.compile(r"""\b\w+:id\s*=\s*["'](\d{1,9})["']""")
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_OBJECTS = frozenset(
    {"w:footnoteReference", "w:endnoteReference", "w:drawing", "w:pict", "w:object", "w:sym", "m:oMath", "m:oMathPara",
     "w:fldSimple", "w:ptab", "w:ruby", "w:noBreakHyphen", "w:footnoteRef", "w:endnoteRef",
     "w:pgNum", "w:tab", "mc:AlternateContent"}
)  # fmt: skip
_SKIPPED = frozenset({"w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:sdtPr"})
_HEADING = re.compile(r"(?:heading|title|subtitle|überschrift|titre|titel)\s*\d*", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})


def open_docx(data: bytes) -> Text:
    """The texts in a file. Raises DocumentError when it is none, damaged, protected or signed."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("the document is protected by a password, or an old .doc", hint="Save it as a plain .docx.")
    return Text(Archive(data))


class Text:
    """A Word document."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        if _MAIN not in archive:
            raise DocumentError("not a Word document: it has no word/document.xml", hint="Check the file.")
        if any(name.startswith("_xmlsignatures/") for name in archive.names):
            raise DocumentError("the document is signed: a change would break the signature")

    def parts(self) -> Iterator[Part]:
        """The text, then notes, headers and footers."""
        names = [name for name in self._archive.names if _PARTS.fullmatch(name)]
        for name in sorted(names, key=lambda name: name != _MAIN):
            yield Part(name, self._archive.read(name), "docx-text")

    def packed(self, revised: Mapping[str, bytes]) -> bytes:
        """The document with other texts."""
        return self._archive.packed(revised)

    def tracked(self, revised: Mapping[str, Revised]) -> tuple[bytes, dict[str, list[Change]]]:
        """The document with the changes of its texts tracked, and of each text those that could not be.

        What is said of a change stands beside it as a comment; in notes, headers and footers, which Word lets nobody
        comment on, the change stands alone. Raises DocumentError.
        """
        from cleanup.formats.office.comments import Comments
        from cleanup.formats.office.tracked import with_changes

        comments = Comments(self._archive)
        texts = [*(each.text for each in revised.values()), comments.text]
        numbers = count(1 + max((int(found) for text in texts for found in _NUMBER.findall(text)), default=0))
        parts: dict[str, bytes] = {}
        left: dict[str, list[Change]] = {}
        written: list[tuple[int, str]] = []
        for name, (text, changes, encode) in revised.items():
            tracked = with_changes(text, changes, partial(next, numbers), commented=name == _MAIN)
            written += tracked.comments
            left[name] = tracked.left
            expected = replay(text, [change for change in changes if change not in tracked.left])
            if parse(tracked.text).prose != parse(expected).prose:
                raise InternalError("the tracked changes are read as other changes", where=name)
            parts[name] = encode(tracked.text)
        changed, new = comments.added(written)
        return self._archive.packed({**parts, **changed}, new), left


def parse(source: str) -> Document:
    """The document of a part of a Word document. Raises DocumentError when it is not well-formed."""
    return _Reader(source).document()


class _Reader:
    """One reading of one part."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._flow = Flow(source, collapses=False)
        self._written: list[Written] = []
        self._cells = 0
        self._kind = BlockKind.PARAGRAPH
        self._in_text = self._keeps_space = self._is_hidden = self._in_run = False
        self._fields = 0
        self._skipping = 0
        self._object: int | None = None

    def document(self) -> Document:
        """The whole."""
        tokens = xml_tokens(self._source, _NAMESPACES)
        for number, token in enumerate(tokens):
            if token.kind is Kind.OPEN:
                self._opened(token)
            elif token.kind is Kind.CLOSE:
                self._closed(token)
            elif self._in_text and not (self._skipping or self._fields or self._is_hidden):
                self._text(token, tokens[number - 1].kind is Kind.OPEN, tokens[number + 1].kind is Kind.CLOSE)
        escape = escaping(self._source, self._written, named=False)
        return self._flow.document(Syntax("docx", escape, hollow=True, exact=True))

    def _text(self, token: Token, is_first: bool, is_last: bool) -> None:
        start, end = token.start, token.end
        if token.kind is Kind.REFERENCE:
            self._flow.reference(token, self._written)
            return
        if not self._keeps_space:  # Word leaves out such space
            text = self._source[start:end]
            start = end - len(text.lstrip(" \t\r\n")) if is_first else start
            end = start + len(self._source[start:end].rstrip(" \t\r\n")) if is_last else end
        if start < end:
            self._flow.text(start, end, "text" if token.kind is Kind.TEXT else "cdata")

    def _opened(self, token: Token) -> None:
        name = token.name
        if self._skipping:
            self._skipping += 1
        elif name in _SKIPPED or name in _OBJECTS:
            self._skipping = 1
            is_shown = name in _OBJECTS and self._in_run_or_paragraph(name)
            self._object = token.start if is_shown and not (self._fields or self._is_hidden) else None
        elif name == "w:p":
            self._flow.end_block(self._kind)
            self._kind = BlockKind.CELL if self._cells else BlockKind.PARAGRAPH
        elif name == "w:tc":
            self._cells += 1
        elif name == "w:r":
            self._in_run, self._is_hidden = True, False
        elif name == "w:t":
            space = attributes(self._source, token).get("xml:space")
            self._in_text, self._keeps_space = True, space is not None and space.value == "preserve"
        elif name in ("w:br", "w:cr"):
            if self._flow.last() is not None and not self._fields:
                self._flow.line_break(token.start, token.end, "text")
        else:
            self._property(token)

    def _in_run_or_paragraph(self, name: str) -> bool:
        return self._in_run or name.startswith("m:") or name == "w:fldSimple"

    def _property(self, token: Token) -> None:
        name = token.name
        if name == "w:fldChar":
            kind = self._value(token, "fldCharType")
            if kind == "begin":
                if not self._fields and not self._is_hidden:
                    self._flow.object(token.start, token.end, "text")
                self._fields += 1
            elif kind == "end":
                self._fields = max(self._fields - 1, 0)
        elif name == "w:pStyle" and _HEADING.fullmatch(self._value(token, "val").replace("_20_", " ")):
            self._kind = BlockKind.HEADING
        elif name == "w:numPr" and self._kind is BlockKind.PARAGRAPH:
            self._kind = BlockKind.ITEM
        elif name in ("w:vanish", "w:webHidden") and self._in_run:
            self._is_hidden = self._value(token, "val") not in _OFF

    def _value(self, token: Token, key: str) -> str:
        given = attributes(self._source, token)
        return next((value.value for name, value in given.items() if name.rpartition(":")[2] == key), "")

    def _closed(self, token: Token) -> None:
        name = token.name
        if self._skipping:
            self._skipping -= 1
            if not self._skipping and self._object is not None:
                self._flow.object(self._object, token.end, "text")
                self._object = None
        elif name == "w:t":
            self._in_text = False
        elif name == "w:r":
            self._in_run = self._is_hidden = False
        elif name == "w:p":
            self._flow.end_block(self._kind)
            self._kind = BlockKind.PARAGRAPH
        elif name == "w:tc":
            self._cells -= 1
