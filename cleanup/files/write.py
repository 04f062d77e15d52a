"""Writes a file whole or not at all.

What is not whole yet is in a hidden file beside it, which carries the number of the process that writes it: when that
process was killed, the next one that writes into the folder can tell, and takes it away.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import secrets
import stat
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from cleanup.errors import DocumentError

_UNFINISHED = re.compile(r"\..*\.cleanup-([0-9a-f]{8})-([0-9]+)-\w+\.tmp", re.DOTALL)
_DAY = 86_400.0
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


def write_atomically(path: Path, data: bytes | Iterable[bytes], *, parents: bool = False) -> None:
    """Replace the content of ``path``, or create it, with ``parents`` its folders, too. ``data`` may come in pieces.

    The bytes go to a temporary file in the same folder, to the disk, and then take the place of the old file in one
    step, so that whoever looks sees all of the old or all of the new content. Owner, group and mode bits stay; a
    symbolic link stays a link and its target is written; a further name of the file (`has_other_names`) keeps the old
    content. Raises DocumentError; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if parents:
            target.parent.mkdir(parents=True, exist_ok=True)
        old = target.stat() if target.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise DocumentError("cannot write: not a regular file", where=str(path), hint="Use --output DIR.")
        if old is not None and not _may_write(target, old):
            hint = "Make it writable, or write elsewhere with --output DIR."
            raise DocumentError("cannot write: the file is read-only", where=str(path), hint=hint)
        _replace(target, [data] if isinstance(data, bytes) else data, old)
    except OSError as error:
        hint = "Check the permissions and the free space, or write elsewhere with --output DIR."
        raise DocumentError(f"cannot write: {error.strerror or error}", where=str(path), hint=hint) from error


def has_other_names(path: Path) -> bool:
    """Whether a file has further names (hard links), which keep the old content when it is replaced."""
    try:
        return path.stat().st_nlink > 1 and path.is_file()
    except OSError:
        return False


def _may_write(target: Path, old: os.stat_result) -> bool:
    """Whether the user may write to the file itself: to replace it, the right to its folder would be enough."""
    if not old.st_mode & 0o222:
        return False
    return os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def remove_unfinished(folder: Path) -> None:
    """Remove what processes that have been killed left half-written in a folder: those of this machine that are no
    more, and those of others (the disk may be shared) whose file is a day old."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if (match := _UNFINISHED.fullmatch(entry.name)) and _is_abandoned(entry, match[1], int(match[2])):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def _is_abandoned(entry: os.DirEntry[str], machine: str, process: int) -> bool:
    if machine != _machine():
        return time.time() - entry.stat().st_mtime > _DAY
    import psutil

    return not psutil.pid_exists(process)


@cache
def _machine() -> str:
    """What tells this machine from others that may write to the same disk."""
    return hashlib.blake2b(platform.node().encode(), digest_size=4).hexdigest()


def _replace(target: Path, data: Iterable[bytes], old: os.stat_result | None) -> None:
    # The name is known before the file is there: an interruption finds what to take away at any moment.
    name = str(target.parent / f".{target.name[:50]}.cleanup-{_machine()}-{os.getpid()}-{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, 0o600), "wb") as file:
            file.writelines(data)
            file.flush()
            _copy_mode(name, old)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _copy_mode(name: str, old: os.stat_result | None) -> None:
    if old is None:
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        return
    if hasattr(os, "chown"):
        new = Path(name).stat()
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            try:
                os.chown(name, old.st_uid, old.st_gid)
            except OSError as error:  # only root may give a file away
                raise DocumentError(
                    "cannot write: the file belongs to another user or group, and would not any more",
                    hint="Write elsewhere with --output DIR, or take the file over (chown).",
                ) from error
    Path(name).chmod(stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk, too, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
