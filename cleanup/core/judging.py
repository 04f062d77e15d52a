"""What a person is asked about a finding, and what the answer makes of it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from cleanup.core.model import Applicability, Finding, Severity, SourceText, Span


class Subject(NamedTuple):
    """What a decision can be about: a rule that would make ``becomes`` of ``text``, and where.

    Both are as a person reads them: whole words, without markup. ``becomes`` is ``None`` where nothing is proposed.
    ``before`` and ``after`` are the neighbouring words of the same line, in lower case and without punctuation.
    """

    rule: str
    text: str
    becomes: str | None
    before: str = ""
    after: str = ""


class Judgement(NamedTuple):
    """What becomes of a finding: itself, another fix for it, or nothing. ``answer`` is empty while nobody has decided;
    ``is_wanted``: a person asked for just this change. ``lead`` and ``tail`` are the line before and after the text, as
    far as it is to be shown."""

    finding: Finding | None
    subject: Subject
    answer: str = ""
    is_wanted: bool = False
    lead: str = ""
    tail: str = ""


class Judge(Protocol):
    """Knows what was decided about the findings of one text."""

    def judge(self, finding: Finding, prose: str) -> Judgement:
        """What becomes of a finding; its spans are in the prose."""


class Proposed(NamedTuple):
    """A proposal: what was changed, suggested, reported or refused. ``span`` is in the original.

    ``applicability`` is that of the fix as it was judged; ``None`` without one. ``source`` is what the source has
    there, where it is at hand. The rest is as for `Judgement`.
    """

    subject: Subject
    span: Span
    message: str
    severity: Severity = Severity.WARNING
    applicability: Applicability | None = None
    alternatives: tuple[str, ...] = ()
    is_applied: bool = False
    answer: str = ""
    lead: str = ""
    tail: str = ""
    source: SourceText | None = None
