"""The summary of a run for a person: what changed, what is left to decide, what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.core.model import FileError, FileResult, Finding
from cleanup.reports.location import Lines
from cleanup.reports.proposal import proposals

_LONGEST = 60
"""Characters of a text that are quoted."""


@dataclass
class Summary:
    """Counts a run, file by file. ``written``: whether changes were written, or only would be."""

    written: bool = False
    files: int = 0
    changed: int = 0
    changes: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    suggestions: list[str] = field(default_factory=list)
    refused: int = 0
    engines: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)

    def add(self, result: FileResult) -> None:
        """Count a file that was cleaned."""
        self.files += 1
        self.changed += result.original != result.revised
        self.changes += len(result.changes)
        self.rules.update(cause.rule for change in result.changes for cause in change.causes)
        self.refused += len(result.refusals)
        self.engines.update(dict.fromkeys(filter(None, [result.engine])))
        self.notes.update(dict.fromkeys(result.notes))
        self.problems += [f"{result.path}: {fault}" for fault in result.faults]
        self.problems += [f"{result.path}: not checked: {what}" for what in result.unchecked]
        if result.findings:
            lines = Lines(result.original)
            self.suggestions += [_suggestion(finding, result, lines) for finding in result.findings]

    def lines(self) -> Iterator[str]:
        """The summary, line by line."""
        yield from self._left()
        yield from self.complaints()
        if self.rules:
            width = max(map(len, self.rules))
            yield "Changes by rule:"
            for rule, count in sorted(self.rules.items(), key=lambda item: (-item[1], item[0])):
                yield f"  {rule:<{width}}  {count}"
        if self.engines:
            yield f"Grammar checked by {', '.join(self.engines)}."
        yield self.total()

    def _left(self) -> Iterator[str]:
        if self.suggestions:
            yield "For you to decide (nothing of this was changed):"
            yield from (f"  {line}" for line in self.suggestions)

    def complaints(self) -> Iterator[str]:
        """What went wrong. Files that failed for the same reason are told together."""
        yield from (f"note: {note}" for note in self.notes)
        yield from self.problems
        reasons: dict[tuple[str, str], list[str]] = {}
        for error in self.errors:
            reasons.setdefault((error.message, error.hint), []).append(error.path)
        for (message, hint), paths in reasons.items():
            if len(paths) > 1:
                yield f"error: {message}"
                yield f"  not cleaned: {', '.join(paths[:5])}{f' and {len(paths) - 5} more' if len(paths) > 5 else ''}"
            else:
                yield f"error: {paths[0]}: {message}"
            if hint:
                yield f"  {hint}"

    def total(self) -> str:
        """The one line that says it all."""
        verb = "changed" if self.written else "would change"
        parts = [
            f"{_count(self.files, 'file')} cleaned" if self.written else f"{_count(self.files, 'file')} read",
            f"{self.changed} {verb}" if self.changed else "nothing to change",
            _count(self.changes, "change"),
            _count(len(self.suggestions), "suggestion"),
        ]
        if self.refused:
            parts.append(f"{_count(self.refused, 'fix', 'fixes')} refused")
        if self.errors:
            parts.append(_count(len(self.errors), "error"))
        return ", ".join(parts) + "."


def _suggestion(finding: Finding, result: FileResult, lines: Lines) -> str:
    place = lines.location(finding.span.start)
    offers = proposals(result.original, finding)
    text = f"{result.path}:{place.line}:{place.column}: {finding.rule}: {finding.message}"
    if offers:
        text += f" (“{_short(offers[0].before)}” → “{_short(offers[0].after)}”)"
    return text


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
