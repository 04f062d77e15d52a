"""A text that is still in the source language for the most part."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.core.model import Document, Finding, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule

_FEWEST = 120
"""Letters of source script in a text that is called untranslated."""
_SOURCE = ((0x3041, 0x30FE), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x0400, 0x052F), (0x0E01, 0x0E4E))
"""Kana, Chinese characters, Hangul, Cyrillic, Thai."""
_ASCII = bytes(range(128))


@of_latest
def source_share(document: Document) -> float:
    """How much of a text is in the source script, from 0 to 1. A letter of Chinese, Japanese or Korean counts for
    three of an alphabet, as it takes about that many to render it. 0 for few letters."""
    prose = document.prose
    if prose.isascii():
        return 0.0
    foreign = prose.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if len(foreign) < _FEWEST:
        return 0.0
    weight = letters = 0
    for character in foreign:
        code = ord(character)
        if any(first <= code <= last for first, last in _SOURCE):
            letters += 1
            weight += 1 if code < 0x1100 else 3
    if letters < _FEWEST:
        return 0.0
    return weight / (weight + sum(map(prose.count, _FREQUENT)) / _FREQUENT_SHARE)


_FREQUENT = "etaoinshr"
_FREQUENT_SHARE = 0.69
"""Share of these letters in English text: fast to count, as eighteen others are not looked for."""


@rule(
    "chapter-untranslated",
    Stage.TEXT,
    kinds=CONTINUOUS,
    reports=True,
    covers=("leftovers-script",),
    options={"share": 0.5},
    examples=[
        Example(
            "Chapter 3\n\n" + "他推开门，院子里没有人。风从墙外吹来，带着雨的味道。\n\n" * 8,
            "Chapter 3\n\n" + "他推开门，院子里没有人。风从墙外吹来，带着雨的味道。\n\n" * 8,
        ),
    ],
    keeps=[
        "He read 他推开门 and laughed. " * 6,
        "他推开门。",
        Keep("他推开门，院子里没有人。" * 12 + "He ran. " * 20, options={"share": 0.9}),
    ],
)
def untranslated(document: Document, context: Context) -> Iterator[Finding]:
    """A text that is still in the source language for the most part.

    One finding, an error, in place of one for each run of source script. Option: `share`, how much of the text
    (between 0 and 1) has to be untranslated.
    """
    share = source_share(document)
    if share >= context.options.get("share", 0.5):
        message = f"{share:.0%} of this text is untranslated"
        whole = Span(document.blocks[0].span.start, document.blocks[-1].span.end)
        yield Finding("chapter-untranslated", whole, message, Severity.ERROR)
