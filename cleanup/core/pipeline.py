"""Stages, passes until nothing changes, and the safety checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from cleanup.core.effects import edited, spelled_out, split_by_effect
from cleanup.core.ignores import Ignores
from cleanup.core.judging import Judge, Judgement, Proposed
from cleanup.core.mapping import Mapping
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
from cleanup.core.placing import changing, disjoint, disturbs, in_original, in_source, verify
from cleanup.core.resolve import Candidate, resolve
from cleanup.core.revision import Revision, replay
from cleanup.errors import CleanupError

MAX_PASSES = 40
"""Passes of one stage over a long text. Fixes that touch each other take turns, which halves them in each pass: forty
is far beyond any text."""
MAX_PASSES_SHORT = 200
"""Passes over a short text, where they cost little: a fix may also wait for the one before it in its paragraph, as with
quotation marks that are missing one after the other."""
_SHORT = 10_000
MAX_ROUNDS = 8
"""Times through all stages."""

MAX_GROWTH = 4
"""How many times longer a stage may make a text (and a thousand characters): a rule that doubles what it finds is
stopped before the text fills the memory."""

MAX_SEARCH = 1_000_000
"""Characters looked through in search of the fixes that break a guard; what is left then is not made, as a whole."""
_LONGEST_TOLD = 40

Guard = Callable[[str, str], str]
"""Given the prose before and after a stage: what the stage altered that it may not, or an empty string."""


@dataclass(frozen=True)
class Stage:
    """Checks that run together until they change nothing more.

    ``check`` yields findings in prose coordinates. ``guard`` says what the stage may never alter; ``editwise``: it is
    asked about what each fix replaces by what, so that a text whose every fix passes has passed. ``respects`` gives
    the spans of the prose that the stage must leave alone (canonical names). ``report`` yields what is only told and
    never applied: it is asked once, about the text as it is in the end.
    """

    name: str
    check: Callable[[Document], Iterable[Finding]]
    guard: Guard | None = None
    respects: Callable[[Document], Sequence[Span]] | None = None
    report: Callable[[Document], Iterable[Finding]] | None = None
    editwise: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the pipeline made of a source. Spans of ``findings`` and ``refusals`` are in the original."""

    original: str
    revised: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]
    faults: tuple[str, ...]
    proposals: tuple[Proposed, ...] = ()


Parse = Callable[[str], Document]


@dataclass
class StageState:
    """What is known of one stage during a run. ``rules`` are those that changed something when it last ran, ``broken``
    says what was taken back because it broke the guard.

    ``judged`` are the judgements of the last pass, by the identity of the finding that they let pass, ``silenced``
    those that let none pass, with their spans in the source, and ``made`` what was applied, with spans in the original.
    ``does_as_wanted``: a change was made that a person asked for, and which no guard is asked about.
    """

    stage: Stage
    judge: Judge | None = None
    stable_at: str | None = None
    left: list[tuple[Finding, Span]] = field(default_factory=list)
    refused: list[tuple[Refusal, Span]] = field(default_factory=list)
    faulty: bool = False
    rules: set[str] = field(default_factory=set)
    broken: dict[str, None] = field(default_factory=dict)
    judged: dict[int, Judgement] = field(default_factory=dict)
    silenced: list[tuple[Finding, Judgement, Span]] = field(default_factory=list)
    made: list[Proposed] = field(default_factory=list)
    does_as_wanted: bool = False

    def ask(self, finding: Finding, prose: str) -> Judgement | None:
        """What the judge says of a finding, if there is one."""
        return None if self.judge is None else self.judge.judge(finding, prose)

    def is_wanted(self, finding: Finding) -> bool:
        """Whether a person asked for just this change."""
        return (judgement := self.judged.get(id(finding))) is not None and judgement.is_wanted


class Leavings(NamedTuple):
    """What stages leave for a person, with the places in the text as it is then."""

    findings: Sequence[tuple[Finding, Span]] = ()
    refusals: Sequence[tuple[Refusal, Span]] = ()


NO_LEAVINGS = Leavings()


