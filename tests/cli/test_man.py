"""The man page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cleanup.cli.app import app
from cleanup.cli.man import _text, man_page

COMMAND = typer.main.get_command(app)
PAGE = man_page(COMMAND)


def commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    for sub, inner in getattr(command, "commands", {}).items():
        yield f"{name} {sub}", inner
        yield from commands(f"{name} {sub}", inner)


def test_every_command_and_option_is_in_it() -> None:
    sections = {heading.split("\n")[0]: heading for heading in re.split(r"^\.S[SH] ", PAGE, flags=re.MULTILINE)}
    for name, command in commands("cleanup", COMMAND):
        if hasattr(command, "commands"):
            continue
        [section] = [text for heading, text in sections.items() if re.fullmatch(f"{_text(name)}( [^a-z]*)?", heading)]
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                assert _text(parameter.opts[0]) in section


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (".TH at the start", "\\&.TH at the start"),
        ("'tis", "\\&'tis"),
        ("a \\n b", "a \\(rsn b"),
        ("two\n  lines", "two lines"),
        ("`--write`", "\\-\\-write"),
        (None, ""),
    ],
)
def test_nothing_in_the_prose_is_a_request(text: str | None, line: str) -> None:
    assert _text(text) == line


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_has_nothing_to_complain_about() -> None:
    done = subprocess.run(["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"], input=PAGE.encode(), capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (0, "")
