"""What is done with an engine's findings by default: which of them are worth somebody's time in translated fiction.

Found by counting: what an engine says about fiction, edited or translated, is wrong nearly every time. So a rule has to
be in the list here to be reported, and in the allow-list to be applied. All of it can be overridden (``[grammar]`` in
the configuration).
"""

from __future__ import annotations

import re

from cleanup.grammar.allowlist import ALLOWED
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.settings import LANGUAGES, GrammarSettings
from cleanup.rules.rule import Level

SPELLING = "grammar-spelling"
"""The finding for a word that an engine's dictionary does not know, whatever the engine calls it."""

VARIANT = "grammar-variant"
"""The finding for the words that are spelled as in another country."""

OWN_LANGUAGE = "en-US"
"""The variant of English whose words the dictionary of this program has; for others the engine's is asked."""

_SPELLERS = ("MORFOLOGIK_RULE", "HUNSPELL_RULE", "SYMSPELL_RULE", "SpellCheck")

WORTH_READING = frozenset(
    {
        # A verb that does not fit a pronoun or an auxiliary: *he go*, *did went*, *does has*.
        "AUXILIARY_DO_WITH_INCORRECT_VERB_FORM",
        "DID_BASEFORM",
        "DID_FOUND_AMBIGUOUS",
        "DID_PAST",
        "DIDN_T_SAW",
        "DOES_NP_VBZ",
        "DOES_X_HAS",
        "DO_HE_VERB",
        "HE_VERB_AGR",
        "I_AM_VB",
        "IT_VBZ",
        "PEOPLE_VBZ",
        "TWO_CONNECTED_MODAL_VERBS",
        "WAS_BEEN",
        "WILL_BECOMING",
        # A noun that does not fit its article or number: *a swords*, *three elder brother*, *one of the disciple*.
        "A_INFORMATION",
        "A_NNS",
        "CD_NN",
        "DT_DT",
        "EACH_EVERY_NNS",
        "EVERY_EACH_SINGULAR",
        "HUNDRED_OF_PLURAL",
        "ONE_OF",
        "THIS_NNS",
        "THOUSANDS_OF_NN",
        # Twice what is said once: *layer by layer by*, *more better*.
        "LESS_COMPARATIVE",
        "MOST_COMPARATIVE",
        "MOST_SUPERLATIVE",
        "PHRASE_REPETITION",
        # Constructions that translation brings along.
        "DESPITE_OF",
        "DISCUSS_ABOUT",
        "EVEN_ALTHOUGH",
        "FIRSTLY_OF_ALL",
        # The article before a vowel, where it is not sure enough to be mended.
        "EN_A_VS_AN",
        "AnA",
        # Slips of the pen that no dictionary sees.
        "MD_WON_T",
        "PRP_HAVES",
        "WASENT",
    }
)
"""The rules whose findings are shown although they are not applied: LanguageTool's ids, and Harper's. All others are
off, unless the user asks for them.

Chosen by reading on 128,000 words of translated fiction: most other rules spoke once and were wrong, so that a list of
bad ones would never end."""

OF_USE = WORTH_READING | {allowed.rule for allowed in ALLOWED}
"""The rules that are shown or applied when nothing else is said."""

_UNLESS = {
    # *What is done is done*, *as bad as bad*, *one by one by hand*: said so on purpose.
    "PHRASE_REPETITION": re.compile(r".*⟦(?:is|was|are|were|as|had|so|that|one by)\b", re.IGNORECASE),
    # *Four pound a week*: measures, as they are spoken. *The other two converse*: a verb.
    "CD_NN": re.compile(
        r".*(?:⟦(?:[\w-]+ )?(?:pound|foot|stone|head|dozen|score|brace|gross|ton|mile|inch|li|mu|jin)\b|"
        r"(?<!\w)(?:the|these|those|other|all) ⟦?\w+ ⟦?\w+\Z)",
        re.IGNORECASE | re.DOTALL,
    ),
}
"""What a rule of the list is not worth reading about: the place, from ``⟦`` on, and a few words before it."""
_REACH = 24

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def is_spelling(match: GrammarMatch) -> bool:
    """Whether the engine only says that it does not know a word. (LanguageTool calls *a/an* a misspelling too.)"""
    return match.rule.startswith(_SPELLERS)


def rule_id(match: GrammarMatch) -> str:
    """The id of the finding: ``grammar-spelling`` for unknown words, else ``grammar-`` and the engine's id in lower
    case with hyphens: ``EN_A_VS_AN`` is ``grammar-en-a-vs-an``, ``RepeatedWords`` ``grammar-repeated-words``."""
    return SPELLING if is_spelling(match) else finding_id(match.rule)


def finding_id(rule: str) -> str:
    """The id of findings of an engine's rule (not for spellers)."""
    name = rule if rule.isupper() else _CAMEL.sub("-", rule)
    return "grammar-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def chosen_level(match: GrammarMatch, settings: GrammarSettings) -> Level | None:
    """What the user says is done with a finding; ``None`` where nothing is said."""
    for key in (match.rule, rule_id(match)):
        if key in settings.rules:
            return settings.rules[key]
    return settings.categories.get(match.category)


def is_off(rule: str) -> bool:
    """Whether findings of a rule are dropped by default, unless the allow-list lets one through."""
    return rule not in WORTH_READING


def is_idle(match: GrammarMatch, text: str) -> bool:
    """Whether a finding of a rule that is worth reading is not, for what is said there."""
    unless = _UNLESS.get(match.rule)
    start, end = match.span
    place = f"{text[max(start - _REACH, 0) : start]}⟦{text[start:end]}"
    return unless is not None and unless.match(place) is not None


def listened_to(settings: GrammarSettings) -> frozenset[str] | None:
    """The ids of the engine's rules with which anything is done; ``None``: any of them.

    Its dictionary is among them for English that is not American, of which we have none, or when the user names it.
    """
    known = OF_USE
    wanted = {name for name, level in settings.rules.items() if level is not Level.OFF}
    wanted -= {SPELLING, VARIANT} | {finding_id(rule) for rule in known}
    by_category = any(level is not Level.OFF for level in settings.categories.values())
    if by_category or any(name.startswith("grammar-") for name in wanted):
        return None  # a name of ours does not say how the engine writes it
    if settings.language != OWN_LANGUAGE:
        wanted |= {rule_of_dictionary(language) for language in LANGUAGES} | {"SpellCheck"}
    return known | wanted


def rule_of_dictionary(language: str) -> str:
    """LanguageTool's id of what its dictionary says about a variant of English."""
    return f"MORFOLOGIK_RULE_{language.upper().replace('-', '_')}"


def is_dictionary_asked(settings: GrammarSettings) -> bool:
    """Whether unknown words are what the engine takes for unknown; else our own dictionary says so."""
    listened = listened_to(settings)
    return listened is None or any(rule.startswith(_SPELLERS) for rule in listened)
