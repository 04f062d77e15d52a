"""What is aligned: the paragraphs and headings of a text that say something, without lines that only part them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup.core.mapping import Mapping
from cleanup.core.model import OBJECT, BlockKind, Document, Span

_TAG = re.compile(r"<[^<>\n]{0,80}>")
_OPENING = re.compile(r"[\s\u3000*_#>~—–-]*[“\"「『‘'﹁﹃«„]")
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{2,}|・{3,}|‥+")
_LAST = {"?": "?", "？": "?", "!": "!", "！": "!", "…": "…", ":": ":", "：": ":"}
_BYLINE = re.compile(
    r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:[ \u3000]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"|(?:作者|作者名|译者|翻译|翻訳|来源|出处|更新(?:时间|日期)?|发布(?:时间|日期)?|字数|投稿日|글쓴이|작가)"
    r"[ \u3000]*[:：].{0,60}"
)
"""A line that a site puts under the heading: when it was published, and by whom."""
_SPEECH = re.compile("[“「『﹁﹃«„]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading of a text. ``span`` is in the document's prose, ``text`` what stands there. ``size``
    counts letters and digits. ``place`` is the path of its file and its first line there, from 1, where they are
    known."""

    span: Span
    text: str
    size: int
    heading: bool = False
    place: tuple[str, int] = ("", 0)

    @property
    def opens_speech(self) -> bool:
        """Whether it starts with a quotation mark."""
        return _OPENING.match(self.text) is not None

    @property
    def marks(self) -> tuple[int, int, int, int]:
        """How many quotations, question marks, exclamation marks and ellipses it has, as both languages count them."""
        text = self.text
        return (
            len(_SPEECH.findall(text)) + (text.count('"') + 1) // 2,
            text.count("?") + text.count("？"),
            text.count("!") + text.count("！"),
            len(_ELLIPSIS.findall(text)),
        )

    @property
    def last(self) -> str:
        """The mark that it ends with, of those that translation keeps (``?``, ``!``, ``…``, ``:``); else a stop."""
        text = self.text.rstrip("*_ \t\u3000”\"’'」』﹂﹄»）)")
        if text.endswith(".."):
            return "…"
        return _LAST.get(text[-1:], ".")


def _spelled_out(document: Document, span: Span) -> str:
    """A block with what its placeholders stand for: a message of a game in code marks is text as well."""
    pieces = document.pieces
    first = bisect_right(pieces, span.start, key=lambda piece: piece.prose.end)
    text = ""
    for piece in pieces[first:]:
        if piece.prose.start >= span.end:
            break
        start, end = max(piece.prose.start, span.start), min(piece.prose.end, span.end)
        stands = document.prose[start:end]
        text += document.source[piece.source.start : piece.source.end] if stands == OBJECT else stands
    return text


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order."""
    return tuple(_passages(document))


def placed(document: Document, path: str) -> Iterator[Passage]:
    """The passages of a document that is at a path, each with its line there."""
    mapping = Mapping(document)
    line, counted = 1, 0
    for passage in _passages(document):
        start = mapping.span(passage.span).start
        line, counted = line + document.source.count("\n", counted, start), max(counted, start)
        yield replace(passage, place=(path, line))


def _passages(document: Document) -> Iterator[Passage]:
    prose = document.prose
    for span, kind in document.blocks:
        text = prose[span.start : span.end]
        if OBJECT in text and document.pieces:
            text = _spelled_out(document, span)
        size = sum(map(str.isalnum, _TAG.sub("", text) if "<" in text else text))
        if size and not (len(text) < 80 and _BYLINE.fullmatch(text.strip("*_> \u3000"))):
            yield Passage(span, text, size, kind is BlockKind.HEADING)


def total(some: Sequence[Passage]) -> int:
    """Letters and digits of all passages."""
    return sum(passage.size for passage in some)
