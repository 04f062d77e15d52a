"""Discovery: what is a name, which spellings are one, what it names, and its source term."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import FileError
from cleanup.formats.plain import parse
from cleanup.glossary.chapters import read_chapters
from cleanup.glossary.discovery import grouping
from cleanup.glossary.discovery.alignment import align, paired
from cleanup.glossary.discovery.decide import table_for
from cleanup.glossary.discovery.evidence import Evidence, load_evidence, save_evidence
from cleanup.glossary.discovery.forms import Form, collect, names_among
from cleanup.glossary.discovery.grouping import is_derived
from cleanup.glossary.discovery.likeness import distance, unlikeness
from cleanup.glossary.discovery.proposals import Proposal, propose
from cleanup.glossary.discovery.session import read_all
from cleanup.glossary.discovery.sources import SourceText, agreement
from cleanup.terms.load import parse_terms


def mined(*chapters: str) -> Evidence:
    evidence = Evidence()
    for number, text in enumerate(chapters, 1):
        evidence.read(f"{number:03}.txt", parse(text))
    return evidence


def proposals(*chapters: str) -> dict[str, Proposal]:
    return {proposal.name: proposal for proposal in propose(mined(*chapters))}


def forms(proposal: Proposal) -> set[str]:
    return {form for form, _ in proposal.forms}


CHAPTERS = (
    "“Wait,” said Irvin. He ran. Then Irvin met Carla, and she waved.\n\n"
    "Even Carla laughed; she was glad to see Irvin.\n",
    "However, Arvin was late. “Sorry,” said Arvin, and he sat. Mr. Arvin slept.\n\n"
    "At Amkam Village they saw Carla. She sang.\n",
    "On Monday, an English letter came. Aaah! Carla read it to Irvin in Amkam Village. Oh no.\n",
)


def test_names_are_found_and_ordinary_capitals_are_not() -> None:
    found = proposals(*CHAPTERS)
    assert set(found) == {"Irvin", "Carla", "Amkam Village"}
    assert forms(found["Irvin"]) == {"Irvin", "Arvin"}
    assert found["Irvin"].kind == "person"
    assert found["Irvin"].gender == "male"
    assert found["Amkam Village"].kind == "place"
    assert (found["Irvin"].first, found["Irvin"].last) == ("001.txt", "003.txt")
    assert any("sound" in reason for reason in found["Irvin"].reasons)
    assert found["Carla"].contexts[0][0] == "001.txt"


def test_words_that_open_a_sentence_are_no_part_of_a_name() -> None:
    found = proposals("Poor Zorn wept. But Zorn rose. They saw Zorn, and Zorn saw the poor man.\n")
    assert set(found) == {"Zorn"}
    assert found["Zorn"].count == 4


def test_a_capital_for_effect_is_no_name() -> None:
    text = "He saw a door. The door was shut. A Door! It was the Door of doors. She went to Taobao. I know Taobao.\n"
    assert set(proposals(text)) == {"Taobao"}


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("I saw Tang Wulin. We met Tang Wu Lin. Now Tang Wulin ran from Tang Wu Lin’s house.\n", True),
        ("I like Mi Yue. I saw Miyue. We met Miyue again, and Mi Yue.\n", True),
        ("I like Mí Yuè. I saw Mi Yue. We met Mi Yue again, and Mí Yuè.\n", True),
        ("I saw Wang Min. We met Wang Ming. Now Wang Min ran to Wang Ming’s house.\n", False),
        ("I saw Karl. Now Karla came. She saw Karl, and he saw Karla. We met Karl and Karla.\n", False),
    ],
)
def test_spellings(text: str, together: bool) -> None:
    found = [proposal for proposal in proposals(text).values() if len(proposal.forms) > 1]
    assert bool(found) is together


def test_a_glued_syllable_is_seen_beside_a_common_name() -> None:
    text = "".join(f"They told Li Mu of day {n}.\n\n" for n in range(9)) + "They thanked Li Muli. We saw Li Muli.\n"
    assert forms(proposals(text)["Li Mu"]) == {"Li Mu", "Li Muli"}


def test_two_who_stand_side_by_side_are_two() -> None:
    text = "".join("Old Marek and young Marec sat there. I saw Marek and Marec.\n\n" for _ in range(5))
    assert {"Marek", "Marec"} <= set(proposals(text))


def test_plurals_and_adjectives_are_no_spellings() -> None:
    assert is_derived("Bohemia", "Bohemian")
    assert is_derived("Glossop", "Glossops")
    assert is_derived("Irishman", "Irishmen")
    assert not is_derived("Amkam", "Amukam")


@given(st.text("abcdehiklmnorstuvz", min_size=3, max_size=9), st.text("abcdehiklmnorstuvz", min_size=3, max_size=9))
def test_distance_is_symmetric_and_zero_for_itself(one: str, other: str) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert unlikeness(one, other) >= 0


def test_further_chapters_show_only_what_is_new(tmp_path: Path) -> None:
    evidence = mined(*CHAPTERS[:1])
    evidence.shown |= {form for p in propose(evidence) for form, _ in p.forms}
    save_evidence(evidence, tmp_path / "e.json")
    again = load_evidence(tmp_path / "e.json")
    assert not again.read("001.txt", parse(CHAPTERS[0]))
    assert [p.name for p in propose(again) if p.new] == []
    for number, text in enumerate(CHAPTERS[1:], 2):
        assert again.read(f"{number:03}.txt", parse(text))
    assert {p.name for p in propose(again) if p.new} == {"Irvin", "Amkam Village"}
    assert {p.name: p.count for p in propose(again)} == {p.name: p.count for p in propose(mined(*CHAPTERS))}


def test_what_the_glossary_has_is_left_out() -> None:
    terms = parse_terms('[[term]]\nname = "Carla"\n\n[[term]]\nname = "Irvin"\n')
    found = {p.name: p for p in propose(mined(*CHAPTERS), terms)}
    assert set(found) == {"Irvin", "Amkam Village"}
    assert found["Irvin"].entry == "Irvin"


def test_refused_and_separated_forms_stay_so() -> None:
    evidence = mined(*CHAPTERS)
    evidence.rejected.add("Carla")
    evidence.apart.add(("Irvin", "Arvin"))
    assert {p.name for p in propose(evidence)} == {"Irvin", "Arvin", "Amkam Village"}


def test_source_terms_are_found_by_reading_sound_and_meaning() -> None:
    translated = [
        "He met Li Mu at Azure Cliff Sect. Then Li Mu saw Irvin. Now Irvin left.\n",
        "She met Li Mu. They saw Irvin at Azure Cliff Sect, and left Azure Cliff Sect.\n",
        "We asked Li Mu. Nobody knew. I told Li Mu so.\n",
    ]
    source = [
        "李牧在青崖宗。李牧见アーヴィン。アーヴィン走了。",
        "李牧。青崖宗アーヴィン。青崖宗。",
        "问李牧。没人知道。告诉李牧。",
    ]
    evidence = mined(*translated)
    text = SourceText()
    for number, chapter in enumerate(source):
        text.read(number, chapter)
    found = align(names_among(collect(evidence), evidence), text)
    assert {form: term for form, (term, _why) in found.items()} == {
        "Li Mu": "李牧", "Irvin": "アーヴィン", "Azure Cliff Sect": "青崖宗",
    }  # fmt: skip
    assert "is read Li Mu" in found["Li Mu"][1]


def test_sources_are_paired_by_name_number_and_order() -> None:
    assert paired(["t/c01.txt"], ["s/c01.txt", "s/c02.txt"]) == {"t/c01.txt": "s/c01.txt"}
    assert paired(["t/chapter-7.md"], ["s/第0007章.txt"]) == {"t/chapter-7.md": "s/第0007章.txt"}
    assert paired(["t/a.txt", "t/b.txt"], ["s/x.txt", "s/y.txt"]) == {"t/a.txt": "s/x.txt", "t/b.txt": "s/y.txt"}
    assert agreement({0: [0.1, 0.3], 1: [0.5]}, {0: [0.1, 0.3], 1: [0.5]}) == 1
    assert agreement({0: [0.1, 0.9]}, {0: [0.1, 0.5]}, near=0.1) == 0.5


def test_titles_of_several_words_are_proposed_with_their_rivals() -> None:
    text = (
        "I met Senior Brother Liu. We asked Senior Brother Liu. So Senior Brother Lei left. I saw Elder Brother Liu.\n"
    )
    found = proposals(text)
    assert found["Senior Brother"].kind == "title"
    assert found["Senior Brother"].count == 3
    assert found["Senior Brother"].near == ("Elder Brother",)
    assert found["Liu"].count == 3


def test_other_surnames_speak_against_one_name() -> None:
    text = (
        "I saw Irvin Haggard. He met Kyle Irvine. They like Irvin, and Irvin Haggard. I like Irvine and Kyle Irvine.\n"
    )
    assert all(len(proposal.forms) == 1 for proposal in proposals(text).values())


def test_spellings_that_are_predicted_are_no_news() -> None:
    terms = parse_terms('[[term]]\nname = "Tang Wulin"\nkind = "person"\n')
    text = "I saw Tang Wulin and Tang Wulin. We met Tang Wu Lin. Now Tang Wulin ran from Tang Wu Lin’s house.\n"
    assert propose(mined(text), terms) == []
    (proposal,) = propose(mined(text))
    assert table_for(proposal) == {"name": "Tang Wulin", "kind": "person"}
    assert len(proposal.forms) == 2


@given(st.text("ABab ’'-.!?\n\u00e9\u674e1“”", max_size=120))
def test_any_text_can_be_mined(text: str) -> None:
    evidence = Evidence()
    evidence.read("1", parse(text))
    for proposal in propose(evidence):
        assert proposal.count == sum(count for _, count in proposal.forms)
        assert proposal.name in dict(proposal.forms)
        assert 0 <= proposal.score <= 1


def test_an_edited_chapter_replaces_what_it_said(tmp_path: Path) -> None:
    evidence = mined(*CHAPTERS)
    edited = CHAPTERS[2].replace("Carla", "Orlin")
    evidence.read("003.txt", parse(edited))
    fresh = mined(*CHAPTERS[:2], edited)
    save_evidence(evidence, tmp_path / "e.json")
    for known in (evidence, load_evidence(tmp_path / "e.json")):
        assert +known.lower == fresh.lower
        assert known.counts == fresh.counts
        assert known.places == fresh.places
        assert known.titles == fresh.titles
        assert {form: {path for path, _ in several} for form, several in known.contexts.items()} == {
            form: {path for path, _ in several} for form, several in fresh.contexts.items()
        }


def test_chapters_that_did_not_change_are_not_read_again(tmp_path: Path) -> None:
    for number, text in enumerate(CHAPTERS):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    evidence, problems = Evidence(), list[FileError]()
    assert read_all(evidence, [str(tmp_path)], problems) == 3
    assert list(read_chapters([str(tmp_path)], problems, evidence.files)) == []
    (tmp_path / "1.txt").write_text(CHAPTERS[1] + "Orlin came.\n", "utf-8")
    assert read_all(evidence, [str(tmp_path)], problems) == 1
    assert not problems


def test_one_chapter_more_compares_its_own_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = mined(*CHAPTERS)
    whole = mined(*CHAPTERS, "Then Irvyn met Carla. They like Irvyn.\n")
    propose(evidence)
    compared: list[tuple[str, str]] = []
    real = grouping._may_be_one

    def counted(one: Form, other: Form) -> bool:
        compared.append((one.text, other.text))
        return real(one, other)

    monkeypatch.setattr(grouping, "_may_be_one", counted)
    evidence.read("004.txt", parse("Then Irvyn met Carla. They like Irvyn.\n"))
    proposals = propose(evidence)
    assert compared
    assert all("Irvyn" in pair for pair in compared)
    assert proposals == propose(whole)
