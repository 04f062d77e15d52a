"""Space inside and outside of double quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanup.core.model import Block, BlockKind, Document, Finding
from cleanup.core.whole import of_whole
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.prose.speech import NEW_TAG, TAG_BEFORE, same_speaker
from cleanup.rules.quotes.decoding import DOUBLE, Role
from cleanup.rules.quotes.roles import Mark, Reading, read, text_style
from cleanup.rules.rule import Example, Stage, rule

_SPACE = frozenset(" \t\u00a0\u3000")
_SINGLE = ("‘'", "’'")
"""Single quotes that open, and that close: typesetters part a double quote from them."""
_ENDS = ".!?…"
_GAPS = 50
"""Paragraphs from which the usual gap between paragraphs is told."""
_SUFFIX = re.compile(r"(?:s|es|ed|er|ers|ing|ish|ism|y|d|t|ll|re|ve|m)\b")


@rule(
    "quotes-inner-space",
    Stage.TYPOGRAPHY,
    examples=[
        Example("“He went to Taobao. ” She left.", "“He went to Taobao.” She left."),
        Example("“ Hello, ” he said.", "“Hello,” he said."),
        Example('" Hello, " he said. " Bye. "', '"Hello," he said. "Bye."'),
        Example("He calls it “ home ”.", "He calls it “home”."),
        Example('"Hello, "he said, "and goodbye."', '"Hello,"he said, "and goodbye."'),
    ],
    keeps=[
        "“\u200a‘Hello,’\u200a” she read.",
        "“ ‘Hello,’ ” she read.",
        "“Hello,” “Goodbye,” and “Well.”",
        '"Hello," he said, "and goodbye."',
        "« Bonjour », dit-il.",
        "“ ”",
    ],
    needs=DOUBLE,
)
def inner_space(document: Document, context: Context) -> Iterator[Finding]:
    """Space between a quotation mark and what it quotes.

    A space between a double and a single quote is left: typesetters put one there.
    """
    for _block, offset, reading in read(document, text_style(document, context.quotes)):
        for start, end, message, sure in reading.judged(_inner_spaces):
            yield mend("quotes-inner-space", offset + start, offset + end, "", message, sure=sure)


def _inner_spaces(reading: Reading) -> list[tuple[int, int, str, bool]]:
    found = []
    text = reading.text
    for mark in reading.marks:
        if mark.role is Role.OPEN:
            start = end = mark.end
            if text[end : end + 1] not in _SPACE:
                continue
            while end < len(text) and text[end] in _SPACE:
                end += 1
            beyond = text[end : end + 1] or "\n"
        else:
            start = end = mark.start
            if text[start - 1 : start] not in _SPACE:
                continue
            while start and text[start - 1] in _SPACE:
                start -= 1
            beyond = text[start - 1] if start else "\n"
        if mark.role is Role.STRAY or text[mark.start] not in DOUBLE:
            continue
        if beyond == "\n" or beyond in _SINGLE[mark.role] or beyond in DOUBLE:
            continue
        side = "after the opening" if mark.role is Role.OPEN else "before the closing"
        message = f"Space {side} quote, beside “{_word(text, start, end)}”"
        found.append((start, end, message, mark.sure and not mark.lone))
    return found


def _word(prose: str, start: int, end: int) -> str:
    left = prose[max(start - 20, 0) : start].rsplit(None, 1)
    right = prose[end : end + 20].split(None, 1)
    word = left[-1] if left and prose[start - 1 : start] not in DOUBLE else right[0] if right else ""
    return word.strip('“”" ')


@rule(
    "quotes-outer-space",
    Stage.TYPOGRAPHY,
    examples=[
        Example("“Go,”he said,“and do not wait.”", "“Go,” he said, “and do not wait.”"),
        Example("“It is late.”The room was dark.", "“It is late.” The room was dark."),
        Example(
            "They looked at Li Mu and said, ”what do you say?”Li Mu said: ”it’s very simple.”",
            "They looked at Li Mu and said, ”what do you say?”\n\nLi Mu said: ”it’s very simple.”",
        ),
        Example("Lei said: “Why?”Lei said: “Why not?”", "Lei said: “Why?” Lei said: “Why not?”"),
        Example("“Really?”“Of course.”", "“Really?”\n\n“Of course.”"),
        Example("He played “Forest Scenes.”“Bravo!”", "He played “Forest Scenes.” “Bravo!”"),
        Example('He said:"Come in"and left.', 'He said: "Come in" and left.'),
    ],
    keeps=[
        "Three “yes”es and a “no”.",
        "“Well”—he stopped—“never mind.”",
        "(“Hello,” he said.)",
        'He owns a 12"x12" tile.',
        'It prints {"a":"b"} then.',
        "the so-called “big”/“small” question",
    ],
    needs=DOUBLE,
)
def outer_space(document: Document, context: Context) -> Iterator[Finding]:
    """No space between a quotation and the text before or after it, or two speakers in one paragraph.

    After a closing quote follows a space; a paragraph break where it is certain that somebody else begins to speak.
    That is so in two cases: the quotation was introduced by a clause of its own (*They said, “…”*) and what follows
    introduces the next one with a named speaker who is not the subject of that clause (*Li Mu said: “…”*); or one
    finished quotation follows the other with nothing between them.
    """
    prose = document.prose
    for block, offset, reading in read(document, text_style(document, context.quotes)):
        for mark, new_speaker in reading.judged(_outer_spaces):
            if mark.role is Role.OPEN:
                place, text = offset + mark.start, " "
                message = f"No space before “{_word(prose, offset + mark.end, offset + mark.end)}” and its quote"
            elif new_speaker and _may_break(document, document.blocks[block]):
                place, text = offset + mark.end, of_whole(document, _break)
                words = prose[place : place + 20].split("\n", 1)[0]
                message = f"Somebody else speaks from “{words}…” on"
            else:
                place, text = offset + mark.end, " "
                message = f"No space after the quote at “{_word(prose, offset + mark.start, offset + mark.start)}”"
            yield mend("quotes-outer-space", place, place, text, message, sure=mark.sure)


def _outer_spaces(reading: Reading) -> list[tuple[Mark, bool]]:
    """The marks that lack the space outside, and whether somebody else speaks from there on."""
    found = []
    text, marks = reading.text, reading.marks
    for number, mark in enumerate(marks):
        if mark.role is Role.STRAY or text[mark.start] not in DOUBLE:
            continue
        if mark.role is Role.OPEN:
            if mark.start and _lacks_space_before(text, mark):
                found.append((mark, False))
        elif mark.end < len(text) and _lacks_space_after(text, marks, number):
            found.append((mark, _new_speaker(text, marks, number)))
    return found


def _lacks_space_before(text: str, mark: Mark) -> bool:
    before = text[mark.start - 1]
    if before == ":" and mark.start > 1 and text[mark.start - 2] in DOUBLE:
        return False  # a key of JSON
    return before in ",.:;!?)" or (before.isalpha() and _is_spaced_script(before) and mark.partner >= 0)


def _lacks_space_after(text: str, marks: Sequence[Mark], number: int) -> bool:
    end = marks[number].end
    if number + 1 < len(marks) and marks[number + 1].start == end:
        return marks[number + 1].role is Role.OPEN
    after = text[end]
    return after in "([" or (after.isalnum() and _is_spaced_script(after) and not _SUFFIX.match(text, end))


def _new_speaker(text: str, marks: Sequence[Mark], number: int) -> bool:
    """Whether the text after the closing mark certainly belongs to somebody else. See `outer_space`."""
    mark = marks[number]
    if mark.partner < 0 or number + 1 >= len(marks):
        return False
    following, opening = marks[number + 1], marks[mark.partner]
    said = text[max(mark.start - 2, 0) : mark.start]
    ended = said[-1:] in _ENDS or (said[-1:] in _SPACE and said[:1] in _ENDS)
    if not ended or following.role is not Role.OPEN or not following.sure:
        return False
    if following.start == mark.end:
        first = text[following.end : following.end + 1]
        introduced = text[max(opening.start - 3, 0) : opening.start].rstrip()[-1:] in ("", *',:.!?…”"')
        return introduced and following.partner >= 0 and (first.isupper() or first in "…‘'")
    tag = NEW_TAG.match(text, mark.end, following.start)
    start = marks[mark.partner - 1].end if mark.partner else 0
    before = text[start : opening.start]
    return bool(tag and TAG_BEFORE.search(before) and not same_speaker(before, tag["who"]))


def _is_spaced_script(character: str) -> bool:
    """Whether the letter or figure is of a script that sets spaces between words."""
    return character < "\u2e80"


def _may_break(document: Document, block: Block) -> bool:
    """Whether an empty line in the source ends the paragraph: not in a quoted block of Markdown, nor between HTML
    tags."""
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    if not document.pieces:
        return True
    piece = document.pieces[bisect_right(document.pieces, block.span.start, key=lambda piece: piece.prose.start) - 1]
    start = piece.source.start + (block.span.start - piece.prose.start if piece.verbatim else 0)
    return document.source[max(start - 1, 0) : start] in ("", "\n")


def _break(document: Document) -> str:
    """What stands between paragraphs in this document."""
    blocks = document.blocks
    gaps = [document.prose[one.span.end : two.span.start] for one, two in pairwise(blocks[:_GAPS])]
    single = sum(1 for gap in gaps if gap.count("\n") == 1)
    return "\n" if gaps and single > len(gaps) / 2 else "\n\n"


RULES = (inner_space, outer_space)
