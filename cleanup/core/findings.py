"""Everything that was found in a text, in one list: what was changed, and what is left for a person."""

from __future__ import annotations

from typing import NamedTuple

from cleanup.core.model import Applicability, Cause, Change, Edit, FileResult, Finding, Fix, Refusal, Severity

_GRAVEST_FIRST = tuple(Severity)
_SUREST_FIRST = tuple(Applicability)


class Listed(NamedTuple):
    """A finding with its spans in the original, and what became of it.

    The fix of a finding that was applied is the change itself: from what stood in the original to what stands in the
    revised text. ``also`` names the other rules that had a hand in the change.
    """

    finding: Finding
    is_applied: bool = False
    also: tuple[str, ...] = ()


def listed(result: FileResult) -> tuple[Listed, ...]:
    """The changes, findings and refused fixes of a text, by place, each once.

    Of the fixes that were refused, those are listed that a person can make: markup is in the way of them. The others
    lost to a fix that is in the list, or would do harm.
    """
    everything = [_of_change(change) for change in result.changes]
    everything += [Listed(finding) for finding in result.findings]
    everything += [Listed(_refused(refusal)) for refusal in result.refusals if refusal.finding.fix is None]
    return tuple(dict.fromkeys(sorted(everything, key=_place)))


def _place(each: Listed) -> tuple[object, ...]:
    return each.finding.span, each.finding.rule, each.finding.message


def _of_change(change: Change) -> Listed:
    """A change as a finding of its first rule: as grave as the gravest of its causes, as sure as the least sure."""
    causes = change.causes
    rules = dict.fromkeys(cause.rule for cause in causes)
    finding = Finding(
        rule=causes[0].rule,
        span=change.span,
        message="; ".join(dict.fromkeys(cause.message for cause in causes)),
        severity=min((cause.severity for cause in causes), key=_GRAVEST_FIRST.index),
        fix=Fix((Edit(change.span, change.after),), least_sure(causes)),
    )
    return Listed(finding, is_applied=True, also=tuple(rules)[1:])


def least_sure(causes: tuple[Cause, ...]) -> Applicability:
    """How sure a change with these causes is."""
    return max((cause.applicability for cause in causes), key=_SUREST_FIRST.index)


def _refused(refusal: Refusal) -> Finding:
    finding = refusal.finding
    return finding._replace(message=f"{finding.message} (not repaired: {refusal.reason})")
