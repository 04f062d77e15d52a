"""``cleanup clean``: repair texts, or show how."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli import completion
from cleanup.cli.ending import FOUND, PROBLEM, explained, fail
from cleanup.cli.say import say

if TYPE_CHECKING:
    from cleanup.cli.output import Results
    from cleanup.cli.progress import Sources
    from cleanup.core.model import FileError
    from cleanup.files.discover import Source
    from cleanup.outcome.journal import Journal
    from cleanup.outcome.undo import Keeper
    from cleanup.reports.left_alone import LeftAlones
    from cleanup.run.batch import Job


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
Write = Annotated[bool, typer.Option("--write", "-w", help="Replace the files; with -, print the cleaned text.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Write the cleaned files to this folder instead.", show_default=False
    ),
]
Diff = Annotated[
    Path | None,
    typer.Option(
        "--diff", metavar="FILE", help="Write the diff to a file, for git apply or patch -p1.", show_default=False
    ),
]
Html = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Show the changes as a page, chapter by chapter, instead; decisions can be made in it.",
        show_default=False,
    ),
]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; exit with 1 if anything would change.")]
Formats = Annotated[
    list[str],
    typer.Option(
        "--format",
        "-f",
        metavar="diff|words|json|NAME",
        help="How changes are shown on standard output; or the NAME of a format (plain, markdown, …) to read all files "
        "in. May be repeated. [default: words on a terminal, diff elsewhere; nothing where an option names a target]",
        show_default=False,
        autocompletion=completion.shown_formats,
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
    typer.Option(
        "--select",
        metavar="RULES",
        help="Run only these rules or topics (a,b).",
        show_default=False,
        autocompletion=completion.rules,
    ),
]
Ignore = Annotated[
    list[str],
    typer.Option(
        "--ignore",
        metavar="RULES",
        help="Skip these rules or topics (a,b).",
        show_default=False,
        autocompletion=completion.rules,
    ),
]
Unsafe = Annotated[bool, typer.Option("--unsafe-fixes", help="Also apply less certain fixes.")]
NoGrammar = Annotated[bool, typer.Option("--no-grammar", help="Skip the grammar check.")]
GrammarReport = Annotated[
    bool,
    typer.Option(
        "--grammar-report",
        help="Ask the grammar engine about every paragraph, and list what it only reports (as check does).",
    ),
]
GrammarEngine = Annotated[
    str | None,
    typer.Option(
        "--grammar",
        metavar="ENGINE",
        help="Grammar engine: auto, lingotweaker, harper, languagetool, none, or the URL of a "
        "LanguageTool server. [default: auto]",
        show_default=False,
        autocompletion=completion.engines,
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
        help="Style of quotation marks. [default: auto, the text's own]",
        show_default=False,
    ),
]
TextEncoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of the files. [default: auto]", show_default=False),
]
Exclude = Annotated[
    list[str],
    typer.Option("--exclude", metavar="PATTERN", help="Skip matching files in folders.", show_default=False),
]
FollowLinks = Annotated[bool, typer.Option("--follow-links", help="Also follow links that lead out of a folder.")]
SkipUnknown = Annotated[
    bool,
    typer.Option("--skip-unknown", help="Skip named files of unknown formats instead of failing."),
]
StdinName = Annotated[
    str,
    typer.Option(
        "--stdin-filename", metavar="NAME", help="Treat standard input as a file of this name.", show_default=False
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        help="Number of processes. [default: one per core; 1 for few files]",
        show_default=False,
    ),
]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="ADDRESS|local",
        help="Have the files done by a Dask cluster that sees them under the same paths.",
        show_default=False,
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Continue an interrupted run; needs its --write or --output.")]
SourcePlace = Annotated[
    str,
    typer.Option(
        "--source",
        metavar="PLACE",
        help="The texts in the source language: a folder, a file, or a pattern such as raw/{stem}.txt. "
        "[default: `source` of the configuration]",
        show_default=False,
    ),
]
Backup = Annotated[bool, typer.Option("--backup", help="With --write: keep a copy of each file beside it (NAME.bak).")]
Tracked = Annotated[
    bool,
    typer.Option(
        "--tracked",
        help="With --write or --output, for Word documents: leave every change as a tracked change, with its rule and "
        "reason as a comment.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary, no progress; only errors.")]


@explained
def clean(
    paths: Paths,
    write: Write = False,
    output: Output = None,
    backup: Backup = False,
    tracked: Tracked = False,
    resume: Resume = False,
    diff: Diff = None,
    html: Html = None,
    check: Check = False,
    formats: Formats = [],  # noqa: B006 - Typer wants a list and never changes it
    glossary: Glossaries = [],  # noqa: B006
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    unsafe_fixes: Unsafe = False,
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    grammar_report: GrammarReport = False,
    keep_server: KeepServer = False,
    quotes: QuoteStyle = None,
    encoding: TextEncoding = None,
    source: SourcePlace = "",
    exclude: Exclude = [],  # noqa: B006
    follow_links: FollowLinks = False,
    skip_unknown: SkipUnknown = False,
    stdin_filename: StdinName = "",
    jobs: Jobs = None,
    cluster: Cluster = "",
    quiet: Quiet = False,
) -> None:
    """Repair texts, or show what would be repaired.

    Without --write, --output or --diff this changes nothing: it shows the changed words on a terminal, and prints a
    unified diff elsewhere. What is left for a person to decide is listed in the summary.
    """
    shown, file_format = _formats(formats)
    _refuse_contradictions(paths, write, output, check, shown, resume)
    if backup and not write:
        raise typer.BadParameter("--backup needs --write: nothing else replaces a file.")
    if tracked and ("-" in paths or not (write or output)):
        raise typer.BadParameter("--tracked leaves changes in files: it needs --write or --output.")
    if cluster and find_spec("distributed") is None:
        fail("Dask is not installed\n  Install it with: pip install 'mt-cleanup[cluster]'")
    from cleanup.cli.output import Results
    from cleanup.files.discover import common_folder, discover
    from cleanup.outcome.journal import Journal
    from cleanup.outcome.undo import Keeper, forget_older, new_run
    from cleanup.run.batch import Job, Selection
    from cleanup.settings.config import Overrides, load_config
    from cleanup.settings.keys import check_encoding, check_engine, check_rules

    overrides = Overrides(
        glossaries=tuple(path.absolute() for path in glossary),
        select=listed(select),
        ignore=listed(ignore),
        unsafe_fixes=True if unsafe_fixes else None,
        quotes=quotes.value if quotes else None,
        encoding=check_encoding(encoding, "--encoding") if encoding else None,
        source=source,
        grammar=not no_grammar,
        grammar_reports=grammar_report,
        engine=check_engine(grammar) if grammar else None,
        keep_server=keep_server,
    )
    check_rules(overrides.select, "--select")
    check_rules(overrides.ignore, "--ignore")
    if config is not None:
        load_config(config)
    if html is not None:
        if write or output or diff or check or "-" in paths:
            raise typer.BadParameter("--html shows what would change, of files: use it alone.")
        from cleanup.cli.review import gathered, write_page
        from cleanup.review.groups import grouped

        job = Job(config, overrides, format=file_format, follow_links=follow_links, skip_unknown=skip_unknown)
        places, problems = gathered(job, paths, exclude, jobs, html, quiet=quiet)
        write_page(html, grouped(places, again=True), paths, "chapters")
        raise typer.Exit(PROBLEM if problems else 0)
    mirrored = common_folder(paths) if output else None
    job = Job(
        config,
        overrides,
        write,
        output,
        mirrored,
        stdin_filename,
        file_format,
        follow_links,
        skip_unknown,
        tracked=tracked,
        cluster=cluster,
    )
    style = shown.value if shown else "" if write or output or diff or check else _default_style()
    selection = Selection(job, tuple(exclude))

    def found() -> Iterator[Source | FileError]:
        return discover(
            paths,
            selection,
            output,
            selection.passed_over,
            follow_links=follow_links,
            skip_unknown=skip_unknown,
        )

    if diff or output:
        from cleanup.run.outputs import refuse_targets

        refuse_targets(found(), job, {"--diff": diff})
    results = Results(
        style, diff, written=write or output is not None, quiet=quiet, asked=shown is not None, undoable=write
    )
    journal = Journal(paths, job, results.wanted, resume=resume) if write or output else None
    here = Path.cwd()
    keeper = Keeper(new_run(here, resume=resume), backup=backup) if write else None
    with closing(journal) if journal else nullcontext(), going_on(journal):
        for note in journal.notes if journal and not quiet else ():
            say(f"note: {note}", err=True)
        with results:
            _run(found, job, results, journal, keeper, jobs, quiet=quiet)
            if not results.seen and not skip_unknown:
                fail(nothing("clean", paths, results.left_alone))
        if journal is not None:
            journal.finish()
    if keeper is not None:
        forget_older(here)
    if results.failed:
        raise typer.Exit(PROBLEM)
    if check and results.changed:
        raise typer.Exit(FOUND)


def _run(
    sources: Sources,
    job: Job,
    results: Results,
    journal: Journal | None,
    keeper: Keeper | None,
    jobs: int | None,
    *,
    quiet: bool,
) -> None:
    from cleanup.cli.progress import progress
    from cleanup.core.model import FileError, LeftAlone
    from cleanup.outcome.reporting import tell_all

    enabled = not quiet and results.leaves_terminal_alone
    with (
        progress(sources, enabled=enabled) as moving,
        closing(tell_all(sources(), job, results.wanted, jobs, journal, keeper)) as outcomes,
    ):
        for outcome in outcomes:
            results.add(outcome)
            if isinstance(outcome, FileError):
                if not isinstance(outcome, LeftAlone):
                    moving.advance(outcome.path)
            else:
                found = outcome.changes + len(outcome.suggestions)
                moving.advance(outcome.path, found, outcome.size, fresh=not outcome.resumed)


@contextmanager
def going_on(journal: Journal | None) -> Iterator[None]:
    """Tell who interrupts a run how to go on with it."""
    try:
        yield
    except KeyboardInterrupt:
        if journal is None or not (count := journal.count()):
            raise
        done = "1 file" if count == 1 else f"{count:,} files"
        fail(
            f"interrupted after {done}; the rest are unchanged, and no file is half-written\n"
            "  The same command with --resume continues from there."
        )


def _default_style() -> str:
    """Changed words for a person at a terminal, a diff for a pipe or a file."""
    return "words" if sys.stdout.isatty() else "diff"


def _formats(values: list[str]) -> tuple[Format | None, str]:
    """How changes are to be shown, and the format to read all files in, of what --format says. Raises BadParameter."""
    from cleanup.formats.registry import FORMATS

    shown = [Format(value) for value in values if value in tuple(Format)]
    known = [fmt.name for fmt in FORMATS]
    read = [value for value in values if value not in tuple(Format)]
    for value in read:
        if value not in known:
            choices = ", ".join(f"'{name}'" for name in dict.fromkeys([*Format, *known]))
            raise typer.BadParameter(f"'{value}' is not one of {choices}.", param_hint="'--format'")
    if len(set(shown)) > 1 or len(set(read)) > 1:
        raise typer.BadParameter("one way to show changes and one format to read: leave out the others.")
    return next(iter(shown), None), next(iter(read), "")


def _refuse_contradictions(
    paths: list[str], write: bool, output: Path | None, check: bool, shown: Format | None, resume: bool
) -> None:
    if write and output:
        raise typer.BadParameter("Use either --write or --output, not both.")
    if check and (write or output):
        raise typer.BadParameter("--check changes nothing and cannot be combined with --write or --output.")
    if resume and not (write or output):
        raise typer.BadParameter("--resume needs the --write or --output of the interrupted run.")
    if resume and "-" in paths:
        raise typer.BadParameter("Standard input cannot be resumed: leave out - or --resume.")
    if "-" in paths and output:
        raise typer.BadParameter("Standard input has no name in --output: use --write to print the cleaned text.")
    if "-" in paths and write and shown:
        raise typer.BadParameter("With - and --write the cleaned text is printed: leave out --format.")


def listed(values: list[str]) -> tuple[str, ...]:
    """Comma-separated and repeated values as one list."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def nothing(verb: str, paths: Iterable[str], left: LeftAlones) -> str:
    """The message for paths that mean no file that a command can work on. ``left``: what else was there."""
    from cleanup.formats.registry import EXTENSIONS
    from cleanup.untrusted.visible import one_line

    known = ", ".join(f"*{extension}" for extension in EXTENSIONS)
    lines = [f"nothing to {verb} in {', '.join(paths)}", *left.notes, *left.lines()]
    return "\n  ".join(map(one_line, [*lines, f"Folders are searched for {known}."]))
