"""Subtitles: sentences over cues, tags and times that stay, and which rules are not for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.core.model import OBJECT
from cleanup.errors import DocumentError
from cleanup.formats.registry import format_named
from cleanup.settings.config import Config
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary
from tests.cpu_limit import cpu_limit
from tests.formats.dressed import PROSE, TERMS, check, check_edit, clean


def blocks(source: str, fmt: str = "srt") -> list[str]:
    """The prose of each block."""
    document = format_named(fmt).parse(source)
    check(document, source)
    return [document.prose[block.span.start : block.span.end] for block in document.blocks]


def srt(*texts: str, gap: int = 0, end: str = "\n") -> str:
    """SubRip cues of two seconds each, ``gap`` seconds apart."""
    cues: list[str] = []
    for number, text in enumerate(texts):
        start = number * (2 + gap)
        times = f"00:{start // 60:02}:{start % 60:02},000 --> 00:{(start + 2) // 60:02}:{(start + 2) % 60:02},000"
        cues.append(f"{number + 1}\n{times}\n{text}\n")
    return "\n".join(cues).replace("\n", end)


VTT = """WEBVTT - a title

NOTE moyun is not
text here

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start
<v Tan Wei>R&amp;D &amp; <00:01.500>more</v>

00:03.000 --> 00:04.000
- <ruby>one<rt>uno</rt></ruby> moyun .
- No &lt;tag&gt;
"""
ASS = r"""[Script Info]
Title: moyun

