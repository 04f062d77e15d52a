"""Plain text: a line is a paragraph, unless the file is hard-wrapped; then the lines of a paragraph belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleanup.core.model import Block, BlockKind, Document, Span
from cleanup.formats.assembly import Assembly
from cleanup.formats.headings import is_heading, is_title
from cleanup.formats.literals import find_literals
from cleanup.formats.wrapping import is_wrap, wrap_width

_LINE = re.compile(r"\S[^\n]*")
_ADJACENT_LINES = re.compile(r"\n(?<=[^\n]\n)\S")
_TITLE = 80
_HEADING = 120
_HEADING_KIND, _PARAGRAPH_KIND = BlockKind.HEADING, BlockKind.PARAGRAPH  # looked up once: it is asked for each line
_make = tuple.__new__
"""Makes a named tuple in half the time that calling its class takes."""


class Layout(NamedTuple):
    """How a text is laid out: how its lines end, and the width at which they are wrapped (0: not at all)."""

    newline: str
    width: int


def layout_of(document: Document) -> Layout:
    """The layout of a text."""
    return Layout(document.newline, _width(document.prose, document.prose.split("\n")))


def parse(source: str, layout: Layout | None = None) -> Document:
    """The document of a plain text. Without addresses and carriage returns, the prose is the source itself. ``layout``
    is that of the text of which the source is a piece."""
    literals = find_literals(source)
    if not literals and "\r" not in source and (layout is None or layout.newline == "\n"):
        return Document(source, source, plain_blocks(source, layout))
    assembly = Assembly(source, layout.newline if layout is not None else "")
    assembly.mixed(0, len(source), literals)
    return assembly.document(plain_blocks(assembly.prose(), layout))


def _width(prose: str, lines: Sequence[str]) -> int:
    return wrap_width(lines) if _ADJACENT_LINES.search(prose) else 0


def plain_blocks(prose: str, layout: Layout | None = None) -> tuple[Block, ...]:
    """The paragraphs and headings of a text whose lines end in ``\\n``; their spans leave out the space around them."""
    lines = prose.split("\n")
    if width := _width(prose, lines) if layout is None else layout.width:
        return _wrapped_blocks(prose, width)
    blocks: list[Block] = []
    start = 0
    for line in lines:
        bare = line.strip()
        if bare:
            size = len(bare)
            at = start if size == len(line) else start + len(line) - len(line.lstrip())
            heading = size <= _HEADING and _is_heading(bare, blocks)
            blocks.append(_make(Block, (_make(Span, (at, at + size)), _HEADING_KIND if heading else _PARAGRAPH_KIND)))
        start += len(line) + 1
    return tuple(blocks)


def _wrapped_blocks(prose: str, width: int) -> tuple[Block, ...]:
    """The same for a text that is hard-wrapped at a width: lines that go on with the one above are put to its block."""
    blocks: list[Block] = []
    whole, whole_above = Span(0, 0), Span(0, 0)
    for match in _LINE.finditer(prose):
        start = match.start()
        line = match[0].rstrip()
        end = start + len(line)
        whole_above, whole = whole, Span(prose.rfind("\n", whole.end, start) + 1 or whole.end, end)
        heading = end - start <= _HEADING and _is_heading(line, blocks)
        if not heading and _continues_above(prose, blocks, whole_above, whole, width):
            blocks[-1] = Block(Span(blocks[-1].span.start, end))
        else:
            blocks.append(Block(Span(start, end), _HEADING_KIND if heading else _PARAGRAPH_KIND))
    return tuple(blocks)


def _continues_above(prose: str, blocks: list[Block], above: Span, line: Span, width: int) -> bool:
    """Whether a line goes on with the paragraph of the line above it."""
    if not blocks or blocks[-1].kind is not BlockKind.PARAGRAPH or prose.count("\n", above.end, line.start) != 1:
        return False
    return is_wrap(prose[above.start : above.end], prose[line.start : line.end], width)


def _is_heading(line: str, blocks: list[Block]) -> bool:
    if is_heading(line):
        return True
    if len(blocks) > 3 or (blocks and blocks[-1].kind is not BlockKind.HEADING):
        return False
    return len(line) <= _TITLE and is_title(line)
