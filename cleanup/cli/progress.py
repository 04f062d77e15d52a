"""Progress of a run over many files: a bar on a terminal, a line every so often in CI, nothing elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cleanup.cli.pace import Clock, Milestones, Pace
from cleanup.core.model import FileError, LeftAlone
from cleanup.files.discover import STDIN, Source

Sources = Callable[[], Iterable[Source | FileError]]
Shown = Callable[[Pace], None]
_REFRESH = 0.1
"""Seconds between two pictures of the bar. It is drawn by whoever advances: a thread would be in the way of forks."""
_ERASE = "\r\x1b[2K"
"""Clears the line that the cursor is in."""
_CI = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "BUILDKITE")
"""What tells that the program runs in CI."""


class Progress:
    """Takes note of each file that is done, and shows it in some way."""

    def __init__(self, pace: Pace | None = None, show: Shown | None = None) -> None:
        self._pace = pace
        self._show = show

    def advance(self, path: str, findings: int = 0, size: int | None = None, *, fresh: bool = True) -> None:
        """A file is done. ``size`` is that of the file, in bytes, when it is known; for ``fresh`` see `Pace`."""
        if self._pace is not None and self._show is not None:
            self._pace.advance(size_of(path) if size is None else size, findings, fresh=fresh)
            self._show(self._pace)


@contextmanager
def progress(
    sources: Sources,
    *,
    enabled: bool,
    stream: IO[str] | None = None,
    environment: Mapping[str, str] = os.environ,
    clock: Clock = time.monotonic,
) -> Iterator[Progress]:
    """Progress of a run over sources, which are gone through once more to count them where it is to be shown.

    A bar on ``stream`` (standard error) if that is a terminal, lines in CI, nothing when it is ``enabled`` nowhere or
    there is only one file.
    """
    stream = stream or sys.stderr
    if not enabled or not (stream.isatty() or in_ci(environment)):
        yield Progress()
        return
    files = size = 0
    for source in sources():
        if isinstance(source, LeftAlone):
            continue
        files += 1
        size += size_of(source.path)
    pace = Pace(files, size, clock)
    if files < 2:
        yield Progress()
    elif stream.isatty() and environment.get("TERM") != "dumb":
        with _bar(stream, clock) as show:
            yield Progress(pace, show)
    else:
        yield Progress(pace, _lines(stream, clock))


def followed(sources: Sequence[Source | FileError]) -> Iterator[Source | FileError]:
    """The sources one after the other, with progress as each is taken, for commands that only read."""
    with progress(lambda: sources, enabled=True) as moving:
        for source in sources:
            yield source
            if not isinstance(source, LeftAlone):
                moving.advance(source.path)


@contextmanager
def saying(what: str) -> Iterator[None]:
    """Say on a terminal what is being done, as long as it is."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    sys.stderr.write(f"{what}…")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write(_ERASE)
        sys.stderr.flush()


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether the program runs in CI."""
    return any(environment.get(name, "").lower() not in ("", "0", "false") for name in _CI)


def size_of(path: str) -> int:
    """Size of a file in bytes; 0 when it cannot be told."""
    try:
        return 0 if path == STDIN else Path(path).stat().st_size
    except (OSError, ValueError):
        return 0


def _lines(stream: IO[str], clock: Clock) -> Shown:
    milestones = Milestones(clock)

    def show(pace: Pace) -> None:
        if pace.files_done < pace.files and milestones.due(pace.share):
            stream.write(f"cleanup: {pace.share:.0%}, {pace}\n")
            stream.flush()

    return show


@contextmanager
def _bar(stream: IO[str], clock: Clock) -> Iterator[Shown]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    columns = (
        BarColumn(bar_width=None, table_column=Column(ratio=1)),
        TaskProgressColumn(table_column=Column(no_wrap=True)),
        TextColumn("{task.description}", table_column=Column(no_wrap=True)),
    )
    bar = Bar(
        *columns,
        console=Console(file=stream),
        auto_refresh=False,
        transient=True,
        expand=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    last = -_REFRESH
    with bar:
        task = bar.add_task("", total=1.0)

        def show(pace: Pace) -> None:
            nonlocal last
            now = clock()
            if now - last >= _REFRESH or pace.files_done == pace.files:
                last = now
                bar.update(task, completed=pace.share, description=str(pace), refresh=True)

        bar.refresh()  # at once: what comes first may take a moment
        yield show
