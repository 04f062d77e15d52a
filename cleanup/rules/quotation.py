"""Which double quotation marks of a text open and which close.

Each paragraph is read as a whole (see `quotation_decoding`). One whose marks are all in well-shaped pairs needs no
reading and is recognised by one regular expression: text without damage is read at the speed of that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup.core.model import Block, Document
from cleanup.rules.quotation_decoding import Role, costs_of, decode

SUBSTITUTES = ("''", "``", "´´", "‘‘", "’’", "＂", "〝", "〞", "〟")
"""What machine translation and OCR write for a double quotation mark."""
FOREIGN = "„‟«»"
"""Marks of other conventions: a paragraph that holds one is left alone."""

_OPENS = ("“", "”", '"', "‘", "'")

SURE = 1.5
"""The margin, in units of the costs below, from which a part counts as certain. Measured on damaged copies of
clean text."""

_PAIR = re.compile(
    r"[“”\"](?<![^\s(\[{—–\-‘'/][“”\"])(?=[\w‘’'(\[$£€¥…—–#&@*]|\.\.)"
    r"[^“”\"\n]*"
    r"[“”\"](?<=[^\s(\[{‘][“”\"])(?<!\d['’′]\d[“”\"])(?<!\d['’′]\d\d[“”\"])(?=[\s,.;:!?)\]}…—–’'/-]|\Z)"
    r"|[“”\"]"
)
_PAIR_OR_SUBSTITUTE = re.compile(f"{_PAIR.pattern}|{'|'.join(SUBSTITUTES)}")
_MARK = re.compile(
    r"(?P<nothing>(?:\"\"|“”|''|‘’)(?<![^\s(\[][\"“'‘][\"”'’])(?=[\s,.;:!?)\]]|\Z))"
    r"|[“”\"＂]{3,}|[“”\"＂〝〞〟]|''|``|´´|‘‘|’’"
)
"""Single marks and rows of them; ``nothing`` is a quotation of nothing, *""*."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A double quotation mark in the prose. ``partner`` is the index of the mark at the quotation's other end, or
    -1."""

    start: int
    end: int
    role: Role
    sure: bool
    block: int
    partner: int = -1
    lone: bool = False
    """The reading had to break a rule here: to open what is open, to close what is closed, or to leave it open."""


def _spans(prose: str, block: Block) -> list[tuple[int, int]]:
    found = _MARK.finditer(prose, block.span.start, block.span.end)
    return [match.span() for match in found if match.lastgroup is None]


def _read_block(prose: str, blocks: Sequence[Block], index: int, carried: bool, offset: int) -> tuple[list[Mark], bool]:
    """The marks of one block, and whether it closes a quotation that the one before left open.

    ``carried``: the block before left a quotation open. ``offset``: how many marks were read before.
    """
    block = blocks[index]
    spans = _spans(prose, block)
    goes_on = any(prose.startswith(_OPENS, ahead.span.start) for ahead in blocks[index + 1 : index + 3])
    path = decode([costs_of(prose, *span, block) for span in spans], carried=carried, goes_on=goes_on)
    marks: list[Mark] = []
    open_now: list[int] = []
    partners: dict[int, int] = {}
    lone: set[int] = set()
    for number, (before, role, after, _margin) in enumerate(path):
        if role is Role.OPEN:
            if before == after:
                lone.update(open_now[-1:])
                open_now[-1:] = []
            open_now.append(number)
        elif role is Role.CLOSE:
            if open_now:
                partners[number] = open_now.pop()
                partners[partners[number]] = number
            elif before == after or not carried:
                lone.add(number)
    if not goes_on or len(open_now) > 1:
        lone.update(open_now)
    for number, ((first, last), (_before, role, _after, margin)) in enumerate(zip(spans, path, strict=True)):
        partner = partners[number] + offset if number in partners else -1
        marks.append(Mark(first, last, role, margin >= SURE, index, partner, number in lone))
    return marks, bool(carried and path and path[0][0])


def text_style(document: Document, setting: str) -> str:
    """``curly`` or ``straight``: ``setting`` if it is one of them, else what most marks of the text are; empty on
    a tie."""
    if setting in ("curly", "straight"):
        return setting
    prose = document.prose
    curly, straight = prose.count("“") + prose.count("”"), prose.count('"')
    return "curly" if curly > straight else "straight" if straight > curly else ""


_last: tuple[Document, str, tuple[Mark, ...]] | None = None


def read(document: Document, style: str) -> tuple[Mark, ...]:
    """The marks of the blocks that hold damage or a mark that is not in ``style`` (see `text_style`).

    The reading of the last document is kept, for all rules of a pass ask for it.
    """
    global _last
    if _last is not None and _last[0] is document and _last[1] == style:
        return _last[2]
    marks = tuple(_read(document, style))
    _last = (document, style, marks)
    return marks


def _read(document: Document, style: str) -> list[Mark]:
    prose, blocks = document.prose, document.blocks
    right = {"curly": ("“", "”"), "straight": ('"', '"')}.get(style)
    foreign = _blocks_with(document, FOREIGN)
    odd = _blocks_with(document, SUBSTITUTES)
    marks: list[Mark] = []
    carried = False
    for index, tokens in _by_block(document, _PAIR_OR_SUBSTITUTE if odd else _PAIR):
        if index in foreign:
            carried = False
        elif index not in odd and all(last - first > 1 for first, last in tokens):
            carried = False
            if right is None or any((prose[first], prose[last - 1]) != right for first, last in tokens):
                marks.extend(_paired(tokens, index, len(marks)))
        else:
            found, closes_earlier = _read_block(prose, blocks, index, carried, len(marks))
            if closes_earlier:
                _settle_open(marks)
            marks.extend(found)
            carried = any(mark.role is Role.OPEN and mark.partner < 0 for mark in found)
    return marks


def _settle_open(marks: list[Mark]) -> None:
    """The quotation left open last is closed in a later paragraph: its mark is in order."""
    for number in range(len(marks) - 1, -1, -1):
        if marks[number].role is Role.OPEN and marks[number].partner < 0:
            marks[number] = replace(marks[number], lone=False)
            return


def _paired(tokens: Sequence[tuple[int, int]], index: int, offset: int) -> Iterator[Mark]:
    for number, (first, last) in enumerate(tokens):
        opening = offset + 2 * number
        yield Mark(first, first + 1, Role.OPEN, True, index, opening + 1)
        yield Mark(last - 1, last, Role.CLOSE, True, index, opening)


def _by_block(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The well-shaped pairs and the single marks of each block that has any."""
    blocks = document.blocks
    starts = [block.span.start for block in blocks]
    index, limit = -1, -1
    tokens: list[tuple[int, int]] = []
    for match in pattern.finditer(document.prose):
        span = match.span()
        if span[0] >= limit:
            if tokens:
                yield index, tokens
            index, tokens = bisect_right(starts, span[0]) - 1, []
            limit = starts[index + 1] if index + 1 < len(starts) else len(document.prose) + 1
            if index < 0:
                continue
        tokens.append(span)
    if tokens and index >= 0:
        yield index, tokens


def _blocks_with(document: Document, marks: Sequence[str]) -> set[int]:
    prose = document.prose
    found: set[int] = set()
    present = [mark for mark in marks if mark in prose]
    if present:
        starts = [block.span.start for block in document.blocks]
        pattern = re.compile("|".join(map(re.escape, present)))
        found = {bisect_right(starts, match.start()) - 1 for match in pattern.finditer(prose)}
    return found
