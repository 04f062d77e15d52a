"""What discovery puts into the glossary without a person, and what it leaves to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleanup.cli.app import app
from cleanup.formats.plain import parse
from cleanup.glossary.discovery.decide import accept_sure, table_for
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.grouping import SURE, certainty
from cleanup.glossary.discovery.proposals import Proposal, propose
from cleanup.glossary.workspace import Workspace


def proposals(*chapters: str) -> dict[str, Proposal]:
    evidence = Evidence()
    for number, text in enumerate(chapters, 1):
        evidence.read(f"{number:03}.txt", parse(text))
    return {proposal.name: proposal for proposal in propose(evidence)}


def told(name: str, times: int) -> str:
    return "".join(f"They asked {name} about day {n}, and {name} left.\n\n" for n in range(times))


def test_a_spelling_of_its_own_chapters_is_sure() -> None:
    found = proposals(*[told("Marenka", 3)] * 4, *[told("Marenca", 2)] * 2)
    assert found["Marenka"].sure == ("Marenca",)
    assert table_for(found["Marenka"])["variants"] == ["Marenca"]


def test_another_first_sound_is_left_to_a_person() -> None:
    found = proposals(*[told("Jorel", 3)] * 4, told("Sorel", 2))
    together = [proposal for proposal in found.values() if len(proposal.forms) > 1]
    assert all(not proposal.sure for proposal in together)


def test_longer_names_agree_with_the_names_in_them() -> None:
    found = proposals(
        *[told("Marenka", 5)] * 3, *[told("Marenca", 2) + told("Marenca House", 4)] * 2, told("Marenka House", 2)
    )
    assert "Marenca House" not in found
    assert found["Marenka House"].sure == ("Marenca House",)


def test_a_longer_name_is_proposed_in_the_right_spelling_though_no_chapter_has_it() -> None:
    found = proposals(*[told("Marenka", 5)] * 3, *[told("Marenca", 2) + told("Marenca Forest", 2)] * 2)
    proposal = found["Marenka Forest"]
    assert proposal.forms == (("Marenka Forest", 0), ("Marenca Forest", 8))
    assert proposal.sure == ("Marenca Forest",)


def test_a_first_name_is_no_surname() -> None:
    text = told("Orlin", 4) + told("Orlin Beck", 2)
    found = proposals(text, text, told("Mr. Orline", 2) + told("Tobin Orline", 2))
    assert all(len(proposal.forms) == 1 for proposal in found.values())


def test_certainty_is_the_weakest_step_of_the_best_way() -> None:
    scores = {frozenset("ab"): 0.9, frozenset("bc"): 0.7, frozenset("ac"): 0.2}
    assert certainty(["a", "b", "c"], "a", scores) == (1.0, 0.9, 0.7)
    assert certainty(["a", "d"], "a", scores) == (1.0, 0.0)
    assert SURE > 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (told("Cousin Orla", 4) + "Her cousin came.\n", "Orla"),
        (told("Silver Heron", 6) + "A silver heron flew.\n", "Silver Heron"),
        (told("Vasht Family", 6) + "The Vasht family left.\n", "Vasht Family"),
        (told("Vasht Quozel", 6) + "A Vasht quozel flew.\n", "Vasht Quozel"),
    ],
)
def test_capitals_never_become_a_rule(text: str, name: str, tmp_path: Path) -> None:
    proposal = proposals(text, text)[name]
    assert name == "Orla" or table_for(proposal)["case"] == "exact"


def test_a_word_of_the_book_is_never_sure_to_be_a_name() -> None:
    found = proposals(*[told("Ryver", 5)] * 3, *[told("River", 4) + "A river ran by. The river froze.\n"] * 2)
    assert dict(found["Ryver"].forms).keys() == {"Ryver", "River"}
    assert not found["Ryver"].sure


def test_rests_of_the_source_are_no_name() -> None:
    assert not proposals(*[told("Great乾", 4)] * 3)


def test_what_the_glossary_has_stays(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text('[[term]]\nname = "Dorva"\nvariants = ["Marenca"]\n', "utf-8")
    workspace = Workspace([path])
    found = proposals(*[told("Marenka", 3)] * 4, *[told("Marenca", 2)] * 2)
    (accepted,) = accept_sure(workspace, found.values())
    workspace.save()
    assert accepted.name == "Marenka"
    assert path.read_text("utf-8").count("Marenca") == 1


def test_the_whole_loop_in_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "novel").mkdir()
    for number in range(6):
        name = "Marenca" if number > 3 else "Marenka"
        (tmp_path / "novel" / f"{number}.txt").write_text(told(name, 3), "utf-8")
    run = CliRunner().invoke
    done = run(app, ["glossary", "discover", "novel", "--accept-sure"])
    assert done.exit_code == 0, done.output
    assert "Marenka: Marenca" in done.output
    done = run(app, ["clean", "novel", "--no-grammar", "--write", "-g", "glossary.toml"])
    assert done.exit_code == 0, done.output
    assert all("Marenca" not in path.read_text("utf-8") for path in (tmp_path / "novel").iterdir())
    before = (tmp_path / "glossary.toml").read_bytes()
    assert run(app, ["glossary", "discover", "novel", "--accept-sure"]).exit_code == 0
    assert (tmp_path / "glossary.toml").read_bytes() == before
