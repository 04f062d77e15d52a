"""HTML and XHTML: prose in paragraphs, headings, list items, cells and captions.

Inline markup is transparent. Code, pictures, formulas, hidden text and text in another language are never prose;
neither are the readings of ruby text and the marks of footnotes. The texts of ``alt`` and ``title`` are captions.
A line break that ends a sentence, and a double one, ends a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.flow import Flow, Part
from cleanup.formats.markup.html import html_tokens
from cleanup.formats.markup.references import REFERENCE, Written, character_of, escaping
from cleanup.formats.markup.tokens import Attribute, Kind, Token, attributes
from cleanup.formats.markup.xml import xml_tokens

LANGUAGE = "en"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary"})
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset head header hgroup hr html li main menu nav ol optgroup option p pre search section select "
    "table tbody td tfoot th thead title tr ul".split()
)
_KINDS = {
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt", "blockquote", "option"), BlockKind.ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.CELL),
    **dict.fromkeys(("caption", "figcaption", "title"), BlockKind.CAPTION),
}
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_OBJECTS = frozenset(
    "audio canvas code embed iframe img input kbd math meter object picture progress samp svg tt var video".split()
)
"""Elements that stand in a sentence and are no prose."""
_SKIPPED = frozenset("applet noembed noframes noscript pre rp rt rtc script style template textarea xmp".split())
"""Elements that a reader sees beside the sentence, or not at all."""
_CLOSED_BY_ITSELF = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option", *_HEADINGS})
_NO_TITLE = frozenset({"link", "style", "script", "meta", "iframe", "html", "head"})
_MARK = re.compile(r"\s*[\[(（【]?\s*(?:\d{1,4}|[a-z]|[ivx]{1,5}|[*†‡§¶※]{1,3})\s*[\])）】]?\s*")
_BRACKETED = re.compile(r"\s*[\[【(]\s*(?:\d{1,4}|[*†‡§¶※]{1,3})\s*[\]】)]\s*")
_NOTE_REFERENCE = re.compile(r"\b(?:noteref|doc-noteref)\b")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IS_XML = re.compile(r"\s*<\?xml\s|[^>]{0,2000}?<html\b[^>]{0,2000}?\bxmlns\s*=", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:。！？]['\"’”»」』)\]]*\s*\Z|[”’»」』\]]\s*\Z")


def parse(source: str) -> Document:
    """The document of a HTML text; read as XML where it says that it is, and is. Raises DocumentError."""
    return parse_xhtml(source) if _IS_XML.match(source) else _Reader(source, html_tokens(source), "html").document()


def parse_xhtml(source: str) -> Document:
    """The document of a XHTML text; of one that is not well-formed, what a browser would make of it as HTML."""
    try:
        tokens = xml_tokens(source, named=True)
    except DocumentError as error:
        if "entity" in error.message and error.hint:
            raise
        return _Reader(source, html_tokens(source), "html").document()
    return _Reader(source, tokens, "xhtml").document()


def is_foreign(language: str) -> bool:
    """Whether a language tag names another language than that of the text."""
    return (
        bool(language) and not language.lower().startswith(LANGUAGE) and language.lower() not in ("und", "mul", "zxx")
    )


class _Reader:
    """One reading of a document, from its first token to its last."""

    def __init__(self, source: str, tokens: Sequence[Token], syntax: str) -> None:
        self._source = source
        self._tokens = tokens
        self._syntax = syntax
        self._flow = Flow(source)
        self._stack: list[str] = []
        self._open: dict[str, int] = {}
        self._skipping: tuple[str, int, bool, bool] | None = None  # element, start, is an object, ends with a block
        self._depth = 0
        self._marks: list[tuple[str, int, int, bool]] = []
        self._written: list[Written] = []
        self._captions: list[Attribute] = []

    def document(self) -> Document:
        """The whole."""
        for token in self._tokens:
            if self._skipping is not None and not self._ends_skipping(token):
                continue
            kind = token.kind
            if kind is Kind.TEXT:
                self._flow.text(token.start, token.end, "text")
            elif kind is Kind.OPEN:
                self._opened(token)
            elif kind is Kind.CLOSE:
                self._closed(token)
            elif kind is Kind.REFERENCE:
                self._flow.reference(token, self._written)
            else:
                self._flow.text(token.start, token.end, "cdata")
        self._end_block()
        escape = escaping(self._source, self._written, named=True)
        return self._flow.document(Syntax(self._syntax, escape, hollow=True))

    def _opened(self, token: Token) -> None:
        name = token.name.rpartition(":")[2]
        if name == "br":
            self._line_break(token)
            return
        given = attributes(self._source, token, fold=True) if token.end - token.start > len(token.name) + 3 else {}
        is_block = name in _BLOCKS
        if is_block:
            self._end_block()
        self._captions_of(name, given)
        is_object, is_empty = name in _OBJECTS, token.end == token.start or name in _VOID
        if is_object and is_empty:
            self._flow.object(token.start, token.end, "text")
        if is_empty:
            return
        if is_object or name in _SKIPPED or self._is_left_alone(name, given):
            loose = self._syntax == "html" and not (is_block and name not in _CLOSED_BY_ITSELF)
            as_object = is_object or not (is_block or name in _SKIPPED)
            self._skipping = (name, token.start, as_object, loose)
            self._depth = 1
            return
        if is_block:
            if self._stack and self._stack[-1] == name and name in _CLOSED_BY_ITSELF:
                self._pop(name)
            self._stack.append(name)
            self._open[name] = self._open.get(name, 0) + 1
        elif name in ("sup", "a"):
            is_mark = name == "sup" or any(
                _NOTE_REFERENCE.search(given[key].value) for key in ("epub:type", "role") if key in given
            )
            self._marks.append((name, token.start, len(self._flow.parts), is_mark))

    def _closed(self, token: Token) -> None:
        name = token.name.rpartition(":")[2]
        if name in _BLOCKS:
            self._end_block()
            self._pop(name)
        elif name in ("sup", "a") and self._marks and self._marks[-1][0] == name:
            self._marked(self._marks.pop(), token)
        elif name == "p":
            self._end_block()

    def _pop(self, name: str) -> None:
        if self._open.get(name):
            while self._stack:
                top = self._stack.pop()
                self._open[top] -= 1
                if top == name:
                    return

    def _marked(self, mark: tuple[str, int, int, bool], token: Token) -> None:
        """Make the mark of a footnote an object."""
        _name, start, count, is_mark = mark
        parts = self._flow.parts
        if count > len(parts):
            return
        inside = parts[count:]
        text = self._flow.prose_of(inside)
        if text and (_MARK if is_mark else _BRACKETED).fullmatch(text):
            del parts[count:]
            self._flow.object(start, token.end, "text")

    def _line_break(self, token: Token) -> None:
        last = self._flow.last()
        if last is None:
            return
        text = self._source[last.start : last.end] if last.prose is None else last.prose
        if text == "\n" or _SENTENCE_END.search(text[-10:]):
            self._end_block()
        else:
            self._flow.line_break(token.start, token.end, "text")

    def _end_block(self) -> None:
        if not self._flow.parts and not self._captions:
            if self._marks:
                self._marks.clear()
            return
        kind = BlockKind.PARAGRAPH
        for name in reversed(self._stack[-12:]):
            if name in _KINDS:
                kind = _KINDS[name]
                break
        self._flow.end_block(kind)
        self._marks.clear()
        captions, self._captions = self._captions, []
        for attribute in captions:
            self._flow.block(self._parts_of(attribute), BlockKind.CAPTION)

    def _captions_of(self, name: str, given: dict[str, Attribute]) -> None:
        for key in ("alt", "title"):
            if key in given and given[key].quote and given[key].value.strip() and name not in _NO_TITLE:
                self._captions.append(given[key])

    def _parts_of(self, attribute: Attribute) -> list[Part]:
        """The value of an attribute as the parts of a block."""
        parts: list[Part] = []
        position = attribute.start
        for match in REFERENCE.finditer(self._source, attribute.start, attribute.end):
            character = character_of(match[0])
            if position < match.start():
                parts.append(Part(position, match.start(), None, False, attribute.quote))
            known = character and not character.isspace()
            parts.append(Part(*match.span(), character if known else "\ufffc", not known, attribute.quote))
            position = match.end()
        if position < attribute.end:
            parts.append(Part(position, attribute.end, None, False, attribute.quote))
        value = self._source[attribute.start : attribute.end]
        return [] if "\n" in value or "\r" in value else parts

    def _is_left_alone(self, name: str, given: dict[str, Attribute]) -> bool:
        if name in ("html", "body") or not given:
            return False
        language = given.get("xml:lang") or given.get("lang")
        if language is not None and is_foreign(language.value):
            return True
        style, translate = given.get("style"), given.get("translate")
        hidden = "hidden" in given or (style is not None and _HIDDEN_STYLE.search(style.value) is not None)
        return hidden or (translate is not None and translate.value.lower() == "no")

    def _ends_skipping(self, token: Token) -> bool:
        """Whether reading goes on with a token; what was skipped is then behind it."""
        if self._skipping is None:
            return True
        name, start, as_object, loose = self._skipping
        own = token.name.rpartition(":")[2]
        if token.kind not in (Kind.OPEN, Kind.CLOSE):
            return False
        if loose and own in _BLOCKS and own != name:
            self._skipped(start, token.start, as_object)
            return True
        if own != name or (token.kind is Kind.OPEN and (token.end == token.start or name in _VOID)):
            return False
        if loose and token.kind is Kind.OPEN and name in _CLOSED_BY_ITSELF:
            self._skipped(start, token.start, as_object)
            return True
        self._depth += 1 if token.kind is Kind.OPEN else -1
        if self._depth == 0:
            self._skipped(start, token.end, as_object)
        return False

    def _skipped(self, start: int, end: int, as_object: bool) -> None:
        self._skipping = None
        if as_object:
            self._flow.object(start, end, "text")
