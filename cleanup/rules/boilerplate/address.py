"""The disguised address of a site in the middle of a text: its watermark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.core.model import OBJECT, Document, Edit, Finding, Fix, Span
from cleanup.rules.boilerplate.disguise import GATE, disguised, hints
from cleanup.rules.boilerplate.lines import pattern_of
from cleanup.rules.context import Context
from cleanup.rules.prose.places import block_index, in_small_letters
from cleanup.rules.rule import Example, Stage, rule
from cleanup.rules.structure.headings import without_block

_LONGEST = 400
_EDGES = " \t\u3000*_~=-—–.!|#<>()（）[]【】"


@rule(
    "boilerplate-address",
    Stage.STRUCTURE,
    examples=[
        Example("She left. 𝖇𝖊𝖘𝖙𝖇𝖔𝖔𝖐𝖘.𝖈𝖔𝖒 He stayed.", "She left. He stayed."),
        Example("She left.ｂｅｓｔｂｏｏｋｓ．ｏｒｇ\n\nHe stayed.", "She left.\n\nHe stayed."),
        Example("She left.\n\n(b)lue𝖓ovel\n\nHe stayed.", "She left.\n\nHe stayed."),
        Example("She left.\n\nRead the new novels on b/luen/ovel[.]com\n\nHe stayed.", "She left.\n\nHe stayed."),
        Example("She left. blu/eno/vel[.]com He stayed.", "She left. He stayed."),
    ],
    keeps=[
        "She read a novel(la) on bluenovel.com and the novel/film list, 𝖇𝖊𝖘𝖙 of all.",
        "She reads webnovel/lightnovel lists, (web)novels and light_novels.",
    ],
    token=GATE,
)
def address(document: Document, context: Context) -> Iterator[Finding]:
    """The address of a site in fancy letters or broken up by marks: *𝖇𝖊𝖘𝖙𝖇𝖔𝖔𝖐𝖘.𝖈𝖔𝖒*, *l/ight/novel[.]com*.

    Sites put it into the texts that they copy. It is no part of the text and is removed, with its paragraph when that
    holds nothing but the request to go there.
    """
    prose = document.prose
    for index in sorted({block_index(document, place) for place in hints(prose)} - {-1}):
        block = document.blocks[index]
        origin = block.span.start
        text = prose[origin : block.span.end]
        spans = disguised(text)
        if not spans:
            continue
        alone = _is_watermark(text, spans)
        for start, end in spans[:1] if alone else spans:
            found = Span(origin + start, origin + end)
            edit = without_block(prose, block) if alone else Edit(_with_space(prose, found), "")
            message = f"“{text[start:end]}” is the disguised address of a site"
            yield Finding("boilerplate-address", found, message, fix=Fix((edit,)))


def _is_watermark(text: str, spans: Sequence[Span]) -> bool:
    """Whether a paragraph holds nothing but an address, perhaps with words that send readers there."""
    for start, end in reversed(spans):
        text = text[:start] + OBJECT + text[end:]
    text = text.strip(_EDGES)
    return text == OBJECT or (len(text) <= _LONGEST and pattern_of(in_small_letters(text)) is not None)


def _with_space(prose: str, span: Span) -> Span:
    """The address with the blank before it, or after it where it begins a line."""
    start, end = span
    if prose[start - 1 : start] == " ":
        return Span(start - 1, end)
    if prose[end : end + 1] == " " and (not start or prose[start - 1] == "\n"):
        return Span(start, end + 1)
    return span


RULES = (address,)
