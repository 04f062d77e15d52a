"""Plain text: paragraphs, headings, wrapped lines, line endings."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import OBJECT, BlockKind, Document
from cleanup.formats import plain
from tests.formats.properties import check_document

PARAGRAPHS = [
    "Li Mu went to the office early on the first day of the holiday, because there was a great deal of work to be done "
    "before anybody else came back, and he did not like to leave it to the others.",
    "“You are here already?” asked the guard at the door, who had not expected anyone, least of all the founder "
    "himself, at that hour of the morning.",
    "“As you see,” said Li Mu.",
    "He went upstairs, opened all the windows, and sat down at the long table with the reports of the whole month in "
    "front of him; it took him until noon to read them all, and by then he knew what had to be done.",
]


def blocks(document: Document) -> list[str]:
    return [document.prose[block.span.start : block.span.end] for block in document.blocks]


def test_without_literals_the_prose_is_the_source() -> None:
    source = "One.\n\n  Two. \nThree."
    document = plain.parse(source)
    assert document.prose is source
    assert document.pieces == ()
    assert blocks(document) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("source", ["", "\n", " \n\t\n"])
def test_blank_text_has_no_blocks(source: str) -> None:
    assert plain.parse(source).blocks == ()


def test_addresses_become_objects() -> None:
    document = plain.parse("Go to letao.com now.")
    assert document.prose == f"Go to {OBJECT} now."
    assert [piece.fixed for piece in document.pieces] == [False, True, False]


@pytest.mark.parametrize(
    ("source", "prose", "newline"),
    [
        ("a\r\nb\r\n", "a\nb\n", "\r\n"),
        ("a\nb\r\nc\r\n", "a\nb\nc\n", "\r\n"),
        ("a\nb\nc\r\n", "a\nb\nc\n", "\n"),
        ("a\rb\rc", "a\nb\nc", "\r"),
        ("a\r\r\nb", "a\n\nb", "\r\n"),
    ],
)
def test_line_endings_are_plain_in_the_prose(source: str, prose: str, newline: str) -> None:
    document = plain.parse(source)
    assert document.prose == prose
    assert document.newline == newline


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize(("indent", "between"), [("", "\n\n"), ("    ", "\n\n"), ("    ", "\n")])
def test_hard_wrapped_lines_belong_together(width: int, indent: str, between: str) -> None:
    source = between.join(textwrap.fill(p, width, initial_indent=indent) for p in PARAGRAPHS * 3)
    assert [" ".join(block.split()) for block in blocks(plain.parse(source))] == PARAGRAPHS * 3


def test_paragraph_a_line_stays_so() -> None:
    source = "\n".join(PARAGRAPHS * 3)
    assert blocks(plain.parse(source)) == PARAGRAPHS * 3


def test_short_lines_are_not_wrapped_text() -> None:
    source = "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.\n"
    assert len(plain.parse(source).blocks) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Chapter 12: Title",
        "Chapter 964 (1/2)",
        "CHAPTER XII",
        "Chapter Twenty-One",
        "Chapter 12 The Fall of Letao",
        "Vol. 2 Chapter 3",
        "Volume 3 - The End?",
        "Prologue",
        "Epilogue: After the Rain",
        "Side Story 4",
        "Author's Note",
        "第12章 重逢",
        "XII",
        "12.",
        "THE LAST DAY",
    ],
)
def test_headings(line: str) -> None:
    document = plain.parse(f"Some text before it.\n\n{line}\n\nIt was late.")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "Chapter 12 was long.",
        "Part 2 of the plan failed",
        "Part of it",
        "“Chapter 12!”",
        "Book a table.",
        "NO!",
        "I see.",
        "Contents may be hot.",
        "The Lord of the Hall",
    ],
)
def test_sentences_are_not_headings(line: str) -> None:
    document = plain.parse(f"Some text before it.\n\n{line}\n\nIt was late.")
    assert all(block.kind is BlockKind.PARAGRAPH for block in document.blocks)


def test_a_title_under_the_first_heading_is_a_heading() -> None:
    document = plain.parse("Chapter 1\n\nThe Fall of Letao\n\nIt Was Late and dark\n\nThe End of It")
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING] * 2 + [BlockKind.PARAGRAPH] * 2


_fragments = st.sampled_from(["a", "Li Mu ", "\r", "\n", "\r\n", " ", "x.com", "`b`", "😀", "e\u0301", "李", "　"])


@given(st.lists(_fragments).map("".join))
def test_pieces_cover_the_prose_and_map_to_the_source(source: str) -> None:
    check_document(plain.parse(source), source)


def test_one_very_long_line_is_fast() -> None:
    assert len(plain.parse("word " * 1_000_000).blocks) == 1
    assert len(plain.parse("a" * 2_000_000 + "\n" * 10 + " " * 2_000_000 + "b").blocks) == 2
