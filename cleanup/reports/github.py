"""The findings of a check as workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from cleanup.core.model import Severity
from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found
from cleanup.reports.check_format import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence
from cleanup.visible import harmless

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: CheckRun, shown: Shown) -> str:
    """A command for each finding, a line each; those that make the check fail come first, as GitHub shows only some."""
    commands: list[tuple[bool, str]] = []
    for checked in run.files:
        lines = Lines(checked.text)
        commands += [(not shown.counts(found), _command(checked, found, lines)) for found in checked.found]
    commands.sort(key=lambda command: command[0])
    errors = [f"::error file={_property(relative(e.path))}::{_data(e.message)}\n" for e in run.errors]
    return "".join([*errors, *(command for _last, command in commands)])


def _command(checked: Checked, found: Found, lines: Lines) -> str:
    start, end = lines.location(found.span.start), lines.location(max(found.span.start, found.span.end - 1))
    fields = {
        "file": relative(checked.path),
        "line": str(start.line),
        "endLine": str(end.line),
        "col": str(start.column),
        "endColumn": str(end.column),
        "title": found.rule,
    }
    if start.line != end.line:  # GitHub refuses columns there
        del fields["col"], fields["endColumn"]
    properties = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{_COMMANDS[found.severity]} {properties}::{_data(in_a_sentence(checked.text, found))}\n"


def _data(text: str) -> str:
    return harmless(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
