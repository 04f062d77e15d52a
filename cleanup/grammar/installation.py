"""Where LanguageTool is installed, and whether it is whole. The places are those of ``language-tool-python``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

VERSION = "6.8"
"""The version of LanguageTool that is installed and tested."""

_FOLDER = re.compile(r"LanguageTool-(\d+)\.(\d+)")
_JARS = ("languagetool-server.jar", "languagetool.jar")


@dataclass(frozen=True, slots=True)
class Installation:
    """A LanguageTool on this machine."""

    folder: Path
    version: str


def home() -> Path:
    """The folder that holds installations: ``$LTP_PATH``, or ``~/.cache/language_tool_python``. It need not exist."""
    return Path(os.environ.get("LTP_PATH") or Path.home() / ".cache" / "language_tool_python")


def find_installation() -> Installation | None:
    """The installation to use: version `VERSION`, or else the newest release. Folders without a server do not count."""
    found: dict[tuple[int, int], Installation] = {}
    try:
        folders = list(home().iterdir())
    except OSError:
        return None
    for folder in folders:
        match = _FOLDER.fullmatch(folder.name)
        if match and jar_of(folder):
            found[int(match[1]), int(match[2])] = Installation(folder, f"{match[1]}.{match[2]}")
    preferred = tuple(map(int, VERSION.split(".")))
    return found.get((preferred[0], preferred[1])) or (found[max(found)] if found else None)


def jar_of(folder: Path) -> Path | None:
    """The server's jar in a folder, by the names that ``language-tool-python`` looks for."""
    return next((folder / name for name in _JARS if (folder / name).is_file()), None)
