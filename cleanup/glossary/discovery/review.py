"""A review of proposals: decisions noted at once, written together, undone one by one, or read from a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from cleanup.errors import GlossaryError
from cleanup.files.write import write_atomically
from cleanup.glossary.discovery import decide
from cleanup.glossary.discovery.draft import Change, Draft
from cleanup.glossary.discovery.evidence import Evidence, load_evidence, save_evidence
from cleanup.glossary.discovery.journal import UNDO, Journal
from cleanup.glossary.discovery.proposals import Proposal
from cleanup.glossary.discovery.session import proposals_of
from cleanup.language.fold import fold_form
from cleanup.untrusted import opened

if TYPE_CHECKING:
    from tomlkit.items import Table

_TOGETHER = 25
"""After so many decisions the glossary is written, for whoever looks at it meanwhile."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A decision that was carried out, to undo it: the proposal's name, what it changed in the glossary, the forms it
    refused and the pairs it set apart."""

    name: str
    change: Change | None
    rejected: frozenset[str]
    apart: frozenset[tuple[str, str]]


class Review:
    """Proposals to be decided on, over glossary files and a file of evidence.

    Each decision is noted on the disk at once (`Journal`) and carried out in memory; the files are written now and then
    and when the review is left, however that comes about. What a review that was killed had noted, the next one
    carries out first: ``resumed`` says how many decisions that were, ``left`` why others could not be.

    Raises GlossaryError when a decision would make the glossary contradict itself (nothing is changed then), or when a
    file was changed by something else meanwhile (nothing is written then, and the journal stays).
    """

    def __init__(self, glossaries: Sequence[Path], evidence_file: Path) -> None:
        self._file = evidence_file
        self._journal = Journal(evidence_file)
        self._done: list[_Done] = []
        self._unsaved = 0
        self._draft = Draft(glossaries)
        self._draft.check()
        self._on_disk = self._evidence_digest()
        self._is_evidence_changed = False
        self._is_resuming = False
        self.evidence: Evidence = load_evidence(self._file)
        self._proposals: dict[int, Proposal] = {}
        self._by_form: dict[str, list[int]] = {}
        self._propose()
        self.left: list[str] = []
        self.resumed = self._resume()

    def __enter__(self) -> Review:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.save()

    @property
    def pending(self) -> list[Proposal]:
        """The proposals that are not decided on, the surest first."""
        return list(self._proposals.values())

    def first(self, wanted: Callable[[Proposal], bool]) -> Proposal | None:
        """The surest of the pending proposals that are ``wanted``."""
        return next(filter(wanted, self._proposals.values()), None)

    def is_pending(self, proposal: Proposal) -> bool:
        """Whether this proposal is still to be decided on."""
        numbers = self._by_form.get(proposal.forms[0][0], ())
        return any(self._proposals.get(number) is proposal for number in numbers)

    def find(self, name: str) -> Proposal:
        """The proposal that has a form of that name. Raises GlossaryError."""
        numbers = sorted(self._by_form.get(name, ()))
        for proposal in (self._proposals[number] for number in numbers if number in self._proposals):
            if name == proposal.name or name in (form for form, _ in proposal.forms):
                return proposal
        raise GlossaryError(f"there is no proposal “{name}”", hint="`cleanup glossary discover --all` lists them.")

    def accept(self, proposal: Proposal, name: str = "", *, sure: bool = False, **changes: str) -> None:
        """Put it into the glossary, under ``name`` if given; ``changes``: other values of the entry (kind, gender).
        With ``sure``, only the spellings that are sure to be the name; the others stay proposed."""
        unsure = [form for form, _ in proposal.forms if form not in (proposal.name, *proposal.sure)]

        def change() -> None:
            decide.accept(self._draft, proposal, name=name, leave=unsure if sure else ())
            if changes:
                _file, entry = self._draft.find(name or proposal.entry or proposal.name)
                entry.edit(lambda table: _change(table, changes))

        self._carry_out(proposal, change, ["accept", proposal.forms[0][0], {"name": name, "sure": sure, **changes}])

    def merge(self, proposal: Proposal, entry: str, *, alias: bool = False) -> None:
        """Make its spellings variants (or aliases) of an entry."""
        self._carry_out(
            proposal,
            lambda: decide.merge_into(self._draft, proposal, entry, alias=alias),
            ["alias" if alias else "merge", proposal.forms[0][0], entry],
        )

    def reject(self, proposal: Proposal) -> None:
        """Refuse it for good."""
        self._carry_out(
            proposal, lambda: decide.reject(self.evidence, proposal), ["reject", proposal.forms[0][0]], edits=False
        )

    def separate(self, proposal: Proposal, forms: Sequence[str]) -> None:
        """Some of its forms are somebody else: they become a proposal of their own."""
        unknown = [form for form in forms if form not in (f for f, _ in proposal.forms)]
        if unknown:
            raise GlossaryError(f"“{unknown[0]}” is not a spelling of “{proposal.name}”")
        self._carry_out(
            proposal,
            lambda: decide.separate(self._draft, self.evidence, proposal, forms),
            ["apart", proposal.forms[0][0], list(forms)],
        )
        self._propose()

    def undo(self) -> str:
        """Take back the last decision; the name it was about, empty when there is none."""
        if not self._done:
            return ""
        last = self._done.pop()
        self._take_back(last)
        self._is_evidence_changed |= bool(last.rejected or last.apart)
        self._propose()
        if self._unsaved:
            self._journal.add([UNDO])
            self._unsaved -= 1
        else:  # what it undoes is in the files already
            self._unsaved = 1
            self.save()
        return last.name

    def save(self) -> None:
        """Write what was decided since the files were written last."""
        if not self._unsaved:
            return
        self._draft.check()
        changed = [file for file in self._draft.files if file.changed]
        for file in changed:
            now = opened.read_file(file.path).decode("utf-8", "replace") if file.path.exists() else ""
            self._refuse_other(file.path, now == file.original)
        if self._is_evidence_changed:
            self._refuse_other(self._file, self._evidence_digest() == self._on_disk)
        for file in changed:
            write_atomically(file.path, file.text.encode())
            file.original = file.text
        if self._is_evidence_changed:
            save_evidence(self.evidence, self._file)
            self._on_disk = self._evidence_digest()
            self._is_evidence_changed = False
        self._journal.clear()
        self._unsaved = 0

    def _refuse_other(self, path: Path, is_same: bool) -> None:
        if not is_same:
            raise GlossaryError(
                "changed by something else during the review",
                where=str(path),
                hint=f"Nothing was written. Run the review again: it carries out what {self._journal.path} holds.",
            )

    def _evidence_digest(self) -> bytes:
        return hashlib.blake2b(opened.read_file(self._file) if self._file.exists() else b"").digest()

    def _carry_out(
        self, proposal: Proposal, change: Callable[[], None], noted: list[Any], *, edits: bool = True
    ) -> None:
        """Make a change, note it, and drop the proposals that it has settled."""
        forms = {form for form, _ in proposal.forms}
        pairs = {(one, other) for one in forms for other in forms}
        known, parted = forms & self.evidence.rejected, pairs & self.evidence.apart
        made = None
        if edits:
            made = self._draft.apply(change)
        else:
            change()
        done = _Done(
            proposal.name,
            made,
            frozenset((forms & self.evidence.rejected) - known),
            frozenset((pairs & self.evidence.apart) - parted),
        )
        try:
            if not self._is_resuming:
                self._journal.add(noted)
        except BaseException:
            self._take_back(done)
            raise
        self._done.append(done)
        self._is_evidence_changed |= bool(done.rejected or done.apart)
        self._unsaved += 1
        for form in (*done.rejected, *(made.forms if made else ())):
            for number in [*self._by_form.get(form, ())]:
                self._drop_if_settled(number)
        if self._unsaved >= _TOGETHER and not self._is_resuming:
            self.save()

    def _take_back(self, done: _Done) -> None:
        if done.change is not None:
            self._draft.revert(done.change)
        self.evidence.rejected -= done.rejected
        self.evidence.apart -= done.apart

    def _drop_if_settled(self, number: int) -> None:
        proposal = self._proposals.get(number)
        if proposal is not None and all(
            form in self.evidence.rejected or self._draft.knows(fold_form(form)) for form, _ in proposal.forms
        ):
            del self._proposals[number]

    def _propose(self) -> None:
        """Make the proposals anew."""
        self._proposals = dict(enumerate(proposals_of(self.evidence, self._draft.glossary)))
        self._by_form = {}
        for number, proposal in self._proposals.items():
            for form in {proposal.name, *(f for text, _ in proposal.forms for f in (text, fold_form(text)))}:
                self._by_form.setdefault(form, []).append(number)

    def _resume(self) -> int:
        """Carry out what a review that was killed had noted; how many decisions that were."""
        carried_out = 0
        self._is_resuming = True
        for what, name, *rest in self._journal.read():
            try:
                self._again(self.find(name), what, rest)
            except GlossaryError as error:
                if self._is_settled(name):  # written before the journal was cleared
                    continue
                self.left.append(f"{what} {name}: {error.message}")
            else:
                carried_out += 1
        self._is_resuming = False
        self.save()
        if self._journal.path.exists():
            self._journal.clear()
        self._done.clear()
        return carried_out

    def _is_settled(self, form: str) -> bool:
        return form in self.evidence.rejected or self._draft.knows(fold_form(form))

    def _again(self, proposal: Proposal, what: str, rest: list[Any]) -> None:
        match (what, rest):
            case ("accept", [{"name": str(name), "sure": bool(sure), **changes}]):
                self.accept(proposal, name, sure=sure, **{str(key): str(value) for key, value in changes.items()})
            case ("merge" | "alias", [str(entry)]):
                self.merge(proposal, entry, alias=what == "alias")
            case ("apart", [list(forms)]):
                self.separate(proposal, [str(form) for form in forms])
            case ("reject", []):
                self.reject(proposal)
            case _:
                raise GlossaryError("not a decision")


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
