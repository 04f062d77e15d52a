"""Where answers, predictions and the like are kept between runs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def cache_folder() -> Path:
    """``$CLEANUP_CACHE``, or the folder that the platform has for caches. It need not exist."""
    if folder := os.environ.get("CLEANUP_CACHE"):
        return Path(folder)
    import platformdirs

    return Path(platformdirs.user_cache_dir("mt-cleanup", appauthor=False))


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can use, and those above it, unless there is one. Raises OSError."""
    if not folder.parent.exists():
        make_private(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)


def doubts(path: Path) -> str:
    """Why nothing that is kept at ``path``, a file or a folder, is believed; empty when there is no reason.

    What another user can write he may have written: it has to belong to this user, or to root, who can do anything, and
    nobody else may write it. Where there are no owners (Windows), and where nothing is, there are no doubts.
    """
    if not hasattr(os, "geteuid"):
        return ""
    try:
        state = path.stat()
    except OSError:  # it cannot be opened, either
        return ""
    if state.st_uid not in (os.geteuid(), 0):
        return f"{path} belongs to another user"
    if state.st_mode & _OTHERS:
        return f"others may write to {path} (chmod go-w)"
    return ""


def is_private(path: Path) -> bool:
    """Whether a path is a regular file, not a link, that its owner alone, this user, may read or write.

    Where there are no owners (Windows), every regular file is.
    """
    try:
        state = path.lstat()
    except OSError:
        return False
    if not stat.S_ISREG(state.st_mode):
        return False
    return not hasattr(os, "geteuid") or (state.st_uid == os.geteuid() and not state.st_mode & 0o077)
