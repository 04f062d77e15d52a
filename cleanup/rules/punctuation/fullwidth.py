"""Full-width and Chinese punctuation in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Edit, Finding, Fix, Span
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Scope, Stage, rule

_ASCII = {
    "，": ",",
    "、": ",",
    "。": ".",
    "．": ".",
    "｡": ".",
    "！": "!",
    "？": "?",
    "：": ":",
    "；": ";",
    "％": "%",
    "＆": "&",
    "＇": "'",
    "／": "/",
}
_MARKS = re.compile(f"[{''.join(_ASCII)}]+")
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_BRACKETS = re.compile(r"([（(])([^（）()\n]{2,300})([）)])")
_WORDS = re.compile(r"[0-9A-Za-z]")
_ENGLISH = re.compile(r"[A-Za-z]{2}|[0-9]")
_SIGNS = re.compile(rf"[^\w\s.,;:!?'\"‘’“”()\[\]…—–%&/$£€<>「」『』【】《》{''.join(_ASCII)}（）-]")
_STOPS = frozenset("。．｡、")
"""A row of these is an ellipsis."""
_MOST = 3
_SPACED_AFTER = frozenset("，、。．｡！？：；％")
_BEFORE_SPEECH = frozenset("，、。：；")
_LOOK = 12
"""How far to look for a letter on either side, in code points."""


@rule(
    "punctuation-fullwidth",
    Stage.TYPOGRAPHY,
    examples=[
        Example("He came，saw and won。Nobody spoke！", "He came, saw and won. Nobody spoke!"),
        Example("“What？” he asked：“Who（or what）is it？”", "“What?” he asked: “Who (or what) is it?”"),
        Example("Li Mu、Lei and Liu came； all three.", "Li Mu, Lei and Liu came; all three."),
        Example("He left。. She（Lei, of course）stayed，, too.", "He left. She (Lei, of course) stayed, too."),
        Example("It rose by 5％ at 3：30．", "It rose by 5% at 3:30."),
    ],
    keeps=[
        "他说：「你好，世界。」",
        "（＾▽＾）",
        "(╯°□°）╯",
        "He laughed ＼(^o^)／ and left ☆*:.｡.o(≧▽≦)o.｡.:*☆ at once.",
        "He wrote “师兄，你好” on it.",
        "Wait。。。",
        "＊＊＊",
    ],
    needs="（）" + "".join(_ASCII),
    scope=Scope.BLOCK,
)
def fullwidth(document: Document, context: Context) -> Iterator[Finding]:
    """Punctuation of Chinese or Japanese in English text: *，。！？：；（）*.

    Each becomes its ASCII counterpart, with the space that English puts beside it. Marks beside Chinese, Japanese or
    Korean letters belong to a quotation in that script and stay; so do emoticons and rows of marks (*。。。* is an
    ellipsis).
    """
    prose = document.prose
    for match in _MARKS.finditer(prose):
        marks, (start, end) = match[0], match.span()
        if len(marks) > _MOST or (len(marks) > 1 and set(marks) <= _STOPS):
            continue
        left, right = _around(prose, start, end)
        if _SCRIPT.search(left[-2:]) or _SCRIPT.search(right[:2]) or not _WORDS.search(left):
            continue
        if _is_in_face(prose, start, end):
            continue
        text = "".join(_ASCII[mark] for mark in marks)
        if text in ",." and text in (left[-1:], right[:1]):
            yield mend("punctuation-fullwidth", start, end, "", f"“{marks}” beside “{text}”: one mark too many")
            continue
        nearest = right[:1]
        figures = left[-1:].isdigit() and nearest.isdigit()
        word_follows = marks[-1] in _SPACED_AFTER and not figures and (nearest.isalnum() or nearest in ("(", "（"))
        if word_follows or (marks[-1] in _BEFORE_SPEECH and nearest in ("“", "‘")):
            text += " "
        message = f"“{marks}” is full-width punctuation in English text"
        yield mend("punctuation-fullwidth", start, end, text, message)
    if "（" in prose or "）" in prose:
        yield from _brackets(prose)


def _is_in_face(prose: str, start: int, end: int) -> bool:
    """Whether the marks stand in a string of signs like *＼(^o^)／*: with two that no sentence has."""
    left = prose[max(start - _LOOK, 0) : start].split()
    right = prose[end : end + _LOOK].split()
    before = left[-1] if left and not prose[start - 1].isspace() else ""
    after = right[0] if right and not prose[end].isspace() else ""
    return len(_SIGNS.findall(before + after)) > 1


def _around(prose: str, start: int, end: int) -> tuple[str, str]:
    """What stands beside the marks on the same line."""
    left = prose[max(start - _LOOK, 0) : start].rsplit("\n", 1)[-1]
    right = prose[end : end + _LOOK].split("\n", 1)[0]
    return left, right


def _brackets(prose: str) -> Iterator[Finding]:
    """Round brackets of which at least one is full-width, around English words."""
    for match in _BRACKETS.finditer(prose):
        opening, inside, closing = match.groups()
        start, end = match.span()
        left, right = _around(prose, start, end)
        foreign = _SCRIPT.search(inside) and (_SCRIPT.search(left[-1:]) or _SCRIPT.search(right[:1]))
        if opening + closing == "()" or foreign or not _ENGLISH.search(inside):
            continue
        before = " (" if left[-1:].isalnum() and not _SCRIPT.search(left[-1:]) else "("
        after = ") " if right[:1].isalnum() and not _SCRIPT.search(right[:1]) else ")"
        edits = (Edit(Span(start, start + 1), before), Edit(Span(end - 1, end), after))
        changed = tuple(edit for edit in edits if edit.text != prose[edit.span.start : edit.span.end])
        message = f"“{opening}{inside.split()[0]}…{closing}” has full-width brackets"
        yield Finding("punctuation-fullwidth", Span(start, end), message, fix=Fix(changed))


RULES = (fullwidth,)
