"""What a text says of its words: the same whether a few are asked about or many."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cleanup.formats.plain import parse
from cleanup.names.evidence import _MANY, Entries, Evidence

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
