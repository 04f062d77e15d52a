"""The findings of a check as a page to read: like ones together, or chapter by chapter, with their places."""

from __future__ import annotations

from typing import Any

from cleanup.core.model import Span
from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found, Remedy
from cleanup.reports.alike import Alike, alike
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import offers, source_line
from cleanup.reports.proposals_page import proposals_page

_AROUND = 100
"""Characters of the line that are shown before and after a place."""
_STATES = {
    Remedy.SAFE: "applied automatically",
    Remedy.UNSAFE: "applied with --unsafe-fixes",
    Remedy.SUGGESTION: "only suggested",
    Remedy.REPORT: "only reported",
}
_THEN = "`cleanup clean` repairs what is applied automatically; `cleanup review` decides on the rest."


def render(run: CheckRun, _shown: Shown) -> str:
    """The page, which gives no decisions back."""
    files: dict[tuple[str, str], int] = {}
    lines: dict[int, Lines] = {}
    groups = [_group(group, files, lines) for group in sorted(alike(run), key=lambda group: -len(group.each))]
    return proposals_page(groups, list(files), decides=False, then=_THEN)


def _group(group: Alike, files: dict[tuple[str, str], int], lines: dict[int, Lines]) -> list[Any]:
    checked, found = group.first
    _span, before, after = _change(checked, found)
    rules = (found.rule, *found.also)
    places = [_place(*each, files, lines) for each in group.each]
    return [found.rule.partition("-")[0], before, after, _STATES[found.remedy], found.message, rules, places]


def _change(checked: Checked, found: Found) -> tuple[Span, str, str | None]:
    """What is shown as changed: where, what stands there, and what would."""
    best = next(iter(offers(checked.text, found)), None)
    if best is None:
        return found.span, checked.text[found.span.start : found.span.end], None
    return best.span, best.before, best.after


def _place(checked: Checked, found: Found, files: dict[tuple[str, str], int], lines: dict[int, Lines]) -> list[Any]:
    path = relative(checked.path)
    file = files.setdefault((path, path), len(files))
    where = lines.setdefault(id(checked), Lines(checked.text))
    span, _before, _after = _change(checked, found)
    line = where.location(span.start).line
    lead, tail = _line_around(checked.text, where.span(line), span)
    source = [source_line(found.source)] if found.source is not None else []
    return [file, line, 0, "", "", lead, tail, *source]


def _line_around(text: str, line: Span, span: Span) -> tuple[str, str]:
    """The text on the line before and after a place, cut between words where it is long."""
    start, stop = max(line.start, span.start - _AROUND), min(max(line.end, span.end), span.end + _AROUND)
    lead, tail = text[start : span.start], text[span.end : stop].partition("\n")[0].rstrip("\r")
    if start > line.start:
        lead = f"…{lead[lead.find(' ') + 1 :]}"
    if stop < line.end:
        tail = f"{tail[: tail.rfind(' ') if ' ' in tail else None]}…"
    return lead, tail
