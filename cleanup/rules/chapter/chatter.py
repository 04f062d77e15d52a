"""What a language model says to its user at the edges of a translation."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.core.model import BlockKind, Document, Finding, Fix, Severity
from cleanup.rules.chapter.refusal import LONGEST, QUOTES
from cleanup.rules.chapter.remarks import CLOSING, OPENING
from cleanup.rules.context import Context
from cleanup.rules.prose.places import in_small_letters
from cleanup.rules.rule import CONTINUOUS, Example, Stage, rule
from cleanup.rules.structure.headings import without_block

_EDGE = 4
"""Paragraphs at the start and at the end in which a remark may stand."""
_MARKS = " \t*_~=-—–#|>"


@rule(
    "chapter-chatter",
    Stage.STRUCTURE,
    kinds=CONTINUOUS,
    examples=[
        Example("Sure! Here is the translation:\n\nThe bell rang.\n\nHe woke.", "The bell rang.\n\nHe woke."),
        Example("Here's the polished version of the chapter:\n\nThe bell rang.", "The bell rang."),
        Example("**Translation:**\n\nThe bell rang.\n\nHe woke.", "The bell rang.\n\nHe woke."),
        Example(
            "The bell rang.\n\nLet me know if you'd like me to translate the next chapter!",
            "The bell rang.",
        ),
        Example("The bell rang.\n\nI hope this translation helps.", "The bell rang."),
        Example(
            "The bell rang.\n\nNote: I have kept the pinyin of all place names as in the original.", "The bell rang."
        ),
    ],
    keeps=[
        "“Sure! Here is the translation,” he said.\n\nThe bell rang.",
        "Let me know if you can come.\n\nYours, Ann",
        "Here is the inn.\n\nI hope this finds you well.",
        "Let me know if you like the next chapter.\n\nHe wrote.\n\nA.\n\nB.\n\nC.\n\nD.\n\nE.",
        "Chapter 7\n\nTranslation\n\nThe monk rose.",
    ],
)
def chatter(document: Document, context: Context) -> Iterator[Finding]:
    """A remark of a language model to its user before or behind the text: *Sure! Here is the translation:*.

    Removed with the blank line after it. Only the first and the last paragraphs are looked at, and only what speaks of
    the translation itself is taken for a remark; speech in quotation marks is not.
    """
    prose = document.prose
    blocks = document.blocks
    if sum(block.kind is not BlockKind.HEADING for block in blocks[: _EDGE * 4]) < 1 or len(blocks) < 2:
        return
    for number in sorted({*range(len(blocks))[:_EDGE], *range(len(blocks))[-_EDGE:]}):
        block = blocks[number]
        start, end = block.span
        if end - start > LONGEST or prose[start] in QUOTES:
            continue
        text = in_small_letters(prose[start:end]).replace("’", "'").strip(_MARKS)
        first = number < _EDGE and OPENING.fullmatch(text)
        last = number >= len(blocks) - _EDGE and CLOSING.fullmatch(text)
        if first or last:
            message = "this is a remark of the translating model to its user"
            yield Finding("chapter-chatter", block.span, message, Severity.ERROR, Fix((without_block(prose, block),)))
