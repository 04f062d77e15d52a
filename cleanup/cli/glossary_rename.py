"""``cleanup glossary rename``: another name for an entry, and for the same in the chapters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import PROBLEM, explained
from cleanup.cli.glossary_options import DryRun, Glossaries, OptionalPaths, finish, told
from cleanup.cli.say import say
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.glossary.rename import Renamer


@explained
def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The old name.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new name.", show_default=False)],
    paths: OptionalPaths = None,
    write: Annotated[bool, typer.Option("--write", "-w", help="Change the chapters as well.")] = False,
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
    dry_run: DryRun = False,
) -> None:
    """Rename an entry; the old name becomes a variant. With PATHS, show what changes in the chapters, or change them.

    The diff of the chapters goes to standard output. They are written only with --write.
    """
    from cleanup.glossary.chapters import chapter_paths
    from cleanup.glossary.rename import Renamer, related, rename_entry
    from cleanup.glossary.workspace import Workspace, glossary_paths

    if paths:
        chapter_paths(paths, needed=True, complete=True)
    workspace = Workspace(glossary_paths(glossary))
    terms = workspace.terms
    rename_entry(workspace, old, new)
    workspace.check()
    problems: list[FileError] = []
    if paths:
        _chapters(Renamer(terms, old, new), paths, problems, write=write and not dry_run)
    told(problems)
    finish(workspace, f"“{old}” renamed to “{new}”", dry_run=dry_run)
    others = ", ".join(f"“{term.name}”" for term in related(terms, old))
    if others:
        say(f"These contain the old name and were left: {others}.", err=True)
    if problems:
        raise typer.Exit(PROBLEM)


def _chapters(renamer: Renamer, paths: list[str], problems: list[FileError], *, write: bool) -> None:
    from itertools import groupby

    from cleanup.cli.progress import followed
    from cleanup.core.model import FileError
    from cleanup.files.write import write_atomically
    from cleanup.formats.container import file_path
    from cleanup.glossary.chapters import found_in, read_chapters
    from cleanup.reports.unified import unified_diff

    places = changed = doubtful = 0
    found = found_in(paths)
    sources = found if sys.stdout.isatty() else followed(found)  # a diff and a bar are in each other's way
    chapters_found = read_chapters(paths, problems, found=sources)
    for path, chapters in groupby(chapters_found, lambda chapter: file_path(chapter.path)):
        revised: dict[str, bytes] = {}
        for chapter in chapters:
            result = renamer.rename(chapter.document.source, path=chapter.path, format=chapter.format)
            problems += [FileError(chapter.path, fault) for fault in result.faults]
            for finding in result.findings:
                doubtful += 1
                line = result.original.count("\n", 0, finding.span.start) + 1
                say(f"{one_line(chapter.path)}:{line}: {finding.message}", err=True)
            if not result.changes:
                continue
            diff = unified_diff(result, chapter.encoding)
            if sys.stdout.isatty():
                say(diff.decode("utf-8", "replace"), nl=False)
            else:
                sys.stdout.buffer.write(diff)
                sys.stdout.buffer.flush()
            count = len(result.changes)
            places, changed = places + count, changed + 1
            revised[chapter.part] = chapter.encoding.encode(result.revised)
            say(f"{one_line(chapter.path)}: {count} {'place' if count == 1 else 'places'}", err=True)
        if write and revised:
            write_atomically(Path(path), chapter.file.packed(revised))
    left = f", {doubtful} left for you to decide" if doubtful else ""
    how = "changed" if write else "would change with --write"
    say(f"{places} places in {changed} chapters {how}{left}.", err=True)
