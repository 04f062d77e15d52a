"""Tables with a column for each key: CSV, TSV, XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.format import Imported, Table, decoded, optional
from cleanup.glossary.file import KEYS, table_of
from cleanup.glossary.model import Term

_LISTS = frozenset(("aliases", "variants", "never", "forms", "paths", "keep"))
_COLUMNS = {
    **{key: key for key in KEYS},
    "term": "name", "target": "name", "translation": "name", "canonical": "name", "dst": "name", "english": "name",
    "en": "name", "src": "source", "original": "source", "source term": "source", "source_term": "source",
    "zh": "source", "chinese": "source", "ja": "source", "japanese": "source", "ko": "source", "korean": "source",
    "type": "kind", "category": "kind", "comment": "note", "notes": "note", "info": "note", "alias": "aliases",
    "variant": "variants", "sex": "gender",
}  # fmt: skip
"""Headings by which a column is known, in lower case."""
_ARROW = " => "
_SOURCE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        parts = [
            _ARROW.join(_escaped(side) for side in v) if isinstance(v, (list, tuple)) else _escaped(v) for v in value
        ]
        return " | ".join(parts)
    return str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("=>", "=\\>").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


def _value(key: str, cell: str) -> Any:
    if key in ("override", "predict"):
        return cell.strip().lower() in ("true", "yes", "1")
    if key == "examples":
        pairs = [re.split(r" => ", part) for part in _parts(cell)]
        return [[_unescaped(side) for side in pair] for pair in pairs if len(pair) == 2]
    if key in _LISTS:
        return [_unescaped(part) for part in _parts(cell)]
    return cell


def _parts(cell: str) -> list[str]:
    """The items of a list in a cell, which bars separate; a bar in an item has a backslash."""
    return [part.strip(" ") for part in re.split(r"(?<!\\)(?:\\\\)*\|", cell) if part.strip(" ")]


def rows_of(terms: Sequence[Term]) -> list[list[str]]:
    """A heading and a row for each entry; columns that are empty everywhere are left out, but for the usual ones."""
    tables = [table_of(term) for term in terms]
    keys = [key for key in KEYS if key in ("name", "source", "kind", "note") or any(key in table for table in tables)]
    return [keys, *([_cell(table.get(key, "")) for key in keys] for table in tables)]


def read_rows(rows: Iterable[Sequence[str]]) -> Imported:
    """Entries from rows, the first with headings; without known ones two or three columns are term, translation,
    comment."""
    found = Imported()
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return found
    heads = [_COLUMNS.get(cell.strip().lower().lstrip("\ufeff"), "") for cell in filled[0]]
    if "name" in heads:
        body = filled[1:]
        unknown = [cell for cell, key in zip(filled[0], heads, strict=True) if not key and cell.strip()]
        found.notes += [f"the column “{cell}” means nothing here" for cell in unknown]
    else:
        body = filled
        first = any(_SOURCE_SCRIPT.search(row[0]) for row in filled)
        heads = ["source", "name", "note"] if first else ["name", "source", "note"]
    for row in body:
        table: Table = {}
        for key, cell in zip(heads, row, strict=False):
            if key and cell.strip():
                table[key] = _value(key, cell)
        name = str(table.pop("name", ""))
        if name:
            found.add(name, **table)
        elif table:
            found.notes.append(f"a row without a name: {' '.join(row).strip()}")
    return found


def delimited(
    delimiter: str,
) -> tuple[Callable[[bytes], Imported], Callable[[Sequence[Term]], tuple[bytes, list[str]]]]:
    """Reader and writer for text with this delimiter."""

    def read(data: bytes) -> Imported:
        try:
            return read_rows(csv.reader(io.StringIO(decoded(data), newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise GlossaryError(f"not a table: {error}") from error

    def write(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows_of(terms))
        return out.getvalue().encode(), []

    return read, write


def read_xlsx(data: bytes) -> Imported:
    """Entries from the first sheet of a workbook."""
    import zipfile

    openpyxl = optional("openpyxl", "openpyxl")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise GlossaryError("not a workbook (.xlsx)") from error
    return read_rows(rows)


def write_xlsx(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A workbook with one sheet."""
    openpyxl = optional("openpyxl", "openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Glossary"
    for row in rows_of(terms):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"  # “=SUM” is a name like any other
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), []
