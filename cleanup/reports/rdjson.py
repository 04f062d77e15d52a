"""The findings of a check in reviewdog's diagnostic format (rdjson), with suggestions that can be applied."""

from __future__ import annotations

import json
from typing import Any

from cleanup.core.model import Severity, Span
from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import offers

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: CheckRun, _shown: Shown) -> str:
    """The report. Columns count bytes of UTF-8, as the format wants it."""
    diagnostics: list[dict[str, Any]] = [
        {"message": error.message, "location": {"path": relative(error.path)}, "severity": "ERROR"}
        for error in run.errors
    ]
    for checked in run.files:
        lines, path = Lines(checked.text), relative(checked.path)
        diagnostics += [
            {"message": problem, "location": {"path": path}, "severity": "ERROR"}
            for problem in (*checked.faults, *checked.unchecked)
        ]
        for found in checked.found:
            diagnostic: dict[str, Any] = {
                "message": found.message,
                "location": {"path": path, "range": _range(found.span, checked.text, lines)},
                "severity": _SEVERITIES[found.severity],
                "code": {"value": found.rule},
            }
            suggestions = [
                {"range": _range(offer.span, checked.text, lines), "text": offer.after}
                for offer in offers(checked.text, found)
            ]
            if suggestions:
                diagnostic["suggestions"] = suggestions
            diagnostics.append(diagnostic)
    report = {"source": {"name": "cleanup"}, "severity": "WARNING", "diagnostics": diagnostics}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _range(span: Span, text: str, lines: Lines) -> dict[str, Any]:
    return {"start": _position(span.start, text, lines), "end": _position(span.end, text, lines)}


def _position(position: int, text: str, lines: Lines) -> dict[str, int]:
    place = lines.location(position)
    before = text[position - place.column + 1 : position]
    return {"line": place.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
