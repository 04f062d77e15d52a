"""JSON as a table of strings: which values are text, codes that are none, and escapes that stay."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.core.model import OBJECT
from cleanup.errors import DocumentError
from cleanup.formats.registry import format_named
from cleanup.formats.strings.codes import codes
from cleanup.settings.config import Config
from tests.cpu_limit import cpu_limit
from tests.formats.dressed import PROSE, check, check_edit, clean, glossary


def blocks(value: Any, fmt: str = "json") -> list[str]:
    """The prose of each block of a value, or of a source."""
    source = value if isinstance(value, str) else json.dumps(value, indent=1)
    document = format_named(fmt).parse(source)
    check(document, source)
    return [document.prose[block.span.start : block.span.end] for block in document.blocks]


def command(code: int, *parameters: Any) -> dict[str, Any]:
    """A command of an event of RPG Maker."""
    return {"code": code, "indent": 0, "parameters": list(parameters)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # Keys are the source, values the translation.
        ({"你好": "Hello, old friend.", "项目": "Item"}, ["Hello, old friend.", "Item"]),
        ({"Hello, friend.": "你好朋友", "Item, too": "项目"}, []),
        ({"menu": {"open": "Open a file", "exit": "Quit"}}, ["Open a file", "Quit"]),
        # Records: a name is one of a speaker where a text is beside it.
        ([{"name": "Tan Wei", "message": "He left."}], ["Tan Wei", "He left."]),
        ([{"name": "Theme of Fire", "volume": 90}], []),
        ([{"id": "a b", "file": "one two", "type": "big red"}], []),
        ([{"original": "He left us.", "translation": "Il partit."}], ["Il partit."]),
        ([{"body_html": "He left us all."}, {"body_html": "Then he came."}], ["He left us all.", "Then he came."]),
        ([{"sprite_set": "a1"}, {"sprite_set": "b2"}], []),
        # A message of RPG Maker runs over commands; scripts are no text.
        (
            {"list": [command(401, "He saw the"), command(401, "gate."), command(401, "Yes."),
                      command(355, "a b = c d"), command(102, ["Stay", "Go"], 1),
                      command(101, "Actor1", 0, 0, 2, "Tan Wei")]},
            ["He saw the\ngate.", "Yes.", "Stay", "Go", "Tan Wei"],
        ),
        # Line ends in strings: paragraphs, and lines of one.
        (["One two\nthree. Four.\nFive\n\nsix seven"], ["One two\nthree. Four.", "Five", "six seven"]),
        ([r"Hi \N[1], {x} has %d \C[2]gold\C[0]! A bit"], [f"Hi {OBJECT}, {OBJECT} has {OBJECT} gold! A bit"]),
        ("3", []),
    ],
)  # fmt: skip
def test_what_is_prose(value: Any, expected: list[str]) -> None:
    assert blocks(value) == expected


def test_lines_of_json() -> None:
    source = '{"src": "原文", "dst": "He left , moyun"}\r\n\r\n{"src": "原文", "dst": "He came back"}\r\n'
    assert blocks(source, "jsonl") == ["He left , moyun", "He came back"]
    assert clean(source, "jsonl").revised == source.replace("left , moyun", "left, Moyun")
    with pytest.raises(DocumentError, match="line 2"):
        format_named("jsonl").parse('{}\n{"a": }\n')


@pytest.mark.parametrize("source", ['{"a": "b",}', "{", '{"a": NaN} x', "// c\n{}", "[" * 100_000, '["a\nb"]', ""])
def test_what_is_not_json_is_refused(source: str) -> None:
    with pytest.raises(DocumentError, match="JSON"):
        format_named("json").parse(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'["He said \"moyun\" \/ and left ，yes"]', r'["He said \"Moyun\" \/ and left, yes"]'),
        # A file that escapes what is not ASCII goes on to.
        (r'["\u201cHe left!\u201c he said. \u201cYes\u201d"]', r'["\u201cHe left!\u201d he said. \u201cYes\u201d"]'),
        ('["“He left!“ he said. “Yes”"]', '["“He left!” he said. “Yes”"]'),
        # Labels are labels, and what stands twice stands twice.
        ('{"a b": "save the game", "c": "save the game"}', '{"a b": "save the game", "c": "save the game"}'),
        ('["He left &amp; came", "so it is"]', '["He left &amp; came", "so it is"]'),
        (r'["He left\\n moyun , \\C[1]mo\\C[0]yun"]', r'["He left\\n Moyun, \\C[1]Mo\\C[0]yun"]'),
    ],
)
def test_what_cleaning_comes_to(before: str, after: str) -> None:
    assert clean(before, "json").revised == after


def test_a_user_says_which_fields_are_text() -> None:
    source = json.dumps([{"body_x": "moyun ,", "message": "at moyun , then"}])
    cleaner = Cleaner(Config(table_fields={"*body_x": True, "message": False}), glossary())
    assert cleaner.clean(source, format="json").revised == source.replace('"moyun ,"', '"Moyun,"')
    table = "id,body_x,message\n1,moyun .,at moyun . Then\n"
    assert cleaner.clean(table, format="csv").revised == table.replace("moyun .,", "Moyun.,")


@pytest.mark.parametrize(
    ("prose", "shown"),
    [
        ("100% sure, 50% off", "100% sure, 50% off"),
        ("%s of %1$s and %(who)s at %.2f%%", "# of # and # at ##"),
        ("{0} {count, x} {{a}} ${b} {", "# # # # {"),
        (r"\V[1] \!\.\|x\^ \G \I[5]y", "# x # y"),
        ("a<br>b<br/>c <color=red>d</color> 1 < 2", "a/b/c d 1 < 2"),
        (r"one\ntwo \nthree \north", r"one\ntwo \nthree \north"),
    ],
)
def test_codes(prose: str, shown: str) -> None:
    text, position = "", 0
    for (start, end), stands in codes(prose):
        text += prose[position:start] + {OBJECT: "#", "\n": "/", None: ""}[stands]
        position = end
    assert text + prose[position:] == shown


STRINGS = st.lists(
    st.one_of(PROSE, st.sampled_from(["\\C[1]", "{x}", "\n", '"', "\\", "é", "\U0001f600", "<b>", "%s"]))
).map("".join)
VALUES = st.lists(STRINGS, min_size=1, max_size=5)


def shape(source: str) -> object:
    """Everything but the strings."""
    return [len(json.loads(source)), source.count("\n")]


@given(st.data(), VALUES, st.booleans())
def test_edits_keep_json_valid(data: st.DataObject, values: list[str], narrow: bool) -> None:
    source = json.dumps(["one two three", *values], ensure_ascii=narrow, indent=1)
    check_edit(data, source, "json", shape, careless=True)


@settings(max_examples=60)
@given(VALUES, st.booleans())
def test_cleaning_keeps_json_valid(values: list[str], narrow: bool) -> None:
    source = json.dumps(["one two three", *values], ensure_ascii=narrow, indent=1)
    assert shape(clean(source, "json").revised) == shape(source)


@pytest.mark.parametrize("fragment", ['"', "\\\\", "[", "{", "%", "\\\\n", "<a", "{{", "$t(", "a b\\n", "\\u00e9"])
def test_hostile_json(fragment: str) -> None:
    inside = fragment.replace('"', '\\"') * (100_000 // len(fragment))
    source = f'["one two", "{inside}"]'
    with cpu_limit(10, f"{len(source)} characters of {fragment!r}"):
        format_named("json").parse(source)
