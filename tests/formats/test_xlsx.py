"""Workbooks: the cells that read like text, and nothing else to the byte."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from cleanup.errors import DocumentError
from cleanup.formats.office.xlsx import open_xlsx, parse
from tests.formats.dressed import clean

openpyxl = pytest.importorskip("openpyxl")

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ROWS = [
    ["key", "原文", "translation"],
    ["a1", "井干了。", "The well is dry ，and the the gate is shut ."],
    ["a2", "走吧。", "“Go,”he said.\nThen he left \\N[1] & went ."],
    ["a3", "一", "=SUM(1,2)"],
    ["a4", "二", 4],
]


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def strings(body: str) -> str:
    return f"<sst {_MAIN}>{body}</sst>"


def shown(source: str) -> list[str]:
    document = parse(source)
    return [document.prose[start:end] for (start, end), _kind in document.blocks]


def test_cells_are_repaired_and_the_rest_stays() -> None:
    data = workbook(_ROWS)
    book = open_xlsx(data)
    revised = {part.name: clean(part.data.decode(), part.format).revised.encode() for part in book.parts()}
    packed = book.packed(revised)
    sheet = openpyxl.load_workbook(io.BytesIO(packed)).active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        *_ROWS[:1],
        ["a1", "井干了。", "The well is dry, and the gate is shut."],
        ["a2", "走吧。", "“Go,” he said.\nThen he left \\N[1] & went."],
        *_ROWS[3:],
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(packed)) as new:
        assert old.namelist() == new.namelist()
        same = [name for name in old.namelist() if name not in revised]
        assert [old.read(name) for name in same] == [new.read(name) for name in same]
    assert open_xlsx(data).packed({}) == data


@pytest.mark.parametrize(
    ("body", "want"),
    [
        ("<si><t>The well is dry.</t></si>", ["The well is dry."]),
        ("<si><r><t>The we</t></r><r><rPr><b/></rPr><t>ll is dry.</t></r></si>", ["The well is dry."]),
        ("<si><t>The well</t><rPh sb='0' eb='1'><t>left out of it</t></rPh></si>", ["The well"]),
        ("<si><t>key</t></si><si><t>井 干了。走</t></si>", []),
    ],
)
def test_shared_strings(body: str, want: list[str]) -> None:
    assert shown(strings(body)) == want


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0rest"])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(DocumentError):
        open_xlsx(data)
