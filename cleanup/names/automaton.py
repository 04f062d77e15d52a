"""All renderings of all entries found in one pass over a folded text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.names.fold import SEPARATORS


@dataclass
class Automaton:
    """Aho-Corasick over folded forms. Add the forms, then search; positions are those of the text."""

    _patterns: dict[str, int] = field(default_factory=dict)
    _automaton: object | None = None

    def add(self, folded_form: str) -> int:
        """The number of a folded form; the same form always has the same number."""
        return self._patterns.setdefault(folded_form, len(self._patterns))

    def __len__(self) -> int:
        return len(self._patterns)

    def search(self, text: str, folded: str) -> Iterator[tuple[int, int, int]]:
        """Form number, start and end of each place where a form stands as whole words. Overlapping places are all given."""
        from ahocorasick_rs import AhoCorasick

        if not self._patterns:
            return
        if self._automaton is None:
            self._automaton = AhoCorasick([f" {form} " for form in self._patterns])
        assert isinstance(self._automaton, AhoCorasick)
        for number, start, end in self._automaton.find_matches_as_indexes(f" {folded} ", overlapping=True):
            end -= 2
            between = text[start:end]
            if between.isalnum() or all(c.isalnum() or c in SEPARATORS for c in between):
                yield number, start, end


