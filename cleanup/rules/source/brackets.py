"""A run of source script and the explanation in brackets behind it, taken apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from cleanup.core.model import Span
from cleanup.names.pinyin import is_han, plain
from cleanup.rules.source.chinese import reads

_OPENING = re.compile(r"[ \u00a0]?[(（]")
_CLOSES = {"(": ")）", "（": ")）"}
_LONGEST = 90
_MOST_WORDS = 6
_PART = re.compile(r"[^;:,=/；：，、]+")
_BETWEEN = re.compile(r"\s+[-–—]+\s*|\s*[–—]+\s*")
_LITERALLY = re.compile(r"(?:meaning|means?|lit\.?|literally|i\.e\.?|or|also|aka)\b[ ,:]*", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ \u00a0-][A-Za-z'’-]+)*")


class Glossed(NamedTuple):
    """A run with its gloss. ``run`` and ``bracket`` are spans (the bracket's begins with the blank before it);
    ``gloss`` is where the English stands inside it. ``sure``: it is all that the bracket says, but for a reading."""

    run: Span
    bracket: Span
    gloss: Span
    sure: bool
    reading: bool = False


def glossed(prose: str, run: Span) -> Glossed | None:
    """The gloss behind a run; ``None`` when there is no bracket or no English in it."""
    opening = _OPENING.match(prose, run.end)
    if opening is None:
        return None
    end = _closing(prose, opening.end())
    if end < 0:
        return None
    inner = next((at for at in range(opening.end(), end) if prose[at] in "(（"), end)
    if inner < end and prose[_closing(prose, inner + 1) + 1 : end].strip():
        return None  # words behind an inner bracket would be lost
    bracket = Span(opening.start(), end + 1)
    source = prose[run.start : run.end]
    parts = list(_parts(prose, opening.end(), inner))
    glosses, readings = [], []
    for start, stop in parts:
        text = prose[start:stop]
        if is_han(source) and reads(source, plain(text)):
            readings.append((start, stop))
        elif _WORDS.fullmatch(text) and text.count(" ") < _MOST_WORDS:
            glosses.append((start, stop))
        else:
            return None
    if glosses:
        start, stop = glosses[0]
        literal = _LITERALLY.match(prose, start, stop)
        start = literal.end() if literal else start
        sure = len(glosses) == 1 and literal is None
        return Glossed(run, bracket, Span(start, stop), sure) if start < stop else None
    if len(readings) == 1 and _plain_reading(prose[slice(*readings[0])]):
        return Glossed(run, bracket, Span(*readings[0]), prose[readings[0][0]].isupper(), reading=True)
    return None


def _closing(prose: str, start: int) -> int:
    """Where the bracket closes that was opened before ``start``; -1 when it does not on this line, or not soon."""
    depth = 1
    for position in range(start, min(len(prose), start + _LONGEST)):
        character = prose[position]
        if character == "\n":
            return -1
        if character in "(（":
            depth += 1
        elif character in ")）":
            depth -= 1
            if not depth:
                return position
    return -1


def _parts(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of what the separators divide, without blanks and quotation marks around them."""
    pieces = [(m.start(), m.end()) for m in _PART.finditer(prose, start, end)]
    for first, last in pieces:
        position = first
        cuts = [*_BETWEEN.finditer(prose, first, last)]
        for stop, following in [*((cut.start(), cut.end()) for cut in cuts), (last, last)]:
            text = prose[position:stop]
            begin = position + len(text) - len(text.lstrip(" \u00a0'\"‘“"))
            finish = stop - (len(text) - len(text.rstrip(' \u00a0"”')))
            if begin < finish:
                yield begin, finish
            position = following


def _plain_reading(reading: str) -> str:
    """A reading that has no tone marks, as it is; empty for another."""
    return reading if reading.isascii() and unicodedata.is_normalized("NFC", reading) else ""
