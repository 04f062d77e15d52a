"""``cleanup check``: the gate for translated text."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli import completion
from cleanup.cli.clean import (
    ConfigFile,
    Exclude,
    FollowLinks,
    Glossaries,
    GrammarEngine,
    Ignore,
    Jobs,
    KeepServer,
    NoGrammar,
    Select,
    SkipUnknown,
    SourcePlace,
    StdinName,
    TextEncoding,
    listed,
    nothing,
)
from cleanup.cli.colour import is_coloured
from cleanup.cli.ending import FOUND, PROBLEM, explained, fail
from cleanup.cli.say import say, say_lines, say_next

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.files.discover import Source
    from cleanup.gate.changed_lines import ChangedLines
    from cleanup.gate.found import CheckRun
    from cleanup.reports.check_options import Shown
    from cleanup.run.batch import Job
    from cleanup.run.outputs import Outputs as OutputFiles

_MOST = 200
"""Findings beyond which they are shown as a table."""

FailOn = Annotated[
    list[str],
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help="What makes the check fail: any, none, safe, suggestion, error, warning, or rules and topics (a,b). "
        "[default: any]",
        show_default=False,
        autocompletion=completion.verdicts,
    ),
]
MaxFindings = Annotated[
    int, typer.Option("--max-findings", metavar="N", min=0, help="Fail only when more than N findings count.")
]
Outputs = Annotated[
    list[str],
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[=FILE]",
        help="Report format, and the file to write it to; may be repeated. [default: text on standard output]",
        show_default=False,
        autocompletion=completion.reports,
    ),
]
ShowStatistics = Annotated[
    bool, typer.Option("--statistics", help="Show counts by rule, file and name instead of findings.")
]
SomePaths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS",
        help="Files, folders, glob patterns, or - for standard input. With --diff-base or --staged: this folder.",
        show_default=False,
    ),
]
DiffBase = Annotated[
    str,
    typer.Option(
        "--diff-base", metavar="REV", help="Report only findings on lines changed since REV.", show_default=False
    ),
]
Staged = Annotated[bool, typer.Option("--staged", help="Check the staged content and report only its changed lines.")]
Every = Annotated[bool, typer.Option("--all", help="Show each finding, however many there are and however alike.")]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Report only what this baseline does not accept.", show_default=False
    ),
]
FileFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help="The format to read all files in: plain, markdown, …",
        show_default=False,
        autocompletion=completion.formats,
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Check every file, including unchanged ones.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary, no progress; only findings and errors.")]


@explained
def check(
    paths: SomePaths = [],  # noqa: B006 - Typer wants a list and never changes it
    output: Outputs = [],  # noqa: B006
    fail_on: FailOn = [],  # noqa: B006
    max_findings: MaxFindings = 0,
    statistics: ShowStatistics = False,
    every: Every = False,
    baseline: BaselineFile = None,
    diff_base: DiffBase = "",
    staged: Staged = False,
    glossary: Glossaries = [],  # noqa: B006
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    keep_server: KeepServer = False,
    encoding: TextEncoding = None,
    source: SourcePlace = "",
    file_format: FileFormat = "",
    exclude: Exclude = [],  # noqa: B006
    follow_links: FollowLinks = False,
    skip_unknown: SkipUnknown = False,
    stdin_filename: StdinName = "",
    no_cache: NoCache = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> None:
    """Report what cleaning would repair and what is left for a person. Changes nothing.

    Exit code 1 when a finding counts (see --fail-on), 0 when none does, 2 when the check could not be done.
    """
    from dataclasses import replace

    from cleanup.gate.baseline import load_baseline, without_accepted
    from cleanup.gate.verdict import Verdict
    from cleanup.reports.check_options import Shown

    changed = _changed_lines(paths, diff_base, staged)
    verdict = Verdict(listed(fail_on) or ("any",))
    outputs = _outputs(output)
    files = {f"--output {name}": path for name, path in outputs.items()}
    if any(files.values()):
        from cleanup.run.outputs import refuse_outputs

        refuse_outputs(files, [baseline] if baseline else [])
    known = load_baseline(baseline) if baseline else None
    job = checking_job(glossary, config, select, ignore, no_grammar, encoding, stdin_filename, grammar, keep_server)
    job = replace(job, overrides=replace(job.overrides, source=source))
    job = replace(job, format=known_format(file_format), follow_links=follow_links, skip_unknown=skip_unknown)
    run = check_files(job, tuple(paths or ["."]), tuple(exclude), changed, jobs, files, cache=not no_cache, quiet=quiet)
    if known is not None:
        run = without_accepted(run, known, concerned(job))
    if changed is not None:
        run = _on(changed, run)
    counted = sum(verdict.counts(found) for _checked, found in run.found)
    _report(run, Shown(verdict.counts, statistics, every=every), outputs)
    _summarise(run, counted, paths or ["."], quiet=quiet)
    if run.errors or any(checked.faults or checked.unchecked for checked in run.files):
        raise typer.Exit(PROBLEM)
    if counted > max_findings:
        raise typer.Exit(FOUND)


def known_format(name: str) -> str:
    """``name``, if it is a format's. Raises DocumentError."""
    from cleanup.formats.registry import format_named

    return format_named(name).name if name else ""


