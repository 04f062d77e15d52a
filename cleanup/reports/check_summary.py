"""What a check came to, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.gate.found import CheckRun, Remedy
from cleanup.reports.left_alone import LeftAlones
from cleanup.reports.offers import quoted
from cleanup.reports.unlisted import unlisted_line

_LISTED = 5
"""Stale entries that are listed."""


def complaints(run: CheckRun) -> Iterator[str]:
    """What could not be done. Files that failed for the same reason are told together."""
    yield from dict.fromkeys(f"note: {note}" for checked in run.files for note in checked.notes)
    yield from (f"note: {note}" for note in LeftAlones.among(run.left_alone).notes)
    for checked in run.files:
        yield from (f"{checked.path}: {fault}" for fault in checked.faults)
        yield from (f"{checked.path}: not checked: {what}" for what in checked.unchecked)
    reasons: dict[tuple[str, str], list[str]] = {}
    for error in run.errors:
        reasons.setdefault((error.message, error.hint), []).append(error.path)
    for (message, hint), paths in reasons.items():
        if len(paths) > 1:
            yield f"error: {message}"
            yield f"  not checked: {', '.join(paths[:5])}{f' and {len(paths) - 5} more' if len(paths) > 5 else ''}"
        else:
            yield f"error: {paths[0]}: {message}"
        if hint:
            yield f"  {hint}"


def stale(run: CheckRun) -> Iterator[str]:
    """What the baseline need not accept any longer."""
    if run.stale:
        count = sum(entry.count for entry in run.stale)
        yield f"{_count(count, 'finding')} of the baseline not found any more: `cleanup baseline prune` takes them out."
        for entry in run.stale[:_LISTED]:
            times = f" ({entry.count} times)" if entry.count > 1 else ""
            yield f"  {entry.path}: {entry.rule}: {quoted(entry.text)}{times}"
        if len(run.stale) > _LISTED:
            yield f"  and {len(run.stale) - _LISTED} more"


def left_alone(run: CheckRun) -> Iterator[str]:
    """What folders hold that is no prose."""
    return LeftAlones.among(run.left_alone).lines()


def unlisted(run: CheckRun) -> Iterator[str]:
    """The names of the run that nobody knows, in one line."""
    return unlisted_line(name for checked in run.files for name in checked.unlisted)


def total(run: CheckRun, counted: int) -> str:
    """The one line that says it all. ``counted`` findings make the check fail."""
    everything = [found for _checked, found in run.found]
    safe = sum(found.remedy is Remedy.SAFE for found in everything)
    parts = [f"{_count(len(run.files), 'file')} checked", _count(len(everything), "finding")]
    if safe:
        parts.append(f"{safe:,} of them repaired by `cleanup clean --write`")
    if counted != len(everything):
        parts.append(f"{counted:,} of them counted")
    if run.accepted:
        parts.append(f"{run.accepted} more in the baseline")
    if run.elsewhere:
        parts.append(f"{run.elsewhere} more on lines that did not change")
    if count := sum(left.count for left in run.left_alone):
        parts.append(f"{_count(count, 'file')} left alone")
    if run.errors:
        parts.append(_count(len(run.errors), "error"))
    engines = ", ".join(dict.fromkeys(checked.engine for checked in run.files if checked.engine))
    return ", ".join(parts) + (f". Grammar checked by {engines}." if engines else ".")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
