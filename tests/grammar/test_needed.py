"""The search for paragraphs to which something may be applied must not miss one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Span
from cleanup.grammar.allowlist import _DOUBLED, ALLOWED, CONTRACTIONS, safe_edit
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.grammar.needed import may_be_applied_to


@pytest.mark.parametrize("example", [before for allowed in ALLOWED for before, _after in allowed.examples])
def test_no_example_is_missed(example: str) -> None:
    assert may_be_applied_to(example)
    assert may_be_applied_to(f"She looked at it. {example} Then nobody spoke.")


@pytest.mark.parametrize(
    "text",
    [
        "It was an union of two.",
        "It was a hour ago.",
        "He is a honest man.",
        "She is an one-time guest.",
        "It was an European coin.".lower(),
        "He sent a sms.",
        "It was an useful thing.",
        "A apple fell.",
        "An man came.",
    ],
)
def test_articles(text: str) -> None:
    assert may_be_applied_to(text)


@pytest.mark.parametrize(
    "text",
    ["He went home.", "An apple and a pear, an hour later.", "Than any other, it is the theme.", "“Indeed,” she said."],
)
def test_what_is_plainly_right_is_not_asked(text: str) -> None:
    assert not may_be_applied_to(text)


FAULTS = [
    *("a apple", "an man", "a hour", "an union", "A honest man", "An one-off"),
    *(f"{word} {word}" for word in _DOUBLED.split("|")),
    *CONTRACTIONS,
    *(" ,", " .", " )", "( ", "  ", "\u00a0 ", ",,", "over.Then", "i", "i'm", "i’ve", "could of been"),
]
WORDS = st.sampled_from(
    [*FAULTS, "house", "the", "a", "an", "He", ".", ",", "?", "“", "”", "part", "one", "use", "Dont"]
)


def _applied(text: str) -> bool:
    """Whether an engine could say anything about a place of the text that would be applied."""
    for start in range(len(text)):
        for end in range(start + 1, min(start + 14, len(text)) + 1):
            found = text[start:end]
            if _cuts_a_word(text, start) or _cuts_a_word(text, end):
                continue  # engines point at whole words
            for rule, replacement in _said(found):
                if safe_edit(GrammarMatch(Span(start, end), rule, "", (replacement,)), text) is not None:
                    return not _is_right(found, text[end:])
    return False


def _cuts_a_word(text: str, at: int) -> bool:
    return (text[at - 1 : at] + text[at : at + 1]).isalpha() and 0 < at < len(text)


def _said(found: str) -> list[tuple[str, str]]:
    stripped, low = found.strip(), found.lower()
    return [
        *(("COMMA_PARENTHESIS_WHITESPACE", stripped), ("CommaFixes", "")),
        *((rule, "an" if low == "a" else "a") for rule in ("EN_A_VS_AN", "AnA") if low in ("a", "an")),
        *((rule, found.split()[0]) for rule in ("ENGLISH_WORD_REPEAT_RULE", "RepeatedWords") if stripped),
        *((rule, " ") for rule in ("CONSECUTIVE_SPACES", "WHITESPACE_RULE", "Spaces")),
        *((rule, "I" + found[1:]) for rule in ("I_LOWERCASE", "CapitalizePersonalPronouns")),
        *(("SENTENCE_WHITESPACE", f" {found}"), ("DOUBLE_PUNCTUATION", ",")),
        ("EN_CONTRACTION_SPELLING", CONTRACTIONS.get(low, "")),
        ("ModalOf", f"{found[:-2]}have"),
    ]


def _is_right(found: str, after: str) -> bool:
    """An article that is right: no engine says anything about it."""
    return found.lower() in ("a", "an") and not may_be_applied_to(found + after[:20])


@given(st.lists(WORDS, max_size=6), st.sampled_from([" ", ""]))
def test_what_could_be_applied_is_never_missed(parts: list[str], between: str) -> None:
    text = between.join(parts)
    assert may_be_applied_to(text) or not _applied(text)


@pytest.mark.parametrize("name", ["lingotweaker", "harper"])
def test_an_engine_says_nothing_of_articles_that_the_search_passes_over(
    embedded: Callable[[str], IsolatedEngine], name: str
) -> None:
    starts = [a + b for a in "abcdefghijklmnopqrstuvwyz" for b in "aeioulrn"]
    words = [
        *("house", "hour", "heir", "honest", "homage", "one", "once", "union", "useful", "unit", "ewe", "euphoria"),
        *("hue", "human", "usher", "under", "urge", "ubiquitous", "ukulele", "uterus", "opera", "unkind", "historic"),
        *(f"{start}nting" for start in starts),
    ]
    texts = [f"It was {article} {word} thing." for word in words for article in ("a", "an")]
    passed = [text for text in texts if not may_be_applied_to(text)]
    assert len(passed) > len(texts) / 3
    for text, answer in zip(passed, embedded(name).check(passed), strict=True):
        assert [match for match in answer or () if safe_edit(match, text)] == [], text
