"""All rules, in the order in which they are listed and, within a stage, run."""

from __future__ import annotations

from cleanup.rules import (
    apostrophes,
    boilerplate,
    boilerplate_address,
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
    notes,
    punctuation,
    quotes,
    quotes_corner,
    quotes_orphan,
    quotes_single,
    quotes_spacing,
    repeats,
    spacing,
    spacing_after,
    spacing_brackets,
    spacing_numbers,
    spacing_words,
)
from cleanup.rules.chapter import table as chapter
from cleanup.rules.parallel import missing as parallel_missing
from cleanup.rules.parallel import names as parallel_names
from cleanup.rules.parallel import numbers as parallel_numbers
from cleanup.rules.parallel import pronouns as parallel_pronouns
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
    *boilerplate_address.RULES,
    *notes.RULES,
    *names.RULES,
    *consistency.RULES,
    *quotes_corner.RULES,
    *quotes.RULES,
    *quotes_spacing.RULES,
    *quotes_orphan.RULES,
    *quotes_single.RULES,
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
    *spacing_numbers.RULES,
    *repeats.RULES,
    *casing.RULES,
    *chapter.RULES,
    parallel_missing.missing,
    parallel_missing.added,
    parallel_missing.sentence,
    parallel_numbers.number,
    parallel_names.name,
    parallel_pronouns.pronoun,
)