def checking_job(
    glossary: list[Path],
    config: Path | None,
    select: list[str],
    ignore: list[str],
    no_grammar: bool,
    encoding: str | None,
    stdin_filename: str = "",
    grammar: str | None = None,
    keep_server: bool = False,
) -> Job:
    """What the options ask to do with each file. Raises ConfigError."""
    from cleanup.run.batch import Job
    from cleanup.settings.config import Overrides, load_config
    from cleanup.settings.keys import check_encoding, check_engine, check_rules

    overrides = Overrides(
        glossaries=tuple(path.absolute() for path in glossary),
        select=listed(select),
        ignore=listed(ignore),
        encoding=check_encoding(encoding, "--encoding") if encoding else None,
        grammar=not no_grammar,
        engine=check_engine(grammar) if grammar else None,
        keep_server=keep_server,
    )
    check_rules(overrides.select, "--select")
    check_rules(overrides.ignore, "--ignore")
    if config is not None:
        load_config(config)
    return Job(config, overrides, stdin_name=stdin_filename)


def concerned(job: Job) -> Callable[[str], bool]:
    """Whether the command line lets a rule run at all."""
    from cleanup.rules.engine.selection import names_rule

    chosen = job.overrides

    def concerns(rule: str) -> bool:
        if rule.startswith("grammar-") and (not chosen.grammar or chosen.engine == "none"):
            return False
        selected = not chosen.select or any(names_rule(name, rule) for name in chosen.select)
        return selected and not any(names_rule(name, rule) for name in chosen.ignore)

    return concerns


def _changed_lines(paths: list[str], diff_base: str, only_staged: bool) -> ChangedLines | None:
    """The lines that count, if not all do. Raises BadParameter and ConfigError."""
    if diff_base and only_staged:
        raise typer.BadParameter("Use either --staged or --diff-base, not both.")
    if not diff_base and not only_staged:
        if not paths:
            raise typer.BadParameter("Missing argument 'PATHS': a file or folder to check, or - for standard input.")
        return None
    if "-" in paths:
        raise typer.BadParameter("Standard input has no history: --staged and --diff-base do not work with it.")
    from cleanup.gate.changed_lines import changed_since, staged

    return staged() if only_staged else changed_since(diff_base)


def _on(changed: ChangedLines, run: CheckRun) -> CheckRun:
    """The run without what is found on lines that did not change."""
    from dataclasses import replace

    files = tuple(map(changed.on_them, run.files))
    left = sum(len(checked.found) for checked in files)
    return replace(run, files=files, elsewhere=sum(1 for _ in run.found) - left)


