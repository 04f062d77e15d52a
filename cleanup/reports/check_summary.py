"""What a check came to, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.gate.found import CheckRun, Remedy


def complaints(run: CheckRun) -> Iterator[str]:
    """What could not be done. Files that failed for the same reason are told together."""
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


def total(run: CheckRun, counted: int) -> str:
    """The one line that says it all. ``counted`` findings make the check fail."""
    everything = [found for _checked, found in run.found]
    safe = sum(found.remedy is Remedy.SAFE for found in everything)
    parts = [f"{_count(len(run.files), 'file')} checked", _count(len(everything), "finding")]
    if safe:
        parts.append(f"{safe} of them repaired by `cleanup clean --write`")
    if counted != len(everything):
        parts.append(f"{counted} of them counted")
    if run.accepted:
        parts.append(f"{run.accepted} more in the baseline")
    if run.elsewhere:
        parts.append(f"{run.elsewhere} more on lines that did not change")
    if run.errors:
        parts.append(_count(len(run.errors), "error"))
    return ", ".join(parts) + "."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
