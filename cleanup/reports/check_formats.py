"""The formats of a check's report, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from cleanup.gate.found import CheckRun
from cleanup.reports.check_format import Shown


@dataclass(frozen=True, slots=True)
class CheckFormat:
    """A format: what it is for, and the module that renders it, which is imported when it is used."""

    summary: str
    module: str

    def render(self, run: CheckRun, shown: Shown) -> str:
        """The report."""
        renderer: Callable[[CheckRun, Shown], str] = import_module(f"cleanup.reports.{self.module}").render
        return renderer(run, shown)


CHECK_FORMATS: Mapping[str, CheckFormat] = {
    "text": CheckFormat("for people: each place underlined, with what to do", "check_text"),
}