class _StageError(Exception):
    """A stage broke its guard or went round in circles; the argument says how, and which rules did it."""


class _GuardError(_StageError):
    """A stage broke its guard."""


def run(
    source: str,
    stages: Sequence[Stage],
    parse: Parse,
    applied: frozenset[Applicability] = frozenset({Applicability.SAFE}),
    judge: Judge | None = None,
) -> Outcome:
    """Clean a source: every stage in turn, each until it changes nothing, and all again until none does.

    Fixes of an applicability in ``applied`` are applied, suggestions never; a ``judge`` knows better of single ones,
    and with one the outcome has what was proposed. A fix that breaks the guard of its stage is
    not applied and is reported as a fault; a stage that raises or does not settle is rolled back, left out and
    reported; stages that undo each other leave the whole text as it was. Raises what ``parse`` raises for the source
    as it was read.
    """
    parse = remembering(parse)
    parse(source)
    applied -= {Applicability.SUGGESTION}
    revision = Revision(source)
    states = [StageState(stage, judge) for stage in stages]
    faults: list[str] = []
    if not settle(states, revision, parse, applied, faults):
        return untouched(source, faults)
    return told(states, revision, parse, faults)


def settle(
    states: Sequence[StageState],
    revision: Revision,
    parse: Parse,
    applied: frozenset[Applicability],
    faults: list[str],
) -> bool:
    """Run all stages in turn until none changes the text; whether they come to rest, or else go round in circles."""
    rounds = Rounds(revision.text)
    while True:
        moved = [settle_stage(state, revision, parse, applied, faults) for state in states]
        if not any(moved):
            return True
        if blame := rounds.turned(revision.text, set().union(*(state.rules for state in states))):
            faults.append(blame)
            return False


