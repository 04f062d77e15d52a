"""A summary of a check in Markdown, for the page of a CI job or the comment of a bot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleanup.files.relative import relative
from cleanup.gate.found import CheckRun
from cleanup.gate.statistics import Statistics
from cleanup.reports.alike import alike
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import offers
from cleanup.reports.shown import shown as visible
from cleanup.untrusted.visible import one_line

_GROUPS, _FILES, _NAMES = 50, 20, 20
"""Rows of the tables. A summary stays far below what platforms take (1 MiB)."""
_LONGEST = 60
_TICKS = re.compile("`+")


def render(run: CheckRun, shown: Shown) -> str:
    """The whole summary."""
    return "".join(f"{line}\n" for line in _lines(run, shown))


def _lines(run: CheckRun, shown: Shown) -> Iterator[str]:
    counts = Statistics.of(run)
    total = counts.rules.total()
    counted = sum(shown.counts(found) for _checked, found in run.found)
    yield "## cleanup check"
    yield ""
    said = f"**{total:,}** finding{'' if total == 1 else 's'} in {len(counts.files):,} of {len(run.files):,} files"
    yield said + (f", {counted:,} of them count." if counted != total else ".")
    for error in run.errors:
        yield ""
        yield f"- not checked: {_code(relative(error.path))}: {_text(error.message)}"
    if not total:
        return
    yield from _table("Rule", counts.rules, len(counts.rules), counts.repairable)
    yield from _table("Name", counts.names, _NAMES)
    yield from _table("File", counts.files, _FILES)
    yield ""
    groups = sorted(alike(run), key=lambda group: -len(group.each))
    beside = any(group.first[1].source is not None for group in groups[:_GROUPS])
    yield "| times | rule | found | becomes | first place |" + (" source |" if beside else "")
    yield "|--:|---|---|---|---|" + ("---|" if beside else "")
    for group in groups[:_GROUPS]:
        checked, found = group.first
        best = next(iter(offers(checked.text, found)), None)
        text = best.before if best is not None else checked.text[found.span.start : found.span.end]
        becomes = _code(visible(best.after, _LONGEST)) if best is not None else ""
        place = Lines(checked.text).location(found.span.start)
        where = _code(f"{relative(checked.path)}:{place.line}")
        row = f"| {len(group.each):,} | {_code(found.rule)} | {_code(visible(text, _LONGEST))} | {becomes} | {where} |"
        source = _code(visible(found.source.text, _LONGEST)) if found.source is not None else ""
        yield row + (f" {source} |" if beside else "")
    if len(groups) > _GROUPS:
        yield ""
        yield f"and {len(groups) - _GROUPS:,} more."


def _table(title: str, counts: Counter[str], most: int, repaired: Counter[str] | None = None) -> Iterator[str]:
    if not counts:
        return
    yield ""
    yield f"| {title} | findings |" + (" repaired by `cleanup clean` |" if repaired is not None else "")
    yield "|---|--:|" + ("--:|" if repaired is not None else "")
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]:
        yield f"| {_code(name)} | {count:,} |" + (f" {repaired[name]:,} |" if repaired is not None else "")
    if len(counts) > most:
        yield f"| and {len(counts) - most:,} more | |" + (" |" if repaired is not None else "")


def _code(text: str) -> str:
    """Text as code within a cell of a table, whatever is in it."""
    text = one_line(text.replace("\r", " ")).replace("|", "\\|")
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text.strip() else "(blank)"


def _text(text: str) -> str:
    return re.sub(r"([\\`*_<>\[\]|#])", r"\\\1", one_line(text))
