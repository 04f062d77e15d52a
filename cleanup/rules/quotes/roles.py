"""Which double quotation marks of a text open and which close.

Each paragraph is read as a whole (see `quotation_decoding`), and only where there is something to say about it: one
whose marks are all in well-shaped pairs is passed over, by one search through the whole text. What a paragraph's text
came to is remembered, for the rules all ask for it and most paragraphs stay from one version of a text to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from cleanup.core.model import Block, Document
from cleanup.core.whole import of_whole
from cleanup.rules.quotes.decoding import Costs, Role, costs_of_all, decode

SUBSTITUTES = ("''", "``", "´´", "‘‘", "’’", "＂", "〝", "〞", "〟")
"""What machine translation and OCR write for a double quotation mark."""
_OPENS = frozenset("“”\"‘'")

_BEFORE = r"(?<![^\s(\[{—–\-‘'/]{mark})"
_INSIDE = r"(?=[\w‘’'(\[$£€¥…—–#&@*]|\.\.)"
_AFTER = r"(?<=[^\s(\[{‘]{mark})(?<!\d['’′]\d{mark})(?<!\d['’′]\d\d{mark})(?=[\s,.;:!?)\]}…—–’'/-]|\Z)"


def _pair(opening: str, closing: str, between: str) -> str:
    """The pattern of a quotation whose ends stand at the right sides of words."""
    before, after = _BEFORE.replace("{mark}", opening), _AFTER.replace("{mark}", closing)
    return f"{opening}{before}{_INSIDE}{between}{closing}{after}"


_NO_MARK = r"[^“”\"\n]*"
_SOUND = {
    "curly": re.compile(f"({_pair('“', '”', _NO_MARK)})"),
    "straight": re.compile(f"({_pair(chr(34), chr(34), _NO_MARK)})"),
}
# The next are for paragraphs in which all marks were written alike, see `alike`: that is faster to look through.
_PAIRS = re.compile(_pair("“", "“", "[^“]*") + "|“")
_PAIRS_IN_LINES = re.compile(_pair("“", "“", r"[^“\n]*") + "|“")
_SINGLE = re.compile("“")
_ROW = re.compile("““*")
_MARK_OR_SUBSTITUTE = re.compile(
    r"(?P<nothing>(?:\"\"|“”|''|‘’)(?<![^\s(\[][\"“'‘][\"”'’])(?=[\s,.;:!?)\]]|\Z))"
    r"|[“”\"＂]{3,}|[“”\"＂〝〞〟]|''|``|´´|‘‘|’’"
)
_SUBSTITUTE = re.compile("|".join(SUBSTITUTES))
_TWICE = [(mark[0], re.compile(f"{mark[0]}(?={mark[1]})")) for mark in SUBSTITUTES if len(mark) > 1]
_REMEMBERED, _LONGEST = 2048, 5_000
"""Paragraphs whose reading is kept, unless they are longer than this, in code points: some ten megabytes at most in
usual text."""

_T = TypeVar("_T")


class Mark(NamedTuple):
    """A double quotation mark in a paragraph: its span in code points from where that begins. ``partner`` is the index
    of the mark at the quotation's other end, or -1."""

    start: int
    end: int
    role: Role
    sure: bool
    partner: int = -1
    lone: bool = False
    """The reading had to break a rule here: to open what is open, to close what is closed, or to leave it open."""


class Reading:
    """The marks of a paragraph with its ``text``, in a document of a ``style``. ``odd``: there may be substitutes among
    them. ``leaves_open``: a quotation goes on after it; ``closes_earlier``: it closes one that a paragraph before left
    open."""

    __slots__ = ("_closed_later", "_judged", "closes_earlier", "leaves_open", "marks", "odd", "style", "text")

    def __init__(
        self,
        text: str,
        style: str,
        marks: tuple[Mark, ...],
        *,
        odd: bool = False,
        leaves_open: bool = False,
        closes_earlier: bool = False,
    ) -> None:
        self.text = text
        self.style = style
        self.marks = marks
        self.odd = odd
        self.leaves_open = leaves_open
        self.closes_earlier = closes_earlier
        self._closed_later: Reading | None = None
        self._judged: dict[Callable[[Reading], Any], Any] = {}

    def judged(self, judge: Callable[[Reading], Sequence[_T]]) -> Sequence[_T]:
        """What ``judge`` says of the paragraph; it is asked once."""
        found: Sequence[_T] | None = self._judged.get(judge)
        if found is None:
            found = self._judged[judge] = judge(self)
        return found

    @property
    def closed_later(self) -> Reading:
        """The same, when a later paragraph closes the quotation that is left open last: its mark is in order."""
        if self._closed_later is None:
            number = max(n for n, mark in enumerate(self.marks) if mark.role is Role.OPEN and mark.partner < 0)
            marks = (*self.marks[:number], self.marks[number]._replace(lone=False), *self.marks[number + 1 :])
            self._closed_later = Reading(
                self.text, self.style, marks, odd=self.odd, leaves_open=True, closes_earlier=self.closes_earlier
            )
        return self._closed_later


