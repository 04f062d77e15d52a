"""``cleanup undo``: take back the last run that wrote files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleanup.cli.ending import PROBLEM, explained, fail
from cleanup.cli.glossary_options import counted
from cleanup.cli.say import say
from cleanup.untrusted.visible import one_line

_NAMED = 10
"""Files that are named; more are counted."""
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be restored; change nothing.")]


@explained
def undo(dry_run: DryRun = False) -> None:
    """Take back the last `cleanup clean --write` in this folder. The files get back the very bytes they had.

    A file that has changed since is not restored but reported, with exit code 2.
    """
    from cleanup.errors import CleanupError
    from cleanup.files.relative import relative
    from cleanup.outcome.undo import last_run, replaced

    run = last_run(Path.cwd())
    if run is None:
        fail(
            "nothing to undo: no run of `cleanup clean --write` in this folder is kept\n"
            "  Run it in the folder where that command ran."
        )
    names: list[str] = []
    refused = 0
    for file in list(replaced(run)) if run is not None else ():
        name = one_line(relative(str(file.path)))
        why = file.state
        if not why and not dry_run:
            try:
                file.restore()
            except (CleanupError, OSError) as error:
                why = str(error)
        if why:
            refused += 1
            say(f"error: {name}: not restored: {one_line(why)}", err=True)
        else:
            names.append(name)
    would = "would be restored" if dry_run else "restored"
    for name in names[:_NAMED]:
        say(f"{name}: {would}")
    if len(names) > _NAMED:
        say(f"… and {len(names) - _NAMED} more")
    say(f"{counted(len(names), 'file')} {would}" + (f", {refused} left as they are." if refused else "."))
    if refused:
        raise typer.Exit(PROBLEM)
