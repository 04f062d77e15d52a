"""Runs what entries promise: their examples, and texts they must leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleanup.cleaner import Cleaner
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary, Term


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise and what came of it: kept when ``result`` is ``wanted``. ``reasons`` says why the text was
    changed."""

    term: Term
    text: str
    wanted: str
    result: str
    reasons: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether the entry does what it says."""
        return self.result == self.wanted


def run_promises(glossary: Glossary) -> Iterator[Promise]:
    """Every example and every text to keep, cleaned with the names rules and the whole glossary."""
    cleaner = Cleaner(Config(select=("names",), packs=()), glossary)
    for term in glossary:
        cases = [*term.examples, *((text, text) for text in term.keep)]
        for text, wanted in cases:
            result = cleaner.clean(text, path=_path(term))
            reasons = tuple(cause.message for change in result.changes for cause in change.causes)
            yield Promise(term, text, wanted, result.revised, reasons)


def _path(term: Term) -> str:
    """A path for which the entry holds."""
    if not term.paths:
        return "<example>"
    return re.sub(r"\[(.).*?\]", r"\1", term.paths[0]).replace("**", "x").replace("*", "x").replace("?", "x")
