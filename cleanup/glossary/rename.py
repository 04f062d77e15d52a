"""Renames an entry, and its name in what is already published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cleanup.core import pipeline
from cleanup.core.model import Applicability, Document, Edit, FileResult, Finding, Fix
from cleanup.errors import GlossaryError
from cleanup.formats.registry import format_named
from cleanup.glossary.workspace import Workspace
from cleanup.language.english import is_word
from cleanup.names.match import NameMatcher
from cleanup.names.rendering import Damage
from cleanup.rules.engine.guards import keeps_all_but_forms
from cleanup.terms.file import drop, extend
from cleanup.terms.model import Term

if TYPE_CHECKING:
    from tomlkit.items import Table

_STARTS = ".!?…:\n“”\"‘’'—(["


def rename_entry(workspace: Workspace, old: str, new: str) -> Term:
    """Give the entry ``old`` the name ``new``; the old name becomes a variant, and its examples follow. The entry as
    it was.

    Raises GlossaryError when there is no entry of that name, or ``new`` is another entry's.
    """
    _file, entry = workspace.find(old)
    term = entry.term
    if term.name != old:
        raise GlossaryError(
            f"“{old}” is not a name but a form of “{term.name}”", where=str(term.origin), hint="Rename that."
        )
    if new != new.strip() or not new:
        raise GlossaryError(f"“{new}” is not a valid name", hint="Leave out the spaces around it.")
    if workspace.has(new):
        raise GlossaryError(f"“{new}” is in the glossary already", hint=f"Make them one: merge “{old}” “{new}”.")
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")

    def change(table: Table) -> None:
        table["name"] = new
        for key in ("aliases", "variants", "never"):
            drop(table, key, [new])
        extend(table, "variants", [old])
        if "examples" in table:
            for index, (_before, after) in enumerate(term.examples):
                if whole.search(after):
                    table["examples"][index][1] = whole.sub(lambda _: new, after)
        if "keep" in table and not isinstance(table["keep"], str):
            for index, text in enumerate(term.keep):
                if whole.search(text):
                    table["keep"][index] = whole.sub(lambda _: new, text)

    entry.edit(change)
    return term


def related(terms: Iterable[Term], old: str) -> list[Term]:
    """Other entries with the old name in theirs, which a person may want to rename, too."""
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    return [term for term in terms if term.name != old and any(whole.search(f) for f in (term.name, *term.aliases))]


class Renamer:
    """Replaces one name in texts, and nothing else: longer names that contain it, and other entries, stay as they are.

    A name that is an English word is replaced only where a sentence cannot have given it its capital; the other places
    are left as findings.
    """

    def __init__(self, terms: Sequence[Term], old: str, new: str) -> None:
        renamed = Term(new, variants=(old,), predict=False, case="exact" if is_word(old) else "smart")
        others = [
            replace(term, variants=(), predict=False, never=())
            for term in terms
            if term.name not in (old, new) and old not in term.aliases
        ]
        self._matcher = NameMatcher([renamed, *others])
        self._old = old
        self._word = " " not in old and is_word(old)

    def rename(self, source: str, *, path: str, format: str) -> FileResult:
        """The text with the name replaced; places in doubt are findings."""
        parse = cache(format_named(format).parse)
        stage = pipeline.Stage("rename", self._check, keeps_all_but_forms(self._matcher.forms), editwise=True)
        outcome = pipeline.run(source, [stage], parse)
        return FileResult(
            path, source, outcome.revised, outcome.changes, outcome.findings, outcome.refusals, outcome.faults
        )

    def _check(self, document: Document) -> Iterator[Finding]:
        for decision in self._matcher.analyse(document).decisions:
            if decision.damage is not Damage.VARIANT or decision.terms[0] != 0:
                continue
            doubtful = self._word and _starts_sentence(document.prose, decision.span.start)
            applicability = Applicability.SUGGESTION if doubtful else Applicability.SAFE
            message = f"“{decision.surface}” starts a sentence: the name or the word?" if doubtful else decision.message
            fix = Fix((Edit(decision.span, decision.replacement),), applicability)
            yield Finding("rename", decision.span, message, fix=fix)


def _starts_sentence(prose: str, position: int) -> bool:
    before = prose[max(0, position - 4) : position].rstrip(" ")
    return not before or before[-1] in _STARTS
