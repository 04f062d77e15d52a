"""Findings in the coordinates of prose, source and original, and what their edits come to there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from cleanup.core.mapping import Mapping, minimal
from cleanup.core.model import Document, Edit, Finding, Fix, Span
from cleanup.core.revision import Revision


def changing(edits: Iterable[Edit], text: str) -> tuple[Edit, ...]:
    """What the edits change of the text, and no more."""
    smaller = (minimal(edit, text) for edit in edits)
    return tuple(edit for edit in smaller if edit.text or edit.span.start < edit.span.end)


def verify(finding: Finding, document: Document) -> None:
    """Raise ValueError, naming the rule, where a finding lies outside the document or its edits overlap."""
    position, length = 0, len(document.prose)
    start, end = finding.span
    if not 0 <= start <= end <= length:
        raise ValueError(f"{finding.rule} found something outside the text, at {finding.span}")
    for start, end in finding.places:
        if not 0 <= start <= end <= length:
            raise ValueError(f"{finding.rule} speaks of places outside the text")
    if finding.fix is None:
        return
    for (start, end), _text in finding.fix.edits:
        if not position <= start <= end <= length:
            raise ValueError(f"{finding.rule} has an edit that overlaps another or is outside the text, at {start}")
        position = end


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """The same places in order, those that overlap made one. Those that only touch stay two, with room between them."""
    disjoint: list[Span] = []
    for span in sorted(spans):
        if disjoint and span.start < disjoint[-1].end:
            disjoint[-1] = Span(disjoint[-1].start, max(disjoint[-1].end, span.end))
        else:
            disjoint.append(span)
    return disjoint


def disturbs(edit: Edit, off_limits: Sequence[Span], document: Document) -> bool:
    """Whether an edit of the prose changes something inside a protected span. Beside it is allowed."""
    if not off_limits:
        return False
    start, end = minimal(edit, document.prose).span
    index = bisect_left(off_limits, (end, -1)) - 1
    return index >= 0 and start < off_limits[index].end


def in_source(finding: Finding, place: Span, mapping: Mapping) -> Finding:
    """A finding whose fix is in source coordinates; without the fix where the source does not allow it."""
    if mapping.is_plain:
        if finding.fix is None:
            return finding
        plain = tuple([minimal(edit, mapping.prose) for edit in finding.fix.edits])
        return finding if plain == finding.fix.edits else finding._replace(fix=Fix(plain, finding.fix.applicability))
    places = tuple(mapping.span(other) for other in finding.places)
    if finding.fix is None:
        return finding._replace(span=place, places=places)
    edits = [mapping.edits(edit) for edit in finding.fix.edits]
    whole = tuple(sorted(edit for some in edits if some is not None for edit in some))
    fix = Fix(whole, finding.fix.applicability) if None not in edits else None
    return finding._replace(span=place, fix=fix, places=places)


def in_original(finding: Finding, place: Span, revision: Revision) -> Finding:
    """A finding of the revised text in coordinates of the original; its fix only where the original is unchanged."""
    fix = finding.fix
    if fix is not None:
        if all(revision.is_original(edit.span) for edit in fix.edits):
            edits = tuple(Edit(revision.span_to_original(edit.span), edit.text) for edit in fix.edits)
            fix = Fix(edits, fix.applicability)
        else:
            fix = None
    places = tuple(revision.span_to_original(other) for other in finding.places)
    return finding._replace(span=revision.span_to_original(place), fix=fix, places=places)
