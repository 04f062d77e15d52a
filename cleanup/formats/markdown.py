"""Markdown (CommonMark with tables and strikethrough): prose in paragraphs, headings, list items and cells.

Code, HTML, front matter, link targets, images and reference definitions are never prose. A block whose tokens do not
agree with its source to the character is left out: better no prose than a wrong position.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleanup.core.model import OBJECT, Document, Span
from cleanup.formats.assembly import Assembly
from cleanup.formats.literals import find_literals

if TYPE_CHECKING:
    from markdown_it.token import Token

    from cleanup.formats.markdown_tokens import Content

_FRONT_MATTER = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\n(?:.*\n)*?(?P=fence)[ \t]*(?:\n|\Z)")
_LINE_END = re.compile(r"\r\n?|\n")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_OBJECT_TAG = re.compile(r"<(?:img|input|video|audio|iframe|object|embed)\b", re.IGNORECASE)
_RAW_TAG = re.compile(r"<(?P<close>/?)(?P<name>code|kbd|samp|pre|script|style|tt|var|svg|math)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,50}\]:?")
_TASK = re.compile(r"\[[ xX]\][ \t]+")


class _Part(NamedTuple):
    """A stretch of the text and what stands for it in the prose; ``None``: its own characters."""

    start: int
    end: int
    prose: str | None = None
    fixed: bool = False


class _DisagreementError(Exception):
    """The tokens of a block are not those of its source."""


def parse(source: str) -> Document:
    """The document of a Markdown text."""
    from cleanup.formats.markdown_tokens import contents

    text = _LINE_END.sub("\n", source) if "\r" in source else source
    text = _without_wrapping(text.replace("\0", "\ufffd"))  # as the parser does
    positions = _Positions(source, text)
    front = _FRONT_MATTER.match(text)
    literals = find_literals(text)
    assembly = Assembly(source)
    end = -1
    for content in contents(text, front.end() if front else 0):
        try:
            parts = _with_literals(_joined(_parts(content, text)), literals, text)
        except _DisagreementError:
            continue
        if not parts:
            continue
        if end >= 0:
            assembly.separator(end, positions.to_source(content.place(0)))
        end = positions.to_source(content.end_place(len(content.text)))
        before = assembly.length
        for part in parts:
            start, stop = positions.to_source(part.start), positions.to_source(part.end)
            if part.prose is None:
                assembly.verbatim(start, stop)
            else:
                assembly.replaced(part.prose, start, stop, fixed=part.fixed)
        assembly.block(before, content.kind)
    return assembly.document()


def _without_wrapping(text: str) -> str:
    """The text, of the same length, with plain words for what a language model puts around a chapter: a code fence
    around all of it, which would make it code, and the tags of its thinking, which would be HTML."""
    if text.lstrip().startswith(("```", "~~~")):
        fences = [*_FENCE.finditer(text)]
        opened = _WHOLE.fullmatch(fences[0][0]) if fences else None
        is_whole = len(fences) == 1 or (len(fences) == 2 and not text[fences[1].end() :].strip())
        if opened and is_whole and "\n\n" in text.strip():
            for fence in fences:
                start = fence.start("marks")
                text = f"{text[:start]}{chr(39) * 3}{text[start + 3 :]}"
    if "think>" in text or "reasoning>" in text or "analysis>" in text:
        text = _THOUGHTS.sub(lambda tag: f"({tag[0][1:-1]})", text)
    return text


_FENCE = re.compile(r"^[ ]{0,3}(?P<marks>```|~~~).*$", re.MULTILINE)
_WHOLE = re.compile(
    r"[ ]{0,3}(?:```|~~~)[ \t]*(?:markdown|md|text|txt|plaintext|plain|english|en)?[ \t]*", re.IGNORECASE
)
_THOUGHTS = re.compile(r"</?(?:think|reasoning|analysis)>")


class _Positions:
    """Maps positions of a text whose line ends were made one character long to the source it was made from."""

    def __init__(self, source: str, text: str) -> None:
        self._same = len(source) == len(text)
        if not self._same:
            self._in_text = [0, *(match.end() for match in re.finditer("\n", text))]
            self._in_source = [0, *(match.end() for match in _LINE_END.finditer(source))]

    def to_source(self, position: int) -> int:
        if self._same:
            return position
        line = bisect_right(self._in_text, position) - 1
        return self._in_source[line] + position - self._in_text[line]


def _parts(content: Content, text: str) -> Iterator[_Part]:
    """The prose of a block, left to right. What is skipped between two parts is markup."""
    from cleanup.formats.markdown_tokens import bounds

    cursor = 0
    raw: tuple[str, int] | None = None
    for token in content.tokens:
        start, end = bounds(token) or (cursor, cursor + len(token.content))
        if token.type in ("softbreak", "hardbreak", "link_close"):
            start = cursor
        if end <= cursor:  # inside something that is dealt with, such as the text of <http://...>
            continue
        if start < cursor:
            raise _DisagreementError
        tag = _RAW_TAG.match(token.content) if token.type == "html_inline" else None
        if raw is not None:
            if tag and tag["close"] and tag["name"].lower() == raw[0]:
                yield _Part(content.place(raw[1]), content.end_place(end), OBJECT, fixed=True)
                raw = None
        elif tag and not tag["close"]:
            raw = (tag["name"].lower(), start)
        else:
            yield from _part(token, content, start, end, text)
        cursor = end
    if raw is not None:
        yield _Part(content.place(raw[1]), content.end_place(len(content.text)), OBJECT, fixed=True)


def _part(token: Token, content: Content, start: int, end: int, text: str) -> Iterator[_Part]:
    """What one token is in the prose: a part, or nothing when it is markup."""
    place, stop = content.place(start), content.end_place(end)
    match token.type:
        case "text" if token.content:
            if text[place:stop] != token.content:
                raise _DisagreementError
            yield _Part(place, stop)
        case "text_special":
            yield _Part(place, stop, token.content)
        case "softbreak":
            stop = content.place(end)
            yield _Part(place, stop) if text[place:stop] == "\n" else _Part(place, stop, "\n")
        case "hardbreak":
            yield _Part(place, content.place(end), "\n", fixed=True)
        case "code_inline" | "image":
            yield _Part(place, stop, OBJECT, fixed=True)
        case "link_open" if token.markup == "autolink":
            yield _Part(place, stop, OBJECT, fixed=True)
        case "html_inline" if _BREAK_TAG.match(token.content):
            yield _Part(place, stop, "\n", fixed=True)
        case "html_inline" if _OBJECT_TAG.match(token.content):
            yield _Part(place, stop, OBJECT, fixed=True)
        case _:
            pass


def _joined(parts: Iterable[_Part]) -> list[_Part]:
    """Verbatim parts that follow each other directly as one."""
    joined: list[_Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and last.prose is None and part.prose is None and last.end == part.start:
            joined[-1] = _Part(last.start, part.end)
        else:
            joined.append(part)
    return joined


def _with_literals(parts: Sequence[_Part], literals: Sequence[Span], text: str) -> list[_Part]:
    """The parts with addresses and the like made objects."""
    done: list[_Part] = []
    for number, part in enumerate(parts):
        if part.prose is not None:
            inside = not part.fixed and _overlapping(literals, part.start, part.end)
            done.append(_Part(part.start, part.end, OBJECT, fixed=True) if inside else part)
            continue
        start = part.start
        task = _TASK.match(text, start, part.end) if number == 0 else None
        start = task.end() if task else start
        spans = _overlapping(literals, start, part.end)
        spans += [Span(*m.span()) for m in _FOOTNOTE.finditer(text, start, part.end)]
        for span in sorted(spans):
            if span.start > start:
                done.append(_Part(start, span.start))
            if span.end > start:
                done.append(_Part(max(span.start, start), span.end, OBJECT, fixed=True))
                start = span.end
        if start < part.end:
            done.append(_Part(start, part.end))
    return done


def _overlapping(literals: Sequence[Span], start: int, end: int) -> list[Span]:
    """The literals inside ``[start, end)``, cut to it."""
    found: list[Span] = []
    for span in literals[max(bisect_left(literals, Span(start, start)) - 1, 0) :]:
        if span.start >= end:
            break
        if span.end > start:
            found.append(Span(max(span.start, start), min(span.end, end)))
    return found
