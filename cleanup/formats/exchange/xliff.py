"""XLIFF 1.2 and 2, and TMX: the targets. What stands for code of the original is an object, or markup.

After OASIS XLIFF 1.2 and 2.1, and TMX 1.4b of LISA.
"""

from __future__ import annotations

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.formats.flow import Flow
from cleanup.formats.html import is_foreign
from cleanup.formats.markup.references import Written, escaping
from cleanup.formats.markup.tokens import Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens
from cleanup.formats.strings.codes import codes

_NAMESPACES = {
    "urn:oasis:names:tc:xliff:document:1.2": "",
    "urn:oasis:names:tc:xliff:document:2.0": "",
    "http://www.lisa.org/tmx14": "",
}
_OBJECTS = frozenset({"x", "ph", "it", "cp", "ut"})
_CODES = frozenset({"bpt", "ept", "bx", "ex", "sc", "ec", "sm", "em"})
"""The ends of formatting: markup, whatever they hold."""
_LANGUAGES = {"file": ("target-language",), "xliff": ("trgLang",), "tuv": ("xml:lang", "lang")}


def parse(source: str) -> Document:
    """The document of the targets in a file. Raises DocumentError when it is not well-formed."""
    return _Reader(source, "xliff", "target").document()


def parse_tmx(source: str) -> Document:
    """The document of the segments in English in a file. Raises DocumentError when it is not well-formed."""
    return _Reader(source, "tmx", "seg").document()


class _Reader:
    """One reading of one document."""

    def __init__(self, source: str, syntax: str, text: str) -> None:
        self._source = source
        self._syntax = syntax
        self._text = text
        self._flow = Flow(source, collapses=False)
        self._written: list[Written] = []
        self._is_foreign = syntax == "tmx"
        self._left_alone: list[str] = []
        self._skipping = 0
        self._object: int | None = None
        self._is_in = False

    def document(self) -> Document:
        """The whole."""
        for token in xml_tokens(self._source, _NAMESPACES):
            if token.kind is Kind.OPEN:
                self._opened(token)
            elif token.kind is Kind.CLOSE:
                self._closed(token)
            elif self._is_in and not self._skipping:
                if token.kind is Kind.REFERENCE:
                    self._flow.reference(token, self._written)
                else:
                    self._flow.text(token.start, token.end, "text" if token.kind is Kind.TEXT else "cdata")
        escape = escaping(self._source, self._written, named=False)
        return self._flow.document(Syntax(self._syntax, escape, hollow=True, keeps_lines=True, exact=True))

    def _opened(self, token: Token) -> None:
        name = token.name
        if self._skipping:
            self._skipping += 1
        elif self._is_in and (name in _OBJECTS or name in _CODES):
            self._skipping = 1
            self._object = token.start if name in _OBJECTS else None
        elif name in _LANGUAGES:
            given = attributes(self._source, token)
            language = next((given[key].value for key in _LANGUAGES[name] if key in given), None)
            if language is not None:
                self._is_foreign = is_foreign(language)
        elif name in ("trans-unit", "unit", "group", "bin-unit"):
            translate = attributes(self._source, token).get("translate")
            self._left_alone.append("no" if translate is not None and translate.value == "no" else "")
        elif name == "alt-trans":
            self._skipping = 1
            self._object = None
        elif name == self._text:
            self._is_in = not self._is_foreign and "no" not in self._left_alone

    def _closed(self, token: Token) -> None:
        name = token.name
        if self._skipping:
            self._skipping -= 1
            if not self._skipping and self._object is not None:
                self._flow.object(self._object, token.end, "text")
                self._object = None
        elif name == self._text:
            self._flow.mask(codes(self._flow.prose_of(self._flow.parts)))
            self._flow.end_block(BlockKind.PARAGRAPH)
            self._is_in = False
        elif name in ("trans-unit", "unit", "group", "bin-unit"):
            self._left_alone.pop()
