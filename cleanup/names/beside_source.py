"""What the source says of the names of a text, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cleanup.core.model import Span
from cleanup.core.parallel import Parallel
from cleanup.names.guess import Guess
from cleanup.names.rendering import Damage
from cleanup.names.source_terms import SourceTerms
from cleanup.terms.model import Term

_THERE = 3.2
"""For a form in a paragraph whose source has the term, which nothing else in the paragraph renders."""
_ANOTHER = 4.0
"""Against an entry, where the source has the term of another one that the form may stand for."""
_OFTEN = 3
"""A form is an entry's when the source has the entry at one in so many of its places: elsewhere that may be chance."""
_NOWHERE = 9.0
"""Against an entry of which the source has nothing at any of the form's places."""
_HEARD = frozenset({Damage.READING, Damage.SOUND, Damage.MEANING, Damage.GLUED, Damage.ORDER})
"""Damage that is only guessed from what a form sounds like or means."""

Said = tuple[float, str]
"""Log odds, and a clause that says why."""


class BesideSource:
    """A text's names beside its source. ``mentions`` are start, end and entry of the right forms."""

    def __init__(
        self, parallel: Parallel, terms: Sequence[Term], sources: SourceTerms, mentions: Iterable[tuple[int, int, int]]
    ) -> None:
        self._parallel = parallel
        self._terms = terms
        self._sources = sources
        self._rendered: dict[int, Counter[int]] = {}
        for start, _end, term in mentions:
            self._rendered.setdefault(parallel.number_at(start), Counter())[term] += 1
        self._due: dict[int, Counter[int]] = {}

    def groups(self, spans: Sequence[Span], terms: Iterable[int]) -> list[tuple[frozenset[int], list[Span]]]:
        """The places of a form by which of the entries the source has there and nothing renders."""
        wanted = frozenset(terms)
        groups: dict[frozenset[int], list[Span]] = {}
        for span in spans:
            groups.setdefault(frozenset(wanted & self._due_at(span).keys()), []).append(span)
        return list(groups.items())

    def says(self, guess: Guess, here: frozenset[int], spans: Sequence[Span]) -> list[Said]:
        """What the source says of a guess at places where it has the terms of the entries ``here``. ``spans`` are all
        places of the form."""
        term = self._terms[guess.term]
        if not term.source:
            return []
        certain = [span for span in spans if self._link(span) >= 0]
        there = sum(guess.term in self._due_at(span) for span in certain)
        if guess.term in here and _OFTEN * there >= len(certain):
            return [(_THERE, f"the source has {term.source} there")]
        if here - {guess.term}:
            return [(-_ANOTHER, "the source has another name there")]
        if not certain or guess.term in here:
            return []
        if 2 * there >= len(certain):
            return [(_THERE, f"the source has {term.source} at most of its places")]
        if guess.damage in _HEARD and not any(self._may_mean(guess.term, span) for span in certain):
            return [(-_NOWHERE, f"the source has no {term.source} there")]
        return []

    def _link(self, span: Span) -> int:
        """The number of the certain link that a place is in; -1 for none."""
        number = self._parallel.number_at(span.start)
        if number < 0:
            return -1
        link = self._parallel.links[number]
        return number if link.is_certain and link.sources else -1

    def _due_at(self, span: Span) -> Counter[int]:
        """The entries of a place's source that its paragraph has less often in the right form."""
        number = self._link(span)
        if number < 0:
            return Counter()
        known = self._due.get(number)
        if known is None:
            source = Counter(
                entry
                for _s, _e, several in self._sources.found(self._parallel.links[number].source)
                for entry in several
            )
            known = self._due[number] = source - self._rendered.get(number, Counter())
        return known

    def _may_mean(self, term: int, span: Span) -> bool:
        return self._sources.may_mean(term, self._parallel.around(self._link(span)))
