"""Positions as editors count them: lines from 0, and characters in the units that client and server agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from cleanup.core.model import Span

_LINE_END = re.compile(r"\r\n?|\n")


class Position(NamedTuple):
    """A line and a character in it, both from 0."""

    line: int
    character: int


class Positions:
    """Positions in one text. ``units`` is ``utf-8``, ``utf-16`` or ``utf-32``, as in the Language Server Protocol."""

    def __init__(self, text: str, units: str = "utf-16") -> None:
        self._text = text
        self._units = units
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at(self, offset: int) -> Position:
        """The position of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._length(self._text[self._starts[line] : offset]))

    def offset(self, line: int, character: int) -> int:
        """The offset of a position; what is behind the end of its line, or of the text, is there."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        within = self._text[start:end].rstrip("\r\n")
        if self._units == "utf-32" or within.isascii():
            return start + min(character, len(within))
        for index, each in enumerate(within):
            if character <= 0:
                return start + index
            character -= self._length(each)
        return start + len(within)

    def line(self, offset: int) -> Span:
        """The line that an offset is in, without its end."""
        index = bisect_right(self._starts, offset) - 1
        start = self._starts[index]
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        return Span(start, start + len(self._text[start:end].rstrip("\r\n")))

    def _length(self, text: str) -> int:
        if self._units == "utf-32" or text.isascii():
            return len(text)
        if self._units == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(each > "\uffff" for each in text)
