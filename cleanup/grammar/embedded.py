"""The engines that run on this machine without Java or a download."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cleanup.grammar import harper, lingotweaker
from cleanup.grammar.engine import GrammarMatch


class Checker(Protocol):
    """An engine without a process around it. It may raise, hang or crash."""

    def check(self, text: str) -> list[GrammarMatch]:
        """The matches in ``text``, whose characters are all ones that can be encoded."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """``missing`` says why the engine cannot be had (empty: it can), ``version`` is known without loading it.

    ``open`` takes the language, the rules to switch on besides those that are on anyway, and those that are listened
    to (``None``: all).
    """

    missing: Callable[[], str]
    version: Callable[[], str]
    open: Callable[[str, Sequence[str], frozenset[str] | None], Checker]


EMBEDDED: Mapping[str, Embedded] = {
    "lingotweaker": Embedded(lingotweaker.missing, lingotweaker.version, lingotweaker.Checker),
    "harper": Embedded(harper.missing, harper.version, harper.Checker),
}
"""In the order in which they are preferred where they exist."""
