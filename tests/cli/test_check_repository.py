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


def test_only_changed_lines_count_with_a_diff_base(repository: Cli) -> None:
    _places, summary = found(repository, "--diff-base", "HEAD", code=0)
    assert summary["files"] == 0
    damage = add_damage(repository)
    repository.write("chapters/new one, “ü”.txt", chapter(3))
    new = {("chapters/new one, “ü”.txt", line) for line in range(1, 12)}
    places, summary = found(repository, "--diff-base", "HEAD", code=1)
    assert places >= damage
    assert places - damage <= new
    assert places & new
    assert summary["files"] == 4
    assert summary["elsewhere"] == 3
    commit(repository.folder, "second")
    assert found(repository, "--diff-base", "HEAD", code=0)[0] == set()
    assert found(repository, "chapters", "--diff-base", "HEAD~1", code=1)[0] == places


def test_what_others_did_meanwhile_does_not_count(repository: Cli) -> None:
    git(repository.folder, "switch", "--quiet", "--create", "work")
    damage = add_damage(repository)
    commit(repository.folder, "work")
    git(repository.folder, "switch", "--quiet", "main")
    repository.write("chapters/050.txt", "Nothing is left of it.\n")
    commit(repository.folder, "main moved on")
    git(repository.folder, "switch", "--quiet", "work")
    places, summary = found(repository, "--diff-base", "main", code=1)
    assert places == damage
    assert summary["files"] == 3


def test_a_renamed_chapter_is_not_new(repository: Cli) -> None:
    git(repository.folder, "mv", "chapters/011.txt", "chapters/eleven.txt")
    assert found(repository, "--staged", code=0)[0] == set()
    commit(repository.folder, "renamed")
    assert found(repository, "--diff-base", "HEAD~1", code=0)[0] == set()


def test_staged_is_what_is_in_the_index(repository: Cli) -> None:
    path = repository.folder / "chapters/007.txt"
    before = path.read_text("utf-8")
    path.write_text(before + ADDED[7], "utf-8")
    assert found(repository, "--staged", code=0)[0] == set()
    git(repository.folder, "add", "--all")
    path.write_text(before, "utf-8")  # mended in the folder, but not in the index
    places, summary = found(repository, "--staged", code=1)
    assert {file for file, _line in places} == {"chapters/007.txt"}
    assert summary["elsewhere"] == 1
    path.write_text("", "utf-8")
    assert found(repository, "chapters/007.txt", "--staged", code=1)[0] == places


def test_lines_that_look_like_a_diff(repository: Cli) -> None:
    tricky = "++ b/chapters/000.txt\n@@ -1 +1,99 @@\n\n-- a/x\n\n”Stop,” he said.\n"
    repository.write('chapters/tricky "quoted"\t.txt', tricky)
    git(repository.folder, "add", "--all")
    places, _summary = found(repository, "--staged", code=1)
    assert ('chapters/tricky "quoted"\t.txt', 6) in places
    assert {file for file, _line in places} == {'chapters/tricky "quoted"\t.txt'}


def test_the_first_commit(cli: Cli) -> None:
    git(cli.folder, "init", "--quiet")
    cli.write("a.txt")
    git(cli.folder, "add", "a.txt")
    assert found(cli, "--staged", code=1)[0] == {("a.txt", 1)}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--diff-base", "nowhere"], "git knows no revision “nowhere”"),
        (["--diff-base", "--staged"], "git knows no revision “--staged”"),
        (["--diff-base", "HEAD", "--staged"], "not both"),
        (["-", "--staged"], "Standard input has no history"),
    ],
)
def test_what_git_cannot_answer_is_2(cli: Cli, arguments: list[str], message: str) -> None:
    cli.write("a.txt")
    git(cli.folder, "init", "--quiet")
    commit(cli.folder, "first")
    done = cli("check", *arguments)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.decode().split())


def test_no_repository_is_2(cli: Cli) -> None:
    cli.environment["GIT_CEILING_DIRECTORIES"] = str(cli.folder.parent)
    cli.write("a.txt")
    done = cli("check", "--staged")
    assert done.returncode == 2
    assert b"inside a git repository" in done.stderr
