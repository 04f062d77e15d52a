"""CSV and TSV as tables of strings, after RFC 4180: the columns that hold text, below their header.

What is put into a field that is not quoted must not need quotes: such a change is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cleanup.core.model import BlockKind, Document, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.flow import Flow
from cleanup.formats.strings.codes import codes
from cleanup.formats.strings.fields import NO_TEXT, SPEAKER, TEXT, Chosen, chosen_for, field_name, is_source, is_text

_NOTHING_CHOSEN: Chosen = {}
_QUOTED, _BARE = '"', "bare"


class _Field(NamedTuple):
    """A field: where its content stands, without quotes, and whether it has some."""

    start: int
    end: int
    place: str


def parse_csv(source: str, chosen: Chosen = _NOTHING_CHOSEN) -> Document:
    """The document of a table with commas, or with semicolons or tabs where the first line has more of these.
    ``chosen``: what the user says of columns, by name. Raises DocumentError when the quotes do not match."""
    first = source.split("\n", 1)[0]
    return _parse(source, max(",;\t", key=first.count), chosen)


def parse_tsv(source: str, chosen: Chosen = _NOTHING_CHOSEN) -> Document:
    """The document of a table with tabs. ``chosen``: what the user says of columns, by name. Raises DocumentError when
    the quotes do not match."""
    return _parse(source, "\t", chosen)


def _parse(source: str, delimiter: str, chosen: Chosen) -> Document:
    rows = _rows(source, delimiter)
    flow = Flow(source, collapses=False)
    if rows:
        names = [_value(source, field) for field in rows[0]]
        said = {number: chosen_for(name, chosen) for number, name in enumerate(names)}
        is_said = any(each is not None for each in said.values())
        has_header = len(rows) > 1 and (is_said or _is_header(names))
        columns = set(_columns(source, rows, has_header=has_header))
        columns |= {number for number, is_text in said.items() if is_text}
        columns -= {number for number, is_text in said.items() if is_text is False}
        for row in rows[has_header:]:
            for number in sorted(columns):
                if number < len(row):
                    _read(flow, source, row[number])
    escape = _escape(delimiter)
    return flow.document(Syntax("csv", escape, hollow=True, keeps_lines=True, exact=True))


def _rows(source: str, delimiter: str) -> list[list[_Field]]:
    field = re.compile(
        rf'"(?P<quoted>(?:[^"]|"")*+)"(?=[{delimiter}\r\n]|\Z)|(?P<bare>[^{delimiter}\r\n]*)(?=[{delimiter}\r\n]|\Z)'
    )
    rows: list[list[_Field]] = []
    row: list[_Field] = []
    position, size = 0, len(source)
    while position < size or row:
        match = field.match(source, position)
        quoted = match is not None and match["quoted"] is not None
        if match is None or (delimiter != "\t" and not quoted and match["bare"].startswith('"')):
            line = source.count("\n", 0, position) + 1
            raise DocumentError(f"not a table: a field with quotes in line {line} has no end", hint="Check its quotes.")
        row.append(_Field(*match.span("quoted" if quoted else "bare"), _QUOTED if quoted else _BARE))
        position = match.end()
        if position < size and source[position] == delimiter:
            position += 1
            continue
        rows.append(row)
        row = []
        if source.startswith("\r\n", position):
            position += 2
        elif position < size:
            position += 1
    return rows


def _value(source: str, field: _Field) -> str:
    text = source[field.start : field.end]
    return text.replace('""', '"') if field.place == _QUOTED else text


def _is_header(names: list[str]) -> bool:
    """Whether a row looks like the names of columns: all short, none a sentence, one of them known."""
    own = [field_name(name) for name in names]
    return any(name in TEXT or name in NO_TEXT or name in SPEAKER for name in own) and all(
        len(name) <= 40 and not name.endswith((".", "!", "?")) for name in names
    )


def _columns(source: str, rows: list[list[_Field]], *, has_header: bool) -> list[int]:
    """The columns that hold text. A table with only one is no table: nothing says which it is, but its look."""
    names = [_value(source, field) for field in rows[0]] if has_header else [""] * max(map(len, rows))
    values = [
        [_value(source, row[number]) for row in rows[has_header:] if number < len(row)] for number in range(len(names))
    ]
    chosen = {number for number, name in enumerate(names) if is_text(name, values[number])}
    speakers = {
        number for number, name in enumerate(names) if field_name(name) in SPEAKER and not is_source(values[number])
    }
    return sorted(chosen | speakers) if chosen else []


def _read(flow: Flow, source: str, field: _Field) -> None:
    position = field.start
    if field.place == _QUOTED:
        for match in re.finditer(r'""|\r\n?|\n', source[field.start : field.end]):
            start, end = field.start + match.start(), field.start + match.end()
            flow.text(position, start, field.place)
            position = end
            if match[0] == '""':
                flow.replaced('"', start, end, field.place)
            elif (
                flow.prose_of(flow.parts[-1:]).rstrip().endswith((".", "!", "?", "”", ":", '"')) or flow.last() is None
            ):
                _end(flow)
            else:
                flow.line_break(start, end, field.place)
    flow.text(position, field.end, field.place)
    _end(flow)


def _end(flow: Flow) -> None:
    flow.mask(codes(flow.prose_of(flow.parts)))
    flow.end_block(BlockKind.PARAGRAPH)


def _escape(delimiter: str) -> Callable[[str, str], str | None]:
    def escape(text: str, place: str) -> str | None:
        if "\n" in text or "\r" in text:
            return None
        if place == _QUOTED:
            return text.replace('"', '""')
        return None if '"' in text or delimiter in text else text

    return escape
