"""A phrase twice in a row: *on the roof on the roof*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.prose.words import small_letters
from cleanup.rules.rule import Example, Scope, Stage, rule

_PREPOSITIONS = "on in at into onto from to with of for under over behind through across towards beside inside near"
_ARTICLES = "the a an his her its my your our their this that"
_TWICE = re.compile(
    rf" ((?:{'|'.join(_PREPOSITIONS.split())}) (?:{'|'.join(_ARTICLES.split())}) (?:[a-z'-]+ ){{0,3}}?[a-z'-]+)"
    r"( \1)(?![a-z'-])".encode()
)


@rule(
    "repeats-phrase",
    Stage.REPEATS,
    examples=[
        Example("The cat slept on the roof on the roof.", "The cat slept on the roof on the roof."),
        Example("He went into his old house into his old house.", "He went into his old house into his old house."),
    ],
    keeps=[
        "From the mill to the mill, of the day of the days.",
        "On the roof, on the roof, on the roof she sang.",
        "in the end in the evening, on the one hand on the other hand",
    ],
    scope=Scope.BLOCK,
)
def phrase(document: Document, context: Context) -> Iterator[Finding]:
    """The same phrase twice in a row, a preposition, an article and one to four words: *on the roof on the roof*.

    The second one goes with ``--unsafe-fixes``.
    """
    prose = document.prose
    for match in _TWICE.finditer(small_letters(prose)):
        surplus = Span(*match.span(2))
        if prose[surplus.start] != " " or "\n" in prose[match.start(1) : surplus.end]:
            continue
        text = prose[match.start(1) : match.end(1)]
        fix = Fix((Edit(surplus, ""),), Applicability.UNSAFE)
        span = Span(match.start(1), surplus.end)
        yield Finding("repeats-phrase", span, f"“{text}” stands here twice", Severity.WARNING, fix)


RULES = (phrase,)
