"""What is prose and what is not: by the name, and by proof in the content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup.errors import DocumentError, UnknownFormatError
from cleanup.files.decode import decode
from cleanup.formats import evidence
from cleanup.formats.recognise import is_candidate, recognised, refuse_other_bytes, refuse_other_text
from cleanup.formats.registry import FORMATS

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

CHAPTERS = [
    "{The scroll burned.}\n\nLi Mu looked up.\n",
    "{\n  He had written the word in a circle, and nothing else.\n",
    "<b>Chapter 12</b>\n\nThe rain had stopped.\n",
    "---\ntitle: The Gate\nnumber: 12\n---\n\nThe rain had stopped.\n",
    "[System: level up]\n\nThe rain had stopped.\n",
    "[1]\n",
    "00:10\n\nThe clock on the wall said ten past midnight.\n",
    "“WEBVTT” was written on the tape.\n",
    "Chapter 1\n\n00:00:01,000 --> the display said, and nothing more.\n",
    "The page began with <?xml version='1.0'?> and went on for miles.\n",
    "msgid was what the letters spelled.\n",
    "",
    "\n",
]
"""Texts that begin like something else, and are prose."""

OTHERS = {
    "xml": '<?xml version="1.0" encoding="utf-8"?>\n<p>He said: "No."</p>\n',
    "doctype": "\ufeff<!DOCTYPE html>\n<p>He left .</p>\n",
    "html": "<html><head></head><body><p>He left .</p></body></html>\n",
    "json": '{"line": "He left ."}',
    "json list": '[\n  "He left .",\n  "She stayed ."\n]\n',
    "json with a long number": '{"id": ' + "9" * 6_000 + "}",
    "json of great depth": "[" * 100_000 + "]" * 100_000,
    "json lines": '{"a": "He left ."}\n{"a": "She stayed ."}\n',
    "webvtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHe left .\n",
    "subrip": "1\n00:00:01,000 --> 00:00:02,000\nHe left .\n",
    "subrip, other line ends": "1\r\n00:00:01,000 --> 00:00:02,000\r\nHe left .\r\n",
    "ass": "[Script Info]\nTitle: x\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,He left .\n",
    "lrc": "[ti:A song]\n[00:01.00]He left .\n[00:02.00]She stayed .\n",
    "po": '# a comment\nmsgid ""\nmsgstr ""\n"Language: en"\n',
    "latex": "% a letter\n\\documentclass{article}\n\\begin{document}He left .\\end{document}\n",
}


@pytest.mark.parametrize("text", CHAPTERS)
def test_a_chapter_is_a_chapter_whatever_it_begins_with(text: str) -> None:
    refuse_other_bytes(text.encode())
    refuse_other_text(text, named=False)


@pytest.mark.parametrize("kind", OTHERS)
def test_a_proof_is_enough(kind: str) -> None:
    with pytest.raises(UnknownFormatError):
        refuse_other_text(OTHERS[kind])


@pytest.mark.parametrize("data", [b"{\\rtf1 He left .}", b"%PDF-1.7\n", b"PK\x03\x04mimetype"])
def test_a_signature_is_enough(data: bytes) -> None:
    with pytest.raises(DocumentError, match="not a text file"):
        refuse_other_bytes(data)


def test_a_list_of_words_is_left_alone_unless_it_is_named() -> None:
    words = "".join(f"word{number}\n" for number in range(40))
    refuse_other_text(words)
    with pytest.raises(UnknownFormatError, match="list of words"):
        refuse_other_text(words, named=False)
    refuse_other_text("Stop!\n" * 40, named=False)
    refuse_other_text("".join(f"Line {number} of the long poem\n" for number in range(40)), named=False)


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "requirements-dev.txt", "CMakeLists.txt", "LICENSE.txt", "LICENCE.md", "COPYING"],
)
def test_files_that_everybody_knows_are_no_prose(name: str) -> None:
    assert not is_candidate(name)
    with pytest.raises(UnknownFormatError):
        recognised(name)
    assert recognised(name, "plain").name == "plain"


@pytest.mark.parametrize(
    "name", ["A licence to kill.txt", "the robots.txt", "README.md", "Words of war.txt", "licence.epub"]
)
def test_files_that_are_called_almost_like_them_are_prose(name: str) -> None:
    assert is_candidate(name)


@pytest.mark.parametrize("name", ["movie.mkv", "notes.xls", "chapter", "chapter.12", "x.unheard-of"])
def test_a_file_of_another_kind_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(UnknownFormatError, match="seems to be") as refused:
        recognised(name)
    assert "--format plain" in refused.value.hint


@pytest.mark.parametrize("name", ["guide.rst", "book.adoc", "paper.tex"])
def test_prose_in_markup_that_is_not_read_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(UnknownFormatError, match="is not supported") as refused:
        recognised(name)
    assert "Markdown or HTML" in refused.value.hint


def test_a_format_is_accepted_by_being_registered() -> None:
    for fmt in FORMATS:
        assert all(recognised(f"x{extension.upper()}") is fmt for extension in fmt.extensions)


def test_every_proof_names_an_extension_with_a_dot() -> None:
    assert all(extension.startswith(".") for _kind, extension, _proves in evidence._PROOFS)


@pytest.mark.skipif(not DATA.exists(), reason="the data is not here")
def test_no_real_text_is_refused() -> None:
    count = 0
    for path in sorted(DATA.rglob("*.txt")) + sorted(DATA.rglob("*.md")):
        data = path.read_bytes()
        assert is_candidate(path.name)
        refuse_other_bytes(data)
        refuse_other_text(decode(data)[0], named=False)
        count += 1
    for line in DATA.joinpath("names-dev.jsonl").read_text("utf-8").splitlines():
        refuse_other_text(json.loads(line)["text"], named=False)
        count += 1
    for line in DATA.joinpath("faults.jsonl").read_text("utf-8").splitlines():
        fault = json.loads(line)
        if fault["format"] in ("plain", "markdown"):
            refuse_other_text(fault["input"], named=False)
    assert count > 100


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><text>He left .</text></svg>\n',
        '<!-- made with an editor -->\n<svg viewBox="0 0 1 1">\n<text>He left .</text>\n</svg>\n\n',
        "<!-- one --><!-- two -->\n<SVG>\n<text>He left .</text>\n</SVG>",
        "<math><mtext>He left .</mtext></math>",
        '<rss version="2.0"><channel><title>He left .</title></channel></rss>\n',
        "<html>\n<p>He left .</p>\n</html>\n",
        '<resources>\n<string name="a">He left .</string>\n</resources>\n',
    ],
)
def test_markup_without_a_declaration_is_no_prose(text: str) -> None:
    assert evidence.kind_of_text(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "<svg> was all that the screen showed.\n\nHe left.\n",
        "<!-- cleanup: off -->\nHe left.\n<!-- cleanup: on -->\n",
        "<b>Chapter 1</b>\n\nHe left. <i>So</i>\n",
        "<!-- a note\n\nthat never ends\n<svg></svg>",
        "<mathematics> was his subject.\n</mathematics>",
        "He drew this: <svg></svg>\n",
    ],
)
def test_prose_may_begin_with_a_tag(text: str) -> None:
    assert evidence.kind_of_text(text) == ("", "")
