"""A long text, cleaned in pieces that need not wait for each other.

Most stages look at paragraphs and their neighbours, and at what the whole text says of itself (`of_whole`). They run
over pieces of the text: each has some of the text around it to look at, but only what begins in the piece itself
counts. Other stages need the whole at once and run over it. A round goes through all stages, as in
`cleanup.core.pipeline`; rounds follow until nothing changes.

That a cut changes nothing is not taken on trust. Around each border two pieces overlap; what both found there must be
the same, and nothing may reach beyond it. Otherwise the two are one piece, and it is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from cleanup.core.model import Applicability, Cause, Document, Edit, Finding, Refusal, Span
from cleanup.core.pipeline import (
    Leavings,
    Outcome,
    Parse,
    Rounds,
    Stage,
    StageState,
    remembering,
    settle,
    settle_stage,
    told,
    untouched,
)
from cleanup.core.revision import Revision
from cleanup.core.whole import Measure, Whole

_BESIDE = 2_000
"""Code points beside a piece that are the same when it is known to be at rest."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source, from ``own.start`` to ``own.end``, and how much around it is looked at (``seen``).

    ``before`` and ``after`` are the stretches around its two borders in which it and its neighbour must agree; without
    a neighbour, they are empty and lie at the ends of the text.
    """

    own: Span
    seen: Span
    before: Span
    after: Span


class Task(NamedTuple):
    """A piece for one group of stages: its text, and the places of a `Piece` counted from the start of that."""

    group: int
    text: str
    own: Span
    before: Span
    after: Span


Signature = tuple[tuple[Any, ...], ...]


class Settled(NamedTuple):
    """What came of a piece. The places of ``edits`` count from the start of its text as it was given, those of
    ``findings`` and ``refusals`` from the start of its text as it is now; only what begins in the piece itself is told.

    ``before`` and ``after`` are all that was found around the borders, counted from these; ``None`` where something
    reaches beyond. ``asked`` are the answers of the whole text that were used. ``own`` is the piece itself in its text
    as it is now, ``result`` a digest of that. ``is_known``: it was at rest before and was not looked at again.
    """

    edits: tuple[tuple[Edit, tuple[Cause, ...]], ...]
    findings: tuple[tuple[Finding, Span], ...]
    refusals: tuple[tuple[Refusal, Span], ...]
    faults: tuple[str, ...]
    before: Signature | None
    after: Signature | None
    asked: dict[Measure, Any]
    own: Span
    result: bytes
    is_known: bool = False


@dataclass(frozen=True)
class Group:
    """Stages that follow each other. ``divided``: they run over pieces."""

    stages: tuple[Stage, ...]
    divided: bool


Divide = Callable[[Document, Sequence[int] | None], Sequence[Piece]]
"""The pieces of a document, given where they should begin (all but the first); at first, nothing is known of that."""
Do = Callable[[Sequence[Task], Whole], Iterable[Settled]]
"""Has pieces done; what comes of each, in order."""


def settle_piece(
    task: Task, stages: Sequence[Stage], parse: Parse, applied: frozenset[Applicability], whole: Whole
) -> Settled:
    """Run a group of stages over a piece until they change nothing. Raises UnansweredError when ``whole`` does not know
    what a rule asks."""
    revision = Revision(task.text)
    states = [StageState(stage) for stage in stages]
    faults: list[str] = []
    if not settle(states, revision, remembering(parse), applied - {Applicability.SUGGESTION}, faults):
        revision, states = Revision(task.text), []
    own = Span(revision.to_current(task.own.start), revision.to_current(task.own.end))
    at_end = task.own.end == len(task.text)
    changes = revision.changes
    findings = [(finding, span) for state in states for finding, span in state.left]
    refusals = [(refusal, span) for state in states for refusal, span in state.refused]
    around = [
        *((change.span, change.after, "") for change in changes),
        *((revision.span_to_original(span), finding.message, finding.rule) for finding, span in findings),
        *((revision.span_to_original(span), refusal.reason, refusal.finding.rule) for refusal, span in refusals),
    ]
    return Settled(
        tuple(
            (Edit(change.span, change.after), change.causes)
            for change in changes
            if _is_in(change.span.start, task.own, at_end)
        ),
        tuple((finding, span) for finding, span in findings if _is_in(span.start, own, at_end)),
        tuple((refusal, span) for refusal, span in refusals if _is_in(span.start, own, at_end)),
        tuple(faults),
        _signature(around, task.before, task.own.start),
        _signature(around, task.after, task.own.end),
        dict(whole.answers),
        own,
        _digest(revision.text, own),
    )


def _is_in(start: int, own: Span, at_end: bool) -> bool:
    return own.start <= start < own.end or (at_end and start == own.end)


def _signature(around: Iterable[tuple[Span, str, str]], zone: Span, border: int) -> Signature | None:
    """What is found in a stretch around a border, counted from that; ``None`` when something crosses the border and one
    of the ends of the stretch."""
    found = []
    if zone.start == zone.end:
        return ()
    for (start, end), what, rule in around:
        if end < zone.start or start > zone.end:
            continue
        if start < border < end and (start < zone.start or end > zone.end):
            return None
        if zone.start <= start and end <= zone.end:
            found.append((start - border, end - border, what, rule))
    return tuple(sorted(found))


def run(
    source: str, groups: Sequence[Group], parse: Parse, applied: frozenset[Applicability], divide: Divide, do: Do
) -> Outcome:
    """As `cleanup.core.pipeline.run`, with some groups of stages done in pieces. Raises what ``parse`` raises."""
    parse = remembering(parse)
    applied -= {Applicability.SUGGESTION}
    revision = Revision(source)
    states = [[StageState(stage) for stage in group.stages] for group in groups]
    text = _Text(revision, divide, do)
    faults: list[str] = []
    rounds = Rounds(source)
    while True:
        moved, rules = False, set[str]()
        for number, group in enumerate(groups):
            if group.divided:
                changed = text.settle(number, parse(revision.text), faults)
                moved |= bool(changed)
                rules |= changed
                continue
            for state in states[number]:
                if settle_stage(state, revision, parse, applied, faults):
                    moved = True
                    rules |= state.rules
        if not moved:
            break
        if blame := rounds.turned(revision.text, rules):
            return untouched(source, [*dict.fromkeys(faults), blame])
    faults = list(dict.fromkeys(faults))
    return told([state for some in states for state in some], revision, parse, faults, text.left())


class _Text:
    """A text that is cleaned in pieces: where they begin, and what came of them when they were last looked at."""

    def __init__(self, revision: Revision, divide: Divide, do: Do) -> None:
        self._revision = revision
        self._divide = divide
        self._do = do
        self._borders: list[int] | None = None  # in the original, so that they stand before the same words
        self._known: dict[tuple[int, bytes, int], Settled] = {}
        self._left: dict[int, Leavings] = {}

    def settle(self, group: int, document: Document, faults: list[str]) -> set[str]:
        """Run a group of stages over all pieces and apply what they change; the rules that did."""
        pieces, results = self._agreed(group, document)
        edits: list[tuple[Edit, tuple[Cause, ...]]] = []
        findings: list[tuple[Finding, Span]] = []
        refusals: list[tuple[Refusal, Span]] = []
        for piece, settled in zip(pieces, results, strict=True):
            edits += [(_moved(edit, piece.seen.start), causes) for edit, causes in settled.edits]
            at = piece.own.start - settled.own.start
            # The places of both are right when nothing has changed; else another round follows.
            findings += [(_at(finding, at), _plus(span, at)) for finding, span in settled.findings]
            refusals += [(_refused(refusal, at), _plus(span, at)) for refusal, span in settled.refusals]
            faults += settled.faults
        self._left[group] = Leavings(findings, refusals)
        if edits:
            self._revision.apply_all(edits)
        return {cause.rule for _edit, causes in edits for cause in causes}

    def left(self) -> Leavings:
        """What all groups left when they last ran."""
        groups = self._left.values()
        return Leavings([each for g in groups for each in g.findings], [each for g in groups for each in g.refusals])

    def _agreed(self, group: int, document: Document) -> tuple[Sequence[Piece], Sequence[Settled]]:
        """The pieces of a document and what comes of them, such that neighbours agree on what is around their
        border."""
        whole = Whole(document)
        done: dict[Piece, Settled] = {}
        borders = None if self._borders is None else [self._revision.to_current(border) for border in self._borders]
        while True:
            pieces = self._divide(document, borders)
            new = [piece for piece in pieces if piece not in done]
            done.update(zip(new, self._done(group, document.source, new, whole), strict=True))
            results = [done[piece] for piece in pieces]
            neighbours = zip(results, pieces[1:], results[1:], strict=False)
            borders = [piece.own.start for one, piece, two in neighbours if _agree(one, two)]
            if len(borders) == len(pieces) - 1:
                self._borders = [self._revision.to_original(border) for border in borders]
                return pieces, results

    def _done(self, group: int, source: str, pieces: Sequence[Piece], whole: Whole) -> Iterator[Settled]:
        """What comes of pieces, in order; those that have come to rest before are not looked at again."""
        tasks = [_task(group, source, piece) for piece in pieces]
        known = [self._at_rest(task, whole) for task in tasks]
        fresh = iter(self._do([task for task, each in zip(tasks, known, strict=True) if each is None], whole))
        for each in known:
            settled = next(fresh) if each is None else each
            if each is None:
                at_rest = settled._replace(edits=(), faults=(), is_known=True)
                self._known[group, settled.result, settled.own.end - settled.own.start] = at_rest
            yield settled

    def _at_rest(self, task: Task, whole: Whole) -> Settled | None:
        """What came of a piece whose text is what another one became, if the whole text still says what it said
        then."""
        if not self._known:
            return None
        known = self._known.get((task.group, _digest(task.text, task.own), task.own.end - task.own.start))
        if known is None or any(whole.answer(measure) != answer for measure, answer in known.asked.items()):
            return None
        return known


def _agree(one: Settled, two: Settled) -> bool:
    """Whether two neighbours found the same around their border, and nothing that reaches beyond. One that is known
    from before was asked when its text was new."""
    if one.after is None or two.before is None:
        return False
    return one.is_known or two.is_known or one.after == two.before


def _task(group: int, source: str, piece: Piece) -> Task:
    start, end = piece.seen
    return Task(group, source[start:end], *(_plus(span, -start) for span in (piece.own, piece.before, piece.after)))


def _digest(text: str, own: Span) -> bytes:
    """What tells pieces apart: a digest of a piece with the text beside it."""
    seen = text[max(0, own.start - _BESIDE) : own.end + _BESIDE]
    return blake2b(seen.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plus(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(_plus(edit.span, by), edit.text)


def _refused(refusal: Refusal, by: int) -> Refusal:
    return Refusal(_at(refusal.finding, by), refusal.reason)


def _at(finding: Finding, by: int) -> Finding:
    """A finding, ``by`` code points further on."""
    fix = finding.fix
    if fix is not None:
        fix = fix._replace(edits=tuple(_moved(edit, by) for edit in fix.edits))
    places = tuple(_plus(place, by) for place in finding.places)
    return finding._replace(span=_plus(finding.span, by), fix=fix, places=places)