class Passage(NamedTuple):
    """A block of a document that has something to read: its index, where it begins in the prose, and its marks."""

    block: int
    start: int
    reading: Reading


class _Outline:
    """What the text of a block says of its marks, whatever stands around it. ``paired``: its reading when all are in
    sound pairs. ``foreign``: it is left alone."""

    __slots__ = ("_costs", "_odd", "_readings", "_spans", "_style", "_text", "foreign", "paired")

    def __init__(self, text: str, style: str, odd: bool) -> None:
        self._text = text
        self._style = style
        self._odd = odd
        self.foreign = "„" in text or "‟" in text or "«" in text or "»" in text
        self.paired: Reading | None = None
        if self.foreign:
            return
        if odd:
            found = _MARK_OR_SUBSTITUTE.finditer(text)
            self._spans = [match.span() for match in found if match.lastgroup is None]
        else:
            flat = alike(text)
            if flat.count("“") & 1 == 0:
                pairs = [match.span() for match in (_PAIRS_IN_LINES if "\n" in text else _PAIRS).finditer(flat)]
                if all([end - start > 1 for start, end in pairs]):  # noqa: C419 - a generator takes longer
                    self.paired = Reading(text, style, tuple(_paired(pairs)))
                    return
            if "““" in flat:
                self._spans = list(_marks(text, flat))
            else:
                self._spans = [match.span() for match in _SINGLE.finditer(flat)]
        self._costs = costs_of_all(text, self._spans)
        self._readings: dict[tuple[bool, bool], Reading] = {}

    def read(self, carried: bool, goes_on: bool) -> Reading:
        """The reading of a block that is not made of sound pairs; see `decode`."""
        known = self._readings.get((carried, goes_on))
        if known is None:
            parts, leaves_open, closes_earlier = _parts(self._costs, carried, goes_on)
            known = self._readings[carried, goes_on] = Reading(
                self._text,
                self._style,
                tuple([Mark._make((*span, *part)) for span, part in zip(self._spans, parts, strict=True)]),
                odd=self._odd,
                leaves_open=leaves_open,
                closes_earlier=closes_earlier,
            )
        return known


_outline = lru_cache(maxsize=_REMEMBERED)(_Outline)


def alike(text: str) -> str:
    """The text with all its double quotation marks turned into opening ones."""
    return text.replace("”", "“").replace('"', "“")


def _marks(text: str, flat: str) -> Iterator[tuple[int, int]]:
    """The single marks and the rows of more than two. A quotation of nothing, *""*, is none."""
    for match in _ROW.finditer(flat):
        start, end = match.span()
        if end - start != 2:
            yield start, end
        elif not _is_nothing(text, start, end):
            yield start, start + 1
            yield start + 1, end


