"""Repeats: what is mended, what is only suggested, what stays."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.formats.plain import parse
from cleanup.rules.context import Context
from cleanup.rules.structure import repeats
from cleanup.terms.model import Term
from tests.rules.cleaning import clean, fixed, offered

LONG = "He looked at the two old men for quite a long while."
PARAGRAPH = "He looked at the two old men for quite a long while and then he said nothing at all."


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough; that that is, is. What he did did not matter, so so.",
        "Very very old, long long ago; far far away, no no no!",
        "Bora Bora, Walla Walla, Li Li, An An, Kikyu kikyu, bla bla",
        "the, the; the. The end. A a, 5 5, x x",
        "the the-man and the the’s",
        "the\n\nthe end",
        "He ran. He ran. He ran.",
        "“Yes.”\n\n“Yes.”\n\n“Yes.”",
        "See letao.com. See letao.com for more of what you know of it. See taobao.com for more of what you know of it.",
    ],
)
def test_stays(text: str) -> None:
    result = clean(text, "repeats")
    assert (result.revised, result.findings) == (text, ())


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("It is the the the end of of it.", "It is the end of it."),
        ("The the end.", "The end."),
        ("“The the end.”", "“The end.”"),
        ("a kind of The the end, because Because it is", "a kind of The end, because it is"),
        ("However however, indeed indeed indeed.", "However, indeed."),
        (f"{LONG} {LONG} {LONG} So it was.", f"{LONG} So it was."),
        (f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\nEnd.\n", f"{PARAGRAPH}\n\nEnd.\n"),
        (f"{PARAGRAPH}\n{PARAGRAPH}", PARAGRAPH),
        (f"  {LONG} {LONG} End.", f"  {LONG} End."),
    ],
)
def test_mended(text: str, want: str) -> None:
    assert fixed(text, "repeats") == want


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("He took it in in the morning.", [("in in", "")]),
        ("the window window opened", [("window window", "")]),
        ("The The sang.", [("The The", "")]),
        ("“I really do not know him. I really do not know him.”", [("I really do not know him.", "")]),
        (f"“{LONG}” he read. “So. {LONG} {LONG}”", [(LONG, "")]),
        ("The end of the day.\n\nThe end of the day.", [("The end of the day.", "")]),
    ],
)
def test_suggested(text: str, offers: list[tuple[str, str]]) -> None:
    assert clean(text, "repeats").changes == ()
    assert offered(text, "repeats") == offers


def test_a_name_may_double_a_function_word() -> None:
    assert fixed("He met Of of today.", "repeats", terms=[Term("Of of")]) == "He met Of of today."


def test_wrapped_lines_count_as_one_paragraph() -> None:
    lines = [f"line {number} of a text that somebody has wrapped at a width of sixty" for number in range(8)]
    lines[3] += " of"
    lines[4] = "of " + lines[4]
    text = "\n".join(lines)
    assert fixed(text, "repeats") == text.replace(" of\nof ", "\nof ", 1)


WORDS = ["the", "The", "of", "so it is at last", "a b c d e", "don’t", "café", "no", "—", "“", "?", "!", "."]
BLANKS = [" ", "\n", ". ", "? ", ".” “", "... ", ", ", "!? "]
TEXT = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS)), max_size=30).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)


@settings(deadline=None)
@given(TEXT)
def test_every_word_in_small_letters_that_stands_twice_is_looked_at(text: str) -> None:
    twice = re.compile(r"(?:(?<=[ \n\"“(—])|\A)([a-z]+)[ \n]\1(?![\w’'-])")
    assert {match.start() for match in twice.finditer(text)} <= set(repeats._doubled(text))


@settings(deadline=None)
@given(TEXT)
def test_every_sentence_that_stands_twice_is_looked_at(text: str) -> None:
    with patch.object(repeats, "_may_repeat", return_value=True):
        found = list(repeats.sentence.check(parse(text), Context()))
    assert not found or any(repeats._may_repeat(text, mark) for mark in ".!?")
