"""A review of proposals: decisions carried out at once, undone one by one, or read from a file."""

from __future__ import annotations

import hashlib
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
    """How the files were before a decision, to undo it: of each that it changed, what is new in it and was there."""

    files: tuple[tuple[Path, Replaced | None], ...]
    name: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A stretch of bytes that was replaced: where it starts, how long it is now, and what was there."""

    start: int
    length: int
    old: bytes
    digest: bytes

    def undone(self, now: bytes) -> bytes:
        """The bytes as they were. Raises GlossaryError when they are not those that were replaced."""
        if _digest(now) != self.digest:
            raise GlossaryError("cannot undo: the file was changed by something else since", hint="Edit it by hand.")
        return now[: self.start] + self.old + now[self.start + self.length :]


def replaced(now: bytes, before: bytes) -> Replaced:
    """What differs between two versions of a file, from the first byte that does to the last."""
    start = _common(now, before)
    rest = min(len(now), len(before)) - start
    end = _common(now[::-1][:rest], before[::-1][:rest])
    return Replaced(start, len(now) - start - end, before[start : len(before) - end], _digest(now))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _common(one: bytes, other: bytes) -> int:
    """How many bytes at the start are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


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
        places = [*self._paths, self._file]
        before = [path.read_bytes() if path.exists() else None for path in places]
        if workspace is not None:
            workspace.save()
        save_evidence(self.evidence, self._file)
        undone = [
            (path, None if data is None else replaced(path.read_bytes(), data))
            for path, data in zip(places, before, strict=True)
            if data is not None or path.exists()
        ]
        self._undo.append(_Before(tuple(undone), name))
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

    def accept(self, proposal: Proposal, name: str = "", *, sure: bool = False, **changes: str) -> None:
        """Put it into the glossary, under ``name`` if given; ``changes``: other values of the entry (kind, gender).
        With ``sure``, only the spellings that are sure to be the name; the others stay proposed."""
        workspace = self._workspace()
        unsure = [form for form, _ in proposal.forms if form not in (proposal.name, *proposal.sure)]
        decide.accept(workspace, proposal, name=name, leave=unsure if sure else ())
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
        last = self._undo[-1]
        files = [(path, change.undone(path.read_bytes()) if change else None) for path, change in last.files]
        self._undo.pop()
        for path, data in files:
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
