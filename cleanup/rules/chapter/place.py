"""What the other chapters of a run say of one: too short or long, a copy, a number out of line, nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.core.model import BlockKind, Document, Finding, Severity, Span, TextKind
from cleanup.rules.chapter.refusal import refusal
from cleanup.rules.chapter.standing import Standing
from cleanup.rules.chapter.untranslated import source_share
from cleanup.rules.context import Context
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule
from cleanup.rules.structure.heading_parts import parse_heading

_EMPTY = 12
"""Words of a chapter that is as good as empty."""
_TYPICAL = 150
"""Words of the chapters of a book in which one may be too short."""
_CLOSE = 5
"""How many times the usual distance from the usual length a chapter has to be away."""


def _top(document: Document) -> Span:
    return document.blocks[0].span if document.blocks else Span(0, 0)


def _words(document: Document) -> int:
    """The words of the paragraphs, without headings."""
    prose = document.prose
    spans = [block.span for block in document.blocks if block.kind is not BlockKind.HEADING]
    return sum(len(prose[span.start : span.end].split()) for span in spans)


@rule(
    "chapter-empty",
    Stage.STRUCTURE,
    kinds=frozenset({TextKind.PROSE}),  # a part of a book may be its cover
    reports=True,
    examples=[Example("Chapter 12: The Mill", "Chapter 12: The Mill"), Example("# Chapter 3\n\n…", "# Chapter 3\n\n…")],
    keeps=["Chapter 12: The Mill\n\nThe wheel turned slowly, and nobody was there to see it but the old cat.", "Yes."],
)
def empty(document: Document, context: Context) -> Iterator[Finding]:
    """A chapter without text, or with next to none: a heading alone, an empty file among full ones.

    Reported, an error. A text counts as a chapter when it has a chapter's heading or lies among chapters.
    """
    if len(document.blocks) > _EMPTY or _words(document) >= _EMPTY:
        return
    standing = context.standing
    prose = document.prose
    among = standing.chapters > 0 and standing.typical >= _TYPICAL
    headed = [b for b in document.blocks[:3] if parse_heading(prose[b.span.start : b.span.end].strip("#*_ "))]
    if not among and not (headed and _words(document) < 2):
        return
    if next(iter(refusal.check(document, context)), None) is None:
        yield Finding("chapter-empty", _top(document), "there is no text in this chapter", Severity.ERROR)


@rule(
    "chapter-length",
    Stage.STRUCTURE,
    kinds=CONTINUOUS,
    reports=True,
    options={"short": 0.3, "long": 3.5},
    examples=[
        Example(
            "The wheel turned slowly, and nobody was there to see it but the old cat.",
            "The wheel turned slowly, and nobody was there to see it but the old cat.",
            standing=Standing(chapters=40, typical=1_500, spread=120),
        ),
    ],
    keeps=[
        "The wheel turned slowly, and nobody was there to see it but the old cat.",
        Keep(
            "The wheel turned slowly, and nobody was there to see it but the old cat.",
            standing=Standing(chapters=40, typical=30, spread=10),
        ),
        Keep(
            "The wheel turned slowly, and nobody was there to see it but the old cat.",
            standing=Standing(chapters=40, typical=1_500, spread=700),
        ),
    ],
)
def length(document: Document, context: Context) -> Iterator[Finding]:
    """A chapter that is far shorter or longer than the others in its folder: half of it is missing, or it holds two.

    Reported, an error, in a run over six chapters or more. Options: `short` and `long` are how often the median length
    of the others it may be at least (up to 0.7) and at most (from 1.5). Besides it has to be five times as far from
    that as chapters usually are, so that in a book of long and short chapters nothing is said.
    """
    standing = context.standing
    if not standing.chapters or standing.typical < _TYPICAL:
        return
    words = _words(document)
    if words < _EMPTY or abs(words - standing.typical) < _CLOSE * standing.spread or source_share(document) > 0.3:
        return
    if words < context.options.get("short", 0.3) * standing.typical:
        if next(iter(refusal.check(document, context)), None) is not None:
            return
        what = "far shorter"
    elif words > context.options.get("long", 3.5) * standing.typical:
        what = "far longer"
    else:
        return
    message = f"this chapter is {what} than the others: {words:,} words, where {standing.typical:,} are usual"
    yield Finding("chapter-length", _top(document), message, Severity.ERROR)


@rule(
    "chapter-duplicate",
    Stage.STRUCTURE,
    kinds=CONTINUOUS,
    reports=True,
    examples=[
        Example("The wheel turned.", "The wheel turned.", standing=Standing(chapters=40, twin="novel/0012.txt")),
    ],
    keeps=["The wheel turned.", Keep("The wheel turned.", standing=Standing(chapters=40, typical=1_500))],
)
def duplicate(document: Document, context: Context) -> Iterator[Finding]:
    """A chapter that says the same as another one before it in its folder, but for some words.

    Reported, an error, in a run over six chapters or more. Chapters are the same when they share six in ten of their
    sequences of five words. Where more than one in five is a copy, the folder holds two versions of a book, and
    nothing is said.
    """
    if context.standing.twin:
        message = f"this chapter says the same as {context.standing.twin}"
        yield Finding("chapter-duplicate", _top(document), message, Severity.ERROR)


@rule(
    "chapter-number",
    Stage.STRUCTURE,
    kinds=CONTINUOUS,
    reports=True,
    examples=[
        Example(
            "Chapter 14\n\nThe wheel turned.",
            "Chapter 14\n\nThe wheel turned.",
            standing=Standing(chapters=40, numbering="chapter 13 is missing before this one"),
        ),
    ],
    keeps=["Chapter 14\n\nThe wheel turned.", Keep("Chapter 1\n\nA mill.", standing=Standing(chapters=40))],
)
def number(document: Document, context: Context) -> Iterator[Finding]:
    """A chapter whose number does not follow that of the one before it: one is missing, is there twice, is wrong.

    Reported, an error, in a run over six numbered chapters or more of which eight in ten follow each other. A number
    may start anew with 1, and parts of a chapter may share one.
    """
    if context.standing.numbering:
        yield Finding("chapter-number", _top(document), context.standing.numbering, Severity.ERROR)
