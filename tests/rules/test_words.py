"""The forms of a text that rules search: they are as long as the text, and say of each character what they promise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanup.rules.prose import words

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from('aZ -\n"(?é“’—İK\u00a0')), max_size=40)


def test_shape() -> None:
    assert words.shape("“Well-dressed, É Li\nMu 5") == b".Aaaa-aaaaaaa. . Aa\nAa ."


def test_small_letters() -> None:
    assert words.small_letters('He (É) “No”\nso—what? "Yes') == b"he  \xe9)  no  so what   yes"


@given(TEXTS)
def test_a_byte_for_each_code_point(text: str) -> None:
    for form in (words.latin(text), words.shape(text), words.small_letters(text)):
        assert len(form) == len(text)


@given(TEXTS)
def test_letters_of_ascii_are_told_apart_from_everything_else(text: str) -> None:
    for character, kind in zip(text, words.shape(text).decode(), strict=True):
        letter = character.isascii() and character.isalpha()
        assert (kind in "Aa") is letter
        assert (kind == "A") is (letter and character.isupper())


@given(TEXTS)
def test_tokens_stand_between_white_space(text: str) -> None:
    assert words.tokens(text) == set(text.split())


def test_tokens_that_were_told_are_believed() -> None:
    words.remember_tokens("so it is", {"so", "it", "is", "was"})
    assert words.tokens("so it is") == {"so", "it", "is", "was"}
