"""Runs that are interrupted at any moment go on where they stopped, and come to what they would have come to."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli
from tests.cli.forked import Original

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")
COUNT = 30
FIRST = "Lu Qing came into the wide hall and Lu Qing sat down beside the old window with a cup of tea.\n\n" * 2
"""Says that the book is the glossary's, before it is cleaned and not after: one paragraph goes."""
OTHERS = "”It is late,” said the guard.\n\nLu Qingdian nodded to the men. Then Lu Qingyi froze.\n"
"""What is suggested for the names in it depends on what the first file says."""
DONE = ["clean", "--no-grammar", ".", "--write", "--format", "json", "--diff", "../x.patch"]

CRASH = """
import os, signal
from pathlib import Path
import cleanup.run.batch
import cleanup.outcome.journal

moment, left = os.environ.get("MOMENT"), int(os.environ.get("AFTER", 0))

def end():
    os.kill(os.getpid(), signal.SIGKILL)

def counted(now):
    global left
    left -= now
    return now and not left

def write(path, data, **options):
    if counted(moment in ("noted", "written")) and moment == "noted":
        end()
    real_write(path, data, **options)
    if not left:
        end()

def replace(self, target):
    if counted(moment == "half" and not os.path.abspath(target).startswith(os.environ["CLEANUP_CACHE"])):
        end()
    return real_replace(self, target)

def append(descriptor, line):
    if counted(moment == "line" and b'"account"' in line):
        real_append(descriptor, line[:len(line) // 2])
        end()
    return real_append(descriptor, line)

if moment:
    real_write, cleanup.run.batch.write_atomically = cleanup.run.batch.write_atomically, write
    real_replace, Path.replace = Path.replace, replace
    real_append, os.write = os.write, append
"""


@pytest.fixture
def novel(cli: Cli) -> Cli:
    return written(cli)


def written(cli: Cli) -> Cli:
    """Thirty chapters under a configuration with a glossary, and a cache of their own."""
    cli.environment["CLEANUP_CACHE"] = str(cli.folder / "cache")
    cli.folder /= "novel"
    cli.write("cleanup.toml", 'packs = []\nglossaries = ["glossary.toml"]\n')
    cli.write("glossary.toml", '[[term]]\nname = "Lu Qing"\nsource = "陆青"\nkind = "person"\n')
    for number in range(COUNT):
        cli.write(f"{number:02}.txt", OTHERS if number else FIRST)
    return cli


def state(cli: Cli) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(cli.folder.iterdir())}


def journals(cli: Cli) -> list[Path]:
    return list((cli.folder.parent / "cache" / "runs").iterdir())


def outcome(cli: Cli, done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    """All that a run has come to: files, report, patch, exit code."""
    report = json.loads(done.stdout)
    report["summary"].pop("resumed")
    patch = (cli.folder.parent / "x.patch").read_bytes()
    return {"files": state(cli), "report": report, "patch": patch, "code": done.returncode}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, original: Original | None) -> dict[str, Any]:
    """What the run comes to when nothing interrupts it."""
    whole = written(Cli(tmp_path_factory.mktemp("whole"), original))
    return outcome(whole, whole(*DONE))


def crash(cli: Cli, moment: str, after: int, *arguments: str) -> None:
    cli.at_start(CRASH)
    environment = {**cli.environment, "MOMENT": moment, "AFTER": str(after)}
    process = cli.start(*(arguments or (*DONE, "--jobs", "1")), env=environment)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    (cli.folder / "sitecustomize.py").unlink()


@pytest.mark.parametrize("moment", ["line", "noted", "half", "written"])
@pytest.mark.parametrize("after", [1, 2, 25, COUNT])
def test_a_run_that_was_killed_goes_on(novel: Cli, expected: dict[str, Any], moment: str, after: int) -> None:
    crash(novel, moment, after)
    files = state(novel)
    assert set(files.values()) <= {*expected["files"].values(), FIRST.encode(), OTHERS.encode(), b"half"} | {
        content for name, content in files.items() if name.startswith(".")
    }
    done = novel(*DONE, "--resume", "--jobs", "2" if after == 2 else "1")
    assert outcome(novel, done) == expected
    assert json.loads(done.stdout)["summary"]["resumed"] == after - (moment != "written")
    assert journals(novel) == []


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(novel: Cli, expected: dict[str, Any]) -> None:
    crash(novel, "written", 3)
    for moment in ("half", "line", "noted"):
        crash(novel, moment, 4, *DONE, "--jobs", "1", "--resume")
    done = novel(*DONE, "--resume")
    assert outcome(novel, done) == expected
    assert json.loads(done.stdout)["summary"]["resumed"] == 3 + 3 * 3
    assert f"{COUNT} files cleaned (12 of them before the interruption), {COUNT} changed" in done.stderr.decode()


