"""``cleanup glossary discover``: names and competing spellings, mined from chapters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import PROBLEM, explained
from cleanup.cli.glossary_options import Glossaries, Paths, counted, told
from cleanup.cli.say import give, say, say_lines, say_next
from cleanup.untrusted.visible import one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.glossary.discovery.proposals import Proposal


class Shape(StrEnum):
    """How proposals are printed."""

    TEXT = "text"
    JSON = "json"
    TOML = "toml"


EvidenceFile = Annotated[
    Path | None,
    typer.Option(
        "--evidence",
        metavar="FILE",
        help="Where to keep what was found. [default: beside the glossary, as glossary.discovered.json]",
        show_default=False,
    ),
]
SourceFolder = Annotated[
    Path | None,
    typer.Option(
        "--source",
        metavar="DIR",
        help="The source-language chapters: the source term of each name is looked for there.",
        show_default=False,
        exists=True,
    ),
]


@explained
def discover(
    paths: Paths,
    source: SourceFolder = None,
    evidence: EvidenceFile = None,
    everything: Annotated[bool, typer.Option("--all", help="Show proposals from earlier runs again.")] = False,
    least: Annotated[
        int, typer.Option("--min", metavar="N", min=1, help="Only names that occur at least N times.")
    ] = 2,
    accept_sure: Annotated[
        bool,
        typer.Option(
            "--accept-sure",
            help="Put the names into the glossary at once, each with the spellings that are sure to be it; the rest is "
            "left to review.",
        ),
    ] = False,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="How proposals are printed.")] = Shape.TEXT,
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
) -> None:
    """Find names, terms and competing spellings in chapters. No glossary is needed; what one has is left out.

    What was found is kept: run it again on further chapters, and only what is new is shown. Decide on the proposals
    with `cleanup glossary review`.
    """
    from cleanup.cli.progress import followed, saying
    from cleanup.errors import GlossaryError
    from cleanup.glossary.chapters import chapter_paths, found_in
    from cleanup.glossary.discovery.evidence import load_evidence, save_evidence
    from cleanup.glossary.discovery.session import evidence_path, find_sources, proposals_of, read_all
    from cleanup.glossary.workspace import glossary_paths, read_here
    from cleanup.run.outputs import refuse_outputs
    from cleanup.terms.load import load_glossary

    try:
        files = glossary_paths(glossary)
    except GlossaryError:
        files = []
    terms = load_glossary([path for path in files if path.exists()], None)
    place = evidence or evidence_path(files)
    found = found_in(paths)
    chapters = chapter_paths(paths, needed=True, found=found)
    refuse_outputs({"--evidence": place}, (*read_here(files), *chapters))
    known = load_evidence(place)
    problems: list[FileError] = []
    new = read_all(known, paths, problems, followed(found))
    if source is not None:
        with saying("Looking for the names in the source"):
            find_sources(known, source, problems)
    with saying("Comparing the names found"):
        proposals = proposals_of(known, terms, only_new=not (everything or accept_sure))
    if accept_sure:
        save_evidence(known, place)
        told(problems)
        _accept_sure(proposals, files, paths)
        if problems:
            raise typer.Exit(PROBLEM)
        return
    shown = [p for p in proposals if (everything or p.new) and p.count >= least]
    if shape is Shape.JSON:
        rows = [asdict(p) for p in shown]
        give(json.dumps(rows, ensure_ascii=False, indent=2))
    elif shape is Shape.TOML:
        from cleanup.glossary.discovery.decide import table_for
        from cleanup.terms.file import entry_text

        give("\n".join(entry_text(table_for(p)) for p in shown if not p.entry), nl=False)
    else:
        say("\n".join(line for proposal in shown for line in described(proposal)))
    fresh = sum(p.new for p in shown)
    known.shown |= {form for p in shown for form, _ in p.forms}
    save_evidence(known, place)
    told(problems)
    lines = [
        f"{counted(len(shown), 'proposal')}, {fresh:,} new, from {counted(len(known.chapters), 'chapter')} ({new:,} of "
        f"them new); kept in {one_line(str(place))}."
    ]
    say_lines(lines)
    if shown:
        say_next("`cleanup glossary review` decides on them, one key each.")
    if problems:
        raise typer.Exit(PROBLEM)


def _accept_sure(proposals: list[Proposal], files: list[Path], arguments: list[str]) -> None:
    from cleanup.glossary.discovery import decide
    from cleanup.glossary.workspace import Workspace, glossary_paths

    paths = files or glossary_paths([], create=True)
    workspace = Workspace(paths, create=True)
    accepted = decide.accept_sure(workspace, proposals)
    workspace.save()
    spellings = sum(len(proposal.sure) for proposal in accepted)
    for proposal in accepted:
        say(one_line(f"{proposal.name}: {', '.join(proposal.sure)}" if proposal.sure else proposal.name))
    left = len(proposals) - len(accepted)
    lines = [
        f"{counted(len(accepted), 'name')} with {counted(spellings, 'other spelling')} added to "
        f"{one_line(str(paths[-1]))}, {counted(left, 'proposal')} left to review."
    ]
    say_lines(lines)
    others = f"`cleanup glossary review` decides on the other {left:,}, or go on: " if left else ""
    say_next(f"{others}`cleanup review {' '.join(arguments)}` decides on what cleaning changes.")


def described(proposal: Proposal) -> Iterator[str]:
    """A proposal in lines for a person; what is in them is shown, not obeyed."""
    yield from map(one_line, _described(proposal))


def _described(proposal: Proposal) -> Iterator[str]:
    from cleanup.glossary.discovery.kinds import times

    said = [str(proposal.kind), *([str(proposal.gender)] if proposal.gender else [])]
    head = f"{proposal.name} ({', '.join(said)}), {times(proposal.count)} in {_chapters(proposal)}"
    yield f"{head}; {proposal.score:.0%} sure"
    if proposal.entry:
        yield f"  new spellings of the entry “{proposal.entry}”"
    reasons = [reason for reason in (proposal.kind_reason, proposal.gender_reason) if reason]
    if reasons:
        yield f"  {'; '.join(reasons)}"
    if proposal.source:
        yield f"  source: {proposal.source_reason}"
    if len(proposal.forms) > 1:
        yield f"  spellings: {', '.join(f'{form} ({count})' for form, count in proposal.forms)}"
        yield from (f"    {reason}" for reason in proposal.reasons)
    if proposal.near:
        yield f"  much like: {', '.join(proposal.near)}"
    yield from (f"  | {text}" for _path, text in proposal.contexts[:2])
    yield ""


def _chapters(proposal: Proposal) -> str:
    if proposal.chapters == 1:
        return proposal.first
    return f"{proposal.chapters} chapters, {proposal.first} to {proposal.last}"
