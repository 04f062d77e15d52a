"""Space inside and outside of round brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Scope, Stage, rule

_PAIR = re.compile(r"\(([^()\n]{1,400})\)")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@rule(
    "spacing-bracket",
    Stage.TYPOGRAPHY,
    examples=[
        Example("He was late ( as always ) and left.", "He was late (as always) and left."),
        Example("He was late (as always ) and left.", "He was late (as always) and left."),
        Example("Li Mu(the young boss)smiled.", "Li Mu (the young boss) smiled."),
    ],
    keeps=[
        "the boss(es), f(x), print(a, b), (un)known and person(s)",
        "- [ ] a task ( ) here",
        "I am sad : ( but fine : )",
        "He said (“ Hello ”).",
    ],
    needs="(",
    scope=Scope.BLOCK,
)
def bracket(document: Document, context: Context) -> Iterator[Finding]:
    """Space inside round brackets, and none outside them.

    Only brackets that hold several words are spaced on the outside: *person(s)*, *f(x)* and *(un)known* are written
    like that.
    """
    prose = document.prose
    for match in _PAIR.finditer(prose):
        inside = match[1]
        start, end = match.span()
        if not _LETTERS.search(inside) or "  " in inside or _is_face(prose, start):
            continue
        words = inside.split()
        lead = len(inside) - len(inside.lstrip(" \t"))
        tail = len(inside) - len(inside.rstrip(" \t"))
        if lead and _is_wordlike(inside[lead]):
            yield mend("spacing-bracket", start + 1, start + 1 + lead, "", f"Space between “(” and “{words[0]}”")
        if tail and _is_wordlike(inside[-1 - tail]):
            yield mend("spacing-bracket", end - 1 - tail, end - 1, "", f"Space between “{words[-1]}” and “)”")
        if len(words) < 2 or set("=;{}<>,") & set(inside):
            continue
        if start > 1 and prose[start - 2 : start].isalpha():
            yield mend("spacing-bracket", start, start, " ", f"No space before “({words[0]}”")
        if prose[end : end + 2].isalpha() and len(prose[end : end + 2]) == 2:
            yield mend("spacing-bracket", end, end, " ", f"No space after “{words[-1]})”")


def _is_face(prose: str, start: int) -> bool:
    """Whether the bracket belongs to an emoticon."""
    return prose[max(start - 2, 0) : start].rstrip(" \t")[-1:] in (":", ";", "=", "-")


def _is_wordlike(character: str) -> bool:
    return character.isalnum() or character in "“”‘’\"'.,!?…%$£€"


RULES = (bracket,)
