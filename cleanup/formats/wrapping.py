"""Tells whether a plain text is hard-wrapped, and which of its line ends are only wraps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_FEWEST_PAIRS = 4
"""Lines that follow each other directly; with fewer there is nothing to judge by."""
_NARROWEST, _WIDEST = 40, 200
"""Columns between which people wrap text."""
_SHARE = 0.75
"""Of the lines followed by another, how many must be too full for the next word."""
_SLACK = 0.85
"""A line shorter than this part of the width ends a paragraph when the next word would have fitted."""


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which a text is wrapped, in code points; 0 when each line is a paragraph of its own.

    In wrapped text a line ends where the next word would not have fitted. That is asked of all lines that another one
    follows directly, against the length that nearly all of them keep to.
    """
    pairs = [(line, after) for line, after in pairwise(lines) if _continues(line, after)]
    if len(pairs) < _FEWEST_PAIRS:
        return 0
    lengths = sorted(len(line.rstrip()) for line, _after in pairs)
    width = lengths[(len(lengths) - 1) * 98 // 100]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(not _would_fit(line, after, width) for line, after in pairs)
    return width if full >= _SHARE * len(pairs) else 0


def is_wrap(line: str, after: str, width: int) -> bool:
    """Whether the break between two lines of a text wrapped at ``width`` stands inside a paragraph."""
    return _continues(line, after) and not (len(line.rstrip()) < _SLACK * width and _would_fit(line, after, width))


def _continues(line: str, after: str) -> bool:
    return not (line.isspace() or not line or after.isspace() or not after or after[0].isspace())


def _would_fit(line: str, after: str, width: int) -> bool:
    word = after.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(word) <= width
