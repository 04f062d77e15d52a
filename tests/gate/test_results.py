"""Remembered results are the same as fresh ones, or not used."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from cleanup.files.discover import Source
from cleanup.gate import checker as checker_module
from cleanup.gate import results
from cleanup.gate.checker import Checker, check_all
from cleanup.gate.found import Checked
from cleanup.run.batch import Job
from cleanup.settings.config import Overrides
from cleanup.storage.store import Store
from tests.gate.conftest import chapter

JOB = Job(overrides=Overrides(grammar=False))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten chapters, a configuration and a glossary, in the current folder."""
    monkeypatch.chdir(tmp_path)
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(chapter(number) + "Then Li mu came.\n", "utf-8")
    (tmp_path / "cleanup.toml").write_text('packs = []\nglossaries = ["names.toml"]\n', "utf-8")
    (tmp_path / "names.toml").write_text('[[term]]\nname = "Li Mu"\nkind = "person"\n', "utf-8")
    return tmp_path


class Counted:
    """Checks with one store, and counts what was not answered from it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = folder / "results.sqlite"
        self.fresh = 0
        original = Checker._fresh

        def counting(checker: Checker, read: object) -> Checked:
            self.fresh += 1
            return original(checker, read)  # type: ignore[arg-type]

        monkeypatch.setattr(checker_module.Checker, "_fresh", counting)

    def __call__(self, job: Job = JOB, names: int = 10) -> list[Checked]:
        self.fresh = 0
        outcomes = list(check_all([Source(f"{n}.txt") for n in range(names)], job, store=Store(self.store)))
        assert all(isinstance(outcome, Checked) for outcome in outcomes), outcomes
        return [outcome for outcome in outcomes if isinstance(outcome, Checked)]


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(tmp_path, monkeypatch)


def test_an_unchanged_file_is_not_checked_again(book: Path, counted: Counted) -> None:
    first = counted()
    assert counted.fresh == 10
    assert all(any(found.name == "Li Mu" for found in checked.found) for checked in first)
    assert counted() == first
    assert counted.fresh == 0


def test_a_changed_file_is(book: Path, counted: Counted) -> None:
    counted()
    (book / "3.txt").write_text(chapter(3), "utf-8")
    assert not any(found.name for found in counted()[3].found)
    assert counted.fresh == 1


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("cleanup.toml", 'packs = []\nglossaries = ["names.toml"]\nignore = ["quotes"]\n'),
        ("cleanup.toml", 'packs = []\nglossaries = ["names.toml"]\nquotes = "straight"\n'),
        ("cleanup.toml", 'packs = []\nglossaries = ["names.toml"]\n[rules]\nquotes = { level = "report" }\n'),
        ("cleanup.toml", 'glossaries = ["names.toml"]\n'),
        ("names.toml", '[[term]]\nname = "Li Mu"\nkind = "person"\nsource = "李牧"\n'),
    ],
)
def test_other_settings_or_names_count(book: Path, counted: Counted, file: str, content: str) -> None:
    counted()
    (book / file).write_text(content, "utf-8")
    counted()
    assert counted.fresh == 10


def test_the_command_line_counts(book: Path, counted: Counted) -> None:
    counted()
    counted(replace(JOB, overrides=replace(JOB.overrides, ignore=("quotes",))))
    assert counted.fresh == 10
    counted()
    assert counted.fresh == 0


def test_ignores_by_pattern_count(book: Path, counted: Counted) -> None:
    counted()
    config = (book / "cleanup.toml").read_text("utf-8")
    (book / "cleanup.toml").write_text(f'{config}[per-file-ignores]\n"4.txt" = ["quotes"]\n', "utf-8")
    checked = counted()
    assert counted.fresh == 1
    assert not any(found.rule.startswith("quotes") for found in checked[4].found)


def test_another_version_counts(book: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    counted()
    monkeypatch.setattr(results, "_program", lambda: "another")
    counted()
    assert counted.fresh == 10


def test_a_name_counts_because_entries_may_hold_for_some_files(book: Path, counted: Counted) -> None:
    counted()
    (book / "0.txt").rename(book / "00.txt")
    (book / "1.txt").rename(book / "0.txt")
    counted(names=1)
    assert counted.fresh == 1


def test_a_store_of_rubbish_is_made_anew(book: Path, counted: Counted) -> None:
    first = counted()
    counted.store.write_bytes(b"rubbish" * 5000)
    second = counted()
    assert counted.fresh == 10
    assert [checked.found for checked in second] == [checked.found for checked in first]
    assert "was damaged" in second[-1].notes[0]
    assert counted() == first
    assert counted.fresh == 0


def test_damaged_entries_are_not_trusted(book: Path, counted: Counted) -> None:
    first = counted()
    with sqlite3.connect(counted.store) as connection:
        entries = connection.execute("SELECT key, value FROM entries").fetchall()
        for number, (key, value) in enumerate(entries):
            spot = number * 7 % len(value)
            damaged = value[:spot] + bytes([value[spot] ^ 1]) + value[spot + 1 :]
            connection.execute("UPDATE entries SET value = ? WHERE key = ?", (damaged, key))
    connection.close()
    assert counted() == first
    assert counted.fresh == 10
    assert counted() == first
    assert counted.fresh == 0


def test_entries_in_the_wrong_place_are_not_trusted(book: Path, counted: Counted) -> None:
    first = counted()
    with sqlite3.connect(counted.store) as connection:
        entries = connection.execute("SELECT key, value FROM entries").fetchall()
        for (key, _own), (_other, value) in zip(entries, [*entries[1:], entries[0]], strict=True):
            connection.execute("UPDATE entries SET value = ? WHERE key = ?", (value, key))
    connection.close()
    assert counted() == first
    assert counted.fresh == 10


def test_what_could_not_be_done_is_tried_again(book: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Checker._fresh
    monkeypatch.setattr(Checker, "_fresh", lambda c, read: replace(original(c, read), unchecked=("1 paragraph",)))
    counted()
    monkeypatch.setattr(Checker, "_fresh", original)
    counted()
    assert counted.fresh == 10
