"""``clean --backup`` and ``cleanup undo``: exact bytes, and nothing over what was changed since."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

DAMAGED = "\ufeff”It is late,” said the guard.\r\nHe left ,then slept."


def _written(cli: Cli, *arguments: str) -> None:
    assert cli.clean("--write", *arguments, ".").returncode == 0


def _bytes(cli: Cli, name: str) -> bytes:
    return (cli.folder / name).read_bytes()


def test_the_last_run_is_taken_back_to_the_byte(cli: Cli) -> None:
    for name in ("a.txt", "b/c.txt"):
        cli.write(name, DAMAGED)
    cli.write("clean.txt", "Fine.\n")
    (cli.folder / "a.txt").chmod(0o640)
    _written(cli)
    assert b"\xe2\x80\x9cIt" in _bytes(cli, "a.txt")
    shown = cli("undo", "--dry-run").stdout.decode().splitlines()
    assert shown == ["a.txt: would be restored", "b/c.txt: would be restored", "2 files would be restored."]
    done = cli("undo")
    assert (done.returncode, done.stdout.decode().splitlines()[-1]) == (0, "2 files restored.")
    assert _bytes(cli, "a.txt") == _bytes(cli, "b/c.txt") == DAMAGED.encode()
    assert (cli.folder / "a.txt").stat().st_mode & 0o777 == 0o640
    again = cli("undo")
    assert again.returncode == 2
    assert "nothing to undo" in again.stderr.decode()


def test_what_was_changed_since_is_left(cli: Cli) -> None:
    cli.write("a.txt", DAMAGED)
    cli.write("b.txt", DAMAGED)
    cli.write("c.txt", DAMAGED)
    _written(cli)
    cli.write("a.txt", "Mine.\n")
    (cli.folder / "c.txt").unlink()
    done = cli("undo")
    assert done.returncode == 2
    assert "a.txt: not restored: changed since" in done.stderr.decode()
    assert "c.txt: not restored: no such file" in done.stderr.decode()
    assert _bytes(cli, "a.txt") == b"Mine.\n"
    assert _bytes(cli, "b.txt") == DAMAGED.encode()
    assert not (cli.folder / "c.txt").exists()


def test_only_the_last_run_that_changed_something_counts(cli: Cli) -> None:
    cli.write("a.txt", DAMAGED)
    _written(cli)
    cli.write("b.txt", DAMAGED)
    _written(cli)
    _written(cli)  # which changes nothing
    assert cli("undo").stdout.decode().splitlines()[0] == "b.txt: restored"
    assert _bytes(cli, "a.txt") != DAMAGED.encode()
    assert cli("undo").returncode == 2


def test_several_processes_keep_what_they_replace(cli: Cli) -> None:
    for number in range(6):
        cli.write(f"{number}.txt", f"{number} {DAMAGED}")
    _written(cli, "-j", "2")
    assert cli("undo").stdout.decode().splitlines()[-1] == "6 files restored."
    assert all(_bytes(cli, f"{number}.txt") == f"{number} {DAMAGED}".encode() for number in range(6))


def test_a_backup_is_made_beside_each_file_and_never_over_another(cli: Cli) -> None:
    cli.write("a.txt", DAMAGED)
    cli.write("a.txt.bak", "older\n")
    cli.write("clean.txt", "Fine.\n")
    _written(cli, "--backup")
    assert _bytes(cli, "a.txt.bak") == b"older\n"
    assert _bytes(cli, "a.txt.bak2") == DAMAGED.encode()
    assert not (cli.folder / "clean.txt.bak").exists()
    cli.write("a.txt", DAMAGED)
    _written(cli, "--backup")
    assert not (cli.folder / "a.txt.bak3").exists()
    assert cli.clean("--backup", "a.txt").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there are no owners")
def test_what_others_can_write_is_not_believed(cli: Cli, tmp_path: Path) -> None:
    cli.environment["CLEANUP_CACHE"] = str(tmp_path / "mine")
    cli.write("a.txt", DAMAGED)
    _written(cli)
    (tmp_path / "mine" / "undo").chmod(0o777)
    done = cli("undo")
    assert done.returncode == 2
    assert "not believed" in done.stderr.decode()
