"""Where the outcomes of a run go: reports to standard output, the diff to a file, the summary to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from cleanup.batch import Cleaned
from cleanup.core.model import FileError
from cleanup.files.write import write_atomically
from cleanup.reports.json import JsonStream
from cleanup.reports.summary import Summary
from cleanup.reports.terminal import harmless
from cleanup.reports.unified import unified_diff
from cleanup.reports.words import coloured_words, plain_words

if TYPE_CHECKING:
    from rich.console import Console


class Results:
    """Takes outcomes one by one and reports each at once; the rest follows when the run is over, or broken off."""

    def __init__(self, style: str, diff: Path | None, *, written: bool, quiet: bool) -> None:
        self._show = SHOW[style](_terminal())
        self._prints = bool(style)
        self._diff = diff
        self._patch: list[bytes] = []
        self._quiet = quiet
        self._summary = Summary(written)

    @property
    def leaves_terminal_alone(self) -> bool:
        """Whether nothing is printed on the terminal while files are cleaned."""
        return not self._prints or not sys.stdout.isatty()

    @property
    def seen(self) -> bool:
        """Whether there was any file, or any error."""
        return bool(self._summary.files or self._summary.errors)

    @property
    def changed(self) -> bool:
        """Whether a file changed, or would."""
        return self._summary.changed > 0

    @property
    def failed(self) -> bool:
        """Whether something could not be done."""
        return bool(self._summary.errors or self._summary.problems)

    def add(self, outcome: Cleaned | FileError) -> None:
        """Report one file."""
        if isinstance(outcome, FileError):
            self._summary.errors.append(outcome)
            return
        self._summary.add(outcome.result)
        self._show.file(outcome)
        if self._diff is not None:
            self._patch.append(unified_diff(outcome.result, outcome.encoding))

    def __enter__(self) -> Results:
        self._show.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):  # what is printed does not arrive
            return
        self._show.end(tuple(self._summary.errors))
        sys.stdout.flush()
        if self._diff is not None:
            _write_patch(self._diff, b"".join(self._patch))
        if self.seen:
            lines = self._summary.complaints() if self._quiet else self._summary.lines()
            sys.stderr.write("".join(f"{harmless(line)}\n" for line in lines))


def _write_patch(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():  # a pipe, /dev/stdout
        with path.open("wb") as file:
            file.write(data)
    else:
        write_atomically(path, data)


def _terminal() -> Console | None:
    """Standard output when it is a terminal."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


class _Nothing:
    """Prints nothing."""

    def __init__(self, terminal: Console | None) -> None:
        self._terminal = terminal

    def start(self) -> None:
        """Before the first file."""

    def file(self, cleaned: Cleaned) -> None:
        """One file."""

    def end(self, errors: tuple[FileError, ...]) -> None:
        """After the last file."""


class _Diff(_Nothing):
    """The unified diff: the file's own bytes, or colours on a terminal."""

    def file(self, cleaned: Cleaned) -> None:
        data = unified_diff(cleaned.result, cleaned.encoding)
        if self._terminal is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        from rich.text import Text

        for number, line in enumerate(data.decode(cleaned.encoding.name, "replace").split("\n")[:-1]):
            colour = "bold" if number < 2 else _COLOURS.get(line[:1], "")
            self._terminal.print(Text(harmless(line.removesuffix("\r")), colour))


class _Words(_Nothing):
    """Changed words in context."""

    def file(self, cleaned: Cleaned) -> None:
        if self._terminal is None:
            sys.stdout.buffer.write(plain_words(cleaned.result).encode("utf-8", "replace"))
        elif text := coloured_words(cleaned.result):
            self._terminal.print(text)


class _Json(_Nothing):
    """The whole run as JSON, always UTF-8."""

    def __init__(self, terminal: Console | None) -> None:
        super().__init__(terminal)
        self._stream = JsonStream()

    def start(self) -> None:
        self._print(self._stream.start())

    def file(self, cleaned: Cleaned) -> None:
        self._print(self._stream.file(cleaned.result))

    def end(self, errors: tuple[FileError, ...]) -> None:
        self._print(self._stream.end(errors))

    def _print(self, text: str) -> None:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


_COLOURS = {"-": "red", "+": "green", "@": "cyan"}

SHOW: dict[str, Callable[[Any], _Nothing]] = {"": _Nothing, "diff": _Diff, "words": _Words, "json": _Json}
