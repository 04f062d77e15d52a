"""Capitals of common nouns and adjectives that the text writes small otherwise: *a Broken sword*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Applicability, BlockKind, Document, Edit, Finding, Fix, Severity, Span
from cleanup.language.english import is_name, is_word
from cleanup.rules.context import Context
from cleanup.rules.prose.places import Names, block_at
from cleanup.rules.prose.words import shape
from cleanup.rules.rule import NO_STRINGS, Example, Keep, Stage, rule

_CAPITAL = re.compile(rb"A(?<=a A)aa++(?= aa)")
"""In the shape of a text: a capitalised word among small ones."""
_BEFORE = re.compile(r"(?<=[a-z,] )(?:a|an|his|her|their|its|my|your) \Z")
_AFTER = re.compile(
    r" (?!(?:of|and|or|for|in|at|to|on|by|with|from|the|de|la|who|that|which|is|was|had|has|as|but|if|when|said)\b)"
    r"[a-z]{2,}"
)
_FEWEST = 2
"""How often the text writes a word small for each time that it has a capital."""


@rule(
    "casing-common",
    Stage.NAMES,  # which sees a long text as a whole
    kinds=NO_STRINGS,
    examples=[
        Example(
            "He drew a Broken sword. The broken sword, his broken one, was old. A broken sword is no use.",
            "He drew a Broken sword. The broken sword, his broken one, was old. A broken sword is no use.",
        ),
    ],
    keeps=[
        "He drew a Broken sword. It was a broken one.",
        "She is an English woman. An english, english, english one.",
        "He read a Broken Sword. broken broken broken broken.",
        "He won a Broken of Cliffs prize. broken broken broken broken.",
        Keep("He drew a Broken sword, broken, broken, broken.", terms=({"name": "Broken"},)),
    ],
)
def common(document: Document, context: Context) -> Iterator[Finding]:
    """A word with a capital behind *a* or *his*, before a small one, that the text writes small twice as often:
    *a Broken sword*.

    The small letter is suggested.
    """
    prose = document.prose
    names = Names(document, context)
    for match in _CAPITAL.finditer(shape(prose)):
        start, end = match.span()
        word = prose[start:end]
        if not _AFTER.match(prose, end) or not _BEFORE.search(prose, max(start - 8, 0), start):
            continue
        small = word.lower()
        if not is_word(small) or is_name(word) or names.has(start, end):
            continue
        block = block_at(document, start)
        if block is None or block.kind is BlockKind.HEADING:
            continue
        large = len(re.findall(rf"(?<=[a-z,] ){word}(?![\w'’-])", prose))
        if len(re.findall(rf"(?<![\w'’-]){small}(?![\w'’-])", prose)) < _FEWEST * large or large > 2:
            continue
        fix = Fix((Edit(Span(start, end), small),), Applicability.SUGGESTION)
        message = f"the text writes “{small}” small elsewhere"
        yield Finding("casing-common", Span(start, end), message, Severity.INFO, fix, (small,))


RULES = (common,)
