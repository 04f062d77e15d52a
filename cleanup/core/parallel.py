"""What a text renders, where its source is at hand: for each stretch of it the source's own words, and how sure that
is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cleanup.core.model import Span

CERTAIN = 0.9
"""The probability from which a link may support a finding or a change."""


class Linked(NamedTuple):
    """Paragraphs of a text and what they render.

    ``span`` is in the prose, from the start of the first paragraph to the end of the last one; where the source has
    something that the text has not, it is empty, and stands where that would be. ``source`` is what stands in the
    source, a line each paragraph; empty where there is none. ``probability``: that just these belong together.
    ``parts`` and ``sources`` count the paragraphs on either side. The source's begin at ``line`` (from 1) of the file
    at ``path``.
    """

    span: Span
    source: str
    probability: float
    parts: int = 1
    sources: int = 1
    path: str = ""
    line: int = 0

    @property
    def is_certain(self) -> bool:
        """Whether it may support a finding."""
        return self.probability >= CERTAIN


class LeftOut(NamedTuple):
    """A sentence of the source that the paragraph of a link, by its number, seems to leave out, and how sure that
    is."""

    link: int
    text: str
    probability: float


def _none() -> tuple[LeftOut, ...]:
    return ()


@dataclass(frozen=True)
class Parallel:
    """A text beside its source: links in order, which leave nothing out on either side. ``fits``: the two belong
    together. ``sentences`` compares them by sentence, for whom that is worth the time."""

    links: tuple[Linked, ...] = ()
    fits: bool = False
    sentences: Callable[[], tuple[LeftOut, ...]] = _none

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The sentences of the source that their paragraphs seem to leave out."""
        return self.sentences() if self.fits else ()

    @cached_property
    def _starts(self) -> list[int]:
        return [number for number, link in enumerate(self.links) if link.parts]

    def number_at(self, position: int) -> int:
        """The number of the link whose paragraphs hold a position of the prose; -1 for none."""
        starts = self._starts
        at = bisect_right(starts, position, key=lambda number: self.links[number].span.start) - 1
        if at < 0 or position >= self.links[starts[at]].span.end:
            return -1
        return starts[at]

    def around(self, number: int, reach: int = 1) -> str:
        """The source of a link and of those next to it, a line each paragraph."""
        some = self.links[max(0, number - reach) : number + reach + 1]
        return "\n".join(link.source for link in some if link.source)
