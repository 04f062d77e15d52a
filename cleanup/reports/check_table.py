"""The findings of a check as a table, for when there are too many to read one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun, Found, Remedy
from cleanup.gate.statistics import Statistics
from cleanup.reports.offers import offers
from cleanup.reports.shown import shown
from cleanup.untrusted.visible import one_line

_MOST = 5
"""Files and names that are listed."""
_LONGEST_RULE = 26
_NARROWEST = 16


def table(run: CheckRun, width: int = 80) -> Iterator[str]:
    """Counts by rule with an example each, the files and names with most, and how to see more; no line is wider than
    ``width`` but for long names of files."""
    counts = Statistics.of(run)
    files: Counter[str] = Counter()
    examples: dict[str, Counter[str]] = {}
    for checked in run.files:
        files.update({found.rule for found in checked.found})
        for found in checked.found:
            examples.setdefault(found.rule, Counter())[_example(checked.text, found)] += 1
    long = min(max(map(len, counts.rules)), _LONGEST_RULE)
    room = max(width - long - 32, _NARROWEST)
    yield f"{'rule':<{long}}  findings  files  repaired  most often"
    for rule, count in sorted(counts.rules.items(), key=lambda item: (-item[1], item[0])):
        (example, _times), *_rest = examples[rule].most_common(1)
        repaired = counts.repairable[rule] or "–"
        shortened = example if len(example) <= room else f"{example[: room - 1]}…"
        yield f"{rule:<{long}}  {count:>8,}  {files[rule]:>5}  {repaired:>8}  {shortened}".rstrip()
    yield ""
    yield from _most("Files with most", counts.files)
    yield from _most("Names with most", counts.names)
    safe = sum(found.remedy is Remedy.SAFE for _checked, found in run.found)
    if safe:
        yield f"`cleanup clean` repairs {safe:,} of them."
    yield "`--all` shows each, `-o concise` one a line, `--select RULE` those of a rule;"
    yield "`cleanup review` decides on them, form by form."


def _example(text: str, found: Found) -> str:
    best = next(iter(offers(text, found)), None)
    if best is None:
        return one_line(shown(text[found.span.start : found.span.end], 40))
    return one_line(f"{shown(best.before, 40)} → {shown(best.after, 40)}")


def _most(title: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        yield f"{title}:"
        width = max(len(f"{count:,}") for count in counts.values())
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]:
            yield f"  {count:>{width},}  {one_line(relative(name))}"
        if len(counts) > _MOST:
            yield f"  and {len(counts) - _MOST} more"
