"""A lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold the lock for which a file stands, which is made for that; ``False`` when another process has it. Raises
    OSError.

    A fork of this process does not hold it. On Windows nobody is kept out.
    """
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    with path.open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        try:
            yield True
        finally:
            path.unlink(missing_ok=True)
