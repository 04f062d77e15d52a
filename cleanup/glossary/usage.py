"""How often forms stand in chapters, all forms counted in one pass over each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from cleanup.core.model import Document
from cleanup.language.fold import fold, fold_form
from cleanup.names.automaton import Automaton, holds_together


class FormCounter:
    """Counts whole-word places of forms, each by the way it is written there. Overlapping forms are all counted."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._automaton = Automaton()
        self._keys: dict[int, str] = {}
        for form in forms:
            key = fold_form(form)
            if key:
                self._keys[self._automaton.add(key)] = key
        self._found: dict[str, Counter[str]] = {}

    def read(self, document: Document) -> None:
        """Count what stands in a document."""
        prose = document.prose
        for pattern, start, end in self._automaton.search(fold(prose)):
            if holds_together(prose[start:end]):
                surface = " ".join(prose[start:end].split())
                key = self._keys[self._automaton.number(pattern)]
                self._found.setdefault(key, Counter())[surface] += 1

    def spellings(self, form: str) -> Mapping[str, int]:
        """Every way a form is written, whatever its case and separators, with the number of places."""
        return self._found.get(fold_form(form), Counter())

    def count(self, form: str, *, exact: bool = False) -> int:
        """How often a form stands there; ``exact``: written just so."""
        found = self.spellings(form)
        return found.get(form, 0) if exact else sum(found.values())
