"""The finding of a rule that replaces one stretch of the prose."""

from __future__ import annotations

from cleanup.core.model import Applicability, Edit, Finding, Fix, Severity, Span


def mend(rule: str, start: int, end: int, text: str, message: str, *, sure: bool = True) -> Finding:
    """A finding whose fix puts ``text`` in the place of the prose from ``start`` to ``end``: safe, or a suggestion
    when it is not ``sure``."""
    span = Span(start, end)
    applicability = Applicability.SAFE if sure else Applicability.SUGGESTION
    return Finding(rule, span, message, Severity.WARNING, Fix((Edit(span, text),), applicability))
