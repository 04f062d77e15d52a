"""``cleanup glossary report``: the glossary as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import PROBLEM, explained
from cleanup.cli.glossary_options import Glossaries, Paths, counted, told
from cleanup.cli.glossary_stats import measured
from cleanup.cli.say import say, say_next

if TYPE_CHECKING:
    from cleanup.core.model import FileError


@explained
def report(
    paths: Paths,
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="The page to write.", show_default=False)],
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
) -> None:
    """Write a page of all names. It shows spellings over the chapters, contexts, and who appears together.

    The page is one file that needs no network. Search in it, or open it with #q=WORDS or #name=NAME.
    """
    from cleanup.files.write import write_atomically
    from cleanup.glossary.chapters import chapter_paths
    from cleanup.glossary.page import page
    from cleanup.glossary.workspace import glossary_paths, read_here
    from cleanup.run.outputs import refuse_outputs
    from cleanup.terms.load import load_glossary

    files = glossary_paths(glossary)
    refuse_outputs({"--html": html}, (*read_here(files), *chapter_paths(paths)))
    problems: list[FileError] = []
    found = measured(paths, glossary, problems)
    text = page(found, load_glossary(files))
    write_atomically(html, text.encode("utf-8", "replace"))
    told(problems)
    say(f"{html}: {counted(len(found.entries), 'entry')} in {counted(len(found.chapters), 'chapter')}.")
    say_next("open it in a browser; `cleanup glossary review` decides on names that are missing.")
    if problems:
        raise typer.Exit(PROBLEM)
