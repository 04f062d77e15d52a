"""What the README shows is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleanup.cli.clean import Format
from cleanup.rules.rule import Level
from tests.readme_tables import MANUAL, README

ROOT = README.parent
TEXT = README.read_text("utf-8")


def test_the_before_and_after_is_what_the_command_prints() -> None:
    [block] = re.findall(r"```diff\n(.*?)```", TEXT, re.DOTALL)
    command = [sys.executable, "-m", "cleanup", "clean", "samples/modern-business", "--no-grammar"]
    diff = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for line in block.splitlines():
        assert f"\n{line}\n" in diff
    assert block.count("\n-") + block.startswith("-") == block.count("\n+")


def test_the_python_example_runs() -> None:
    one, many, *_elsewhere = re.findall(r"```python\n(.*?)```", (MANUAL / "python.md").read_text("utf-8"), re.DOTALL)
    code = f"{one}\n{many}"  # those that follow need other programs
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("“Lu Qing is at Hesui,” said Fang Xiu.\n")
    assert "repeats-word" in done.stdout


def test_the_two_commands_stand_there_for_others_to_copy() -> None:
    commands = re.findall(r"^python3 -m venv .*$", TEXT, re.MULTILINE)
    assert [command.rpartition(" && ")[2] for command in commands] == [
        ".venv/bin/cleanup clean samples",
        ".venv/bin/python -m pytest -n logical --dist worksteal",
    ]


@pytest.mark.parametrize("name", [*Format, *Level])
def test_every_format_and_level_is_mentioned(name: str) -> None:
    pages = "".join(path.read_text("utf-8") for path in (README, *MANUAL.glob("*.md")))
    assert f"{name}`" in pages or f"-f {name}" in pages


def test_the_licence_is_the_one_it_names() -> None:
    assert Path(ROOT / "LICENSE").read_text("utf-8").lstrip().startswith("GNU GENERAL PUBLIC LICENSE")


def test_it_is_short() -> None:
    assert TEXT.count("\n") <= 250
