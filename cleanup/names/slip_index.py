"""Entries found although a letter of their reading is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from cleanup.glossary.model import Kind, Term
from cleanup.names import pinyin
from cleanup.names.guess import Guess
from cleanup.names.predict import profile, source_terms
from cleanup.names.rendering import Damage
from cleanup.names.sound_index import shortened


class SlipIndex:
    """Names that are readings of Chinese characters, to be found with a letter lost, added or exchanged: *Tianongxia*.

    A form that is itself made of as many whole syllables is somebody else's name, not a slip.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._by_part: dict[str, set[tuple[int, str, int]]] = defaultdict(set)
        for number, term in enumerate(terms):
            if not term.predict or term.kind not in (Kind.PERSON, Kind.NAME, Kind.PLACE):
                continue
            for source in source_terms(term):
                part = profile(term, source).source
                if 3 <= len(part) <= 6 and pinyin.is_han(part):
                    for reading in pinyin.name_readings(part, 1):
                        flat = "".join(reading)
                        for key in (flat, *shortened(flat)):
                            self._by_part[key].add((number, flat, len(reading)))

    def guesses(self, form: str) -> Iterable[Guess]:
        """Entries of which the bare letters are a reading but for one letter."""
        if len(form) < 7:
            return
        near: set[tuple[int, str, int]] = set()
        for key in (form, *shortened(form)):
            near |= self._by_part.get(key, set())
        cut = pinyin.syllables(form)
        for number, flat, size in near:
            if form != flat and len(cut) != size and Levenshtein.distance(form, flat) == 1:
                yield Guess(number, Damage.READING, 1.5, f"nearly the reading {flat}")
