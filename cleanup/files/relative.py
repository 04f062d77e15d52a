"""How files are called in reports that other tools read."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def relative(path: str) -> str:
    """The path below the current folder, with slashes; an absolute one where the file is elsewhere."""
    if path.startswith("<"):  # standard input
        return path
    below = os.path.relpath(path) if Path(path).is_absolute() else os.path.normpath(path)
    return Path(path).absolute().as_posix() if below.startswith("..") else Path(below).as_posix()


def uri(path: str) -> str:
    """The same as a URI reference: percent-encoded, an absolute one with its scheme."""
    name = relative(path)
    return Path(name).as_uri() if Path(name).is_absolute() else quote(name)
