"""Outlines kept between runs: the same as worked out anew, whatever is in the store; and only what changed is worked
out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleanup.formats.plain import parse
from cleanup.names import kept_outlines
from cleanup.names.kept_outlines import FEW, Outlines
from cleanup.names.match import NameMatcher
from cleanup.names.outline import Outline, outline
from cleanup.terms.model import Kind, Term

_SURNAMES = {"李": "Li", "王": "Wang", "张": "Zhang", "刘": "Liu", "陈": "Chen", "杨": "Yang", "赵": "Zhao", "吴": "Wu"}
_GIVEN = {"明": "ming", "华": "hua", "军": "jun", "天": "tian", "灵": "ling", "长": "chang", "云": "yun", "海": "hai"}
_KANA = {"カ": "ka", "リ": "ri", "ト": "to", "マ": "ma", "ー": ""}
_OTHERS = [
    Term("Mr. Wu", "吴先生", Kind.PERSON, aliases=("Old Mr. Wu",), variants=("Sir Wu", "Teacher Wu.")),
    Term("Heaven Spirit City", "天灵城", Kind.PLACE, never=("Sky City",)),
    Term("Sardes", "萨尔德斯", Kind.PERSON),
    Term("Kim Minsu", "김민수", Kind.PERSON),
    Term("Tatiana", "", Kind.PERSON),
    Term("inner disciple", "内门弟子", Kind.TERM, variants=("internal disciple",)),
]


def _entries() -> list[Term]:
    chinese = [
        Term(f"{surname} {(first + second).capitalize()}", character + one + two, Kind.PERSON)
        for character, surname in _SURNAMES.items()
        for one, first in _GIVEN.items()
        for two, second in _GIVEN.items()
        if one < two
    ]
    japanese = [Term((b + a + c).capitalize(), y + x + z) for x, a in _KANA.items() for y, b in _KANA.items()
                if b for z, c in _KANA.items()]  # fmt: skip
    return [*chinese, *japanese, *_OTHERS]


@pytest.fixture(scope="module")
def terms() -> list[Term]:
    return _entries()


@pytest.fixture(scope="module")
def expected(terms: list[Term]) -> list[Outline]:
    return list(map(outline, terms))


def test_what_is_read_is_what_was_worked_out(tmp_path: Path, terms: list[Term], expected: list[Outline]) -> None:
    cold = Outlines(terms, tmp_path / "names.sqlite")
    warm = Outlines(terms, tmp_path / "names.sqlite")
    assert cold.entries == expected
    assert warm.entries == expected
    assert cold.glosses() == warm.glosses() == Outlines(terms).glosses()
    assert warm.glosses()["天"]["heaven"] == "heaven"


def test_nothing_is_worked_out_twice(tmp_path: Path, terms: list[Term], monkeypatch: pytest.MonkeyPatch) -> None:
    Outlines(terms, tmp_path / "names.sqlite").glosses()
    monkeypatch.setattr(kept_outlines, "outline", None)
    monkeypatch.setattr(kept_outlines, "glosses_of", None)
    assert len(Outlines(terms, tmp_path / "names.sqlite").glosses()) > len(_GIVEN)


@pytest.mark.parametrize("place", [0, 100, -1])
def test_a_change_concerns_its_neighbours_only(
    tmp_path: Path, terms: list[Term], monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    many = [replace(term, note=str(turn), never=(f"{turn}",)) for turn in range(8) for term in terms]
    Outlines(many, tmp_path / "names.sqlite")
    fresh: list[Term] = []

    def noted(term: Term) -> Outline:
        fresh.append(term)
        return outline(term)

    monkeypatch.setattr(kept_outlines, "outline", noted)
    more = [*many]
    more.insert(place % len(many), Term("Somebody Else", "某人", Kind.PERSON))
    assert len(Outlines(more, tmp_path / "names.sqlite").entries) == len(more)
    assert 0 < len(fresh) <= 2 * 1024
    assert len(fresh) < len(more) / 2


def _truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _altered(data: bytes) -> bytes:
    return data.replace(b'"li', b'"ly')


def _other(data: bytes) -> bytes:
    return b"[[], []]"


@pytest.mark.parametrize("harm", [_truncated, _altered, _other, bytes])
def test_what_is_damaged_is_worked_out_anew(
    tmp_path: Path, terms: list[Term], expected: list[Outline], harm: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "names.sqlite"
    glosses = Outlines(terms, path).glosses()
    with sqlite3.connect(path) as connection:
        for key, value in connection.execute("SELECT key, value FROM entries").fetchall():
            connection.execute("UPDATE entries SET value = ? WHERE key = ?", (harm(value), key))
    damaged = Outlines(terms, path)
    assert damaged.entries == expected
    assert damaged.glosses() == glosses
    assert Outlines(terms, path).entries == expected


def test_a_file_that_is_no_store(tmp_path: Path, terms: list[Term], expected: list[Outline]) -> None:
    path = tmp_path / "names.sqlite"
    path.write_text("not a database" * 1000)
    assert Outlines(terms, path).entries == expected
    assert Outlines(terms, path).entries == expected


def test_a_folder_that_cannot_be_made(tmp_path: Path, terms: list[Term], expected: list[Outline]) -> None:
    (tmp_path / "file").write_text("")
    assert Outlines(terms, tmp_path / "file" / "names.sqlite").entries == expected


def test_few_entries_are_not_kept(tmp_path: Path, terms: list[Term]) -> None:
    Outlines(terms[: FEW - 1], tmp_path / "names.sqlite").glosses()
    assert not list(tmp_path.iterdir())


def test_another_version_of_the_program_knows_nothing(
    tmp_path: Path, terms: list[Term], expected: list[Outline], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "names.sqlite"
    Outlines(terms, path)
    monkeypatch.setattr(kept_outlines, "_program", lambda: "another")
    monkeypatch.setattr(kept_outlines, "outline", lambda term: Outline(("another",), ()))
    assert Outlines(terms, path).entries != expected


def test_a_matcher_finds_the_same(tmp_path: Path, terms: list[Term]) -> None:
    text = parse(
        "Li Tianling and Mr. Wu went to Sky Spirit City. Sir Wu met Saldes. Li Tianlingli left.\n"
        "Old Mr Wu saw Tatjana and the internal disciples. Minsu Kim met LiTian Ling, Zhang Tianzhang and Karimato."
    )
    plain = NameMatcher(terms).analyse(text)
    for _ in range(2):
        assert NameMatcher(terms, tmp_path / "names.sqlite").analyse(text) == plain
    assert {decision.replacement for decision in plain.decisions} >= {"Mr. Wu", "Kim Minsu", "Li Tianling"}
