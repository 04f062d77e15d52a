"""Stages, passes until nothing changes, and the safety checks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from cleanup.core.ignores import Ignore, find_ignores, is_ignored
from cleanup.core.mapping import Mapping, minimal
from cleanup.core.model import (
    Applicability,
    Cause,
    Change,
    Document,
    Edit,
    Finding,
    Fix,
    Refusal,
    Span,
)
from cleanup.core.resolve import Candidate, resolve
from cleanup.core.revision import Revision, Snapshot, replay

MAX_PASSES = 40
"""Passes of one stage. Fixes that touch each other take turns, which halves them in each pass: forty is far beyond any text."""
MAX_ROUNDS = 8
"""Times through all stages."""

Guard = Callable[[str, str], str]
"""Given the prose before and after a stage: what the stage altered that it may not, or an empty string."""


@dataclass(frozen=True)
class Stage:
    """Checks that run together until they change nothing more.

    ``check`` yields findings in prose coordinates. ``guard`` says what the stage may never alter. ``respects`` gives the
    spans of the prose that the stage must leave alone (canonical names).
    """

    name: str
    check: Callable[[Document], Iterable[Finding]]
    guard: Guard | None = None
    respects: Callable[[Document], Sequence[Span]] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the pipeline made of a source. Spans of ``findings`` and ``refusals`` are in the original."""

    original: str
    revised: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]
    faults: tuple[str, ...]


@dataclass
class _State:
    """What is known of one stage during a run."""

    stage: Stage
    stable_at: str | None = None
    left: list[tuple[Finding, Span]] = field(default_factory=list)
    refused: list[tuple[Refusal, Span]] = field(default_factory=list)
    faulty: bool = False
    rules: set[str] = field(default_factory=set)


class _Unsettled(Exception):
    """A stage went round in circles; the rules that did it are the argument."""


def run(
    source: str,
    stages: Sequence[Stage],
    parse: Callable[[str], Document],
    applied: frozenset[Applicability] = frozenset({Applicability.SAFE}),
) -> Outcome:
    """Clean a source: every stage in turn, each until it changes nothing, and all again until none does.

    Fixes of an applicability in ``applied`` are applied. A stage that breaks its guard, raises, or does not settle is rolled
    back, left out and reported as a fault; stages that undo each other leave the whole text as it was.
    """
    revision = Revision(source)
    states = [_State(stage) for stage in stages]
    faults: list[str] = []
    seen = {source}
    for _round in range(MAX_ROUNDS):
        moved = [_settle(state, revision, parse, applied, faults) for state in states]
        if not any(moved):
            break
        if revision.text in seen:
            faults.append(_blame("stages undo each other's changes", states))
            return _untouched(source, faults)
        seen.add(revision.text)
    else:
        faults.append(_blame("the text does not settle", states))
        return _untouched(source, faults)
    changes = revision.changes
    if replay(source, changes) != revision.text:
        faults.append("internal error: the recorded changes do not give the revised text")
        return _untouched(source, faults)
    findings = sorted(
        (_in_original(finding, span, revision) for state in states for finding, span in state.left),
        key=lambda finding: (finding.span, finding.rule),
    )
    refusals = [
        Refusal(_in_original(refusal.finding, span, revision), refusal.reason)
        for state in states
        for refusal, span in state.refused
    ]
    return Outcome(source, revision.text, changes, tuple(findings), tuple(refusals), tuple(faults))


def _untouched(source: str, faults: list[str]) -> Outcome:
    return Outcome(source, source, (), (), (), tuple(faults))


def _blame(what: str, states: Iterable[_State]) -> str:
    rules = sorted(set().union(*(state.rules for state in states)))
    return f"internal error: {what}; the text was left as it was (rules: {', '.join(rules) or 'none'})"


def _settle(
    state: _State,
    revision: Revision,
    parse: Callable[[str], Document],
    applied: frozenset[Applicability],
    faults: list[str],
) -> bool:
    """Run one stage until it changes nothing; whether it changed the text. On a fault it is rolled back and retired."""
    if state.faulty or revision.text == state.stable_at:
        return False
    start = revision.snapshot()
    try:
        first, last = _passes(state, revision, parse, applied)
        broken = state.stage.guard(first.prose, last.prose) if state.stage.guard and last is not first else ""
        if broken:
            rules = ", ".join(sorted(_new_rules(start, revision)))
            raise _Unsettled(f"stage {state.stage.name} altered {broken} (rules: {rules})")
        state.stable_at = revision.text
    except Exception as error:  # a mistake in one stage must not cost the user the others, or the text
        revision.restore(start)
        state.faulty = True
        state.left, state.refused = [], []
        what = str(error) if isinstance(error, _Unsettled) else f"stage {state.stage.name} failed: {error!r}"
        faults.append(f"internal error: {what}; its changes were taken back")
    return revision.text != start.text


