"""The one way of text to standard output and standard error; only reports for programs have their own."""

from __future__ import annotations

import sys

from cleanup.untrusted.visible import harmless, no_command


def say(text: str = "", *, err: bool = False, nl: bool = True, styled: bool = False) -> None:
    """Write text that may hold words of others, none of which is obeyed by a terminal or a CI service.

    ``styled``: it has colours of ours in it, and what is not ours was made `harmless` before.
    """
    text = text if styled else no_command(harmless(text))
    _write(f"{text}\n" if nl else text, err=err)


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
