"""Counts of a check's findings: by rule, by file, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun, Remedy


@dataclass(frozen=True, slots=True)
class Statistics:
    """How often each rule, file and glossary name occurs among the findings; ``repairable`` is by rule, too."""

    rules: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    repairable: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, run: CheckRun) -> Statistics:
        """The counts of a run."""
        counts = cls()
        for checked, found in run.found:
            counts.rules[found.rule] += 1
            counts.files[relative(checked.path)] += 1
            if found.name:
                counts.names[found.name] += 1
            if found.remedy is Remedy.SAFE:
                counts.repairable[found.rule] += 1
        return counts

    def lines(self) -> Iterator[str]:
        """The tables, the most frequent first."""
        yield from _table("By rule", self.rules, {rule: f"{n} repairable" for rule, n in self.repairable.items()})
        yield from _table("By file", self.files, {})
        yield from _table("By name", self.names, {})


def _table(title: str, counts: Counter[str], remarks: dict[str, str]) -> Iterator[str]:
    if counts:
        yield f"{title}:"
        width = max(map(len, map(str, counts.values())))
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"  {count:>{width}}  {name}" + (f"  ({remarks[name]})" if name in remarks else "")
