"""What is compared of chapters: their length, their number, and whether they say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from heapq import nsmallest
from typing import NamedTuple
from zlib import crc32

from cleanup.rules.book.customs import Counts, counts_of
from cleanup.rules.book.phrases import phrases_by_paragraph
from cleanup.rules.engine.guards import SOURCE_LETTERS
from cleanup.rules.structure.heading_parts import parse_heading

_SHINGLE = 5
"""Words of a shingle."""
_SKETCH = 48
"""Shingles that are kept of a chapter: those with the smallest checksums (bottom-k sketch, Broder 1997)."""
_STARTS = frozenset("bcdmpBCDMP")
"""First letters of the words at which a shingle may begin: a sample of a fifth of them."""
_HEAD = 6
"""Lines in which a heading may stand."""
_ASIAN = re.compile(f"[{SOURCE_LETTERS}]")
_PER_WORD = 1.6
"""Letters of Chinese or Japanese that make an English word."""
_PART = re.compile(r"\b(?:part|pt)\b|[(（\[]\d+[/／)）\]]|[上中下]", re.IGNORECASE)


class Shape(NamedTuple):
    """A chapter in figures. ``number`` is that of its heading (-1: none), ``kind`` what the heading calls it; ``part``:
    the heading names a part. ``sketch`` are checksums that chapters share when they share their text. ``phrases`` are
    its capitalised phrases with the lines that have them; ``heading`` is the form of its heading: the word, and what
    stands between number and title (empty without a title)."""

    words: int
    number: int = -1
    kind: str = ""
    part: bool = False
    sketch: frozenset[int] = frozenset()
    glosses: Mapping[str, Mapping[str, int]] = {}
    phrases: Mapping[str, tuple[int, ...]] = {}
    counts: Counts = Counts()
    heading: tuple[str, str] | None = None


def shape_of(text: str) -> Shape:
    """The shape of a chapter, from its text as it is in the file."""
    from cleanup.rules.source.known import glosses_in

    words = text.split()
    count = len(words)
    is_asian = not text.isascii() and _ASIAN.search(text) is not None
    if is_asian:
        count = max(count, int(len(_ASIAN.findall(text)) / _PER_WORD))
    number, kind, part, form = _heading(text)
    glosses = glosses_in(text) if is_asian else {}
    counts = counts_of(text, set(words))
    return Shape(count, number, kind, part, _sketch(words), glosses, phrases_by_paragraph(text), counts, form)


def _heading(text: str) -> tuple[int, str, bool, tuple[str, str] | None]:
    lines = [line.strip() for line in text[:1_000].split("\n") if line.strip()]
    for line in lines[:_HEAD]:
        heading = parse_heading(line.strip("#*_ ")) if len(line) < 160 else None
        if heading is not None and heading.number.isdigit():
            form = (heading.word, heading.joint) if heading.title and not heading.source else None
            return int(heading.number), heading.kind, bool(heading.mark or _PART.search(heading.title)), form
    return -1, "", False, None


def _sketch(words: list[str]) -> frozenset[int]:
    """The checksums of some shingles: of those that begin with one of a few letters, the smallest."""
    shingles = (words[at : at + _SHINGLE] for at, word in enumerate(words) if word[0] in _STARTS)
    sums = {crc32(" ".join(shingle).encode("utf-8", "surrogatepass")) for shingle in shingles}
    return frozenset(nsmallest(_SKETCH, sums))


def likeness(one: Shape, other: Shape) -> float:
    """How much of their shingles two chapters share, from 0 to 1."""
    both = nsmallest(_SKETCH, one.sketch | other.sketch)
    return sum(each in one.sketch and each in other.sketch for each in both) / max(len(both), 1)
