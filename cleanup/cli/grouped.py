"""Help of commands with many options: in groups, each under a heading, across the width there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from typer import Context

WIDEST = 110
"""Columns of a terminal that help makes use of."""
OTHERS = "Run"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Output": (
        *("--write", "--output", "--backup", "--resume", "--diff", "--html", "--tmx", "--check", "-f", "--statistics"),
        *("--all", "--list"),
    ),
    "Which findings count": ("--fail-on", "--max-findings", "--baseline", "--diff-base", "--staged"),
    "Decisions": ("--only", "--again", "--decisions"),
    "Rules and glossary": ("--glossary", "--config", "--select", "--ignore", "--unsafe-fixes", "--quotes", "--min"),
    "Grammar": ("--no-grammar", "--grammar", "--grammar-report", "--keep-server"),
    "Input": (
        *("--format", "--encoding", "--source", "--exclude", "--follow-links", "--skip-unknown", "--stdin-filename"),
    ),
}
"""The options under each heading; all others are under `OTHERS`, which comes last."""


class GroupedCommand(TyperCommand):
    """A command whose help shows its options in groups."""

    def format_options(self, ctx: Context, formatter: Any) -> None:  # type: ignore[override]
        """Write arguments and options, group by group."""
        arguments: list[tuple[str, str]] = []
        by_group: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (*GROUPS, OTHERS)}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                arguments.append(record)
            else:
                by_group[_heading(parameter.opts)].append(record)
        for heading, records in (("Arguments", arguments), *by_group.items()):
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def _heading(names: list[str]) -> str:
    return next((heading for heading, options in GROUPS.items() if set(options) & set(names)), OTHERS)
