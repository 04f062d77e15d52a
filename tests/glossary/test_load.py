"""Glossary files that cannot be read: what is wrong, and where."""

from __future__ import annotations

import pytest

from cleanup.errors import GlossaryError
from cleanup.terms.load import parse_terms


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ('[[term]]\nname = "Li Mu\n', "g.toml:2:14", "not valid TOML: Illegal character"),
        ('variants = ["B"\n', "g.toml", "not valid TOML: Unclosed array, up to the end of the file"),
        ("[terms]\n", "g.toml", "unknown key 'terms'"),
    ],
)
def test_a_broken_file_says_what_and_where(text: str, where: str, message: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        parse_terms(text, "g.toml")
    assert caught.value.where == where
    assert caught.value.message.startswith(message)
    assert caught.value.hint
