"""Ren'Py scripts: what is said is text, everything else is code."""

from __future__ import annotations

import pytest

from cleanup.formats.strings.renpy import parse
from tests.formats.dressed import clean


def shown(source: str) -> list[str]:
    document = parse(source)
    return [document.prose[start:end] for (start, end), _kind in document.blocks]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ('e "Good day."', ["Good day."]),
        ('    "Nobody answers."', ["Nobody answers."]),
        ('e happy at left "Good day." with dissolve', ["Good day."]),
        ('    new "Begin"', ["Begin"]),
        ('    "To the well.":', ["To the well."]),
        (r'e "He said: \"Go!\"\nAnd left."', ['He said: "Go!"\nAnd left.']),
        ('e "Good {b}day{/b}.{w}"', ["Good day."]),
        ('e "Good day, [player]."', ["Good day, \ufffc."]),
        ('    old "开始"', []),
        ('    # e "Good day."', []),
        ('    $ name = "Good day."', []),
        ('define e = Character("Tan Wei")', []),
        ('    play music "the well.ogg"', []),
        ('    textbutton "Good day." action Return()', []),
        ('    if name == "Good day.":', []),
        ("label start:", []),
    ],
)
def test_what_is_said(line: str, want: list[str]) -> None:
    assert shown(f"init:\n{line}\n") == want


def test_it_is_repaired_in_its_place() -> None:
    source = r"""    e "Tan Wei left ，and [who] shut the the {i}gate{/i} ."
    $ x = "a , b"
    "”Go,“ said \"Wei\" ."
"""
    want = r"""    e "Tan Wei left, and [who] shut the {i}gate{/i}."
    $ x = "a , b"
    "“Go,” said \"Wei\"."
"""
    assert clean(source, "renpy").revised == want
    assert clean(want, "renpy").revised == want


def test_what_would_be_code_is_not_put_in() -> None:
    escape = parse('e "a"').syntax.escape
    assert escape is not None
    assert escape('say "x"', "string") == 'say \\"x\\"'
    assert [escape(text, "string") for text in ("[a]", "{b}", "50%", "a\\", "a\nb")] == [None] * 5
