"""``cleanup glossary review``: proposals decided on one by one, with the keyboard."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import PROBLEM, explained, fail
from cleanup.cli.glossary_discover import EvidenceFile, described
from cleanup.cli.glossary_options import Glossaries, OptionalPaths, counted, told
from cleanup.cli.keyboard import pressed_key, typed_line
from cleanup.cli.say import say
from cleanup.untrusted.visible import harmless, one_line

if TYPE_CHECKING:
    from cleanup.core.model import FileError
    from cleanup.glossary.discovery.proposals import Proposal
    from cleanup.glossary.discovery.review import Review

KEYS = """\
  a  accept                     e  edit name, kind and gender, then accept
  m  merge: variants of …       l  alias: other right names of …
  d  different: split some off  r  reject for good
  s  skip for now               u  undo the last decision
  q  quit (nothing is lost)     ?  this help
"""


@explained
def review(
    paths: OptionalPaths = None,
    accept_above: Annotated[
        float | None,
        typer.Option(
            metavar="SCORE",
            min=0,
            max=1,
            help="Accept all that are at least this sure (0 to 1), with the spellings that are sure; ask nothing.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Carry out the decisions in a file; ask nothing.", show_default=False),
    ] = None,
    evidence: EvidenceFile = None,
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
) -> None:
    """Decide on what `discover` found, one proposal at a time. PATHS are searched first.

    Each decision is saved at once, and written to the glossary now and then and at the end; an interrupted review loses
    nothing. A file of decisions has one on each line, its parts separated by tabs: accept NAME
    [NEW NAME], merge NAME ENTRY, alias NAME ENTRY, apart NAME FORM…, reject NAME, skip NAME.
    """
    from cleanup.glossary.discovery.evidence import load_evidence, save_evidence
    from cleanup.glossary.discovery.review import Review
    from cleanup.glossary.discovery.session import evidence_path, read_all
    from cleanup.glossary.workspace import glossary_paths

    files = glossary_paths(glossary, create=True)
    place = evidence or evidence_path(files)
    problems: list[FileError] = []
    if paths:
        known = load_evidence(place)
        read_all(known, paths, problems)
        save_evidence(known, place)
        told(problems)
    elif not place.exists():
        fail(f"nothing to review: there is no {place}\n  Run `cleanup glossary discover PATHS` first, or give PATHS.")
    if accept_above is None and decisions is None and not sys.stdin.isatty():
        fail(
            "review asks questions, and standard input is not a terminal\n"
            "  Use --accept-above or --decisions in scripts."
        )
    with Review(files, place) as session:
        _resumed(session)
        if accept_above is not None:
            _accept_above(session, accept_above)
        elif decisions is not None:
            _from_file(session, decisions)
        else:
            _Dialogue(session).run()
    if problems:
        raise typer.Exit(PROBLEM)


def _resumed(session: Review) -> None:
    if session.resumed:
        say(f"{counted(session.resumed, 'decision')} of an interrupted review carried out.", err=True)
    for decision in session.left:
        say(one_line(f"not carried out: {decision}"), err=True)


def _accept_above(session: Review, score: float) -> None:
    from cleanup.errors import GlossaryError

    accepted = 0
    for proposal in session.pending:
        if proposal.score < score or not session.is_pending(proposal):
            continue
        try:
            session.accept(proposal, sure=True)
        except GlossaryError as error:
            say(f"left: {proposal.name}: {error.message}", err=True)
            continue
        accepted += 1
        say(f"accepted: {', '.join((proposal.name, *proposal.sure))}")
    say(f"{counted(accepted, 'proposal')} accepted, {len(session.pending)} left.")


def _from_file(session: Review, path: Path) -> None:
    from cleanup.glossary.discovery.review import run_decisions
    from cleanup.untrusted.opened import read_file

    text = read_file(path).decode("utf-8")
    done = 0
    for line in run_decisions(session, text, str(path)):
        say(line)
        done += 1
    say(f"{counted(done, 'decision')} carried out, {counted(len(session.pending), 'proposal')} left.")


class _Dialogue:
    """Asks about one proposal after the other until all are decided, or the person quits."""

    def __init__(self, session: Review) -> None:
        self._session = session
        self._skipped: set[str] = set()
        self._decided = 0

    def run(self) -> None:
        """Ask."""
        say(f"{counted(len(self._session.pending), 'proposal')} to decide on.\n{KEYS}")
        while (proposal := self._next()) is not None:
            self._show(proposal)
            if not self._ask(proposal):
                break
        left = len(self._session.pending)
        say(f"\n{counted(self._decided, 'decision')} made, {counted(left, 'proposal')} left.")
        say("Next: `cleanup review PATHS` decides on what cleaning changes; `cleanup clean PATHS --write` applies it.")

    def _next(self) -> Proposal | None:
        return self._session.first(lambda proposal: proposal.name not in self._skipped)

    def _show(self, proposal: Proposal) -> None:
        say(typer.style("─" * 72, dim=True), styled=True)
        lines = list(described(proposal))
        say(typer.style(lines[0], bold=True), styled=True)
        say("\n".join(line for line in lines[1:] if line and not line.startswith("  | ")))
        whole = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form, _ in proposal.forms))
        for path, text in proposal.contexts:
            shown = whole.sub(lambda match: typer.style(match.group(), bold=True, fg="cyan"), one_line(text))
            say(f"  {typer.style(one_line(path), dim=True)}  {shown}", styled=True)

    def _ask(self, proposal: Proposal) -> bool:
        """Ask until something is decided; whether to go on."""
        from cleanup.errors import GlossaryError

        while True:
            say("[a e m l d r s u q ?] ", nl=False)
            key = pressed_key()
            say(key if key.isprintable() else "")
            if key == "q":
                return False
            if key == "?":
                say(KEYS)
                continue
            if key == "s":
                self._skipped.add(proposal.name)
                return True
            if key == "u":
                name = self._session.undo()
                self._decided -= bool(name)
                self._skipped.discard(name)
                say(f"Taken back: {name}" if name else "There is nothing to undo.")
                if name:
                    return True
                continue
            try:
                if self._decide(key, proposal):
                    self._decided += 1
                    return True
            except GlossaryError as error:
                say(typer.style(harmless(str(error)), fg="red"), styled=True)

    def _decide(self, key: str, proposal: Proposal) -> bool:
        """Carry out a decision; false when the key means none, or nothing was named."""
        match key:
            case "a":
                self._session.accept(proposal)
            case "e":
                self._edit(proposal)
            case "m" | "l":
                entry = typed_line("Entry")
                if not entry:
                    return False
                self._session.merge(proposal, entry, alias=key == "l")
            case "d":
                forms = typed_line("Spellings that are somebody else, separated by commas")
                if not forms:
                    return False
                self._session.separate(proposal, [form.strip() for form in forms.split(",") if form.strip()])
            case "r":
                self._session.reject(proposal)
            case _:
                return False
        return True

    def _edit(self, proposal: Proposal) -> None:
        from cleanup.terms.load import term_from

        name = typed_line("Name", proposal.name)
        kind = typed_line("Kind", str(proposal.kind))
        gender = typed_line("Gender (- for none)", str(proposal.gender or "-"))
        gender = "" if gender == "-" else gender
        term_from({"name": name, "kind": kind, **({"gender": gender} if gender else {})})
        self._session.accept(proposal, name, kind=kind, gender=gender)
