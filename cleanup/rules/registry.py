"""All rules, in the order in which they are listed and, within a stage, run."""

from __future__ import annotations

from cleanup.rules import (
    apostrophes,
    boilerplate,
    casing,
    characters,
    consistency,
    dashes,
    ellipses,
    encoding,
    full_stops,
    fullwidth,
    headings,
    hyphens,
    leftovers,
    names,
    punctuation,
    quotes,
    quotes_corner,
    quotes_orphan,
    quotes_spacing,
    repeats,
    spacing,
    spacing_after,
    spacing_brackets,
    spacing_words,
)
from cleanup.rules.chapter import table as chapter
from cleanup.rules.rule import Rule
from cleanup.rules.source import gloss, known

RULES: tuple[Rule, ...] = (
    *encoding.RULES,
    *characters.RULES,
    *leftovers.RULES,
    gloss.gloss,
    known.known,
    *headings.RULES,
    *boilerplate.RULES,
    *names.RULES,
    *consistency.RULES,
    *quotes_corner.RULES,
    *quotes.RULES,
    *quotes_spacing.RULES,
    *quotes_orphan.RULES,
    *apostrophes.RULES,
    *fullwidth.RULES,
    *ellipses.RULES,
    *dashes.RULES,
    *hyphens.RULES,
    *punctuation.RULES,
    *full_stops.RULES,
    *spacing.RULES,
    *spacing_after.RULES,
    *spacing_words.RULES,
    *spacing_brackets.RULES,
    *repeats.RULES,
    *casing.RULES,
    *chapter.RULES,
)
