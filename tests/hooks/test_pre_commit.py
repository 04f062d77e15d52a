"""The hooks, installed by pre-commit from this repository and run by it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ("cleanup", "glossaries", "pyproject.toml", "LICENSE", "README.md", ".pre-commit-hooks.yaml")
DAMAGED = "”It is late,” said the guard of letao.\n"
REPAIRED = "“It is late,” said the guard of Letao.\n"
GLOSSARY = '[[term]]\nname = "Letao"\nsource = "乐淘"\nkind = "platform"\n'


class Repository:
    """A user's repository with both hooks configured."""

    def __init__(self, folder: Path, source: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self._environment = environment
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=source, check=True, capture_output=True, text=True)
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n- repo: {source.as_uri()}\n  rev: {revision.stdout.strip()}\n  hooks:\n"
            "  - id: cleanup-check\n    args: [--no-grammar]\n"
            "  - id: cleanup-fix\n    args: [--no-grammar]\n    stages: [manual]\n",
        )
        self.write("cleanup.toml", 'packs = []\nglossaries = ["glossary.toml"]\n')
        self.write("glossary.toml", GLOSSARY)

    def write(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content, "utf-8")
        return path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=self.folder, env=self._environment, capture_output=True, timeout=600)
        return subprocess.CompletedProcess(command, done.returncode, (done.stdout + done.stderr).decode())

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments)

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", *arguments)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it is in the folder, committed, so that what is tested is what is being worked on."""
    folder = tmp_path_factory.mktemp("source")
    for name in PACKAGED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def repository(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Ready to commit; skips where the packages cannot be had."""
    pytest.importorskip("pre_commit")
    base = tmp_path_factory.mktemp("user")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON", "COV"))}
    environment |= {"PRE_COMMIT_HOME": str(base / "pre-commit"), "CLEANUP_CACHE": str(base / "cache")}
    repository = Repository(base / "novel", source, environment)
    done = repository.pre_commit("install", "--install-hooks")
    if "No matching distribution" in done.stdout or "Connection" in done.stdout:
        pytest.skip("the packages cannot be had")
    assert done.returncode == 0, done.stdout
    return repository


def test_a_damaged_chapter_cannot_be_committed_until_it_is_fixed(repository: Repository) -> None:
    chapter = repository.write("chapter.txt", DAMAGED)
    repository.write("program.py", "x = '”It is late'\n")  # not prose
    repository.git("add", "--all")
    refused = repository.git("commit", "--message", "chapter")
    assert refused.returncode == 1
    assert "chapter.txt:1:1: quotes-direction" in refused.stdout
    assert "names-case" in refused.stdout
    assert "program.py" not in refused.stdout

    fixed = repository.pre_commit("run", "--hook-stage", "manual", "cleanup-fix", "--all-files")
    assert fixed.returncode == 1
    assert "files were modified by this hook" in fixed.stdout
    assert chapter.read_text("utf-8") == REPAIRED

    repository.git("add", "--all")
    assert repository.pre_commit("run", "--hook-stage", "manual", "cleanup-fix", "--all-files").returncode == 0
    done = repository.git("commit", "--message", "chapter")
    assert done.returncode == 0, done.stdout
    assert "cleanup check" in done.stdout
    assert "Passed" in done.stdout


def test_hooks_that_are_declared_are_valid(source: Path) -> None:
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
