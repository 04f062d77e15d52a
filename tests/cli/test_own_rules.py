"""Replacements of one's own at the command line."""

from __future__ import annotations

from tests.cli.conftest import Cli

RULE = """
[[replace]]
name = "no-grey"
find = "grey"
with = "gray"
examples = [{ bad = "a grey sky", good = "a gray sky" }]
keep = ["%s"]
"""


def test_they_are_tested_listed_and_applied(cli: Cli) -> None:
    config = cli.folder / "cleanup.toml"
    before = config.read_text("utf-8")
    config.write_text(before + RULE % "a gray sky", "utf-8")
    done = cli("rules", "test")
    assert (done.returncode, done.stdout.decode()) == (0, "1 replacements, 2 examples, 0 failed.\n")
    assert "replace-no-grey" in cli("rules", "list").stdout.decode()
    cli.write("a.txt", "A grey sky.\n")
    assert cli.clean("--write", "a.txt").returncode == 0
    assert (cli.folder / "a.txt").read_text("utf-8") == "A gray sky.\n"


def test_an_example_that_fails_is_told(cli: Cli) -> None:
    config = cli.folder / "cleanup.toml"
    config.write_text(config.read_text("utf-8") + RULE % "a grey cat", "utf-8")
    done = cli("rules", "test")
    assert done.returncode == 1
    assert "“a grey cat” should stay" in done.stdout.decode()


def test_they_are_imported(cli: Cli) -> None:
    cli.write("list.txt", "grey -> gray\n")
    shown = cli("rules", "import", "list.txt").stdout.decode()
    assert shown == '[[replace]]\nname = "001"\nfind = "grey"\nwith = "gray"\n'
