"""The decisions of a review that are not in the glossary yet, one on each line of a small file beside the evidence.

Each is on the disk before the next question is asked, so that a review that is killed loses nothing: the next one
carries them out first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cleanup.errors import DocumentError
from cleanup.untrusted.opened import read_file

UNDO = "undo"
Decision = Sequence[Any]
"""What is decided, the name of the proposal, and what else belongs to it: strings, lists of strings, a table."""


class Journal:
    """The journal of a review. Raises DocumentError when it cannot be written or read."""

    def __init__(self, evidence: Path) -> None:
        self.path = evidence.with_name(f"{evidence.name}.journal")

    def read(self) -> list[list[Any]]:
        """The decisions of a review that did not come to its end, without those that were taken back. A line that
        was not whole yet when it ended, and what is none, is left out."""
        try:
            lines = read_file(self.path).decode("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return []
        decisions: list[list[Any]] = []
        for line in lines:
            try:
                decision = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if decision == [UNDO]:
                del decisions[-1:]
            elif isinstance(decision, list) and len(decision) > 1 and all(isinstance(x, str) for x in decision[:2]):
                decisions.append(decision)
        return decisions

    def add(self, decision: Decision) -> None:
        """Write a decision down, to the disk."""
        line = json.dumps(decision, ensure_ascii=False) + "\n"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        flags |= getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody reads
        try:
            with os.fdopen(os.open(self.path, flags, 0o666), "ab") as file:
                file.write(line.encode("utf-8", "surrogatepass"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            hint = "Check the permissions and the free space."
            raise DocumentError(f"cannot write: {error.strerror or error}", where=str(self.path), hint=hint) from error

    def clear(self) -> None:
        """Everything in it is in the glossary now."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            hint = "Delete it by hand: what it says is in the glossary."
            raise DocumentError(f"cannot delete: {error.strerror or error}", where=str(self.path), hint=hint) from error
