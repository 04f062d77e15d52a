"""Which double quotation marks of a text open and which close.

Each paragraph is read as a whole: of all ways to call its marks opening, closing or stray, the one that costs least
wins. It costs to contradict what stands beside a mark (an opening mark before a space, a closing one after it), to
open what is open or close what is closed, and a little to contradict the way a curly mark is turned. The cost of the
best reading in which a mark plays *another* part, less the cost of the best of all, says how sure that part is (a
min-sum forward-backward pass over the marks, as in Viterbi decoding; the states are how many quotations are open).

A paragraph whose marks are all in well-shaped pairs needs none of this and is recognised by one regular expression:
text without damage is read at the speed of that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from cleanup.core.model import OBJECT, Block, Document
from cleanup.rules.speech import TAG_AFTER

DOUBLE = '“”"'
"""The marks of English text."""
SUBSTITUTES = ("''", "``", "´´", "‘‘", "’’", "＂", "〝", "〞", "〟")
"""What machine translation and OCR write for a double quotation mark."""
FOREIGN = "„‟«»"
"""Marks of other conventions: a paragraph that holds one is left alone."""

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
_TAG_FOLLOWS = re.compile(rf".?[,.!?…] ?[“”\"] ?(?={TAG_AFTER.pattern})", re.DOTALL)
"""A mark between the end of speech and the words that say who spoke: it closes, though its space is on the wrong
side."""
_TURNED = {"“": 0, "〝": 0, "‘‘": 0, "``": 0, "”": 1, "〞": 1, "〟": 1, "’’": 1, "´´": 1}


class Role(IntEnum):
    """The part that a mark plays."""

    OPEN = 0
    CLOSE = 1
    STRAY = 2
    """Neither: a doubled mark, inches, seconds, noise."""


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


_WEIGHT_TURNED = 0.7
_WEIGHT_TAG = 2.0
_WEIGHT_FEET = 4.0
_INCHES = ('"', "”", "''")
_FEET = re.compile(r".?\d['’′]\d{1,2}\Z")
_WEIGHT_RUN = 1.5
_STRAY, _STRAY_INCHES = 4.0, 0.8
_REOPEN, _NEST, _CLOSE_NOTHING = 2.5, 2.0, 2.5
_LEFT_OPEN, _CARRIED_ON, _CARRIED_IN, _CLOSED_ONLY = 1.5, 0.3, 1.0, 2.2

# What it costs to open or to close after (left) and before (right) a character of each class.
_CLASSES = {
    "edge": ((0.0, 4.0), (4.0, 0.0)),
    "space": ((0.0, 1.5), (1.5, 0.0)),
    "word": ((2.0, 0.0), (0.0, 1.5)),
    "comma": ((1.0, 0.0), (3.0, 0.0)),
    "colon": ((0.6, 1.0), (3.0, 0.0)),
    "stop": ((1.5, 0.0), (2.5, 0.0)),
    "dots": ((1.0, 0.0), (0.0, 0.0)),
    "dash": ((0.2, 0.0), (0.2, 0.0)),
    "bracket": ((0.0, 3.0), (0.0, 0.7)),
    "unbracket": ((1.5, 0.0), (3.0, 0.0)),
    "quote": ((0.8, 0.3), (0.3, 0.5)),
    "opening single": ((0.0, 2.0), (0.0, 1.0)),
    "apostrophe": ((0.5, 0.0), (0.3, 0.2)),
    "other": ((0.5, 0.0), (0.0, 0.5)),
}
_CLASS_OF = {
    **dict.fromkeys(" \t\n\u00a0\u3000\u2002\u2003", "space"),
    **dict.fromkeys(",;，、；", "comma"),
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys(".!?。！？．", "stop"),
    "…": "dots",
    **dict.fromkeys("—–-‐‑―⸺⸻", "dash"),
    **dict.fromkeys("([{（【", "bracket"),
    **dict.fromkeys(")]}%）】", "unbracket"),
    **dict.fromkeys('“”"＂', "quote"),
    "‘": "opening single",
    **dict.fromkeys("’'", "apostrophe"),
    OBJECT: "other",
}
_LONGEST_RUN = 3
_THIN = "\u200a\u2009\u202f\u2006\u00a0"
"""Spaces that good typesetting puts between a double and a single quote: they are looked through."""


def _class(prose: str, at: int, block: Block, step: int) -> str:
    """The class of the character at ``at``, seen from a mark on its other side; ``step`` is the direction of looking.

    A thin space before a single quote is looked through, and so are further marks of a run (*““Hello*), when beyond
    them stands what ends the run's word: all of the run plays one part then.
    """
    first, last = block.span.start, block.span.end
    if not first <= at < last:
        return "edge"
    character = prose[at]
    if character in _THIN and first <= at + step < last and prose[at + step] in "‘’'":
        character = prose[at + step]
    elif character in DOUBLE:
        for _mark in range(_LONGEST_RUN):
            if not first <= at + step < last:
                return "edge"
            at += step
            if prose[at] not in DOUBLE:
                break
        beyond = _plain_class(prose, at)
        return beyond if beyond in ("edge", "space", "bracket" if step < 0 else "unbracket") else "quote"
    return _plain_class(prose, at) if character == prose[at] else _CLASS_OF[character]


def _plain_class(prose: str, at: int) -> str:
    character = prose[at]
    if character == "." and prose[max(at - 1, 0) : at + 2].count(".") > 1:
        return "dots"
    found = _CLASS_OF.get(character)
    if found is None:
        found = "word" if character.isalnum() else "space" if character.isspace() else "other"
    return found


def _costs(prose: str, start: int, end: int, block: Block) -> tuple[float, float, float]:
    """What it costs to call the mark opening, closing, stray, going by what stands beside it and how it is turned."""
    left_class, right_class = _class(prose, start - 1, block, -1), _class(prose, end, block, 1)
    left, right = _CLASSES[left_class][0], _CLASSES[right_class][1]
    glyph = prose[start:end]
    turned = _TURNED.get(glyph)
    opening = left[0] + right[0] + (_WEIGHT_TURNED if turned == 1 else 0.0)
    closing = left[1] + right[1] + (_WEIGHT_TURNED if turned == 0 else 0.0)
    if right_class == "quote" and left_class in ("edge", "space", "bracket"):
        closing += _WEIGHT_RUN
    if _TAG_FOLLOWS.match(prose, max(start - 2, block.span.start), block.span.end):
        spoken = prose[end : end + 2].lstrip()[:1].islower()
        if spoken or opening < closing:
            closing -= _WEIGHT_TAG
        if spoken and prose[max(start - 2, 0) : start].rstrip()[-1:] != ",":
            opening += _WEIGHT_TAG
    stray = _STRAY
    if glyph in _INCHES and start > block.span.start and prose[start - 1].isdigit():
        stray = _STRAY_INCHES
        if _FEET.match(prose, max(start - 4, block.span.start), start):
            stray, opening, closing = 0.0, opening + _WEIGHT_FEET, closing + _WEIGHT_FEET
    return opening, closing, stray


# From how many open quotations, by which part, to how many, at what cost.
_STEPS: tuple[tuple[int, Role, int, float], ...] = (
    (0, Role.OPEN, 1, 0.0),
    (1, Role.OPEN, 2, _NEST),
    (1, Role.OPEN, 1, _REOPEN),
    (2, Role.OPEN, 2, _REOPEN),
    (0, Role.CLOSE, 0, _CLOSE_NOTHING),
    (1, Role.CLOSE, 0, 0.0),
    (2, Role.CLOSE, 1, 0.0),
    (0, Role.STRAY, 0, 0.0),
    (1, Role.STRAY, 1, 0.0),
    (2, Role.STRAY, 2, 0.0),
)
_STATES = 3
_NEVER = float("inf")


def _decode(
    costs: Sequence[tuple[float, float, float]], start: Sequence[float], end: Sequence[float]
) -> list[tuple[int, Role, int, float]]:
    """For each mark of the cheapest reading: the state before, the part, the state after, the margin of the part."""
    forward = [list(start)]
    for cost in costs:
        before, after = forward[-1], [_NEVER] * _STATES
        for origin, role, target, price in _STEPS:
            total = before[origin] + cost[role] + price
            if total < after[target]:
                after[target] = total
        forward.append(after)
    backward = [list(end)]
    for cost in reversed(costs):
        ahead, here = backward[-1], [_NEVER] * _STATES
        for origin, role, target, price in _STEPS:
            total = ahead[target] + cost[role] + price
            if total < here[origin]:
                here[origin] = total
        backward.append(here)
    backward.reverse()
    state = min(range(_STATES), key=lambda s: forward[0][s] + backward[0][s])
    path: list[tuple[int, Role, int, float]] = []
    for index, cost in enumerate(costs):
        before, ahead = forward[index], backward[index + 1]
        parts = [_NEVER] * 3
        best, chosen = _NEVER, (state, Role.STRAY, state)
        for origin, role, target, price in _STEPS:
            total = before[origin] + cost[role] + price + ahead[target]
            parts[role] = min(parts[role], total)
            if origin == state and cost[role] + price + ahead[target] < best:
                best, chosen = cost[role] + price + ahead[target], (origin, role, target)
        role = chosen[1]
        others = min(total for other, total in enumerate(parts) if other != role)
        path.append((*chosen, others - parts[role]))
        state = chosen[2]
    return path


def _spans(prose: str, block: Block) -> list[tuple[int, int]]:
    found = _MARK.finditer(prose, block.span.start, block.span.end)
    return [match.span() for match in found if match.lastgroup is None]


def _read_block(prose: str, blocks: Sequence[Block], index: int, carried: bool, offset: int) -> tuple[list[Mark], bool]:
    """The marks of one block, and whether it closes a quotation that the one before left open.

    ``carried``: the block before left a quotation open. ``offset``: how many marks were read before.
    """
    block = blocks[index]
    spans = _spans(prose, block)
    goes_on = any(prose[ahead.span.start] in "“”\"‘'" for ahead in blocks[index + 1 : index + 3])
    start = (0.0, _CARRIED_IN if carried else _CLOSED_ONLY, _NEVER)
    unclosed = _CARRIED_ON if goes_on else _LEFT_OPEN
    path = _decode([_costs(prose, *span, block) for span in spans], start, (0.0, unclosed, unclosed + 2.0))
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


@dataclass(frozen=True, slots=True)
class Reading:
    """The marks of every block in which something about double quotation marks might be mended, in order."""

    marks: tuple[Mark, ...]


def text_style(document: Document, setting: str) -> str:
    """``curly`` or ``straight``: ``setting`` if it is one of them, else what most marks of the text are; empty on
    a tie."""
    if setting in ("curly", "straight"):
        return setting
    prose = document.prose
    curly, straight = prose.count("“") + prose.count("”"), prose.count('"')
    return "curly" if curly > straight else "straight" if straight > curly else ""


_last: tuple[Document, str, Reading] | None = None


def read(document: Document, style: str) -> Reading:
    """The marks of the blocks that hold damage or a mark that is not in ``style`` (see `text_style`).

    The reading of the last document is kept, for all rules of a pass ask for it.
    """
    global _last
    if _last is not None and _last[0] is document and _last[1] == style:
        return _last[2]
    reading = Reading(tuple(_read(document, style)))
    _last = (document, style, reading)
    return reading


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
