"""Puts a `Document` together from text that stands in pieces between markup.

A format walks its source from left to right and says what it sees: text, characters that are written as something else,
objects, line breaks, the end of a block. Space that markup makes invisible is left out, addresses become objects, and
blocks are kept apart by line ends that nothing may change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.core.model import OBJECT, Block, BlockKind, Document, Piece, Span, Syntax
from cleanup.formats.assembly import dominant_newline
from cleanup.formats.literals import find_literals
from cleanup.formats.markup.references import Written
from cleanup.formats.markup.tokens import Token

_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK = " \t\n\r\f"
_UNEVEN = re.compile(r"[\t\n\r\f]|  ")
_RETURN = re.compile(r"\r\n?|\n")


class Part(NamedTuple):
    """A stretch of the source and what it is in the prose; ``None``: its own characters."""

    start: int
    end: int
    prose: str | None = None
    fixed: bool = False
    place: str = ""


class Flow:
    """Collects blocks. All positions are code points of the source.

    ``collapses``: a run of blanks and line ends is one blank, and none at the edges of a block, as in HTML.
    """

    def __init__(self, source: str, *, collapses: bool = True) -> None:
        self._source = source
        self._collapses = collapses
        self._parts: list[Part] = []
        self._blocks: list[tuple[list[Part], BlockKind]] = []

    @property
    def source(self) -> str:
        """The source."""
        return self._source

    @property
    def parts(self) -> list[Part]:
        """The parts of the block that is being collected."""
        return self._parts

    def text(self, start: int, end: int, place: str) -> None:
        """Text that stands in the source as it is read."""
        source = self._source
        if self._collapses and not self._parts and source[start] in _BLANK and source[start:end].isspace():
            return
        if not self._collapses:
            position = start
            if "\n" in source[start:end] or "\r" in source[start:end]:
                for match in _RETURN.finditer(source, start, end):
                    self._add(position, match.start(), None, place)
                    self._add(*match.span(), "\n", place, fixed=True)
                    position = match.end()
            self._add(position, end, None, place)
            return
        if not _UNEVEN.search(source, start, end) and not (source[start] == " " and self._at_space()):
            self._add(start, end, None, place)
            return
        position = start
        for match in _SPACES.finditer(source, start, end):
            self._add(position, match.start(), None, place)
            position = match.end()
            if not self._at_space():
                self._add(*match.span(), None if match[0] == " " else " ", place)
        self._add(position, end, None, place)

    def replaced(self, prose: str, start: int, end: int, place: str, *, fixed: bool = False) -> None:
        """Text that stands in the source in other characters."""
        self._add(start, end, prose, place, fixed=fixed)

    def reference(self, token: Token, written: list[Written]) -> None:
        """A character reference; the ones with a meaning are added to ``written``."""
        if not token.name:
            self.object(token.start, token.end, "text")
        elif token.name == "\xad":
            pass  # a soft hyphen is markup
        elif token.name in "\t\n\r\f ":
            self.replaced(" ", token.start, token.end, "text", fixed=True)
        else:
            written.append(Written(token.name, self._source[token.start : token.end]))
            self.replaced(token.name, token.start, token.end, "text")

    def object(self, start: int, end: int, place: str) -> None:
        """Something that is no prose, and stands in the middle of it."""
        self._add(start, end, OBJECT, place, fixed=True)

    def line_break(self, start: int, end: int, place: str) -> None:
        """A line break inside a block."""
        if self._collapses:
            self._strip_end(self._parts)
        self._add(start, end, "\n", place, fixed=True)

    def prose_of(self, parts: list[Part]) -> str:
        """What is read of some parts."""
        return "".join([self._source[p.start : p.end] if p.prose is None else p.prose for p in parts])

    def last(self) -> Part | None:
        """The last part that was added to the block."""
        return self._parts[-1] if self._parts else None

    def mask(self, marks: Sequence[tuple[Span, str | None]]) -> None:
        """Make of what stands in ``marks``, spans of the prose of the block so far in order, what is said there: an
        object, a line end, or markup (``None``)."""
        if marks:
            self._parts = list(_masked(self._parts, marks))

    def end_block(self, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """What was collected is a block, unless it is blank."""
        parts, self._parts = self._parts, []
        self.block(parts, kind)

    def block(self, parts: list[Part], kind: BlockKind) -> None:
        """Add a block of some parts."""
        if len(parts) == 1 and parts[0].prose is None:  # as most are
            start, end = parts[0].start, parts[0].end
            if not self._source[start].isspace() and not self._source[end - 1].isspace():
                self._blocks.append((parts, kind))
                return
        self._strip_end(parts)
        self._strip_start(parts)
        if parts:
            self._blocks.append((parts, kind))

    def _add(self, start: int, end: int, prose: str | None, place: str, *, fixed: bool = False) -> None:
        if start == end:
            return
        last = self._parts[-1] if self._parts else None
        if prose is None and last is not None and last.prose is None and last.end == start and last.place == place:
            self._parts[-1] = Part(last.start, end, None, last.fixed, place)
        else:
            self._parts.append(Part(start, end, prose, fixed, place))

    def _at_space(self) -> bool:
        """Whether space would be invisible here: at the start of a block or a line, and after other space."""
        if not self._parts:
            return True
        last = self._parts[-1]
        character = self._source[last.end - 1] if last.prose is None else last.prose[-1:]
        return character in _BLANK

    def _strip_end(self, parts: list[Part]) -> None:
        while parts:
            last = parts[-1]
            if last.prose is not None:
                if last.prose.strip():
                    return
                parts.pop()
                continue
            size = len(self._source[last.start : last.end].rstrip())
            if size:
                parts[-1] = last._replace(end=last.start + size)
                return
            parts.pop()

    def _strip_start(self, parts: list[Part]) -> None:
        done = 0
        for part in parts:
            text = self._source[part.start : part.end] if part.prose is None else part.prose
            bare = text.lstrip()
            if bare:
                if part.prose is None and len(bare) < len(text):
                    parts[done] = part._replace(start=part.end - len(bare))
                break
            done += 1
        del parts[:done]

    def document(self, syntax: Syntax) -> Document:
        """The whole."""
        source = self._source
        prose = "\n".join([self.prose_of(parts) for parts, _kind in self._blocks])
        literals = find_literals(prose)
        pieces: list[Piece] = []
        texts: list[str] = []
        blocks: list[Block] = []
        length = read = 0
        end = 0
        new = tuple.__new__  # as a named tuple does it, without its arguments: there are very many
        for parts, kind in self._blocks:
            if blocks:
                start = parts[0].start
                between = new(Span, (end, start if start > end else end))
                pieces.append(new(Piece, (new(Span, (length, length + 1)), between, False, True, "")))
                texts.append("\n")
                length += 1
                read += 1
            begin = length
            some = parts
            if literals:
                size = sum(p.end - p.start if p.prose is None else len(p.prose) for p in parts)
                if spans := _within(literals, read, read + size):
                    some = list(_masked(parts, [(Span(s.start - read, s.end - read), OBJECT) for s in spans]))
                read += size
            for first, last, written, fixed, place in some:
                text = source[first:last] if written is None else written
                after = length + len(text)
                piece = (new(Span, (length, after)), new(Span, (first, last)), written is None, fixed, place)
                pieces.append(new(Piece, piece))
                texts.append(text)
                length = after
            end = parts[-1].end
            blocks.append(new(Block, (new(Span, (begin, length)), kind)))
        if not pieces:
            pieces.append(Piece(Span(0, 0), Span(0, 0), verbatim=False, fixed=True))
        return Document(source, "".join(texts), tuple(blocks), tuple(pieces), dominant_newline(source), syntax)


def _within(literals: list[Span], start: int, end: int) -> list[Span]:
    index = max(bisect_right(literals, Span(start, start)) - 1, 0)
    found: list[Span] = []
    while index < len(literals) and literals[index].start < end:
        if literals[index].end > start:
            found.append(Span(max(literals[index].start, start), min(literals[index].end, end)))
        index += 1
    return found


def _masked(parts: list[Part], marks: Sequence[tuple[Span, str | None]]) -> Iterator[Part]:
    """The parts with what stands in each of ``marks``, spans of their prose in order, made one fixed part that reads as
    said there, or left out as markup."""
    position = 0
    waiting = iter([*marks, (Span(1 << 62, 1 << 62), None)])
    mark, shown = next(waiting)
    opened: Part | None = None
    for part in parts:
        size = part.end - part.start if part.prose is None else len(part.prose)
        start, stop = position, position + size
        position = stop
        cursor = start
        while cursor < stop:
            if opened is None and mark.start >= stop:
                yield _cut(part, start, cursor, stop)
                break
            if opened is None:
                if mark.start > cursor:
                    yield _cut(part, start, cursor, mark.start)
                cursor = max(cursor, mark.start)
                opened = _cut(part, start, cursor, min(mark.end, stop))
            last = _cut(part, start, cursor, min(mark.end, stop))
            opened = Part(min(opened.start, last.start), max(opened.end, last.end), shown, True, part.place)
            cursor = min(mark.end, stop)
            if mark.end <= stop:
                if shown is not None:
                    yield opened
                opened = None
                mark, shown = next(waiting)
    if opened is not None and shown is not None:
        yield opened


def _cut(part: Part, origin: int, start: int, stop: int) -> Part:
    """Part of a part that begins at ``origin`` of the prose; what is written otherwise is never cut."""
    if part.prose is not None:
        return part
    return part._replace(start=part.start + start - origin, end=part.start + stop - origin)
