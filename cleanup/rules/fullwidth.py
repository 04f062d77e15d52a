"""Full-width and Chinese punctuation in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Stage, rule

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
    "（": "(",
    "）": ")",
    "％": "%",
    "＆": "&",
    "＇": "'",
    "／": "/",
}
_MARKS = re.compile(f"[{''.join(_ASCII)}]+")
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_SPACED_AFTER = frozenset("，、。．｡！？：；）％")
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
        Example("It rose by 5％ at 3：30．", "It rose by 5% at 3:30."),
    ],
    keeps=["他说：「你好，世界。」", "（＾▽＾）", "He wrote “师兄，你好” on it.", "Wait。。。", "＊＊＊"],
    needs="".join(_ASCII),
)
def fullwidth(document: Document, context: Context) -> Iterator[Finding]:
    """Punctuation of Chinese or Japanese in English text: *，。！？：；（）*.

    Each becomes its ASCII counterpart, with the space that English puts beside it. Marks beside Chinese, Japanese or
    Korean letters belong to a quotation in that script and stay; so do emoticons and rows of marks (*。。。* is an
    ellipsis).
    """
    prose = document.prose
    for match in _MARKS.finditer(prose):
        start, end = match.span()
        marks = match[0]
        if (
            len(marks) > 3
            or (len(marks) > 1 and set(marks) <= set("。．｡、"))
            or prose[start - 1 : start] in ("。", "．", "｡")
        ):
            continue
        line = prose.rfind("\n", max(start - _LOOK, 0), start) + 1 or max(start - _LOOK, 0)
        left = prose[line:start]
        right = prose[end : end + _LOOK].split("\n", 1)[0]
        if _SCRIPT.search(left[-2:]) or _SCRIPT.search(right[:2]) or not _has_letter(left, right, marks):
            continue
        text = "".join(_ASCII[mark] for mark in marks)
        if marks[0] == "（" and left[-1:].isalnum():
            text = f" {text}"
        nearest = right[:1]
        figures = left[-1:].isdigit() and nearest.isdigit()
        word_follows = marks[-1] in _SPACED_AFTER and not figures and (nearest.isalnum() or nearest in ("(", "（"))
        if word_follows or (marks[-1] in _BEFORE_SPEECH and nearest in ("“", "‘")):
            text += " "
        message = f"“{marks}” is full-width punctuation in English text"
        yield mend("punctuation-fullwidth", start, end, text, message)


def _has_letter(left: str, right: str, marks: str) -> bool:
    """Whether the marks stand in words: letters or figures before them, or after an opening bracket."""
    side = right if marks[0] == "（" else left
    return any(character.isalnum() and character.isascii() for character in side)


RULES = (fullwidth,)
