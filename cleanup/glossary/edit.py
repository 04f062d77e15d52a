"""What can be done to the entries of glossary files: add, remove, merge, sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cleanup.errors import GlossaryError
from cleanup.glossary.workspace import Workspace
from cleanup.language.fold import fold_form
from cleanup.terms.file import Entry, GlossaryFile, drop, extend
from cleanup.terms.load import term_from
from cleanup.terms.model import Term

if TYPE_CHECKING:
    from tomlkit.items import Table

_LISTS = ("aliases", "variants", "never", "forms", "paths", "keep")

ORDERS: Mapping[str, Callable[[Term], tuple[str, ...]]] = {
    "name": lambda term: (fold_form(term.name), term.name),
    "kind": lambda term: (str(term.kind), fold_form(term.name), term.name),
    "source": lambda term: (term.source, fold_form(term.name)),
}
"""What entries can be sorted by."""


def add(workspace: Workspace, table: Mapping[str, Any]) -> bool:
    """Add an entry at the end of the last file; or, when one has the name, what is new to that one. Whether it is a
    new one.

    Raises GlossaryError for a bad table, or a value that contradicts the entry's.
    """
    term_from(table)
    name = table["name"]
    if not workspace.has(name):
        workspace.files[-1].add(table)
        return True
    _file, entry = workspace.find(name)
    lists = {key: value for key, value in table.items() if key in _LISTS}
    values = {key: value for key, value in table.items() if key not in _LISTS and key != "name"}
    for key, value in values.items():
        given = entry.term.__getattribute__(key)
        default = getattr(Term(name), key)
        if given not in (default, value) and str(given) != str(value):
            raise GlossaryError(
                f"“{name}” is in the glossary with {key} = “{given}”",
                where=str(entry.term.origin),
                hint="Change it there if that is wrong.",
            )

    def change(edited: Table) -> None:
        for key, value in values.items():
            edited[key] = value
        for key, several in lists.items():
            extend(edited, key, several)

    entry.edit(change)
    return False


def remove(workspace: Workspace, name: str) -> Term:
    """Take out the entry of exactly that name. Raises GlossaryError when there is none."""
    file, entry = _exact(workspace, name)
    file.remove(entry)
    return entry.term


def merge_entries(workspace: Workspace, gone: str, kept: str, *, alias: bool = False) -> Term:
    """Make two entries one: the name ``gone`` becomes a variant (or alias) of ``kept``, which takes over all its forms,
    sources, examples and comments. The entry that stays is returned as it was. Raises GlossaryError."""
    file, old = _exact(workspace, gone)
    _file, entry = _exact(workspace, kept)
    if old is entry:
        raise GlossaryError(f"“{gone}” and “{kept}” are the same entry")
    term = old.term
    right = {kept, *entry.term.aliases, *(term.aliases if alias else ())}
    key = "aliases" if alias else "variants"

    def change(table: Table) -> None:
        table_forms = [gone] if gone not in right or alias else []
        extend(table, key, [form for form in table_forms if form != kept])
        # What one entry calls wrong and the other right is right.
        extend(table, "aliases", [form for form in term.aliases if form not in (kept, gone)])
        drop(table, "variants", term.aliases)
        extend(table, "variants", [form for form in term.variants if form not in right and form not in term.aliases])
        for name in ("never", "forms", "keep"):
            extend(table, name, [f for f in getattr(term, name) if f not in (gone, kept)])
        drop(table, "never", (gone,))
        sources = [s.strip() for s in f"{entry.term.source}/{term.source}".split("/") if s.strip()]
        if sources and "/".join(dict.fromkeys(sources)) != entry.term.source:
            table["source"] = "/".join(dict.fromkeys(sources))
        for name in ("gender", "note"):
            value = getattr(term, name)
            if value and not getattr(entry.term, name):
                table[name] = str(value)
            elif name == "note" and value and value != entry.term.note:
                table[name] = f"{entry.term.note} {value}"
        if term.kind != "name" and entry.term.kind == "name":
            table["kind"] = str(term.kind)
        examples = [list(pair) for pair in (*entry.term.examples, *term.examples)]
        if term.examples:
            table["examples"] = examples

    entry.edit(change)
    entry.lead += old.comments
    file.remove(old)
    return entry.term


def sort(file: GlossaryFile, order: str = "name") -> None:
    """Sort the entries of a file, each with its comment; a comment that stands alone begins a section, and entries
    stay in theirs."""
    sections: list[list[Entry]] = [[]]
    for entry in file.entries:
        sections[-1].append(entry)
        if entry.gap.strip():
            sections.append([])
    result: list[Entry] = []
    for section in sections:
        gaps = [entry.gap for entry in section]
        ordered = sorted(section, key=lambda entry: ORDERS[order](entry.term))
        for entry, gap in zip(ordered, gaps, strict=True):
            if gap and not entry.body.endswith("\n"):
                entry.body += "\n"
            result.append(replace(entry, gap=gap))
    for entry in result[:-1]:
        if not entry.body.endswith("\n"):
            entry.body += "\n"
    file.entries[:] = result


def _exact(workspace: Workspace, name: str) -> tuple[GlossaryFile, Entry]:
    from cleanup.glossary.workspace import missing

    file, entry = workspace.find(name)
    if entry.term.name != name:
        error = missing(name, ())
        error.hint = f"Did you mean “{entry.term.name}”, which has this form?"
        raise error
    return file, entry
