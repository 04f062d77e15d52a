"""What the other chapters of a run say of one: too short or long, a copy, a number out of line, nothing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import BlockKind, Document, Finding, Severity, Span, TextKind
from cleanup.rules.chapter.refusal import refusal
from cleanup.rules.chapter.standing import Standing
from cleanup.rules.chapter.untranslated import source_share
from cleanup.rules.context import Context
from cleanup.rules.engine.guards import SOURCE_LETTERS
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule
from cleanup.rules.structure.heading_parts import parse_heading

_EMPTY = 12
"""Words of a chapter that is as good as empty."""
_TYPICAL = 150
"""Words of the chapters of a book in which one may be too short."""
_CLOSE = 5
"""How many times the usual distance from the usual length a chapter has to be away."""

_LETTERS = 300
"""Letters of a source that says how long its translation is to be."""
_LETTER = re.compile(f"[{SOURCE_LETTERS}]")
_WORDS = (
    (re.compile("[\u3041-\u3096\u30a1-\u30fa]"), 0.2, 0.5),
    (re.compile("[\uac00-\ud7a3]"), 0.2, 0.6),
    (_LETTER, 0.0, 0.8),
)
"""Letters of a script, the share of them from which the source is in that language, and English words for a letter: the
medians of 24 chapters of Japanese and of Chinese, and for Korean an estimate."""
_STORY = "掌柜看着门外的大雨，没有说话。女孩拿起灯，慢慢走向木门。风吹过旧塔，没有人回答她。" + "\n\n"


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
    options={"short": 0.3, "long": 3.5, "source_short": 0.45, "source_long": 2.2},
    examples=[
        Example(
            "The wheel turned slowly, and nobody was there to see it but the old cat.",
            "The wheel turned slowly, and nobody was there to see it but the old cat.",
            standing=Standing(chapters=40, typical=1_500, spread=120),
        ),
        Example(
            "The old man opened the door of the mill and looked out into the rain.",
            "The old man opened the door of the mill and looked out into the rain.",
            raw=f"老人打开磨坊的门，望着外面的雨。\n\n{_STORY * 9}",
        ),
    ],
    keeps=[
        Keep("The old man opened the door of the mill and looked out into the rain.", raw=_STORY),
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
    that as chapters usually are, so that in a book of long and short chapters nothing is said. Where the source lies
    beside it (`--source`), `source_short` and `source_long` say the same of the length that its source lets expect.
    """
    yield from _beside_source(document, context)
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


def _beside_source(document: Document, context: Context) -> Iterator[Finding]:
    """What the source says of the length of a text."""
    parallel = context.parallel(document)
    if parallel is None:
        return  # of a tenth of a text nobody can say for sure that it renders the source: that is not asked
    source = "".join(link.source for link in parallel.links)
    letters = len(_LETTER.findall(source))
    if letters < _LETTERS:
        return
    expected = letters * next(words for kind, share, words in _WORDS if len(kind.findall(source)) >= share * letters)
    words = _words(document)
    if words < context.options.get("source_short", 0.45) * expected:
        what = "far shorter"
    elif words > context.options.get("source_long", 2.2) * expected:
        what = "far longer"
    else:
        return
    message = f"this text is {what} than its source lets expect: {words:,} words for {letters:,} letters of source"
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
