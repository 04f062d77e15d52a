"""Punctuation marks that stand twice where one is meant, or are not the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.language.english import ABBREVIATIONS
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.prose.places import word_before
from cleanup.rules.prose.speech import TAG_AFTER
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
                "punctuation-doubled", start, start + 1, "", f"“{inner}” is on both sides of the closing quote"
            )


_STOP_IN_TAG = re.compile(r"\.(?<=\w\.)(?=[”\"] [a-z])")


@rule(
    "punctuation-tag",
    Stage.TYPOGRAPHY,
    examples=[
        Example("“I am late.” he said.", "“I am late,” he said."),
        Example('"Come in." the old man called.', '"Come in," the old man called.'),
        Example("“So it is.” muttered Ada. “Go.” she said.", "“So it is,” muttered Ada. “Go,” she said."),
    ],
    keeps=[
        "“I am late.” He said no more. “Why?” he asked.",
        "“Come at 5 p.m.” he said. “Wait...” she said.",
        "The sign “Keep out.” and the wall",
        "“He is a Jr.” she said.",
    ],
    needs='”"',
    token=r"\w\.[”\"]$",
    scope=Scope.BLOCK,
)
def tag(document: Document, context: Context) -> Iterator[Finding]:
    """A full stop at the end of speech that goes on to say who spoke: *“I am late.” he said*. A comma belongs there."""
    prose = document.prose
    for match in _STOP_IN_TAG.finditer(prose):
        start, end = match.span()
        word = word_before(prose, start)
        if word and not _shortens(word) and TAG_AFTER.match(prose, end + 1):
            yield mend("punctuation-tag", start, end, ",", f"“{word}.” is followed by the words that say who spoke")


_ALSO_WORDS = frozenset("no in am art sing sat sun ill long mass fed lit gal pop sub wash min".split())
"""Abbreviations that are common words too."""


def _shortens(word: str) -> bool:
    return word.lower() in ABBREVIATIONS - _ALSO_WORDS


RULES = (doubled, tag)
