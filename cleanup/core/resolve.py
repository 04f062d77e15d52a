"""Which fixes apply together, and why each other one was refused."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cleanup.core.model import Applicability, Edit, Finding, Refusal, Span


class Candidate(NamedTuple):
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
    safe, other = _Taken(), _Taken()
    accepted: list[Candidate] = []
    refused: list[Refusal] = []
    for candidate in sorted(candidates, key=lambda c: (not _is_safe(c), c.edits[0].span)):
        rival = safe.rival(candidate) or other.rival(candidate)
        if rival is not None:
            refused.append(Refusal(candidate.finding, f"overlaps or touches a fix of {rival.finding.rule}"))
            continue
        accepted.append(candidate)
        (safe if _is_safe(candidate) else other).add(candidate)
    return Resolution(tuple(accepted), tuple(refused))


class _Taken:
    """The edits of accepted candidates, in order."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._candidates: list[Candidate] = []
        self._end = -1

    def rival(self, candidate: Candidate) -> Candidate | None:
        """An accepted candidate that an edit of this one overlaps or touches."""
        if candidate.edits[0].span.start > self._end:
            return None  # behind all of them, as nearly every one is: they come in order
        for (start, end), _text in candidate.edits:
            index = bisect_left(self._spans, (start, end))
            for near in range(max(index - 1, 0), min(index + 1, len(self._spans))):
                taken = self._spans[near]
                if taken.start <= end and start <= taken.end:
                    return self._candidates[near]
        return None

    def add(self, candidate: Candidate) -> None:
        """Accept a candidate that has no rival."""
        for span, _text in candidate.edits:
            index = len(self._spans) if span.start > self._end else bisect_left(self._spans, span)
            self._spans.insert(index, span)
            self._candidates.insert(index, candidate)
            self._end = max(self._end, span.end)


def _is_safe(candidate: Candidate) -> bool:
    fix = candidate.finding.fix
    return fix is None or fix.applicability is Applicability.SAFE
