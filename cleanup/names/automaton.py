"""All renderings of all entries found in one pass over a folded text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cleanup.language.fold import SEPARATORS, fold, fold_form


@dataclass
class Automaton:
    """Aho-Corasick over folded forms. Add the forms, then search; positions are those of the text."""

    _forms: dict[str, int] = field(default_factory=dict)
    _dotted: dict[str, int] = field(default_factory=dict)
    _automaton: object | None = None
    _numbers: list[int] = field(default_factory=list)

    def add(self, form: str) -> int:
        """The number of a form, which is folded for the search; forms that fold to the same have the same number."""
        (number,) = self.add_folded([fold_form(form)])
        if ". " in form:
            self._dotted[fold(form).strip()] = number  # “Mr. Wu” folds to two spaces, where “Mr Wu” has one
        return number

    def add_folded(self, forms: Iterable[str]) -> list[int]:
        """The numbers of forms that are folded already and have no full stop before a space."""
        numbers = self._forms
        return [numbers.setdefault(form, len(numbers)) for form in forms]

    def __len__(self) -> int:
        return len(self._forms)

    def search(self, folded: str) -> list[tuple[int, int, int]]:
        """Pattern, start and end (exclusive) of each place where a form stands as whole words, by ascending end.
        Overlapping places are all given. `number` says which form a pattern is of."""
        from ahocorasick_rs import AhoCorasick

        if not self._forms:
            return []
        if self._automaton is None:
            patterns = self._forms | self._dotted
            self._automaton = AhoCorasick([f" {form} " for form in patterns])
            self._numbers = list(patterns.values())
        assert isinstance(self._automaton, AhoCorasick)
        # A match has a blank more on either side, and the text one in front.
        found = self._automaton.find_matches_as_indexes(f" {folded} ", overlapping=True)
        return [(pattern, start, end - 2) for pattern, start, end in found]

    def number(self, pattern: int) -> int:
        """The number of the form that a pattern found by `search` is of."""
        return self._numbers[pattern]


def holds_together(form: str) -> bool:
    """Whether what stands between the parts of a form may stand in a name; a full stop only as in *Mr. Wu*."""
    return form.isalnum() or all(
        c.isalnum() or c in SEPARATORS or (c == "." and form[i + 1 : i + 2] in (" ", "\n")) for i, c in enumerate(form)
    )
