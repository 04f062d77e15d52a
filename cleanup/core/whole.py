"""What a rule wants to know of a whole text while it sees a piece of it.

A long text is cleaned in pieces. What a rule asks of the text as a whole (which quotation marks it uses, how it writes
an ellipsis) is then answered from the whole text, as it was when the round over its pieces began. A rule asks with
`of_whole` and need not know whether it sees a piece.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from cleanup.core.model import Document

Measure = Callable[[Document], Any]
"""A question about a whole text: a function of a module, so that it goes to another process by its name. Its answer can
be pickled."""
_Answer = TypeVar("_Answer")


class UnansweredError(BaseException):
    """A piece cannot be judged before the whole text has answered ``measure``.

    No `Exception`, for it is no fault of the rule that asks, and nothing on the way may take it for one.
    """

    def __init__(self, measure: Measure) -> None:
        super().__init__(measure)
        self.measure = measure


class Whole:
    """The answers of a whole text. With its ``document`` at hand it answers every question, else only those whose
    answers it was given; others raise UnansweredError."""

    def __init__(self, document: Document | None = None, answers: dict[Measure, Any] | None = None) -> None:
        self._document = document
        self.answers: dict[Measure, Any] = {} if answers is None else answers

    def answer(self, measure: Measure) -> Any:
        """What a measure comes to. Raises UnansweredError."""
        if measure not in self.answers:
            if self._document is None:
                raise UnansweredError(measure)
            self.answers[measure] = measure(self._document)
        return self.answers[measure]


def of_whole(document: Document, measure: Callable[[Document], _Answer]) -> _Answer:
    """What a measure comes to for the whole text that a document is, or is a piece of."""
    if document.whole is None:
        return measure(document)
    answer: _Answer = document.whole.answer(measure)
    return answer
