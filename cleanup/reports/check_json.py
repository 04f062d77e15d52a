"""The findings of a check as JSON, as described by the schema beside this file, `check.schema.json`.

The layout is versioned: within a version keys are added, never removed or given another meaning.
"""

from __future__ import annotations

import json
from typing import Any

from cleanup import __version__
from cleanup.core.model import SourceText, Span
from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found
from cleanup.gate.identity import identity_of
from cleanup.gate.statistics import Statistics
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import offers

VERSION = 1


def render(run: CheckRun, shown: Shown) -> str:
    """The document."""
    counts = Statistics.of(run)
    found = [each for _checked, each in run.found]
    report = {
        "version": VERSION,
        "tool": {"name": "cleanup", "version": __version__},
        "files": [_file(checked, shown) for checked in run.files],
        "errors": [{"path": e.path, "message": e.message, "hint": e.hint} for e in run.errors],
        "stale": [
            {"path": s.path, "rule": s.rule, "text": s.text, "before": s.before, "after": s.after, "count": s.count}
            for s in run.stale
        ],
        "summary": {
            "files": len(run.files),
            "findings": len(found),
            "counted": sum(map(shown.counts, found)),
            "accepted": run.accepted,
            "elsewhere": run.elsewhere,
            "stale": sum(entry.count for entry in run.stale),
            "errors": len(run.errors),
            "by_rule": dict(counts.rules.most_common()),
            "by_name": dict(counts.names.most_common()),
        },
    }
    return json.dumps(report, ensure_ascii=False) + "\n"


def _file(checked: Checked, shown: Shown) -> dict[str, Any]:
    lines = Lines(checked.text)
    return {
        "path": relative(checked.path),
        "engine": checked.engine,
        "findings": [_finding(checked, found, lines, shown) for found in checked.found],
        "faults": list(checked.faults),
        "unchecked": list(checked.unchecked),
    }


def _finding(checked: Checked, found: Found, lines: Lines, shown: Shown) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "also": list(found.also),
        "message": found.message,
        "severity": found.severity.value,
        "remedy": found.remedy.value,
        "counts": shown.counts(found),
        **_place(found.span, lines),
        "text": checked.text[found.span.start : found.span.end],
        "proposals": [
            {**_place(offer.span, lines), "before": offer.before, "after": offer.after}
            for offer in offers(checked.text, found)
        ],
        "places": [_place(span, lines) for span in found.places],
        "name": found.name,
        "source": _source(found.source),
        "identity": identity_of(checked.text, found).digest,
    }


def _source(source: SourceText | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"path": relative(source.path) if source.path else "", "line": source.line, "text": source.text}


def _place(span: Span, lines: Lines) -> dict[str, Any]:
    start, end = lines.location(span.start), lines.location(span.end)
    return {
        "span": {"start": span.start, "end": span.end},
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
