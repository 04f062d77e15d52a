"""A command driven through a pseudo-terminal, as a person at a keyboard drives it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType


class Terminal:
    """Runs ``cleanup`` on a terminal of its own: `type` keys, `wait` for what is shown."""

    def __init__(self, folder: Path, environment: dict[str, str], *arguments: str) -> None:
        import fcntl
        import pty
        import termios

        self._master, slave = pty.openpty()
        command = [sys.executable, "-m", "cleanup", *arguments]

        def take_terminal() -> None:  # so that Ctrl-C becomes a signal
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=take_terminal,
        )
        os.close(slave)
        self.seen = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def wait(self, text: str, seconds: float = 120) -> str:
        """Read until ``text`` is shown; everything since the last time. Fails when it does not come."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self._master], [], [], 0.1)
            if ready:
                try:
                    self.seen += os.read(self._master, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
                except OSError:  # the other side has closed
                    break
            assert time.monotonic() < end, f"“{text}” never came; seen: {self.seen}"
        assert text in self.seen, self.seen
        before, _, self.seen = self.seen.partition(text)
        return before + text

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def ended(self) -> int:
        """Wait for the end of the command; its exit code."""
        return self._process.wait(timeout=30)
