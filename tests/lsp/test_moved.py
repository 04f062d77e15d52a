"""Findings of a moment ago keep their places while a text is edited elsewhere."""

from __future__ import annotations

from cleanup.core.model import Edit, Span
from cleanup.gate.found import Found
from cleanup.lsp.moved import Moved, difference

BEFORE = "One line.\nTwo lines.\nThree lines.\n"


def test_the_one_difference() -> None:
    assert difference("abcab", "abxab") == Edit(Span(2, 3), "x")
    assert difference("aaa", "aaaa") == Edit(Span(3, 3), "a")
    assert difference("same", "same") == Edit(Span(4, 4), "")


def test_what_is_on_other_lines_moves_with_them() -> None:
    moved = Moved(BEFORE, BEFORE.replace("Two", "Two or more"))
    assert moved.span(Span(0, 3)) == Span(0, 3)
    assert moved.span(Span(10, 13)) is None
    assert moved.span(Span(21, 26)) == Span(29, 34)


def test_findings_move_with_their_edits_or_go() -> None:
    first = Found("x-y", Span(0, 3), "here", edits=(Edit(Span(0, 3), "1"),))
    last = Found("x-y", Span(21, 26), "there", edits=(Edit(Span(21, 26), "3"),), places=(Span(0, 3), Span(10, 13)))
    [kept] = Moved(BEFORE, f"\n{BEFORE[10:]}").found([first, last])
    assert (kept.span, kept.edits, kept.places) == (Span(12, 17), (Edit(Span(12, 17), "3"),), (Span(1, 4),))


def test_the_same_text_keeps_everything() -> None:
    found = Found("x-y", Span(0, 3), "here")
    assert list(Moved(BEFORE, BEFORE).found([found])) == [found]