def _new_rules(start: Snapshot, revision: Revision) -> set[str]:
    old = {hunk.causes for hunk in start.hunks}
    return {cause.rule for change in revision.changes if change.causes not in old for cause in change.causes}


def _passes(
    state: _State, revision: Revision, parse: Callable[[str], Document], applied: frozenset[Applicability]
) -> tuple[Document, Document]:
    """Passes of one stage until it changes nothing; the documents before the first and after the last."""
    seen = {revision.text}
    first: Document | None = None
    rules: set[str] = set()
    for _pass in range(MAX_PASSES):
        document = parse(revision.text)
        first = first or document
        edits = _one_pass(state, document, applied)
        if not edits:
            return first, document
        rules = {cause.rule for _edit, cause in edits}
        state.rules |= rules
        revision.apply(edits)
        if revision.text in seen:
            break
        seen.add(revision.text)
    raise _Unsettled(f"stage {state.stage.name} never settles, {' and '.join(sorted(rules))} undo each other's changes")


def _one_pass(
    state: _State, document: Document, applied: frozenset[Applicability]
) -> list[tuple[Edit, Cause]]:
    """The edits of one pass; what is not applied is kept in ``state`` with its span in the source."""
    mapping = Mapping(document)
    ignores = find_ignores(document.source)
    off_limits = sorted(state.stage.respects(document)) if state.stage.respects else []
    candidates: list[Candidate] = []
    places: dict[int, Span] = {}
    state.left, state.refused = [], []
    for finding in state.stage.check(document):
        place = mapping.span(finding.span)
        if ignores and is_ignored(finding.rule, place, ignores):
            continue
        if finding.fix is None or finding.fix.applicability not in applied:
            state.left.append((_in_source(finding, place, mapping), place))
            continue
        edits = [mapping.edit(edit) for edit in finding.fix.edits]
        whole = tuple(edit for edit in edits if edit is not None)
        if len(whole) < len(edits):
            state.refused.append((Refusal(finding, "markup, code or an address is in the way"), place))
        elif any(_disturbs(edit, off_limits, document) for edit in finding.fix.edits):
            state.refused.append((Refusal(finding, "it would change a name of the glossary"), place))
        elif any(_in_directive(edit, ignores) for edit in whole):
            continue
        elif changing := tuple(e for e in whole if e.text != document.source[e.span.start : e.span.end]):
            candidate = Candidate(finding, changing)
            candidates.append(candidate)
            places[id(finding)] = place
    resolution = resolve(candidates)
    state.refused += [(refusal, places[id(refusal.finding)]) for refusal in resolution.refused]
    return [
        (edit, Cause(candidate.finding.rule, candidate.finding.message))
        for candidate in resolution.accepted
        for edit in candidate.edits
    ]


def _disturbs(edit: Edit, off_limits: Sequence[Span], document: Document) -> bool:
    """Whether an edit of the prose changes something inside a protected span. Beside it is allowed."""
    if not off_limits:
        return False
    span = minimal(edit, document.prose).span
    index = bisect_left(off_limits, Span(span.end, span.end))
    for protected in reversed(off_limits[max(index - 3, 0) : index]):
        if protected.start < span.end and span.start < protected.end:
            return True
    return False


def _in_directive(edit: Edit, ignores: tuple[Ignore, ...]) -> bool:
    return any(i.directive.start < edit.span.end and edit.span.start < i.directive.end for i in ignores)


def _in_source(finding: Finding, place: Span, mapping: Mapping) -> Finding:
    """A finding whose fix is in source coordinates; without the fix where the source does not allow it."""
    if finding.fix is None:
        return replace(finding, span=place)
    edits = [mapping.edit(edit) for edit in finding.fix.edits]
    whole = tuple(edit for edit in edits if edit is not None)
    fix = Fix(whole, finding.fix.applicability) if len(whole) == len(edits) else None
    return replace(finding, span=place, fix=fix)


def _in_original(finding: Finding, place: Span, revision: Revision) -> Finding:
    """A finding of the revised text told in coordinates of the original; its fix only where the original is unchanged."""
    fix = finding.fix
    if fix is not None:
        if all(revision.is_original(edit.span) for edit in fix.edits):
            edits = tuple(Edit(revision.span_to_original(edit.span), edit.text) for edit in fix.edits)
            fix = Fix(edits, fix.applicability)
        else:
            fix = None
    return replace(finding, span=revision.span_to_original(place), fix=fix)
