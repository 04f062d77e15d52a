"""First and third person mixed in one clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.pronouns.gestures import gesture
from cleanup.rules.rule import CONTINUOUS, Example, Scope, Stage, rule

_SUBJECT = re.compile(r"(?<![\w’'-])(?:I|[Hh]e|[Ss]he|[Yy]ou) ")
_OWN = {"i": "my", "he": "his", "she": "her", "you": "your"}


@rule(
    "pronouns-person",
    Stage.NAMES,
    kinds=CONTINUOUS,
    scope=Scope.BLOCK,
    examples=[
        Example("He shook my head and left.", "He shook my head and left."),
        Example("Then I slowly narrowed his eyes.", "Then I slowly narrowed his eyes."),
        Example("She shrugged his shoulders.", "She shrugged his shoulders."),
    ],
    keeps=[
        "He shook his head, and I shook mine. I shook his hand.",
        "“Did you open your mouth?” You raised her voice in the council.",
        "He closed the eyes of my father.",
    ],
)
def person(document: Document, context: Context) -> Iterator[Finding]:
    """A gesture of one person with the body of another: *He shook my head*, *I narrowed his eyes*, *She shrugged his
    shoulders*.

    A model that changes between the first and the third person, or between two people, leaves such clauses. The pronoun
    of the subject is suggested.
    """
    prose = document.prose
    for match in _SUBJECT.finditer(prose):
        place = gesture(prose, match.end())
        if place is None:
            continue
        subject = match[0].strip().lower()
        span = Span(*place)
        word, right = prose[span.start : span.end], _OWN[subject]
        if word in (right, "its") or (subject == "you" and word != "my"):
            continue
        message = f"“{word}” does not mean “{match[0].strip()}”, whose gesture it is"
        fix = Fix((Edit(span, right),), Applicability.SUGGESTION)
        yield Finding("pronouns-person", Span(match.start(), span.end), message, Severity.WARNING, fix)


RULES = (person,)
