"""The GitHub Action and the recipes: valid for their own schemas, and their commands run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"
PAGE = (ROOT / "cleanup" / "manual" / "ci.md").read_text("utf-8")


def _valid(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _step() -> dict[str, Any]:
    step: dict[str, Any] = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"][-1]
    return step


def _recipe(first: str) -> str:
    """A code block of the manual, by its first line."""
    match = re.search(rf"^```[a-z]*\n(# {re.escape(first)}\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert match, f"no recipe “{first}”"
    return match[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A damaged chapter, one that is fine, and the command on the path."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/a b.txt").write_text("”It is late,” said the guard.\n", "utf-8")
    (tmp_path / "fine.txt").write_text("“It is late,” said the guard.\n", "utf-8")
    (tmp_path / "cleanup.toml").write_text("packs = []\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/cleanup").write_text(f'#!/bin/sh\nexec {sys.executable} -m cleanup "$@"\n')
    (tmp_path / "bin/cleanup").chmod(0o755)
    return tmp_path


def _run(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", **environment}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)


def test_the_action_is_valid() -> None:
    _valid("vendor.github-actions", ACTION)


def test_every_input_is_used_and_none_can_inject_a_command() -> None:
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    text = ACTION.read_text("utf-8")
    for name in action["inputs"]:
        assert f"inputs.{name}" in text
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, 1),
        ({"INPUT_PATHS": "fine.txt"}, 0),
        ({"INPUT_PATHS": "fine.txt\nchapters/a b.txt\n"}, 1),
        ({"INPUT_FAIL_ON": "error"}, 0),
        ({"INPUT_ARGUMENTS": "--max-findings\n1\n"}, 0),
        ({"INPUT_BASELINE": "none.json"}, 2),
        ({"INPUT_DIFF_BASE": "$(touch hacked)"}, 2),
        ({"INPUT_PATHS": "missing.txt"}, 2),
    ],
)
def test_the_action_runs_the_check(folder: Path, inputs: dict[str, str], code: int) -> None:
    given = dict.fromkeys(_step()["env"], "") | {"INPUT_PATHS": ".", "INPUT_SARIF": "out/r.sarif"} | inputs
    given["CLEANUP_CACHE"] = str(folder / "cache")
    done = _run(folder, _step()["run"], **given)
    assert done.returncode == code, done.stdout + done.stderr
    assert not (folder / "hacked").exists()
    if code < 2:
        results = json.loads((folder / "out/r.sarif").read_text("utf-8"))["runs"][0]["results"]
        assert done.stdout.count("::warning file=chapters/a b.txt,line=1") == len(results)


def test_the_workflow_recipe_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "cleanup.yml"
    path.write_text(_recipe(".github/workflows/cleanup.yml"), "utf-8")
    _valid("vendor.github-workflows", path)


def test_the_gitlab_recipe_is_valid_and_runs(folder: Path) -> None:
    path = folder / ".gitlab-ci.yml"
    path.write_text(_recipe(".gitlab-ci.yml"), "utf-8")
    _valid("vendor.gitlab-ci", path)
    job = yaml.safe_load(path.read_text("utf-8"))["cleanup"]
    (command,) = (line for line in job["script"] if line.startswith("cleanup check"))
    (folder / "cleanup-baseline.json").write_text('{"version": 1, "entries": []}')
    done = _run(folder, command)
    assert done.returncode == 1, done.stderr
    assert json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))


def test_the_makefile_recipe_runs(folder: Path) -> None:
    (folder / "Makefile").write_text(_recipe("Makefile"), "utf-8")
    done = _run(folder, "make baseline && make check")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "fine.txt").write_text("”Not any more,” said the guard.\n", "utf-8")
    (folder / "chapters/new.txt").write_text("”Who is there?” asked the queen.\n", "utf-8")
    done = _run(folder, "make check")
    assert "chapters/new.txt:1:1: quotes-direction" in done.stdout
    assert done.returncode == 2  # make's own code for a command that failed
