"""The commented configuration file that ``cleanup init`` writes, made from the table of keys."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from cleanup.settings.keys import GRAMMAR_KEYS, KEYS, Key


def template() -> str:
    """A configuration with every key, its description and its default; all but the glossary is commented out."""
    lines = ["# Settings of cleanup for the texts in this folder and below. Every key is optional.", ""]
    for key in KEYS:
        if key.name == "glossaries":
            lines += [*_comment(key.description), f"glossaries = {key.example}", ""]
        elif not key.table:
            lines += [*_comment(key.description), _setting(key), ""]
    for key in KEYS:
        if key.table and key.name != "grammar":
            lines += [*_comment(key.description), f"# [{key.name}]", *_entries(key), ""]
    lines += ["# The grammar check.", "# [grammar]"]
    for key in GRAMMAR_KEYS:
        lines += [*_comment(f"  {key.description}"), _setting(key)]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> Iterator[str]:
    yield from (f"# {line}" for line in textwrap.wrap(text, 100))


def _setting(key: Key) -> str:
    """The key with its default; one that cannot be written down (all packs) with its example."""
    value = key.default if key.default not in ("all", "[]", "{}") or not key.example else key.example
    return f"# {key.name} = {value}"


def _entries(key: Key) -> Iterator[str]:
    """The example of a table, a line per entry."""
    for entry in key.example.strip("{ }").split(" }, "):
        yield f"# {entry}{' }' if entry.count('{') > entry.count('}') else ''}"
