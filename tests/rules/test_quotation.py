"""Which part each double quotation mark plays: O opens, C closes, - neither; small letters are uncertain."""

from __future__ import annotations

import pytest

from cleanup.formats.plain import parse
from cleanup.rules.quotation import read, text_style


def _parts(text: str) -> str:
    marks = read(parse(text), "none of them: every mark is read")
    return "".join("OC-"[mark.role] if mark.sure else "oc-"[mark.role] for mark in marks)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“Yes,” he said. “No.”", "OCOC"),
        ("”Yes,” he said. ”No.”", "OCOC"),
        ('"Yes," he said. "No."', "OCOC"),
        ('" Yes, " he said. " No. "', "OCOC"),
        ('"Yes, "he said."No."', "OcoC"),
        ("said:“Yes.”He left", "OC"),
        ("“He said “yes” to me.”", "OOCC"),
        ("““Yes,”” he said.", "OOCC"),
        ("“Yes.”“No.”", "OCOC"),
        ('a 12" record and a 6\'2" man', "--"),
        ('"I am 6\'2" tall," he said.', "O-C"),
        ("“First.\n\n“Second.\n\n“Third.”", "OOOC"),
        ("“First.\n\nSecond.”", "OC"),
        ('he typed "" and then "x"', "OC"),
        ("„so“ and “so”", ""),
        ("no marks at all", ""),
    ],
)
def test_parts(text: str, parts: str) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize("text", ['a " b', 'He said " and left " and " came.'])
def test_what_cannot_be_known_is_not_certain(text: str) -> None:
    assert _parts(text) != _parts(text).upper()


@pytest.mark.parametrize(
    ("text", "setting", "style"),
    [
        ('“a” "b', "auto", "curly"),
        ('”a" "b"', "auto", "straight"),
        ('“a"', "auto", ""),
        ("no marks", "auto", ""),
        ("“a”", "straight", "straight"),
        ('"a"', "curly", "curly"),
    ],
)
def test_style(text: str, setting: str, style: str) -> None:
    assert text_style(parse(text), setting) == style


def test_a_sound_text_has_nothing_to_read() -> None:
    document = parse("“Yes,” he said. “No.”\n\n“And so on,” said Lei.\n")
    assert read(document, "curly") == ()
    assert [document.prose[mark.start] for mark in read(document, "straight")] == ["“", "”", "“", "”", "“", "”"]
