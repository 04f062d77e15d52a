"""The examples of the allow-list, put to the real engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleanup.core.model import Span
from cleanup.grammar.allowlist import ALLOWED, Allowed, safe_edit
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.isolation import IsolatedEngine
from tests.grammar.conftest import clean, stage_of

Get = Callable[[str], IsolatedEngine]


def engine_of(allowed: Allowed) -> str:
    return "lingotweaker" if allowed.rule.isupper() else "harper"


EXAMPLES = [(a, bad, good) for a in ALLOWED for bad, good in a.examples]
KEEPS = [(a, text) for a in ALLOWED for text in a.keeps]


@pytest.mark.parametrize(("allowed", "bad", "good"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.rule)
def test_example_is_repaired_and_stays(embedded: Get, allowed: Allowed, bad: str, good: str) -> None:
    stage = stage_of(embedded(engine_of(allowed)))
    assert clean(bad, stage).revised == good
    assert clean(good, stage).revised == good


@pytest.mark.parametrize(("allowed", "text"), KEEPS, ids=lambda v: v if isinstance(v, str) else v.rule)
def test_keep_is_left_alone(embedded: Get, allowed: Allowed, text: str) -> None:
    assert clean(text, stage_of(embedded(engine_of(allowed)))).revised == text


def test_rules_are_unique_and_documented_by_examples() -> None:
    assert len({(a.rule, a.matched) for a in ALLOWED}) == len(ALLOWED)
    assert all(a.keeps for a in ALLOWED)
    assert all(a.examples for a in ALLOWED if a.rule != "WHITESPACE_RULE")


def match(rule: str, text: str, found: str, *replacements: str) -> tuple[GrammarMatch, str]:
    start = text.index(found)
    return GrammarMatch(Span(start, start + len(found)), rule, "", replacements), text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # More than one replacement, none, or a rule that is not in the list: never.
        (match("EN_A_VS_AN", "a apple", "a", "an", "the"), None),
        (match("EN_A_VS_AN", "a apple", "a"), None),
        (match("HE_VERB_AGR", "he go", "go", "goes"), None),
        # A replacement of another kind than the guard expects.
        (match("EN_A_VS_AN", "a apple", "a apple", "an apple"), None),
        (match("COMMA_PARENTHESIS_WHITESPACE", "he,she", ",", ", "), None),
        (match("EN_CONTRACTION_SPELLING", "he hed it", "hed", "he'd"), None),
        # Case comes from the text.
        (match("AnA", "A honest man", "A", "AN"), "An"),
        (match("RepeatedWords", "The the man", "The the", "the"), "The"),
        # So does the shape of the apostrophe.
        (match("EN_CONTRACTION_SPELLING", "He didnt say “it’s so”", "didnt", "didn't"), "didn’t"),
        (match("EN_CONTRACTION_SPELLING", "He didnt say", "didnt", "didn't"), "didn't"),
        (match("EN_CONTRACTION_SPELLING", "Ive seen it", "Ive", "I've"), "I've"),
        # Whole lines of dots, decimals and quotation marks after the spaces.
        (match("COMMA_PARENTHESIS_WHITESPACE", "wait . . .", " .", "."), None),
        (match("CONSECUTIVE_SPACES", "one \ntwo", " \n", " "), None),
        (match("WHITESPACE_RULE", "one  two", "  ", " "), " "),
        (match("WHITESPACE_RULE", "  two", "  ", " "), None),
    ],
)
def test_guards(given: tuple[GrammarMatch, str], expected: str | None) -> None:
    edit = safe_edit(*given)
    assert (edit.text if edit else None) == expected
