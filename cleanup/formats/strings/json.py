"""JSON and JSON Lines as tables of strings, after RFC 8259: only values are text, and of these only some.

The standard library says whether a file is valid; where each string stands is found here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.flow import Flow
from cleanup.formats.strings.codes import codes
from cleanup.formats.strings.fields import (
    NO_TEXT,
    SPEAKER,
    TEXT,
    Chosen,
    chosen_for,
    field_name,
    is_source,
    is_text,
    reads_like_text,
)

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_SENTENCE_END = re.compile(r"[.!?…:。！？]['\"’”»」』)\]]*\s*\Z|[”’»」』\]]\s*\Z")
_ELEMENT = "[]"
"""In a path: an element of a list."""
_NOTHING_CHOSEN: Chosen = {}
_EVENT_TEXT = {101: (4,), 102: (0,), 320: (1,), 324: (1,), 325: (1,), 401: (0,), 402: (1,), 405: (0,)}
"""Codes of RPG Maker's event commands that have text, and in which of their parameters."""
_LINES = frozenset({401, 405})
"""Those that hold one line each of a message."""


class _Leaf(NamedTuple):
    """A string: where it stands (without its quotes), the path to it, and the event command that it belongs to."""

    start: int
    end: int
    path: tuple[str, ...]
    value: str
    code: int = 0
    parameter: int = -1


def parse(source: str, chosen: Chosen = _NOTHING_CHOSEN) -> Document:
    """The document of a JSON file. ``chosen``: what the user says of fields, by dotted path. Raises DocumentError
    when it is not valid."""
    _validate(source)
    return _document(source, list(_leaves(source, ())), chosen)


def parse_lines(source: str, chosen: Chosen = _NOTHING_CHOSEN) -> Document:
    """The document of a file with a JSON value on each line. Raises DocumentError when one is not valid."""
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip():
            _validate(line, number)
    return _document(source, list(_leaves(source, (_ELEMENT,))), chosen)


def _validate(source: str, line: int = 0) -> None:
    try:
        json.loads(source)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"not valid JSON: {error.msg} (line {line or error.lineno}, column {error.colno})",
            hint="Check the file; comments and commas behind the last value are not JSON.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise DocumentError(f"JSON that cannot be read: {error}") from error


class _Level:
    """An object or list that is being read."""

    __slots__ = ("code", "index", "is_list", "key")

    def __init__(self, is_list: bool) -> None:
        self.is_list = is_list
        self.key = ""
        self.index = 0
        self.code = 0


def _leaves(source: str, root: tuple[str, ...]) -> Iterator[_Leaf]:
    """The strings that are values."""
    levels: list[_Level] = []
    path = list(root)
    expects_key = False
    for match in _TOKEN.finditer(source):
        token = match[0]
        level = levels[-1] if levels else None
        if token in "{[":
            path.append((_ELEMENT if level.is_list else level.key) if level else "")
            levels.append(_Level(token == "["))
            expects_key = token == "{"
        elif token in "}]":
            levels.pop()
            path.pop()
            expects_key = False
        elif token == ",":
            if level is not None:
                level.index += 1
                expects_key = not level.is_list
        elif token == ":":
            expects_key = False
        elif token[0] == '"':
            value = json.loads(token, strict=False) if "\\" in token else token[1:-1]
            if expects_key and level is not None:
                level.key = value
            else:
                step = (_ELEMENT if level.is_list else level.key) if level else ""
                yield _Leaf(match.start() + 1, match.end() - 1, (*path[1:], step), value, *_command(levels))
        elif level is not None and level.key == "code" and not level.is_list and token.isdecimal():
            level.code = int(token[:9])


def _command(levels: list[_Level]) -> tuple[int, int]:
    """The event command that a string is a parameter of, and which one; zero when there is none."""
    for depth in (2, 3):
        if len(levels) >= depth and levels[-depth].key == "parameters" and levels[-depth].code:
            return levels[-depth].code, levels[1 - depth].index
    return 0, -1


