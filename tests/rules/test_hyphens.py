"""Spaced hyphens that wait for each other."""

from __future__ import annotations

from tests.rules.cleaning import fixed


def test_many_spaced_hyphens_in_a_line_are_mended_together() -> None:
    sentence = "She was twenty -one and well -known."
    assert fixed(" ".join([sentence] * 100), "spacing-hyphen") == " ".join([sentence.replace(" -", "-")] * 100)


def test_a_second_dash_that_stays_keeps_the_first() -> None:
    text = "a twenty -one and -then silence"
    assert fixed(text, "spacing-hyphen") == text
