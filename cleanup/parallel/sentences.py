"""The sentences of paragraphs that belong together, aligned: which of the source has none in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.core.model import Span
from cleanup.core.parallel import LeftOut
from cleanup.names.source_words import sentences_of
from cleanup.parallel.align import Alignment, align
from cleanup.parallel.passages import Passage

_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’)」』])|(?<=[.!?…]…)) +(?=[^\W\d_a-z]|[\"“‘(「『\d*…])")
_GOES_ON = re.compile("[、，,と]|って")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|[A-Z])\.$")


def left_out(alignment: Alignment) -> tuple[LeftOut, ...]:
    """The sentences of the source without any in the translation, in paragraphs that have a translation."""
    links = [
        n for n, link in enumerate(alignment.links) if link.first < link.first_end and link.second < link.second_end
    ]
    source = [(n, text) for n in links for text in _of_source(alignment, n)]
    target = [text for n in links for text in _of_target(alignment, n)]
    steps = align([_passage(text) for _number, text in source], [_passage(text) for text in target]).links
    return tuple(
        LeftOut(source[at][0], source[at][1], step.probability)
        for step in steps
        if step.second == step.second_end
        for at in range(step.first, step.first_end)
    )


def _of_source(alignment: Alignment, number: int) -> Iterator[str]:
    link = alignment.links[number]
    for passage in alignment.source[link.first : link.first_end]:
        yield from _whole(each for each in sentences_of(passage.text) if any(map(str.isalnum, each)))


def _whole(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences with what goes on after an ellipsis or a quotation: 「……」と is one."""
    waiting = ""
    for each in sentences:
        if waiting and (_GOES_ON.match(each) or waiting.endswith("…")):
            waiting += each
        else:
            if waiting:
                yield waiting
            waiting = each
    if waiting:
        yield waiting


def _of_target(alignment: Alignment, number: int) -> Iterator[str]:
    link = alignment.links[number]
    for passage in alignment.target[link.second : link.second_end]:
        yield from (each for each in english_sentences(passage.text) if any(map(str.isalnum, each)))


def english_sentences(text: str) -> Iterator[str]:
    """The sentences of an English text, each with its final mark and closing quotes."""
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATED.search(text, start, match.start()):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _passage(text: str) -> Passage:
    return Passage(Span(0, len(text)), text, sum(map(str.isalnum, text)))
