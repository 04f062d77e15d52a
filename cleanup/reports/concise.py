"""The findings of a check, a line each, as compilers tell of theirs: ``path:line:column: rule message``."""

from __future__ import annotations

from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence
from cleanup.untrusted.visible import no_command, one_line


def render(run: CheckRun, _shown: Shown) -> str:
    """All findings in order."""
    lines = []
    for checked in run.files:
        where = Lines(checked.text)
        for found in checked.found:
            place = where.location(found.span.start)
            message = in_a_sentence(checked.text, found)
            line = f"{relative(checked.path)}:{place.line}:{place.column}: {found.rule} {message}"
            lines.append(no_command(one_line(line.replace("\r", " "))) + "\n")
    return "".join(lines)
