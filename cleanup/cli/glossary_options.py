"""Options that the glossary commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.say import give, say
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.glossary.workspace import Workspace

Glossaries = Annotated[
    list[Path],
    typer.Option(
        "--glossary",
        "-g",
        metavar="FILE",
        help="A glossary file; may be repeated. [default: those of the nearest cleanup.toml, or glossary.toml]",
        show_default=False,
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Show the change to the glossary as a diff; write nothing.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of an entry.", show_default=False)]
Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATHS", help="Chapters: files, folders or glob patterns.", show_default=False),
]
OptionalPaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATHS]", help="Chapters: files, folders or glob patterns.", show_default=False),
]


def finish(workspace: Workspace, done: str, *, dry_run: bool) -> None:
    """Save and say what was done, or show the diff of it."""
    if dry_run:
        workspace.check()
        give(workspace.diff(), nl=False)
        return
    written = workspace.save()
    say(f"{', '.join(map(str, written))}: {done}" if written else "Nothing to change.")


def told(problems: Sequence[FileError]) -> None:
    """Say which files could not be read."""
    for problem in problems:
        hint = f"\n  {one_line(problem.hint)}" if problem.hint else ""
        say(f"error: {one_line(problem.path)}: {one_line(problem.message)}{hint}", err=True)


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 chapter, 2 chapters, 2 entries."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"
