"""All rules, in the order in which they are listed and, within a stage, run."""

from __future__ import annotations

from cleanup.rules import casing, common_nouns, consistency, names
from cleanup.rules.boilerplate import address, lines, model, notes
from cleanup.rules.book import habits, terms
from cleanup.rules.chapter import table as chapter
from cleanup.rules.characters import encoding, escapes, lookalikes
from cleanup.rules.parallel import missing as parallel_missing
from cleanup.rules.parallel import names as parallel_names
from cleanup.rules.parallel import numbers as parallel_numbers
from cleanup.rules.parallel import pronouns as parallel_pronouns
from cleanup.rules.pronouns import gender, person
from cleanup.rules.punctuation import dashes, doubled, ellipses, full_stops, fullwidth, hyphens
from cleanup.rules.quotes import apostrophes, corner, double, exchange, orphan, single
from cleanup.rules.quotes import spacing as quotes_spacing
from cleanup.rules.rule import Rule
from cleanup.rules.source import gloss, known, leftovers
from cleanup.rules.spacing import after, before, between_words, brackets, numbers
from cleanup.rules.structure import headings, phrases, repeats

RULES: tuple[Rule, ...] = (
    *encoding.RULES,
    escapes.escape,
    *lookalikes.RULES,
    *leftovers.RULES,
    gloss.gloss,
    known.known,
    *headings.RULES,
    *lines.RULES,
    *address.RULES,
    *model.RULES,
    *notes.RULES,
    *names.RULES,
    *consistency.RULES,
    terms.term,
    *habits.RULES,
    *corner.RULES,
    *double.RULES,
    *quotes_spacing.RULES,
    *orphan.RULES,
    *single.RULES,
    *apostrophes.RULES,
    *exchange.RULES,
    *fullwidth.RULES,
    *ellipses.RULES,
    *dashes.RULES,
    *hyphens.RULES,
    *doubled.RULES,
    *full_stops.RULES,
    *before.RULES,
    *after.RULES,
    *between_words.RULES,
    *brackets.RULES,
    *numbers.RULES,
    *repeats.RULES,
    *phrases.RULES,
    *casing.RULES,
    *common_nouns.RULES,
    gender.gender,
    person.person,
    *chapter.RULES,
    parallel_missing.missing,
    parallel_missing.added,
    parallel_missing.sentence,
    parallel_numbers.number,
    parallel_names.name,
    parallel_pronouns.pronoun,
)
