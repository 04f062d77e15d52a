"""What cleaning makes of decisions: applied, refused, replaced; stable, replayable, and still there after an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.judging import Proposed
from cleanup.core.model import FileResult
from cleanup.core.revision import replay
from cleanup.decisions.file import FILE_NAME, Decision, about_form, about_place, about_rule, written
from cleanup.formats.registry import format_of
from cleanup.settings.config import Config, Configs, load_config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Glossary, Term

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CHAPTERS = sorted(path for path in SAMPLES.glob("*/chapter.*"))
TEXT = (
    "”It is late,” said Mara Veltai.\n\nThen MaraVelt left the hall ,and nobody saw her.\n\n"
    "In the morning MaraVelt came back ,but said nothing.\n"
)
GLOSSARY = Glossary((Term("Mara Velt"),))
Clean = Callable[..., FileResult]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    """Cleans a text in ``a.txt`` under some decisions."""

    def cleaned(
        text: str,
        decisions: Iterable[Decision],
        glossary: Glossary = GLOSSARY,
        config: Config | None = None,
        format: str = "plain",
    ) -> FileResult:
        from dataclasses import replace

        file = tmp_path / FILE_NAME
        file.write_text(written(decisions), "utf-8")
        cleaner = Cleaner(replace(config or Config(), decisions=file), glossary)
        result = cleaner.clean(text, path=str(tmp_path / "a.txt"), format=format, proposing=True)
        assert not result.faults
        assert replay(text, result.changes) == result.revised
        again = cleaner.clean(result.revised, path=str(tmp_path / "a.txt"), format=format)
        assert again.revised == result.revised
        return result

    return cleaned


def _proposed(result: FileResult, text: str, number: int = 0) -> Proposed:
    return [each for each in result.proposals if each.subject.text == text][number]


def test_without_decisions_everything_is_proposed(clean: Clean) -> None:
    result = clean(TEXT, [])
    assert [each.subject.text for each in result.proposals].count("MaraVelt") == 2
    assert _proposed(result, "MaraVelt").is_applied
    assert _proposed(result, " ,").subject.becomes == ", "
    assert _proposed(result, "MaraVelt").lead == "Then "
    assert not any(each.answer for each in result.proposals)


def test_no_to_a_form(clean: Clean) -> None:
    form = _proposed(clean(TEXT, []), "MaraVelt").subject
    result = clean(TEXT, [about_form(form, "no")])
    assert result.revised.count("MaraVelt") == 2
    assert " ," not in result.revised
    assert not any("MaraVelt" in change.before for change in result.changes)
    assert _proposed(result, "MaraVelt").answer == "no"


def test_no_to_a_place(clean: Clean) -> None:
    place = _proposed(clean(TEXT, []), "MaraVelt", 1).subject
    result = clean(TEXT, [about_place(place, "a.txt", "no")])
    assert "Then Mara Velt left" in result.revised
    assert "morning MaraVelt came" in result.revised


def test_a_place_is_found_again_in_an_edited_chapter(clean: Clean) -> None:
    place = _proposed(clean(TEXT, []), "MaraVelt", 1).subject
    edited = "A new first line.\n\n" + TEXT.replace("In the morning", "Early in the Morning").replace("said", "told")
    result = clean(edited, [about_place(place, "a.txt", "no")])
    assert "Morning MaraVelt came" in result.revised
    elsewhere = clean("MaraVelt sat down.\n", [about_place(place, "a.txt", "no")])
    assert elsewhere.revised == "Mara Velt sat down.\n"


def test_a_moved_place_is_known_by_all_its_neighbours(clean: Clean) -> None:
    place = _proposed(clean(TEXT, []), "MaraVelt", 1).subject
    assert "MaraVelt came" in clean(TEXT, [about_place(place, "old-name.txt", "no")]).revised
    edited = TEXT.replace("In the morning", "At dawn")
    assert "MaraVelt came" not in clean(edited, [about_place(place, "old-name.txt", "no")]).revised


def test_no_to_a_rule_and_to_a_topic(clean: Clean) -> None:
    assert clean(TEXT, [about_rule("spacing-before-mark", "no")]).revised.count(" ,") == 2
    assert "”It" in clean(TEXT, [about_rule("quotes", "no")]).revised


def test_the_narrowest_decision_counts(clean: Clean) -> None:
    form = _proposed(clean(TEXT, []), "MaraVelt", 1).subject
    decisions = [about_rule("names", "no"), about_form(form, "yes"), about_place(form, "a.txt", "no")]
    result = clean(TEXT, decisions)
    assert "Then Mara Velt left" in result.revised
    assert "morning MaraVelt came" in result.revised
    assert "Mara Veltai" in result.revised


def test_another_text(clean: Clean) -> None:
    form = _proposed(clean(TEXT, []), "MaraVelt").subject
    result = clean(TEXT, [about_form(form, "instead", "Maravelt")])
    assert result.revised.count("Maravelt") == 2
    assert all(change.causes for change in result.changes)


def test_another_text_may_do_what_no_rule_may(clean: Clean) -> None:
    spaced = _proposed(clean(TEXT, []), " ,").subject
    result = clean(TEXT, [about_form(spaced, "instead", " 7")])
    assert result.revised.count("hall 7and") == 1


def test_yes_applies_what_is_only_suggested_or_unsafe(clean: Clean) -> None:
    text = "Chapter 3\n\nHe sat down and ate.\n\n(T/N: a tael is some silver.)\n\nThen he slept.\n"
    offered = [each for each in clean(text, []).proposals if not each.is_applied and each.subject.becomes is not None]
    assert offered
    result = clean(text, [about_form(offered[0].subject, "yes")])
    assert "T/N" not in result.revised
    assert result.changes[0].causes[0].rule == offered[0].subject.rule


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.parent.name)
def test_refusing_every_place_of_a_sample_leaves_it_as_it_was(path: Path, clean: Clean) -> None:
    config = load_config(path.parent / "cleanup.toml")
    glossary = load_glossary(config.glossaries, config.packs)
    text, fmt = path.read_text("utf-8"), format_of(path.name).name
    decisions: list[Decision] = []
    for _round in range(5):
        result = clean(text, decisions, glossary, config, fmt)
        new = [about_place(each.subject, "a.txt", "no") for each in result.proposals if each.is_applied]
        if not new:
            break
        decisions += new
    assert result.revised == text
    half = clean(text, decisions[::2], glossary, config, fmt)
    assert half.revised != text


def test_decisions_are_found_beside_the_configuration_or_above_the_text(tmp_path: Path) -> None:
    below = tmp_path / "novel" / "part"
    below.mkdir(parents=True)
    (tmp_path / FILE_NAME).write_text("", "utf-8")
    assert Configs().of(below).decisions == tmp_path / FILE_NAME
    (tmp_path / "novel" / "cleanup.toml").write_text("", "utf-8")
    assert Configs().of(below).decisions is None
    (tmp_path / "novel" / FILE_NAME).write_text("", "utf-8")
    assert Configs().of(below).decisions == tmp_path / "novel" / FILE_NAME
