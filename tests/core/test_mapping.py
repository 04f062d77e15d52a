"""Mapping: an edit of the prose, made in the source, gives the edited prose, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.core.mapping import Mapping, minimal
from cleanup.core.model import OBJECT, Document, Edit, Piece, Span
from tests.core.toy import PLAIN_SNIPPETS, SOURCES, TEXTS, applied, disjoint_edits, parse, plain


def mapped(source: str, start: int, end: int, text: str) -> str | None:
    """The source after an edit of its prose; None where that cannot be done."""
    edit = Mapping(parse(source)).edit(Edit(Span(start, end), text))
    return None if edit is None else applied(source, [edit])


def fixed(document: Document) -> list[str]:
    """What stands in the fixed pieces."""
    return [document.source[piece.source.start : piece.source.end] for piece in document.pieces if piece.fixed]


@given(SOURCES)
def test_the_toy_format_is_sound(source: str) -> None:
    document = parse(source)
    if document.pieces:
        assert document.pieces[0].prose.start == 0
        assert document.pieces[-1].prose.end == len(document.prose)
    for left, right in zip(document.pieces, document.pieces[1:], strict=False):
        assert left.prose.end == right.prose.start
        assert left.source.end <= right.source.start
    for piece in document.pieces:
        if piece.verbatim:
            there = source[piece.source.start : piece.source.end]
            assert document.prose[piece.prose.start : piece.prose.end] == there


@given(st.data(), SOURCES)
def test_edited_source_parses_to_edited_prose(data: Any, source: str) -> None:
    document = parse(source)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(document.prose))] * 2)))
    edit = Edit(Span(start, end), data.draw(PLAIN_SNIPPETS))
    there = Mapping(document).edit(edit)
    if there is not None:
        again = parse(applied(source, [there]))
        assert again.prose == applied(document.prose, [edit])
        if edit.text or "\n" not in document.prose[start:end]:  # whole lines go with the code in them
            assert fixed(again) == fixed(document)


@given(st.data(), SOURCES)
def test_several_edits_of_the_prose_stay_in_order_and_apart(data: Any, source: str) -> None:
    document = parse(source)
    mapping = Mapping(document)
    edits = [mapping.edit(edit) for edit in data.draw(disjoint_edits(document.prose, PLAIN_SNIPPETS))]
    position = 0
    for edit in edits:
        if edit is not None:
            assert position <= edit.span.start <= edit.span.end <= len(source)
            position = edit.span.end


@given(SOURCES)
def test_what_stands_inside_one_free_piece_can_be_edited(source: str) -> None:
    document = parse(source)
    for piece in document.pieces:
        if piece.verbatim and not piece.fixed:
            offset = piece.source.start - piece.prose.start
            for position in range(piece.prose.start + 1, piece.prose.end):
                for end in (position, piece.prose.end - 1):
                    there = Mapping(document).edit(Edit(Span(position, end), "Z"))
                    assert there == Edit(Span(position + offset, end + offset), "Z")


@given(st.data(), SOURCES)
def test_a_span_of_one_verbatim_piece_shows_the_same_characters(data: Any, source: str) -> None:
    document = parse(source)
    mapping = Mapping(document)
    for piece in document.pieces:
        there = mapping.span(piece.prose)
        assert there == piece.source
        if piece.verbatim:
            start, end = sorted(data.draw(st.tuples(*[st.integers(piece.prose.start, piece.prose.end)] * 2)))
            there = mapping.span(Span(start, end))
            assert source[there.start : there.end] == document.prose[start:end]


@given(st.data(), SOURCES)
def test_spans_stay_inside_the_source_and_in_order(data: Any, source: str) -> None:
    document = parse(source)
    mapping = Mapping(document)
    start, middle, end = sorted(data.draw(st.tuples(*[st.integers(0, len(document.prose))] * 3)))
    left, right = mapping.span(Span(start, middle)), mapping.span(Span(middle, end))
    assert 0 <= left.start <= left.end <= len(source)
    assert 0 <= right.start <= right.end <= len(source)
    if start < middle < end:
        assert left.start <= right.start
        assert left.end <= right.end


@given(st.data(), TEXTS)
def test_without_pieces_the_source_is_edited_as_the_prose(data: Any, text: str) -> None:
    document = plain(text)
    for edit in data.draw(disjoint_edits(text)):
        there = Mapping(document).edit(edit)
        assert there == minimal(edit, text)
        assert Mapping(document).span(edit.span) == edit.span


@given(st.data(), TEXTS)
def test_a_minimal_edit_does_the_same_and_no_more(data: Any, text: str) -> None:
    for edit in data.draw(disjoint_edits(text)):
        smaller = minimal(edit, text)
        assert applied(text, [smaller]) == applied(text, [edit])
        assert edit.span.start <= smaller.span.start <= smaller.span.end <= edit.span.end
        old, new = text[smaller.span.start : smaller.span.end], smaller.text
        assert not (old and new and (old[0] == new[0] or old[-1] == new[-1]))


@pytest.mark.parametrize(
    ("source", "start", "end", "text", "expected"),
    [
        # Markup inside what is replaced is in the way, unless only one side really changes.
        ("a *bc* d", 0, 4, "x", None),
        ("a *bc* d", 0, 4, "a bX", "a *bX* d"),
        ("a *bc* d", 2, 4, "xy", "a *xy* d"),
        # Markup keeps its content: it is never left empty.
        ("a *bc* d", 2, 4, "", None),
        ("a *bc* d", 1, 4, "", None),
        ("*bc*", 0, 2, "", None),
        ("*b*c", 0, 1, "", None),
        ("b*c", 0, 1, "", "*c"),
        # Insertions go to the text before, and at the start of a line behind the line's markup.
        ("a*bc* d", 3, 3, ",", "a*bc,* d"),
        ("a *bc* d", 2, 2, "“", "a “*bc* d"),
        ("*bc*", 0, 0, "“", "*“bc*"),
        ("*bc*", 2, 2, ".", "*bc.*"),
        ("ab\n> cd", 3, 3, "“", "ab\n> “cd"),
        ("ab\n> {c}", 3, 3, "“", "ab\n> “{c}"),
        ("ab\n> *c*", 2, 2, ".", "ab.\n> *c*"),
        ("{a}\r\nb", 1, 1, ".", "{a}.\r\nb"),
        ("{a}*b*", 1, 1, ".", "{a}*.b*"),
        ("{a}*{b}*", 1, 1, " ", "{a} *{b}*"),
        ("a\n> \nb", 2, 2, "x", "a\n> x\nb"),
        # Lines are joined only where nothing but the line end is between them.
        ("ab\ncd", 2, 3, " ", "ab cd"),
        ("ab\r\ncd", 2, 3, " ", "ab cd"),
        ("ab\n> cd", 2, 3, " ", None),
        ("ab\r\n> cd", 2, 3, " ", None),
        ("ab \n> cd", 2, 4, " ", None),
        ("ab \n> cd", 2, 4, "\n", "ab\n> cd"),
        ("ab\n> ", 1, 3, "", None),
        ("ab\n> ", 3, 3, "x", None),
        ("ab\n", 1, 3, "", "a"),
        ("ab*\n", 3, 3, "x", "ab*\nx"),
        # Line ends are written as the source does.
        ("ab\r\ncd", 1, 1, "\n", "a\r\nb\r\ncd"),
        ("ab\r\ncd", 1, 4, "\n\n", "a\r\n\r\nd"),
        ("a *b*\nc", 1, 2, "\n", "a\n*b*\nc"),
        # What is fixed stays.
        ("a {b} c", 2, 3, "x", None),
        ("a {b} c", 0, 5, "", None),
        ("a {b} c", 2, 3, "", None),
        ("a {b} c", 0, 5, f"A {OBJECT} c", "A {b} c"),
        ("a [bcd] e", 4, 4, "x", None),
        ("a [bcd] e", 4, 4, "", "a [bcd] e"),
        ("a [bcd] e", 4, 5, "x", None),
        ("a [bcd] e", 2, 7, "x", None),
        ("a [bcd] e", 1, 3, " X[", "a X[bcd] e"),
        ("a[bcd]e", 1, 1, "x", "ax[bcd]e"),
        ("a[bcd]e", 6, 6, "x", "a[bcd]xe"),
        # An entity is replaced whole or not at all.
        ("a &amp; b", 2, 3, "and", "a and b"),
        ("a &amp; b", 0, 5, "x", "x"),
        ("a &dots; b", 2, 4, "", None),
        ("a &dots; b", 2, 5, ".", None),
        ("a &dots; b", 2, 5, "…", "a … b"),
        ("a &dots; b", 3, 3, "x", None),
        ("a &dots; b", 2, 5, "...", "a &dots; b"),
        # Whole lines go with what stands in them.
        ("a\n\nb {c}\n\nd", 3, 8, "", "a\n\nd"),
        ("a\n\nb {c}\n\nd", 4, 8, "", None),
    ],
)  # fmt: skip
def test_edits(source: str, start: int, end: int, text: str, expected: str | None) -> None:
    assert mapped(source, start, end, text) == expected


def test_a_source_of_nothing_but_markup_has_no_prose_to_edit() -> None:
    assert mapped("**", 0, 0, "x") is None
    assert mapped("", 0, 0, "x") == "x"


@example([1, 1])
@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_pieces_without_a_gap_are_like_one(lengths: list[int]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"[: sum(lengths)]
    pieces = []
    position = 0
    for length in lengths:
        span = Span(position, position + length)
        pieces.append(Piece(span, span))
        position += length
    mapping = Mapping(Document(text, text, (), tuple(pieces)))
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            edit = Edit(Span(start, end), "Z")
            assert mapping.edit(edit) == edit
            assert mapping.span(edit.span) == edit.span
