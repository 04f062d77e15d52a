"""EPUB 2 and 3: the chapters in their order, then what else is text, and the table of contents.

After https://www.w3.org/TR/epub-33/ and the Open Packaging Format 2.0.1.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from cleanup.errors import DocumentError
from cleanup.formats.archive import Archive
from cleanup.formats.container import Part
from cleanup.formats.markup.references import declared_encoding
from cleanup.formats.markup.tokens import Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
_OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""The two ways in which fonts, and nothing else, may be made unreadable for other programs."""
_FORMATS = {"application/xhtml+xml": "xhtml", "application/x-dtbncx+xml": "ncx", "text/html": "xhtml"}


class _Item(NamedTuple):
    path: str
    media_type: str


def open_epub(data: bytes) -> Book:
    """The book in an EPUB file. Raises DocumentError when it is none, damaged, or protected."""
    return Book(Archive(data))


class Book:
    """An EPUB file."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        if _CONTAINER not in archive:
            raise DocumentError("not an EPUB: it has no META-INF/container.xml", hint="Check the file.")
        self._refuse_protection()
        self._items = self._reading_order(self._package())

    def parts(self) -> Iterator[Part]:
        """The chapters, and what else is text."""
        for item in self._items:
            if item.path in self._archive:
                yield Part(item.path, self._archive.read(item.path), _FORMATS[item.media_type])

    def packed(self, revised: Mapping[str, bytes]) -> bytes:
        """The book with other texts."""
        return self._archive.packed(revised)

    def _refuse_protection(self) -> None:
        if any(name in self._archive for name in _RIGHTS):
            raise DocumentError("the book is protected (DRM)", hint="Only books without protection can be cleaned.")
        if _ENCRYPTION not in self._archive:
            return
        for tag, source in self._tags(_ENCRYPTION):
            if tag.name == "EncryptionMethod" and _value(source, tag, "Algorithm") not in _OBFUSCATED:
                raise DocumentError("the book is encrypted", hint="Only books without protection can be cleaned.")

    def _package(self) -> str:
        """The path of the package document."""
        for tag, source in self._tags(_CONTAINER):
            if tag.name == "rootfile" and (path := _value(source, tag, "full-path")):
                return path
        raise DocumentError("not an EPUB: META-INF/container.xml names no package", hint="Check the file.")

    def _reading_order(self, package: str) -> list[_Item]:
        folder = posixpath.dirname(package)
        items: dict[str, _Item] = {}
        spine: list[str] = []
        for tag, source in self._tags(package):
            if tag.name == "item":
                path = posixpath.normpath(posixpath.join(folder, unquote(_value(source, tag, "href"))))
                items[_value(source, tag, "id")] = _Item(path, _value(source, tag, "media-type").strip().lower())
            elif tag.name == "itemref":
                spine.append(_value(source, tag, "idref"))
        first = [items[name] for name in dict.fromkeys(spine) if name in items]
        texts = [item for item in (*first, *items.values()) if item.media_type in _FORMATS]
        return list(dict.fromkeys(texts))

    def _tags(self, name: str) -> Iterator[tuple[Token, str]]:
        data = self._archive.read(name)
        try:
            source = data.decode(declared_encoding(data) or "utf-8-sig")
        except (UnicodeDecodeError, LookupError):
            source = data.decode("utf-8-sig", "replace")
        try:
            tokens = xml_tokens(source.lstrip("\ufeff"), {})
        except DocumentError as error:
            raise DocumentError(f"{name}: {error.message}", hint="The book is damaged.") from error
        return ((token, source.lstrip("\ufeff")) for token in tokens if token.kind is Kind.OPEN)


def _value(source: str, tag: Token, key: str) -> str:
    given = attributes(source, tag)
    return given[key].value if key in given else ""
