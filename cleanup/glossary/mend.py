"""Mends what is certainly wrong with a glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleanup.glossary.lint import contents, tidy
from cleanup.glossary.workspace import Workspace
from cleanup.terms.file import GlossaryFile, drop

if TYPE_CHECKING:
    from tomlkit.items import Table

_FORMS = ("aliases", "variants", "never", "forms")


def mend(workspace: Workspace) -> int:
    """Take out second entries that say the same, names listed as their own variant or alias, repeated forms and
    invisible characters. The number of entries mended; nothing is written yet."""
    mended = 0
    first: dict[Any, Any] = {}
    for file in workspace.files:
        for entry in list(file.entries):
            known = first.setdefault((entry.term.name, entry.term.paths), entry)
            if known is not entry and contents(known.term) == contents(entry.term):
                file.remove(entry)
                mended += 1
    for file in workspace.files:
        mended += _entries(file)
    return mended


def _entries(file: GlossaryFile) -> int:
    mended = 0
    for entry in file.entries:
        if _needs(entry.term, entry.body):
            before = entry.body
            entry.edit(_clean)
            mended += entry.body != before
    return mended


def _needs(term: Any, body: str) -> bool:
    own = {term.name, *term.aliases}
    forms = (term.name, *term.aliases, *term.variants, *term.never, *term.forms)
    if term.name in term.aliases or own & set(term.variants) or any(tidy(form) != form for form in forms):
        return True
    # The loader has dropped repeated forms; only the text still shows them.
    return any(body.count(f'"{form}"') > 1 or body.count(f"'{form}'") > 1 for form in forms)


def _clean(table: Table) -> None:
    if tidy(table["name"]) != table["name"]:
        table["name"] = tidy(table["name"])
    for key in _FORMS:
        values = table.get(key)
        if not isinstance(values, list):
            continue
        for index, value in reversed(list(enumerate(values))):
            clean = tidy(value)
            if clean in [tidy(other) for other in list(values)[:index]]:
                del values[index]
            elif clean != value:
                values[index] = clean
    name = str(table["name"])
    drop(table, "aliases", [name])
    aliases = table.get("aliases") or []
    drop(table, "variants", [name, *([aliases] if isinstance(aliases, str) else aliases)])
