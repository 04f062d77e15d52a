"""Results left in a file as tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleanup.core.model import Change, FileResult, Span
from cleanup.core.revision import replay
from cleanup.errors import UnknownFormatError
from cleanup.files.decode import Encoding
from cleanup.formats.container import Container, Revised, Tracking, part_path

Results = list[tuple[FileResult, Encoding]]


def with_tracked_changes(container: Container, path: str, results: Results) -> tuple[bytes, Results]:
    """The bytes of a file in which the changes of its texts are tracked, and the results without the changes that could
    not be. ``path`` is that of the file.

    Raises UnknownFormatError for a format that has no tracked changes.
    """
    if not isinstance(container, Tracking):
        hint = "Only Word documents (.docx) can hold tracked changes: leave out --tracked for the others."
        raise UnknownFormatError("its changes cannot be tracked", hint=hint)
    names = {part_path(path, part.name): part.name for part in container.parts()}
    revised = {
        names[result.path]: Revised(result.original, result.changes, encoding.encode)
        for result, encoding in results
        if result.changes
    }
    data, left = container.tracked(revised)
    return data, [(_without(result, left.get(names[result.path], [])), encoding) for result, encoding in results]


def _without(result: FileResult, left: Sequence[Change]) -> FileResult:
    """A result without some of its changes, and with a note about them."""
    if not left:
        return result
    kept: list[Change] = []
    moved = 0
    for change in result.changes:
        if change not in left:
            start = change.span.start + moved
            kept.append(change._replace(revised=Span(start, start + len(change.after))))
            moved += len(change.after) - len(change.before)
    some = "1 change" if len(left) == 1 else f"{len(left)} changes"
    note = f"{result.path}: {some} could not be tracked, and left out"
    return replace(result, changes=tuple(kept), revised=replay(result.original, kept), notes=(*result.notes, note))
