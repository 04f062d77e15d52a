"""The report of a check for people, within the width of a terminal."""

from __future__ import annotations

import re

from cleanup.core.model import Edit, Span
from cleanup.gate.found import Checked, CheckRun, Found, Remedy
from cleanup.reports.check_options import Shown
from cleanup.reports.check_text import render

TEXT = "The end.\n\nThank you for reading this far, dear readers, and for every kind word, star and flower!\n"


def shown(found: Found, width: int) -> list[str]:
    text = render(CheckRun((Checked("a.txt", TEXT, (found,)),)), Shown(colour=True, width=width))
    return re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()


def test_no_line_is_wider_than_the_terminal() -> None:
    message = "this looks like a request to the readers, and it is not a part of the text of this chapter, as it seems"
    found = Found("notes-block", Span(10, len(TEXT) - 1), message, edits=(Edit(Span(8, len(TEXT) - 1), ""),))
    for width in (60, 80):
        lines = shown(found, width)
        assert max(map(len, lines)) < width
        assert lines[0].startswith("a.txt:3:1: notes-block: this looks like")
        assert " ".join(" ".join(lines[:3]).split()).count("as it seems") == 1


def test_what_begins_on_the_line_before_is_underlined_on_its_own_line() -> None:
    found = Found("notes-block", Span(10, 24), "a note", remedy=Remedy.SUGGESTION, edits=(Edit(Span(7, 24), ""),))
    lines = shown(found, 80)
    assert lines[1].startswith("  3 | Thank you for reading")
    assert lines[2].startswith("    | ^^^^^^^^^^^^^^")
