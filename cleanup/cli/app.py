"""The table of commands, and how a run of any of them ends."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Annotated

import typer

from cleanup.cli import (
    align,
    baseline,
    cache,
    check,
    clean,
    colour,
    glossary,
    grammar,
    init,
    lsp,
    manual,
    review,
    rules,
    undo,
)
from cleanup.cli.ending import PROBLEM
from cleanup.cli.grouped import WIDEST, GroupedCommand
from cleanup.cli.say import say

app = typer.Typer(
    name="cleanup",
    help="Repairs machine-translation damage in prose against a glossary of names, and shows the diff.",
    epilog="Exit codes: 0 fine; 1 `check` found something, or `clean --check` would change something; "
    "2 the job could not be done.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain text reads well everywhere, in pipes and logs, too
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST},
)
app.command("clean", cls=GroupedCommand)(clean.clean)
app.command("check", cls=GroupedCommand)(check.check)
app.command("align", cls=GroupedCommand)(align.align)
app.command("review", cls=GroupedCommand)(review.review)
app.command("undo")(undo.undo)
app.command("lsp")(lsp.lsp)
app.add_typer(baseline.app, name="baseline")
app.command("init")(init.init)
app.add_typer(rules.app, name="rules")
app.add_typer(glossary.app, name="glossary")
app.add_typer(grammar.app, name="grammar")
app.add_typer(cache.app, name="cache")
app.command("help")(manual.show_help)


def _show_version(asked: bool) -> None:
    if asked:
        from cleanup import __version__

        say(f"cleanup {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
    color: Annotated[
        colour.Choice,
        typer.Option(
            "--color",
            metavar="auto|always|never",
            help="Colours in what is shown; NO_COLOR and FORCE_COLOR in the environment say the same. [default: auto]",
            show_default=False,
        ),
    ] = colour.Choice.AUTO,
) -> None:
    """What all commands share."""
    colour.choose(color)


_ANYWHERE = ("--version", "--color")
"""Options of all commands, which may stand behind the command, too."""


def _ordered(arguments: Sequence[str]) -> list[str]:
    """The arguments with the options of all commands first."""
    first: list[str] = []
    rest: list[str] = []
    ahead = iter(arguments)
    for argument in ahead:
        if argument == "--":
            rest += [argument, *ahead]
        elif argument.partition("=")[0] in _ANYWHERE:
            first.append(argument)
            if argument == "--color":
                first += [value for value in [next(ahead, None)] if value is not None]
        else:
            rest.append(argument)
    return [*first, *rest]


def run(arguments: Sequence[str]) -> int:
    """Run a command; its exit code, which is 0, 1 or 2 whatever happens."""
    # Cleaning makes many small values and hardly a cycle: looking for cycles as often as usual took a tenth of it.
    gc.set_threshold(50_000, 20, 50)
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        app(args=_ordered(arguments), prog_name="cleanup")
        code: object = 0
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        say("\nInterrupted.", err=True)
        code = PROBLEM
    ending = code if isinstance(code, int) and code in (0, 1, 2) else 0 if code is None else PROBLEM
    return _flushed(ending)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _flushed(code: int) -> int:
    """``code``, unless what was printed cannot be delivered. A reader who has gone away is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        say(f"error: cannot write to standard output: {error.strerror}", err=True)
        return PROBLEM
    return code


def _silence() -> None:
    """Have the interpreter flush into nothing when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
