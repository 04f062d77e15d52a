"""``cleanup clean``: repair texts, or show how."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import FOUND, PROBLEM, explained, fail

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.files.discover import Source


class Format(StrEnum):
    """How changes are shown."""

    DIFF = "diff"
    WORDS = "words"
    JSON = "json"


class Quotes(StrEnum):
    """What quotation marks become."""

    AUTO = "auto"
    CURLY = "curly"
    STRAIGHT = "straight"


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATHS", help="Files, folders, glob patterns, or - for standard input.", show_default=False),
]
Write = Annotated[bool, typer.Option("--write", "-w", help="Replace the files. With -: print the cleaned text.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Write all cleaned files to this folder instead.", show_default=False
    ),
]
Diff = Annotated[
    Path | None,
    typer.Option(
        "--diff", metavar="FILE", help="Write the diff to a file, for git apply or patch -p1.", show_default=False
    ),
]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; exit with 1 when something would change.")]
Shown = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="diff|words|json",
        help="How changes are shown on standard output. [default: diff, or nothing with an option that says where to]",
        show_default=False,
    ),
]
Glossaries = Annotated[
    list[Path],
    typer.Option("--glossary", "-g", metavar="FILE", help="A glossary file; may be repeated.", show_default=False),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration for all files. [default: the nearest cleanup.toml above each]",
        show_default=False,
    ),
]
Select = Annotated[
    list[str],
    typer.Option("--select", metavar="RULES", help="Run only these rules or topics (a,b).", show_default=False),
]
Ignore = Annotated[
    list[str],
    typer.Option("--ignore", metavar="RULES", help="Leave out these rules or topics (a,b).", show_default=False),
]
Unsafe = Annotated[bool, typer.Option("--unsafe-fixes", help="Apply fixes that are less certain, too.")]
NoGrammar = Annotated[bool, typer.Option("--no-grammar", help="Leave out the grammar check.")]
GrammarEngine = Annotated[
    str | None,
    typer.Option(
        "--grammar",
        metavar="ENGINE",
        help="Which engine checks grammar: auto, lingotweaker, harper, languagetool, none. [default: auto]",
        show_default=False,
    ),
]
KeepServer = Annotated[
    bool, typer.Option("--keep-server", help="Leave a LanguageTool server running for the next run.")
]
QuoteStyle = Annotated[
    Quotes | None,
    typer.Option(
        "--quotes",
        metavar="auto|curly|straight",
        help="Quotation marks. [default: auto, as the text has them]",
        show_default=False,
    ),
]
TextEncoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="How the files are encoded. [default: auto]", show_default=False),
]
Exclude = Annotated[
    list[str],
    typer.Option("--exclude", metavar="PATTERN", help="Leave out files found in folders.", show_default=False),
]
StdinName = Annotated[
    str,
    typer.Option("--stdin-filename", metavar="NAME", help="Treat standard input as this file.", show_default=False),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        help="How many processes share the files. [default: one per core; 1 for few files]",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary; only errors.")]


@explained
def clean(
    paths: Paths,
    write: Write = False,
    output: Output = None,
    diff: Diff = None,
    check: Check = False,
    shown: Shown = None,
    glossary: Glossaries = [],  # noqa: B006 - Typer wants a list and never changes it
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    unsafe_fixes: Unsafe = False,
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    keep_server: KeepServer = False,
    quotes: QuoteStyle = None,
    encoding: TextEncoding = None,
    exclude: Exclude = [],  # noqa: B006
    stdin_filename: StdinName = "",
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Repair texts, or show what would be repaired.

    Without --write, --output or --diff this prints a unified diff and changes nothing. What is left for a person to
    decide is listed in the summary.
    """
    _refuse_contradictions(paths, write, output, check, shown)
    from cleanup.batch import Job, Selection
    from cleanup.cli.output import Results
    from cleanup.config import Overrides, load_config
    from cleanup.config_keys import check_encoding, check_engine, check_rules
    from cleanup.files.discover import common_folder, discover
    from cleanup.telling import tell_all

    overrides = Overrides(
        glossaries=tuple(path.absolute() for path in glossary),
        select=listed(select),
        ignore=listed(ignore),
        unsafe_fixes=True if unsafe_fixes else None,
        quotes=quotes.value if quotes else None,
        encoding=check_encoding(encoding, "--encoding") if encoding else None,
        grammar=not no_grammar,
        engine=check_engine(grammar) if grammar else None,
        keep_server=keep_server,
    )
    check_rules(overrides.select, "--select")
    check_rules(overrides.ignore, "--ignore")
    if config is not None:
        load_config(config)
    job = Job(config, overrides, write, output, common_folder(paths) if output else None, stdin_filename)
    style = shown.value if shown else "" if write or output or diff or check else "diff"
    sources = discover(paths, Selection(job, tuple(exclude)), output)
    with Results(style, diff, written=write or output is not None, quiet=quiet) as results:
        shows_progress = not quiet and results.leaves_terminal_alone
        with (
            progress(sources, enabled=shows_progress) as announced,
            closing(tell_all(announced, job, results.wanted, jobs)) as outcomes,
        ):
            for outcome in outcomes:
                results.add(outcome)
        if not results.seen:
            fail(f"nothing to clean in {', '.join(paths)}\n  Folders are searched for {known_extensions()}.")
    if results.failed:
        raise typer.Exit(PROBLEM)
    if check and results.changed:
        raise typer.Exit(FOUND)


def _refuse_contradictions(
    paths: list[str], write: bool, output: Path | None, check: bool, shown: Format | None
) -> None:
    if write and output:
        raise typer.BadParameter("--write replaces the files and --output leaves them alone: choose one.")
    if check and (write or output):
        raise typer.BadParameter("--check changes nothing: leave out --write and --output.")
    if "-" in paths and output:
        raise typer.BadParameter("Standard input has no name in --output: use --write to print the cleaned text.")
    if "-" in paths and write and shown:
        raise typer.BadParameter("With - and --write the cleaned text is printed: leave out --format.")


def listed(values: list[str]) -> tuple[str, ...]:
    """Comma-separated and repeated values as one list."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def known_extensions() -> str:
    """What files a folder is searched for, for a message."""
    from cleanup.formats.registry import EXTENSIONS

    return ", ".join(f"*{extension}" for extension in EXTENSIONS)


@contextmanager
def progress(sources: Iterable[Source | FileError], *, enabled: bool) -> Iterator[Iterator[Source | FileError]]:
    """The sources, with a bar on the terminal that moves on as they are taken. Only for a bar are they counted."""
    if not enabled or not sys.stderr.isatty():
        yield iter(sources)
        return
    sources = list(sources)
    if len(sources) < 2:
        yield iter(sources)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(sources))

        def announced() -> Iterator[Source | FileError]:
            for source in sources:
                progress.update(task, description=source.path)
                yield source
                progress.advance(task)

        yield announced()