class Rounds:
    """The rounds of a text through all stages, each with the rules that changed it."""

    def __init__(self, text: str) -> None:
        self._seen = {_digest(text): 0}
        self._rules: list[set[str]] = []

    def turned(self, text: str, rules: set[str]) -> str:
        """Note the text after one more round; what is wrong when it was like that before, or rounds are too many."""
        self._rules.append(rules)
        digest = _digest(text)
        if digest in self._seen:
            return _blame("stages undo each other's changes", self._rules[self._seen[digest] :])
        if len(self._rules) == MAX_ROUNDS:
            return _blame("the text does not settle", self._rules[MAX_ROUNDS // 2 :])
        self._seen[digest] = len(self._rules)
        return ""


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def told(
    states: Sequence[StageState], revision: Revision, parse: Parse, faults: list[str], more: Leavings = NO_LEAVINGS
) -> Outcome:
    """The outcome of a text that has come to rest, with what its stages report. ``more`` is what was left by stages
    that ran elsewhere."""
    source = revision.original
    for state in states:
        _report(state, parse(revision.text), faults)
    changes = revision.changes
    if replay(source, changes) != revision.text:
        return untouched(source, [*faults, "internal error: the recorded changes do not give the revised text"])
    findings = sorted(
        (in_original(finding, span, revision) for finding, span in chain(*(s.left for s in states), more.findings)),
        key=lambda finding: (finding.span, finding.rule),
    )
    refusals = [
        Refusal(in_original(refusal.finding, span, revision), refusal.reason)
        for refusal, span in chain(*(state.refused for state in states), more.refusals)
    ]
    is_judged = any(state.judge is not None for state in states)
    proposals = _proposals(states, revision) if is_judged else ()
    return Outcome(source, revision.text, changes, tuple(findings), tuple(refusals), tuple(faults), proposals)


def _proposals(states: Sequence[StageState], revision: Revision) -> tuple[Proposed, ...]:
    """What was applied, what is left and what was decided against, each once, by place."""
    found = [proposed for state in states for proposed in state.made]
    for state in states:
        for finding, span in state.left:
            if (judgement := state.judged.get(id(finding))) is not None:
                found.append(_proposed(finding, judgement, revision.span_to_original(span)))
        for finding, judgement, span in state.silenced:
            found.append(_proposed(finding, judgement, revision.span_to_original(span)))
    unique = {(each.subject, each.span): each for each in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda each: (each.span, each.subject.rule)))


def _proposed(finding: Finding, judgement: Judgement, span: Span, *, is_applied: bool = False) -> Proposed:
    applicability = finding.fix.applicability if finding.fix is not None else None
    return Proposed(
        judgement.subject,
        span,
        finding.message,
        finding.severity,
        applicability,
        finding.suggestions,
        is_applied,
        judgement.answer,
        judgement.lead,
        judgement.tail,
        finding.source,
    )


def remembering(parse: Parse) -> Parse:
    """``parse`` with its last answer at hand: most stages change nothing and look at the same document."""
    last: list[Document] = []

    def parsed(text: str) -> Document:
        if not last or last[0].source != text:
            last[:] = [parse(text)]
        return last[0]

    return parsed


def untouched(source: str, faults: Sequence[str]) -> Outcome:
    """The outcome of a text that is left as it was."""
    return Outcome(source, source, (), (), (), tuple(faults))


def _blame(what: str, rounds: Iterable[set[str]]) -> str:
    rules = ", ".join(sorted(set().union(*rounds)))
    return f"internal error: {what}; the text was left as it was (rules: {rules})"


def settle_stage(
    state: StageState, revision: Revision, parse: Parse, applied: frozenset[Applicability], faults: list[str]
) -> bool:
    """Run one stage until it changes nothing; whether it changed the text. On a fault it is rolled back and retired."""
    state.rules = set()
    if state.faulty or revision.text == state.stable_at:
        return False
    start, made = revision.snapshot(), len(state.made)
    try:
        try:
            _guarded_passes(state, revision, parse, applied)
        except _GuardError:
            # Once more, with the guard asked in each pass: what breaks it is left out, the others' changes stay.
            revision.restore(start)
            del state.made[made:]
            state.rules = set()
            _guarded_passes(state, revision, parse, applied, careful=True)
        state.stable_at = revision.text
    except CleanupError:  # the user's to mend, as a pattern that takes for ever
        raise
    except Exception as error:  # noqa: BLE001 - a mistake in one stage must not cost the user the others, or the text
        revision.restore(start)
        del state.made[made:]
        state.faulty = True
        state.left, state.refused, state.silenced, state.rules = [], [], [], set()
        what = str(error) if isinstance(error, _StageError) else f"stage {state.stage.name} failed: {error!r}"
        faults.append(f"internal error: {what}; its changes were taken back")
    faults += [fault for fault in state.broken if fault not in faults]
    return revision.text != start.text


def _guarded_passes(
    state: StageState, revision: Revision, parse: Parse, applied: frozenset[Applicability], *, careful: bool = False
) -> None:
    """Run the passes of a stage and ask its guard about the whole. Raises _StageError when it speaks."""
    first, last = _passes(state, revision, parse, applied, careful=careful)
    guard = state.stage.guard
    if guard is None or state.stage.editwise or last is first or (careful and state.does_as_wanted):
        return
    if broken := _broken(guard, first, last):
        raise _GuardError(f"stage {state.stage.name} altered {broken} (rules: {', '.join(sorted(state.rules))})")


def _report(state: StageState, document: Document, faults: list[str]) -> None:
    """Add what a stage has to tell about the text in the end."""
    if state.stage.report is None or state.faulty:
        return
    mapping = Mapping(document)
    ignores = Ignores(document.source)
    told: list[tuple[Finding, Span]] = []
    try:
        for finding in state.stage.report(document):
            verify(finding, document)
            place = mapping.span(finding.span)
            if ignores and ignores.silences(finding.rule, place):
                continue
            judgement = state.ask(finding, document.prose)
            if judgement is not None and judgement.finding is None:
                state.silenced.append((finding, judgement, place))
                continue
            told.append((in_source(finding, place, mapping), place))
            if judgement is not None:
                state.judged[id(told[-1][0])] = judgement
    except CleanupError:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake in what is only told must not cost the user the rest
        faults.append(f"internal error: stage {state.stage.name} failed: {error!r}; some of its reports are missing")
    state.left += told


def _broken(guard: Guard, first: Document, last: Document) -> str:
    """What a stage altered that it may not. Where the prose says so, it is looked at once more with all addresses
    spelled out: a repair may have made one (*of.ﬁ* becomes *of.fi*), and that loses no letter."""
    broken = guard(*_differing_lines(first.prose, last.prose))
    return broken and guard(spelled_out(first.prose, first), spelled_out(last.prose, last))


def _differing_lines(before: str, after: str) -> tuple[str, str]:
    """The lines in which two texts differ, or both texts when they do not have as many lines. What guards compare is
    compared line by line, so a guard says the same of these."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return before, after
    pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return "\n".join([one for one, _ in pairs]), "\n".join([other for _, other in pairs])


def _passes(
    state: StageState, revision: Revision, parse: Parse, applied: frozenset[Applicability], *, careful: bool
) -> tuple[Document, Document]:
    """Passes of one stage until it changes nothing: the documents before the first and after the last."""
    seen = {revision.text: 0}
    first = document = parse(revision.text)
    passes: list[set[str]] = []
    most = MAX_PASSES_SHORT if len(revision.text) <= _SHORT else MAX_PASSES
    longest = MAX_GROWTH * len(revision.text) + 1000
    while edits := _one_pass(state, document, parse, applied, revision, careful=careful):
        passes.append({cause.rule for _edit, cause in edits})
        state.rules |= passes[-1]
        revision.apply(edits)
        if revision.text in seen:
            rules = " and ".join(sorted(set().union(*passes[seen[revision.text] :])))
            raise _StageError(f"stage {state.stage.name} never settles: {rules} undo each other's changes")
        if len(passes) == most or len(revision.text) > longest:
            rules = ", ".join(sorted(set().union(*passes[len(passes) // 2 :])))
            raise _StageError(f"stage {state.stage.name} never settles (rules: {rules})")
        seen[revision.text] = len(passes)
        document = parse(revision.text)
    return first, document


def _surprise(document: Document) -> str:
    """Why a fix whose effect would be another one is refused."""
    limit = document.syntax.longest_line if document.syntax is not None else 0
    return f"it would make or break markup, or a line longer than {limit}" if limit else "it would make or break markup"


def _one_pass(
    state: StageState,
    document: Document,
    parse: Parse,
    applied: frozenset[Applicability],
    revision: Revision,
    *,
    careful: bool,
) -> list[tuple[Edit, Cause]]:
    """The edits of one pass; what is not applied is kept in ``state`` with its span in the source."""
    mapping = Mapping(document)
    ignores = Ignores(document.source)
    off_limits: list[Span] | None = None
    candidates: list[Candidate] = []
    places: dict[int, Span] = {}
    state.left, state.refused, state.silenced = [], [], []
    state.judged.clear()
    for finding in state.stage.check(document):
        verify(finding, document)
        place = finding.span if mapping.is_plain else mapping.span(finding.span)
        if ignores and ignores.silences(finding.rule, place):
            continue
        judgement = state.ask(finding, document.prose)
        if judgement is not None:
            if judgement.finding is None:
                state.silenced.append((finding, judgement, place))
                continue
            finding = judgement.finding
        told = in_source(finding, place, mapping)
        if judgement is not None:
            if told is finding:
                told = finding._replace()  # its own identity: rules may yield one finding twice
            state.judged[id(told)] = judgement
        if finding.fix is None or finding.fix.applicability not in applied:
            state.left.append((told, place))
            continue
        if off_limits is None:
            off_limits = disjoint(state.stage.respects(document)) if state.stage.respects else []
        if told.fix is None:
            state.refused.append((Refusal(told, "markup, code or an address is in the way"), place))
        elif off_limits and any(disturbs(edit, off_limits, document) for edit in finding.fix.edits):
            state.refused.append((Refusal(told, "it would change a name of the glossary"), place))
        elif ignores and any(ignores.forbids(finding.rule, edit) for edit in told.fix.edits):
            state.refused.append((Refusal(told, "it reaches into text that is to be ignored"), place))
        elif ignores and any(ignores.breaks_directive(edit) for edit in told.fix.edits):
            state.refused.append((Refusal(told, "it would break a directive"), place))
        elif edits := tuple(e for e in told.fix.edits if e.text != document.source[e.span.start : e.span.end]):
            prose = edits if mapping.is_plain else changing(finding.fix.edits, document.prose)
            candidate = Candidate(told, edits, prose)
            places[id(told)] = place
            if (
                state.stage.editwise
                and state.stage.guard
                and not state.is_wanted(told)
                and (broken := _breaks(state.stage.guard, finding.fix, document))
            ):
                _take_back(state, candidate, broken, document, place)
            else:
                candidates.append(candidate)
    if not candidates:
        return []
    while True:
        resolution = resolve(candidates)
        kept, surprising = split_by_effect(document, resolution.accepted, parse)
        if not careful or state.stage.guard is None:
            break
        wanted = [candidate for candidate in kept if state.is_wanted(candidate.finding)]
        others = [candidate for candidate in kept if not state.is_wanted(candidate.finding)]
        kept, breaking = _split_by_guard(state.stage.guard, document, others, parse)
        kept += wanted
        if not breaking:
            break
        for candidate, broken in breaking:
            _take_back(state, candidate, broken, document, places[id(candidate.finding)])
        bad = {id(candidate) for candidate, _broken in breaking}  # what they were in the way of has its turn
        candidates = [candidate for candidate in candidates if id(candidate) not in bad]
    refusals = [*resolution.refused, *(Refusal(c.finding, _surprise(document)) for c in surprising)]
    state.refused += [(refusal, places[id(refusal.finding)]) for refusal in refusals]
    for candidate in kept if state.judge is not None else ():
        finding, judgement = candidate.finding, state.judged[id(candidate.finding)]
        state.does_as_wanted |= judgement.is_wanted
        span = revision.span_to_original(places[id(finding)])
        state.made.append(_proposed(finding, judgement, span, is_applied=True))
    return [(edit, _cause(candidate.finding)) for candidate in kept for edit in candidate.edits]


def _cause(finding: Finding) -> Cause:
    applicability = finding.fix.applicability if finding.fix else Applicability.SAFE
    return Cause(finding.rule, finding.message, finding.severity, applicability)


def _breaks(guard: Guard, fix: Fix, document: Document) -> str:
    """What a fix alters that it may not, by the text it replaces and the text it puts there: all of it, for what two
    forms have in common is a part of both (*$7* and *Squad 7*)."""
    before = "".join([document.prose[start:end] for (start, end), _text in fix.edits])
    return guard(before, "".join([edit.text for edit in fix.edits]))


def _take_back(state: StageState, candidate: Candidate, broken: str, document: Document, place: Span) -> None:
    """Refuse a fix that breaks the guard of its stage, and remember the fault."""
    state.refused.append((Refusal(candidate.finding, f"it would alter {broken}"), place))
    (start, end), text = candidate.edits[0]
    what = f"“{_short(document.source[start:end])}” → “{_short(text)}”"
    fault = f"internal error: {candidate.finding.rule} would alter {broken} ({what}); that change was not made"
    state.broken[fault] = None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"


def _split_by_guard(
    guard: Guard, document: Document, candidates: Sequence[Candidate], parse: Parse
) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Those fixes that together pass the guard, and those that break it, with what they would alter."""
    kept: list[Candidate] = []
    breaking: list[tuple[Candidate, str]] = []
    waiting = [list(candidates)] if candidates else []
    budget = MAX_SEARCH + 4 * len(document.source)
    while waiting:
        some = waiting.pop()
        budget -= len(document.source)
        edits = [edit for candidate in (*kept, *some) for edit in candidate.edits]
        broken = _broken(guard, document, parse(edited(document.source, edits)))
        if not broken:
            kept += some
        elif len(some) == 1 or budget < 0:
            breaking += [(candidate, broken) for candidate in some]
        else:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    return kept, breaking