def test_several_processes_that_are_killed(novel: Cli, expected: dict[str, Any]) -> None:
    process = novel.start(*DONE, "--jobs", "2")
    deadline = time.monotonic() + 60
    while (novel.folder / "03.txt").read_text("utf-8") == OTHERS:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    process.kill()
    process.communicate()
    assert outcome(novel, novel(*DONE, "--resume", "--jobs", "2")) == expected


def test_ctrl_c_says_how_to_go_on(novel: Cli, expected: dict[str, Any]) -> None:
    novel.at_start(
        "import os, signal, cleanup.run.batch as b\nreal = b.write_atomically\n"
        "def write(path, data, **options):\n"
        "    real(path, data, **options)\n"
        "    if path.name == '06.txt': os.kill(os.getpid(), signal.SIGINT)\n"
        "b.write_atomically = write\n"
    )
    done = novel(*DONE, "--jobs", "1")
    assert done.returncode == 2
    assert done.stderr.decode().endswith(
        "error: interrupted after 7 files; the rest are unchanged, and no file is half-written\n"
        "  The same command with --resume continues from there.\n"
    )
    (novel.folder / "sitecustomize.py").unlink()
    assert outcome(novel, novel(*DONE, "--resume")) == expected


def test_what_is_done_is_not_done_again(novel: Cli) -> None:
    crash(novel, "written", 10)
    novel.at_start(
        "import cleanup.cleaner as c\nreal = c.Cleaner.clean\n"
        "def clean(self, text, *, path, **more):\n"
        "    assert path >= '10', path\n"
        "    return real(self, text, path=path, **more)\n"
        "c.Cleaner.clean = clean\n"
    )
    done = novel(*DONE, "--resume", "--jobs", "1")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["files"] == COUNT


def test_a_file_that_was_edited_since_is_done_again(novel: Cli, expected: dict[str, Any]) -> None:
    crash(novel, "written", 10)
    novel.write("04.txt", OTHERS)
    done = novel(*DONE, "--resume")
    assert outcome(novel, done) == expected
    assert json.loads(done.stdout)["summary"]["resumed"] == 9


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda cli: cli.write("glossary.toml", ""), "the glossary {folder}/glossary.toml has changed since"),
        (
            lambda cli: cli.write("cleanup.toml", 'packs = []\nglossaries = ["glossary.toml"]\nquotes = "straight"\n'),
            "the settings in {folder}/cleanup.toml have changed since",
        ),
        (
            lambda cli: (cli.folder / "glossary.toml").unlink(),
            "{folder}/cleanup.toml or a glossary it names cannot be read",
        ),
        (
            lambda cli: (cli.folder / "cleanup.toml").unlink(),
            "for {folder} {above}/cleanup.toml holds now",
        ),
    ],
)
def test_a_journal_that_rests_on_something_else_is_not_used(novel: Cli, change: Any, why: str) -> None:
    crash(novel, "written", 10)
    change(novel)
    done = novel(*DONE, "--resume")
    because = why.format(folder=novel.folder, above=novel.folder.parent)
    told = f"note: the interrupted run is not gone on with: {because}. Starting from the beginning."
    assert told in done.stderr.decode()
    assert json.loads(done.stdout)["summary"]["resumed"] == 0


def test_other_options_make_another_run(novel: Cli) -> None:
    crash(novel, "written", 10)
    done = novel(*DONE, "--resume", "--select", "quotes", "--unsafe-fixes")
    assert "other options are given now (--select, --unsafe-fixes)" in done.stderr.decode()
    assert novel(*DONE, "--resume").stderr.startswith(
        b"note: there is no interrupted run of this command in this folde"
    )


