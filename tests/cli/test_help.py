"""`cleanup help` as a user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
