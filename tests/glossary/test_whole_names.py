"""Names that are found whole: with a title, a possessive, *and*, or a surname that is an English word."""

from __future__ import annotations

import pytest

from cleanup.formats.plain import parse
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.proposals import propose


def found(*chapters: str) -> dict[str, int]:
    evidence = Evidence()
    for number, text in enumerate(chapters, 1):
        evidence.read(f"{number:03}.txt", parse(text))
    return {proposal.name: proposal.count for proposal in propose(evidence)}


def told(name: str, times: int = 4) -> str:
    return "".join(f"They asked {name} about day {n}, and all left.\n\n" for n in range(times))


@pytest.mark.parametrize(
    "name",
    [
        "An Ruzhi",  # surnames that are English words
        "He Lanting",
        "You Shi",
        "King Yan",  # a title without which the name never stands
        "Great Mist",
        "Moon's Cradle City",
        "Sun and Tide Stage",
        "Copper Heron",
        "Salt Lily",
        "Ruo Ruo",
        "Hu Bai",
    ],
)
def test_names_stay_whole(name: str) -> None:
    assert found(told(name)) == {name: 4}


def test_a_title_that_is_often_left_out_is_no_part_of_the_name() -> None:
    assert found(told("King Yan") + told("Yan"))["Yan"] == 8
    assert found(told("Princess Orla")) == {"Orla": 4}


def test_a_thing_of_somebody_is_no_name_of_its_own() -> None:
    assert found(told("Orla's Marek", 3) + told("Marek") + told("Orla")) == {"Marek": 7, "Orla": 7}


def test_two_who_are_named_together_are_two() -> None:
    assert found(told("Orla and Marek", 4)) == {"Marek": 4, "Orla": 4}
    assert found(told("Orla and Marek Vint", 4) + told("Marek Vint", 3)) == {"Marek Vint": 7, "Orla": 4}


def test_he_is_no_surname_at_the_start_of_a_sentence() -> None:
    assert found(told("Qing", 4) + "He Qing asked.\n\n" + "He Qing left.\n") == {"Qing": 6}


def test_edited_chapters_take_whole_names_back() -> None:
    evidence = Evidence()
    evidence.read("1", parse(told("Great Mist")))
    evidence.read("1", parse(told("Orla")))
    assert {proposal.name: proposal.count for proposal in propose(evidence)} == {"Orla": 4}
