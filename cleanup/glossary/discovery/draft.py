"""Glossary files edited in memory, change after change: each is checked against what it touches, and can be taken back.

A change costs what it touches, whatever the size of the files; only a contradiction has all of them read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cleanup.errors import GlossaryError
from cleanup.glossary.workspace import Workspace
from cleanup.language.fold import fold_form
from cleanup.terms.file import Entry, GlossaryFile
from cleanup.terms.load import parse_terms
from cleanup.terms.merge import check as check_terms
from cleanup.terms.merge import merge
from cleanup.terms.model import Glossary, Term

_State = tuple[str, str, str, Term]


@dataclass(frozen=True, slots=True)
class Change:
    """What takes a change back: the entries it touched as they were, the head of the last file, and how many entries
    that had; ``forms`` are the folded forms of all entries that it changed or made."""

    touched: tuple[tuple[Entry, _State], ...]
    head: str
    size: int
    forms: frozenset[str]


class Draft(Workspace):
    """Glossary files opened for many changes; a file that is not there yet is an empty one."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__(paths, create=True)
        self._named: dict[str, list[tuple[GlossaryFile, Entry]]] = {}
        self._file_of: dict[int, GlossaryFile] = {}
        self._having: dict[str, list[Entry]] = {}
        self._touched: dict[int, tuple[Entry, _State]] = {}
        for file in self.files:
            for entry in file.entries:
                self._enter(file, entry)

    def find(self, name: str) -> tuple[GlossaryFile, Entry]:
        """As `Workspace.find`; what is found counts as touched."""
        exact = self._named.get(name, ())
        file, entry = exact[0] if len(exact) == 1 else super().find(name)
        self._touch(entry)
        return file, entry

    def has(self, name: str) -> bool:
        """Whether an entry has exactly this name."""
        return bool(self._named.get(name))

    def taken(self, forms: Iterable[str]) -> set[str]:
        """Those of the folded forms that are the name, an alias or a variant of an entry."""
        return {form for form in forms if any(form in _folded(e.term, never=False) for e in self._having.get(form, ()))}

    def knows(self, form: str) -> bool:
        """Whether an entry speaks of a folded form, if only to say that it is something else."""
        return bool(self._having.get(form))

    @property
    def glossary(self) -> Glossary:
        """The files as they are now."""
        return merge([[entry.term for entry in file.entries] for file in self.files])

    def apply(self, change: Callable[[], None]) -> Change:
        """Make a change: what edits entries that were found meanwhile, or adds some to the last file.

        Raises GlossaryError when the glossary contradicts itself then; everything is as it was before.
        """
        last = self.files[-1]
        size, head = len(last.entries), last.head
        self._touched = {}
        if last.entries:
            self._touch(last.entries[-1])  # what is added may alter the blank lines behind it
        try:
            change()
            new = last.entries[size:]
            changed = [e for e, state in self._touched.values() if e.body != state[1] and not any(e is n for n in new)]
            self._read_again(changed, new)
        except BaseException:
            self._restore(last, tuple(self._touched.values()), head, size)
            raise
        for entry in changed:
            self._leave(entry, self._touched[id(entry)][1][3])
        for entry in [*changed, *new]:
            self._enter(self._file_of.get(id(entry), last) if any(entry is e for e in changed) else last, entry)
        forms = [form for entry in [*changed, *new] for form in _folded(entry.term)]
        done = Change(tuple(self._touched.values()), head, size, frozenset(forms))
        self._touched = {}
        return done

    def revert(self, change: Change) -> None:
        """Take back the last change."""
        last = self.files[-1]
        new = last.entries[change.size :]
        changed = [e for e, state in change.touched if e.body != state[1] and not any(e is n for n in new)]
        for entry in [*changed, *new]:
            self._leave(entry, entry.term)
        self._restore(last, change.touched, change.head, change.size)
        for entry in changed:
            self._enter(self._file_of[id(entry)], entry)

    def _touch(self, entry: Entry) -> None:
        self._touched.setdefault(id(entry), (entry, (entry.lead, entry.body, entry.gap, entry.term)))

    def _restore(self, last: GlossaryFile, touched: tuple[tuple[Entry, _State], ...], head: str, size: int) -> None:
        del last.entries[size:]
        last.head = head
        for entry, (lead, body, gap, term) in touched:
            entry.lead, entry.body, entry.gap, entry.term = lead, body, gap, term

    def _read_again(self, changed: list[Entry], new: list[Entry]) -> None:
        """Read the entries whose text changed or is new, and check them against all that share a form with them."""
        for entry in (*changed, *new):
            entry.term = replace(parse_terms(entry.body, str(entry.term.origin))[0], origin=entry.term.origin)
        concerned = {id(entry): entry for entry in (*changed, *new)}
        for entry in (*changed, *new):
            for form in _folded(entry.term):
                concerned.update((id(other), other) for other in self._having.get(form, ()))
        names = [entry.term.name for entry in new]
        try:
            check_terms([entry.term for entry in concerned.values()])
            is_doubtful = len(set(names)) < len(names) or any(self.has(name) for name in names)
        except GlossaryError:
            is_doubtful = True
        if is_doubtful:
            self.check()  # says where, and knows of entries that override others

    def _enter(self, file: GlossaryFile, entry: Entry) -> None:
        self._file_of[id(entry)] = file
        self._named.setdefault(entry.term.name, []).append((file, entry))
        for form in _folded(entry.term):
            self._having.setdefault(form, []).append(entry)

    def _leave(self, entry: Entry, term: Term) -> None:
        self._named[term.name] = [pair for pair in self._named[term.name] if pair[1] is not entry]
        for form in _folded(term):
            self._having[form] = [other for other in self._having[form] if other is not entry]


def _folded(term: Term, *, never: bool = True) -> set[str]:
    def forms() -> Iterator[str]:
        yield term.name
        yield from term.aliases
        yield from term.variants
        if never:
            yield from term.never

    return {fold_form(form) or form.casefold() for form in forms()}
