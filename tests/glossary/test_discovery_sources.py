"""Source terms of names: found by reading, sound, meaning and place; one term is one name, two terms are two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cleanup.core.model import FileError
from cleanup.formats.plain import parse
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.proposals import Proposal
from cleanup.glossary.discovery.session import find_sources, proposals_of
from cleanup.glossary.discovery.sources import SourceText, coverage


def discovered(tmp_path: Path, chapters: Sequence[tuple[str, str]]) -> dict[str, Proposal]:
    evidence = Evidence()
    problems = list[FileError]()
    (tmp_path / "raw").mkdir()
    for number, (english, source) in enumerate(chapters):
        evidence.read(f"{number:02}.txt", parse(english))
        (tmp_path / "raw" / f"{number:02}.txt").write_text(source, "utf-8")
    find_sources(evidence, tmp_path / "raw", problems)
    assert not problems
    return {proposal.name: proposal for proposal in proposals_of(evidence)}


def told(name: str, times: int = 3) -> str:
    return "".join(f"They asked {name} about day {n}, and all left.\n\n" for n in range(times))


def said(term: str, times: int = 3) -> str:
    return "".join(f"众人第{n}日问{term}，{term}不答。\n\n" for n in range(times))


def test_one_term_with_several_renderings_is_one_name(tmp_path: Path) -> None:
    chapters = [(told("Thousand Mist Sect"), said("千雾宗"))] * 3 + [(told("Qianwu Sect"), said("千雾宗"))] * 2
    found = discovered(tmp_path, chapters)
    assert found["Thousand Mist Sect"].source == "千雾宗"
    assert found["Thousand Mist Sect"].sure == ("Qianwu Sect",)
    assert found["Thousand Mist Sect"].kind == "organisation"


def test_two_terms_are_two_names_whatever_they_sound_like(tmp_path: Path) -> None:
    chapters = [(told("Karon"), said("カロン"))] * 3 + [(told("Kalon"), said("コロン"))] * 2
    found = discovered(tmp_path, chapters)
    assert {name: found[name].source for name in found} == {"Karon": "カロン", "Kalon": "コロン"}


@pytest.mark.parametrize(
    ("name", "term", "kind"),
    [
        ("Lin Ruoshan", "林若山", "person"),
        ("Yunhe City", "云河城", "place"),
        ("Great Liang", "大梁", "place"),
        ("Iron Mist Technique", "铁雾功", "term"),
        ("Orlina", "オルリナ", "person"),
    ],
)
def test_the_source_tells_the_kind(name: str, term: str, kind: str, tmp_path: Path) -> None:
    speaks = f"“No,” said {name}. “Yes,” said {name}.\n\n" if term == "オルリナ" else ""
    found = discovered(tmp_path, [(speaks + told(name), said(term))] * 3)
    assert found[name].source == term
    assert found[name].kind == kind


def test_a_longer_name_is_a_person_s_where_the_name_in_it_is(tmp_path: Path) -> None:
    chapters = [(f"“No,” said Orlina. “Yes,” said Orlina.\n\n{told('Orlina Vasht')}", said("オルリナ・ヴァシュト"))] * 2
    found = discovered(tmp_path, chapters)
    assert found["Orlina Vasht"].kind == "person"
    assert found["Orlina Vasht"].source == "オルリナ・ヴァシュト"


def test_a_name_left_over_is_no_part_of_a_meaning(tmp_path: Path) -> None:
    found = discovered(tmp_path, [(told("Great Orlin Forest"), said("大森林"))] * 3)
    assert not found["Great Orlin Forest"].source


def test_terms_have_free_borders() -> None:
    text = SourceText()
    text.read(0, "千雾宗这么大。他去千雾宗了。千雾宗的人来千雾宗找人。有千雾宗这样。")
    terms = {term for term in text.terms if "雾" in term}
    assert "千雾宗" in terms
    assert "千雾宗这" not in terms
    assert "雾宗" not in terms


def test_places_count_not_only_chapters() -> None:
    places = SourceText()
    places.read(0, "甲乙\n甲乙\n丙丁\n丙丁")
    found = places.places(["甲乙", "丙丁"])
    assert coverage({0: [0.1, 0.3]}, found["甲乙"], near=0.1) == 1
    assert coverage({0: [0.1, 0.3]}, found["丙丁"], near=0.1) == 0


def test_somebody_of_a_place_is_no_name_of_its_own() -> None:
    evidence = Evidence()
    evidence.read("1", parse(told("Orlin Vasht of the Amber Order") + told("Orlin Vasht", 4)))
    assert [proposal.name for proposal in proposals_of(evidence)][:1] == ["Orlin Vasht"]
