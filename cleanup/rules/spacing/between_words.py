"""Space between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.core.whole import of_whole
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import NO_STRINGS, Example, Stage, rule

_RUN = re.compile(r"(?<=\S)(?:[ \t\u3000]{2,}|\u3000)(?=\S)")
_GAP = re.compile(r"(?<=\S)(?: {2,}|[ ]*[\t\u3000][ \t\u3000]*)(?=\S)")
_SENTENCE_GAP = re.compile(r"[.!?][”’\"')]*  (?=\S)")
_SENTENCE_SINGLE = re.compile(r"[.!?][”’\"')]* (?=[A-Z“\"‘])")
_WIDEST = 3
"""A wider gap than this is made on purpose."""
_CELL = 24
"""Characters of a column, on average, at most."""
_LOOK = 400


@rule(
    "spacing-doubled",
    Stage.TYPOGRAPHY,
    kinds=NO_STRINGS,
    examples=[
        Example(
            "He put on his coat and went  home   with the others at once, for it was late.",
            "He put on his coat and went home with the others at once, for it was late.",
        ),
        Example("He left.  She stayed. He called. She came. ", "He left. She stayed. He called. She came. "),
        Example("He came\u3000home.", "He came home."),
    ],
    keeps=[
        "He left.  She stayed.  He called.  She came.",
        "a line that breaks  \nand goes on",
        "Name     Age     Town     Year",
        "Wind\u3000\u3000Fire\u3000\u3000Water\u3000\u3000Earth",
        "◇\u3000◇",
        "    indented",
    ],
    needs=" \t\u3000",
)
def doubled(document: Document, context: Context) -> Iterator[Finding]:
    """More than one space between words.

    Two spaces after each sentence are a custom: where most sentences of the text have them, they stay. Columns
    (several gaps in a line, or one wide gap) stay as well, and so does what stands at the start and the end of a
    line.
    """
    prose = document.prose
    if "  " not in prose and "\u3000" not in prose and "\t" not in prose:
        return
    custom = of_whole(document, _parts_sentences_widely)
    line_end, columns = -1, False
    for match in _RUN.finditer(prose):
        start, end = match.span()
        if custom and match[0] == "  " and prose[start - 1] in ".!?”’\"')":
            continue
        if start > line_end:
            line_start = prose.rfind("\n", 0, start) + 1
            line_end = prose.find("\n", end)
            line_end = len(prose) if line_end < 0 else line_end
            columns = _are_columns(prose, line_start, min(line_end, line_start + _LOOK))
        if columns or end - start > _WIDEST or not (_in_prose(prose[start - 1]) and _in_prose(prose[end])):
            continue
        what = f"{end - start} spaces between words" if end - start > 1 else "A full-width space"
        yield mend("spacing-doubled", start, end, " ", what)


def _parts_sentences_widely(document: Document) -> bool:
    """Whether most sentences of the text have two spaces after them."""
    prose = document.prose
    return len(_SENTENCE_GAP.findall(prose)) > len(_SENTENCE_SINGLE.findall(prose))


def _are_columns(prose: str, start: int, end: int) -> bool:
    gaps = sum(1 for _gap in _GAP.finditer(prose, start, end))
    return gaps > 1 and (end - start) / (gaps + 1) <= _CELL


def _in_prose(character: str) -> bool:
    return character.isalnum() or character in ".,;:!?…%)(“”‘’\"'—–-&$£€"


RULES = (doubled,)
