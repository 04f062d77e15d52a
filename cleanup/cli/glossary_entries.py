"""``cleanup glossary show | add | remove | merge | sort``."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from cleanup.cli.ending import explained
from cleanup.cli.glossary_options import AsJson, DryRun, Glossaries, Name, finish
from cleanup.cli.say import give, say
from cleanup.terms.model import Gender, Kind


class Order(StrEnum):
    """What entries are sorted by."""

    NAME = "name"
    KIND = "kind"
    SOURCE = "source"


_Source = Annotated[str, typer.Option(metavar="TERM", help="The term in the source script.", show_default=False)]
_Kind = Annotated[Kind | None, typer.Option(help="What it names.", show_default=False)]
_Gender = Annotated[Gender | None, typer.Option(help="The person's gender.", show_default=False)]
_Alias = Annotated[
    list[str], typer.Option(metavar="FORM", help="Another correct form; may be repeated.", show_default=False)
]
_Variant = Annotated[list[str], typer.Option(metavar="FORM", help="A wrong form; may be repeated.", show_default=False)]
_Never = Annotated[
    list[str],
    typer.Option(metavar="FORM", help="A form that means something else; may be repeated.", show_default=False),
]
_Note = Annotated[str, typer.Option(metavar="TEXT", help="A note for people.", show_default=False)]
_Case = Annotated[
    str, typer.Option(metavar="HOW", help="How case is handled: smart, exact or any.", show_default=False)
]


@explained
def show(name: Name, glossary: Glossaries = [], as_json: AsJson = False) -> None:  # noqa: B006 - Typer never changes it
    """Show an entry: what it says, and where it stands. Aliases and variants find it, too."""
    from cleanup.glossary.workspace import Workspace, glossary_paths
    from cleanup.terms.file import table_of

    _file, entry = Workspace(glossary_paths(glossary)).find(name)
    table = table_of(entry.term)
    if as_json:
        give(json.dumps({**table, "origin": str(entry.term.origin)}, ensure_ascii=False, indent=2))
        return
    say(f"{entry.term.origin}\n{entry.lead}{entry.body}", nl=False)


@explained
def add(
    name: Name,
    source: _Source = "",
    kind: _Kind = None,
    gender: _Gender = None,
    alias: _Alias = [],  # noqa: B006
    variant: _Variant = [],  # noqa: B006
    never: _Never = [],  # noqa: B006
    case: _Case = "",
    note: _Note = "",
    no_predict: Annotated[
        bool, typer.Option("--no-predict", help="Predict nothing; use only the listed variants.")
    ] = False,
    glossary: Glossaries = [],  # noqa: B006
    dry_run: DryRun = False,
) -> None:
    """Add an entry, or further forms to the entry of that name."""
    from cleanup.glossary import edit
    from cleanup.glossary.workspace import Workspace, glossary_paths

    values: dict[str, Any] = {
        "name": name, "source": source, "kind": kind and kind.value, "gender": gender and gender.value,
        "aliases": alias, "variants": variant, "never": never, "case": case, "note": note,
    }  # fmt: skip
    table = {key: value for key, value in values.items() if value}
    if no_predict:
        table["predict"] = False
    workspace = Workspace(glossary_paths(glossary, create=True), create=True)
    new = edit.add(workspace, table)
    finish(workspace, f"“{name}” {'added' if new else 'extended'}", dry_run=dry_run)


@explained
def remove(name: Name, glossary: Glossaries = [], dry_run: DryRun = False) -> None:  # noqa: B006
    """Remove an entry, with the comment directly above it."""
    from cleanup.glossary import edit
    from cleanup.glossary.workspace import Workspace, glossary_paths

    workspace = Workspace(glossary_paths(glossary))
    edit.remove(workspace, name)
    finish(workspace, f"“{name}” removed", dry_run=dry_run)


@explained
def merge(
    gone: Annotated[str, typer.Argument(metavar="GONE", help="The entry to remove.", show_default=False)],
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="The entry to keep.", show_default=False)],
    alias: Annotated[bool, typer.Option("--alias", help="Keep the old name as an alias instead of a variant.")] = False,
    glossary: Glossaries = [],  # noqa: B006
    dry_run: DryRun = False,
) -> None:
    """Merge two entries. The first name becomes a variant of the second."""
    from cleanup.glossary import edit
    from cleanup.glossary.workspace import Workspace, glossary_paths

    workspace = Workspace(glossary_paths(glossary))
    edit.merge_entries(workspace, gone, kept, alias=alias)
    finish(workspace, f"“{gone}” merged into “{kept}”", dry_run=dry_run)


@explained
def sort(
    by: Annotated[Order, typer.Option(help="What to sort by.")] = Order.NAME,
    glossary: Glossaries = [],  # noqa: B006
    dry_run: DryRun = False,
) -> None:
    """Sort the entries, each with its comment. A comment on its own starts a section, which is sorted by itself."""
    from cleanup.glossary import edit
    from cleanup.glossary.workspace import Workspace, glossary_paths

    workspace = Workspace(glossary_paths(glossary))
    for file in workspace.files:
        edit.sort(file, by.value)
    finish(workspace, f"sorted by {by.value}", dry_run=dry_run)
