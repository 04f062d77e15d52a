"""The one way of text to standard output and standard error; only reports for programs have their own."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable

from cleanup.untrusted.visible import harmless, no_command, one_line

_WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""


def say(text: str = "", *, err: bool = False, nl: bool = True, styled: bool = False) -> None:
    """Write text that may hold words of others, none of which is obeyed by a terminal or a CI service.

    ``styled``: it has colours of ours in it, and what is not ours was made `harmless` before.
    """
    text = text if styled else no_command(harmless(text))
    _write(f"{text}\n" if nl else text, err=err)


def say_lines(lines: Iterable[str], *, err: bool = True) -> None:
    """Write lines; on a terminal those that are too long for it are broken between words, and the rest is indented."""
    stream = sys.stderr if err else sys.stdout
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST) if stream.isatty() else 0
    for line in lines:
        say(_broken(one_line(line), width) if width else one_line(line), err=err)


def say_next(what: str) -> None:
    """Tell a person at a terminal what to do next; a script and a log are not told."""
    if sys.stderr.isatty():
        say_lines([f"Next: {what}"])


def _broken(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.fill(
        line.strip(" "),
        max(width - 1, len(indent) + 20),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )


def give(text: str, *, nl: bool = True) -> None:
    """Write text for a program or a file, such as JSON or a diff: exactly, unless it goes to a terminal."""
    stream = sys.stdout
    if stream.isatty():
        say(text, nl=nl)
        return
    _write(f"{text}\n" if nl else text, err=False)


def _write(text: str, *, err: bool) -> None:
    import typer

    stream = sys.stderr if err else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    # What the stream cannot write, as a lone surrogate of a file's name, is written as its escape.
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err, nl=False)
