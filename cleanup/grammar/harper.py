"""The embedded engine Harper, through ``harper-py``: on every platform, with rules and ids of its own."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from importlib import metadata
from typing import Any

from cleanup.core.model import Span
from cleanup.grammar.engine import GrammarMatch

_DIALECTS = {"en-US": "AMERICAN", "en-GB": "BRITISH", "en-CA": "CANADIAN", "en-AU": "AUSTRALIAN"}
"""The others are written nearly as British English is."""


def missing() -> str:
    """Why the engine cannot be had, or an empty string."""
    return "" if importlib.util.find_spec("harper") else "harper-py is not installed"


def version() -> str:
    """Version of the Python package, which holds the engine."""
    return metadata.version("harper-py")


class Checker:
    """The engine itself: one linter, for one thread. It prints debug lines to the process's standard output."""

    def __init__(self, language: str, enabled: Sequence[str] = (), listened: frozenset[str] | None = None) -> None:
        import harper

        self._linter = harper.Linter(getattr(harper.Dialect, _DIALECTS.get(language, "BRITISH")))
        known = self._linter.get_lint_config()
        switched: dict[str, bool | None] = {rule: True for rule in enabled if rule in known}
        if listened is not None:
            switched = {**{rule: False for rule in known if rule not in listened}, **switched}
        self._linter.set_lint_config(known | switched)
        self._replace, self._insert = harper.SuggestionKind.REPLACE, harper.SuggestionKind.INSERT_AFTER

    def check(self, text: str) -> list[GrammarMatch]:
        """The matches in ``text``. The engine's own removal of overlapping lints is off: long sentences would hide
        others."""
        lints = self._linter.organized_lints(text, language="plaintext", dedup=False)
        matches = [self._match(rule, lint) for rule, found in lints.items() for lint in found]
        return sorted(matches, key=lambda match: (match.span, match.rule))

    def _match(self, rule: str, lint: Any) -> GrammarMatch:
        span = Span(lint.span.start, lint.span.end)
        return GrammarMatch(
            span=span,
            rule=rule,
            message=lint.message,
            replacements=tuple(self._replacement(suggestion, lint.problem_text) for suggestion in lint.suggestions),
            category=lint.lint_kind,
            kind="misspelling" if lint.lint_kind == "Spelling" else lint.lint_kind.lower(),
        )

    def _replacement(self, suggestion: Any, problem: str) -> str:
        if suggestion.kind == self._insert:
            return f"{problem}{suggestion.replacement_text}"
        return str(suggestion.replacement_text) if suggestion.kind == self._replace else ""
