"""The summary of a run for a person: what changed, what is left to decide, what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.core.model import FileError
from cleanup.files.spool import Spool
from cleanup.outcome.account import Account
from cleanup.reports.left_alone import LeftAlones
from cleanup.reports.unlisted import unlisted_line

_FEW, _WIDTH = 6, 79
"""Rules that are listed one below the other; columns that more of them may take."""
_NAMED = 5
"""Files that are named when more have failed for the same reason."""
_LISTED = 40
"""Suggestions that are listed one by one; more of them are counted by rule."""


@dataclass
class Summary:
    """Counts a run, file by file, in constant memory but for errors. ``written``: whether changes were written, or only
    would be. ``next_step``: what to do then, in a line. ``resumed``: how many of the files were done before the run was
    interrupted."""

    written: bool = False
    next_step: str = ""
    resumed: int = 0
    files: int = 0
    changed: int = 0
    changes: int = 0
    suggestions: int = 0
    refused: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    engines: dict[str, None] = field(default_factory=dict)
    asked: int = 0
    paragraphs: int = 0
    unlisted: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)
    left_alone: LeftAlones = field(default_factory=LeftAlones)
    _left: Spool = field(default_factory=Spool)
    _left_by_rule: Counter[str] = field(default_factory=Counter)

    def add(self, account: Account) -> None:
        """Count a file that was cleaned."""
        self.files += 1
        self.resumed += account.resumed
        self.changed += account.changed
        self.changes += account.changes
        self.suggestions += len(account.suggestions)
        self.refused += account.refused
        for rule, count in account.rules:
            self.rules[rule] += count
        self.engines.update(dict.fromkeys(filter(None, [account.engine])))
        self.asked += account.asked[0]
        self.paragraphs += account.asked[1]
        self.unlisted.update(dict.fromkeys(account.unlisted))
        self.notes.update(dict.fromkeys(account.notes))
        self.problems += account.problems
        for line in account.suggestions:
            self._left.add(f"{' '.join(line.splitlines())}\n".encode("utf-8", "surrogatepass"))
        for rule, count in account.suggested:
            self._left_by_rule[rule] += count

    def lines(self) -> Iterator[str]:
        """The summary, line by line."""
        if self.suggestions > _LISTED:
            yield f"For you to decide, by rule ({self.suggestions:,} suggestions; none was applied):"
            yield from _columns(self._left_by_rule)
            yield "  `cleanup review` decides on them, form by form; `cleanup check --all` lists each."
        elif self.suggestions:
            yield "For you to decide (none of this was applied):"
            yield from (f"  {line}" for line in self._left.lines())
        yield from self.complaints()
        if self.rules:
            yield "Changes by rule:"
            yield from _columns(self.rules)
        if self.engines:
            yield f"Grammar checked by {', '.join(self.engines)}{self._part()}."
        yield from unlisted_line(self.unlisted)
        yield from self.left_alone.lines()
        yield self.total()
        if self.next_step and (self.changed or self.suggestions):
            yield self.next_step

    def _part(self) -> str:
        """What of the text the engine was asked about, if not all of it."""
        if self.asked >= self.paragraphs:
            return ""
        return (
            f" in {self.asked:,} of {_count(self.paragraphs, 'paragraph')}, where a fix was possible (`cleanup check` "
            "covers all)"
        )

    def complaints(self) -> Iterator[str]:
        """What went wrong. Files that failed for the same reason are told together."""
        yield from (f"note: {note}" for note in (*self.notes, *self.left_alone.notes))
        yield from self.problems
        reasons: dict[tuple[str, str], list[str]] = {}
        for error in self.errors:
            reasons.setdefault((error.message, error.hint), []).append(error.path)
        for (message, hint), paths in reasons.items():
            if len(paths) > 1:
                more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
                yield f"error: {message}"
                yield f"  not cleaned: {', '.join(paths[:_NAMED])}{more}"
            else:
                yield f"error: {paths[0]}: {message}"
            if hint:
                yield f"  {hint}"

    def total(self) -> str:
        """The one line that says it all."""
        verb = "changed" if self.written else "would change"
        parts = [
            f"{_count(self.files, 'file')} {'cleaned' if self.written else 'read'}",
            f"{self.changed:,} {verb}" if self.changed else "nothing to change",
            _count(self.changes, "change"),
            _count(self.suggestions, "suggestion"),
        ]
        if self.resumed:
            parts[0] += f" ({self.resumed} of them before the interruption)"
        if self.refused:
            parts.append(f"{_count(self.refused, 'fix', 'fixes')} refused")
        if self.left_alone.count:
            parts.append(f"{_count(self.left_alone.count, 'file')} left alone")
        if self.errors:
            parts.append(_count(len(self.errors), "error"))
        return ", ".join(parts) + "."

    def totals(self) -> dict[str, int]:
        """The counts for a program."""
        return {
            "files": self.files,
            "changed": self.changed,
            "changes": self.changes,
            "suggestions": self.suggestions,
            "refusals": self.refused,
            "resumed": self.resumed,
            "left_alone": self.left_alone.count,
        }


def _columns(by_name: Counter[str]) -> Iterator[str]:
    """Names with their counts, the highest first, in columns that are read downwards when there are many."""
    counts = sorted(by_name.items(), key=lambda item: (-item[1], item[0]))
    width = max(len(name) for name, _count in counts)
    digits = max(len(f"{count:,}") for _name, count in counts)
    cells = [f"{name:<{width}}  {count:>{digits},}" for name, count in counts]
    across = 1 if len(cells) <= _FEW else max((_WIDTH - 2) // (width + digits + 5), 1)
    down = -(-len(cells) // across)
    for row in range(down):
        yield "  " + "   ".join(cells[row::down])


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
