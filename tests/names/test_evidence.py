"""What a text says of its words: the same whether a few are asked about or many."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.formats.plain import parse
from cleanup.names.book import FEW
from cleanup.names.decide import _frequency
from cleanup.names.evidence import _MANY, Entries, Evidence
from cleanup.names.guess import Damage, Guess

_TEXTS = st.text("ab é'-_1\n.Aç²", max_size=80)
_WORDS = st.text("abéA", min_size=1, max_size=3)


@given(_TEXTS, _WORDS)
def test_words_are_counted_whole(text: str, word: str) -> None:
    evidence = Evidence(parse(text), Entries(()), (), {}, {})
    count = len(re.findall(rf"(?<![^\W\d_]){word}(?![^\W\d_])", evidence.document.prose))
    for _ in range(_MANY):
        assert evidence.count(word) == count
        assert evidence.has(word) is (count > 0)


def test_what_is_more_than_letters_is_searched_for() -> None:
    evidence = Evidence(parse("the o'brien-smith of o'brien"), Entries(()), (), {}, {})
    for _ in range(_MANY):
        assert evidence.has("o'brien")
        assert evidence.count("brien") == 2


@pytest.mark.parametrize(
    ("damage", "times", "familiar", "says"),
    [
        (Damage.READING, FEW - 1, True, []),
        (Damage.READING, FEW, True, [(0.4, "it stands 3 times in the book")]),
        (Damage.READING, FEW * 3, True, [(0.8, "it stands 9 times in the book")]),
        (Damage.READING, FEW * 1_000, True, [(1.6, "it stands 3000 times in the book")]),
        (Damage.READING, FEW * 3, False, [(0.4, "it is no slip")]),
        (Damage.MEANING, FEW * 3, True, [(0.4, "it is no slip")]),
    ],
)
def test_what_stands_often_is_no_slip(
    damage: Damage, times: int, familiar: bool, says: list[tuple[float, str]]
) -> None:
    """And more than that where it spells the name: machine translation is wrong consistently."""
    evidence: Any = SimpleNamespace(times=lambda _: times, is_familiar=familiar, has=lambda _: False)
    assert list(_frequency("Zhaoqing", Guess(0, damage, 1.0, "why"), evidence)) == says
