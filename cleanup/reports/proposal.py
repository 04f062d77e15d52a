"""What is proposed for a place, as replacements of one stretch of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleanup.core.model import Edit, Finding, Span


class Proposal(NamedTuple):
    """Replace ``before``, which stands at ``span`` of the original, by ``after``."""

    span: Span
    before: str
    after: str


def proposals(original: str, finding: Finding) -> tuple[Proposal, ...]:
    """The replacements that a finding has on offer, the best first; none when it only reports something."""
    return replacements(original, finding.span, finding.fix.edits if finding.fix else (), finding.suggestions)


def replacements(original: str, span: Span, edits: Sequence[Edit], alternatives: Sequence[str]) -> tuple[Proposal, ...]:
    """What the edits make of the span and of what they reach beyond it, then the alternatives for the span."""
    offered: list[Proposal] = []
    if edits:
        start = min(span.start, edits[0].span.start)
        end = max(span.end, edits[-1].span.end)
        parts: list[str] = []
        position = start
        for edit in edits:
            parts += (original[position : edit.span.start], edit.text)
            position = edit.span.end
        parts.append(original[position:end])
        offered.append(Proposal(Span(start, end), original[start:end], "".join(parts)))
    before = original[span.start : span.end]
    offered += [Proposal(span, before, text) for text in alternatives]
    return tuple(dict.fromkeys(offered))
