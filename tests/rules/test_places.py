"""Blocks, names and ends of sentences around a position."""

from __future__ import annotations

import pytest

from cleanup.core.model import Document, Span
from cleanup.formats.plain import parse
from cleanup.rules.context import Context
from cleanup.rules.prose.places import Names, block_at, in_small_letters, is_full_stop, word_before


def test_blocks_are_found_by_position() -> None:
    document = parse("One.\n\nTwo.")
    assert block_at(document, 0) is document.blocks[0]
    assert block_at(document, 3) is document.blocks[0]
    assert block_at(document, 4) is None
    assert block_at(document, 6) is document.blocks[1]
    assert block_at(parse("\n\nOne."), 0) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He left", "left"),
        ("the Mu-li", "Mu-li"),
        ("they don’t", "don’t"),
        ("the U.S", ""),
        ("5", ""),
        ("", ""),
        ("“yes", "yes"),
    ],
)
def test_the_word_before(text: str, word: str) -> None:
    assert word_before(text, len(text)) == word


@pytest.mark.parametrize("text", ["He left", "over 5%", "with Holmes", "it was the dog’s", "they don’t"])
def test_full_stops(text: str) -> None:
    assert is_full_stop(text + ".", len(text))


@pytest.mark.parametrize(
    "text", ["etc", "Mr", "e.g", "the U.S", "J", "in fig", "under the circs", "He left..", "No", "3"]
)
def test_stops_that_may_shorten(text: str) -> None:
    assert not is_full_stop(text + ".", len(text))


def test_small_letters_keep_their_places() -> None:
    assert in_small_letters("İSTANBUL The") == "İstanbul the"
    assert in_small_letters("The END") == "the end"


def test_names_are_asked_for_once_and_only_when_needed() -> None:
    asked: list[Document] = []

    def protected(document: Document) -> list[Span]:
        asked.append(document)
        return [Span(3, 8)]

    document = parse("An Li Mu left with the Lei.")
    names = Names(document, Context(name_words=frozenset({"Lei", "The"}), protected=protected))
    assert names.has(23, 26)
    assert asked == []
    assert names.has(3, 5)
    assert names.has(6, 12)
    assert not names.has(0, 2)
    assert not names.has(9, 13)
    assert asked == [document]
