"""Whether there is a Java that LanguageTool runs on."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass

NEEDED = 17
"""The first major version of Java that LanguageTool 6.6 and later run on."""

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


@dataclass(frozen=True, slots=True)
class Java:
    """A Java: ``path`` of its command (empty: there is none), ``major`` version (0: it does not say)."""

    path: str = ""
    major: int = 0
    text: str = ""
    """The first line of what ``java -version`` says."""

    @property
    def problem(self) -> str:
        """Why LanguageTool does not run on it, or an empty string. A version that cannot be read is given a try."""
        if not self.path:
            return f"there is no “java” on the PATH; LanguageTool needs Java {NEEDED} or newer"
        if self.major and self.major < NEEDED:
            return f"{self.path} is Java {self.major}; LanguageTool needs Java {NEEDED} or newer"
        return ""


def find_java() -> Java:
    """The Java that ``java`` on the PATH is. Takes the time of starting it."""
    path = shutil.which("java")
    if path is None:
        return Java()
    try:
        run = subprocess.run(
            [path, "-version"], capture_output=True, text=True, errors="replace", timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Java(path)
    # An option in JAVA_TOOL_OPTIONS is announced first.
    lines = [line for line in (run.stderr + run.stdout).splitlines() if not line.startswith("Picked up ")]
    version = _VERSION.search("\n".join(lines))
    return Java(path, int(version[1]) if version else 0, lines[0].strip() if lines else "")
