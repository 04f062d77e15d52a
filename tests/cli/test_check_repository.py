"""A repository of 200 damaged chapters: accepted as it is, and gated from then on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli
from tests.gate.conftest import chapter

CHAPTERS = 200
ADDED = {
    7: "\nHe took the the letter from her.\n\n”Give it back,” she whispered across the table.\n",
    101: "\n”Who opened this door?” cried the captain , and nobody answered.\n",
    199: "\nThe end of it was 一个人 on the road.\n",
}
"""What is added to three chapters."""


@pytest.fixture
def repository(cli: Cli) -> Cli:
    """Committed, with a baseline that accepts what is wrong with its chapters."""
    for number in range(CHAPTERS):
        cli.write(f"chapters/{number:03}.txt", chapter(number))
    done = cli("baseline", "create", "chapters", "--no-grammar")
    assert done.returncode == 0, done.stderr.decode()
    git(cli.folder, "init", "--quiet", "--initial-branch=main")
    commit(cli.folder, "first")
    return cli


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def add_damage(cli: Cli) -> set[tuple[str, int]]:
    """Damage three chapters; the places (file and line) that it is in."""
    places = set()
    for number, text in ADDED.items():
        path = cli.folder / f"chapters/{number:03}.txt"
        before = path.read_text("utf-8")
        path.write_text(before + text, "utf-8")
        first = before.count("\n") + 1
        places |= {(f"chapters/{number:03}.txt", first + at) for at, line in enumerate(text.split("\n")) if line}
    return places


def found(cli: Cli, *arguments: str, code: int) -> tuple[set[tuple[str, int]], dict[str, Any]]:
    done = cli("check", "--no-grammar", "--output", "json", *arguments)
    assert done.returncode == code, done.stderr.decode()
    report = json.loads(done.stdout)
    return {(file["path"], each["line"]) for file in report["files"] for each in file["findings"]}, report["summary"]


def test_exactly_the_added_damage_is_reported(repository: Cli) -> None:
    accepted = ["chapters", "--baseline", "cleanup-baseline.json"]
    places, summary = found(repository, *accepted, code=0)
    assert places == set()
    assert summary["accepted"] >= CHAPTERS
    damage = add_damage(repository)
    places, summary = found(repository, *accepted, code=1)
    assert places == damage
    assert summary["stale"] == 0
    places, summary = found(repository, "chapters", code=1)
    assert len(places) >= CHAPTERS + len(damage)
