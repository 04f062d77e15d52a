"""Paragraphs cut into the sentences that an engine is asked about one by one.

A sentence that recurs is asked about once, and a word that changes has its own sentence asked about, not its paragraph.
A cut is made only where any engine ends a sentence, so that it sees all that it would have seen together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Span
from cleanup.language.english import ABBREVIATIONS

_END = re.compile(r"(?<![^\W\d_])([a-z]{2,})[.!?][\"”’]? (?=[\"“‘]?[A-Z][a-z' ’])")
"""A word in small letters, its stop, one space, a capital. Two spaces stay together: they are a fault themselves."""


def sentences(text: str) -> Iterator[Span]:
    """The stretches of a text that are sentences, or several, with the spaces between them left out. Linear in its
    length."""
    start = 0
    for found in _END.finditer(text):
        if found[1] not in ABBREVIATIONS:
            yield Span(start, found.end() - 1)
            start = found.end()
    if start < len(text):
        yield Span(start, len(text))
