"""A book of damaged chapters, and a real check of it without grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleanup.core.model import FileError
from cleanup.files.discover import discover
from cleanup.gate.checker import check_all
from cleanup.gate.found import Checked, CheckRun
from cleanup.run.batch import Job
from cleanup.settings.config import Overrides

PEOPLE = ("the guard", "the old woman", "a boatman", "her brother", "the innkeeper", "a soldier", "the clerk")
SPEECH = ("It is late", "Come in at once", "Nobody knows the road", "We have no bread left", "The bridge is down")
MANNER = ("in a low voice", "with a shrug", "from the window", "as the rain began", "without looking up")


def paragraphs(number: int) -> list[str]:
    """Six paragraphs of a chapter, one of them damaged in a way of its own."""
    written = []
    for index in range(6):
        key = number * 7 + index * 3
        who, what, how = PEOPLE[key % 7], SPEECH[(key // 7) % 5], MANNER[(key // 3) % 5]
        written.append(f"“{what},” said {who} {how}, for the {number * 6 + index}th time that winter.")
    damaged = number % 6
    written[damaged] = written[damaged].replace("“", "”", 1)
    return written


def chapter(number: int) -> str:
    """A chapter with one defect: a quotation mark turned the wrong way."""
    return "\n\n".join(paragraphs(number)) + "\n"


Check = Callable[..., CheckRun]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Checks everything in the test's folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanup.toml").write_text("packs = []\n")
    job = Job(overrides=Overrides(grammar=False))

    def run(*paths: str, job: Job = job) -> CheckRun:
        sources = list(discover(paths or (".",), lambda path: path.suffix in (".txt", ".md")))
        outcomes = list(check_all(sources, replace(job)))
        files = tuple(outcome for outcome in outcomes if isinstance(outcome, Checked))
        return CheckRun(files, tuple(outcome for outcome in outcomes if isinstance(outcome, FileError)))

    return run
