"""A text that ends in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import OBJECT, BlockKind, Document, Finding, Severity, Span
from cleanup.language.english import DETERMINERS, UNFINISHED, is_spelled
from cleanup.rules.chapter.refusal import QUOTES
from cleanup.rules.context import Context
from cleanup.rules.rule import CONTINUOUS, Example, Stage, rule

_FEWEST = 6
"""Paragraphs of a text that is judged, and words of a last line that only lacks its end mark."""
_OTHERS = 0.9
"""Share of the other paragraphs that have an end mark, where the last one's has to be missed."""
_ENDED = re.compile(r"[.!?…:;~～。！？；：—–―\-*_)\]}>）】》」』”’\"'|=#♪★☆^+]\Z")
_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\Z")
_NOT_STORY = re.compile(
    r"[(（\[【*_#<>|=~—–-]|(?:t/?n|p\.?s|note|author|translator|editor|next (?:time|chapter))\b", re.IGNORECASE
)
_WITHOUT_END = UNFINISHED | DETERMINERS - {"his", "her", "that", "this", "these", "those", "each", "some", "my"}


@rule(
    "chapter-cut",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[
        Example(
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nThe guard lifted the lantern and looked into the",
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nThe guard lifted the lantern and looked into the",
        ),
        Example(
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nThe guard lifted the lantern, then set it dow",
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nThe guard lifted the lantern, then set it dow",
        ),
        Example(
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n“I have seen the lantern before, on the night of the fire,",
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n“I have seen the lantern before, on the night of the fire,",
        ),
    ],
    keeps=[
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nThe guard lifted the lantern and looked in.",
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n“And then—”",
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nNext time: The Lantern Guard and the Night of Fire",
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nTHE END",
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nYours ever,\n\nAnn",
        "milk\n\neggs\n\nbread and the\n\nhoney\n\nflour\n\na pound of butter for the",
    ],
)
def cut_off(document: Document, context: Context) -> Iterator[Finding]:
    """A text that ends in the middle of a sentence: *looked into the*, a comma, half a word, an open quotation.

    Only reported, an error: the rest has to be translated again. A last line that merely lacks its full stop counts
    only where nine in ten of the other paragraphs end with a mark. Notes, titles and lists at the end are left alone.
    """
    blocks = document.blocks
    paragraphs = [block for block in blocks[-40:] if block.kind is BlockKind.PARAGRAPH]
    if len(paragraphs) < _FEWEST or blocks[-1].kind is not BlockKind.PARAGRAPH:
        return
    prose = document.prose
    last = paragraphs[-1]
    text = prose[last.span.start : last.span.end]
    if _ENDED.search(text) or OBJECT in text or _NOT_STORY.match(text):
        return
    others = [_ENDED.search(prose[b.span.start : b.span.end]) is not None for b in paragraphs[:-1]]
    if sum(others) < _OTHERS * len(others) or not others[-1]:
        return
    if reason := _unfinished(text):
        start = last.span.end - len(text.split()[-1])
        message = f"the text ends in the middle of a sentence: {reason}"
        yield Finding("chapter-cut", Span(start, last.span.end), message, Severity.ERROR)


def _unfinished(text: str) -> str:
    """How a last paragraph shows that it is not whole; empty when it does not."""
    words = len(text.split())
    word = _WORD.search(text)
    opened = text.count("“") > text.count("”") or text.count('"') % 2 == 1
    if text.endswith((",", "，", "、")) and words >= _FEWEST:
        return "it has a comma for its last mark"
    if opened and text[0] in QUOTES and words > 2:
        return "a quotation is open"
    if word is None or words < _FEWEST:
        return ""
    if word[1] in _WITHOUT_END:
        return f"“{word[1]}” needs something behind it"
    if word[1].islower() and not is_spelled(word[1]):
        return f"“{word[1]}” is half a word"
    return "it has no mark at its end" if word[1].islower() else ""
