"""Which fixes apply together, and why each other one was refused."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from cleanup.core.model import Applicability, Edit, Finding, Refusal, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding and the edits its fix comes to in the source; ``prose`` are the same edits in the prose."""

    finding: Finding
    edits: tuple[Edit, ...]
    prose: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """``accepted`` candidates have edits that neither overlap nor touch; ``refused`` says why not the others."""

    accepted: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]


def resolve(candidates: Iterable[Candidate]) -> Resolution:
    """Accept candidates in the order of their first edit, each as a whole, unless one of its edits overlaps or touches
    one that is already accepted. Safe fixes come before all others, so that asking for more never loses one; candidates
    at the same place are taken in the order given. What is refused can be tried again in the next pass."""
    safe: list[tuple[Span, Candidate]] = []
    other: list[tuple[Span, Candidate]] = []
    accepted: list[Candidate] = []
    refused: list[Refusal] = []
    for candidate in sorted(candidates, key=lambda c: (not _is_safe(c), c.edits[0].span)):
        rival = _rival(candidate, safe) or _rival(candidate, other)
        if rival is not None:
            refused.append(Refusal(candidate.finding, f"overlaps or touches a fix of {rival.finding.rule}"))
            continue
        accepted.append(candidate)
        taken = safe if _is_safe(candidate) else other
        for edit in candidate.edits:
            taken.insert(bisect_left(taken, edit.span, key=lambda pair: pair[0]), (edit.span, candidate))
    return Resolution(tuple(accepted), tuple(refused))


def _is_safe(candidate: Candidate) -> bool:
    fix = candidate.finding.fix
    return fix is None or fix.applicability is Applicability.SAFE


def _rival(candidate: Candidate, taken: list[tuple[Span, Candidate]]) -> Candidate | None:
    for edit in candidate.edits:
        index = bisect_left(taken, edit.span, key=lambda pair: pair[0])
        for span, rival in taken[max(index - 1, 0) : index + 1]:
            if span.start <= edit.span.end and edit.span.start <= span.end:
                return rival
    return None
