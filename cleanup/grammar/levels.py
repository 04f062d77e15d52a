"""What is done with an engine's findings by default: which of them are not worth anybody's time in translated fiction.

Found by counting: what an engine says about 290,000 words of well-edited fiction is wrong nearly every time, so a rule
that speaks there more than a time or two is off, and so is a category of which most rules do. What remains is reported;
only what the allow-list lets through is applied. All of it can be overridden (``[grammar]`` in the configuration).
"""

from __future__ import annotations

import re

from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.settings import GrammarSettings
from cleanup.rules.rule import Level

SPELLING = "grammar-spelling"
"""The finding for a word that an engine's dictionary does not know, whatever the engine calls it."""

VARIANT = "grammar-variant"
"""The finding for the words that are spelled as in another country."""

_SPELLERS = ("MORFOLOGIK_RULE", "HUNSPELL_RULE", "SYMSPELL_RULE", "SpellCheck")

OFF_CATEGORIES = frozenset(
    {
        # LanguageTool. Taste and house style:
        "STYLE",
        "REDUNDANCY",
        "COLLOQUIALISMS",
        "PLAIN_ENGLISH",
        "CREATIVE_WRITING",
        "GENDER_NEUTRALITY",
        "WIKIPEDIA",
        "REPETITIONS",
        "REPETITIONS_STYLE",
        "AMERICAN_ENGLISH_STYLE",
        "BRITISH_ENGLISH",
        "REGIONALISMS",
        "COMPOUNDING",
        # Commas are a matter of taste; quotation marks, spaces and capitals are looked after by the rules of this tool.
        "PUNCTUATION",
        "TYPOGRAPHY",
        "CASING",
        # Harper.
        "Style",
        "Readability",
        "Enhancement",
        "Redundancy",
        "Formatting",
        "Regionalism",
        "Punctuation",
        "Capitalization",
        "Repetition",
    }
)
"""Engines' categories that are off; in capitals LanguageTool's, which LingoTweaker shares."""

OFF_RULES = frozenset(
    {
        # LanguageTool. The rules of this tool know more about quotation marks, dashes, dots and repeated words.
        "DASH_RULE",
        "EN_ELLIPSIS",
        "EN_QUOTES",
        "EN_UNPAIRED_QUOTES",
        "NO_SPACE_CLOSING_QUOTE",  # its fix breaks opening quotation marks
        "UPPERCASE_SENTENCE_START",
        "ENGLISH_WORD_REPEAT_RULE",
        "NON_STANDARD_WORD",
        "WORTH_WHILE",
        "NONE_THE_LESS",
        # Wrong about fiction: older usage, inversion, broken-off speech, narrated thought.
        "A_BIT_OF",
        "ADMIT_ENJOY_VB",
        "ADVERB_OR_HYPHENATED_ADJECTIVE",
        "ADVISE_VBG",
        "BESIDES_BESIDE",
        "CONDITIONAL_CLAUSE",
        "CONFUSION_OF_ME_I",
        "DT_RB_IN",
        "EN_SPECIFIC_CASE",
        "HE_HIS",
        "KIND_OF_A",
        "MISSING_VERB_AFTER_WHAT",
        "NON3PRS_VERB",
        "ONE_ONCE",
        "PCT_SINGULAR_NOUN_PLURAL_VERB_AGREEMENT",
        "PRP_JJ",
        "PRP_VBG",
        "QUIET_QUITE",
        "SHORT_COMPARATIVES",
        "THE_SUPERLATIVE",
        "THESE_ONES",
        "YOUR",
        # Harper.
        "AvoidCurses",
        "AWhile",
        "CompoundNouns",
        "DisjointPrefixes",
        "Everyone",
        "GoodAt",
        "FillerWords",
        "ItsPossessive",
        "LeftRightHand",
        "LetsConfusion",
        "LongSentences",
        "MassNouns",
        "MergeWords",
        "MissingPreposition",
        "MissingDeterminer",
        "MissingTo",
        "ModalBeAdjective",
        "MultipleSequentialPronouns",
        "NominalWants",
        "OneOfTheSingular",
        "OrthographicConsistency",
        "Overall",
        "PossessiveYour",
        "PronounContraction",
        "PronounVerbAgreement",
        "QuantifierNumeralConflict",
        "QuiteQuiet",
        "RedundantThat",
        "RegularIrregulars",
        "SingleBe",
        "SplitWords",
        "TheirToThere",
        "TheirToTheyre",
        "ThatWhich",
        "TheHowWhy",
        "Therein",
        "TheyToThem",
        "ToTwoToo",
        "UpdatePlaceNames",
        "UseEllipsisCharacter",
        "VerbToAdjective",
        "WereWhere",
        "WhomSubjectOfVerb",
        "WillNonLemma",
        "WrongNegative",
    }
)
"""Engines' rules that are off; in capitals LanguageTool's."""

_OFF_FAMILIES = ("EN_COMPOUNDS_", "EN_US_SIMPLE_REPLACE_", "ENGLISH_WRONG_WORD_IN_CONTEXT_", "REP_", "L2_")
"""How ids of LanguageTool's rules begin that are made from lists: hyphens in compounds, regional words."""

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


WORTH_READING = frozenset({"CD_NN", "A_NNS", "PHRASE_REPETITION", "EN_A_VS_AN"})
"""Rules that are worth reading in translated fiction, whatever is said of their kind. Measured: *three elder brother*,
*a robes*, *layer by layer by*."""

_NEVER_SEEN_RIGHT = frozenset(
    {
        "A_RB_NN", "A_THANK_YOU", "BU", "COLLECTIVE_NOUN", "COMPLAINT_COMPLAINED", "DOUBLE_NEGATIVE", "DT_PRP",
        "EN_MULTITOKEN_SPELLING_TWO", "IN_THE_MOMENT", "IN_THIS_MOMENT", "LAY_AROUND", "LOOK_AT_TO", "MANY_NN",
        "MANY_NN_U", "MD_BASEFORM", "MD_JJ", "THERE_MISSING_VERB", "TO_NON_BASE", "TOO_TO", "WERE_VBB", "YOUR_YOU_2",
    }
)  # fmt: skip
"""Rules of which no finding was right in some 250,000 words of machine translation."""


def is_off(rule: str, category: str) -> bool:
    """Whether findings of a rule are dropped by default, unless the allow-list lets one through."""
    if rule in WORTH_READING:
        return False
    return (
        rule in _NEVER_SEEN_RIGHT
        or rule in OFF_RULES
        or category in OFF_CATEGORIES
        or rule.startswith(_OFF_FAMILIES)
        or rule.endswith("_COMPOUNDS")
    )
