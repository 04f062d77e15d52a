"""Lines of a journal: what is whole is read, whatever stands around it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cleanup.names.book import Book
from cleanup.outcome.account import Account
from cleanup.outcome.records import from_account, from_evidence, line_of, records_in, to_account, to_evidence

RECORDS = [{"file": f"chapter {number}\ud800.txt", "ground": "g", "account": {"n": number}} for number in range(5)]
LINES = [line_of(record) for record in RECORDS]


def read(data: bytes) -> list[object]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.journal"
        path.write_bytes(data)
        found = list(records_in(path))
        for offset, length, _record in found:
            assert data[offset : offset + length].strip(b"\n") in b"".join(LINES)
        return [record for _offset, _length, record in found]


def test_what_is_written_is_read() -> None:
    assert read(b"".join(LINES)) == RECORDS
    assert read(b"") == []


@given(st.integers(0, len(LINES) - 1), st.data())
def test_a_line_that_was_cut_off_spoils_no_other(number: int, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(LINES[number]) - 2))
    written = [line[:kept] if each == number else line for each, line in enumerate(LINES)]
    assert read(b"".join(written)) == [record for each, record in enumerate(RECORDS) if each != number]


@given(st.binary(max_size=50), st.integers(0, 5))
def test_rubbish_is_passed_over(rubbish: bytes, before: int) -> None:
    assert read(b"".join(LINES[:before]) + rubbish + b"".join(LINES[before:])) == RECORDS


@given(st.integers(0, sum(map(len, LINES)) - 1), st.integers(1, 255))
def test_a_changed_byte_costs_its_line_at_most(place: int, change: int) -> None:
    damaged = bytearray(b"".join(LINES))
    damaged[place] ^= change
    assert all(record in RECORDS for record in read(bytes(damaged)))
    assert len(read(bytes(damaged))) >= len(RECORDS) - 2


TEXTS = st.text(st.characters(codec=None), max_size=8)
ACCOUNTS = st.builds(
    Account,
    path=TEXTS,
    size=st.integers(0, 10**12),
    changed=st.booleans(),
    rules=st.lists(st.tuples(TEXTS, st.integers(1, 99)), max_size=3).map(tuple),
    suggestions=st.lists(TEXTS, max_size=3).map(tuple),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
    shown=st.binary(max_size=30),
    patch=st.binary(max_size=30),
    before=st.binary(min_size=16, max_size=16),
    after=st.binary(min_size=16, max_size=16),
)


@given(ACCOUNTS)
def test_accounts_come_back(account: Account) -> None:
    [record] = read_any(line_of(from_account(account, "g")))
    assert to_account(record) == replace(account, resumed=True)


COUNTS = st.integers(1, 99)
BOOKS = st.builds(
    Book,
    familiar=st.booleans(),
    mentions=st.dictionaries(st.integers(0, 9), COUNTS, max_size=3),
    forms=st.dictionaries(TEXTS, COUNTS, max_size=3),
    beside=st.dictionaries(TEXTS, COUNTS, max_size=3),
    given=st.frozensets(TEXTS, max_size=3),
)


@given(
    st.dictionaries(
        st.sampled_from([None, Path("/a/cleanup.toml"), Path("/b c/pyproject.toml")]),
        st.dictionaries(st.frozensets(st.integers(0, 9), max_size=3), BOOKS, max_size=3),
    )
)
def test_evidence_comes_back(evidence: dict[Path | None, dict[frozenset[int], Book]]) -> None:
    [record] = read_any(line_of(from_evidence(evidence)))
    assert to_evidence(record) == evidence


def read_any(data: bytes) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.journal"
        path.write_bytes(data)
        return [record for _offset, _length, record in records_in(path)]
