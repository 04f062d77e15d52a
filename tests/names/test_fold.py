"""Folding: one character for one, and the quick way gives what looking up every character gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.language.fold import _base, fold, fold_form, letters


@given(st.text(max_size=60).map(lambda text: text * 8))
def test_every_character_is_folded_by_itself(text: str) -> None:
    assert fold(text) == "".join(map(_base, text))
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("form", "folded", "bare"),
    [
        ("Li Mu’s", "li mu s", "limus"),
        ("Mí  Yuè", "mi yue", "miyue"),
        ("Ōtani-san", "otani san", "otanisan"),
        ("李牧", "李牧", "李牧"),
    ],
)
def test_forms(form: str, folded: str, bare: str) -> None:
    assert fold_form(form) == folded
    assert letters(form) == bare
