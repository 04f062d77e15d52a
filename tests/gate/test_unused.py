"""A directive that silences nothing is told; one that does its work is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleanup.core.model import Edit
from cleanup.files.discover import Source
from cleanup.gate.checker import check_all
from cleanup.gate.found import Checked, Found, Remedy
from cleanup.run.batch import Job
from cleanup.settings.config import Overrides

BAD = "”It is late,” said the guard."
GOOD = "“It is late,” said the guard."
Unused = Callable[..., list[Found]]


@pytest.fixture
def unused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unused:
    """What is found about directives, in a text; with grammar, by an engine that finds nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanup.toml").write_text("packs = []\n")
    job = Job(overrides=Overrides(grammar=False))

    def find(text: str, name: str = "a.txt", **overrides: object) -> list[Found]:
        (tmp_path / name).write_text(text, "utf-8")
        chosen = replace(job, overrides=replace(job.overrides, **overrides))  # type: ignore[arg-type]
        (checked,) = check_all([Source(name)], chosen)
        assert isinstance(checked, Checked), checked
        return [found for found in checked.found if found.rule == "ignores-unused"]

    return find


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"%% cleanup: ignore quotes\n{BAD}\n", []),
        (f"%% cleanup: ignore quotes-direction -- so in the original\n{BAD}\n", []),
        (f"%% cleanup: ignore quotes\n{GOOD}\n", ["Nothing here for “quotes” to ignore"]),
        (f"%% cleanup: ignore spacing\n{BAD}\n", ["Nothing here for “spacing” to ignore"]),
        (f"%% cleanup: ignore spacing quotes\n{BAD}\n", ["Nothing here for “spacing” to ignore"]),
        (f"%% cleanup: ignore quotez\n{BAD}\n", ["There is no rule or topic “quotez” to silence"]),
        (f"%% cleanup: off quotes\n{BAD}\n%% cleanup: on\n{GOOD}\n", []),
        (f"%% cleanup: off quotes\n{GOOD}\n%% cleanup: on\n{BAD}\n", ["Nothing here for “quotes” to ignore"]),
        (f"%% cleanup: ignore-file quotes\n{GOOD}\n{BAD}\n", []),
        (f"%% cleanup: ignore-file quotes names\n{GOOD}\n", ["Nothing here for “names”, “quotes” to ignore"]),
        (f"{GOOD}\n", []),
        ("He wrote cleanup: ignore it.\n", []),
    ],
)
def test_directives(unused: Unused, text: str, messages: list[str]) -> None:
    assert [found.message for found in unused(text)] == messages


def test_all_rules(unused: Unused) -> None:
    assert unused(f"%% cleanup: ignore\n{BAD}\n") == []
    assert unused(f"%% cleanup: ignore\n{GOOD}\n") == [], "grammar does not run and could have found something"


def test_a_comment_in_markdown(unused: Unused) -> None:
    text = f"<!-- cleanup: ignore quotes -->\n{GOOD}\n"
    (found,) = unused(text, "a.md")
    assert (found.span.start, found.remedy) == (0, Remedy.SUGGESTION)
    (edit,) = found.edits
    assert isinstance(edit, Edit)
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == f"{GOOD}\n"
    assert unused(f"<!-- cleanup: ignore quotes -->\n{BAD}\n", "a.md") == []


def test_part_of_a_directive_is_only_told(unused: Unused) -> None:
    (found,) = unused(f"%% cleanup: ignore spacing quotes\n{BAD}\n")
    assert (found.remedy, found.edits) == (Remedy.REPORT, ())


def test_rules_that_do_not_run_say_nothing(unused: Unused) -> None:
    text = f"%% cleanup: ignore quotes\n{GOOD}\n"
    assert len(unused(text)) == 1
    assert unused(text, select=("names",)) == []
    assert unused(text, ignore=("quotes",)) == []
    assert unused(text, ignore=("ignores",)) == []
    assert unused(f"%% cleanup: ignore grammar\n{GOOD}\n") == []
