"""All renderings of all entries found in one pass over a folded text."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleanup.names.fold import SEPARATORS, fold, fold_form


@dataclass
class Automaton:
    """Aho-Corasick over folded forms. Add the forms, then search; positions are those of the text."""

    _forms: dict[str, int] = field(default_factory=dict)
    _patterns: dict[str, int] = field(default_factory=dict)
    _automaton: object | None = None
    _numbers: list[int] = field(default_factory=list)

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

    def search(self, folded: str) -> list[tuple[int, int, int]]:
        """Pattern, start and end (exclusive) of each place where a form stands as whole words, by ascending end.
        Overlapping places are all given. `number` says which form a pattern is of."""
        from ahocorasick_rs import AhoCorasick

        if not self._patterns:
            return []
        if self._automaton is None:
            self._automaton = AhoCorasick([f" {form} " for form in self._patterns])
            self._numbers = list(self._patterns.values())
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
