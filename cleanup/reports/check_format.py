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
    for counts instead of findings; ``colour`` is for a terminal."""

    counts: Callable[[Found], bool] = _all
    statistics: bool = False
    colour: bool = False


Render = Callable[[CheckRun, Shown], str]
"""Makes the whole report. A report for a machine ends in a newline, and says nothing in an invalid character."""
