"""What is done with an engine's findings by default: which of them are not worth anybody's time in translated
fiction."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleanup.grammar.allowlist import is_allowed
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.settings import GrammarSettings
from cleanup.rules.rule import Level

SPELLING = "grammar-spelling"
"""The finding for a word that an engine's dictionary does not know, whatever the engine calls it."""

_SPELLERS = ("MORFOLOGIK_RULE", "HUNSPELL_RULE", "SYMSPELL_RULE", "SpellCheck")

CATEGORIES: Mapping[str, Level] = {
    # Taste, not mistakes: a novel may be wordy, colloquial or plain.
    "STYLE": Level.OFF,
    "REDUNDANCY": Level.OFF,
    "COLLOQUIALISMS": Level.OFF,
    "PLAIN_ENGLISH": Level.OFF,
    "CREATIVE_WRITING": Level.OFF,
    "GENDER_NEUTRALITY": Level.OFF,
    "WIKIPEDIA": Level.OFF,
    "Style": Level.OFF,
    "Readability": Level.OFF,
    "Enhancement": Level.OFF,
    "Redundancy": Level.OFF,
    "Formatting": Level.OFF,
}
"""By the engine's categories; LanguageTool's in capitals, Harper's not."""

RULES: Mapping[str, Level] = {
    # The typography rules of this tool decide about quotation marks, ellipses and dashes; the engines know less.
    "EN_ELLIPSIS": Level.OFF,
    "ELLIPSIS": Level.OFF,
    "NO_SPACE_CLOSING_QUOTE": Level.OFF,  # its fix breaks opening quotation marks
    "EN_QUOTES": Level.OFF,
    "DASH_RULE": Level.OFF,
    "EN_DASH_RULE": Level.OFF,
    "UseEllipsisCharacter": Level.OFF,
    "NoFrenchSpaces": Level.OFF,
    # Names and terms of a story look like this to an engine that does not know it.
    "LongSentences": Level.OFF,
    "SplitWords": Level.OFF,
    "MassNouns": Level.OFF,
}
"""By the engine's rule; goes before the category."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def is_spelling(match: GrammarMatch) -> bool:
    """Whether the engine only says that it does not know a word. (LanguageTool calls *a/an* a misspelling too.)"""
    return match.rule.startswith(_SPELLERS)


def rule_id(match: GrammarMatch) -> str:
    """The id of the finding: ``grammar-spelling`` for unknown words, else ``grammar-`` and the engine's id in lower
    case with hyphens: ``EN_A_VS_AN`` is ``grammar-en-a-vs-an``, Harper's ``RepeatedWords`` is
    ``grammar-repeated-words``."""
    return SPELLING if is_spelling(match) else finding_id(match.rule)


def finding_id(rule: str) -> str:
    """The id of findings of an engine's rule (not for spellers)."""
    name = rule if rule.isupper() else _CAMEL.sub("-", rule)
    return "grammar-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def level_of(match: GrammarMatch, settings: GrammarSettings) -> Level | None:
    """What the user says is done with a finding, or else the tables; ``None`` where neither speaks."""
    for key in (match.rule, rule_id(match)):
        if key in settings.rules:
            return settings.rules[key]
    if match.category in settings.categories:
        return settings.categories[match.category]
    if match.rule in RULES:
        return RULES[match.rule]
    if is_allowed(match.rule):
        return None
    return CATEGORIES.get(match.category)
