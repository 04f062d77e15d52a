"""The parts that the double quotation marks of one paragraph play, by the cheapest reading.

It costs to contradict what stands beside a mark (an opening mark before a space, a closing one after it), to open what
is open or close what is closed, and a little to contradict the way a curly mark is turned. The cost of the best reading
in which a mark plays *another* part, less the cost of the best of all, says how sure that part is (a min-sum
forward-backward pass over the marks, as in Viterbi decoding; the states are how many quotations are open). The costs
are our own; on damaged copies of clean text the outcome hardly depends on them.

Costs are whole numbers, tenths of the unit. So few of them differ that marks, and the steps from one mark to the next,
are mostly the same as some before: all are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from cleanup.core.model import OBJECT
from cleanup.rules.prose.speech import TAG_AFTER

DOUBLE = '“”"'
"""The marks of English text."""
_TURNED = {"“": 0, "〝": 0, "‘‘": 0, "``": 0, "”": 1, "〞": 1, "〟": 1, "’’": 1, "´´": 1}
_SPEECH_ENDS = frozenset(",.!?…")


class Role(IntEnum):
    """The part that a mark plays."""

    OPEN = 0
    CLOSE = 1
    STRAY = 2
    """Neither: a doubled mark, inches, seconds, noise."""


Costs = tuple[int, int, int]
"""What it costs to call a mark opening, closing, stray."""

SURE = 15
"""The margin from which a part counts as certain. Measured on damaged copies of clean text."""

_WEIGHT_TURNED = 7
_WEIGHT_TAG = 20
_WEIGHT_FEET = 40
_INCHES = ('"', "”", "''")
_FEET = re.compile(r".?\d['’′]\d{1,2}\Z")
_WEIGHT_RUN = 15
_STRAY, _STRAY_INCHES = 40, 8
_REOPEN, _NEST, _CLOSE_NOTHING = 25, 20, 25
_LEFT_OPEN, _CARRIED_ON, _CARRIED_IN, _CLOSED_ONLY = 15, 3, 10, 22

# What it costs to open or to close after (left) and before (right) a character of each class.
_CLASSES = {
    "edge": ((0, 40), (40, 0)),
    "space": ((0, 15), (15, 0)),
    "word": ((20, 0), (0, 15)),
    "comma": ((10, 0), (30, 0)),
    "colon": ((6, 10), (30, 0)),
    "stop": ((15, 0), (25, 0)),
    "dots": ((10, 0), (0, 0)),
    "dash": ((2, 0), (2, 0)),
    "bracket": ((0, 30), (0, 7)),
    "unbracket": ((15, 0), (30, 0)),
    "quote": ((8, 3), (3, 5)),
    "opening single": ((0, 20), (0, 10)),
    "apostrophe": ((5, 0), (3, 2)),
    "other": ((5, 0), (0, 5)),
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
_PLAIN = {
    "": "edge",
    **{chr(code): "word" for code in range(128) if chr(code).isalnum()},
    **{character: name for character, name in _CLASS_OF.items() if character not in f".{DOUBLE}{_THIN}"},
}
"""Characters that are of one class wherever they stand; none means the edge of the paragraph."""


def _class(text: str, at: int, step: int) -> str:
    """The class of the character at ``at`` that is not in `_PLAIN`, seen from a mark on its other side; ``step`` is the
    direction of looking.

    A thin space before a single quote is looked through, and so are further marks of a run (*““Hello*), when beyond
    them stands what ends the run's word: all of the run plays one part then.
    """
    character = text[at]
    if character in _THIN and 0 <= at + step < len(text) and text[at + step] in "‘’'":
        return _CLASS_OF[text[at + step]]
    if character in DOUBLE:
        for _mark in range(_LONGEST_RUN):
            if not 0 <= at + step < len(text):
                return "edge"
            at += step
            if text[at] not in DOUBLE:
                break
        beyond = _plain_class(text, at)
        return beyond if beyond in ("edge", "space", "bracket" if step < 0 else "unbracket") else "quote"
    return _plain_class(text, at)


def _plain_class(text: str, at: int) -> str:
    character = text[at]
    if character == "." and text[max(at - 1, 0) : at + 2].count(".") > 1:
        return "dots"
    found = _CLASS_OF.get(character)
    if found is None:
        found = "word" if character.isalnum() else "space" if character.isspace() else "other"
    return found


def costs_of(text: str, start: int, end: int) -> Costs:
    """What it costs to call a mark opening, closing, stray, going by what stands beside it and how it is turned.
    ``text`` is its paragraph."""
    glyph, before, after = text[start:end], text[start - 1] if start else "", text[end : end + 1]
    left = _PLAIN.get(before) or _class(text, start - 1, -1)
    right = _PLAIN.get(after) or _class(text, end, 1)
    inches = glyph in _INCHES and before.isdigit()
    feet = inches and _FEET.match(text, max(start - 4, 0), start) is not None
    tag = (
        _says_who(text, start, end)
        if len(glyph) == 1
        and glyph in DOUBLE
        and _last_before(text, start) in _SPEECH_ENDS
        and TAG_AFTER.match(text, end)
        else ""
    )
    return _costs(left, right, _TURNED.get(glyph), tag, inches, feet)


def costs_of_all(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Costs, ...]:
    """The costs of every mark of a paragraph, see `costs_of`. Most follow from the characters on both sides."""
    found: list[Costs] = []
    for start, end in marks:
        around = text[start - 1 : end + 1] if start else _EDGE + text[: end + 1]
        known = _near.get(around)
        if known is None:
            known = _costs_near(text, start, end)
            if len(_near) < _MOST_NEAR:
                _near[around] = known
        costs, look, beside = known
        if look:
            earlier = text[start - 2 : start - 1] if start > 1 else ""
            if look is _Look.FARTHER or (earlier == "." and look is _Look.DOTS):
                costs = costs_of(text, start, end)
            elif (look is not _Look.BOTH_SIDES or earlier in _SPEECH_ENDS) and TAG_AFTER.match(text, end):
                costs = _costs(*beside, _says_who(text, start, end))
        found.append(costs)
    return tuple(found)


class _Look(IntEnum):
    """Where one has to look for more than the characters beside a mark."""

    NOWHERE = 0
    AFTER = 1
    """Speech ends before the mark: words may follow that say who spoke."""
    BOTH_SIDES = 2
    """The same, if it ends before the space that stands before the mark."""
    DOTS = 3
    """As `AFTER`, and the full stop before the mark may be one of several dots."""
    FARTHER = 4


_EDGE = "^^"
_MOST_NEAR = 10_000
_Beside = tuple[str, str, int | None]
"""The classes of the characters to the left and to the right of a mark, and how it is turned."""
_near: dict[str, tuple[Costs, _Look, _Beside]] = {}
"""The costs of a mark by what it is and the characters beside it."""


def _costs_near(text: str, start: int, end: int) -> tuple[Costs, _Look, _Beside]:
    glyph, before, after = text[start:end], text[start - 1] if start else "", text[end : end + 1]
    left, right = "stop" if before == "." else _PLAIN.get(before), _PLAIN.get(after)
    if left is None or right is None or before.isdigit() or (before == "." and end - start > 1):
        return (0, 0, 0), _Look.FARTHER, ("", "", None)
    look = _Look.DOTS if before == "." else _Look.NOWHERE
    if len(glyph) == 1 and glyph in DOUBLE and (after.isalpha() or after.isspace()):
        if before == " ":
            look = _Look.BOTH_SIDES
        elif before in _SPEECH_ENDS and before != ".":
            look = _Look.AFTER
    beside = (left, right, _TURNED.get(glyph))
    return _costs(*beside), look, beside


def _says_who(text: str, start: int, end: int) -> str:
    """What ends the speech before a mark that is followed by the words that say who spoke: a ``comma`` or a ``stop``,
    perhaps with a space on the wrong side of the mark; ``capital`` where these words may begin a sentence of their
    own."""
    if not text[end : end + 2].lstrip()[:1].islower():
        return "capital"
    return "comma" if _last_before(text, start) == "," else "stop"


def _last_before(text: str, mark: int) -> str:
    return text[max(mark - 2, 0) : mark].removesuffix(" ")[-1:]


@lru_cache(maxsize=4096)
def _costs(left: str, right: str, turned: int | None, tag: str = "", inches: bool = False, feet: bool = False) -> Costs:
    opening = _CLASSES[left][0][0] + _CLASSES[right][1][0] + (_WEIGHT_TURNED if turned == 1 else 0)
    closing = _CLASSES[left][0][1] + _CLASSES[right][1][1] + (_WEIGHT_TURNED if turned == 0 else 0)
    if right == "quote" and left in ("edge", "space", "bracket"):
        closing += _WEIGHT_RUN
    if tag in ("comma", "stop") or (tag and opening < closing):
        closing -= _WEIGHT_TAG
    if tag == "stop":
        opening += _WEIGHT_TAG
    stray = _STRAY_INCHES if inches else _STRAY
    if feet:
        stray, opening, closing = 0, opening + _WEIGHT_FEET, closing + _WEIGHT_FEET
    return opening, closing, stray


_STATES = 3
_NEVER = 1_000_000
_Ledger = tuple[int, int, int]
"""The costs of the best ways to, or from, each state, which is how many quotations are open: none, one, two. Costs are
less the lowest of them, for differences are all that counts."""
_Part = tuple[int, Role, int, bool]
"""How many quotations are open before a mark, its part, how many are open after it, and whether the part is certain."""

# The steps from state to state. A mark may open from none to one, from one to two (`_NEST`), or anew (`_REOPEN`); close
# from one to none, from two to one, or nothing (`_CLOSE_NOTHING`); or be stray and change nothing. They are written out
# below, since a loop over a table of them takes five times as long.


def _levelled(none: int, one: int, two: int) -> _Ledger:
    lowest = min(none, one, two)
    return none - lowest, one - lowest, two - lowest


def _forward(before: _Ledger, cost: Costs) -> _Ledger:
    none, one, two = before
    opening, closing, stray = cost
    return _levelled(
        min(none + closing + _CLOSE_NOTHING, one + closing, none + stray),
        min(none + opening, one + opening + _REOPEN, two + closing, one + stray),
        min(one + opening + _NEST, two + opening + _REOPEN, two + stray),
    )


@lru_cache(maxsize=65_536)
def _backward(ahead: _Ledger, cost: Costs) -> _Ledger:
    none, one, two = ahead
    opening, closing, stray = cost
    return _levelled(
        min(one + opening, none + closing + _CLOSE_NOTHING, none + stray),
        min(two + opening + _NEST, one + opening + _REOPEN, none + closing, one + stray),
        min(two + opening + _REOPEN, one + closing, two + stray),
    )


@lru_cache(maxsize=65_536)
def _part(state: int, before: _Ledger, cost: Costs, ahead: _Ledger) -> tuple[_Part, _Ledger]:
    """The part of a mark in the best reading, when ``state`` quotations are open before it there; and the ledger after
    it."""
    (none, one, two), (opening, closing, stray) = before, cost
    to_none, to_one, to_two = ahead
    if state == 0:
        opened, closed, left = opening + to_one, closing + _CLOSE_NOTHING + to_none, stray + to_none
        after_opening, after_closing = 1, 0
    elif state == 1:
        nested, anew = opening + _NEST + to_two, opening + _REOPEN + to_one
        opened, closed, left = min(nested, anew), closing + to_none, stray + to_one
        after_opening, after_closing = (1, 0) if anew < nested else (2, 0)
    else:
        opened, closed, left = opening + _REOPEN + to_two, closing + to_one, stray + to_two
        after_opening, after_closing = 2, 1
    as_opening = opening + min(none + to_one, one + to_two + _NEST, one + to_one + _REOPEN, two + to_two + _REOPEN)
    as_closing = closing + min(none + to_none + _CLOSE_NOTHING, one + to_none, two + to_one)
    as_stray = stray + min(none + to_none, one + to_one, two + to_two)
    if opened <= closed and opened <= left:
        part = (state, Role.OPEN, after_opening, min(as_closing, as_stray) - as_opening >= SURE)
    elif closed <= left:
        part = (state, Role.CLOSE, after_closing, min(as_opening, as_stray) - as_closing >= SURE)
    else:
        part = (state, Role.STRAY, state, min(as_opening, as_closing) - as_stray >= SURE)
    return part, _forward(before, cost)


def decode(costs: Sequence[Costs], *, carried: bool, goes_on: bool) -> list[_Part]:
    """For each mark of the cheapest reading: how many quotations are open before it, its part, how many are open after
    it, and whether the part is certain.

    ``costs`` are those of the marks, see `costs_of`. ``carried``: the paragraph before left a quotation open;
    ``goes_on``: one of the next opens again, as a speech of several paragraphs does.
    """
    unclosed = _CARRIED_ON if goes_on else _LEFT_OPEN
    ledger: _Ledger = (0, unclosed, unclosed + _NEST)
    after = [ledger]
    for cost in reversed(costs):
        ledger = _backward(ledger, cost)
        after.append(ledger)
    ledger = (0, _CARRIED_IN if carried else _CLOSED_ONLY, _NEVER)
    state = min(range(_STATES), key=[sum(pair) for pair in zip(ledger, after.pop(), strict=True)].__getitem__)
    path: list[_Part] = []
    for cost in costs:
        part, ledger = _part(state, ledger, cost, after.pop())
        path.append(part)
        state = part[2]
    return path
