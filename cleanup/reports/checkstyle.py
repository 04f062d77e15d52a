"""The findings of a check as Checkstyle XML, which many CI servers read."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence
from cleanup.reports.xml import document


def render(run: CheckRun, _shown: Shown) -> str:
    """The report, with a ``file`` for each file that was checked."""
    root = Element("checkstyle", version="4.3")
    for checked in run.files:
        lines = Lines(checked.text)
        file = SubElement(root, "file", name=relative(checked.path))
        for found in checked.found:
            place = lines.location(found.span.start)
            SubElement(
                file,
                "error",
                line=str(place.line),
                column=str(place.column),
                severity=found.severity.value,
                message=in_a_sentence(checked.text, found),
                source=f"cleanup.{found.rule}",
            )
        for problem in (*checked.faults, *checked.unchecked):
            SubElement(file, "error", line="1", severity="error", message=problem, source="cleanup")
    for error in run.errors:
        file = SubElement(root, "file", name=relative(error.path))
        SubElement(file, "error", line="1", severity="error", message=error.message, source="cleanup")
    return document(root)
