"""Whether edits of the source have the effect on the prose that they are meant to have.

A mark put into Markdown may turn text into a heading, a list or emphasis: the source changed as it was told to, and the
document became another one. So the edited source is parsed, and edits that turn out to do more than they say are left
out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleanup.core.model import OBJECT, Document, Edit
from cleanup.core.resolve import Candidate
from cleanup.errors import DocumentError

_BUDGET = 1_000_000
"""Characters parsed in search of the edits to blame, beyond the first attempts. What is left then is refused as a
whole, and the next pass, which has less to look at, tries again."""


def split_by_effect(
    document: Document, candidates: Sequence[Candidate], parse: Callable[[str], Document]
) -> tuple[list[Candidate], list[Candidate]]:
    """Those candidates that together do what they say, and those that would do more."""
    kept: list[Candidate] = []
    refused: list[Candidate] = []
    waiting = [list(candidates)] if candidates else []
    budget = _BUDGET + 4 * len(document.source)
    while waiting:
        some = waiting.pop()
        budget -= len(document.source)
        if has_effect(document, [*kept, *some], parse):
            kept += some
        elif len(some) == 1 or budget < 0:
            refused += some
        else:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    return kept, refused


def has_effect(document: Document, candidates: Sequence[Candidate], parse: Callable[[str], Document]) -> bool:
    """Whether the prose of the edited source is the edited prose. Blanks may differ, and text may become an address."""
    source = edited(document.source, [edit for candidate in candidates for edit in candidate.edits])
    try:
        actual = parse(source)
    except DocumentError:
        return False
    if document.syntax is not None and not _is_of_one_kind(document, actual):
        return False
    if document.prose is document.source and actual.prose is actual.source:
        return True  # neither has markup, and the edits are the same in both
    expected = edited(document.prose, [edit for candidate in candidates for edit in candidate.prose])
    if actual.prose == expected:
        return True
    if document.syntax is not None and document.syntax.exact:
        return _trimmed(spelled_out(expected, document)) == _trimmed(spelled_out(actual.prose, actual))
    return _without_blanks(spelled_out(expected, document)) == _without_blanks(spelled_out(actual.prose, actual))


def _is_of_one_kind(document: Document, actual: Document) -> bool:
    """Whether the edited source is read as the source was, and has as many lines, where that matters."""
    syntax, other = document.syntax, actual.syntax
    if syntax is None or other is None or syntax.name != other.name:
        return False
    if syntax.longest_line and _is_longer(document.prose, actual.prose, syntax.longest_line):
        return False
    return not syntax.keeps_lines or _lines(document.prose) == _lines(actual.prose)


def _is_longer(before: str, after: str, longest: int) -> bool:
    """Whether a line that is too long has become longer."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return any(len(new) > longest and len(new) > len(old) for old, new in pairs)


def _lines(prose: str) -> list[bool]:
    """The lines of a prose, as whether there is something on each."""
    return [bool(line.strip()) for line in prose.split("\n")]


def edited(text: str, edits: Sequence[Edit]) -> str:
    """A text after disjoint edits."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    return "".join([*parts, text[position:]])


def spelled_out(prose: str, document: Document) -> str:
    """Prose with the placeholders of the document replaced by what they stand for in its source."""
    objects = _objects(document)
    first, *rest = prose.split(OBJECT)
    return "".join([first, *(next(objects, OBJECT) + part for part in rest)])


def _trimmed(text: str) -> list[str]:
    """The lines of a text without the blanks at their ends, which no block has."""
    return [line.strip() for line in text.split("\n")]


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _objects(document: Document) -> Iterator[str]:
    for piece in document.pieces:
        text = document.prose[piece.prose.start : piece.prose.end]
        if piece.fixed and text == OBJECT:
            yield document.source[piece.source.start : piece.source.end]
        elif OBJECT in text:
            yield from OBJECT * text.count(OBJECT)
