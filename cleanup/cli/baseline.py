"""``cleanup baseline``: accept what is there, so that a check reports only what is new."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.check import check_files, checking_job, concerned
from cleanup.cli.clean import (
    ConfigFile,
    Exclude,
    Glossaries,
    GrammarEngine,
    Ignore,
    NoGrammar,
    Paths,
    Select,
    TextEncoding,
)
from cleanup.cli.ending import PROBLEM, explained, fail
from cleanup.cli.glossary_options import counted
from cleanup.cli.say import say, say_next
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.gate.found import CheckRun, Entry
    from cleanup.run.batch import Job

app = typer.Typer(
    help="Accept existing findings; later checks report only new ones.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The baseline file.")]
_DEFAULT = Path("cleanup-baseline.json")


@app.command()
@explained
def create(
    paths: Paths,
    baseline: File = _DEFAULT,
    glossary: Glossaries = [],  # noqa: B006 - Typer wants a list and never changes it
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    encoding: TextEncoding = None,
    exclude: Exclude = [],  # noqa: B006
) -> None:
    """Write a baseline that accepts all current findings. Never overwrites an existing one."""
    from cleanup.gate.baseline import Baseline, entries_of

    if os.path.lexists(baseline):  # a link that leads nowhere yet, too
        fail(f"{baseline} is there already\n  `cleanup baseline update` brings it up to date.")
    job = checking_job(glossary, config, select, ignore, no_grammar, encoding, grammar=grammar)
    run = _run(job, paths, exclude, baseline)
    entries = entries_of(run, Baseline(baseline.absolute().parent))
    _write(baseline, entries)
    say(f"{baseline} written: {counted(len(entries), 'finding')} in {_files(entries)} accepted.")
    say_next(f"`cleanup check {' '.join(paths)} --baseline {baseline}` reports only what is new.")


@app.command()
@explained
def update(
    paths: Paths,
    baseline: File = _DEFAULT,
    glossary: Glossaries = [],  # noqa: B006
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    encoding: TextEncoding = None,
    exclude: Exclude = [],  # noqa: B006
) -> None:
    """Accept new findings and remove stale ones. Entries of files that are not checked stay."""
    from cleanup.gate.baseline import entries_of, load_baseline, without_accepted

    known = load_baseline(baseline)
    job = checking_job(glossary, config, select, ignore, no_grammar, encoding, grammar=grammar)
    run = _run(job, paths, exclude, baseline)
    compared = without_accepted(run, known, concerned(job))
    checked = {known.name(file.path) for file in run.files}
    concerns = concerned(job)
    others = [e for e in known.entries if e.path not in checked or not concerns(e.rule)]
    entries = (*_without(others, compared.stale), *entries_of(run, known))
    _write(baseline, entries)
    new = sum(len(file.found) for file in compared.files)
    say(f"{baseline} written: {new} findings added, {_total(compared.stale)} stale ones taken out.")


@app.command()
@explained
def prune(
    paths: Paths,
    baseline: File = _DEFAULT,
    glossary: Glossaries = [],  # noqa: B006
    config: ConfigFile = None,
    select: Select = [],  # noqa: B006
    ignore: Ignore = [],  # noqa: B006
    no_grammar: NoGrammar = False,
    grammar: GrammarEngine = None,
    encoding: TextEncoding = None,
    exclude: Exclude = [],  # noqa: B006
) -> None:
    """Remove stale entries. Accepts nothing new."""
    from cleanup.gate.baseline import load_baseline, without_accepted

    known = load_baseline(baseline)
    job = checking_job(glossary, config, select, ignore, no_grammar, encoding, grammar=grammar)
    compared = without_accepted(_run(job, paths, exclude, baseline), known, concerned(job))
    if compared.stale:
        _write(baseline, _without(known.entries, compared.stale))
        say(f"{baseline} written: {_total(compared.stale)} stale findings taken out.")
    else:
        say(f"{baseline} has nothing stale.")


@app.command()
@explained
def show(baseline: File = _DEFAULT) -> None:
    """Count the accepted findings by rule and by file."""
    from cleanup.gate.baseline import load_baseline
    from cleanup.gate.statistics import Statistics

    counts = Statistics()
    for entry in load_baseline(baseline).entries:
        counts.rules[entry.rule] += entry.count
        counts.files[entry.path] += entry.count
    say("\n".join((*map(one_line, counts.lines()), f"{counts.rules.total()} findings accepted.")))


def _run(job: Job, paths: list[str], exclude: list[str], baseline: Path) -> CheckRun:
    """Check the files. A baseline of half of the findings would be worse than none, so that any problem ends it."""
    from cleanup.reports.check_summary import complaints, left_alone

    run = check_files(job, tuple(paths), tuple(exclude), outputs={"--baseline": baseline})
    for line in (*complaints(run), *left_alone(run)):
        say(one_line(line), err=True)
    if run.errors or any(checked.faults or checked.unchecked for checked in run.files):
        say("error: no baseline was written", err=True)
        raise typer.Exit(PROBLEM)
    return run


def _write(path: Path, entries: tuple[Entry, ...] | list[Entry]) -> None:
    from cleanup.files.write import write_atomically
    from cleanup.gate.baseline import written

    write_atomically(path, written(entries).encode("utf-8", "replace"))


def _without(entries: tuple[Entry, ...] | list[Entry], stale: tuple[Entry, ...]) -> list[Entry]:
    from collections import Counter
    from dataclasses import replace

    counts: Counter[Entry] = Counter()
    for entry in entries:
        counts[replace(entry, count=1)] += entry.count
    for entry in stale:
        counts[replace(entry, count=1)] -= entry.count
    return [replace(entry, count=count) for entry, count in counts.items() if count > 0]


def _total(entries: tuple[Entry, ...]) -> int:
    return sum(entry.count for entry in entries)


def _files(entries: tuple[Entry, ...]) -> str:
    files = len({entry.path for entry in entries})
    return f"{files} file{'' if files == 1 else 's'}"
