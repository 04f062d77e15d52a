"""A review: decisions made one after the other, each written at once and taken back one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleanup.decisions.file import (
    Decision,
    about_form,
    about_place,
    about_rule,
    file_name,
    load_decisions,
    parsed,
    written,
)
from cleanup.errors import GlossaryError
from cleanup.files.write import write_atomically
from cleanup.glossary.edit import add
from cleanup.glossary.workspace import Workspace
from cleanup.review.gather import Place
from cleanup.review.groups import Group
from cleanup.terms.file import extend
from cleanup.terms.model import Kind
from cleanup.untrusted.opened import read_file

_COMPETING = "consistency"
_OF_GLOSSARY = ("names", _COMPETING)
"""Topics whose forms a glossary can settle."""


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that was made: what it was about, and the files it wrote, as they were and as they are."""

    group: Group
    files: tuple[tuple[Path, bytes | None, bytes], ...]


class Session:
    """Decisions about groups. Every one is in its file before the next question is asked."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._loaded: dict[Path, dict[tuple[object, ...], Decision]] = {}

    @property
    def count(self) -> int:
        """How many decisions were made."""
        return len(self._steps)

    def decide(self, group: Group, answer: str, instead: str | None = None) -> None:
        """Yes, no or another text to a form, wherever it occurs. Raises ConfigError and OSError."""
        self._add(group, lambda place: about_form(place.subject, answer, instead))

    def decide_place(self, place: Place, group: Group, answer: str, instead: str | None = None) -> None:
        """The same for one place."""
        one = replace(group, places=(place,))
        self._add(one, lambda each: about_place(each.subject, file_name(each.path, each.decisions), answer, instead))

    def widen(self, group: Group, answer: str) -> str:
        """Yes or no for good, in words what was done: a name's form goes into the glossary, where its entry is, as a
        variant or as none; another rule is decided on as a whole. Raises GlossaryError, ConfigError and OSError."""
        if group.topic in _OF_GLOSSARY:
            if said := self._to_glossary(group, answer):
                return said
            self.decide(group, answer)
            return f"{answer} to this form everywhere in this book"
        self._add(group, lambda place: about_rule(place.subject.rule, answer))
        return f"{answer} to all of {', '.join(group.rules)} in this book"

    def undo(self) -> Group | None:
        """Take back the last decision; the group that is to be asked about again. Raises GlossaryError when a file was
        changed by something else since."""
        if not self._steps:
            return None
        step = self._steps[-1]
        for path, _before, after in step.files:
            if (path.read_bytes() if path.exists() else None) != after:
                raise GlossaryError(f"cannot undo: {path} was changed by something else", hint="Edit it by hand.")
        self._steps.pop()
        for path, before, _after in step.files:
            if before is None:
                path.unlink()
            else:
                write_atomically(path, before)
            self._loaded.pop(path, None)
        return step.group

    def _add(self, group: Group, decided: Callable[[Place], Decision]) -> None:
        by_file: dict[Path, list[Decision]] = {}
        for place in group.places:
            by_file.setdefault(place.decisions, []).append(decided(place))
        files = []
        for path, decisions in by_file.items():
            before = path.read_bytes() if path.exists() else None
            known = self._known(path)
            known.update((decision.about, decision) for decision in decisions)
            after = written(known.values()).encode()
            write_atomically(path, after)
            files.append((path, before, after))
        self._steps.append(Step(group, tuple(files)))

    def _known(self, path: Path) -> dict[tuple[object, ...], Decision]:
        if path not in self._loaded:
            decisions: Iterable[Decision] = load_decisions(path) if path.exists() else ()
            self._loaded[path] = {decision.about: decision for decision in decisions}
        return self._loaded[path]

    def _to_glossary(self, group: Group, answer: str) -> str:
        """Put a form into the entry of the name that it would become, a competing form into a new one; empty where no
        file of the book has that."""
        paths = [path for path in dict.fromkeys(p for place in group.places for p in place.glossaries) if path.exists()]
        name = group.becomes or ""
        if not paths or not name:
            return ""
        workspace = Workspace(paths)
        key = "variants" if answer == "yes" else "never"
        entry = next((term.name for term in workspace.terms if name in (term.name, *term.aliases)), None)
        is_new = entry is None and answer == "yes" and group.topic == _COMPETING
        if not is_new and (entry is None or (answer == "yes" and entry != name)):
            return ""
        before = {path: path.read_bytes() for path in paths}
        if entry is None:
            add(workspace, {"name": name, "kind": str(Kind.TERM), "variants": [group.text]})
        else:
            workspace.find(entry)[1].edit(lambda table: extend(table, key, (group.text,)))
        workspace.save()
        files = tuple((p, old, new) for p, old in before.items() if (new := p.read_bytes()) != old)
        if not files:
            return ""
        self._steps.append(Step(group, files))
        what = "a variant of" if answer == "yes" else "never taken for"
        return f"{files[0][0].name}: “{group.text}” is {what} “{name if is_new else entry}”"


def take_over(source: Path, targets: Sequence[Path]) -> tuple[int, int]:
    """Put the decisions in one file into others; how many there were, and how many are new or different to the first.

    Raises ConfigError and OSError.
    """
    decisions = parsed(read_file(source).decode("utf-8-sig", "replace"), str(source))
    fresh = 0
    for number, target in enumerate(targets):
        known = {each.about: each for each in (load_decisions(target) if target.exists() else ())}
        changed = [each for each in decisions if known.get(each.about) != each]
        fresh += len(changed) if number == 0 else 0
        if changed:
            known.update((each.about, each) for each in changed)
            write_atomically(target, written(known.values()).encode())
    return len(decisions), fresh