[V4+ Styles]
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\i1}So, the{\i0} lord,\Nof mo
Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\k20}yun{\k10} left .{\p1}m 0 0 l 1 1{\p0}\hYes.
Dialogue: 0,0:00:02.00,0:00:03.00,Sign,,0,0,0,,TEA, 3 Yuan
Comment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,moyun
"""


@pytest.mark.parametrize(
    ("source", "fmt", "expected"),
    [
        (srt("So he", "went home.", "Then"), "srt", ["So he\nwent home.", "Then"]),
        (srt("So he", "went home.", end="\r\n"), "srt", ["So he\nwent home."]),
        (srt("So he", "went home.", gap=9), "srt", ["So he", "went home."]),
        (srt("<i>One,</i>\n{\\an8}two."), "srt", ["One,\ntwo."]),
        (srt("- One\n- two", "<i>– Three</i>"), "srt", ["One", "two", "Three"]),
        (srt("42", "7"), "srt", ["42", "7"]),
        (srt("Go to", "[DOOR SLAMS]", "♪ la la", "TAN WEI: Yes"), "srt",
         ["Go to", "[DOOR SLAMS]", "♪ la la", "TAN WEI: Yes"]),
        (srt(*["No stop here", "Nor here"] * 5), "srt", ["No stop here", "Nor here"] * 5),
        (srt("See http://a.com/x now"), "srt", [f"See {OBJECT} now"]),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:02,000 --> 00:00:03,000\nb.\n\nc", "srt", ["a\nb.\nc"]),
        (VTT, "vtt", ["R&D & more", "one moyun .", "No <tag>"]),
        (ASS, "ass", ["So, the lord,\nof mo\nyun left .\xa0Yes.", "TEA, 3 Yuan"]),
        ("[ti:moyun]\n[00:01.00][00:05.00]One <00:01.50>two\n[00:02.00]three", "lrc", ["One two", "three"]),
    ],
)  # fmt: skip
def test_what_is_prose(source: str, fmt: str, expected: list[str]) -> None:
    assert blocks(source, fmt) == expected


@pytest.mark.parametrize("fmt", ["srt", "vtt", "ass", "lrc"])
def test_what_has_no_cue_is_refused(fmt: str) -> None:
    with pytest.raises(DocumentError, match="not a"):
        format_named(fmt).parse("Just a line.\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (srt("So he", "went home ，then", "slept."), srt("So he", "went home, then", "slept.")),
        (srt("”Go to", "moyun,“ she said ."), srt("“Go to", "Moyun,” she said.")),
        (srt("Elder <i>Martial</i> Brother Gao left."), srt("<i>Senior</i> Brother Gao left.")),
        # No full stop where a sentence goes on, or where the file has none; no capital, nothing taken out.
        (srt("He saw the", "lord of it", "and left"), srt("He saw the", "lord of it", "and left")),
        (srt("He left", "and then"), srt("He left", "and then")),
        (srt("He left.", "He left.", "He left."), srt("He left.", "He left.", "He left.")),
        # What is written as an entity is shown as it is.
        (srt("R&amp;D &lt;3"), srt("R&amp;D &lt;3")),
        # A line break is never taken out: a name over two lines stays.
        (srt("at mo\nyun."), srt("at mo\nyun.")),
    ],
)
def test_what_cleaning_comes_to(before: str, after: str) -> None:
    assert clean(before, "srt").revised == after


def test_what_is_inserted_in_webvtt_is_escaped() -> None:
    revised = clean(VTT, "vtt").revised
    assert revised == VTT.replace("moyun .", "Moyun.")


def test_cues_of_ass_keep_their_tags() -> None:
    assert clean(ASS, "ass").revised == ASS.replace("left .", "left.")


def test_no_line_becomes_longer_than_the_limit() -> None:
    source = srt("At ink cloud he rested ，as they all did", "He and Elder Martial Brother Gao left moyun")
    glossary = Glossary(tuple(term_from(term) for term in TERMS))
    cleaner = Cleaner(Config(subtitle_line_length=38), glossary)
    result = cleaner.clean(source, format="srt")
    assert result.revised == srt("At Moyun he rested, as they all did", "He and Senior Brother Gao left Moyun")
    short = Cleaner(Config(subtitle_line_length=10), glossary)
    glued = srt("He left,then he came.")
    assert short.clean(glued, format="srt").revised == glued
    assert "longer than 10" in short.clean(glued, format="srt").refusals[0].reason


TAGS = st.sampled_from(["<i>", "</i>", "{\\an8}", "- ", "[x] ", "<b>", "&amp;", "\\N", "{\\k2}", "-->", "<", "{"])
LINES = st.lists(st.one_of(PROSE, TAGS), min_size=1, max_size=4).map("".join)
CUES = st.lists(LINES, min_size=1, max_size=6)


def frame(source: str) -> list[str]:
    """What is not text: times, numbers, tags, and how many lines there are."""
    return re.findall(r"\d\d:\d\d:\d\d[^\n]*|</?[a-z][^<>\n]*>|\{\\[^{}\n]*\}|\n", source)


@given(st.data(), CUES)
def test_edits_keep_times_and_tags(data: st.DataObject, texts: list[str]) -> None:
    source = srt(*texts)
    check_edit(data, source, "srt", frame, careless=True)


@settings(max_examples=60)
@given(CUES)
def test_cleaning_keeps_times_and_tags(texts: list[str]) -> None:
    source = srt(*texts)
    assert frame(clean(source, "srt").revised) == frame(source)


@settings(max_examples=40)
@given(CUES)
def test_cleaning_keeps_events(texts: list[str]) -> None:
    head = ASS[: ASS.index("Dialogue")]
    lines = [f"Dialogue: 0,0:00:0{n}.00,0:00:0{n}.90,Default,,0,0,0,,{text}\n" for n, text in enumerate(texts)]
    source = head + "".join(lines)
    revised = clean(source, "ass").revised
    frame = re.compile(r"^Dialogue:(?:[^,\n]*,){9}|\{[^{}]*\}|\\N", re.MULTILINE)
    assert frame.findall(revised) == frame.findall(source)


@pytest.mark.parametrize("fragment", ["<", "{", "{\\", "- ", "\\p1", "<i>", "1\n", "\n", "00:00:01,000 --> ", "♪", " "])
@pytest.mark.parametrize("fmt", ["srt", "ass"])
def test_hostile_subtitles(fragment: str, fmt: str) -> None:
    source = (ASS if fmt == "ass" else srt("a")) + fragment * (100_000 // len(fragment))
    with cpu_limit(10, f"{len(source)} characters of {fragment!r}"):
        format_named(fmt).parse(source)
