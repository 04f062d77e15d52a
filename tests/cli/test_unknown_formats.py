"""Files that are no prose, at the command line: refused when they are named, left alone in a folder."""

from __future__ import annotations

import json

import pytest
import yaml

from tests.cli.conftest import ROOT, Cli

DAMAGED = "”It is late ,” said the guard.\n"


@pytest.mark.parametrize("name", ["data.ods", "movie.xyz", "notes", "requirements.txt"])
@pytest.mark.parametrize("command", [("clean", "--write"), ("check",)])
def test_a_named_file_of_another_kind_is_refused(cli: Cli, name: str, command: tuple[str, ...]) -> None:
    path = cli.write(name, DAMAGED)
    done = cli(*command, "--no-grammar", name)
    assert done.returncode == 2
    assert b"seems to be" in done.stderr
    assert b"--format plain" in done.stderr
    assert path.read_text("utf-8") == DAMAGED


def test_a_format_can_be_said(cli: Cli) -> None:
    path = cli.write("notes", cli.damaged)
    assert cli.clean("notes", "--write", "--format", "plain").returncode == 0
    assert path.read_text("utf-8") == cli.repaired
    path.write_text(cli.damaged, "utf-8")
    assert cli("check", "--no-grammar", "--format", "plain", "notes").returncode == 1
    refused = cli.clean("notes", "--format", "plian")
    assert refused.returncode == 2
    assert b"plain" in refused.stderr


def test_a_folder_is_cleaned_but_for_what_is_no_prose(cli: Cli) -> None:
    others = {
        "requirements.txt": DAMAGED,
        "CMakeLists.txt": DAMAGED,
        "page.xhtm": DAMAGED,
        "data.txt": json.dumps({"line": "He left ."}),
        "cue.txt": "1\n00:00:01,000 --> 00:00:02,000\n”It is late ,” he said.\n",
        "picture.png": b"\x89PNG",
    }
    paths = {cli.write(f"novel/{name}", content): content for name, content in others.items()}
    chapter = cli.write("novel/a.txt")
    done = cli.clean("novel", "--write")
    assert done.returncode == 0, done.stderr
    assert chapter.read_text("utf-8") == cli.repaired
    for path, content in paths.items():
        assert path.read_bytes() == (content if isinstance(content, bytes) else content.encode())
    assert b"6 files left alone" in done.stderr
    assert b"a list of packages (1)" in done.stderr
    assert b"a picture (1)" in done.stderr
    checked = cli("check", "--no-grammar", "novel")
    assert checked.returncode == 0
    assert b"6 files left alone" in checked.stderr


def test_the_hooks_leave_alone_what_is_no_prose(cli: Cli) -> None:
    hooks = yaml.safe_load(ROOT.joinpath(".pre-commit-hooks.yaml").read_text("utf-8"))
    names = ["requirements.txt", "data.json", "a.py", "list.txt", "COPYING"]
    for name in names:
        cli.write(name, DAMAGED if name != "list.txt" else '["”It is late ,” he said."]')
    for hook in hooks:
        _program, *command = hook["entry"].split()
        done = cli(*command, "--no-grammar", *names)
        assert done.returncode == 0, done.stderr
        assert f"{len(names)} files left alone".encode() in done.stderr
    chapter = cli.write("chapter.md")
    cli.write("cleanup.toml", "packs = []\nexclude = ['drafts/']\n")
    draft = cli.write("drafts/b.md")
    assert cli(*command, "--no-grammar", *names, "chapter.md", "drafts/b.md").returncode == 0
    assert chapter.read_text("utf-8") == cli.repaired
    assert draft.read_text("utf-8") == cli.damaged


def test_a_folder_without_prose_says_what_it_has(cli: Cli) -> None:
    cli.write("novel/x.csv", "a,b\n")
    for command in ("clean", "check"):
        done = cli(command, "novel")
        assert done.returncode == 2
        assert b"a table (1)" in done.stderr


def test_standard_input_is_plain_text_unless_it_proves_otherwise(cli: Cli) -> None:
    assert cli.clean("-", "--write", input=cli.damaged.encode()).stdout.decode() == cli.repaired
    done = cli.clean("-", "--write", input=b'<?xml version="1.0"?>\n<p>He left .</p>\n')
    assert done.returncode == 2
    assert b"XML" in done.stderr
