"""What decisions make of the findings of one text."""

from __future__ import annotations

from cleanup.core.judging import Judgement, Subject
from cleanup.core.model import Applicability, Edit, Finding, Fix, Span
from cleanup.decisions.file import Decision, Decisions, topic_of
from cleanup.decisions.subject import NEIGHBOURS, line_around, subject_of

_ALIKE = 60
"""From how alike (0 to 100) two neighbouring words count as one that was mended."""


class TextJudge:
    """Answers for one text, which the decisions call ``file``.

    The narrowest decision counts: about the place, then the form, then the rule, then its topic. A place is found again
    in any file by its words and all its neighbours; in its own file two thirds of the neighbours are enough, as others
    of them may have been mended or edited meanwhile. ``shows``: judgements are to have the line around the text.
    """

    def __init__(self, decisions: Decisions | None, file: str, *, shows: bool = False) -> None:
        self._decisions = decisions
        self._file = file
        self._shows = shows

    def judge(self, finding: Finding, prose: str) -> Judgement:
        """What becomes of a finding."""
        subject, extent = subject_of(finding, prose)
        judgement = self._judged(finding, prose, subject, extent)
        if not self._shows:
            return judgement
        lead, tail = line_around(prose, extent)
        return judgement._replace(lead=lead, tail=tail)

    def _judged(self, finding: Finding, prose: str, subject: Subject, extent: Span) -> Judgement:
        decisions = self._decisions
        if decisions is None:
            return Judgement(finding, subject)
        if _is_written(decisions, subject, extent, prose):
            return Judgement(None, subject, "no")
        decision = _decision(decisions, subject, self._file)
        if decision is None:
            return Judgement(finding, subject)
        if decision.answer == "no":
            return Judgement(None, subject, "no")
        fix = _wanted(finding, decision, extent)
        if fix is None:  # what is wanted cannot be done, and what is offered is not wanted
            return Judgement(None if decision.instead is not None else finding, subject, decision.answer)
        is_wanted = decision.instead is not None or not _is_safe(finding)
        return Judgement(finding._replace(fix=fix), subject, decision.answer, is_wanted)


def _decision(decisions: Decisions, subject: Subject, file: str) -> Decision | None:
    key = subject.rule, subject.text, subject.becomes
    places = decisions.places.get(key, ())
    if places:
        best = max(places, key=lambda place: (_nearness(place, subject), place.file == file))
        if (nearness := _nearness(best, subject)) == 2 * NEIGHBOURS:
            return best
        own = [place for place in places if place.file == file]
        best = max(own, key=lambda place: _nearness(place, subject), default=best)
        nearness = _nearness(best, subject)
        if best.file == file and 3 * nearness >= 4 * NEIGHBOURS:
            return best
    topic = topic_of(subject.rule)
    return decisions.forms.get(key) or decisions.rules.get(subject.rule) or decisions.rules.get(topic)


def _nearness(place: Decision, subject: Subject) -> int:
    """How many of the neighbours of a place are those of a subject; where there are none, none is right."""
    return _in_common(place.before.split()[::-1], subject.before.split()[::-1]) + _in_common(
        place.after.split(), subject.after.split()
    )


def _in_common(one: list[str], other: list[str]) -> int:
    count = 0
    for index in range(NEIGHBOURS):
        left, right = one[index : index + 1], other[index : index + 1]
        count += left == right or (bool(left and right) and _is_alike(left[0], right[0]))
    return count


def _is_alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) >= _ALIKE


def _is_written(decisions: Decisions, subject: Subject, extent: Span, prose: str) -> bool:
    """Whether a finding would alter what a person wrote in the place of something else."""
    if subject.becomes is None:
        return False
    own = topic_of(subject.rule)
    for topic, text in decisions.written:
        if topic != own or text == subject.becomes:
            continue
        first = max(extent.end - len(text), 0)
        at = prose.find(text, first, min(extent.start, len(prose)) + len(text))
        if at >= 0 and at <= extent.start and extent.end <= at + len(text):
            return True
    return False


def _wanted(finding: Finding, decision: Decision, extent: Span) -> Fix | None:
    """The fix that a decision asks for; ``None`` where there is nothing to apply."""
    if decision.instead is not None:
        is_apart = finding.fix is not None and len(finding.fix.edits) > 1 and "…" in (decision.text or "")
        if is_apart:  # marks with text between them
            return None
        return Fix((Edit(extent, decision.instead),))
    if finding.fix is not None:
        return finding.fix._replace(applicability=Applicability.SAFE)
    return Fix((Edit(finding.span, finding.suggestions[0]),)) if finding.suggestions else None


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.applicability is Applicability.SAFE
