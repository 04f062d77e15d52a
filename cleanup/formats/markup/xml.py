"""The tokens of an XML document, at the positions that expat gives.

Only positions and names are taken from the parser. Entities that a document declares are never expanded: a reference to
one is a token without text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from cleanup.errors import DocumentError
from cleanup.formats.markup.references import character_of
from cleanup.formats.markup.tokens import Kind, Token

_TAG = re.compile(r"""<[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_REFERENCE = re.compile(r"&[^;\s]{1,64};")
_LONGEST_ENTITY = 1000


def xml_tokens(source: str, namespaces: Mapping[str, str] | None = None, *, named: bool = False) -> list[Token]:
    """The tokens of a well-formed document. Raises DocumentError when it is not, or when its own entities are nested.

    With ``namespaces`` (URI to prefix), the name of an element has the prefix given there, whatever the document calls
    it, and no prefix where the namespace is not among them. ``named``: the names of HTML may be referred to.
    """
    try:
        data = source.encode()
    except UnicodeEncodeError as error:
        raise DocumentError("not well-formed XML: it contains half a character") from error
    reader = _Reader(source, data, namespaces, named=named)
    return reader.read()


class _Reader:
    """One reading of one document."""

    def __init__(self, source: str, data: bytes, namespaces: Mapping[str, str] | None, *, named: bool) -> None:
        self._source = source
        self._data = data
        self._namespaces = namespaces
        self._named = named
        self._tokens: list[Token] = []
        self._byte = self._character = 0
        self._is_narrow = len(source) == len(data)
        self._cdata = False
        parser = expat.ParserCreate("utf-8", " " if namespaces is not None else None)
        parser.ordered_attributes = True
        parser.buffer_text = False
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = self._start_cdata
        parser.EndCdataSectionHandler = self._end_cdata
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.DefaultHandler = self._other
        self._parser = parser

    def read(self) -> list[Token]:
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            where = f"line {error.lineno}, column {error.offset + 1}"
            raise DocumentError(f"not well-formed XML: {expat.ErrorString(error.code)} ({where})") from error
        return self._tokens

    def _at(self) -> int:
        """The position of what is being read, in code points. It only ever grows."""
        byte = self._parser.CurrentByteIndex
        if self._is_narrow:
            return byte
        self._character += len(self._data[self._byte : byte].decode("utf-8", "replace"))
        self._byte = byte
        return self._character

    def _name(self, name: str) -> str:
        if self._namespaces is None:
            return name
        uri, _, local = name.rpartition(" ")
        prefix = self._namespaces.get(uri, "")
        return f"{prefix}:{local}" if prefix else local

    def _open(self, name: str, _attributes: object) -> None:
        start = self._at()
        match = _TAG.match(self._source, start)
        end = match.end() if match else start
        self._tokens.append(Token(Kind.OPEN, start, end, self._name(name)))

    def _close(self, name: str) -> None:
        start = self._at()
        if self._source.startswith("</", start):
            end = self._source.find(">", start) + 1
        else:
            start = end = self._tokens[-1].end
        self._tokens.append(Token(Kind.CLOSE, start, end, self._name(name)))

    def _text(self, data: str) -> None:
        start = self._at()
        if self._source.startswith("&", start) and not self._cdata:
            self._reference(start)
            return
        if data == "\n" and self._source.startswith("\r\n", start):
            end = start + 2
        else:
            end = start + len(data)
        kind = Kind.CDATA if self._cdata else Kind.TEXT
        tokens = self._tokens
        if tokens and tokens[-1].kind is kind and tokens[-1].end == start:
            tokens[-1] = Token(kind, tokens[-1].start, end)
        else:
            tokens.append(Token(kind, start, end))

    def _reference(self, start: int) -> None:
        match = _REFERENCE.match(self._source, start)
        if match:
            character = character_of(match[0], named=self._named)
            self._tokens.append(Token(Kind.REFERENCE, start, match.end(), character))

    def _other(self, data: str) -> None:
        if data.startswith("&") and data.endswith(";"):
            self._reference(self._at())

    def _start_cdata(self) -> None:
        self._cdata = True

    def _end_cdata(self) -> None:
        self._cdata = False

    def _entity(self, name: str, _parameter: bool, value: str | None, *_rest: object) -> None:
        if value is not None and ("&" in value or "%" in value or len(value) > _LONGEST_ENTITY):
            raise DocumentError(
                f"it declares an entity that is made of others, or very long (“{name}”)",
                hint="Such a file can fill the memory of what reads it; write the text out.",
            )
