"""Several processes: the same output, whatever happens to one of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.cli.conftest import ROOT, Cli

pytestmark = pytest.mark.slow

unix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")
COUNT = 20
SPAWN = "import multiprocessing, cleanup.run.pool as p\np._making = lambda: multiprocessing.get_context('spawn')\n"


@pytest.fixture(params=["copies", "fresh interpreters"])
def way(request: pytest.FixtureRequest) -> str:
    """What runs in every interpreter so that workers are made in one way or the other (copies: where they can be)."""
    return SPAWN if request.param == "fresh interpreters" else ""


@pytest.fixture
def library(cli: Cli) -> Cli:
    """The samples, each under its own configuration, and twenty made of their paragraphs, with one that is missing."""
    shutil.copytree(ROOT / "samples", cli.folder / "samples")
    shutil.copytree(ROOT / "samples" / "cultivation-fantasy", cli.folder / "made")
    chapters = sorted((ROOT / "samples").rglob("chapter.txt"))
    paragraphs = [line for path in chapters for line in path.read_text("utf-8").split("\n") if line.strip()]
    for n in range(COUNT):
        some = [paragraphs[(n * 7 + k * 11) % len(paragraphs)] for k in range(1 + n % 9)]
        cli.write(f"made/{n:02}.txt", "\n\n".join(some) + "\n")
    cli.write("made/broken.txt", b"\xff\xfe\x00")
    return cli


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean", "--no-grammar"],
        ["clean", "--no-grammar", "--check", "--diff", "x.patch"],
        ["check", "--no-grammar", "--no-cache", "--output", "json"],
    ],
    ids=" ".join,
)
def test_output_does_not_depend_on_the_number_of_processes(library: Cli, arguments: list[str], way: str) -> None:
    library.at_start(way)
    runs = []
    for jobs in ("1", "2"):
        done = library(*arguments, "samples", "gone.txt", "made", "-j", jobs)
        patch = library.folder / "x.patch"
        runs.append((done.returncode, done.stdout, done.stderr, patch.read_bytes() if patch.exists() else b""))
    assert runs[0] == runs[1]
    assert b"gone.txt: no such file" in runs[0][2]
    assert len(runs[0][1] + runs[0][3]) > 10_000


def test_what_is_written_does_not_depend_on_the_number_of_processes(library: Cli) -> None:
    for jobs in ("1", "2"):
        library.clean("samples", "made", "--output", f"out{jobs}", "--jobs", jobs)
    one, two = ({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
                for folder in (library.folder / "out1", library.folder / "out2"))  # fmt: skip
    assert len(one) > COUNT
    assert one == two


def test_results_that_are_kept_serve_any_number_of_processes(
    library: Cli, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library.environment["CLEANUP_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    arguments = ["check", "--no-grammar", "--output", "json", "made", "--jobs"]
    runs = [library(*arguments, jobs) for jobs in ("2", "1", "2")]
    fresh = library(*arguments, "1", "--no-cache")
    assert {run.stdout for run in runs} == {fresh.stdout}
    assert list(Path(library.environment["CLEANUP_CACHE"]).rglob("results.sqlite"))


def test_standard_input_has_its_turn_between_files(cli: Cli) -> None:
    files = [cli.write(f"{n}.txt").name for n in range(4)]
    done = cli.clean(*files[:2], "-", *files[2:], "--jobs", "2", input=cli.damaged.encode())
    heads = [line for line in done.stdout.decode().splitlines() if line.startswith("--- ")]
    assert heads == ["--- a/0.txt", "--- a/1.txt", "--- a/<stdin>", "--- a/2.txt", "--- a/3.txt"]


@pytest.mark.parametrize("command", ["clean", "check"])
@pytest.mark.parametrize("value", ["0", "-2", "many"])
def test_a_number_of_processes_that_is_none(cli: Cli, command: str, value: str) -> None:
    cli.write("a.txt")
    done = cli(command, "a.txt", "--jobs", value)
    assert done.returncode == 2
    assert "--jobs" in done.stderr.decode()


def test_few_files_do_not_pay_for_processes(cli: Cli) -> None:
    for n in range(3):
        cli.write(f"{n}.txt")
    cli.at_start("import sys\nsys.modules['cleanup.run.pool'] = None\n", in_copies=False)
    assert cli.clean("--write", ".").returncode == 0
    assert cli.clean(".", "--jobs", "2").returncode == 2  # the module would have been needed


SIZE = 50


def _novel(cli: Cli, count: int = 400) -> list[Path]:
    return [cli.write(f"{n:03}.txt", cli.damaged * SIZE) for n in range(count)]


def _workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    found = psutil.Process(process.pid).children(recursive=True)
    return [child for child in found if "resource_tracker" not in " ".join(child.cmdline())]


def _wait_for(file: Path, content: str) -> None:
    deadline = time.monotonic() + 60
    while file.read_text("utf-8") != content:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _started(cli: Cli, *options: str) -> subprocess.Popen[bytes]:
    return cli.start("clean", "--no-grammar", "--write", "--select", "quotes-direction", "--jobs", "2", *options, ".")


@unix
def test_a_worker_that_is_killed_costs_one_file(cli: Cli, way: str) -> None:
    cli.at_start(way)
    files = _novel(cli)
    process = _started(cli)
    _wait_for(files[5], cli.repaired * SIZE)
    _workers(process)[0].send_signal(signal.SIGKILL)
    _out, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"Traceback" not in error
    (told,) = [line for line in error.decode().splitlines() if "died (signal 9)" in line]
    contents = {file.name: file.read_text("utf-8") for file in files}
    left = [name for name, content in contents.items() if content == cli.damaged * SIZE]
    assert len(left) <= 1
    assert all(name in told for name in left)
    assert set(contents.values()) <= {cli.damaged * SIZE, cli.repaired * SIZE}


@unix
@pytest.mark.parametrize("arguments", [["--write", "."], [".", "--output", "../out"]], ids=" ".join)
def test_a_worker_that_is_killed_while_it_writes_leaves_nothing_half_written(cli: Cli, arguments: list[str]) -> None:
    cli.folder /= "novel"
    cli.write("cleanup.toml", "packs = []\n")
    files = [cli.write(f"{n:02}.txt") for n in range(20)]
    cli.at_start(
        "import os\nfrom pathlib import Path\nreal = Path.replace\n"
        "Path.replace = lambda self, to: os.kill(os.getpid(), 9) if to.name == '19.txt' else real(self, to)\n"
    )
    done = cli.clean(*arguments, "--jobs", "2")
    assert done.returncode == 2
    assert "19.txt: the process that worked on it died (signal 9)" in done.stderr.decode()
    assert files[19].read_text("utf-8") == cli.damaged
    assert not list(cli.folder.parent.rglob(".*"))


@unix
def test_workers_that_die_again_and_again_do_not_end_the_run(cli: Cli, way: str) -> None:
    """A rule that ends its process stands for one that runs out of memory."""
    files = [cli.write(f"{n:02}.txt") for n in range(30)]
    for n in (0, 7, 8, 29):
        files[n].write_text("DIE\n")
    cli.at_start(
        f"{way}import os, cleanup.cleaner as c\n"
        "real = c.Cleaner.clean\n"
        "c.Cleaner.clean = lambda self, text, **k: os._exit(9) if text == 'DIE\\n' else real(self, text, **k)\n",
    )
    done = cli.clean("--write", ".", "--jobs", "2")
    assert done.returncode == 2
    assert "died (exit code 9)\n  not cleaned: 00.txt, 07.txt, 08.txt, 29.txt\n" in done.stderr.decode()
    assert sum(file.read_text("utf-8") == cli.repaired for file in files) == 26


@unix
def test_workers_that_cannot_start_end_the_run(cli: Cli, way: str) -> None:
    files = [cli.write(f"{n}.txt") for n in range(4)]
    dies = "if 'multiprocessing.spawn' in ' '.join(sys.orig_argv): os._exit(3)\n"
    copies_die = "import cleanup.run.pool as p\ndef _work(*_arguments): os._exit(3)\np._work = _work\n"
    cli.at_start("import os, sys\n" + (way + dies if way else copies_die), in_copies=False)
    done = cli.clean("--write", ".", "--jobs", "2")
    assert done.returncode == 2
    assert "die at their start (exit code 3)\n  Use --jobs 1." in done.stderr.decode()
    assert {file.read_text("utf-8") for file in files} == {cli.damaged}


@unix
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("to_all", [True, False], ids=["group", "leader"])
def test_interrupted_files_are_whole_and_no_process_is_left(cli: Cli, sign: signal.Signals, to_all: bool) -> None:
    files = _novel(cli)
    process = cli.start(
        *("clean", "--no-grammar", "--write", "--select", "quotes-direction", "--jobs", "2", "."),
        start_new_session=True,  # Ctrl-C in a terminal reaches every process of the group
    )
    _wait_for(files[5], cli.repaired * SIZE)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    if to_all:
        os.killpg(process.pid, sign)
    else:
        process.send_signal(sign)
    _out, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"nterrupted" in error
    assert b"Traceback" not in error
    assert {file.read_text("utf-8") for file in files} == {cli.damaged * SIZE, cli.repaired * SIZE}
    assert sorted(path.name for path in cli.folder.iterdir()) == [*(file.name for file in files), "cleanup.toml"]
    assert not psutil.wait_procs(children, timeout=10)[1]


@unix
def test_workers_end_when_their_leader_is_killed(cli: Cli) -> None:
    files = _novel(cli)
    process = _started(cli)
    _wait_for(files[5], cli.repaired * SIZE)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=60)
    assert not psutil.wait_procs(children, timeout=10)[1]
    assert {file.read_text("utf-8") for file in files} == {cli.damaged * SIZE, cli.repaired * SIZE}


@unix
def test_a_reader_that_goes_away_leaves_no_process(cli: Cli) -> None:
    _novel(cli, 200)
    process = cli.start("clean", "--no-grammar", "--select", "quotes-direction", "--jobs", "2", ".")
    assert process.stdout is not None
    process.stdout.read(10)
    children = psutil.Process(process.pid).children(recursive=True)
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert not psutil.wait_procs(children, timeout=10)[1]
    assert process.stderr is not None
    with process.stderr:
        assert b"Traceback" not in process.stderr.read()
