"""Progress: what it counts, when it speaks, and where it stays silent."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from cleanup.cli.pace import Milestones, Pace, amount, duration
from cleanup.cli.progress import in_ci, progress
from cleanup.core.model import FileError
from cleanup.files.discover import Source
from tests.cli.conftest import Cli


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Stream(io.StringIO):
    """Standard error, as a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 kB"),
        (499, "0 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (999_949_999, "999.9 MB"),
        (999_950_000, "1.0 GB"),
        (12_345_678_901_234, "12,345.7 GB"),
    ],
)
def test_amounts(size: float, shown: str) -> None:
    assert amount(size) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (9.6, "0:10"), (75, "1:15"), (3599.6, "1:00:00"), (7325, "2:02:05")]
)
def test_durations(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_a_pace_knows_rate_and_time_left() -> None:
    clock = Clock()
    pace = Pace(4, 8_000_000, clock)
    assert str(pace) == "0/4 files, 0 kB/8.0 MB, 0 kB/s"
    assert pace.left is None
    clock.now += 2
    pace.advance(2_000_000, 1500)
    assert (pace.share, pace.rate, pace.left) == (0.25, 1_000_000, 6)
    assert str(pace) == "1/4 files, 2.0 MB/8.0 MB, 1,500 findings, 1.0 MB/s, 0:06 left"


def test_what_was_done_before_says_nothing_of_the_rate() -> None:
    clock = Clock()
    pace = Pace(4, 8_000_000, clock)
    pace.advance(4_000_000, 7, fresh=False)
    clock.now += 1
    pace.advance(2_000_000, 1)
    assert (pace.share, pace.rate, pace.left, pace.findings) == (0.75, 2_000_000, 1, 8)


@pytest.mark.parametrize(("files", "size", "done", "share"), [(4, 0, 1, 0.25), (0, 0, 0, 1.0), (1, 5, 2, 1.0)])
def test_shares_of_little(files: int, size: int, done: int, share: float) -> None:
    pace = Pace(files, size, Clock())
    for _ in range(done):
        pace.advance(size, 0)
    assert pace.share == share


def test_lines_come_after_ten_seconds_then_every_tenth_or_half_minute() -> None:
    clock = Clock()
    milestones = Milestones(clock)
    told = []
    for second, share in [(5, 0.5), (10, 0.51), (15, 0.9), (19, 0.9), (20, 0.6), (21, 0.61), (25, 0.65), (50, 0.66),
                          (60, 0.7), (61, 0.77), (79, 0.78), (91, 0.78)]:  # fmt: skip
        clock.now = 100 + second
        if milestones.due(share):
            told.append(second)
    assert told == [10, 25, 60, 91]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"CI": "true"}, True),
        ({"CI": "1"}, True),
        ({"CI": "false"}, False),
        ({"CI": ""}, False),
        ({"GITHUB_ACTIONS": "true"}, True),
        ({"JENKINS_URL": "https://ci.example/"}, True),
        ({"HOME": "/root"}, False),
    ],
)
def test_ci_is_recognised(environment: dict[str, str], expected: bool) -> None:
    assert in_ci(environment) is expected


@pytest.fixture
def sources(tmp_path: Path) -> list[Source | FileError]:
    for number in range(10):
        (tmp_path / str(number)).write_bytes(b"x" * 100_000)
    return [*(Source(str(tmp_path / str(number))) for number in range(10)), FileError("gone", "no such file")]


def shown(stream: Stream, sources: list[Source | FileError], environment: dict[str, str], *, enabled: bool) -> str:
    """What is shown of a run in which each file takes four seconds."""
    clock = Clock()
    with progress(lambda: sources, enabled=enabled, stream=stream, environment=environment, clock=clock) as moving:
        for source in sources:
            clock.now += 4
            moving.advance(source.path, findings=2)
    return stream.getvalue()


def test_lines_in_ci(sources: list[Source | FileError]) -> None:
    lines = shown(Stream(terminal=False), sources, {"CI": "1"}, enabled=True).splitlines()
    assert lines == [
        "cleanup: 30%, 3/11 files, 300 kB/1.0 MB, 6 findings, 25 kB/s, 0:28 left",
        "cleanup: 60%, 6/11 files, 600 kB/1.0 MB, 12 findings, 25 kB/s, 0:16 left",
        "cleanup: 90%, 9/11 files, 900 kB/1.0 MB, 18 findings, 25 kB/s, 0:04 left",
    ]


@pytest.mark.parametrize(
    ("terminal", "environment", "enabled"),
    [(False, {}, True), (False, {"CI": "1"}, False), (True, {"TERM": "xterm"}, False), (True, {"CI": "1"}, False)],
)
def test_silence(sources: list[Source | FileError], terminal: bool, environment: dict[str, str], enabled: bool) -> None:
    assert shown(Stream(terminal=terminal), sources, environment, enabled=enabled) == ""


def test_one_file_has_no_progress(sources: list[Source | FileError]) -> None:
    assert shown(Stream(terminal=True), sources[:1], {"TERM": "xterm"}, enabled=True) == ""


def test_a_terminal_that_is_dumb_gets_lines(sources: list[Source | FileError]) -> None:
    told = shown(Stream(terminal=True), sources, {"TERM": "dumb"}, enabled=True)
    assert told.count("\n") == 3
    assert "\x1b" not in told


def test_sources_are_counted_only_where_that_is_shown() -> None:
    piped = Stream(terminal=False)
    with progress(lambda: pytest.fail("counted"), enabled=True, stream=piped, environment={}) as moving:
        moving.advance("a")


def test_the_bar_moves_when_a_file_is_done(sources: list[Source | FileError], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    told = shown(Stream(terminal=True), sources, {"TERM": "xterm"}, enabled=True)
    for number in range(1, 12):
        size = f"{number}00 kB" if number < 10 else "1.0 MB"
        assert f" {number}/11 files, {size}/1.0 MB, {number * 2} findings" in told
    assert " 0/11 files" not in told
    assert "50%" in told


def test_a_short_run_in_ci_and_a_piped_one_show_the_summary_alone(cli: Cli) -> None:
    for number in range(5):
        cli.write(f"{number}.txt")
    for environment in ({"CI": "1"}, {"CI": ""}):
        done = cli.clean(".", "--check", env={**cli.environment, **environment})
        assert "files," not in done.stderr.decode()
        assert done.stderr.decode().endswith("5 files read, 5 would change, 5 changes, 0 suggestions.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
@pytest.mark.parametrize("command", [["clean", "--write"], ["check", "--no-cache", "-o", "json=x.json"]])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_on_a_terminal(cli: Cli, command: list[str], jobs: str) -> None:
    from tests.cli.terminal import Terminal

    for number in range(5):
        cli.write(f"{number}.txt")
    environment = {**cli.environment, "TERM": "xterm-256color", "COLUMNS": "120"}
    with Terminal(cli.folder, environment, *command, "--no-grammar", ".", "--jobs", jobs) as terminal:
        terminal.wait("5/5 files, 0 kB/0 kB, 5 findings,")
        assert "\x1b[2K" in terminal.wait("5 files c" if command[0] == "clean" else "5 findings")  # the bar is wiped
        assert terminal.ended() == (0 if command[0] == "clean" else 1)
