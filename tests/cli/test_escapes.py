"""No command lets the words of a file, or its name, give orders to a terminal or a CI service."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

EVIL = "evil\n::add-mask::x\x1b]0;y\x07\u202e.txt"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such names there")


def is_safe(output: bytes) -> bool:
    text = output.decode("utf-8")
    lines = text.splitlines()
    return not any(sign in text for sign in "\x1b\x07\x9b\u202e") and not any(
        line.lstrip().startswith(("::", "##[")) for line in lines
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean", "--no-grammar", "--check"),
        ("check", "--no-grammar"),
        ("check", "--no-grammar", "--statistics"),
        ("glossary", "discover", "--min", "1"),
        ("glossary", "stats"),
        ("glossary", "import"),
    ],
)
def test_names_and_words_of_files(cli: Cli, arguments: tuple[str, ...]) -> None:
    cli.write("glossary.toml", '[[term]]\nname = "Bai Ning"\n')
    cli.write(EVIL, "”Bai Ning \x1b[2J met Bai Neng.\n\nBai Ning.\n")
    cli.write("broken.txt", b"\xff\xfe\xfd\x00\x80 \x1b[2J")
    extra = () if arguments[-1] == "import" else (f"no such {EVIL}", "broken.txt")
    done = cli(*arguments, EVIL, *extra)
    assert is_safe(done.stdout + done.stderr), done.stdout + done.stderr


def test_a_name_in_commands_for_github_and_in_a_table(cli: Cli) -> None:
    cli.write("glossary.toml", '[[term]]\nname = "Bai Ning"\n')
    cli.write(EVIL, "It is late , said Bai Ning.\n")
    done = cli("check", "--no-grammar", "-q", "-o", "github", EVIL)
    (line,) = done.stdout.decode().splitlines()
    assert line.startswith("::warning file=evil%0A")
    assert is_safe(line.removeprefix("::").encode())
    done = cli("glossary", "stats", EVIL)
    assert next(line for line in done.stdout.decode().splitlines() if "add-mask" in line).startswith("  evil")


def test_a_baseline_and_evidence_of_others(cli: Cli) -> None:
    entry = {"path": EVIL, "rule": "\x1b[31m\n::error::rule", "text": "x", "count": 2}
    cli.write("cleanup-baseline.json", json.dumps({"version": 1, "entries": [entry]}))
    done = cli("baseline", "show")
    assert done.returncode == 0
    assert is_safe(done.stdout)
    cli.write("glossary.toml", '[[term]]\nname = "Bai Ning"\nnote = """a\n::add-mask::x\\u001b[2J"""\n')
    done = cli("glossary", "show", "Bai Ning")
    assert is_safe(done.stdout)


def test_what_a_program_reads_is_exact(cli: Cli) -> None:
    cli.write("glossary.toml", '[[term]]\nname = "Bai Ning"\nnote = "a\u202eb"\n')
    assert json.loads(cli("glossary", "show", "Bai Ning", "--json").stdout)["note"] == "a\u202eb"


def test_a_name_that_is_no_text_is_named(cli: Cli) -> None:
    done = cli("glossary", "discover", "no-\udcff.txt")
    assert done.returncode == 2
    assert b"no-" in done.stderr


def test_a_configuration_of_others(cli: Cli) -> None:
    Path(cli.folder, "cleanup.toml").write_bytes(b'"evil\\n::add-mask::x\\u001b[2J" = 1\n')
    cli.write("a.txt")
    done = cli.clean("a.txt")
    assert done.returncode == 2
    assert is_safe(done.stderr)
