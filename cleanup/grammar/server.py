"""A LanguageTool server on this machine: started when it is needed, never left behind unless it was asked for."""

from __future__ import annotations

import atexit
import contextlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from cleanup.errors import EngineError
from cleanup.grammar import kept
from cleanup.grammar.health import base_of, is_healthy
from cleanup.grammar.installation import Installation, find_installation, home
from cleanup.grammar.java import find_java

START_DEADLINE = 60.0
"""Seconds until a server must answer. It takes 1 to 2 s on an idle machine; the first question takes 4 to 8 s more."""
HEAP = "-Xmx1g"
"""Without a limit Java takes a quarter of the memory there is (1.3 GB measured); with it the server stays at 630 MB and
is as fast."""
OPTIONS = {"pipelineCaching": True, "maxPipelinePoolSize": 20, "pipelineExpireTimeInSeconds": 3600, "cacheSize": 2000}
"""Keeps the loaded rules from one question to the next: about 1.5 times as fast."""
_PORT_TRIES = 3


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. ``start`` counts the starts in this run, so that nobody restarts what has been restarted."""

    base: str
    start: int = 0


class ServerSource(Protocol):
    """Where an engine gets its server from."""

    def server(self) -> Server:
        """The server, started if need be. Raises `EngineError`."""

    def failed(self, server: Server) -> Server:
        """The one to use instead of a server that does not answer any more. Raises `EngineError` if there is none."""

    def close(self) -> None:
        """End what was started. May be called more than once."""


class FixedServer:
    """A server that somebody else runs."""

    def __init__(self, url: str) -> None:
        self._server = Server(base_of(url))

    def server(self) -> Server:
        """The server, whether it answers or not."""
        return self._server

    def failed(self, server: Server) -> Server:
        """The same server, if it is well again a moment later."""
        time.sleep(1)
        if is_healthy(server.base, 5):
            return server
        raise EngineError(
            f"the LanguageTool server at {server.base} does not answer",
            hint="Check that it runs and that the address is right, or use --grammar auto without a url.",
        )

    def close(self) -> None:
        """It is not ours to end."""


class LocalServer:
    """A server that this process starts with the first question, and starts once more if it dies.

    With ``keep`` it is left running at the end, and found again by the next run. Safe for several threads.
    """

    def __init__(self, *, keep: bool = False, port: int = 0) -> None:
        self._keep = keep
        self._port = port
        self._lock = threading.Lock()
        self._current: Server | None = None
        self._starts = 0
        self._keeper: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def server(self) -> Server:
        """The server: one that was kept, or a new one. Raises `EngineError`."""
        with self._lock:
            if self._current is None:
                found = kept.find()
                self._current = Server(found.base) if found else self._start()
            return self._current

    def failed(self, server: Server) -> Server:
        """A new server instead of the one that failed; the second time there is none. Raises `EngineError`."""
        with self._lock:
            if self._current != server and self._current is not None:
                return self._current
            self._stop()
            kept.stop()
            if self._starts > 1:
                raise EngineError("the LanguageTool server stopped working twice and is not started again")
            self._starts = max(self._starts, 1)
            self._current = self._start()
            return self._current

    def close(self) -> None:
        """Stop the server, unless it is to be kept."""
        with self._lock:
            self._stop()
            self._current = None

    def _start(self) -> Server:
        installation = preflight()
        self._starts += 1
        for attempt in range(_PORT_TRIES):
            port = self._port or _free_port()
            try:
                return self._launch(installation, port)
            except _PortTakenError:
                self._stop()
                if self._port or attempt + 1 == _PORT_TRIES:
                    raise EngineError(
                        f"port {port} is taken by another program",
                        hint="Choose another `port` in [grammar], or set `url` if that program is LanguageTool.",
                    ) from None
            except BaseException:
                self._stop()
                raise
        raise AssertionError

    def _launch(self, installation: Installation, port: int) -> Server:
        command = server_command(installation, port)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the server)
        base = f"http://127.0.0.1:{port}/"
        if self._keep:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True
            )
            pid = process.pid
        else:
            keeper = Path(__file__).with_name("keeper.py")
            process = subprocess.Popen(
                [sys.executable, "-I", str(keeper), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                start_new_session=True,  # Ctrl-C in a terminal is for us; the keeper learns from us
            )
            self._keeper = process
            atexit.register(self.close)
        _wait(process, base, port, self._log)
        if self._keep:
            kept.remember(kept.KeptServer(base, pid, installation.version))
        return Server(base, self._starts)

    def _stop(self) -> None:
        atexit.unregister(self.close)
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            # The end of its input tells the keeper to end the server, and itself.
            for pipe in (keeper.stdin, keeper.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            try:
                keeper.wait(10)
            except subprocess.TimeoutExpired:
                keeper.kill()
                keeper.wait()
        if self._log is not None:
            self._log.close()
            self._log = None


class _PortTakenError(Exception):
    """The server says that its port is in use."""


def preflight() -> Installation:
    """The LanguageTool to start. Raises `EngineError` in one sentence, with what to do, where it cannot be."""
    installation = find_installation()
    if installation is None:
        raise EngineError(
            f"LanguageTool is not installed in {home()}",
            hint="`cleanup grammar install languagetool` installs it; `--grammar auto` does without.",
        )
    if problem := find_java().problem:
        raise EngineError(
            problem,
            hint="Install a newer Java (openjdk-17-jre-headless, Temurin, …), or use --grammar auto, which needs none.",
        )
    return installation


def server_command(installation: Installation, port: int) -> list[str]:
    """The command that starts the server, as ``language-tool-python`` has it, with a limit to its memory."""
    from language_tool_python.config_file import LanguageToolConfig
    from language_tool_python.download_lt import LocalLanguageTool

    tool = LocalLanguageTool.from_version_name(installation.version)
    java, *arguments = tool.get_server_cmd(port, LanguageToolConfig(OPTIONS))
    return [java, HEAP, *arguments]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], base: str, port: int, log: IO[bytes]) -> None:
    """Wait until the server answers. Raises `EngineError` with its own last words if it ends, or is late."""
    deadline = time.monotonic() + START_DEADLINE
    while time.monotonic() < deadline:
        code = process.poll()
        if code is not None:
            words = _last_words(log)
            if "Address already in use" in words or "BindException" in words:
                raise _PortTakenError
            raise EngineError(
                f"the LanguageTool server ended at once (exit code {code}): {words.strip() or 'it said nothing'}",
                hint="`cleanup grammar install languagetool` installs it anew.",
            )
        # A server on that port may be somebody else's: ours is not ready while it has not said so.
        if b"Server started" in _tail(log).encode() and is_healthy(base):
            return
        time.sleep(0.1)
    process.kill()
    raise EngineError(f"the LanguageTool server on port {port} was not ready within {START_DEADLINE:g} s")


def _tail(log: IO[bytes]) -> str:
    size = log.seek(0, 2)
    log.seek(max(size - 20_000, 0))
    return log.read().decode("utf-8", "replace")


def _last_words(log: IO[bytes]) -> str:
    """What a server that ended said about it: the first line that names an error, else the last."""
    lines = [line.strip() for line in _tail(log).splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith(("Caused by:", "Exception in", "Error:"))]
    return (causes or lines or [""])[-1][:300]
