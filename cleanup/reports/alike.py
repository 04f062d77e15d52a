"""Findings that say the same of the same words, told once with the places where they are."""

from __future__ import annotations

from typing import NamedTuple

from cleanup.gate.found import Checked, CheckRun, Found
from cleanup.reports.offers import offers


class Alike(NamedTuple):
    """Findings that are one to a person: each with its file, in order."""

    each: tuple[tuple[Checked, Found], ...]

    @property
    def first(self) -> tuple[Checked, Found]:
        """The one that is shown."""
        return self.each[0]


def alike(run: CheckRun) -> list[Alike]:
    """All findings, those of a rule that would make the same of the same text together; in the order of the first.

    Where nothing is proposed the message has to be the same, too. A finding that speaks of several places is by itself.
    """
    groups: dict[tuple[object, ...], list[tuple[Checked, Found]]] = {}
    for number, (checked, found) in enumerate(run.found):
        groups.setdefault(_key(checked, found) if not found.places else (number,), []).append((checked, found))
    return [Alike(tuple(several)) for several in groups.values()]


def _key(checked: Checked, found: Found) -> tuple[object, ...]:
    best = next(iter(offers(checked.text, found)), None)
    if best is None:
        return found.rule, found.also, found.severity, found.message, checked.text[found.span.start : found.span.end]
    return found.rule, found.also, found.severity, found.remedy, best.before, best.after
