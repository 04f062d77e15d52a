"""Positions in the units of an editor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Span
from cleanup.lsp.positions import Position, Positions

TEXT = "a😀b\r\nçd\rx\n"


@pytest.mark.parametrize(("units", "character"), [("utf-16", 3), ("utf-8", 5), ("utf-32", 2)])
def test_characters_are_counted_in_units(units: str, character: int) -> None:
    positions = Positions(TEXT, units)
    assert positions.at(2) == Position(0, character)
    assert positions.offset(0, character) == 2


def test_what_is_outside_is_at_the_end() -> None:
    positions = Positions(TEXT)
    assert positions.offset(0, 99) == 3
    assert positions.offset(99, 0) == len(TEXT)
    assert positions.line(6) == Span(5, 7)


@given(st.text("a😀é\n\r"), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_offsets_come_back(text: str, units: str) -> None:
    positions = Positions(text, units)
    for offset in range(len(text) + 1):
        line = positions.line(offset)
        if line.start <= offset <= line.end:
            assert positions.offset(*positions.at(offset)) == offset
