"""`cleanup help` as a user runs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from typer.core import TyperCommand
from typer.main import get_command
from typer.testing import CliRunner

from cleanup.cli import completion
from cleanup.cli.app import app
from cleanup.cli.grouped import GROUPS, WIDEST

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_the_pages_are_listed(cli: Cli) -> None:
    done = cli("help")
    assert done.returncode == 0
    assert "  configuration" in done.stdout.decode()


def test_a_page_is_shown_as_markdown_in_a_pipe(cli: Cli) -> None:
    assert cli("help", "security").stdout.decode().startswith("# Security and trust\n")


def test_pages_are_searched(cli: Cli) -> None:
    assert "runs: " in cli("help", "--search", "interrupted resume").stdout.decode()
    done = cli("help", "--search", "xylophone")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "xylophone" in done.stderr.decode()


def test_a_page_that_does_not_exist(cli: Cli) -> None:
    done = cli("help", "quots")
    assert done.returncode == 2
    assert "quotes" in done.stderr.decode()


def _commands() -> Iterator[tuple[str, TyperCommand]]:
    def below(path: str, command: Any) -> Iterator[tuple[str, TyperCommand]]:
        for name, each in getattr(command, "commands", {}).items():
            yield from below(f"{path} {name}", each)
        if not hasattr(command, "commands"):
            yield path, command

    yield from below("cleanup", get_command(app))


def _help(*arguments: str, columns: int = 80) -> str:
    done = CliRunner().invoke(app, [*arguments, "--help"], terminal_width=min(columns, WIDEST))
    assert done.exit_code == 0
    return done.output


def test_options_are_in_groups() -> None:
    shown = _help("clean")
    headings = [line for line in shown.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == ["Arguments:", "Output:", "Rules and glossary:", "Grammar:", "Input:", "Run:"]
    assert shown.index("\nOutput:") < shown.index("  -w, --write") < shown.index("\nRules") < shown.index("  --select")


def test_every_option_in_a_group_exists() -> None:
    known = {name for _path, command in _commands() for parameter in command.params for name in parameter.opts}
    assert not {name for names in GROUPS.values() for name in names} - known


@pytest.mark.parametrize("command", [(), ("glossary",), ("rules",), ("grammar",), ("baseline",), ("cache",)])
def test_no_summary_of_a_command_is_cut_off(command: tuple[str, ...]) -> None:
    listed = _help(*command).partition("Commands:")[2].splitlines()
    assert [line for line in listed if line.endswith("...")] == []


def test_help_uses_the_width_that_there_is(cli: Cli) -> None:
    assert max(map(len, _help("check").splitlines())) <= 80
    cli.environment["COLUMNS"] = "200"
    assert 90 < max(map(len, cli("check", "--help").stdout.decode().splitlines())) <= WIDEST


def test_names_are_completed() -> None:
    assert "names" in completion.rules("na")
    assert completion.rules("spacing,quotes-dir") == ["spacing,quotes-direction"]
    assert completion.reports("mark") == ["markdown"]
    assert completion.shown_formats("wo") == ["words"]
    assert completion.engines("lang") == ["languagetool"]
    assert completion.topics("edit") == ["editors"]
    assert completion.verdicts("sa") == ["safe"]
