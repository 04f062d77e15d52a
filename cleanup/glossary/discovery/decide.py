"""What a person decides about proposals, carried out on the glossary and remembered in the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cleanup.glossary import edit
from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.proposals import Proposal, predicted
from cleanup.glossary.workspace import Workspace
from cleanup.language.fold import fold_form
from cleanup.terms.model import Kind, Term

WORTH, WORTH_WITH_SOURCE = 0.5, 0.3
"""The scores from which a name gets an entry without a person; lower where its source term is known."""


def table_for(proposal: Proposal, *, name: str = "", leave: Sequence[str] = ()) -> dict[str, Any]:
    """The entry that a proposal comes to, under ``name`` if given; the forms in ``leave`` are left out.

    A spelling that is predicted of the name anyway, such as one with its parts joined, is not listed.
    """
    chosen = name or proposal.name
    forms = [form for form, _ in proposal.forms if form != chosen and form not in leave]
    table: dict[str, Any] = {"name": chosen, "source": proposal.source}
    if proposal.kind is not Kind.NAME:
        table["kind"] = str(proposal.kind)
    if proposal.gender:
        table["gender"] = str(proposal.gender)
    if proposal.exact:
        table["case"] = "exact"
    expected = predicted(Term(chosen, proposal.source, proposal.kind))
    table["variants"] = [form for form in forms if fold_form(form) not in expected]
    return {key: value for key, value in table.items() if value}


def accept(workspace: Workspace, proposal: Proposal, *, name: str = "", leave: Sequence[str] = ()) -> None:
    """Put a proposal into the glossary: a new entry, or new variants of the entry it belongs to. Raises
    GlossaryError."""
    table = table_for(proposal, name=name or proposal.entry, leave=leave)
    if workspace.has(table["name"]):
        _file, entry = workspace.find(table["name"])
        term = entry.term
        known = {fold_form(form) for form in (term.name, *term.aliases, *term.variants, *term.never)}
        forms = [form for form in table.get("variants", []) if fold_form(form) not in known]
        table = {"name": table["name"], "variants": forms} if forms else {"name": table["name"]}
    else:
        taken = workspace.taken({fold_form(form) for form in table.get("variants", [])})
        table["variants"] = [form for form in table.get("variants", []) if fold_form(form) not in taken]
    edit.add(workspace, {key: value for key, value in table.items() if value})


def accept_sure(workspace: Workspace, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Put into the glossary what needs no person: the proposals that are worth an entry, each with the spellings that
    are sure to be it; those that were taken.

    What the glossary has already, as a name or a variant of another entry, stays as it is.
    """
    taken = {
        fold_form(form) for term in workspace.terms for form in (term.name, *term.aliases, *term.variants, *term.never)
    }
    accepted = []
    for proposal in proposals:
        forms = [form for form in proposal.sure if fold_form(form) not in taken]
        if proposal.entry and forms:
            edit.add(workspace, {"name": proposal.entry, "variants": forms})
        elif (
            proposal.entry
            or proposal.score < (WORTH_WITH_SOURCE if proposal.source else WORTH)
            or fold_form(proposal.name) in taken
        ):
            continue
        else:
            table = table_for(proposal, leave=[form for form, _ in proposal.forms if form not in forms])
            workspace.files[-1].add(table)
        taken |= {fold_form(form) for form in (proposal.name, *forms)}
        accepted.append(proposal)
    return accepted


def merge_into(workspace: Workspace, proposal: Proposal, entry: str, *, alias: bool = False) -> None:
    """Make all spellings of a proposal variants (or aliases) of an entry. Raises GlossaryError."""
    _file, found = workspace.find(entry)
    forms = [form for form, _ in proposal.forms if form not in (found.term.name, *found.term.aliases)]
    edit.add(workspace, {"name": found.term.name, ("aliases" if alias else "variants"): forms})


def reject(evidence: Evidence, proposal: Proposal) -> None:
    """Never propose any of these forms again."""
    evidence.rejected |= {form for form, _ in proposal.forms}


def separate(workspace: Workspace, evidence: Evidence, proposal: Proposal, forms: Sequence[str]) -> None:
    """The forms are another person than the proposal's: they are kept apart from now on, in the glossary, too."""
    others = [form for form, _ in proposal.forms if form not in forms]
    evidence.apart |= {(form, other) for form in forms for other in others}
    if proposal.entry:
        edit.add(workspace, {"name": proposal.entry, "never": list(forms)})
