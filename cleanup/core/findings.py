"""Everything that was found in a text, in one list: what was changed, and what is left for a person."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from cleanup.core.model import (
    Applicability,
    Cause,
    Change,
    Edit,
    FileResult,
    Finding,
    Fix,
    Refusal,
    Severity,
    SourceText,
    Span,
)

_GRAVEST_FIRST = tuple(Severity)
_SUREST_FIRST = tuple(Applicability)
_NAMES = "names-"
_LETTER = re.compile(r"[^\W_]")
_WORD_BEFORE = re.compile(r"(?:[^\W_]+(?:['’\-][^\W_]+)*['’\-]?)?\Z")
_WORD_AFTER = re.compile(r"(?:['’\-]?[^\W_]+)*")
_LONGEST_WORD = 60


class Listed(NamedTuple):
    """A finding with its spans in the original, and what became of it.

    The fix of a finding that was applied is the change itself: from what stood in the original to what stands in the
    revised text; the finding's span has the whole words that it changes, however few letters of them. ``also`` names
    the other rules that had a hand in the change.
    """

    finding: Finding
    is_applied: bool = False
    also: tuple[str, ...] = ()


def listed(result: FileResult) -> tuple[Listed, ...]:
    """The changes, findings and refused fixes of a text, by place, each once.

    Of the fixes that were refused, those are listed that a person can make: markup is in the way of them. The others
    lost to a fix that is in the list, or would do harm.
    """
    everything = [_of_change(change, result) for change in result.changes]
    everything += [Listed(finding) for finding in result.findings]
    everything += [Listed(_refused(refusal)) for refusal in result.refusals if refusal.finding.fix is None]
    return tuple(dict.fromkeys(sorted(everything, key=_place)))


def _place(each: Listed) -> tuple[object, ...]:
    return each.finding.span, each.finding.rule, each.finding.message


def _of_change(change: Change, result: FileResult) -> Listed:
    """A change as a finding of its first rule: as grave as the gravest of its causes, as sure as the least sure."""
    causes = change.causes
    rules = dict.fromkeys(cause.rule for cause in causes)
    finding = Finding(
        rule=causes[0].rule,
        span=_whole_words(change, result.original),
        message="; ".join(dict.fromkeys(cause.message for cause in causes)),
        severity=min((cause.severity for cause in causes), key=_GRAVEST_FIRST.index),
        fix=Fix((Edit(change.span, change.after),), least_sure(causes)),
        source=_source_at(change.span.start, result),
    )
    return Listed(finding, is_applied=True, also=tuple(rules)[1:])


def _source_at(position: int, result: FileResult) -> SourceText | None:
    """What the source has at a place of the original that changes."""
    at = bisect_right(result.beside, position, key=lambda each: each[0].start) - 1
    return result.beside[at][1] if at >= 0 and position <= result.beside[at][0].end else None


def _whole_words(change: Change, original: str) -> Span:
    """The span of a change with the rest of the words of which it changes letters, or joins or splits a name."""
    start, end = change.span
    if not (change.causes[0].rule.startswith(_NAMES) or _LETTER.search(change.before) or _LETTER.search(change.after)):
        return change.span
    if any(text[:1].isalnum() for text in (change.before, change.after)) or not change.before.strip(" -’'"):
        found = _WORD_BEFORE.search(original[max(0, start - _LONGEST_WORD) : start])
        start -= len(found[0]) if found else 0
    if any(text[-1:].isalnum() for text in (change.before, change.after)) or not change.before.strip(" -’'"):
        found = _WORD_AFTER.match(original, end, end + _LONGEST_WORD)
        end += len(found[0]) if found else 0
    return Span(start, end)


def least_sure(causes: tuple[Cause, ...]) -> Applicability:
    """How sure a change with these causes is."""
    return max((cause.applicability for cause in causes), key=_SUREST_FIRST.index)


def _refused(refusal: Refusal) -> Finding:
    finding = refusal.finding
    return finding._replace(message=f"{finding.message} (not repaired: {refusal.reason})")
