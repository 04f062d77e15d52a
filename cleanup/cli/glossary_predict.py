"""``cleanup glossary predict``: the forms that machine translation is expected to give a name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cleanup.cli.ending import explained
from cleanup.cli.glossary_options import AsJson, Glossaries, Name
from cleanup.cli.say import give, say
from cleanup.terms.model import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.names.explain import Expected
    from cleanup.names.rendering import Damage
    from cleanup.terms.model import Term

_HEADINGS = {
    "names-variant": "Listed in the glossary",
    "names-case": "In the wrong case",
    "names-spacing": "Joined, split or hyphenated",
    "names-reading": "Other readings and romanisations",
    "names-meaning": "Translated by meaning",
    "names-sound": "Spelled by sound",
    "names-glued": "The next word's sound stuck to it",
    "names-title": "With another title",
    "names-order": "Surname and given name exchanged",
}


@explained
def predict(
    name: Name,
    source: Annotated[
        str,
        typer.Option(metavar="TERM", help="The term in the source script, for a name of no entry.", show_default=False),
    ] = "",
    kind: Annotated[Kind | None, typer.Option(help="What it names.", show_default=False)] = None,
    most: Annotated[int, typer.Option(metavar="N", min=1, help="Show at most N forms of each kind of damage.")] = 12,
    glossary: Glossaries = [],  # noqa: B006 - Typer never changes it
    as_json: AsJson = False,
) -> None:
    """Show the forms of a name that translation may produce. Each has how likely it is, and what becomes of it.

    NAME is an entry of the glossary; with --source or --kind it needs none.
    """
    from cleanup.names.explain import expected, needs_context

    term = _term(name, source, kind, glossary)
    found = expected(term, most)
    if as_json:
        forms = {
            str(damage): [{**asdict(form), "damage": str(damage), "outcome": needs_context(form)} for form in several]
            for damage, several in found.items()
        }
        give(
            json.dumps(
                {"name": term.name, "source": term.source, "kind": term.kind, "forms": forms},
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    say("\n".join(_lines(term, found)))


def _term(name: str, source: str, kind: Kind | None, glossary: list[Path]) -> Term:
    from cleanup.errors import GlossaryError
    from cleanup.glossary.workspace import Workspace, glossary_paths
    from cleanup.terms.load import term_from

    if source or kind:
        table = {"name": name, "source": source, **({"kind": kind.value} if kind else {})}
        return term_from(table)
    try:
        paths = glossary_paths(glossary)
    except GlossaryError as error:
        error.hint = "Name one with --glossary FILE, or give --source TERM."
        raise
    return Workspace(paths).find(name)[1].term


def _lines(term: Term, found: dict[Damage, list[Expected]]) -> Iterator[str]:
    from cleanup.names.explain import needs_context

    said = ", ".join(part for part in (term.source, str(term.kind)) if part)
    yield f"{term.name} ({said})"
    if not term.predict:
        yield "The entry says predict = false: only its listed variants count."
    if not found:
        yield "\nNo form is expected but the name itself. With --source TERM much more can be predicted."
        return
    width = min(40, max(len(form.form) for several in found.values() for form in several))
    for damage, several in found.items():
        more = ", and others like these" if any(form.open for form in several) else ""
        yield f"\n{_HEADINGS.get(str(damage), str(damage))} ({damage}{more})"
        for form in several:
            yield f"  {form.form:<{width}}  {form.likelihood:4.0%}  {needs_context(form)}: {form.reason}"
