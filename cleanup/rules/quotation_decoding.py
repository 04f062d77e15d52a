"""The parts that the double quotation marks of one paragraph play, by the cheapest reading.

It costs to contradict what stands beside a mark (an opening mark before a space, a closing one after it), to open what
is open or close what is closed, and a little to contradict the way a curly mark is turned. The cost of the best reading
in which a mark plays *another* part, less the cost of the best of all, says how sure that part is (a min-sum
forward-backward pass over the marks, as in Viterbi decoding; the states are how many quotations are open). The costs
are our own; on damaged copies of clean text the outcome hardly depends on them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from cleanup.core.model import OBJECT, Block
from cleanup.rules.speech import TAG_AFTER

DOUBLE = '“”"'
"""The marks of English text."""
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


def costs_of(prose: str, start: int, end: int, block: Block) -> tuple[float, float, float]:
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


def decode(
    costs: Sequence[tuple[float, float, float]], *, carried: bool, goes_on: bool
) -> list[tuple[int, Role, int, float]]:
    """For each mark of the cheapest reading: how many quotations are open before it, its part, how many are open after
    it, and the margin of the part.

    ``costs`` are those of opening, closing and being stray, for each mark. ``carried``: the paragraph before left a
    quotation open; ``goes_on``: one of the next opens again, as a speech of several paragraphs does.
    """
    unclosed = _CARRIED_ON if goes_on else _LEFT_OPEN
    end = (0.0, unclosed, unclosed + _NEST)
    forward = [[0.0, _CARRIED_IN if carried else _CLOSED_ONLY, _NEVER]]
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
