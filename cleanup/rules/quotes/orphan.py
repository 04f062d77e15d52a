"""Double quotation marks whose other end is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.core.model import Applicability, BlockKind, Document, Edit, Finding, Fix, Span
from cleanup.rules.context import Context
from cleanup.rules.prose.speech import PAST, TAG_AFTER, TAG_BEFORE, VERBS
from cleanup.rules.quotes.decoding import DOUBLE, Role
from cleanup.rules.quotes.roles import Mark, Reading, read, text_style
from cleanup.rules.rule import NO_STRINGS, Example, Stage, rule

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
    kinds=NO_STRINGS,
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
    """Unpaired quotation mark.

    The missing mark is put in where only one place is left for it: before a paragraph of one sentence that ends its
    speech and says who spoke, before the words that say who spoke (*, said Lei*), and at the end of a paragraph whose
    last sentence is introduced by somebody's speaking. Everything else is reported. A quotation that goes on in the
    next paragraph, which opens it again, is in order.
    """
    prose = document.prose
    for block, offset, reading in read(document, text_style(document, context.quotes)):
        for mark, place in reading.judged(_orphans):
            if document.blocks[block].kind is not BlockKind.PARAGRAPH:
                place = None
            if place is None and not mark.lone:
                continue
            start, end = offset + mark.start, offset + mark.end
            fix = None
            if place is not None:
                sign = prose[start:end] if prose[start:end] == '"' else "“”"[1 - mark.role]
                fix = Fix((Edit(Span(offset + place, offset + place), sign),), Applicability.SAFE)
            what = "is never closed" if mark.role is Role.OPEN else "closes nothing"
            message = f"The quote {_beside(prose, start, end, mark.role)} {what} in its paragraph"
            yield Finding("quotes-orphan", Span(start, end), message, fix=fix)


def _orphans(reading: Reading) -> list[tuple[Mark, int | None]]:
    """The marks without another end, and where in the paragraph that belongs, if it is certain."""
    found = []
    for number, mark in enumerate(reading.marks):
        if mark.partner >= 0 or mark.role is Role.STRAY or reading.text[mark.start : mark.end] not in DOUBLE:
            continue
        if mark.lone or (mark.role is Role.OPEN and mark.sure):
            place = _place(reading.text, reading.marks, number) if mark.sure else None
            if place is not None or mark.lone:
                found.append((mark, place))
    return found


def _place(text: str, marks: Sequence[Mark], number: int) -> int | None:
    """Where the other end of a quotation belongs that lacks it, if that is certain."""
    mark = marks[number]
    if mark.role is Role.CLOSE:
        return 0 if number == 0 and _is_speech(text, mark.start) else None
    neighbour = marks[number + 1] if number + 1 < len(marks) else None
    tags = list(_INVERTED_TAG.finditer(text, mark.end, neighbour.start if neighbour is not None else len(text)))
    if len(tags) == 1:
        return tags[0].start() + 1
    if neighbour is not None or not mark.lone or not TAG_BEFORE.search(text, max(mark.start - 120, 0), mark.start):
        return None
    inside = text[mark.end :].rstrip()
    one = inside[-1:] in ".!?…" and "\n" not in inside and ", and " not in inside and not _SENTENCE_END.search(inside)
    return mark.end + len(inside) if one else None


def _is_speech(text: str, close: int) -> bool:
    """Whether what stands between the start of a paragraph and a closing mark is one sentence, spoken as a whole."""
    inside = text[:close]
    if not inside[:1].isupper():
        return False
    if text[close + 1 :].strip():
        spoken = inside[-1:] in ",!?" and TAG_AFTER.match(text, close + 1) is not None
    else:
        spoken = len(inside) <= _SHORT and inside[-1:] in ".!?…" and not _SPEAKING.search(inside)
    return spoken and not _SENTENCE_END.search(inside)


def _beside(prose: str, start: int, end: int, role: Role) -> str:
    if role is Role.OPEN:
        return f"before “{' '.join(prose[end : end + 30].split()[:3])}”"
    return f"after “{' '.join(prose[max(start - 30, 0) : start].split()[-3:])}”"


RULES = (orphan,)
