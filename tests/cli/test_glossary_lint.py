"""``cleanup glossary lint`` and ``test``, through the real command."""

from __future__ import annotations

import json

from tests.cli.conftest import Cli


def test_lint_exit_codes(cli: Cli) -> None:
    cli.write("glossary.toml", '[[term]]\nname = "Li Mu"\nvariants = ["Lee Moo"]\n')
    assert cli("glossary", "lint").returncode == 0
    cli.write("a.txt", "Li Mu waved.\n")
    done = cli("glossary", "lint", "a.txt", "--json")
    assert done.returncode == 0  # a note is no failure
    assert [problem["check"] for problem in json.loads(done.stdout)] == ["unused-variant"]
    assert cli("glossary", "lint", "missing.txt").returncode == 2
    cli.write("glossary.toml", '[[term]]\nname = "Li Mu"\nkind = "persn"\n')
    done = cli("glossary", "lint")
    assert done.returncode == 1
    assert "[malformed]" in done.stdout.decode()
    cli.write("glossary.toml", "[[term\n")
    assert cli("glossary", "lint").returncode == 2


def test_fix(cli: Cli) -> None:
    path = cli.write("glossary.toml", '# mine\n[[term]]\nname = "Li Mu" # him\nvariants = ["Li Mu", "Lee Moo"]\n')
    assert cli("glossary", "lint").returncode == 1
    assert b"-variants" in cli("glossary", "lint", "--fix", "--dry-run").stdout
    assert cli("glossary", "lint", "--fix").returncode == 0
    assert path.read_text("utf-8") == '# mine\n[[term]]\nname = "Li Mu" # him\nvariants = ["Lee Moo"]\n'


def test_promises_are_run(cli: Cli) -> None:
    head = '[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\nvariants = ["Lee Moo"]\n'
    cli.write("glossary.toml", head + 'examples = [["Lee Moo waved.", "Li Mu waved."]]\nkeep = ["Wang Muli waved."]\n')
    done = cli("glossary", "test")
    assert done.returncode == 0
    assert "2 of 2 promises kept" in done.stdout.decode()
    cli.write("glossary.toml", head + 'examples = [["Somebody waved.", "Li Mu waved."]]\nkeep = ["Lee Moo waved."]\n')
    done = cli("glossary", "test")
    assert done.returncode == 1
    out = done.stdout.decode()
    assert "0 of 2 promises kept" in out
    assert "is a variant of Li Mu" in out
