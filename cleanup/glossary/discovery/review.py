"""A review of proposals: decisions carried out at once, undone one by one, or read from a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.errors import GlossaryError
from cleanup.files.write import write_atomically
from cleanup.glossary.discovery import decide
from cleanup.glossary.discovery.evidence import Evidence, load_evidence, save_evidence
from cleanup.glossary.discovery.proposals import Proposal
from cleanup.glossary.discovery.session import proposals_of
from cleanup.glossary.load import load_glossary
from cleanup.glossary.workspace import Workspace
from cleanup.names.fold import fold_form

if TYPE_CHECKING:
    from tomlkit.items import Table


@dataclass(frozen=True, slots=True)
class _Before:
    """The files as they were before a decision, to undo it. ``None``: there was no such file."""

    files: tuple[tuple[Path, bytes | None], ...]
    name: str


class Review:
    """Proposals to be decided on, over glossary files and a file of evidence. Each decision is written at once.

    Raises GlossaryError when a decision would make the glossary contradict itself; nothing is written then.
    """

    def __init__(self, glossaries: Sequence[Path], evidence_file: Path) -> None:
        self._paths = list(glossaries)
        self._file = evidence_file
        self._undo: list[_Before] = []
        self.evidence: Evidence = Evidence()
        self.pending: list[Proposal] = []
        self._load()

    def _load(self) -> None:
        self.evidence = load_evidence(self._file)
        existing = [path for path in self._paths if path.exists()]
        self.pending = proposals_of(self.evidence, load_glossary(existing, None))

    def _settle(self, workspace: Workspace | None, name: str) -> None:
        """Write what a decision changed, and drop the proposals that it has settled."""
        before = tuple((path, path.read_bytes() if path.exists() else None) for path in [*self._paths, self._file])
        if workspace is not None:
            workspace.save()
        save_evidence(self.evidence, self._file)
        self._undo.append(_Before(before, name))
        known = {
            fold_form(form)
            for term in (workspace.terms if workspace else Workspace(self._paths, create=True).terms)
            for form in (term.name, *term.aliases, *term.variants, *term.never)
        }
        self.pending = [
            proposal
            for proposal in self.pending
            if any(form not in self.evidence.rejected and fold_form(form) not in known for form, _ in proposal.forms)
        ]

    def _workspace(self) -> Workspace:
        return Workspace(self._paths, create=True)

    def find(self, name: str) -> Proposal:
        """The proposal that has a form of that name. Raises GlossaryError."""
        for proposal in self.pending:
            if name == proposal.name or name in (form for form, _ in proposal.forms):
                return proposal
        raise GlossaryError(f"there is no proposal “{name}”", hint="`cleanup glossary discover --all` lists them.")

    def accept(self, proposal: Proposal, name: str = "", **changes: str) -> None:
        """Put it into the glossary, under ``name`` if given; ``changes``: other values of the entry (kind, gender)."""
        workspace = self._workspace()
        decide.accept(workspace, proposal, name=name)
        if changes:
            _file, entry = workspace.find(name or proposal.entry or proposal.name)
            entry.edit(lambda table: _change(table, changes))
        self._settle(workspace, proposal.name)

    def merge(self, proposal: Proposal, entry: str, *, alias: bool = False) -> None:
        """Make its spellings variants (or aliases) of an entry."""
        workspace = self._workspace()
        decide.merge_into(workspace, proposal, entry, alias=alias)
        self._settle(workspace, proposal.name)

    def reject(self, proposal: Proposal) -> None:
        """Refuse it for good."""
        decide.reject(self.evidence, proposal)
        self._settle(None, proposal.name)

    def separate(self, proposal: Proposal, forms: Sequence[str]) -> None:
        """Some of its forms are somebody else: they become a proposal of their own."""
        unknown = [form for form in forms if form not in (f for f, _ in proposal.forms)]
        if unknown:
            raise GlossaryError(f"“{unknown[0]}” is no spelling of “{proposal.name}”")
        workspace = self._workspace()
        decide.separate(workspace, self.evidence, proposal, forms)
        self._settle(workspace, proposal.name)
        self._load()

    def undo(self) -> str:
        """Take back the last decision; the name it was about, empty when there is none."""
        if not self._undo:
            return ""
        last = self._undo.pop()
        for path, data in last.files:
            if data is not None:
                write_atomically(path, data)
            elif path.exists():
                path.unlink()
        self._load()
        return last.name


def _change(table: Table, changes: Mapping[str, str]) -> None:
    for key, value in changes.items():
        if value:
            table[key] = value
        else:
            table.pop(key, None)


def run_decisions(review: Review, text: str, where: str) -> Iterator[str]:
    """Carry out a file of decisions, a line each, its parts separated by tabs; what was done, line by line.

    ``accept NAME [NEW NAME]``, ``merge NAME ENTRY``, ``alias NAME ENTRY``, ``apart NAME FORM…``, ``reject NAME``,
    ``skip NAME``; empty lines and those that start with ``#`` do not count. Raises GlossaryError with the line.
    """
    for number, line in enumerate(text.splitlines(), 1):
        parts = [part.strip() for part in line.split("\t")]
        if not parts[0] or parts[0].startswith("#"):
            continue
        try:
            yield _decide(review, parts)
        except GlossaryError as error:
            raise GlossaryError(error.message, where=f"{where}:{number}", hint=error.hint) from error


def _decide(review: Review, parts: Sequence[str]) -> str:
    what, *rest = parts
    match (what, rest):
        case ("accept", [name]):
            review.accept(review.find(name))
        case ("accept", [name, new]):
            review.accept(review.find(name), new)
        case ("merge" | "alias", [name, entry]):
            review.merge(review.find(name), entry, alias=what == "alias")
        case ("apart", [name, *forms]) if forms:
            review.separate(review.find(name), forms)
        case ("reject", [name]):
            review.reject(review.find(name))
        case ("skip", [_name]):
            pass
        case _:
            hint = "accept, merge, alias, apart, reject or skip, then names, separated by tabs."
            raise GlossaryError(f"not a decision: {' '.join(parts)}", hint=hint)
    return " ".join(parts)
