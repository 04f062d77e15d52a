"""``cleanup align``: which paragraph of the source each paragraph renders."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.clean import ConfigFile, Exclude, SourcePlace
from cleanup.cli.ending import PROBLEM, explained, fail
from cleanup.cli.glossary_options import counted, told
from cleanup.cli.say import say
from cleanup.errors import CleanupError
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.parallel.align import Alignment

_WIDTH = 60


@explained
def align(
    paths: Annotated[list[str], typer.Argument(metavar="PATHS", help="Translated files or folders.")],
    source: SourcePlace = "",
    tmx: Annotated[
        Path | None, typer.Option("--tmx", metavar="FILE", help="Write the linked paragraphs to a TMX file.")
    ] = None,
    least: Annotated[
        float, typer.Option("--min", metavar="P", min=0.0, max=1.0, help="Only links of at least this probability.")
    ] = 0.0,
    config: ConfigFile = None,
    exclude: Exclude = [],  # noqa: B006 - Typer never changes it
) -> None:
    """Show which source paragraph each paragraph renders. Each link has the probability that it is right."""
    from cleanup.files.write import write_atomically
    from cleanup.parallel.tmx import as_tmx
    from cleanup.run.outputs import refuse_outputs

    problems: list[FileError] = []
    found: list[tuple[str, Alignment]] = []
    inputs: list[Path] = []
    for path, file, alignment in _aligned(paths, source, config, exclude, problems, quiet=tmx is not None):
        inputs += [Path(path), Path(file)]
        found.append((path, alignment))
        if tmx is None:
            say("\n".join(_shown(path, file, alignment, least)))
    if tmx is not None:
        refuse_outputs({"--tmx": tmx}, inputs)
        write_atomically(tmx, ("\n".join(as_tmx(found, least)) + "\n").encode())
    told(problems)
    if not found and not problems:
        fail("No file was aligned.")
    links = sum(len(alignment.links) for _path, alignment in found)
    say(f"{counted(len(found), 'file')} aligned, {counted(links, 'link')}.", err=True)
    if problems:
        raise typer.Exit(PROBLEM)


def _aligned(
    paths: list[str], source: str, config: Path | None, exclude: list[str], problems: list[FileError], *, quiet: bool
) -> Iterator[tuple[str, str, Alignment]]:
    """Each text of a translation with the file of its source, and the two aligned. ``quiet``: nothing else is printed
    meanwhile."""
    from cleanup.cli.progress import followed
    from cleanup.core.model import FileError, LeftAlone
    from cleanup.files.discover import discover
    from cleanup.formats.registry import format_named
    from cleanup.parallel.beside import Sources
    from cleanup.run.batch import Job, Selection, Worker
    from cleanup.settings.config import Overrides

    job = Job(config, Overrides(source=source, grammar=False))
    sources = Sources()
    with Worker(job) as worker:
        several = list(discover(paths, Selection(job, tuple(exclude))))
        for each in several if sys.stdout.isatty() and not quiet else followed(several):
            opened = each if isinstance(each, FileError) else worker.attempt(each, worker.open)
            if isinstance(opened, FileError):
                if not isinstance(opened, LeftAlone):
                    problems.append(opened)
                continue
            for read in opened.texts():
                document = format_named(read.format).parse(read.text)
                try:
                    file, alignment = sources.aligned(read.path, document, read.config)
                except CleanupError as error:
                    problems.append(FileError(error.where or read.path, error.message, error.hint))
                    continue
                if alignment is None:
                    hint = "Give both the same name or the same number, or a heading with the chapter’s number."
                    problems.append(FileError(read.path, "its source was not found", hint))
                else:
                    yield read.path, file, alignment


def _shown(path: str, file: str, alignment: Alignment, least: float) -> Iterator[str]:
    """The links of a text, a line each."""
    yield f"{one_line(path)} ← {one_line(file)}, {alignment.fit:.0%} certain"
    for link in alignment.links:
        if link.probability >= least:
            source = " / ".join(p.text for p in alignment.source[link.first : link.first_end])
            target = " / ".join(p.text for p in alignment.target[link.second : link.second_end])
            yield f"  {link.probability:4.0%}  {_cut(target)}  ←  {_cut(source)}"


def _cut(text: str) -> str:
    line = one_line(text)
    return (line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…") or "(nothing)"
