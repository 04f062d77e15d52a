"""Where the source terms of a glossary's entries stand in a source text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cleanup.names import pinyin
from cleanup.names.profile import source_terms
from cleanup.terms.model import Kind, Term

_PARTS = re.compile(r"[・＝=･·\s　]+")
_KANA_PREFIX = 2


class SourceTerms:
    """The source terms of entries, found in one pass, the longest at each place."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._entries: dict[str, tuple[int, ...]] = {}
        for number, term in enumerate(terms):
            for source in source_terms(term):
                for form in _forms(source, term.kind):
                    self._entries[form] = (*self._entries.get(form, ()), number)
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest) if self._patterns else None

    def found(self, text: str) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
        """Start, end and entries of each source term in a text, in order; several entries may have the same term."""
        return _found(self, text) if self._automaton is not None else ()

    def look(self, text: str) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
        """As `found`, without remembering."""
        assert self._automaton is not None
        return tuple(
            (start, end, self._entries[self._patterns[index]])
            for index, start, end in self._automaton.find_matches_as_indexes(text)
        )

    def entries(self, text: str) -> frozenset[int]:
        """The entries whose terms stand in a text."""
        return frozenset(entry for _start, _end, several in self.found(text) for entry in several)

    def may_mean(self, entry: int, text: str) -> bool:
        """Whether a text has anything that an entry may be called by: its term, a part of it, a surname, the beginning
        of a foreign name."""
        return any(part in text for part in _hints(self._terms[entry]))


@lru_cache(maxsize=256)
def _found(terms: SourceTerms, text: str) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    return terms.look(text)


def _forms(source: str, kind: Kind) -> tuple[str, ...]:
    """A source term as it stands in a text: whole, each part of a foreign name, a Chinese given name of two
    characters."""
    parts = [part for part in _PARTS.split(source) if len(part) > 1]
    forms = dict.fromkeys([source, *(parts if len(parts) > 1 and kind in (Kind.PERSON, Kind.NAME) else ())])
    if kind is Kind.PERSON and len(source) == 3 and all(map(pinyin.is_han, source)):
        forms[source[1:]] = None
    return tuple(forms)


@lru_cache(maxsize=5_000)
def _hints(term: Term) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in source_terms(term):
        for part in _PARTS.split(source):
            if all(map(pinyin.is_han, part)):
                found.update(dict.fromkeys([part[:1], *(part[at : at + 2] for at in range(len(part) - 1))]))
            elif part:
                found[part[:_KANA_PREFIX]] = None
    return tuple(found)
