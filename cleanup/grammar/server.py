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
from cleanup.grammar import kept_server as kept
from cleanup.grammar.health import base_of, is_healthy
from cleanup.grammar.installation import Installation, find_installation, home
from cleanup.grammar.java import find_java

START_DEADLINE = 60.0
"""Seconds until a server must answer. It takes 1 to 2 s on an idle machine."""
JVM = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Without the limit Java takes a quarter of the memory there is. The quick compiler alone answers about the first
chapter in less than half the time and is not behind after 74,000 words; with the simple collector the server stays at
410 MB, not 1.3 GB (measured)."""
OPTIONS = {"pipelineCaching": True, "maxPipelinePoolSize": 20, "pipelineExpireTimeInSeconds": 3600, "cacheSize": 2000}
"""Keeps the loaded rules from one question to the next: about 1.5 times as fast."""
RECOVERY = 1.0
"""Seconds that a server of somebody else's gets to be well again."""
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
        time.sleep(RECOVERY)
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

    With ``keep`` it is left running at the end, and found again by the next run. Safe for several threads. Engines of
    one process share it: see `local_server`.
    """

    def __init__(self, *, keep: bool = False, port: int = 0) -> None:
        self._keep = keep
        self._port = port
        self._lock = threading.Lock()
        self._users = 1
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
        """Stop the server, unless it is to be kept or others in this process still use it."""
        with _LOCAL_LOCK:
            self._users -= 1
            if self._users > 0:
                return
            if _LOCAL.get((self._keep, self._port)) is self:
                del _LOCAL[self._keep, self._port]
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
            return self._launch_to_keep(command, base, port, installation.version)
        keeper = Path(__file__).with_name("keeper.py")
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", str(keeper), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,  # Ctrl-C in a terminal is for us; the keeper learns from us
        )
        atexit.register(self._stop)
        _wait(self._keeper, base, port, self._log)
        return Server(base, self._starts)

    def _launch_to_keep(self, command: list[str], base: str, port: int, version: str) -> Server:
        assert self._log is not None
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True
        )
        # Should it end before we do, somebody has to take notice of it.
        threading.Thread(target=process.wait, daemon=True).start()
        try:
            _wait(process, base, port, self._log)
            kept.remember(kept.KeptServer(base, process.pid, version))
        except BaseException:
            process.kill()
            raise
        return Server(base, self._starts)

    def _stop(self) -> None:
        atexit.unregister(self._stop)
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


_LOCAL: dict[tuple[bool, int], LocalServer] = {}
_LOCAL_LOCK = threading.Lock()


def local_server(*, keep: bool = False, port: int = 0) -> LocalServer:
    """The server of this process for these settings; whoever asks has to close it. One server speaks all languages."""
    with _LOCAL_LOCK:
        server = _LOCAL.get((keep, port))
        if server is None:
            server = _LOCAL[keep, port] = LocalServer(keep=keep, port=port)
        else:
            server._users += 1
        return server


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
    """The command that starts the server, as ``language-tool-python`` has it, made leaner."""
    from language_tool_python.config_file import LanguageToolConfig
    from language_tool_python.download_lt import LocalLanguageTool

    tool = LocalLanguageTool.from_version_name(installation.version)
    java, *arguments = tool.get_server_cmd(port, LanguageToolConfig(OPTIONS))
    return [java, *JVM, *arguments]


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
