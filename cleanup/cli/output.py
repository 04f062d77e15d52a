"""Where the outcomes of a run go: reports to standard output, the diff to a file, the summary to standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from cleanup.cli.say import say, say_lines
from cleanup.core.model import FileError, LeftAlone
from cleanup.files.spool import Spool
from cleanup.files.write import write_atomically
from cleanup.outcome.account import Account, Wanted
from cleanup.outcome.summary import Summary
from cleanup.reports.json import JsonStream
from cleanup.reports.left_alone import LeftAlones
from cleanup.reports.terminal import terminal_at

_MOST = 200
"""Lines of changes that a terminal shows when nobody has asked for them in so many words."""
_SHOWN_NEXT = "Next: --write applies the changes; `cleanup review` decides on single ones; -f diff shows a diff."
_WRITTEN_NEXT = "Next: `cleanup undo` takes this back."
_SUGGESTED_NEXT = "Next: `cleanup review` decides on the suggestions; `cleanup undo` takes this back."


class Results:
    """Takes outcomes one by one and reports each at once; the rest follows when the run is over, or broken off.

    ``style`` is how files are shown on standard output (empty: not at all), ``diff`` the file for the patch. What is
    ``asked`` for is shown whole; else a terminal gets the first changes and is told how many lines are left.
    ``undoable``: `cleanup undo` could take it back.
    """

    def __init__(
        self, style: str, diff: Path | None, *, written: bool, quiet: bool, asked: bool = True, undoable: bool = False
    ) -> None:
        self.wanted = Wanted(style, terminal_at(sys.stdout) if style else None, patch=diff is not None)
        self._json = JsonStream() if style == "json" else None
        self._diff = diff
        self._patch = Spool()
        self._quiet = quiet
        is_for_person = self.wanted.terminal is not None and style == "words"
        self._is_limited = is_for_person and not asked
        self._lines = self._hidden = 0
        self._is_undoable = undoable and sys.stderr.isatty()
        self._summary = Summary(written, _SHOWN_NEXT if is_for_person else "")

    @property
    def leaves_terminal_alone(self) -> bool:
        """Whether nothing is printed on the terminal while files are cleaned."""
        return self.wanted.terminal is None

    @property
    def seen(self) -> bool:
        """Whether there was any file, or any error."""
        return bool(self._summary.files or self._summary.errors)

    @property
    def left_alone(self) -> LeftAlones:
        """What folders hold that was left alone."""
        return self._summary.left_alone

    @property
    def changed(self) -> bool:
        """Whether a file changed, or would."""
        return self._summary.changed > 0

    @property
    def failed(self) -> bool:
        """Whether something could not be done."""
        return bool(self._summary.errors or self._summary.problems)

    def add(self, outcome: Account | FileError) -> None:
        """Report one file."""
        if isinstance(outcome, LeftAlone):
            self._summary.left_alone.add(outcome)
            return
        if isinstance(outcome, FileError):
            self._summary.errors.append(outcome)
            return
        self._summary.add(outcome)
        if outcome.shown and self._json is not None:
            _print(self._json.file(outcome.shown.decode("utf-8", "surrogatepass")))
        elif outcome.shown:
            sys.stdout.buffer.write(self._within_limit(outcome.shown))
            sys.stdout.buffer.flush()
        if outcome.patch:
            self._patch.add(outcome.patch)

    def _within_limit(self, shown: bytes) -> bytes:
        """What is still shown of the changes of a file."""
        if not self._is_limited:
            return shown
        lines = shown.splitlines(keepends=True)
        room = max(_MOST - self._lines, 0)
        self._lines += len(lines)
        self._hidden += max(len(lines) - room, 0)
        return b"".join(lines[:room])

    def __enter__(self) -> Results:
        if self._json is not None:
            _print(self._json.start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):  # what is printed does not arrive
            return
        if self._json is not None:
            _print(self._json.end(self._summary.errors, self._summary.totals()))
        if self._hidden:
            say(f"… and {self._hidden:,} more lines: -f words shows them all, --html FILE makes a page of them.\n")
        sys.stdout.flush()
        if self._is_undoable and self.changed:
            self._summary.next_step = _SUGGESTED_NEXT if self._summary.suggestions else _WRITTEN_NEXT
        if self._diff is not None:
            _write_patch(self._diff, self._patch)
        if self.seen or (error is None and self._summary.left_alone.count):
            lines = self._summary.complaints() if self._quiet else self._summary.lines()
            say_lines(lines)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


def _write_patch(path: Path, patch: Spool) -> None:
    if path.exists() and not path.is_file():  # a pipe, /dev/stdout
        with path.open("wb") as file:
            file.writelines(patch.pieces())
    else:
        write_atomically(path, patch.pieces())
