"""``cleanup glossary lint`` and ``test``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import FOUND, PROBLEM, explained
from cleanup.cli.glossary_options import AsJson, DryRun, Glossaries, OptionalPaths, told
from cleanup.cli.say import give, say

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.glossary.lint import Problem
    from cleanup.glossary.usage import FormCounter
    from cleanup.terms.model import Term


@explained
def lint(
    paths: OptionalPaths = None,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what is certain; report the rest.")] = False,
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Find contradictions, duplicates and entries that do harm.

    With PATHS the risks are shown with counts from these chapters, and variants that never occur are listed. Exit
    code 1 when there are errors or warnings; notes do not count.
    """
    from cleanup.glossary import lint as linting
    from cleanup.glossary.mend import mend
    from cleanup.glossary.workspace import Workspace, glossary_paths

    files = glossary_paths(glossary)
    broken = linting.malformed(files)
    if broken:
        _report(broken, as_json)
        raise typer.Exit(FOUND)
    workspace = Workspace(files)
    if fix:
        mended = mend(workspace)
        if dry_run:
            give(workspace.diff(), nl=False)
            return
        workspace.save(check=False)
        if mended and not as_json:
            say(f"{mended} {'entry' if mended == 1 else 'entries'} mended.")
    problems: list[FileError] = []
    found = linting.lint(workspace.terms, _usage(workspace.terms, paths, problems))
    _report(found, as_json)
    told(problems)
    if problems:
        raise typer.Exit(PROBLEM)
    if any(problem.level is not linting.Level.NOTE for problem in found):
        raise typer.Exit(FOUND)


def _usage(terms: Sequence[Term], paths: list[str] | None, problems: list[FileError]) -> FormCounter | None:
    if not paths:
        return None
    from cleanup.cli.progress import followed
    from cleanup.glossary.chapters import found_in, read_chapters
    from cleanup.glossary.lint import forms_of
    from cleanup.glossary.usage import FormCounter

    counter = FormCounter(forms_of(terms))
    for chapter in read_chapters(paths, problems, found=followed(found_in(paths))):
        counter.read(chapter.document)
    return counter


def _report(found: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        give(json.dumps([{**asdict(p), "where": str(p.where)} for p in found], ensure_ascii=False, indent=2))
        return
    for problem in found:
        say(f"{problem.where}: {problem.level}: {problem.message} [{problem.check}]")
    counts = [(level, sum(p.level == level for p in found)) for level in ("error", "warning", "note")]
    said = ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level, n in counts if n)
    fixable = sum(problem.fixable for problem in found)
    say(f"{said or 'Nothing to complain about'}{f'; {fixable} can be mended with --fix' if fixable else ''}.")


@explained
def run_promised(glossary: Glossaries = [], as_json: AsJson = False) -> None:  # noqa: B006
    """Run the examples of the entries, and the texts they keep. Exit code 1 when one fails."""
    from cleanup.glossary.promises import run_promises
    from cleanup.glossary.workspace import glossary_paths
    from cleanup.settings.config import find_config, load_config
    from cleanup.terms.load import load_glossary

    config = find_config(Path.cwd())
    packs = load_config(config).packs if config else None
    own = glossary_paths(glossary)
    everything = list(run_promises(load_glossary(own, packs)))
    mine = [promise for promise in everything if promise.term.origin.path in {str(path) for path in own}]
    failed = [promise for promise in mine if not promise.kept]
    if as_json:
        rows = [
            {"name": p.term.name, "text": p.text, "wanted": p.wanted, "result": p.result, "kept": p.kept} for p in mine
        ]
        give(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for promise in failed:
            say(f"{promise.term.origin}: {promise.term.name}")
            say(f"  text    {promise.text}\n  wanted  {promise.wanted}\n  result  {promise.result}")
            for reason in promise.reasons:
                say(f"  because {reason}")
        say(f"{len(mine) - len(failed)} of {len(mine)} promises kept.")
    if failed:
        raise typer.Exit(FOUND)
