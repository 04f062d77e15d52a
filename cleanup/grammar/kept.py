"""A LanguageTool server that a run left behind when asked to (``--keep-server``), for the next runs to find."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cleanup.cache_folder import cache_folder
from cleanup.grammar.health import is_healthy


@dataclass(frozen=True, slots=True)
class KeptServer:
    """Where it listens, its process, and its version."""

    base: str
    pid: int
    version: str


def note() -> Path:
    """The file that remembers a server."""
    return cache_folder() / "languagetool-server.json"


def remember(server: KeptServer) -> None:
    """Write the note. Without it nobody would find the server, so an `OSError` is let through."""
    path = note()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(asdict(server)), encoding="utf-8")
    draft.replace(path)


def find(timeout: float = 5.0) -> KeptServer | None:
    """The server that was kept, if it is alive and well."""
    server = _noted()
    return server if server and _is_server(server.pid) and is_healthy(server.base, timeout) else None


def stop() -> KeptServer | None:
    """End the server that was kept, if there is one; the server that was ended."""
    server = _noted()
    if server is None:
        return None
    with contextlib.suppress(OSError):
        note().unlink()
    if not _is_server(server.pid):
        return None
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(server.pid)
        process.kill()
        process.wait(10)
    return server


def _noted() -> KeptServer | None:
    try:
        fields = json.loads(note().read_text(encoding="utf-8"))
        return KeptServer(str(fields["base"]), int(fields["pid"]), str(fields["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_server(pid: int) -> bool:
    """Whether a process is a LanguageTool server: its number may have been given to another one since."""
    import psutil

    try:
        return any("org.languagetool.server" in argument for argument in psutil.Process(pid).cmdline())
    except psutil.Error:
        return False
