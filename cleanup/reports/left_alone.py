"""What folders hold that a run leaves alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cleanup.core.model import LeftAlone

_KINDS = 8
"""Kinds that are named."""


@dataclass
class LeftAlones:
    """What folders hold that was left alone: counted by kind, and those named that somebody may miss."""

    kinds: Counter[str] = field(default_factory=Counter)
    notes: dict[str, None] = field(default_factory=dict)

    def add(self, left: LeftAlone) -> None:
        """Count it."""
        self.kinds["" if left.is_noted else left.message] += left.count
        if left.is_noted:
            hint = f" ({left.hint})" if left.hint else ""
            self.notes[f"{left.path} is left alone: {left.message}.{hint}"] = None

    @classmethod
    def among(cls, outcomes: Iterable[object]) -> LeftAlones:
        """Those among other outcomes."""
        left = cls()
        for each in outcomes:
            if isinstance(each, LeftAlone):
                left.add(each)
        return left

    @property
    def count(self) -> int:
        """How many files it was."""
        return self.kinds.total()

    def lines(self) -> Iterator[str]:
        """The kinds, those first of which there is most."""
        kinds = [f"{kind} ({count})" for kind, count in self.kinds.most_common() if kind]
        if kinds:
            more = [f"{len(kinds) - _KINDS} more kinds"] if len(kinds) > _KINDS else []
            yield f"Skipped, as not prose in a known format: {', '.join(kinds[:_KINDS] + more)}."
