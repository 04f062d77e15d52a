"""Plain text: a line is a paragraph, unless the file is hard-wrapped; then the lines of a paragraph belong together."""

from __future__ import annotations

import re

from cleanup.core.model import Block, BlockKind, Document, Span
from cleanup.formats.assembly import Assembly
from cleanup.formats.headings import is_heading, is_title
from cleanup.formats.literals import find_literals
from cleanup.formats.wrapping import is_wrap, wrap_width

_LINE = re.compile(r"\S[^\n]*")
_ADJACENT_LINES = re.compile(r"\n(?<=[^\n]\n)\S")
_TITLE = 80
_HEADING = 120


def parse(source: str) -> Document:
    """The document of a plain text. Without addresses and carriage returns, the prose is the source itself."""
    literals = find_literals(source)
    if not literals and "\r" not in source:
        return Document(source, source, plain_blocks(source))
    assembly = Assembly(source)
    assembly.mixed(0, len(source), literals)
    return assembly.document(plain_blocks(assembly.prose()))


def plain_blocks(prose: str) -> tuple[Block, ...]:
    """The paragraphs and headings of a text whose lines end in ``\\n``; their spans leave out the space around them."""
    width = wrap_width(prose.split("\n")) if _ADJACENT_LINES.search(prose) else 0
    blocks: list[Block] = []
    whole, whole_above = Span(0, 0), Span(0, 0)
    for match in _LINE.finditer(prose):
        start, end = match.span()
        line = match[0]
        if line[-1].isspace():
            line = line.rstrip()
            end = start + len(line)
        if width:
            whole_above, whole = whole, Span(prose.rfind("\n", whole.end, start) + 1 or whole.end, end)
        heading = end - start <= _HEADING and _is_heading(line, blocks)
        if width and not heading and _continues_above(prose, blocks, whole_above, whole, width):
            blocks[-1] = Block(Span(blocks[-1].span.start, end))
        else:
            blocks.append(Block(Span(start, end), BlockKind.HEADING if heading else BlockKind.PARAGRAPH))
    return tuple(blocks)


def _continues_above(prose: str, blocks: list[Block], above: Span, line: Span, width: int) -> bool:
    """Whether a line goes on with the paragraph of the line above it."""
    if not blocks or blocks[-1].kind is not BlockKind.PARAGRAPH or prose.count("\n", above.end, line.start) != 1:
        return False
    return is_wrap(prose[above.start : above.end], prose[line.start : line.end], width)


def _is_heading(line: str, blocks: list[Block]) -> bool:
    if is_heading(line):
        return True
    first = not blocks or (len(blocks) < 4 and blocks[-1].kind is BlockKind.HEADING)
    return first and len(line) <= _TITLE and is_title(line)