def test_other_paths_are_another_run(novel: Cli) -> None:
    crash(novel, "written", 10)
    arguments = [each if each != "." else "20.txt" for each in DONE]
    assert b"there is no interrupted run" in novel(*arguments, "--resume").stderr
    assert len(journals(novel)) == 2  # the other one, with the lock that the killed process left


def test_who_forgets_to_resume_is_told(novel: Cli) -> None:
    crash(novel, "written", 10)
    done = novel(*DONE)
    assert b"note: an interrupted run of this command had done 10 files; --resume would have" in done.stderr
    assert json.loads(done.stdout)["summary"]["files"] == COUNT
    assert novel(*DONE, "--quiet").stderr == b""


def test_what_was_not_asked_for_before_the_interruption_is_missing_and_told(novel: Cli) -> None:
    crash(novel, "written", 10, "clean", "--no-grammar", ".", "--write", "--jobs", "1")
    done = novel(*DONE, "--resume")
    report = json.loads(done.stdout)
    assert (report["summary"]["files"], report["summary"]["resumed"], len(report["files"])) == (COUNT, 10, COUNT - 10)
    assert b"--diff was not given before the interruption" in done.stderr
    assert b"other output was asked for before" in done.stderr
    assert (novel.folder.parent / "x.patch").read_bytes().count(b"\n+++ ") == COUNT - 10


def test_output_in_another_folder(novel: Cli) -> None:
    command = ["clean", "--no-grammar", ".", "--output", "../out"]
    assert novel(*command).returncode == 0
    out = novel.folder.parent / "out"
    whole = {path.name: path.read_bytes() for path in out.iterdir()}
    shutil.rmtree(out)
    crash(novel, "half", 12, *command, "--jobs", "1")
    (out / "03.txt").unlink()
    (out / "04.txt").write_bytes(b"edited")
    novel.write("05.txt", OTHERS + "More.\n")
    done = novel(*command, "--resume")
    assert b"(8 of them before the interruption)" in done.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        **whole,
        "05.txt": whole["05.txt"] + b"More.\n",
    }


def test_a_file_that_failed_is_tried_again(novel: Cli) -> None:
    novel.write("02.txt", b"\xff\xfe\x00")
    crash(novel, "written", 10)
    novel.write("02.txt", OTHERS)
    done = novel(*DONE, "--resume")
    assert (done.returncode, json.loads(done.stdout)["summary"]["files"]) == (0, COUNT)


def test_two_runs_at_once_do_not_share_a_journal(novel: Cli) -> None:
    novel.at_start(
        "import os, time, cleanup.run.batch as b\n"
        "if 'WAIT' in os.environ: b.write_atomically = lambda *a, **o: time.sleep(60)\n"
    )
    first = novel.start(*DONE, "--jobs", "1", env={**novel.environment, "WAIT": "1"})
    deadline = time.monotonic() + 60
    while not (novel.folder.parent / "cache" / "runs").exists() or not any(
        path.stat().st_size > 500 for path in journals(novel) if path.suffix == ".journal"
    ):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    done = novel(*DONE, "--resume")
    assert b"note: the same command is running just now. Starting from the beginning." in done.stderr
    assert done.returncode == 0
    first.kill()
    first.communicate()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.txt", "--resume"], "needs the --write or --output"),
        (["-", "--write", "--resume"], "Standard input cannot be resumed"),
        (["a.txt", "--check", "--resume"], "needs the --write or --output"),
    ],
)
def test_nothing_to_resume(cli: Cli, arguments: list[str], says: str) -> None:
    cli.write("a.txt")
    done = cli.clean(*arguments)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.decode().replace("│", "").split())


def test_a_cache_that_cannot_be_written_is_no_reason_not_to_run(cli: Cli) -> None:
    cli.write("a.txt")
    cli.environment["CLEANUP_CACHE"] = str(cli.write("taken", b"").resolve())
    done = cli.clean("a.txt", "--write")
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 4)
    cli.write("a.txt")
    done = cli.clean("a.txt", "--write", "--resume")
    assert done.returncode == 0
    assert b"no journal can be kept in" in done.stderr
