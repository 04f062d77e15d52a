"""Markdown: what is prose, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import OBJECT, BlockKind, Document
from cleanup.formats import markdown
from tests.formats.properties import check_document

O = OBJECT  # noqa: E741 - as it looks in the prose


def blocks(document: Document) -> list[str]:
    return [document.prose[block.span.start : block.span.end] for block in document.blocks]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "    indented code\n",
        "```\nLi Muli\n```\n",
        "~~~ text\nLi Muli\n~~~\n",
        "<div>Li Muli</div>\n",
        "<!-- Li Muli -->\n",
        "---\ntitle: Li Muli\n---\n",
        "+++\ntitle = 'Li Muli'\n+++\n",
        "[ref]: http://letao.com 'Li Muli'\n",
        "---\n",
    ],
)
def test_no_prose(source: str) -> None:
    document = markdown.parse(source)
    assert document.blocks == ()
    assert document.prose == ""


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("Li **Mu**li", "Li Muli"),
        ("***both* x** y", "both x y"),
        ("~~a~~ b", "a b"),
        ("a_b_c *d", "a_b_c *d"),
        ("a `Li Muli` b", f"a {O} b"),
        ("a ``x ` y`` b", f"a {O} b"),
        ("[Li *Mu*](http://letao.com 'Li') b", "Li Mu b"),
        ("[Li Mu][ref] b\n\n[ref]: http://x", "Li Mu b"),
        ("![Li](x.png) b", f"{O} b"),
        ("[![Li](x)](y) b", f"{O} b"),
        ("<http://letao.com> and http://letao.com/a_b_c.", f"{O} and {O}."),
        ("my_file_name.txt here", f"{O} here"),
        ("a<br>b<b>c</b>", "a\nbc"),
        ("a <code>Li *Muli*</code> b", f"a {O} b"),
        ("a <code>Li", f"a {O}"),
        ("&amp; &copy;\\* x", "& ©* x"),
        ("text[^1].", f"text{O}."),
        ("a  \nb", "a\nb"),
        ("a\\\nb", "a\nb"),
        ("a\n  b", "a\nb"),
        ("> a\n> b\nc", "a\nb\nc"),
        ("- [ ] task\n- two", "task\ntwo"),
        ("# One ##\ntwo", "One\ntwo"),
        ("One\n===\n\ntwo", "One\n\ntwo"),
        ("| a | b |\n|---|---|\n| c \\| d | e |", "a\nb\n\ne"),
        ("　　Indented　\n\n　two", "Indented\n\ntwo"),
        ("x\0y", "x\0y"),
    ],
)
def test_prose_without_markup(source: str, prose: str) -> None:
    assert markdown.parse(source).prose == prose


def test_kinds_of_blocks() -> None:
    document = markdown.parse("# H\n\npara\n\n- item\n\n> quoted\n\n| a |\n|---|\n| b |\n")
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.CELL,
        BlockKind.CELL,
    ]


def test_cells_are_found_in_their_own_place() -> None:
    source = "| x | y |\n|---|---|\n| b \\| a | a |\n"
    document = markdown.parse(source)
    last = document.pieces[-1]
    assert document.prose.endswith("a")
    assert last.source.start == source.rindex("a")


def test_plain_paragraphs_are_one_piece() -> None:
    document = markdown.parse("One.\n\nTwo\nlines.\n\nThree.\n")
    assert len(document.pieces) == 1
    assert blocks(document) == ["One.", "Two\nlines.", "Three."]


def test_markup_between_blocks_is_fixed() -> None:
    document = markdown.parse("One.\n\n---\n\n- two\n")
    assert [piece.fixed for piece in document.pieces if not piece.verbatim] == [True]


def test_soft_breaks_with_marks_can_be_removed_whole() -> None:
    source = "> a\n> b"
    piece = markdown.parse(source).pieces[1]
    assert source[piece.source.start : piece.source.end] == "\n> "
    assert not piece.fixed


_fragments = st.sampled_from(
    [
        *("Li Mu", "a", " ", "\n", "\n\n", "\r\n", "*", "**", "_", "`", "[", "](x)", "![", "<b>", "</b>", "<br>"),
        *("# ", "> ", "- ", "1. ", "| ", "\n|---|\n", "    ", "```\n", "---\n", "<code>", "</code>", "&amp;", "\\"),
        *("~~", "x.txt", "[^1]", "[r]: u\n", "\t", "\0", "===\n", "<!--", "-->", "http://x.com", "　", "😀"),
    ]
)


@given(st.lists(_fragments, max_size=40).map("".join))
def test_pieces_cover_the_prose_and_map_to_the_source(source: str) -> None:
    check_document(markdown.parse(source), source)


@given(st.lists(_fragments, max_size=25).map("".join))
def test_line_endings_make_no_difference_to_the_prose(source: str) -> None:
    unix = source.replace("\r\n", "\n")
    assert markdown.parse(unix).prose == markdown.parse(unix.replace("\n", "\r\n")).prose


def test_code_is_never_prose() -> None:
    source = "Text `SECRET` and\n\n    SECRET\n\n```\nSECRET\n```\n\n<p>SECRET</p>\n\n[x](SECRET)\n"
    assert "SECRET" not in markdown.parse(source).prose
