"""Git runs nothing that a repository names."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from cleanup.errors import ConfigError
from cleanup.gate.changed_lines import changed_since, staged


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a mark when it is run."""
    path = tmp_path / "trap.sh"
    path.write_text(f'#!/bin/sh\necho "$0 $@" >> {tmp_path}/sprung\ncat\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_nothing_that_a_repository_configures_is_run(
    tmp_path: Path, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "a.txt").write_text("One.\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    (folder / ".gitattributes").write_text("*.txt filter=evil diff=evil\n*.md filter=Other\n")
    (folder / "a.txt").write_text("One.\nTwo.\n")
    git(folder, "add", ".")
    (folder / "included").write_text(f'[filter "Other"]\n\tclean = {trap}\n\tprocess = {trap}\n')
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.pager",
        "core.sshCommand",
    ):
        git(folder, "config", key, str(trap))
    git(folder, "config", "filter.evil.required", "true")
    git(folder, "config", "include.path", str(folder / "included"))
    (folder / "hooks").mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-commit"):
        (folder / "hooks" / hook).write_bytes(trap.read_bytes())
        (folder / "hooks" / hook).chmod(0o755)
    git(folder, "config", "core.hooksPath", "hooks")
    (folder / "a.txt").write_text("One.\nTwo.\nThree.\n")
    (folder / "b.md").write_text("New.\n")
    (tmp_path / "sprung").unlink(missing_ok=True)
    monkeypatch.chdir(folder)
    since = changed_since("HEAD")
    assert since.files[os.path.realpath(folder / "a.txt")] == (range(2, 4),)
    index = staged()
    assert index.content(str(folder / "a.txt")) == b"One.\nTwo.\n"
    assert not (tmp_path / "sprung").exists(), (tmp_path / "sprung").read_text()


def test_a_bare_repository_in_a_folder_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q", "--bare", "inner")
    monkeypatch.chdir(tmp_path / "inner")
    with pytest.raises(ConfigError, match="git"):
        staged()
