"""What a command costs as a whole process, by the operating system's own account. POSIX only."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LIMIT = 900.0
"""Seconds after which a command is killed."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished command: seconds on the clock, seconds of processor time with all its processes, peak memory of the
    largest of them in bytes, its exit code, a digest of what it printed, and the last line of what it said."""

    wall: float
    cpu: float
    memory: int
    code: int
    printed: str
    said: str


def run(command: Sequence[str], folder: Path, scratch: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command in ``folder`` to its end. What it prints goes through files in ``scratch``, so that no reader slows
    it down."""
    out, err = scratch / "stdout", scratch / "stderr"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        watch = threading.Timer(LIMIT, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        try:
            _pid, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
        finally:
            watch.cancel()
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    said = err.read_text("utf-8", "replace").strip().rpartition("\n")[2]
    return Run(wall, usage.ru_utime + usage.ru_stime, _bytes(usage.ru_maxrss), process.returncode, digest(out), said)


def own_memory() -> int:
    """Peak memory of this process in bytes. A child is never seen to take less: it begins as a copy of this process."""
    return _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _bytes(maxrss: int) -> int:
    return maxrss if sys.platform == "darwin" else maxrss * 1024


def digest(*paths: Path) -> str:
    """A digest of what is in the files, in short."""
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while data := file.read(1 << 20):
                whole.update(data)
    return whole.hexdigest()[:16]
