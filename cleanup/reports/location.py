"""Lines and columns of positions in a text."""

from __future__ import annotations

import re
from bisect import bisect_right

from cleanup.core.model import Location, Span

_LINE_END = re.compile(r"\r\n?|\n")


class Lines:
    """The lines of a text; looking a position up takes logarithmic time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def location(self, position: int) -> Location:
        """Line and column (from 1, in code points) of a position."""
        line = bisect_right(self._starts, position)
        return Location(line, position - self._starts[line - 1] + 1)

    def span(self, line: int) -> Span:
        """The stretch of a line (from 1), without its end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return Span(start, start + len(self._text[start:end].rstrip("\r\n")))
