"""Tables with a column for each key: CSV, TSV, XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.columns import by_content, by_headings, is_heading_by_script, key_of
from cleanup.glossary.exchange.format import Imported, Table, decoded, optional
from cleanup.glossary.exchange.remarks import read_remark
from cleanup.terms.file import KEYS, table_of
from cleanup.terms.model import Term

_LISTS = frozenset(("aliases", "variants", "never", "forms", "paths", "keep"))
_DELIMITERS = (",", ";", "\t", "|", "，", "；")
_SAMPLE = 200
"""Rows that are looked at for the delimiter."""
_ROWS, _COLUMNS, _UNPACKED = 200_000, 64, 256 * 1024 * 1024
"""Limits of a workbook: rows, columns, and bytes of all its parts."""
_ARROW = " => "
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""How a cell begins that a spreadsheet would take for a formula, or that is written to be none."""


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


def read_rows(rows: Iterable[Sequence[str]], *, is_text: bool = False) -> Imported:
    """Entries from rows. The first may hold headings, in other words and languages, too; without, the columns are told
    by what is in them. ``is_text``: an apostrophe before what looks like a formula is no part of a cell. Raises
    GlossaryError where the columns cannot be told."""
    found = Imported()
    filled = [[_plain(cell) if is_text else cell for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return found
    keys = by_headings(filled[0])
    if keys is not None:
        own = all(cell.strip().lower() in (*KEYS, "") for cell in filled[0])
        unknown = [cell for cell, key in zip(filled[0], keys, strict=True) if not key and cell.strip()]
        found.notes += [f"the column “{cell}” means nothing here" for cell in unknown]
        body = filled[1:]
        keys = _completed(keys, body)
    else:
        own = False
        has_heading = is_heading_by_script(filled)
        body = filled[1:] if has_heading else filled
        keys = by_content(body)
        if has_heading:
            found.notes.append(f"the first row is taken for headings: {', '.join(filled[0])}")
    if keys is None or "name" not in keys:
        raise GlossaryError(
            "cannot tell which column holds what",
            hint="Add a first row with headings: name,source,kind,gender,note.",
        )
    for row in body:
        table = _read_row(row, keys, own=own)
        name = str(table.pop("name", ""))
        if name:
            found.add(name, **table)
        elif table:
            found.notes.append(f"a row without a name: {' '.join(row).strip()}")
    return found


def _completed(keys: list[str], body: list[list[str]]) -> list[str] | None:
    """The keys, the column of names told by its content where its heading is not known."""
    if "name" in keys:
        return keys
    guessed = by_content(body) if body else None
    if guessed is None:
        return None
    return [key or ("name" if guess == "name" else "") for key, guess in zip(keys, guessed, strict=False)]


def _read_row(row: Sequence[str], keys: Sequence[str], *, own: bool) -> Table:
    """An entry's table. ``own``: the table has our headings, so that a kind or note says what it says and no more."""
    table: Table = {}
    for key, cell in zip(keys, row, strict=False):
        if not key or not cell.strip():
            continue
        if own or key not in ("kind", "gender", "note"):
            value = _value(key, cell)
            earlier = table.get(key)
            table[key] = [*earlier, *value] if isinstance(earlier, list) else value
            continue
        values = read_remark(cell)
        if key != "note" and "note" in values:  # a kind of theirs that is none of ours
            values["note"] = cell.strip()
        note = "; ".join(filter(None, (str(table.get("note", "")), str(values.pop("note", "")))))
        table = {**values, **table} if key == "note" else {**table, **values}
        table.update({"note": note} if note else {})
    return table


def _written(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before it where it would."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    """A cell without that apostrophe."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def delimited(
    delimiter: str,
) -> tuple[Callable[[bytes], Imported], Callable[[Sequence[Term]], tuple[bytes, list[str]]]]:
    """Reader and writer for text with this delimiter."""

    def read(data: bytes) -> Imported:
        return read_rows(_rows(_text(data), delimiter), is_text=True)

    def write(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
        out = io.StringIO(newline="")
        rows = [[_written(cell) for cell in row] for row in rows_of(terms)]
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
        return out.getvalue().encode(), []

    return read, write


def _text(data: bytes) -> str:
    """The text of a table: in the encoding in which its headings are known words, where the bytes are no UTF-8."""
    head = data.split(b"\n", 1)[0]
    if not head.isascii() and b"\0" not in head:
        for encoding in ("utf-8", "gb18030", "big5", "cp932", "euc_jp", "cp949"):
            try:
                text, first = data.decode(encoding), head.decode(encoding)
            except UnicodeDecodeError:
                continue
            for delimiter in _DELIMITERS:
                cells = [cell for cell in first.split(delimiter) if not cell.isascii()]
                if cells and all(map(key_of, cells)):
                    return text.replace("\r\n", "\n").replace("\r", "\n")
    return decoded(data)


def _rows(text: str, usual: str) -> list[list[str]]:
    """The rows of a text with whatever delimiter it has. Raises GlossaryError."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if said := re.fullmatch(r"\"?sep=(.)\"?", first.strip(), re.IGNORECASE):  # as Excel writes it
        return _parsed(rest, said[1])
    best, most = usual, (False, 0.0)
    for delimiter in dict.fromkeys((usual, *_DELIMITERS)):
        if delimiter not in text:
            continue
        try:
            sample = [
                row for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE) if row
            ]
        except csv.Error:
            continue
        widths = Counter(map(len, sample))
        width, rows = max(widths.items(), key=lambda item: item[1], default=(1, 0))
        share = rows / len(sample) if width > 1 else 0.0
        fit = (bool(sample) and len(sample[0]) > 1 and by_headings(sample[0]) is not None, share)
        if fit > most:
            best, most = delimiter, fit
    return _parsed(text, best)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise GlossaryError(f"not a table: {error}", hint="Check the quotation marks around cells.") from error


def read_xlsx(data: bytes) -> Imported:
    """Entries from the first sheet of a workbook."""
    openpyxl = optional("openpyxl", "openpyxl")
    try:
        _unpacks_within_limits(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = []
        for number, row in enumerate(book.worksheets[0].iter_rows(max_col=_COLUMNS, values_only=True)):
            if number >= _ROWS:
                raise GlossaryError(f"more than {_ROWS:,} rows", hint="Delete the empty rows at the end of the sheet.")
            if any(cell is not None for cell in row):
                rows.append(["" if cell is None else str(cell) for cell in row])
    except GlossaryError:
        raise
    except Exception as error:  # a damaged workbook makes zipfile, the XML parser and openpyxl fail in many ways
        said = f": {error}" if str(error) else ""
        hint = "Open it in a spreadsheet and save it as .xlsx again."
        raise GlossaryError(f"not a workbook (.xlsx), or a damaged one{said}", hint=hint) from error
    return read_rows(rows)


def _unpacks_within_limits(data: bytes) -> None:
    """Raise GlossaryError for a workbook that unpacks to far more than it should."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > _UNPACKED:
        hint = "Keep the table alone in a workbook, or save it as CSV."
        raise GlossaryError(f"too large: it unpacks to {size:,} bytes, at most {_UNPACKED:,}", hint=hint)


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
