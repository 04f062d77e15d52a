"""Results in files that translators exchange, with marks that ask for a review of what changed."""

from __future__ import annotations

from dataclasses import replace

from cleanup.core.model import Change, FileResult, Span
from cleanup.core.revision import replay
from cleanup.formats.registry import format_named


def with_marks(result: FileResult, format: str) -> FileResult:
    """A result in which every translation that changes is marked, where its format has marks. A mark is a change with
    the causes of the first change that asks for it."""
    marks = format_named(format).marks
    if marks is None or not result.changes:
        return result
    edits = marks(result.original, result.changes)
    causes = result.changes[0].causes
    marked = [Change(span, span, result.original[span.start : span.end], text, causes) for span, text in edits]
    changes: list[Change] = []
    moved = 0
    for change in sorted([*result.changes, *marked], key=lambda change: change.span):
        start = change.span.start + moved
        changes.append(change._replace(revised=Span(start, start + len(change.after))))
        moved += len(change.after) - len(change.before)
    return replace(result, changes=tuple(changes), revised=replay(result.original, changes))
