"""The quotation marks of Chinese and Japanese, left standing in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.core.whole import of_whole
from cleanup.rules.context import Context
from cleanup.rules.prose.speech import TAG_AFTER, TAG_BEFORE
from cleanup.rules.quotes.roles import text_style
from cleanup.rules.rule import Example, Stage, rule

_MARK = re.compile(r"「+|」+|『+|』+|﹁+|﹂+|《|》|〈|〉|\n")
_CLOSES = {"」": "「", "』": "『", "﹂": "﹁", "》": "《", "〉": "〈"}
_ENGLISH = re.compile(r"[A-Za-z]")
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SILENCE = re.compile(r"[….。！？!?~～ー—-]+")
_LIKE_SPEECH = re.compile(r"[?!…]|\.\.\.|\b(?:I|you|we|my|your|me|us|please)\b|\w[’']\w", re.IGNORECASE)
_ENTRY = re.compile(r"\s*[^\W\d_][\w’' -]{0,30}[:：][^.!?…\n]{1,60}")
"""A line of a panel: a key and its value."""
_FEWEST = 3
"""Quotations in corner brackets that tell what these stand for."""
_LONGEST = 5_000
_LOOK = 400
_SIGNS = {"curly": ("“", "”", "‘", "’"), "straight": ('"', '"', "'", "'")}


class _Quotation(NamedTuple):
    opening: Span
    closing: Span
    depth: int


@rule(
    "quotes-corner",
    Stage.TYPOGRAPHY,
    examples=[
        Example("「Where are you going?」 he asked.", "“Where are you going?” he asked."),
        Example('He said "yes". 「And you?」', 'He said "yes". "And you?"'),
        Example("「He told me 『never』 and left.」", "“He told me ‘never’ and left.”"),
        Example("「『Never!』 he said.」", "“‘Never!’ he said.”"),
        Example("「「What the heck is that?!」」", "“What the heck is that?!”"),
        Example("「…………」", "“…………”"),
        Example(
            "“Come,” he said. 「Health: 12」 “Why?” she asked. 「Health restored.」 “Look!”",
            "“Come,” he said. 「Health: 12」 “Why?” she asked. 「Health restored.」 “Look!”",
        ),
        Example("「Owner: Ada Lund」", "「Owner: Ada Lund」"),
        Example("She had read 《Dream of the Red Chamber》 twice.", "She had read 《Dream of the Red Chamber》 twice."),
    ],
    keeps=[
        "The word 「勇者」 means hero.",
        "It opens with 「 and closes with 」 in Japanese.",
        "他说：「你好。」",
        "【Fireball】",
    ],
    needs="「『﹁《〈",
)
def corner(document: Document, context: Context) -> Iterator[Finding]:
    """Corner brackets around English speech, and angle brackets around a title.

    *「…」* becomes a double quotation mark, *『…』* inside it a single one; doubled brackets (several speakers at once)
    become one mark. In a text that sets speech in other marks, corner brackets hold messages and panels (*「Host: Lin
    Chen」*): there only what somebody says or cries out is changed, everything else is suggested. Titles in *《…》* are
    only suggested: some books keep them for spells and skills, others want italics. Quotations in the source script
    stay.
    """
    prose = document.prose
    signs = _SIGNS[text_style(document, context.quotes) or "curly"]
    if context.quotes == "auto" and of_whole(document, _has_only_straight_apostrophes):
        signs = _SIGNS["straight"]
    all_found = [found for found in _quotations(prose) if _is_quoted_english(prose, found)]
    kind = of_whole(document, _usual_kind) if all_found else _Kind.SPEECH
    for found in all_found:
        inside = prose[found.opening.end : found.closing.start]
        opened = prose[found.opening.start]
        safe = opened in "「『﹁" and not _SCRIPT.search(inside) and _is_speech(prose, found, kind)
        level = 2 if found.depth or _is_quoted(prose, found.opening.start) else 0
        edits = (Edit(found.opening, signs[level]), Edit(found.closing, signs[level + 1]))
        shown = inside if len(inside) <= 24 else inside[:20].rstrip() + "…"
        message = f"“{opened}{shown}{prose[found.closing.start]}” is in the source script's quotation marks"
        applicability = Applicability.SAFE if safe else Applicability.SUGGESTION
        yield Finding("quotes-corner", found.opening, message, Severity.WARNING, Fix(edits, applicability))


class _Kind(Enum):
    """What corner brackets stand for in a text."""

    SPEECH = auto()
    MIXED = auto()
    """Speech has quotation marks of its own, and most of what stands in corner brackets does not look like speech, or
    some of it is a key with its value: panels of a game, messages of a system, signs."""


def _has_only_straight_apostrophes(document: Document) -> bool:
    prose = document.prose
    return not any(mark in prose for mark in '“”"') and "’" not in prose and "'" in prose


def _usual_kind(document: Document) -> _Kind:
    prose = document.prose
    found = [each for each in _quotations(prose) if _is_quoted_english(prose, each)]
    outer = [each for each in found if not each.depth]
    other = prose.count("“") + prose.count('"') // 2
    if not outer or not other or (other == 1 and len(outer) == 1):
        return _Kind.SPEECH
    if any(_ENTRY.fullmatch(prose, each.opening.end, each.closing.start) for each in outer):
        return _Kind.MIXED
    if len(outer) < _FEWEST:
        return _Kind.SPEECH
    like = sum(1 for each in outer if _LIKE_SPEECH.search(prose, each.opening.end, each.closing.start))
    return _Kind.SPEECH if like * 2 > len(outer) else _Kind.MIXED


def _is_speech(prose: str, found: _Quotation, kind: _Kind) -> bool:
    """Whether a quotation is speech, and no line of a panel like *Host: Lin Chen*."""
    start, end = found.opening.end, found.closing.start
    if _ENTRY.fullmatch(prose, start, end):
        return False
    if kind is _Kind.SPEECH or found.depth:
        return True
    inside, line = (
        prose[start:end],
        prose[max(found.opening.start - _LOOK, 0) : found.opening.start].rsplit("\n", 1)[-1],
    )
    if _SILENCE.fullmatch(inside) or (len(inside.split()) < 2 and inside[-1:] in ("!", "?", "…")):
        return True
    return TAG_AFTER.match(prose, found.closing.end) is not None or TAG_BEFORE.search(line) is not None


def _is_quoted_english(prose: str, found: _Quotation) -> bool:
    inside = prose[found.opening.end : found.closing.start]
    return _is_english(inside) or (prose[found.opening.start] in "「『" and _SILENCE.fullmatch(inside) is not None)


def _quotations(prose: str) -> Iterator[_Quotation]:
    """Brackets that match, innermost first; a line end closes nothing and forgets what is open."""
    stack: list[tuple[str, Span]] = []
    for match in _MARK.finditer(prose):
        mark = match[0]
        if mark == "\n":
            stack.clear()
        elif (opener := _CLOSES.get(mark[0])) is None:
            stack.append((mark, Span(*match.span())))
        elif stack and stack[-1][0] == opener * len(mark):
            opening = stack.pop()[1]
            if match.start() - opening.end > _LONGEST:
                continue
            yield _Quotation(opening, Span(*match.span()), len(stack))
        else:
            stack.clear()


def _is_quoted(prose: str, at: int) -> bool:
    """Whether a quotation in double quotes is open at the place."""
    line = prose[max(at - _LOOK, 0) : at].rsplit("\n", 1)[-1]
    return line.rfind("“") > line.rfind("”") or line.count('"') % 2 == 1


def _is_english(inside: str) -> bool:
    """Whether it is quoted English: letters are Latin, and the brackets do not merely stand in the sentence as
    signs."""
    as_signs = inside[:1] == " " == inside[-1:] and inside.rstrip()[-1:] not in set(".,!?…")
    return _ENGLISH.search(inside) is not None and not as_signs


RULES = (corner,)
