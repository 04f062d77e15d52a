"""The findings of a check as SARIF 2.1.0 (OASIS Standard), with their fixes and the rules they come from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cleanup import __version__
from cleanup.core.model import Severity, SourceText, Span
from cleanup.files.relative import uri
from cleanup.gate.found import Checked, CheckRun, Found, Remedy
from cleanup.gate.identity import identity_of
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence, offers, source_line
from cleanup.reports.proposal import Proposal

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FIXES = {
    Remedy.SAFE: "Repair",
    Remedy.UNSAFE: "Repair, less certain",
    Remedy.SUGGESTION: "Proposal",
    Remedy.REPORT: "Proposal",
}


def render(run: CheckRun, _shown: Shown) -> str:
    """The log file."""
    ids = sorted({found.rule for _checked, found in run.found})
    index = {rule: number for number, rule in enumerate(ids)}
    driver = {
        "name": "cleanup",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in ids],
    }
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder of the check."}}},
                "invocations": [_invocation(run)],
                "results": [result for checked in run.files for result in _results(checked, index)],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule_id: str) -> dict[str, Any]:
    from cleanup.rules.registry import RULES

    known = next((rule for rule in RULES if rule.id == rule_id), None)
    if known is None:
        text = "A finding of the grammar engine, under the engine's own name."
        if not rule_id.startswith("grammar-"):
            text = "Unused `cleanup: ignore` comment."
        return _description(rule_id, text, text)
    summary = " ".join(known.doc.partition("\n\n")[0].split())
    return _description(rule_id, summary, known.doc)


def _description(rule_id: str, summary: str, documentation: str) -> dict[str, Any]:
    topic = rule_id.partition("-")[0]
    return {
        "id": rule_id,
        "name": "".join(part.capitalize() for part in rule_id.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": documentation},
        "help": {"text": documentation, "markdown": documentation},
        "properties": {"tags": [topic]},
    }


def _invocation(run: CheckRun) -> dict[str, Any]:
    problems = [
        {"level": "error", "message": {"text": f"{error.message} {error.hint}".strip()}, **_locations(error.path)}
        for error in run.errors
    ]
    problems += [
        {"level": "error", "message": {"text": what}, **_locations(checked.path)}
        for checked in run.files
        for what in (*checked.faults, *checked.unchecked)
    ]
    return {"executionSuccessful": not problems, "toolExecutionNotifications": problems}


def _locations(path: str) -> dict[str, Any]:
    if path.startswith("<"):
        return {}
    return {"locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}]}


def _artifact(path: str) -> dict[str, Any]:
    name = uri(path)
    return {"uri": name} if name.startswith("file:") else {"uri": name, "uriBaseId": "%SRCROOT%"}


def _results(checked: Checked, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    lines = Lines(checked.text)
    seen: Counter[str] = Counter()
    for found in checked.found:
        digest = identity_of(checked.text, found).digest
        seen[digest] += 1
        result: dict[str, Any] = {
            "ruleId": found.rule,
            "ruleIndex": index[found.rule],
            "level": _LEVELS[found.severity],
            "message": {"text": in_a_sentence(checked.text, found)},
            "locations": [_location(checked.path, found.span, lines)],
            "partialFingerprints": {"primaryLocationLineHash": f"{digest}:{seen[digest]}"},
            "properties": _properties(found),
        }
        related = [_location(checked.path, span, lines) for span in found.places]
        if found.source is not None and found.source.line:
            related.append(_source(found.source))
        if related:
            result["relatedLocations"] = [{"id": number, **each} for number, each in enumerate(related, 1)]
        if fixes := [_fix(checked.path, offer, found, lines) for offer in offers(checked.text, found)]:
            result["fixes"] = fixes
        yield result


def _properties(found: Found) -> dict[str, Any]:
    properties: dict[str, Any] = {"remedy": found.remedy.value}
    if found.also:
        properties["also"] = list(found.also)
    if found.name:
        properties["name"] = found.name
    return properties


def _location(path: str, span: Span, lines: Lines) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": _region(span, lines)}}


def _source(source: SourceText) -> dict[str, Any]:
    """Where the source has what a finding's place renders."""
    region = {"startLine": source.line, "snippet": {"text": source.text}}
    place = {"artifactLocation": _artifact(source.path), "region": region}
    return {"physicalLocation": place, "message": {"text": f"Source: {source_line(source)}"}}


def _region(span: Span, lines: Lines) -> dict[str, int]:
    start, end = lines.location(span.start), lines.location(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(path: str, offer: Proposal, found: Found, lines: Lines) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(offer.span, lines), "insertedContent": {"text": offer.after}}
    return {
        "description": {"text": f"{_FIXES[found.remedy]}: “{offer.after}”"},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": [replacement]}],
    }
