"""How far a run has come, how fast it goes, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]

FIRST, OFTEN, SELDOM = 10.0, 10.0, 30.0
"""Seconds: nothing is told before the first; then so often if a tenth more is done, and so seldom in any case."""
_TENTH = 0.1


class Pace:
    """Counts what is done of ``files`` files with ``size`` bytes. ``clock`` gives seconds."""

    def __init__(self, files: int, size: int, clock: Clock = time.monotonic) -> None:
        self.files, self.size = files, size
        self.files_done = self.size_done = self.findings = 0
        self._clock = clock
        self._start = clock()
        self._fresh = 0

    def advance(self, size: int, findings: int, *, fresh: bool = True) -> None:
        """A file is done; not ``fresh``: it was done in an earlier run, and says nothing of how fast this one is."""
        self.files_done += 1
        self.size_done += size
        self.findings += findings
        self._fresh += size if fresh else 0

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._start

    @property
    def share(self) -> float:
        """What part is done, from 0 to 1: of the bytes, or of the files when they are empty."""
        done, whole = (self.size_done, self.size) if self.size else (self.files_done, self.files)
        return min(done / whole, 1.0) if whole else 1.0

    @property
    def rate(self) -> float:
        """Bytes a second."""
        elapsed = self.elapsed
        return self._fresh / elapsed if elapsed > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds until the end; ``None`` when nothing is done yet."""
        rate = self.rate
        return max(self.size - self.size_done, 0) / rate if rate else None

    def __str__(self) -> str:
        left = f"{duration(self.left)} left" if self.left is not None else ""
        parts = [
            f"{self.files_done:,}/{self.files:,} files",
            f"{amount(self.size_done)}/{amount(self.size)}",
            f"{self.findings:,} findings" if self.findings else "",
            f"{amount(self.rate)}/s",
            left,
        ]
        return ", ".join(filter(None, parts))


def amount(size: float) -> str:
    """Bytes in the unit that suits them: *7 kB*, *1.2 MB*, *3.4 GB*."""
    if size < 999_500:
        return f"{size / 1e3:.0f} kB"
    return f"{size / 1e6:,.1f} MB" if size < 999_950_000 else f"{size / 1e9:,.1f} GB"


def duration(seconds: float) -> str:
    """Seconds as hours, minutes and seconds: *1:02:03*, *2:03*, *0:03*."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Milestones:
    """When a line about the pace is due, where lines cannot be taken back."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()
        self._last: float | None = None
        self._share = 0.0

    def due(self, share: float) -> bool:
        """Whether a line is due when a share of the whole is done; it is then taken to be told."""
        now = self._clock()
        if self._last is None:
            due = now - self._start >= FIRST
        else:
            passed = now - self._last
            due = passed >= SELDOM or (passed >= OFTEN and share - self._share >= _TENTH)
        if due:
            self._last, self._share = now, share
        return due
