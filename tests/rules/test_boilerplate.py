"""Lines of sites and tools, and stray markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.errors import ConfigError
from cleanup.rules.engine.guards import keeps_lines
from tests.rules.cleaning import clean, fixed, offered

STORY = "He left.\n\n{}\n\nShe stayed.\n"
BARE = "He left.\n\nShe stayed.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Translated by Google",
        "Machine translated with DeepL (free version).",
        "This chapter was translated from Chinese by ChatGPT",
        "(End of this chapter)",
        "— End of Chapter 12 —",
        "（本章完）",
        "Previous Chapter | Table of Contents | Next Chapter",
        "<< Prev   Contents   Next >>",
        "If you find any errors ( broken links, etc.. ), Please let us know < report chapter > so we can.",
        "Chapter error, please click here to report it",
        "Genius remembers the address of this site in a second.",
        "Please remember the site's address for the next chapter.",
        "Mobile users please visit our mobile pages",
    ],
)
def test_lines_of_sites_go(line: str) -> None:
    assert fixed(STORY.format(line), "boilerplate-line") == BARE
    assert fixed(f"He left.\n\n{line}", "boilerplate-line") == "He left."


@pytest.mark.parametrize(
    "line",
    [
        "Translator: Wang | Editor: Li",
        "Edited by Ann",
        "Please visit novels.com for the latest chapters!",
        "Read the latest chapters at https://novels.com/x only.",
        "Bookmark this page and vote for us!",
        "Next Chapter",
        "ADVERTISEMENT",
        "Translated with www.DeepL.com/Translator (free version)",
    ],
)
def test_doubtful_lines_are_only_suggested(line: str) -> None:
    assert clean(STORY.format(line), "boilerplate-line").changes == ()
    assert [surface for surface, _text in offered(STORY.format(line), "boilerplate-line")] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "“Translated by whom?” he asked, and she said: “By Google!”",
        "He had translated the chapter with great care for his editor.",
        "The genius remembered the address of the house.",
        "He went to the next chapter of his life.",
        "They shop at letao.com and chat.",
        "The contents of the next page were a bookmark.",
        "To be continued",
        "The End",
        "***",
    ],
)
def test_story_stays(line: str) -> None:
    result = clean(STORY.format(line), "boilerplate-line")
    assert (result.revised, result.findings) == (STORY.format(line), ())


def test_an_advertisement_inside_a_paragraph_is_reported() -> None:
    text = "He left. " * 60 + "For more chapters, please visit novels.com today. She stayed."
    assert offered(text, "boilerplate-line") == [("For more chapters, please visit novels.com today.", None)]


def test_patterns_of_ones_own() -> None:
    text = STORY.format("Brought to you by the Cloud team")
    assert fixed(text, "boilerplate-line", options={"patterns": ["brought to you by .*"]}) == BARE
    assert clean(text, "boilerplate-line", options={"patterns": ["brought"]}).changes == ()


def test_lines_to_keep() -> None:
    text = STORY.format("Translated by Google")
    assert clean(text, "boilerplate-line", options={"keep": ["translated by google"]}).changes == ()


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="invalid regular expression"):
        clean(BARE, "boilerplate-line", options={"patterns": ["("]})


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("He left.\n\n<b>\n\nShe stayed.", "He left.\n\nShe stayed."),
        ("He left.\n<br />\n</p> <p>\n\n<b>\nShe stayed.", "He left.\nShe stayed."),
        ("He left.\n\n<b>\n\n<b>\n", "He left.\n"),
        ("<b>\n\nHe left.", "He left."),
        ("<b>", ""),
    ],
)
def test_tags_alone_on_a_line_go(text: str, want: str) -> None:
    assert fixed(text, "boilerplate-markup") == want


def test_tags_inside_a_line_are_suggested() -> None:
    text = "<hr>\nHe <b>left</b>.<br>She stayed."
    assert clean(text, "boilerplate-markup").revised == "He <b>left</b>.<br>She stayed."
    assert [surface for surface, _text in offered(text, "boilerplate-markup")] == ["<b>", "</b>", "<br>"]


@pytest.mark.parametrize("text", ["<<Air Wall>> <(_ _)>", "<System>\n\n<Skill>\n", "a <b and c> d", "1 < 2 > 0"])
def test_angle_brackets_of_the_story_stay(text: str) -> None:
    result = clean(text, "boilerplate-markup")
    assert (result.revised, result.findings) == (text, ())


LINES = st.sampled_from(
    ["<b>", " <br/> ", "He left.", "", "Translated by Google", "<b>x</b>", "Next | Prev", "novels.com", "\t"]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_lines_survive_and_it_settles(text: str) -> None:
    result = clean(text, "boilerplate")
    assert keeps_lines(text, result.revised) == ""
    assert clean(result.revised, "boilerplate").changes == ()
