"""A LanguageTool server that a run left behind when asked to (``--keep-server``), for the next runs to find."""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from cleanup.errors import CleanupError
from cleanup.grammar.health import is_healthy
from cleanup.storage.folder import cache_folder, doubts, is_private, make_private
from cleanup.untrusted.opened import read_file

_LIMIT = 10_000
"""Bytes of a note."""
_LOCAL = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}/")


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
    make_private(path.parent)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(draft, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(server)))
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
    """What the note says. All texts go to the address in it: it counts only from a file that nobody else can write or
    read, in a folder that nobody else can write to, and for a server on this machine."""
    if doubts(note().parent) or not is_private(note()):
        return None
    try:
        fields = json.loads(read_file(note(), _LIMIT))
        server = KeptServer(str(fields["base"]), int(fields["pid"]), str(fields["version"]))
    except (CleanupError, OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return server if _LOCAL.fullmatch(server.base) else None


def _is_server(pid: int) -> bool:
    """Whether a process is a LanguageTool server: its number may have been given to another one since."""
    import psutil

    try:
        return any("org.languagetool.server" in argument for argument in psutil.Process(pid).cmdline())
    except psutil.Error:
        return False
