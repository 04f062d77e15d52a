"""What a finding proposes, as a replacement of one stretch of the text."""

from __future__ import annotations

from typing import NamedTuple

from cleanup.core.model import Finding, Span


class Proposal(NamedTuple):
    """Replace ``before``, which stands at ``span`` of the original, by ``after``."""

    span: Span
    before: str
    after: str


def proposals(original: str, finding: Finding) -> tuple[Proposal, ...]:
    """The replacements that a finding has on offer, the best first; none when it only reports something."""
    offered: list[Proposal] = []
    if finding.fix is not None and finding.fix.edits:
        edits = finding.fix.edits
        start = min(finding.span.start, edits[0].span.start)
        end = max(finding.span.end, edits[-1].span.end)
        parts: list[str] = []
        position = start
        for edit in edits:
            parts += (original[position : edit.span.start], edit.text)
            position = edit.span.end
        parts.append(original[position:end])
        offered.append(Proposal(Span(start, end), original[start:end], "".join(parts)))
    before = original[finding.span.start : finding.span.end]
    offered += [Proposal(finding.span, before, text) for text in finding.suggestions]
    return tuple(dict.fromkeys(offered))
