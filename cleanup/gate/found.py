"""Everything a check has to say about one text, in one list: what would be repaired, and what is left for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cleanup.core.findings import Listed, listed
from cleanup.core.model import Applicability, Edit, FileError, FileResult, LeftAlone, Severity, SourceText, Span

NamesIn = Callable[[str], Sequence[Span]]
"""Where the canonical names of the glossary stand in a text."""

_AROUND = 60
"""Characters on either side of a place that decide which name it is about."""


class Remedy(StrEnum):
    """What can be done about a finding."""

    SAFE = "safe"
    """`cleanup clean` repairs it by itself."""
    UNSAFE = "unsafe"
    """`cleanup clean --unsafe-fixes` repairs it."""
    SUGGESTION = "suggestion"
    """There is a proposal for a person to take or leave."""
    REPORT = "report"
    """It is only told."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a check. All spans are in the text as it was read.

    ``edits`` are its fix, all of them or none; ``alternatives`` are further texts for the span. ``also`` names other
    rules that had a hand in the same change. ``name`` is the glossary name it is about, where that is known. ``places``
    are the other places that it speaks of. ``source`` is what the source has there, where it is at hand.
    """

    rule: str
    span: Span
    message: str
    severity: Severity = Severity.WARNING
    remedy: Remedy = Remedy.REPORT
    edits: tuple[Edit, ...] = ()
    alternatives: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    name: str = ""
    places: tuple[Span, ...] = ()
    source: SourceText | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its text (which a run does not keep of a file without findings), and what was found in
    it, by place.

    ``faults``, ``unchecked`` and ``notes`` are those of `FileResult`: what could not be done, what is worth knowing.
    ``unlisted`` are names that nobody knows.
    """

    path: str
    text: str
    found: tuple[Found, ...] = ()
    engine: str = ""
    faults: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A line of a baseline: ``count`` findings that were accepted in a file. The rest is their `Identity`."""

    path: str
    rule: str
    text: str
    before: str = ""
    after: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A whole check. ``errors`` are files that could not be checked. ``accepted`` counts findings that the baseline
    knows, ``elsewhere`` those on lines that did not change; neither are in ``files``. ``stale`` is what the baseline
    accepts and nobody found any more. ``left_alone`` is what folders hold that was not checked."""

    files: tuple[Checked, ...] = ()
    errors: tuple[FileError, ...] = ()
    accepted: int = 0
    elsewhere: int = 0
    stale: tuple[Entry, ...] = ()
    left_alone: tuple[LeftAlone, ...] = ()

    @property
    def found(self) -> Iterator[tuple[Checked, Found]]:
        """All findings, each with its file."""
        return ((checked, found) for checked in self.files for found in checked.found)


def found_in(result: FileResult, names_in: NamesIn) -> tuple[Found, ...]:
    """Everything that was found in a text, by place."""
    return tuple(_named(_found(each), result.original, names_in) for each in listed(result))


def _found(each: Listed) -> Found:
    finding = each.finding
    return Found(
        rule=finding.rule,
        span=finding.span,
        message=finding.message,
        severity=finding.severity,
        remedy=_remedy(each),
        edits=finding.fix.edits if finding.fix else (),
        alternatives=finding.suggestions,
        also=each.also,
        places=finding.places,
        source=finding.source,
    )


def _remedy(each: Listed) -> Remedy:
    if each.is_applied:
        return Remedy.SAFE
    fix = each.finding.fix
    if fix is not None and fix.edits:
        return Remedy.UNSAFE if fix.applicability is Applicability.UNSAFE else Remedy.SUGGESTION
    return Remedy.SUGGESTION if each.finding.suggestions else Remedy.REPORT


def _named(found: Found, text: str, names_in: NamesIn) -> Found:
    """The finding with the name that it would put in place, for findings about names."""
    if not found.rule.startswith("names-") or not found.edits:
        return found
    start, end = found.edits[0].span.start, found.edits[-1].span.end
    before = text[max(start - _AROUND, 0) : start]
    mended, position = "", start
    for edit in found.edits:
        mended += text[position : edit.span.start] + edit.text
        position = edit.span.end
    passage = before + mended + text[end : end + _AROUND]
    for span in names_in(passage):
        if span.start <= len(before) + len(mended) and len(before) <= span.end:
            return replace(found, name=passage[span.start : span.end])
    return found
