"""The findings of a check as a page to read: like ones together, or chapter by chapter, with their places."""

from __future__ import annotations

from typing import Any, NamedTuple

from cleanup.core.model import Span
from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found, Remedy
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_words, offers, source_line
from cleanup.reports.proposal import Proposal
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
    groups: dict[tuple[object, ...], list[Any]] = {}
    for checked, found in run.found:
        change = _change(checked, found)
        rules = (found.rule, *found.also)
        key = rules, found.remedy, change.before, change.after, "" if change.after is not None else found.message
        topic = found.rule.partition("-")[0]
        row: list[Any] = [topic, change.before, change.after, _STATES[found.remedy], found.message, rules, []]
        groups.setdefault(key, row)[-1].append(_place(checked, found, change.span, files, lines))
    rows = sorted(groups.values(), key=lambda row: -len(row[-1]))
    return proposals_page(rows, list(files), decides=False, then=_THEN)


class _Change(NamedTuple):
    """What is shown as changed: where, what stands there, and what would; ``None`` where nothing is proposed."""

    span: Span
    before: str
    after: str | None


def _change(checked: Checked, found: Found) -> _Change:
    best = next(iter(offers(checked.text, found)), None)
    if best is None:
        return _Change(found.span, checked.text[found.span.start : found.span.end], None)
    return _Change(*_readable(checked.text, best))


def _readable(text: str, offer: Proposal) -> Proposal:
    """A change within a word with the word, one of blanks alone with the marks that they stand between."""
    (start, end), before, after = offer
    if text[start - 1 : start].isalnum() and text[end : end + 1].isalnum():
        return in_words(text, offer)
    if before.strip() or after.strip():
        return offer
    first = start - (start > 0 and not text[start - 1].isalnum() and not text[start - 1].isspace())
    last = end + (end < len(text) and not text[end].isalnum() and not text[end].isspace())
    return Proposal(Span(first, last), text[first:last], f"{text[first:start]}{after}{text[end:last]}")


def _place(
    checked: Checked, found: Found, span: Span, files: dict[tuple[str, str], int], lines: dict[int, Lines]
) -> list[Any]:
    path = relative(checked.path)
    file = files.setdefault((path, path), len(files))
    where = lines.setdefault(id(checked), Lines(checked.text))
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
