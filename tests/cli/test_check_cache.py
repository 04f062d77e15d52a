"""The cache of results through the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.gate.conftest import chapter


@pytest.fixture
def book(cli: Cli) -> Cli:
    """Forty chapters, and a cache of their own."""
    cli.environment["CLEANUP_CACHE"] = str(cli.folder / ".cache")
    for number in range(40):
        cli.write(f"{number:02}.txt", chapter(number))
    return cli


def test_two_runs_share_a_cache(book: Cli) -> None:
    both = [book.start("check", ".", "--no-grammar", "--quiet", "--all") for _ in range(2)]
    outputs = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [1, 1]
    assert outputs[0] == outputs[1]
    assert outputs[0][1] == b""
    assert outputs[0][0].count(b"quotes-direction") == 40
    done = book("check", ".", "--no-grammar", "--quiet", "--all")
    assert (done.stdout, done.stderr) == outputs[0]


def test_no_cache_leaves_none(book: Cli) -> None:
    book("check", ".", "--no-grammar", "--no-cache")
    assert not (book.folder / ".cache/results.sqlite").exists()
    book("check", ".", "--no-grammar")
    assert (book.folder / ".cache/results.sqlite").exists()


def test_a_cache_that_cannot_be_used_costs_nothing_but_time(book: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    book.environment["CLEANUP_CACHE"] = str(tmp_path / "file/below")
    done = book("check", ".", "--no-grammar", "--all")
    assert done.returncode == 1
    assert done.stdout.count(b"quotes-direction") == 40
    assert done.stderr.count(b"note: ") == 1
