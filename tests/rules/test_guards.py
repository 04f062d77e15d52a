"""What each stage may never alter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.pipeline import Guard
from cleanup.rules.engine import guards
from cleanup.rules.engine.guards import CHARACTERWISE, GUARDS
from cleanup.rules.rule import Stage


@pytest.mark.parametrize(
    ("stage", "before", "after"),
    [
        (Stage.TEXT, "donâ€™t 李牧 wаve &amp;quot;", 'don’t Li Mu wave "'),
        (Stage.TEXT, "Li\u200bMu ﬁnds", "LiMu finds"),
        (Stage.TEXT, "Q&\x04amp;A", "Q&amp;A"),
        (Stage.STRUCTURE, "CHAPTER 07 - Sea (1/2)\n<b>\nHe left.\nAd", "Chapter 7: Sea\nHe left."),
        (Stage.STRUCTURE, "第七章\nHe left.", "Chapter 7\nHe left."),
        (Stage.NAMES, "Li Muli's 5 pears, Li-mu", "Li Mu's 5 pears, Li Mu"),
        (Stage.TYPOGRAPHY, "”yes”, 1 . 5", "“yes,” 1.5"),
        (Stage.REPEATS, "the The end end", "the end"),
        (Stage.CASING, "the end. he", "The end. He"),
        (Stage.GRAMMAR, "He have 5 pear.", "He has 5 pears."),
    ],
)
def test_what_a_stage_may_do(stage: Stage, before: str, after: str) -> None:
    assert GUARDS[stage](before, after) == ""


@pytest.mark.parametrize(
    ("stage", "before", "after"),
    [
        (Stage.TEXT, "He left", "He eft"),
        (Stage.TEXT, "He left", "left He"),
        (Stage.STRUCTURE, "He left.\nShe stayed.", "He left. She stayed."),
        (Stage.STRUCTURE, "One.\nTwo.", "Two.\nOne."),
        (Stage.STRUCTURE, "Chapter 7: Sea", "Chapter 8: Sea"),
        (Stage.STRUCTURE, "Chapter 7: Sea", "Chapter 7: Land"),
        (Stage.NAMES, "Li Mu, 5", "Li Mu 5"),
        (Stage.NAMES, "Li Mu 5", "Li Mu 6"),
        (Stage.TYPOGRAPHY, "a b", "a c"),
        (Stage.TYPOGRAPHY, "a b", "A b"),
        (Stage.REPEATS, "the end", "the"),
        (Stage.REPEATS, "the end", "the very end"),
        (Stage.CASING, "a b", "a  b"),
        (Stage.GRAMMAR, "5 pears", "6 pears"),
    ],
)
def test_what_a_stage_may_not_do(stage: Stage, before: str, after: str) -> None:
    assert GUARDS[stage](before, after) != ""


def test_grammar_may_not_touch_names() -> None:
    guard = guards.keeps_digits_and_names(lambda text: [word for word in text.split() if word.istitle()])
    assert guard("has Li left", "had Li left") == ""
    assert guard("has Li left", "has Lee left") == "names"


@given(st.sampled_from(sorted(GUARDS)), st.text(max_size=80))
def test_doing_nothing_is_always_allowed(stage: Stage, text: str) -> None:
    assert GUARDS[stage](text, text) == ""


@given(st.text(max_size=60), st.integers(0, 59))
def test_a_lost_letter_is_always_noticed(text: str, position: int) -> None:
    before = f"{text[:position]}q{text[position:]}"
    kept_in = {stage for stage, guard in GUARDS.items() if guard(before, text) == ""}
    assert Stage.TEXT not in kept_in or "&" in text
    assert Stage.TYPOGRAPHY not in kept_in
    assert Stage.CASING not in kept_in


CHARACTERS = st.text(alphabet="ab1 \n-’.!”李éΣßİ", max_size=8)


@given(
    st.lists(st.tuples(CHARACTERS, CHARACTERS, CHARACTERS), max_size=6),
    st.sampled_from(sorted(CHARACTERWISE, key=lambda guard: guard.__name__)),
)
def test_a_guard_that_looks_at_each_character_passes_a_text_whose_edits_it_passes(
    parts: list[tuple[str, str, str]], guard: Guard
) -> None:
    before = "".join(kept + old for kept, old, _new in parts)
    after = "".join(kept + new for kept, _old, new in parts)
    if all(guard(old, new) == "" for _kept, old, new in parts):
        assert guard(before, after) == ""
