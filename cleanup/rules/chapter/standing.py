"""How a chapter stands among the others of its run: what only all of them together can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Standing:
    """What the run says of one chapter. ``chapters`` is how many there are beside it (0: nothing is known of the book),
    ``typical`` their median length in words, ``spread`` the median of how far they are from it. ``twin`` is the earlier
    chapter that says the same. ``numbering`` is what is wrong with its number, in words. ``glosses`` are what the book
    says in brackets behind words of its source."""

    chapters: int = 0
    typical: int = 0
    spread: int = 0
    twin: str = ""
    numbering: str = ""
    glosses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


ALONE = Standing()
"""Of a text of which nothing else is known."""


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters of a run: what there is to say of each, by path, and the glosses of the book."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    glosses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def standing(self, path: str, text: str) -> Standing:
        """What is known of a chapter; of the glosses, those that concern its text."""
        standing = self.standings.get(path, ALONE)
        concerned = {source: said for source, said in self.glosses.items() if source in text}
        return replace(standing, glosses=concerned) if concerned else standing


def to_fields(chapters: Chapters) -> list[Any]:
    """The chapters of a run in JSON."""
    listed = [[p, s.chapters, s.typical, s.spread, s.twin, s.numbering] for p, s in chapters.standings.items()]
    return [listed, {source: dict(said) for source, said in chapters.glosses.items()}]


def from_fields(fields: list[Any]) -> Chapters:
    """The chapters that `to_fields` wrote."""
    listed, glosses = fields
    return Chapters({path: Standing(*values) for path, *values in listed}, glosses)
