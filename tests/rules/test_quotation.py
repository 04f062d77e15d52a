"""Which part each double quotation mark plays: O opens, C closes, - neither; small letters are uncertain."""

from __future__ import annotations

import pytest

from cleanup.formats.plain import parse
from cleanup.rules.quotes.decoding import Role
from cleanup.rules.quotes.roles import _outline, read, text_style


def _parts(text: str) -> str:
    marks = [
        mark for passage in read(parse(text), "none of them: every mark is read") for mark in passage.reading.marks
    ]
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
    passages = read(document, "straight")
    assert [passage.block for passage in passages] == [0, 1]
    marks = [passage.reading.text[mark.start] for passage in passages for mark in passage.reading.marks]
    assert marks == ["“", "”", "“", "”", "“", "”"]


def test_only_paragraphs_with_damage_are_read() -> None:
    document = parse("“Yes,” he said.\n\n”No.”\n\n“Well.”\n\nHe left.” She stayed.\n")
    passages = read(document, "curly")
    assert [passage.block for passage in passages] == [1, 3]
    assert [document.prose[passage.start] for passage in passages] == ["”", "H"]


@pytest.mark.parametrize(
    "between",
    ["He left.", "“Well,” he said.", "„So“, he said.", "“Well”—he stopped."],
)
def test_a_quotation_is_carried_on_only_over_paragraphs_without_marks(between: str) -> None:
    passages = read(parse(f"“First.\n\n{between}\n\nLast.”"), "curly")
    closing = passages[-1].reading.marks[-1]
    assert closing.role is Role.CLOSE
    assert closing.lone is ("“" in between)


def test_what_is_remembered_of_a_paragraph_does_not_depend_on_the_text_it_was_in() -> None:
    speech = "“First.\n\nSecond.”"
    for text in (speech, "Second.”", f"“Well.”\n\n{speech}", "Second.”", speech):
        document = parse(text)
        fresh = [(p.reading.text, p.reading.marks) for p in read(document, "curly")]
        _outline.cache_clear()
        again = [(p.reading.text, p.reading.marks) for p in read(parse(text), "curly")]
        assert fresh == again
