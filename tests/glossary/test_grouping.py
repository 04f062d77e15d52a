"""What is never taken for another spelling of a name."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from cleanup.glossary.discovery import grouping
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.forms import Form
from cleanup.glossary.discovery.grouping import JOIN, Pair, is_chinese, pairs
from cleanup.glossary.discovery.mining import INSIDE
from cleanup.names.sound import fit, pattern

CHINESE = ("Meng Zhuo", "Qiu Fan", "Ruan Lan", "Tan Wei", "Song Qing", "Bai Lu")


def joined(*texts: str, others: Iterable[str] = ()) -> list[Pair]:
    names = {text: Form(text) for text in (*texts, *others)}
    return [p for p in pairs(names, Evidence()) if p.score >= JOIN and {p.one, p.other} <= set(texts)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xian'er", "Xuan'er"),  # another syllable is another person
        ("Mingyue", "Mingyu"),
    ],
)
def test_another_syllable_is_another_person(one: str, other: str) -> None:
    assert joined(one, other, others=CHINESE) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("S-rank", "B-rank"),
        ("Grey Viper Mountain-Bearing Power", "Grey Viper Mountain-Rending Power"),
        ("Family", "family"),
        ("Late-stage", "late-stage"),
        ("Third Layer", "Thirty Layer"),
    ],
)
def test_words_and_letters_never_vary(one: str, other: str) -> None:
    assert joined(one, other) == []


def test_spacing_varies() -> None:
    assert joined("Tuoba Li", "Tuo Ba Li", others=CHINESE)


def test_chinese_books_are_known() -> None:
    assert is_chinese({text: Form(text) for text in CHINESE})
    assert not is_chinese({text: Form(text) for text in ("Karl Heinz", "Anna Mary", "Lord Parker", "Su Amuka")})


def test_no_word_spells_no_sound() -> None:
    assert fit(pattern(()), "") == float("inf")


def test_the_number_of_comparisons_grows_with_the_number_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with its square, where all names are made of the same few syllables; two spellings of one are still found."""
    chosen = random.Random(7)
    syllables = "ba be do fa ge ki lo ma ni po ra si ta vo xu chan lin tor wen gar mer".split()
    texts = {"".join(chosen.choices(syllables, k=chosen.randint(2, 4))).capitalize() for _ in range(3_000)}
    compared: list[tuple[Form, Form]] = []
    monkeypatch.setattr(grouping, "_may_be_one", lambda one, other: compared.append((one, other)))
    pairs({text: Form(text) for text in texts}, Evidence())
    assert len(texts) < len(compared) <= grouping._PARTNERS * len(texts)
    monkeypatch.undo()
    some = sorted(texts)[::20]
    assert joined("Kerzhbrandt", "Kerzhbrant", others=some)


@pytest.mark.parametrize(("count", "stuck"), [(4, True), (5, False)])
def test_a_syllable_stuck_to_a_name_is_rarer_than_the_name(count: int, stuck: bool) -> None:
    """A third as common at most: what is commoner is another name that begins alike."""
    name, longer = Form("Li Mu"), Form("Li Muda")
    name.counts[INSIDE], longer.counts[INSIDE] = 12, count
    found = pairs({"Li Mu": name, "Li Muda": longer}, Evidence())
    assert any("syllable" in pair.why for pair in found) is stuck
