r"""Ren'Py scripts and their translations (``.rpy``): what is said, and the strings after ``new``.

A line counts as said when it is nothing but a string, with the speaker before it and ``with`` or a name after it as the
language allows; the strings of code, of ``old`` and in comments are left alone. After the chapters “Dialogue and
Narration”, “Text” and “Translation” of the Ren'Py documentation.
"""

from __future__ import annotations

import re

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.formats.flow import Flow

_SAID = re.compile(
    r"""
    ^[ \t]*+ (?: new[ ]++ | (?!(?:old|image|define|default|label|play|queue|stop|voice|scene|show|hide|jump|call|return
      |menu|if|elif|while|for|init|python|screen|style|transform|translate|text|textbutton|add|key|use|has|on|import
      |from|window|nvl|pause|with|renpy|persistent|config|gui)\b)
      (?:[^\W\d]\w*+(?:[ ][a-z_@-][\w@-]*+){0,6}[ ]++)? )
    (?P<quote>["]) (?P<text>(?:[^"\\\n]|\\.)*+) " (?: [ ]++(?:with|nointeract|\()[^"\n]*+ )? [ \t]*+ :?+ [ \t]*+ \r?$
    """,
    re.VERBOSE | re.MULTILINE,
)
_INSIDE = re.compile(
    r"(?P<escape>\\.)|(?P<object>\[[^\[\]\n]{1,80}\])|(?P<line>\{p(?:=[^{}\n]{0,20})?\})|\{[^{}\n]{0,80}\}"
)
_PLACE = "string"
_TAKEN = re.compile(r"[\\\[\]{}%\n\r]")


def parse(source: str) -> Document:
    """The document of a script."""
    flow = Flow(source, collapses=False)
    for match in _SAID.finditer(source):
        _read(flow, source, *match.span("text"))
    return flow.document(Syntax("renpy", _escape, hollow=True, keeps_lines=True, exact=True))


def _read(flow: Flow, source: str, start: int, end: int) -> None:
    position = start
    for match in _INSIDE.finditer(source, start, end):
        first, last = match.span()
        flow.text(position, first, _PLACE)
        position = last
        if match["object"]:
            flow.object(first, last, _PLACE)
        elif match["line"]:
            flow.line_break(first, last, _PLACE)
        elif match["escape"]:
            _escaped(flow, match[0][1], first, last)
    flow.text(position, end, _PLACE)
    flow.end_block(BlockKind.PARAGRAPH)


def _escaped(flow: Flow, character: str, start: int, end: int) -> None:
    if character in "\"' ":
        flow.replaced(character, start, end, _PLACE)
    elif character == "n":
        flow.line_break(start, end, _PLACE)
    else:
        flow.object(start, end, _PLACE)


def _escape(text: str, _place: str) -> str | None:
    """What stands for a text in a string; none for what would be code in it."""
    return None if _TAKEN.search(text) else text.replace('"', '\\"')
