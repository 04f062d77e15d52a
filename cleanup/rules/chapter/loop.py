"""A text that runs in a circle: a unit of one character to several paragraphs again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.rule import CONTINUOUS, Example, Stage, rule

_STEP = 100
"""Characters between the places that are looked at."""
_PROBE = 24
"""Characters that have to come again."""
_REACH = 3_000
"""Characters in which they have to: the longest unit."""
_SHORTEST = 300
"""Characters of a loop; a scream, a laugh or a chant is shorter."""
_SHORTEST_OF_MARKS = 1_500
"""The same for a unit without letters and digits: rules and rows of stops are long in honest texts, too."""
_PARAGRAPH, _SENTENCE = 200, 60
"""Characters of a unit from when on it is a paragraph, or a sentence of some length."""
_FEWEST, _SOME, _MANY = 3, 6, 16
"""Times that a unit comes: a paragraph, a sentence, anything shorter."""


class Loop(NamedTuple):
    """A stretch of the prose that is ``times`` times the same ``unit`` characters, or somewhat more."""

    span: Span
    unit: int
    times: int


@of_latest
def loops(document: Document) -> Sequence[Loop]:
    """The loops of a text, in order. Takes time in proportion to its length: a probe that does not come again costs a
    search of `_REACH` characters at most, and one that does skips what it has found."""
    prose = document.prose
    found: list[Loop] = []
    position = 0
    while position + _SHORTEST <= len(prose):
        probe = prose[position : position + _PROBE]
        again = prose.find(probe, position + 1, position + _PROBE + _REACH)
        if again < 0:
            position += _STEP
            continue
        unit = again - position
        start, end = _extent(prose, position, unit, found[-1].span.end if found else 0)
        count = (end - start) // unit
        if _enough(prose[position:again], end - start, count):
            found.append(Loop(Span(start, end), unit, count))
            position = end
        else:  # what repeats here is the same at each place but the last of it: looking at all of them is quadratic
            position += _STEP * max(1, (end - unit - _PROBE - position) // _STEP)
    return found


def _extent(prose: str, position: int, unit: int, earliest: int) -> tuple[int, int]:
    """How far the text repeats itself after ``unit`` characters, around a position."""
    end = position + unit
    step = unit
    while prose[end : end + step] == prose[end - unit : end - unit + step] and end + step <= len(prose):
        end += step
        step = min(step * 2, (end - position) // unit * unit)
    while step > 1:
        step //= 2
        if end + step <= len(prose) and prose[end : end + step] == prose[end - unit : end - unit + step]:
            end += step
    while end < len(prose) and prose[end] == prose[end - unit]:
        end += 1
    start = position
    while start > earliest and prose[start - 1] == prose[start - 1 + unit]:
        start -= 1
    starts = (at for at in range(start, start + unit) if prose[at - 1 : at].strip() == "" != prose[at].strip())
    return next(starts, start), end


def _enough(unit: str, length: int, count: int) -> bool:
    if not any(map(str.isalnum, unit)):
        return length >= _SHORTEST_OF_MARKS and bool(unit.strip())
    if len(unit) >= _PARAGRAPH:
        return count >= _FEWEST
    return length >= _SHORTEST and count >= (_SOME if len(unit) >= _SENTENCE else _MANY)


@rule(
    "chapter-loop",
    Stage.REPEATS,
    kinds=CONTINUOUS,
    covers=("repeats-word", "repeats-sentence", "repeats-paragraph"),
    examples=[
        Example(
            "He slept. " + "He counted the stairs again. " * 20, "He slept. " + "He counted the stairs again. " * 20
        ),
        Example("He cried: " + "no" * 400 + "!", "He cried: " + "no" * 400 + "!"),
    ],
    keeps=[
        "“" + "Ha" * 60 + "!” he laughed.",
        "Row, row, row your boat. Row, row, row your boat. Row, row, row your boat.",
        "He can’t bear it! " * 15,
        "-" * 400,
        "He went up. " * 6,
    ],
)
def loop(document: Document, context: Context) -> Iterator[Finding]:
    """A unit of one character to several paragraphs that is repeated beyond all sense.

    One finding for each loop, an error, with the place and the count. All but one of the copies are removed only with
    ``--unsafe-fixes``: what should stand there instead is not known. A loop is at least 300 characters long; a unit
    comes at least 16 times, one of 60 characters 6 times, one of 200 three times. Rows of marks do not count below
    1,500 characters. The other rules for repetitions are silent in a loop.
    """
    prose = document.prose
    for each in loops(document):
        start, end = each.span
        unit = " ".join(prose[start : start + each.unit].split())
        shown = unit if len(unit) <= 40 else unit[:39] + "…"
        message = (
            f"“{shown}” comes {each.times:,} times in a row, {end - start:,} characters: the model ran in a circle"
        )
        fix = Fix((Edit(Span(start + each.unit, start + each.unit * each.times), ""),), Applicability.UNSAFE)
        yield Finding("chapter-loop", each.span, message, Severity.ERROR, fix)
