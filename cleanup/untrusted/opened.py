"""Reads a file that is there to be read, and nothing else: the one opener for texts, glossaries and configurations.

A pipe would be waited on for ever, a device may do something when it is opened, and what has no end fills the memory.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cleanup.errors import DocumentError

LIMIT = 512_000_000
"""Bytes that are read of a file when nothing else is said."""
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def special(mode: int) -> str:
    """What a file with these mode bits is, in words; empty for a regular file."""
    if stat.S_ISREG(mode):
        return ""
    return next((kind for test, kind in _KINDS if test(mode)), "something special")


def read_file(path: Path | str, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file, which may be reached through links.

    Raises OSError as `open` does, and DocumentError for what is no regular file or has more than ``limit`` bytes.
    """
    where = str(path)
    _refuse_special(os.stat(path).st_mode, where)  # noqa: PTH116 - one call, and then the same for what was opened
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        _refuse_special(state.st_mode, where)
        data = file.read(limit + 1) if state.st_size <= limit else b""
    if state.st_size > limit or len(data) > limit:
        raise DocumentError(
            f"too large: {state.st_size / 1e6:,.0f} MB, and at most {limit / 1e6:,.0f} MB are read",
            where=where,
            hint="Split it, or raise `max-file-size` in cleanup.toml.",
        )
    return data


def _refuse_special(mode: int, where: str) -> None:
    if kind := special(mode):
        raise DocumentError(f"not a file but {kind}", where=where, hint="Name a regular file.")