def _is_nothing(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (
        text[start:end] in ("“”", '""')
        and (not before or before.isspace() or before in "([")
        and (not after or after.isspace() or after in ",.;:!?)]")
    )


def _has_substitute(text: str) -> bool:
    if "＂" in text or "〝" in text or "〞" in text or "〟" in text:
        return True
    return any(mark in text and pattern.search(text) for mark, pattern in _TWICE)


@lru_cache(maxsize=_REMEMBERED)
def _parts(
    costs: tuple[Costs, ...], carried: bool, goes_on: bool
) -> tuple[list[tuple[Role, bool, int, bool]], bool, bool]:
    """The part of each mark as a `Mark` tells it (``role``, ``sure``, ``partner``, ``lone``), whether a quotation is
    left open, and whether one of an earlier paragraph is closed."""
    path = decode(costs, carried=carried, goes_on=goes_on)
    open_now: list[int] = []
    partners: dict[int, int] = {}
    lone: set[int] = set()
    for number, (before, role, after, _sure) in enumerate(path):
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
    parts = [
        (role, sure, partners.get(number, -1), number in lone)
        for number, (_before, role, _after, sure) in enumerate(path)
    ]
    return (
        parts,
        any(role is Role.OPEN and partner < 0 for role, _sure, partner, _lone in parts),
        bool(carried and path and path[0][0]),
    )


def _paired(spans: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    for number, (start, end) in enumerate(spans):
        yield Mark(start, start + 1, Role.OPEN, True, 2 * number + 1)
        yield Mark(end - 1, end, Role.CLOSE, True, 2 * number)


class _Seen(NamedTuple):
    """What the rules of a pass ask of one document. ``counts`` are of opening, closing and straight marks."""

    document: Document
    counts: tuple[int, int, int]
    has_substitutes: bool
    read: dict[str, tuple[Passage, ...]]


_last: _Seen | None = None


def _seen(document: Document) -> _Seen:
    global _last
    if _last is None or _last.document is not document:
        prose = document.prose
        straight = prose.count('"') if '"' in prose else 0
        counts = (prose.count("“"), prose.count("”"), straight)
        _last = _Seen(document, counts, _has_substitute(prose), {})
    return _last


def has_other_makes(document: Document, style: str) -> bool:
    """Whether a document holds a double quotation mark, or something for one, that is not in ``style``."""
    _document, (opening, closing, straight), substitutes, _read = _seen(document)
    return substitutes or (straight > 0 if style == "curly" else opening + closing > 0)


def _usual_style(document: Document) -> str:
    opening, closing, straight = _seen(document).counts
    curly = opening + closing
    return "curly" if curly > straight else "straight" if straight > curly else ""


def text_style(document: Document, setting: str) -> str:
    """``curly`` or ``straight``: ``setting`` if it is one of them, else what most marks of the text are; empty on
    a tie."""
    if setting in ("curly", "straight"):
        return setting
    return of_whole(document, _usual_style)


def has_marks(document: Document) -> bool:
    """Whether a document has double quotation marks, or what stands for them."""
    seen = _seen(document)
    return seen.has_substitutes or any(seen.counts)


def is_sound(text: str, style: str) -> bool:
    """Whether a paragraph has double quotation marks, all of them in sound pairs of a style (see `text_style`)."""
    if not ("“" in text or "”" in text or '"' in text) or style not in _SOUND or _has_substitute(text):
        return False
    rest = alike(_SOUND[style].sub("", text))
    return "“" not in rest


def read(document: Document, style: str) -> tuple[Passage, ...]:
    """The blocks that hold damage or a mark that is not in ``style`` (see `text_style`), in order, with their marks.

    The answer for the last document is kept, for all rules of a pass ask for it.
    """
    seen = _seen(document)
    passages = seen.read.get(style)
    if passages is None:
        passages = seen.read[style] = tuple(_read(seen, style))
    return passages


def _read(seen: _Seen, style: str) -> list[Passage]:
    prose, blocks = seen.document.prose, seen.document.blocks
    passages: list[Passage] = []
    carried, position = False, 0
    for index in _suspects(seen, style):
        (start, end), _kind = blocks[index]
        if carried and "“" in alike(prose[position:start]):
            carried = False  # a block of sound pairs stands between
        position = end
        text = prose[start:end]
        outlined = _outline if len(text) <= _LONGEST else _Outline
        outline = outlined(text, style, seen.has_substitutes and _has_substitute(text))
        if outline.paired is not None:
            carried = False
            passages.append(Passage(index, start, outline.paired))
        elif outline.foreign:
            carried = False
        else:
            reading = outline.read(carried, _goes_on(prose, blocks, index))
            if reading.closes_earlier:
                _close_earlier(passages)
            passages.append(Passage(index, start, reading))
            carried = reading.leaves_open
    return passages


def _goes_on(prose: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether one of the next two blocks opens a quotation, as each paragraph of a long speech does."""
    for number in range(index + 1, min(index + 3, len(blocks))):
        start = blocks[number].span.start
        if prose[start : start + 1] in _OPENS:
            return True
    return False


def _close_earlier(passages: list[Passage]) -> None:
    for number in range(len(passages) - 1, -1, -1):
        if passages[number].reading.leaves_open:
            passages[number] = passages[number]._replace(reading=passages[number].reading.closed_later)
            return


def _suspects(seen: _Seen, style: str) -> Sequence[int]:
    """The blocks that hold a mark outside of sound pairs in the style, or a substitute."""
    prose, blocks = seen.document.prose, seen.document.blocks
    gaps, pairs = _apart(prose, style)
    marks = sum(seen.counts) > 2 * len(pairs)
    if not marks and not seen.has_substitutes:
        return ()
    starts = [span.start for span, _kind in blocks]
    found: list[int] = []
    if marks:
        begin = past = 0
        for number, gap in enumerate(gaps):
            if "“" in gap or "”" in gap or '"' in gap:
                flat = alike(gap)
                at = flat.find("“", max(past - begin, 0))
                while at >= 0:
                    index = bisect_right(starts, begin + at) - 1
                    if index >= 0:
                        found.append(index)
                    past = starts[index + 1] if index + 1 < len(starts) else len(prose)
                    at = flat.find("“", past - begin)
            begin += len(gap) + (len(pairs[number]) if number < len(pairs) else 0)
    if seen.has_substitutes:
        odd = {bisect_right(starts, match.start()) - 1 for match in _SUBSTITUTE.finditer(prose)} - {-1}
        return sorted(odd.union(found))
    return found


def _apart(prose: str, style: str) -> tuple[list[str], list[str]]:
    """What stands between the sound pairs of a style, and the pairs."""
    pattern = _SOUND.get(style)
    parts = pattern.split(prose) if pattern else [prose]
    return parts[::2], parts[1::2]