def _document(source: str, leaves: list[_Leaf], chosen: Chosen) -> Document:
    guessed = _texts(leaves)

    def wanted(leaf: _Leaf) -> bool:
        said = chosen_for(".".join(step for step in leaf.path if step != _ELEMENT), chosen) if chosen else None
        return guessed(leaf) if said is None else said

    flow = Flow(source, collapses=False)
    above: _Leaf | None = None
    for leaf in leaves:
        if not wanted(leaf):
            above = None if leaf.code else above
            continue
        goes_on = above is not None and leaf.code in _LINES and above.code == leaf.code and above.path == leaf.path
        if goes_on and flow.last() is not None and above is not None and not _ends(flow):
            flow.line_break(above.end, leaf.start, "string")
        else:
            _end(flow)
        _read(flow, source, leaf)
        above = leaf
    _end(flow)
    return flow.document(Syntax("json", _escape(source), hollow=True, keeps_lines=True, exact=True))


def _end(flow: Flow) -> None:
    flow.mask(codes(flow.prose_of(flow.parts)))
    flow.end_block(BlockKind.PARAGRAPH)


def _ends(flow: Flow) -> bool:
    return _SENTENCE_END.search(flow.prose_of(flow.parts[-3:])[-20:]) is not None


def _read(flow: Flow, source: str, leaf: _Leaf) -> None:
    position = leaf.start
    for match in _ESCAPE.finditer(source, leaf.start, leaf.end):
        flow.text(position, match.start(), "string")
        position = match.end()
        text: str = json.loads(f'"{match[0]}"')
        if text == "\n":
            if flow.last() is None or flow.prose_of(flow.parts[-1:]) == "\n" or _ends(flow):
                _end(flow)
            else:
                flow.line_break(*match.span(), "string")
        elif text < " " or "\ud800" <= text <= "\udfff":
            flow.replaced(" " if text in "\t\r" else "\ufffc", *match.span(), "string", fixed=True)
        else:
            flow.replaced(text, *match.span(), "string")
    flow.text(position, leaf.end, "string")


def _texts(leaves: Iterable[_Leaf]) -> Callable[[_Leaf], bool]:
    """Whether a string is text, by the field that it is in."""
    fields: dict[tuple[str, ...], list[str]] = {}
    mapped: list[str] = []
    for leaf in leaves:
        if leaf.code:
            continue
        if _ELEMENT in leaf.path:
            fields.setdefault(leaf.path, []).append(leaf.value)
        elif field_name(leaf.path[-1]) not in NO_TEXT | SPEAKER:
            mapped.append(leaf.value)
    is_table = reads_like_text(mapped) and not is_source(mapped)
    chosen = {path for path, values in fields.items() if is_text(_own(path), values)}
    records = {path[:-1] for path in chosen}
    chosen |= {
        path
        for path, values in fields.items()
        if field_name(_own(path)) in SPEAKER and path[:-1] in records and not is_source(values)
    }

    def wanted(leaf: _Leaf) -> bool:
        if leaf.code:
            return leaf.parameter in _EVENT_TEXT.get(leaf.code, ())
        if _ELEMENT in leaf.path:
            return leaf.path in chosen
        name = field_name(leaf.path[-1])
        if name in NO_TEXT | SPEAKER or is_source([leaf.value]):
            return False
        return is_table or name in TEXT

    return wanted


def _own(path: tuple[str, ...]) -> str:
    """The name of the field that a path leads to."""
    return next((step for step in reversed(path) if step != _ELEMENT), "")


def _escape(source: str) -> Callable[[str, str], str | None]:
    is_narrow = source.isascii() and re.search(r"\\u(?!00[0-7])", source) is not None

    def escape(text: str, _place: str) -> str | None:
        if any(character < " " for character in text):
            return None
        written = json.dumps(text, ensure_ascii=is_narrow)[1:-1]
        return written if "\ud800" not in written else None

    return escape
