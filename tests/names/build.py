"""Glossary entries and analyses for the tests, in a line."""

from __future__ import annotations

from typing import Any

from cleanup.core.model import Applicability
from cleanup.formats.plain import parse
from cleanup.names.match import NameMatcher
from cleanup.terms.load import term_from

_built: dict[str, NameMatcher] = {}


def matcher(*entries: dict[str, Any] | str) -> NameMatcher:
    """A matcher for entries given as tables, or as ``"Name"`` or ``"Name|source|kind"``. Built once for the same
    entries."""
    key = repr(entries)
    if key not in _built:
        tables = [_table(entry) if isinstance(entry, str) else entry for entry in entries]
        _built[key] = NameMatcher([term_from(table) for table in tables])
    return _built[key]


def _table(line: str) -> dict[str, str]:
    return dict(zip(("name", "source", "kind"), line.split("|"), strict=False))


def fixed(text: str, *entries: dict[str, Any] | str) -> str:
    """The text with the safe decisions applied once."""
    for decision in reversed(matcher(*entries).analyse(parse(text)).decisions):
        if decision.applicability is Applicability.SAFE:
            text = text[: decision.span.start] + decision.replacement + text[decision.span.end :]
    return text


def suggested(text: str, *entries: dict[str, Any] | str) -> dict[str, str]:
    """What is only suggested: form and replacement."""
    decisions = matcher(*entries).analyse(parse(text)).decisions
    return {d.surface: d.replacement for d in decisions if d.applicability is not Applicability.SAFE}
