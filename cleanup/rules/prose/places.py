"""Where a position of the prose lies: in which block, in a name or not, after the end of a sentence or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from sys import maxsize

from cleanup.core.model import Block, Document, Span
from cleanup.language.english import ABBREVIATIONS, OPENERS, is_spelled, is_word
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.terms.model import Glossary, Kind


def block_index(document: Document, position: int) -> int:
    """Index of the last block that starts at or before ``position``; -1 before the first."""
    return bisect_right(document.blocks, ((position, maxsize),)) - 1


def block_at(document: Document, position: int) -> Block | None:
    """The block that holds the character at ``position``."""
    index = block_index(document, position)
    if index < 0 or position >= document.blocks[index].span.end:
        return None
    return document.blocks[index]


@of_latest
def _small_names(glossary: Glossary) -> frozenset[str]:
    """First words of the names that are written small: *letao*, *bell* hooks."""
    names = (term.name for term in glossary if term.kind not in (Kind.TERM, Kind.TITLE))
    return frozenset(name.split()[0] for name in names if name[:1].islower()) - OPENERS


@of_latest
def _name_spans(document: Document, protected: Callable[[Document], Sequence[Span]]) -> Sequence[Span]:
    return sorted(protected(document))


class Names:
    """The glossary's names in a document. They are looked up when first asked for: most rules need not know."""

    def __init__(self, document: Document, context: Context) -> None:
        self._document = document
        self._context = context
        self._spans: Sequence[Span] | None = None

    def has(self, start: int, end: int) -> bool:
        """Whether some name covers a part of ``[start, end)``, or the text there is a word of a name and no function
        word."""
        word = self._document.prose[start:end]
        context = self._context
        if word in context.name_words and word.lower() not in OPENERS:
            return True
        if context.glossary is not None and word in _small_names(context.glossary):
            return True
        if self._spans is None:
            self._spans = _name_spans(self._document, context.protected)
        index = bisect_left(self._spans, (end, end))
        return any(start < span.end and span.start < end for span in self._spans[max(index - 3, 0) : index])


_LAST_WORD = re.compile(r"(?<![\w.'’-])([^\W\d_]+(?:['’-][^\W\d_]+)*)\Z")


def word_before(prose: str, position: int) -> str:
    """The word that ends at ``position``; empty where a figure, an abbreviation with dots, or no word stands
    there."""
    match = _LAST_WORD.search(prose[max(position - 40, 0) : position])
    return match[1] if match else ""


def is_full_stop(prose: str, position: int) -> bool:
    """Whether the full stop at ``position`` surely ends a sentence: it stands after a word of the dictionary that is no
    abbreviation, or after a percentage, and not in an ellipsis."""
    if prose[position - 1 : position] == "%":
        return True
    word = word_before(prose, position).replace("’", "'").removesuffix("'s")
    if len(word) < (2 if word.islower() else 3) or word.lower() in ABBREVIATIONS:
        return False
    return is_word(word) if word.islower() else word[1:].islower() and is_spelled(word)


def in_small_letters(text: str) -> str:
    """The text in small letters, of the same length, so that positions hold (*İ* stays: its small form has two)."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
