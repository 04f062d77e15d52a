"""Takes imported entries into a glossary, and says what an export had to leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleanup.errors import GlossaryError
from cleanup.glossary import edit
from cleanup.glossary.exchange.format import Format, Imported, Table
from cleanup.glossary.workspace import Workspace
from cleanup.language.fold import fold_form
from cleanup.terms.file import table_of
from cleanup.terms.load import term_from
from cleanup.terms.model import Term


def take_in(workspace: Workspace, imported: Imported) -> tuple[int, int, list[str]]:
    """Add the entries, or what is new in them to entries of the same name: how many were added and extended, and notes.

    Forms that would contradict another entry are left out, and said; what the glossary says already stays.
    """
    notes = list(imported.notes)
    tables = [table for table in imported.tables if _is_entry(table, notes)]
    present = {term.name: term for term in workspace.terms}
    right: dict[str, str] = {}
    for term in workspace.terms:
        right.update({_key(form): term.name for form in (term.name, *term.aliases)})
    wrong = {_key(form): term.name for term in workspace.terms for form in term.variants}
    for table in tables:
        for form in (table["name"], *table.get("aliases", ())):
            right.setdefault(_key(form), table["name"])
    added = extended = 0
    for table in tables:
        name = table["name"]
        if (owner := wrong.get(_key(name))) is not None and owner != name:
            notes.append(f"“{name}” is a variant of “{owner}” here: left out")
            continue
        for key in ("aliases", "variants"):
            table[key] = _peaceful(key, table, right if key == "variants" else wrong, wrong, notes)
        table = {key: value for key, value in table.items() if value not in ([], "")}
        wrong.update({_key(form): name for form in table.get("variants", ())})
        known = present.get(name)
        if known is None:
            workspace.files[-1].add(table)
            present[name] = workspace.files[-1].entries[-1].term
            added += 1
        elif new := _news(table, known, notes):
            edit.add(workspace, {"name": name, **new})
            extended += 1
    return added, extended, notes


def _key(form: str) -> str:
    """What forms have in common that the glossary takes for the same."""
    return fold_form(form) or form.casefold()


def _is_entry(table: Table, notes: list[str]) -> bool:
    try:
        term_from(table)
    except GlossaryError as error:
        notes.append(f"“{table.get('name', '')}”: {error.message}: left out")
        return False
    return True


def _peaceful(key: str, table: Table, rivals: dict[str, str], wrong: dict[str, str], notes: list[str]) -> list[str]:
    """The forms of a list that contradict no other entry, nor the entry itself."""
    name, kept = table["name"], []
    for form in table.get(key, ()):
        owner = rivals.get(_key(form)) or (wrong.get(_key(form)) if key == "variants" else None)
        if form == name or (key == "variants" and form in (*table.get("aliases", ()), *table.get("never", ()))):
            continue
        if owner is not None and owner != name:
            notes.append(f"“{form}” belongs to “{owner}”: not made one of the {key} of “{name}”")
        else:
            kept.append(form)
    return kept


def _news(table: Table, known: Term, notes: list[str]) -> Table:
    """What a table says beyond the entry that is there."""
    there = table_of(known)
    new: Table = {}
    for key, value in table.items():
        if key == "name" or there.get(key) == value:
            continue
        if isinstance(value, list) and key != "examples":
            forms = [form for form in value if form not in there.get(key, [])]
            if key == "variants":
                forms = [form for form in forms if form not in (*known.aliases, *known.never)]
            if key == "aliases":
                forms = [form for form in forms if form not in known.variants]
            new.update({key: forms} if forms else {})
        elif key not in there:
            new[key] = value
        elif key not in ("examples",):
            notes.append(f"“{known.name}” keeps {key} = {there[key]}, not {value}")
    return new


def losses(terms: Sequence[Term], fmt: Format) -> list[str]:
    """What the format has no place for, with the number of entries that say it."""
    counts = Counter(key for term in terms for key in table_of(term) if key not in fmt.holds)
    return [f"{fmt.name} has no place for {key} ({n} {'entry' if n == 1 else 'entries'})" for key, n in counts.items()]
