"""Entries of large files kept between runs: what is read is what the file says, whatever is in the store."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from cleanup.errors import GlossaryError
from cleanup.terms import kept as kept_terms
from cleanup.terms import load
from cleanup.terms.load import parse_terms, read_terms
from cleanup.terms.model import Gender, Origin

_TEXT = """
[[term]]
name = "Li Mu"
source = "李牧"
kind = "character"
gender = "male"
aliases = ["Little Li"]
variants = ["Lee Moo", "Plum Pastor"]
never = ["Limu"]
note = "the hero"
examples = [["Lee Moo sat.", "Li Mu sat."]]
keep = ["Limu is a town."]
paths = ["book/*.txt"]
override = true

[[term]]
name = "inner disciple"
forms = ["inner disciples"]
case = "exact"
predict = false

[[term]]
name = "Sardes"
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_terms, "LARGE", 10)
    path = tmp_path / "names.toml"
    path.write_text(_TEXT, encoding="utf-8")
    return path


def test_the_second_reading_gives_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = parse_terms(_TEXT, str(path))
    assert expected[0].gender is Gender.MALE
    assert read_terms(path) == expected
    monkeypatch.setattr(load, "parse_terms", None)
    assert read_terms(path) == expected


def test_an_entry_says_where_it_stands_now(path: Path) -> None:
    first = read_terms(path)
    other = path.with_name("others.toml")
    other.write_text(_TEXT, encoding="utf-8")
    assert read_terms(other) == tuple(replace(term, origin=Origin(str(other), term.origin.line)) for term in first)


def test_a_change_is_seen(path: Path) -> None:
    read_terms(path)
    path.write_text(_TEXT.replace("Sardes", "Sardis"), encoding="utf-8")
    assert read_terms(path)[-1].name == "Sardis"


def test_a_mistake_is_told_every_time(path: Path) -> None:
    path.write_text(_TEXT + "nmae = 3", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(GlossaryError, match="nmae"):
            read_terms(path)


@pytest.mark.parametrize("harm", [b"", b"[]", b"\x00" * 400])
def test_what_is_damaged_is_read_anew(path: Path, harm: bytes) -> None:
    expected = read_terms(path)
    with sqlite3.connect(kept_terms.names_file()) as connection:
        connection.execute("UPDATE entries SET value = ?", (harm,))
    assert read_terms(path) == expected


def test_small_files_are_not_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_terms, "LARGE", 100_000)
    assert len(read_terms(path)) == 3
    assert not kept_terms.names_file().exists()
