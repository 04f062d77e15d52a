"""What is aligned: the paragraphs and headings of a text that say something, without lines that only part them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanup.core.model import BlockKind, Document, Span

_TAG = re.compile(r"<[^<>\n]{0,80}>")
_OPENING = re.compile(r"[\s\u3000*_#>~—–-]*[“\"「『‘'﹁﹃«„]")
_CLOSING = re.compile(r"[*_\s]+$")
_SPEECH = re.compile("[“「『﹁﹃«„]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading of a text. ``span`` is in the document's prose, ``text`` what stands there. ``size`` counts
    letters and digits."""

    span: Span
    text: str
    size: int
    heading: bool = False

    @property
    def opens_speech(self) -> bool:
        """Whether it starts with a quotation mark."""
        return _OPENING.match(self.text) is not None

    @property
    def has_speech(self) -> bool:
        """Whether there is a quotation in it."""
        return _SPEECH.search(self.text) is not None or self.text.count('"') > 1

    @property
    def last(self) -> str:
        """The mark that it ends with, as far as the two languages share it."""
        text = self.text.rstrip("*_ \t\u3000”\"’'」』﹂﹄»）)")
        return {"?": "?", "？": "?", "!": "!", "！": "!", "…": "…", ":": ":", "：": ":"}.get(text[-1:], "…" if text.endswith("..") else ".")


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order."""
    return tuple(_passages(document))


def _passages(document: Document) -> Iterator[Passage]:
    prose = document.prose
    for span, kind in document.blocks:
        text = prose[span.start : span.end]
        size = sum(map(str.isalnum, _TAG.sub("", text) if "<" in text else text))
        if size:
            yield Passage(span, text, size, kind is BlockKind.HEADING)


def total(some: Sequence[Passage]) -> int:
    """Letters and digits of all passages."""
    return sum(passage.size for passage in some)
