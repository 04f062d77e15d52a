"""A language model that did not translate, or a site that did not give the chapter."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.core.model import Block, BlockKind, Document, Finding, Severity, Span
from cleanup.rules.chapter.remarks import ERROR_PAGE, REFUSAL, REFUSAL_HINTS, REFUSAL_IN_SOURCE, REFUSAL_IN_SOURCE_HINTS
from cleanup.rules.context import Context
from cleanup.rules.prose.places import block_index, in_small_letters
from cleanup.rules.rule import Example, Stage, rule

LONGEST = 1_200
"""Characters; no remark to a user is longer."""
QUOTES = frozenset("\"'“‘”’「『«„")
_WHOLE = 200
"""Words of a text that may be nothing but a refusal."""


@rule(
    "chapter-refusal",
    Stage.STRUCTURE,
    reports=True,
    examples=[
        Example(
            "I cannot translate the provided text because it is a login page.",
            "I cannot translate the provided text because it is a login page.",
        ),
        Example(
            "Chapter 12\n\nI'm sorry, but I can't assist with that request.",
            "Chapter 12\n\nI'm sorry, but I can't assist with that request.",
        ),
        Example(
            "He rose early.\n\nPlease provide the text of the chapter you want translated.\n\nShe slept.",
            "He rose early.\n\nPlease provide the text of the chapter you want translated.\n\nShe slept.",
        ),
        Example(
            "# books.example\n\nVerifying you are human. This may take a few seconds.",
            "# books.example\n\nVerifying you are human. This may take a few seconds.",
        ),
    ],
    keeps=[
        "“I cannot translate this text,” the monk said. “The script is older than the temple.”",
        "I cannot help you, he thought, and I won't.",
        "She asked him to please provide the text of the treaty.",
        "He could not translate the inscription.",
    ],
)
def refusal(document: Document, context: Context) -> Iterator[Finding]:
    """A refusal or question of a language model in place of the text: *I cannot translate the provided text*.

    One finding for a text, an error. It says whether the whole text is one, or a part of it is missing. A page that a
    site shows instead of a chapter (*Verify you are human*) is found as well. Speech in quotation marks is left alone.
    """
    prose = document.prose
    small = in_small_letters(prose).replace("’", "'")
    short = len(prose) < _WHOLE * 8
    hinted = _hinted(document, small, prose)
    if not (hinted or short):
        return
    places = [block.span for block in map(document.blocks.__getitem__, hinted) if _refuses(prose, small, block)]
    page = []
    if short and not places:
        page = [b.span for b in document.blocks if ERROR_PAGE.search(small[b.span.start : b.span.end])]
    if page:
        message = "a page of the site is here instead of the chapter: fetch and translate it again"
        yield Finding("chapter-refusal", page[0], message, Severity.ERROR, places=tuple(page[1:]))
        return
    if not places:
        return
    rest = _rest(document, places)
    if rest < _WHOLE and rest <= 2 * _words(prose, places):
        message = "this is a refusal of the translating model and no chapter: translate it again"
    else:
        message = "the translating model did not translate the text that belongs here"
    yield Finding("chapter-refusal", places[0], message, Severity.ERROR, places=tuple(places[1:]))


def _hinted(document: Document, small: str, prose: str) -> list[int]:
    """Indices of the blocks that have a word of a refusal."""
    places: list[int] = []
    hints = [(small, hint) for hint in REFUSAL_HINTS]
    hints += [] if prose.isascii() else [(prose, mark) for mark in REFUSAL_IN_SOURCE_HINTS]
    for text, hint in hints:
        place = text.find(hint)
        while place >= 0:
            places.append(place)
            place = text.find(hint, place + LONGEST // 4)
    return sorted({index for index in (block_index(document, place) for place in places) if index >= 0})


def _refuses(prose: str, small: str, block: Block) -> bool:
    start, end = block.span
    if end - start > LONGEST or prose[start] in QUOTES:
        return False
    return REFUSAL.search(small, start, end) is not None or (
        REFUSAL_IN_SOURCE.search(prose, start, end) is not None and '"' not in prose[start:end]
    )


def _rest(document: Document, places: list[Span]) -> int:
    """Words of paragraphs that are no refusal."""
    refused = set(places)
    others = [b.span for b in document.blocks if b.span not in refused and b.kind is not BlockKind.HEADING]
    return _words(document.prose, others)


def _words(prose: str, spans: list[Span]) -> int:
    return sum(len(prose[span.start : span.end].split()) for span in spans)
