"""What every format of a check's report is given besides the findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleanup.gate.found import CheckRun, Found


def _all(_found: Found) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Shown:
    """How a run is shown. ``counts`` says which findings make the check fail; ``statistics`` asks a report for people
    for counts instead of findings; ``colour`` is for a terminal. In a report for people ``every`` finding is told by
    itself, else like ones once; more than ``most`` findings (0: any number) become a table of ``width`` columns."""

    counts: Callable[[Found], bool] = _all
    statistics: bool = False
    colour: bool = False
    every: bool = False
    most: int = 0
    width: int = 80


Render = Callable[[CheckRun, Shown], str]
"""Makes the whole report. A report for a machine ends in a newline, and says nothing in an invalid character."""