def check_files(
    job: Job,
    paths: tuple[str, ...],
    exclude: tuple[str, ...] = (),
    changed: ChangedLines | None = None,
    jobs: int | None = None,
    outputs: OutputFiles | None = None,
    *,
    cache: bool = True,
    quiet: bool = False,
) -> CheckRun:
    """Check what the paths mean, of that only files that changed. Ends the command when the paths mean nothing.

    Raises DocumentError when one of the ``outputs`` is a file that is read.
    """
    from contextlib import closing
    from dataclasses import replace

    from cleanup.cli.progress import progress
    from cleanup.core.model import FileError, LeftAlone
    from cleanup.gate.checker import as_on_disk, check_all
    from cleanup.gate.found import Checked, CheckRun
    from cleanup.gate.results import results_file
    from cleanup.reports.left_alone import LeftAlones
    from cleanup.run.batch import sampling
    from cleanup.storage.store import Store

    sources: list[Source | FileError] = list(_sources(paths, job, exclude))
    if all(isinstance(source, LeftAlone) for source in sources) and not job.skip_unknown:
        fail(nothing("check", paths, LeftAlones.among(sources)))
    if outputs and any(outputs.values()):
        from cleanup.run.outputs import refuse_targets

        refuse_targets(sources, job, outputs)
    job = sampling(job, sources, jobs)
    if changed is not None:
        sources = [s for s in sources if isinstance(s, FileError) or changed.concern(s.path)]
    content = changed.content if changed is not None else as_on_disk
    store = Store(results_file()) if cache else None
    files: list[Checked] = []
    errors: list[FileError] = []
    left: list[LeftAlone] = []
    with (
        progress(lambda: sources, enabled=not quiet) as moving,
        closing(check_all(sources, job, content, store, jobs)) as outcomes,
    ):
        for outcome in outcomes:
            if isinstance(outcome, LeftAlone):
                left.append(outcome)
            elif isinstance(outcome, FileError):
                errors.append(outcome)
                moving.advance(outcome.path)
            else:
                files.append(outcome if outcome.found else replace(outcome, text=""))  # nothing will be shown of it
                moving.advance(outcome.path, len(outcome.found))
    return CheckRun(tuple(files), tuple(errors), left_alone=tuple(left))


def _sources(paths: tuple[str, ...], job: Job, exclude: tuple[str, ...]) -> Iterator[Source | FileError]:
    from cleanup.files.discover import discover
    from cleanup.run.batch import Selection

    selection = Selection(job, exclude)
    return discover(
        paths,
        selection,
        passed_over=selection.passed_over,
        follow_links=job.follow_links,
        skip_unknown=job.skip_unknown,
    )


def _outputs(wanted: list[str]) -> dict[str, Path | None]:
    """The formats asked for and where each goes; ``None`` is standard output. Raises BadParameter."""
    from cleanup.reports.check_formats import CHECK_FORMATS

    outputs: dict[str, Path | None] = {}
    for value in wanted or ["text"]:
        name, _, file = value.partition("=")
        if name not in CHECK_FORMATS:
            raise typer.BadParameter(f"there is no format “{name}”; known: {', '.join(CHECK_FORMATS)}.")
        if name in outputs:
            raise typer.BadParameter(f"--output {name} is given twice.")
        outputs[name] = Path(file) if file and file != "-" else None
    if list(outputs.values()).count(None) > 1:
        raise typer.BadParameter("Two formats cannot share standard output: write --output FORMAT=FILE for one.")
    return outputs


def _report(run: CheckRun, shown: Shown, outputs: dict[str, Path | None]) -> None:
    from dataclasses import replace

    from cleanup.files.write import write_atomically
    from cleanup.reports.check_formats import CHECK_FORMATS

    for name, path in outputs.items():
        if path is not None:
            data = CHECK_FORMATS[name].render(run, shown).encode("utf-8", "replace")
            if path.exists() and not path.is_file():  # a pipe, /dev/stdout
                path.write_bytes(data)
            else:
                write_atomically(path, data)
            continue
        most = 0 if shown.every else _MOST
        width = shutil.get_terminal_size((80, 24)).columns
        here = replace(shown, colour=is_coloured(sys.stdout), most=most, width=width)
        text = CHECK_FORMATS[name].render(run, here)
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    if "github" in outputs:
        _summarise_step(run, shown)


def _summarise_step(run: CheckRun, shown: Shown) -> None:
    """Add what GitHub does not show as annotations to the summary of the step, where there is one."""
    from cleanup.reports.check_formats import CHECK_FORMATS

    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        text = CHECK_FORMATS["markdown"].render(run, shown)
        try:
            with Path(place).open("ab") as file:
                file.write(text.encode("utf-8", "replace"))
        except OSError as error:
            say(f"note: cannot write the summary of the step: {error.strerror or error}", err=True)


def _summarise(run: CheckRun, counted: int, paths: list[str], *, quiet: bool) -> None:
    from cleanup.reports.check_summary import complaints, left_alone, stale, total, unlisted

    full = (*complaints(run), *stale(run), *left_alone(run), *unlisted(run), total(run, counted))
    say_lines(complaints(run) if quiet else full)
    if not quiet and "-" not in paths and any(checked.found for checked in run.files):
        where = " ".join(paths)
        say_next(f"`cleanup clean {where} --write` applies safe fixes, `cleanup review {where}` decides on the rest.")
