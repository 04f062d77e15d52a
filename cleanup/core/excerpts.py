"""What the source has at the places of a result: for reports, the review and the editor to show beside the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from cleanup.core.mapping import Mapping
from cleanup.core.model import Document, FileResult, Finding, SourceText, Span
from cleanup.core.parallel import Linked, Parallel

_LIKELY = 0.7
"""The probability from which a reader is shown what the source has."""


def with_source(result: FileResult, document: Document, parallel: Parallel) -> FileResult:
    """A result whose findings, proposals and changes show what the source has there. ``document`` is the original,
    ``parallel`` puts that beside its source. What a rule says of the source itself stays."""
    if not parallel.fits or not (result.findings or result.proposals or result.changes):
        return result
    several = excerpts(document, parallel)
    starts = [span.start for span, _said in several]

    def at(position: int) -> tuple[Span, SourceText] | None:
        number = bisect_right(starts, position) - 1
        return several[number] if number >= 0 and position <= several[number][0].end else None

    def shown(finding: Finding) -> Finding:
        found = at(finding.span.start) if finding.source is None else None
        return finding if found is None else finding._replace(source=found[1])

    changed = dict.fromkeys(found for change in result.changes if (found := at(change.span.start)) is not None)
    return replace(
        result,
        findings=tuple(map(shown, result.findings)),
        proposals=tuple(
            each._replace(source=found[1])
            if each.source is None and (found := at(each.span.start)) is not None
            else each
            for each in result.proposals
        ),
        beside=tuple(changed),
    )


def excerpts(document: Document, parallel: Parallel) -> list[tuple[Span, SourceText]]:
    """The paragraphs of a text, in order, that a reader can be shown the source of, each with that."""
    if not parallel.fits:
        return []
    mapping = Mapping(document)
    return [
        (mapping.span(link.span), excerpt(link))
        for link in parallel.links
        if link.parts and link.sources and link.probability >= _LIKELY
    ]


def excerpt(link: Linked, text: str = "") -> SourceText:
    """What the source has at a link, or ``text`` of it."""
    return SourceText(text or link.source, link.path, link.line)
