"""All renderings of all entries found in one pass over a folded text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.names.fold import SEPARATORS, fold, fold_form


@dataclass
class Automaton:
    """Aho-Corasick over folded forms. Add the forms, then search; positions are those of the text."""

    _forms: dict[str, int] = field(default_factory=dict)
    _patterns: dict[str, int] = field(default_factory=dict)
    _automaton: object | None = None

    def add(self, form: str) -> int:
        """The number of a form, which is folded for the search; forms that fold to the same have the same number."""
        folded = fold_form(form)
        number = self._forms.setdefault(folded, len(self._forms))
        self._patterns[folded] = number
        if ". " in form:
            self._patterns[fold(form).strip()] = number  # “Mr. Wu” folds to two spaces, where “Mr Wu” has one
        return number

    def __len__(self) -> int:
        return len(self._forms)

    def search(self, text: str, folded: str) -> Iterator[tuple[int, int, int]]:
        """Form number, start and end of each place where a form stands as whole words. Overlapping places are all
        given."""
        from ahocorasick_rs import AhoCorasick

        patterns = self._patterns
        if not patterns:
            return
        numbers = list(patterns.values())
        if self._automaton is None:
            self._automaton = AhoCorasick([f" {form} " for form in patterns])
        assert isinstance(self._automaton, AhoCorasick)
        for index, start, end in self._automaton.find_matches_as_indexes(f" {folded} ", overlapping=True):
            end -= 2
            between = text[start:end]
            if between.isalnum() or _holds_together(between):
                yield numbers[index], start, end


def _holds_together(form: str) -> bool:
    """Whether what stands between the parts of a form may stand in a name; a full stop only as in *Mr. Wu*."""
    return all(
        c.isalnum() or c in SEPARATORS or (c == "." and form[i + 1 : i + 2] in (" ", "\n")) for i, c in enumerate(form)
    )
