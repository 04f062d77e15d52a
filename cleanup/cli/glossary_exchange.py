"""``cleanup glossary import`` and ``export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import explained
from cleanup.cli.glossary_options import DryRun, Glossaries, counted, finish
from cleanup.cli.say import say
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.glossary.workspace import Workspace

_NAMES = (
    "toml, csv, tsv, xlsx, json, tbx, tmx, prh, vale-vocabulary, vale-substitution, codespell, typos, linguagacha, "
    "galtransl, names, omegat"
)
FormatName = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help=f"{_NAMES}. [default: by the file's name]", show_default=False
    ),
]


@explained
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of the other tool.", show_default=False)],
    fmt: FormatName = "",
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
    dry_run: DryRun = False,
) -> None:
    """Take the entries of another tool's file into the glossary. What it has already stays; contradictions are left
    out."""
    from cleanup.errors import GlossaryError
    from cleanup.glossary.exchange.registry import format_named, format_of
    from cleanup.glossary.exchange.transfer import take_in
    from cleanup.glossary.workspace import Workspace, glossary_paths
    from cleanup.untrusted.opened import read_file

    data = read_file(file)
    chosen = format_named(fmt) if fmt else format_of(str(file), data)
    try:
        imported = chosen.read(data)
    except GlossaryError as error:
        raise GlossaryError(
            error.message, where=str(file), hint=error.hint or "Name its format with --format."
        ) from error
    workspace = Workspace(glossary_paths(glossary, create=True), create=True)
    names = {str(table.get("name", "")) for table in imported.tables}
    added, extended, notes = take_in(workspace, imported)
    for note in [*notes, *_doubts(workspace, names)]:
        say(one_line(f"{file}: {note}"), err=True)
    finish(
        workspace, f"{counted(added, 'entry')} added, {extended} extended from {file} ({chosen.name})", dry_run=dry_run
    )


def _doubts(workspace: Workspace, names: set[str]) -> list[str]:
    """What `cleanup glossary lint` says of the entries of these names, the number of mere notes in a line."""
    from cleanup.glossary.lint import Level, lint

    problems = [problem for problem in lint(workspace.terms) if problem.name in names]
    said = [f"{p.level}: {p.message} [{p.check}]" for p in problems if p.level is not Level.NOTE]
    notes = len(problems) - len(said)
    return [*said, f"{counted(notes, 'note')} more from `cleanup glossary lint`"] if notes else said


@explained
def export(
    fmt: FormatName = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write. [default: standard output]", show_default=False
        ),
    ] = None,
    glossary: Glossaries = [],  # noqa: B006
) -> None:
    """Export the glossary in the format of another tool. What that format cannot hold is reported."""
    from cleanup.files.write import write_atomically
    from cleanup.glossary.exchange.registry import format_named, format_of
    from cleanup.glossary.exchange.transfer import losses
    from cleanup.glossary.workspace import glossary_paths, read_here
    from cleanup.run.outputs import refuse_outputs
    from cleanup.terms.load import load_glossary

    if not fmt and output is None:
        raise typer.BadParameter("say which format with --format, or a file with --output.")
    chosen = format_named(fmt) if fmt else format_of(str(output))
    if output is None and chosen.name == "xlsx" and sys.stdout.isatty():
        raise typer.BadParameter("An .xlsx workbook cannot be printed; use --output FILE.")
    files = glossary_paths(glossary)
    refuse_outputs({"--output": output}, read_here(files))
    terms = load_glossary(files).terms
    data, notes = chosen.write(terms)
    for note in [*losses(terms, chosen), *notes]:
        say(one_line(note), err=True)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_atomically(output, data)
    say(f"{output}: {counted(len(terms), 'entry')} written ({chosen.name}).")
