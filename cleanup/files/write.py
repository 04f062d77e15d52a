"""Writes a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from cleanup.errors import DocumentError


def write_atomically(path: Path, data: bytes, *, parents: bool = False) -> None:
    """Replace the content of ``path``, or create it, with ``parents`` its folders, too.

    The bytes go to a temporary file in the same folder, to the disk, and then take the place of the old file in one
    step, so that whoever looks sees all of the old or all of the new content. The mode bits stay; a symbolic link
    stays a link and its target is written. Raises DocumentError; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if parents:
            target.parent.mkdir(parents=True, exist_ok=True)
        old = target.stat() if target.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise DocumentError("cannot write: not a regular file", where=str(path), hint="Use --output DIR.")
        if old is not None and not old.st_mode & 0o222:
            hint = "Make it writable, or write elsewhere with --output DIR."
            raise DocumentError("cannot write: the file is read-only", where=str(path), hint=hint)
        _replace(target, data, old)
    except OSError as error:
        hint = "Check the permissions and the free space, or write elsewhere with --output DIR."
        raise DocumentError(f"cannot write: {error.strerror or error}", where=str(path), hint=hint) from error


def _replace(target: Path, data: bytes, old: os.stat_result | None) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(name, old)
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
        with contextlib.suppress(OSError):  # only root may give a file away
            os.chown(name, old.st_uid, old.st_gid)
    Path(name).chmod(stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk, too, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
