"""British and American spelling mixed, and small numbers in figures where a book writes words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.core.whole import of_whole
from cleanup.rules.book.customs import NUMBERS, Customs, counts_of, customs_of, figures
from cleanup.rules.book.dialect import CUSTOMS, spelled
from cleanup.rules.chapter.standing import Standing
from cleanup.rules.context import Context
from cleanup.rules.prose.places import block_at
from cleanup.rules.prose.words import tokens
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Level, Stage, rule

_AMERICAN = Standing(customs=Customs(("American", "-ize"), numbers_in_words=True))
_BRITISH = Standing(customs=Customs(("British",)))


@rule(
    "consistency-spelling",
    Stage.NAMES,
    level=Level.REPORT,
    kinds=CONTINUOUS,
    examples=[
        Example("The colour of his armor.", "The colour of his armor.", standing=_AMERICAN),
        Example("He realised it.", "He realised it.", standing=_AMERICAN),
        Example("A gray theatre.", "A gray theatre.", standing=_BRITISH),
    ],
    keeps=[
        Keep("He realized the colour.", standing=_BRITISH),
        Keep("The Colour Guard met in Harbour Street.", standing=_AMERICAN),
        Keep("The color of his armor.", standing=_AMERICAN),
        "The colour of his armor.",
    ],
)
def spelling(document: Document, context: Context) -> Iterator[Finding]:
    """A word in British spelling in a book of American spelling, or the other way round: *colour* among *color*.

    Told where nine in ten of the words that can be spelled either way, a dozen at least, agree, in all chapters of the
    folder or in a text by itself. *-ise* and *-ize* are counted apart. The other spelling is suggested; words with a
    capital are left alone.
    """
    prose = document.prose
    found = spelled(tokens(prose))
    if not found:
        return
    prevailing = (context.standing.customs or of_whole(document, customs_in)).spelling
    for number, word in sorted(found):
        custom = CUSTOMS[number]
        own, other = (custom.first, custom.second)[:: 1 if custom.is_first(word) else -1]
        if other not in prevailing:
            continue
        text = custom.other(word)
        message = f"“{word}” is {own} spelling in a text of {other} spelling"
        for match in re.finditer(rf"(?<![\w'’-]){word}(?![\w'’-])", prose):
            span = Span(*match.span())
            fix = Fix((Edit(span, text),), Applicability.SUGGESTION)
            yield Finding("consistency-spelling", span, message, Severity.INFO, fix, (text,))


@rule(
    "consistency-number",
    Stage.CASING,
    level=Level.REPORT,
    kinds=CONTINUOUS,
    reports=True,
    examples=[Example("He saw 3 riders.", "He saw 3 riders.", standing=_AMERICAN)],
    keeps=[
        Keep("He saw 30 riders 3 miles away. At level 3 he stopped.", standing=_AMERICAN),
        Keep("Strength 3\n\n3 swords, 4 shields", standing=_AMERICAN),
        "He saw 3 riders.",
    ],
    token=r"^[2-9]$",
)
def number(document: Document, context: Context) -> Iterator[Finding]:
    """A number below ten in figures in a book that writes such numbers in words: *He saw 3 riders*.

    Told where nine in ten are in words. Measures, levels and lists are left
    alone.
    """
    prose = document.prose
    places = list(figures(prose))
    customs = context.standing.customs if places else None
    if not places or not (customs or of_whole(document, customs_in)).numbers_in_words:
        return
    blocks = [block_at(document, place) for place in places]
    for place, block in zip(places, blocks, strict=True):
        if blocks.count(block) > 1:
            continue  # a list
        message = (
            f"“{prose[place]}” is in figures; the text writes numbers like “{NUMBERS[int(prose[place]) - 2]}” in words"
        )
        yield Finding("consistency-number", Span(place, place + 1), message, Severity.INFO)


def customs_in(document: Document) -> Customs:
    """What prevails in a text by itself."""
    return customs_of([counts_of(document.prose, tokens(document.prose))])


RULES = (spelling, number)
