"""A run as JSON: every change with its rule, reason and place, and everything that is left for a person.

The layout is versioned: within a version keys are added, never removed or given another meaning. Files are written one
by one, so that a long run needs no more memory than its longest file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cleanup import __version__
from cleanup.core.model import Cause, Change, FileError, FileResult, Finding, Refusal, Span
from cleanup.reports.location import Lines
from cleanup.reports.proposal import proposals

VERSION = 1


class JsonStream:
    """The pieces of the document, in order: `start`, `file` for each result, `end`."""

    def __init__(self) -> None:
        self._first = True

    def start(self) -> str:
        """What comes before the first file."""
        tool = json.dumps({"name": "cleanup", "version": __version__})
        return f'{{"version": {VERSION}, "tool": {tool}, "files": ['

    def file(self, text: str) -> str:
        """One file, as `file_json` tells of it."""
        separator, self._first = ("\n" if self._first else ",\n"), False
        return separator + text

    def end(self, errors: Iterable[FileError], totals: Mapping[str, int]) -> str:
        """What comes after the last one: what could not be cleaned, and counts of the rest."""
        listed = [{"path": error.path, "message": error.message, "hint": error.hint} for error in errors]
        summary = {**totals, "errors": len(listed)}
        return f'\n], "errors": {json.dumps(listed, ensure_ascii=False)}, "summary": {json.dumps(summary)}}}\n'


def file_json(result: FileResult) -> str:
    """The JSON of one file, on one line."""
    return json.dumps(_file(result), ensure_ascii=False)


def _file(result: FileResult) -> dict[str, Any]:
    lines, revised = Lines(result.original), Lines(result.revised)
    return {
        "path": result.path,
        "changed": result.original != result.revised,
        "engine": result.engine,
        "changes": [_change(change, lines, revised) for change in result.changes],
        "suggestions": [_finding(finding, result.original, lines) for finding in result.findings],
        "refusals": [_refusal(refusal, result.original, lines) for refusal in result.refusals],
        "faults": list(result.faults),
        "unchecked": list(result.unchecked),
    }


def _change(change: Change, lines: Lines, revised: Lines) -> dict[str, Any]:
    return {
        "rule": change.causes[0].rule if change.causes else "",
        "reason": change.causes[0].message if change.causes else "",
        "causes": [_cause(cause) for cause in change.causes],
        **_place(change.span, lines),
        "revised": _place(change.revised, revised),
        "before": change.before,
        "after": change.after,
    }


def _cause(cause: Cause) -> dict[str, str]:
    return {
        "rule": cause.rule,
        "reason": cause.message,
        "severity": cause.severity.value,
        "applicability": cause.applicability.value,
    }


def _finding(finding: Finding, original: str, lines: Lines) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "reason": finding.message,
        "severity": finding.severity.value,
        "applicability": finding.fix.applicability.value if finding.fix else None,
        **_place(finding.span, lines),
        "text": original[finding.span.start : finding.span.end],
        "proposals": [
            {**_place(offer.span, lines), "before": offer.before, "after": offer.after}
            for offer in proposals(original, finding)
        ],
    }


def _refusal(refusal: Refusal, original: str, lines: Lines) -> dict[str, Any]:
    return {**_finding(refusal.finding, original, lines), "refused": refusal.reason}


def _place(span: Span, lines: Lines) -> dict[str, Any]:
    start, end = lines.location(span.start), lines.location(span.end)
    return {
        "span": {"start": span.start, "end": span.end},
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
