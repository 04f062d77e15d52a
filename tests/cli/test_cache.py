"""``cleanup cache``: what is kept is shown and forgotten, and nobody is disturbed by it."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cleanup.caches import CACHES
from tests.cli.conftest import Cli


@pytest.fixture
def used(cli: Cli) -> Cli:
    """A cache of each kind that has something in it: a check, a grammar check, a big glossary, an interrupted run."""
    cli.environment["CLEANUP_CACHE"] = str(cli.folder / "cache")
    terms = [f'[[term]]\nname = "Li Mu{chr(97 + n // 26)}{chr(97 + n % 26)}"\nsource = "李木"\n' for n in range(150)]
    cli.write("glossary.toml", "\n".join(terms))
    cli.write("a.txt")
    cli.write("b.txt")
    cli.write("asked.txt", "It was a honest answer, and and they took an boat.\n")  # so that the engine has an answer
    assert cli("check", "a.txt", "b.txt", "asked.txt", "-g", "glossary.toml", "--grammar", "harper").returncode == 1
    cli.at_start(
        "import os, cleanup.run.batch as b\nreal = b.write_atomically\n"
        "def write(path, data, **options):\n"
        "    real(path, data, **options)\n"
        "    if 'KILL' in os.environ: os.kill(os.getpid(), 9)\n"
        "b.write_atomically = write\n"
    )
    run = cli.start("clean", "--no-grammar", "a.txt", "b.txt", "--write", env={**cli.environment, "KILL": "1"})
    run.communicate()
    return cli


def info(cli: Cli) -> dict[str, dict[str, Any]]:
    report = json.loads(cli("cache", "info", "--json").stdout)
    assert report["version"] == 1
    assert report["folder"] == cli.environment["CLEANUP_CACHE"]
    return {row["kind"]: row for row in report["caches"]}


@pytest.mark.skipif(os.name != "posix", reason="the run is killed as POSIX does it")
def test_everything_below_the_folder_is_shown_and_cleared(used: Cli) -> None:
    before = info(used)
    assert list(before) == list(CACHES)
    assert all(row["entries"] > 0 and row["bytes"] > 0 and row["oldest"] <= row["newest"] for row in before.values())
    folder = used.folder / "cache"
    shown = {path for row in before.values() for path in (Path(row["path"]), *Path(row["path"]).rglob("*"))}
    assert {path for path in folder.rglob("*") if path.is_file()} <= shown
    assert used("cache", "info").stdout.decode().count("last used today") == 5
    (folder / "languagetool").mkdir()  # not ours to clear
    (folder / "languagetool" / "engine.jar").write_bytes(b"jar")

    done = used("cache", "clear")
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == ["grammar", "results", "names"]
    assert done.stderr == (b"note: 1 interrupted run can still be resumed; `cleanup cache clear runs` forgets that.\n")
    after = {kind: row["entries"] for kind, row in info(used).items()}
    assert after.pop("undo") > 0
    assert after == {"grammar": 0, "results": 0, "names": 0, "runs": 1}
    assert b"(1 of them before" in used.clean("a.txt", "b.txt", "--write", "--resume").stderr
    assert (folder / "languagetool" / "engine.jar").exists()


@pytest.mark.skipif(os.name != "posix", reason="the run is killed as POSIX does it")
def test_one_kind_is_cleared(used: Cli) -> None:
    done = used("cache", "clear", "runs", "--json")
    [row] = json.loads(done.stdout)["caches"]
    assert (row["kind"], row["entries"], row["cleared"], row["freed"] > 0) == ("runs", 0, True, True)
    assert done.stderr == b""
    after = info(used)
    assert after["runs"]["entries"] == 0
    assert after["grammar"]["entries"] > 0
    assert list((used.folder / "cache" / "runs").iterdir()) == []
    assert b"there is no interrupted run" in used.clean("a.txt", "b.txt", "--write", "--resume").stderr


def test_an_empty_cache(cli: Cli) -> None:
    cli.environment["CLEANUP_CACHE"] = str(cli.folder / "cache")
    assert all((row["entries"], row["bytes"], row["oldest"]) == (0, 0, None) for row in info(cli).values())
    done = cli("cache", "clear")
    assert (done.returncode, done.stdout.count(b"0 entries, 0 kB\n")) == (0, 3)
    assert not (cli.folder / "cache").exists()


def test_a_kind_that_there_is_not(cli: Cli) -> None:
    done = cli("cache", "clear", "engines")
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "nothing of the kind “engines” is kept\n  Known kinds: grammar, results, names, runs, undo.\n" in said


@pytest.mark.skipif(os.name != "posix", reason="nobody is kept out on Windows")
def test_what_another_run_is_using_stays(cli: Cli) -> None:
    cli.environment["CLEANUP_CACHE"] = str(cli.folder / "cache")
    cli.write("a.txt")
    runs = cli.folder / "cache" / "runs"
    cli.at_start(
        "import os, cleanup.run.batch as b\n"
        "def write(*arguments, **options):\n"
        "    os.close(1)\n"
        "    os.read(0, 1)\n"
        "if 'WAIT' in os.environ: b.write_atomically = write\n"
    )
    run = cli.start("clean", "--no-grammar", "--write", "a.txt", stdin=-1, env={**cli.environment, "WAIT": "1"})
    assert run.stdout is not None
    run.stdout.read()  # it is about to write
    done = cli("cache", "clear", "runs")
    assert done.returncode == 2
    assert b"in use by another run, or read-only: runs\n  Try again" in done.stderr
    assert [path.suffix for path in sorted(runs.iterdir())] == [".journal", ".lock"]
    run.kill()
    run.communicate()
    assert cli("cache", "clear", "runs").returncode == 0


def test_a_store_that_is_being_written_is_told(cli: Cli) -> None:
    cli.environment["CLEANUP_CACHE"] = str(cli.folder / "cache")
    cli.write("a.txt")
    cli("check", "--no-grammar", "a.txt")
    cli.at_start("import cleanup.storage.store as s\ns._BUSY = 0.1\n")
    writer = sqlite3.connect(cli.folder / "cache" / "results.sqlite")
    writer.execute("BEGIN IMMEDIATE")
    done = cli("cache", "clear")
    writer.close()
    assert done.returncode == 2
    assert b"read-only: results" in done.stderr
    assert info(cli)["results"]["entries"] == 1
