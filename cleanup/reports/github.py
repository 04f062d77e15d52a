"""The findings of a check as workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from collections import Counter

from cleanup.core.model import Severity
from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found
from cleanup.reports.alike import alike
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence
from cleanup.untrusted.visible import harmless

MOST = 10
"""Annotations of a kind (error, warning, notice) that GitHub shows of a step; it drops what comes after them.
Source: “Annotations limitations” in GitHub's documentation of workflow commands."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: CheckRun, shown: Shown) -> str:
    """A command for each finding, as many of a kind as GitHub shows; those that make the check fail come first."""
    shown_first, left = chosen(run, shown)
    lines = {id(checked): Lines(checked.text) for checked, _found in shown_first}
    commands = [f"::error file={_property(relative(e.path))}::{_data(e.message)}\n" for e in run.errors[:MOST]]
    commands += [_command(checked, found, lines[id(checked)]) for checked, found in shown_first]
    if left:
        places = "1 more finding is" if left == 1 else f"{left:,} more findings are"
        commands.append(f"::notice title=cleanup::{places} in the summary of the job\n")
    return "".join(commands)


def chosen(run: CheckRun, shown: Shown) -> tuple[list[tuple[Checked, Found]], int]:
    """The findings that are annotated, and how many are not. Of like ones, one counts before a second does."""
    room = Counter(dict.fromkeys(Severity, MOST))
    room[Severity.ERROR] -= len(run.errors)
    room[Severity.INFO] -= 1  # for the note that there are more
    groups = [group.each for group in alike(run)]
    ordered = [each[0] for each in groups] + [pair for each in groups for pair in each[1:]]
    ordered.sort(key=lambda pair: not shown.counts(pair[1]))
    taken: list[tuple[Checked, Found]] = []
    for checked, found in ordered:
        if room[found.severity] > 0:
            room[found.severity] -= 1
            taken.append((checked, found))
    return taken, len(ordered) - len(taken)


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
