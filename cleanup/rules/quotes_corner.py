"""The quotation marks of Chinese and Japanese, left standing in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.quotation import text_style
from cleanup.rules.rule import Example, Stage, rule

_MARK = re.compile(r"「+|」+|『+|』+|﹁+|﹂+|《|》|〈|〉|\n")
_CLOSES = {"」": "「", "』": "『", "﹂": "﹁", "》": "《", "〉": "〈"}
_ENGLISH = re.compile(r"[A-Za-z]")
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SILENCE = re.compile(r"[….。！？!?~～ー—-]+")
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
    become one mark. Titles in *《…》* are only suggested: some books keep them for spells and skills, others want
    italics. Quotations in the source script stay.
    """
    prose = document.prose
    signs = _SIGNS[text_style(document, context.quotes) or "curly"]
    if context.quotes == "auto" and not any(mark in prose for mark in '“”"') and "’" not in prose and "'" in prose:
        signs = _SIGNS["straight"]
    for found in _quotations(prose):
        inside = prose[found.opening.end : found.closing.start]
        opened = prose[found.opening.start]
        if not _is_english(inside) and not (opened in "「『" and _SILENCE.fullmatch(inside)):
            continue
        safe = opened in "「『﹁" and not _SCRIPT.search(inside)
        level = 2 if found.depth or _is_quoted(prose, found.opening.start) else 0
        edits = (Edit(found.opening, signs[level]), Edit(found.closing, signs[level + 1]))
        shown = inside if len(inside) <= 24 else inside[:20].rstrip() + "…"
        message = f"“{opened}{shown}{prose[found.closing.start]}” stands in the source script's quotation marks"
        applicability = Applicability.SAFE if safe else Applicability.SUGGESTION
        yield Finding("quotes-corner", found.opening, message, Severity.WARNING, Fix(edits, applicability))


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
