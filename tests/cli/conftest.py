"""The real command, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.forked import AVAILABLE, Forked, Original, interpreter

ROOT = Path(__file__).resolve().parents[2]
DAMAGED = "”It is late,” said the guard.\n"
REPAIRED = "“It is late,” said the guard.\n"


class Cli:
    """Runs ``cleanup`` in a folder that has a configuration without packs, which makes it start faster."""

    damaged = DAMAGED
    repaired = REPAIRED

    def __init__(self, folder: Path, original: Original | None) -> None:
        self.folder = folder
        self.environment = _environment()
        self._original = original
        self._patched: Path | None = None

    def start(self, *arguments: str, prefix: Sequence[str] = (), **options: Any) -> Any:
        """Start the command and do not wait. ``prefix`` is the command that runs it, if any. What comes is a Popen, or
        as good as one: where the interpreter itself is as usual, it is copied instead of started."""
        settings = {"cwd": self.folder, "env": self.environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        settings |= options
        same = self._original is not None and self._original.environment == interpreter(
            {**settings["env"], "PYTHONPATH": str(ROOT)} if self._patched else settings["env"]
        )
        if same and not prefix and settings.keys() <= {"cwd", "env", "stdin", "stdout", "stderr"}:
            return Forked(self._original, arguments, first=self._patched, **settings)
        return subprocess.Popen([*prefix, sys.executable, "-m", "cleanup", *arguments], **settings)

    def __call__(self, *arguments: str, input: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run the command to its end; whatever happens, the exit code is 0, 1 or 2 and there is no traceback."""
        process = self.start(*arguments, stdin=subprocess.PIPE, **options)
        out, err = process.communicate(input, timeout=120)
        assert process.returncode in (0, 1, 2), err
        assert b"Traceback" not in (err or b"")
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def clean(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """``cleanup clean`` without the grammar check."""
        return self("clean", "--no-grammar", *arguments, **options)

    def at_start(self, code: str, *, in_copies: bool = True) -> None:
        """Have every interpreter of the command run some code first, a copy after its imports. ``in_copies`` is false
        for code that has to come before them."""
        if not code:
            return
        path = self.write("sitecustomize.py", code)
        self._patched = path if in_copies else None
        self.environment["PYTHONPATH"] = os.pathsep.join([str(self.folder), self.environment["PYTHONPATH"]])

    def write(self, name: str, content: str | bytes = DAMAGED) -> Path:
        """Make a file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def original(own_cache: None) -> Iterator[Original | None]:
    """The interpreter that most commands are copies of; none where it cannot be copied."""
    if not AVAILABLE:
        yield None
        return
    made = Original(_environment())
    yield made
    made.close()


@pytest.fixture
def cli(tmp_path: Path, original: Original | None) -> Cli:
    """The command in an empty folder."""
    runner = Cli(tmp_path, original)
    runner.write("cleanup.toml", "packs = []\n")
    return runner
