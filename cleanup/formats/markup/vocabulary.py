"""XML vocabularies in which text stands in paragraphs: one reader, and a table for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.formats.flow import Flow
from cleanup.formats.markup.references import Written, escaping
from cleanup.formats.markup.tokens import Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """What the elements of a vocabulary are, by their names with the prefixes of ``namespaces`` (URI to prefix).

    Text counts inside ``blocks``, whose kind is that of the nearest element in ``kinds``. ``breaks`` break a line,
    ``objects`` stand in a sentence and are no prose, whatever they hold, ``skipped`` are no part of it. What is
    ``opaque`` by its attributes (a name, and the values that make it so) is an object, too.
    ``collapses``: runs of blanks are one. ``named``: the names of HTML may be referred to.
    """

    name: str
    namespaces: Mapping[str, str]
    blocks: frozenset[str]
    kinds: Mapping[str, BlockKind] = field(default_factory=dict)
    breaks: frozenset[str] = _NOTHING
    objects: frozenset[str] = _NOTHING
    skipped: frozenset[str] = _NOTHING
    opaque: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    collapses: bool = True
    named: bool = False
    hollow: bool = True
    keeps_lines: bool = False

    def parse(self, source: str) -> Document:
        """The document of a source. Raises DocumentError when it is not well-formed."""
        return _Reader(self, source).document()


class _Reader:
    """One reading of one document."""

    def __init__(self, vocabulary: Vocabulary, source: str) -> None:
        self._is = vocabulary
        self._source = source
        self._flow = Flow(source, collapses=vocabulary.collapses)
        self._written: list[Written] = []
        self._stack: list[str] = []
        self._depth = 0
        self._skipping = 0
        self._object: int | None = None

    def document(self) -> Document:
        """The whole."""
        for token in xml_tokens(self._source, self._is.namespaces, named=self._is.named):
            if token.kind is Kind.OPEN:
                self._opened(token)
            elif token.kind is Kind.CLOSE:
                self._closed(token)
            elif self._depth and not self._skipping:
                if token.kind is Kind.REFERENCE:
                    self._flow.reference(token, self._written)
                else:
                    self._flow.text(token.start, token.end, "text" if token.kind is Kind.TEXT else "cdata")
        escape = escaping(self._source, self._written, named=False)
        syntax = Syntax(self._is.name, escape, hollow=self._is.hollow, keeps_lines=self._is.keeps_lines)
        return self._flow.document(syntax)

    def _opened(self, token: Token) -> None:
        self._stack.append(token.name)
        if self._skipping:
            self._skipping += 1
        elif token.name in self._is.skipped:
            self._skipping = 1
        elif token.name in self._is.objects or self._is_opaque(token):
            self._skipping = 1
            self._object = token.start if self._depth else None
        elif token.name in self._is.breaks:
            if self._depth and self._flow.last() is not None:
                self._flow.line_break(token.start, token.end, "text")
        elif token.name in self._is.blocks:
            self._end_block()
            self._depth += 1

    def _closed(self, token: Token) -> None:
        if self._skipping:
            self._skipping -= 1
            if not self._skipping and self._object is not None:
                self._flow.object(self._object, max(token.end, token.start), "text")
                self._object = None
        elif token.name in self._is.blocks:
            self._end_block()
            self._depth -= 1
        self._stack.pop()

    def _end_block(self) -> None:
        kinds = self._is.kinds
        kind = next((kinds[name] for name in reversed(self._stack[-12:]) if name in kinds), BlockKind.PARAGRAPH)
        self._flow.end_block(kind)

    def _is_opaque(self, token: Token) -> bool:
        known = self._is.opaque.get(token.name)
        if known is None:
            return False
        given = attributes(self._source, token).get(known[0])
        return given is not None and given.value in known[1]
