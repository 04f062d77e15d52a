"""Chapter headings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.errors import ConfigError
from cleanup.rules.engine.guards import keeps_lines
from cleanup.rules.rule import Level
from cleanup.rules.structure.heading_parts import chinese_number, parse_heading
from tests.rules.cleaning import clean, fixed, offered

FIX = {"level": Level.FIX}


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Chapter 964 (1/2)", ("chapter", "964", "", "(1/2)")),
        ("CHAPTER 07 - The Gate", ("chapter", "7", "The Gate", "")),
        ("# Episode 08: Suzie Uses Ki", ("episode", "8", "Suzie Uses Ki", "")),
        ("Ch. XIV", ("chapter", "XIV", "", "")),
        ("Vol.2 The Sea", ("volume", "2", "The Sea", "")),
        ("第十二章 The Gate", ("chapter", "12", "The Gate", "")),
        ("第12話：Sea (2/3)", ("episode", "12", "Sea", " (2/3)")),
        ("Chapter 12.5: Extra...", ("chapter", "12.5", "Extra...", "")),
    ],
)
def test_parts(line: str, parts: tuple[str, str, str, str]) -> None:
    heading = parse_heading(line)
    assert heading is not None
    assert (heading.kind, heading.number, heading.title, heading.mark) == parts


@pytest.mark.parametrize(
    "line",
    [
        "Chapter 5 was long.",
        "Chapter five",
        "Chapters 5 and 6",
        "In Chapter 5: Sea",
        "Chapter I am",
        "chapter",
        "",
        "第一次",
    ],
)
def test_no_heading(line: str) -> None:
    assert parse_heading(line) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("九百六十四", 964), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一二三", 123), ("两千", 2000), ("007", 7)],
)
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("第964章 The Fight\n\nHe woke.", "Chapter 964: The Fight\n\nHe woke."),
        ("第九百六十四章 (1/2)\n\nHe woke.", "Chapter 964 (1/2)\n\nHe woke."),
        ("Chapter 9: Sea\n\nchapter 09 – sea\n\nHe woke.", "Chapter 9: Sea\n\nHe woke."),
        ("Chapter 9: Sea\n\nChapter 9: Sea\n\nChapter 9: Sea\n\nHe woke.", "Chapter 9: Sea\n\nHe woke."),
    ],
)
def test_mended(text: str, want: str) -> None:
    assert fixed(text, "headings") == want


def test_a_heading_without_its_title_is_reported() -> None:
    assert offered("Chapter 9\n\nChapter 9: Sea\n\nHe woke.", "headings-doubled") == [("Chapter 9: Sea", None)]


def test_part_markers_are_reported_and_removed_on_demand() -> None:
    text = "Chapter 9: Sea (1/2)\n\nHe ate (1/2) of it.\n\nPage 3 of 4\n"
    assert clean(text, "headings-part").changes == ()
    assert [surface for surface, _text in offered(text, "headings-part")] == [" (1/2)", "Page 3 of 4"]
    assert fixed(text, "headings-part", **FIX) == "Chapter 9: Sea\n\nHe ate (1/2) of it.\n"


BOOK = "Chapter 1: One\n\nA.\n\nChapter 2: Two\n\nB.\n\nCHAPTER 03 - Three\n\nC.\n\nChapter 4\n\nD."


def test_the_prevailing_form_is_suggested_and_applied_on_demand() -> None:
    assert clean(BOOK, "headings-form").changes == ()
    assert fixed(BOOK, "headings-form", **FIX) == BOOK.replace("CHAPTER 03 - ", "Chapter 3: ")


def test_a_form_of_ones_own() -> None:
    want = "Ch. 1 – One\n\nA.\n\nCh. 2 – Two\n\nB.\n\nCh. 3 – Three\n\nC.\n\nCh. 4\n\nD."
    assert fixed(BOOK, "headings-form", **FIX, options={"form": "Ch. {number} – {title}"}) == want


def test_where_no_form_prevails_nothing_is_said() -> None:
    assert offered("Chapter 1: One\n\nChapter 2 – Two\n\nEpisode 3: Three", "headings-form") == []


@pytest.mark.parametrize("form", ["{title}", "Chapter", "Page {number} {title}", "Chapter {number} {name}"])
def test_a_form_that_is_none_is_refused(form: str) -> None:
    with pytest.raises(ConfigError, match="is not a form of a chapter heading"):
        clean(BOOK, "headings-form", options={"form": form})


LINES = st.sampled_from(
    ["Chapter 1: One", "CHAPTER 01 – one", "第一章", "第1章 One (1/2)", "(2/2)", "He woke.", "", "Page 1 of 2"]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_lines_survive_and_it_settles(text: str) -> None:
    result = clean(text, "headings", **FIX)
    assert keeps_lines(text, result.revised) == ""
    assert clean(result.revised, "headings", **FIX).changes == ()
