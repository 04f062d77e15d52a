"""Read names found with a letter wrong in the given name: *Fang Yunfam* for Fang Yunfan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from cleanup.language.fold import letters
from cleanup.names import pinyin
from cleanup.names.guess import Guess
from cleanup.names.rendering import Damage

_WEIGHT = 1.0
"""A suggestion at most: somebody else may bear the name that was meant."""
_SHORTEST = 3
"""Letters of a given name of which one may be wrong."""


class MisspeltIndex:
    """Persons whose name is a reading, by their surname.

    Another syllable is another person: only a given name that is no pinyin at all is taken for a misspelt one.
    """

    def __init__(self, names: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """``names``: the number of the entry, and the folded words of its name (see `glued_index.read_words`)."""
        self._by_surname: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, words in names:
            if len(words) > 1:
                self._by_surname[words[0]].append((number, "".join(words[1:])))

    def guesses(self, words: Sequence[str]) -> Iterator[Guess]:
        """Entries from which the capitalised words differ by one letter."""
        if not 1 < len(words) <= 3:
            return
        near = self._by_surname.get(letters(words[0]))
        if not near:
            return
        given = letters("".join(words[1:]))
        if len(given) < _SHORTEST or pinyin.is_pinyin(given):
            return
        for number, right in near:
            if Levenshtein.distance(given, right, score_cutoff=1) == 1 and given[0] == right[0]:
                yield Guess(number, Damage.SOUND, _WEIGHT, "is spelled almost like the name", near=False)
