"""What a grammar engine is. Whatever an engine is made of, the grammar stage sees only this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cleanup.core.model import Span


@dataclass(frozen=True, slots=True)
class GrammarMatch:
    """What an engine says about a place.

    ``span`` is in code points of the text that was asked about. ``rule``, ``category`` and ``kind`` (the issue type:
    ``misspelling``, ``grammar``, ``style`` and so on) are the engine's own words. ``replacements`` are for the whole
    span, the best first; an empty one deletes it.
    """

    span: Span
    rule: str
    message: str
    replacements: tuple[str, ...] = ()
    category: str = ""
    kind: str = ""


Answer = tuple[GrammarMatch, ...]
"""What an engine says about one text, in the order of the places."""


class Engine(Protocol):
    """A grammar checker. Nothing is started before the first question; `close` ends whatever was.

    An engine never raises for a text: what it could not answer is ``None``, *unchecked*, and ``trouble`` says why.
    """

    @property
    def name(self) -> str:
        """Its name in the table of engines."""

    @property
    def version(self) -> str:
        """The version of the checker itself, as far as it is known without a question; shown to users."""

    @property
    def fingerprint(self) -> str:
        """What its answers depend on besides the text: engine, version, data, language. Part of every cache key."""

    @property
    def trouble(self) -> tuple[str, ...]:
        """What went wrong so far, each in a sentence with what to do next."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth telling although every answer is there: a server that was started again, a damaged cache."""

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        """The answer to each text, paragraphs mostly, in their order."""

    def close(self) -> None:
        """End what was started. May be called more than once."""


class NoEngine:
    """The engine ``none``: it finds nothing and says so in its name."""

    name = "none"
    version = ""
    fingerprint = "none"
    trouble: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        """Nothing, for each text."""
        return [()] * len(texts)

    def close(self) -> None:
        """There is nothing to end."""
