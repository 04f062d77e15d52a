"""What the shell completes: rules and topics, formats, engines, pages of the manual."""

from __future__ import annotations

from collections.abc import Iterable


def _completed(incomplete: str, names: Iterable[str]) -> list[str]:
    """Names that go on as a list separated by commas does."""
    done, comma, last = incomplete.rpartition(",")
    taken = set(done.split(","))
    return [f"{done}{comma}{name}" for name in names if name.startswith(last) and name not in taken]


def rules(incomplete: str) -> list[str]:
    """Topics and rules."""
    from cleanup.rules.registry import RULES

    return _completed(incomplete, dict.fromkeys([*(rule.topic for rule in RULES), *(rule.id for rule in RULES)]))


def verdicts(incomplete: str) -> list[str]:
    """What `check` can fail on."""
    from cleanup.gate.verdict import LEVELS

    return [*_completed(incomplete, LEVELS), *rules(incomplete)]


def formats(incomplete: str) -> list[str]:
    """Formats of files."""
    from cleanup.formats.registry import FORMATS

    return [fmt.name for fmt in FORMATS if fmt.name.startswith(incomplete)]


def shown_formats(incomplete: str) -> list[str]:
    """Ways to show changes, and formats of files."""
    return [*(way for way in ("diff", "words", "json") if way.startswith(incomplete)), *formats(incomplete)]


def reports(incomplete: str) -> list[str]:
    """Formats of a check's report."""
    from cleanup.reports.check_formats import CHECK_FORMATS

    return [name for name in CHECK_FORMATS if name.startswith(incomplete)]


def engines(incomplete: str) -> list[str]:
    """Grammar engines."""
    from cleanup.grammar.embedded import EMBEDDED

    return [name for name in ("auto", *EMBEDDED, "languagetool", "none") if name.startswith(incomplete)]


def topics(incomplete: str) -> list[str]:
    """Pages of the manual."""
    from cleanup.manual.pages import TOPICS

    return [topic for topic in TOPICS if topic.startswith(incomplete)]
