"""Notes of translators, authors and models."""

from __future__ import annotations

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.model import Applicability
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary
from tests.rules.cleaning import clean

STORY = "\n\n".join(
    f"The boat went on past the {word}." for word in "mill bridge tower wall gate inn well shed".split()
)


def told(text: str) -> list[tuple[str, Applicability | None]]:
    found = clean(text, "notes").findings
    return [(text[f.span.start : f.span.end], f.fix.applicability if f.fix else None) for f in found]


EDGE = [
    "T/N: a zhang is a little over three metres.",
    "(TL note: the name is a pun.)",
    "Translator's Note: I could not find the poem.",
    "[Author's note: the next arc begins here.]",
    "PS: Thank you for your monthly tickets!",
    "Note 1: in the original this is an idiom about boats.",
    "(Thanks to Old Ferryman for the reward!)",
    "Dear readers, please vote for this book!",
    "Bookmarks and reviews are a great help!",
    "There will be another chapter later today.",
    "To be continued...",
    "Next time: “The Tower”",
]


@pytest.mark.parametrize("note", EDGE)
def test_a_note_at_the_end_is_removed_when_asked_for(note: str) -> None:
    text = f"{STORY}\n\n{note}"
    assert told(text) == [(note, Applicability.UNSAFE)]
    cleaner = Cleaner(Config(select=("notes",), unsafe_fixes=True), Glossary(()))
    assert cleaner.clean(text).revised == STORY


@pytest.mark.parametrize(
    "note", ["T/N: a zhang is a little over three metres.", "(Thanks to Old Ferryman for the monthly tickets!)"]
)
def test_a_note_inside_is_only_shown(note: str) -> None:
    text = f"{STORY}\n\n{note}\n\n{STORY}"
    assert told(text) == [(note, Applicability.SUGGESTION)]


def test_a_note_in_a_paragraph() -> None:
    text = f"{STORY}\n\nIt was two zhang long [T/N: six metres], and old.\n\n{STORY}"
    assert told(text) == [(" [T/N: six metres]", Applicability.SUGGESTION)]


@pytest.mark.parametrize(
    "line",
    [
        "“Thank you for reading it to me,” she said.",
        "She thanked him for the tickets, and he left.",
        "P.S. The boat leaves at nine.",
        "[Note: your strength has risen by three points.]",
        "(System: two quests remain.)",
        "The author of the letter was unknown.",
        "He noted: nothing.",
        "I will post the letter for her tomorrow, she thought.",
        "“To be continued,” he said.",
        "An update of the list lay on the table.",
    ],
)
def test_a_story_is_no_note(line: str) -> None:
    assert told(f"{STORY}\n\n{line}") == []
    assert told(f"{STORY}\n\n{line}\n\n{STORY}") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["# ", "> ", "* ", "1. "])
def test_markup_of_the_line_that_stays_stays(mark: str, newline: str) -> None:
    rest = f"{mark}The bell rang.{newline}{newline}He left."
    text = f"Sure! Here is the translation:{newline}{newline}{rest}"
    assert clean(text, "chapter-chatter", format="markdown").revised == rest
