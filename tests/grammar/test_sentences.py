"""Paragraphs are cut into sentences only where any engine ends one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.grammar.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She came. “Well?” He sighed.", ["He left.", "She came.", "“Well?” He sighed."]),
        ("“Go away!” “You go!”", ["“Go away!”", "“You go!”"]),
        ("He saw Dr. Reed and Mrs. Hale.", ["He saw Dr. Reed and Mrs. Hale."]),
        ("It was late.  She slept.", ["It was late.  She slept."]),
        ("It was late.She slept.", ["It was late.She slept."]),
        ("Wait... What? no. 5. A", ["Wait... What? no. 5. A"]),
        ("In Vol. 5. It is told.", ["In Vol. 5. It is told."]),
        ("", []),
    ],
)
def test_where_a_paragraph_is_cut(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="ab.!?”\"“A ", max_size=60))
def test_nothing_but_single_spaces_is_left_out(text: str) -> None:
    found = list(sentences(text))
    assert " ".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found)
