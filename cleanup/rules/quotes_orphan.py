"""Double quotation marks whose other end is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.core.model import Applicability, Block, BlockKind, Document, Edit, Finding, Fix, Span
from cleanup.rules.context import Context
from cleanup.rules.quotation import Mark, read, text_style
from cleanup.rules.quotation_decoding import DOUBLE, Role
from cleanup.rules.rule import Example, Stage, rule
from cleanup.rules.speech import PAST, TAG_AFTER, TAG_BEFORE, VERBS

_SPEAKING = re.compile(rf"\b(?:{VERBS})\b|[:“”\"‘]")
_INVERTED_TAG = re.compile(rf"[,!?…] (?:(?:{PAST}) (?:[A-Z][a-z]|I\b|s?he\b)|(?:said|cried|replied|answered) the\b)")
"""*, said Lei*: words that nobody speaks."""
_SHORT = 80
"""The longer a sentence, the more likely that only its last words are spoken."""
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[DM]r)(?<!\bMrs)(?<!\bMs)(?<!\bSt)[.!?…][”\"’')]*\s+(?=[“\"‘'(]?[A-Z0-9])"
)


@rule(
    "quotes-orphan",
    Stage.TYPOGRAPHY,
    examples=[
        Example("I will not go,” said Lei.", "“I will not go,” said Lei."),
        Example("Lei said at once: “I will not go.", "Lei said at once: “I will not go.”"),
        Example("“Give me your coat, said Lei. “It is wet.”", "“Give me your coat,” said Lei. “It is wet.”"),
        Example(
            "“Hello, my friend, I said and left the house at once. It was late.",
            "“Hello, my friend, I said and left the house at once. It was late.",
        ),
        Example(
            "We went home. That is what he told me.” Then he left.",
            "We went home. That is what he told me.” Then he left.",
        ),
    ],
    keeps=[
        "“The first paragraph goes on.\n\n“The second closes.”",
        "“Hello,” he said.",
        'A 12" record and a 6\'2" man.',
    ],
    needs=DOUBLE,
)
def orphan(document: Document, context: Context) -> Iterator[Finding]:
    """A quotation mark without its other end.

    The missing mark is put in where only one place is left for it: before a paragraph of one sentence that ends its
    speech and says who spoke, before the words that say who spoke (*, said Lei*), and at the end of a paragraph whose
    last sentence is introduced by somebody's speaking. Everything else is reported. A quotation that goes on in the
    next paragraph, which opens it again, is in order.
    """
    wanted = text_style(document, context.quotes)
    prose = document.prose
    marks = read(document, wanted)
    for number, mark in enumerate(marks):
        glyph = prose[mark.start : mark.end]
        if (
            mark.partner >= 0
            or mark.role is Role.STRAY
            or glyph not in DOUBLE
            or (mark.role is Role.CLOSE and not mark.lone)
        ):
            continue
        place = _place(prose, marks, number, document.blocks[mark.block]) if mark.sure else None
        if place is None and not mark.lone:
            continue
        fix = None
        if place is not None:
            sign = glyph if glyph == '"' else "“”"[1 - mark.role]
            fix = Fix((Edit(Span(place, place), sign),), Applicability.SAFE)
        what = "is never closed" if mark.role is Role.OPEN else "closes nothing"
        message = f"The quote {_beside(prose, mark)} {what} in its paragraph"
        yield Finding("quotes-orphan", Span(mark.start, mark.end), message, fix=fix)


def _place(prose: str, marks: Sequence[Mark], number: int, block: Block) -> int | None:
    """Where the other end of a quotation belongs that lacks it, if that is certain."""
    mark, start, end = marks[number], block.span.start, block.span.end
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    neighbours = marks[number - 1 : number] if mark.role is Role.CLOSE else marks[number + 1 : number + 2]
    neighbour = neighbours[0] if neighbours and neighbours[0].block == mark.block else None
    if mark.role is Role.CLOSE:
        return start if neighbour is None and _is_speech(prose, start, mark.start, end) else None
    stop = neighbour.start if neighbour is not None else end
    tags = list(_INVERTED_TAG.finditer(prose, mark.end, stop))
    if len(tags) == 1:
        return tags[0].start() + 1
    inside = prose[mark.end : end].rstrip()
    one = inside[-1:] in ".!?…" and "\n" not in inside and not _SENTENCE_END.search(inside) and ", and " not in inside
    if neighbour is None and mark.lone and one and TAG_BEFORE.search(prose, max(start, mark.start - 120), mark.start):
        return mark.end + len(inside)
    return None


def _is_speech(prose: str, start: int, close: int, end: int) -> bool:
    """Whether what stands between the start of a paragraph and a closing mark is one sentence, spoken as a whole."""
    inside = prose[start:close]
    if not inside[:1].isupper() or _SENTENCE_END.search(inside):
        return False
    if not prose[close + 1 : end].strip():
        return len(inside) <= _SHORT and inside[-1:] in ".!?…" and not _SPEAKING.search(inside)
    return inside[-1:] in ",!?" and TAG_AFTER.match(prose, close + 1, end) is not None


def _beside(prose: str, mark: Mark) -> str:
    if mark.role is Role.OPEN:
        return f"before “{' '.join(prose[mark.end : mark.end + 30].split()[:3])}”"
    return f"after “{' '.join(prose[max(mark.start - 30, 0) : mark.start].split()[-3:])}”"


RULES = (orphan,)
