"""The paragraphs of a source and of its translation, aligned: each link with a probability.

`Likeness` says what speaks for a link; rare words that only one paragraph of each side has give the course near which
the path is looked for (`cleanup.parallel.lattice`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.core.parallel import CERTAIN
from cleanup.parallel.lattice import Step, around, best_path
from cleanup.parallel.likeness import SHAPES, Likeness
from cleanup.parallel.passages import Passage

_WIDTH = 4
"""Passages on either side of the course that are looked at."""

Link = Step
"""Source passages ``[first, first_end)`` are rendered by ``[second, second_end)`` of the translation; one of the two
may be none. ``probability`` is that just these belong together."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts in step: all their passages, and the links between them in order, which leave none out."""

    source: tuple[Passage, ...]
    target: tuple[Passage, ...]
    links: tuple[Link, ...]

    @property
    def fit(self) -> float:
        """The share of the translation, by letters, that certainly renders something of the source: low where the two
        do not belong together."""
        letters = sum(passage.size for passage in self.target)
        linked = sum(
            passage.size
            for link in self.links
            if link.probability >= CERTAIN and link.first < link.first_end
            for passage in self.target[link.second : link.second_end]
        )
        return linked / letters if letters else 0.0


def align(source: Sequence[Passage], target: Sequence[Passage]) -> Alignment:
    """Align a source with its translation. Time and memory grow with their lengths."""
    if not source or not target:
        links = [Link(i, i + 1, 0, 0, 1.0) for i in range(len(source))]
        links += [Link(len(source), len(source), j, j + 1, 1.0) for j in range(len(target))]
        return Alignment(tuple(source), tuple(target), tuple(links))
    likeness = Likeness(source, target)
    band = around(likeness.course(), len(source), len(target), _WIDTH)
    path = best_path(len(source), len(target), band, tuple(SHAPES), likeness.score)
    return Alignment(tuple(source), tuple(target), tuple(path))
