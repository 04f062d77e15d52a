"""The command without the second that its start takes: copies of one interpreter that has imported it already.

Each command is a process of its own, with its own exit code, descriptors, folder and environment; only the imports are
done once. Linux only. ``CLEANUP_TESTS_START=1`` starts an interpreter for each command everywhere.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

ROOT = Path(__file__).resolve().parents[2]
AVAILABLE = sys.platform == "linux" and not os.environ.get("CLEANUP_TESTS_START")


def interpreter(environment: Mapping[str, str]) -> dict[str, str]:
    """What in an environment the interpreter itself reads when it starts: a copy cannot change that."""
    return {name: value for name, value in environment.items() if name.startswith(("PYTHON", "COVERAGE", "LD_"))}


class Original:
    """The interpreter that is copied. It ends when this process does."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = interpreter(environment)
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            command = [sys.executable, "-m", "tests.cli.original", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=dict(environment), pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )

    def copy(
        self,
        folder: Path,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        streams: Sequence[int],
        first: Path | None,
    ) -> Any:
        """Have a copy run the command, and ``first`` before it.

        Returns its process number and the connection that tells how it ends.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            socket.send_fds(self._connection, [b"."], [theirs.fileno(), *streams])
            order = (str(folder), list(arguments), dict(environment), str(first or ""))
            message = repr(order).encode("utf-8", "surrogateescape")
            ours.sendall(len(message).to_bytes(8, "big") + message)
        return int.from_bytes(ours.recv(8, socket.MSG_WAITALL), "big"), ours

    def close(self) -> None:
        self._connection.close()
        self._process.wait()


class Forked:
    """A command that is running: so much of ``subprocess.Popen`` as the tests need. ``first`` is a file of code that
    runs before the command, if it is there."""

    def __init__(
        self,
        original: Original,
        arguments: Sequence[str],
        *,
        cwd: Path,
        env: Mapping[str, str],
        stdin: int | IO[bytes] | None = None,
        stdout: int | IO[bytes] | None = None,
        stderr: int | IO[bytes] | None = None,
        first: Path | None = None,
    ) -> None:
        self.args = arguments
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = None
        self.stdout: IO[bytes] | None = None
        self.stderr: IO[bytes] | None = None
        theirs: list[int] = []
        opened: list[int] = []
        for number, (name, wanted) in enumerate({"stdin": stdin, "stdout": stdout, "stderr": stderr}.items()):
            if wanted == subprocess.PIPE:
                reading, writing = os.pipe()
                setattr(self, name, os.fdopen(reading, "rb") if number else os.fdopen(writing, "wb"))
                opened.append(writing if number else reading)
                theirs.append(opened[-1])
            elif wanted == subprocess.DEVNULL:
                opened.append(os.open(os.devnull, os.O_RDWR))
                theirs.append(opened[-1])
            elif wanted == subprocess.STDOUT:
                theirs.append(theirs[1])
            elif wanted is None:
                theirs.append(number)
            else:
                theirs.append(wanted if isinstance(wanted, int) else wanted.fileno())
        try:
            self.pid, self._ending = original.copy(cwd, arguments, env, theirs, first)
        finally:
            for descriptor in opened:
                os.close(descriptor)

    def poll(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self._ending.settimeout(timeout)
            try:
                status = self._ending.recv(8, socket.MSG_WAITALL)
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired(list(self.args), timeout or 0) from None
            self._ending.close()
            self.returncode = os.waitstatus_to_exitcode(int.from_bytes(status, "big"))
        return self.returncode

    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[Any, Any]:
        """As of Popen; what is not a pipe gives None."""
        read: dict[str, bytes | None] = {"stdout": None, "stderr": None}

        def drain(name: str, stream: IO[bytes]) -> None:
            with stream:
                read[name] = stream.read()

        def feed(stream: IO[bytes]) -> None:
            with contextlib.suppress(BrokenPipeError), stream:
                stream.write(input or b"")

        threads = [
            threading.Thread(target=drain, args=(name, stream), daemon=True)
            for name in read
            if (stream := getattr(self, name)) is not None and not stream.closed
        ]
        if self.stdin is not None and not self.stdin.closed:
            threads.append(threading.Thread(target=feed, args=(self.stdin,), daemon=True))
        for thread in threads:
            thread.start()
        self.wait(timeout)
        for thread in threads:
            thread.join(timeout)
            if thread.is_alive():
                raise subprocess.TimeoutExpired(list(self.args), timeout or 0)
        return read["stdout"], read["stderr"]

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        self.wait()
