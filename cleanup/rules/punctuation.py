"""Punctuation marks that stand twice where one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Scope, Stage, rule

_TWO = re.compile(r"[,;:!?.](?=[,.;]| [,;])(?<=[^\W_][,;:!?.]|[”’\"')][,;:!?.])")
_DOUBLED = re.compile(
    r"(?P<same>,[ ]?,(?![,\d]))"
    r"|(?P<semicolons>;[ ]?;(?=[\s”’\"')]|\Z))"
    r"|(?P<after>[!?])\.(?=\s|[”’\"')]|\Z)"
    r"|(?P<mixed>,\.|;\.|:\.)(?=\s|[”’\"')]|\Z)"
)
_OUTSIDE = re.compile(r"[”\"](?=[,.](?:\s|\Z))")


@rule(
    "punctuation-doubled",
    Stage.TYPOGRAPHY,
    examples=[
        Example("He came,, saw, , and won.", "He came, saw, and won."),
        Example("What?. No!. “Go!.”", "What? No! “Go!”"),
        Example("It was late,. He left;; she stayed.", "It was late. He left; she stayed."),
        Example("“Hello,”, he said. “Bye.”.", "“Hello,” he said. “Bye.”"),
    ],
    keeps=[
        "What?! No!!! Really???",
        "Wait... no.... “Well...”",
        "He knows it, etc., and i.e., e.g., Inc., and so on.",
        "::before and a;;b and 1,,2",
        "“Really?”, he asked. Is it “so”?",
        "Did he say “no?”.",
        "He lives in Washington, D.C., now.",
        ",,,,",
        "in these circs., of course; 10s., while",
    ],
    needs=",.;!?:",
    token=(
        r"[\w”’\"')](?:,,(?![,\d])|(?:;;|[!?]\.|[,;:]\.)(?:$|[”’\"')]))|^,(?![,\d])|^;(?:$|[”’\"')])|([,.])[”\"]\1$"
    ),
    scope=Scope.BLOCK,
)
def doubled(document: Document, context: Context) -> Iterator[Finding]:
    """Two marks where one is meant: *,,*, *!.*, *,.*, and a mark on both sides of a closing quote (*,”,*).

    *?!*, *!!!*, dots of an ellipsis and the stop of an abbreviation before a comma stay.
    """
    prose = document.prose
    for place in _TWO.finditer(prose):
        match = _DOUBLED.match(prose, place.start())
        if match is None:
            continue
        start, end = match.span()
        kind, found = match.lastgroup, match[0]
        if kind in ("same", "semicolons"):
            yield mend("punctuation-doubled", start + 1, end, "", f"“{found}”: one mark too many")
        elif kind == "after":
            yield mend("punctuation-doubled", start + 1, end, "", f"A full stop after “{found[0]}”")
        else:
            yield mend("punctuation-doubled", start, start + 1, "", f"“{found}”: a sentence ends with one mark")
    for match in _OUTSIDE.finditer(prose):
        inner, outer = prose[max(match.start() - 1, 0)], prose[match.end()]
        if inner == outer:
            start = match.end()
            yield mend(
                "punctuation-doubled", start, start + 1, "", f"“{inner}” stands on both sides of the closing quote"
            )


RULES = (doubled,)
