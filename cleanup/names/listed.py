"""The forms of entries that can be listed, found by the number that the automaton gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cleanup.language.fold import fold_form
from cleanup.names.automaton import Automaton
from cleanup.names.outline import Outline
from cleanup.names.predict import renderings
from cleanup.names.rendering import Damage, Rendering
from cleanup.names.written import Written, is_plain, written
from cleanup.terms.model import Term


class Listed:
    """Which entries a listed form is of.

    A glossary has a dozen renderings an entry, of which a text holds hardly any. So it is only noted whose they are;
    why they are expected is worked out for the few entries of which one is found.
    """

    def __init__(self, terms: Sequence[Term], outlines: Sequence[Outline], automaton: Automaton) -> None:
        self._terms = terms
        self._right: dict[int, list[int]] = defaultdict(list)
        self._rendered: dict[int, int] = {}
        self._rendered_too: dict[int, list[int]] = defaultdict(list)
        self._renderings: dict[int, dict[int, list[Rendering]]] = {}
        self._automaton = automaton
        self.forms: set[str] = set()
        """The right forms, folded."""
        self.written: dict[int, list[Written]] = defaultdict(list)
        """The forms that count as written, by the number of their letters."""
        rendered = self._rendered
        for number, (right, listed, dotted, *_) in enumerate(outlines):
            self.forms.update(right)
            for key in automaton.add_folded(right):
                self._right[key].append(number)
            for key in automaton.add_folded(listed):
                if rendered.setdefault(key, number) != number:
                    self._rendered_too[key].append(number)
            for form in dotted:
                automaton.add(form)
            self._add_written(number, automaton)

    def _add_written(self, number: int, automaton: Automaton) -> None:
        term = self._terms[number]
        for forms, right in (((term.name, *term.aliases, *term.forms), True), (term.variants, False)):
            for form in forms:
                if not is_plain(form) and (found := written(number, form, right=right)):
                    (key,) = automaton.add_folded([found[0]])
                    self.written[key].append(found[1])

    def right(self, key: int) -> Sequence[int]:
        """The entries that have the form as a right form, once for each way in which they do."""
        return self._right.get(key, ())

    def rendered(self, key: int) -> list[tuple[int, Rendering]]:
        """The entries that the form is a rendering of, with how it is one."""
        if key not in self._rendered:
            return []
        owners = (self._rendered[key], *self._rendered_too.get(key, ()))
        return [(number, rendering) for number in owners for rendering in self._of(number).get(key, ())]

    def _of(self, number: int) -> dict[int, list[Rendering]]:
        """The renderings of an entry by the number of the form."""
        known = self._renderings.get(number)
        if known is None:
            known = self._renderings[number] = defaultdict(list)
            several = [
                r for r in renderings(self._terms[number]) if r.damage is not Damage.VARIANT or is_plain(r.surface)
            ]
            keys = self._automaton.add_folded(fold_form(rendering.surface) for rendering in several)
            for key, rendering in zip(keys, several, strict=True):
                known[key].append(rendering)
        return known
