"""Names found with a letter wrong in one of their words: *Fang Yunfam* for Fang Yunfan, *Kline Moretti* for Klein
Moretti."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from cleanup.language.fold import letters
from cleanup.names import pinyin
from cleanup.names.guess import Guess
from cleanup.names.rendering import Damage
from cleanup.names.sound import skeleton

_WEIGHT = 1.0
"""A suggestion at most: somebody else may bear the name that was meant."""
_NASAL = 2.0
"""For *n* where *ng* is meant or the reverse in a given name of two syllables, the commonest slip of all; enough only
together with what the text says."""
_SYLLABLE = 0.2
"""For another letter more or less in a given name that stays pinyin: worth mentioning where the name itself stands."""
_LONG = 5
"""Letters of a given name of two syllables, of which one letter makes another syllable."""
_SHORTEST = 3
"""Letters of a given name of which one may be wrong."""


class MisspeltIndex:
    """Persons whose name is a reading, by their surname.

    Another syllable is another person: what is taken for a misspelt name is a given name that is no pinyin at all, or
    one of two syllables of which one letter makes another.
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
        read = pinyin.is_pinyin(given)
        if len(given) < (_LONG if read else _SHORTEST):
            return
        for number, right in near:
            if Levenshtein.distance(given, right, score_cutoff=1) != 1 or given[0] != right[0]:
                continue
            nasal = False
            if read:
                if len(given) == len(right) or len(pinyin.syllables(given)) != 2 or len(pinyin.syllables(right)) != 2:
                    continue
                nasal = _without_nasals(given) == _without_nasals(right)
            weight = _NASAL if nasal else _SYLLABLE if read else _WEIGHT
            yield Guess(number, Damage.SOUND, weight, "is spelled almost like the name", near=False)


def _without_nasals(given: str) -> tuple[str, ...]:
    return tuple(f"{syllable[:-1]}" if syllable.endswith("ng") else syllable for syllable in pinyin.syllables(given))


_ONE_WORD = 1.6
"""For a foreign name of several words of which one is spelled otherwise, with the same consonants."""


class OneWordIndex:
    """Names of several words that are no readings of Chinese, by all their words but one."""

    def __init__(self, names: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """``names``: the number of the entry, and the folded words of its name."""
        self._by_rest: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
        for number, words in names:
            for at, word in enumerate(words) if 2 <= len(words) <= 4 else ():
                if len(word) >= _SHORTEST and any(len(other) >= _SHORTEST for other in words if other is not word):
                    self._by_rest[(*words[:at], "", *words[at + 1 :])].append((number, word))

    def guesses(self, words: Sequence[str]) -> Iterator[Guess]:
        """Entries from which the capitalised words differ in the vowels of one word."""
        if not self._by_rest or not 2 <= len(words) <= 4:
            return
        folded = [letters(word) for word in words]
        for at, word in enumerate(folded):
            for number, right in self._by_rest.get((*folded[:at], "", *folded[at + 1 :]), ()):
                if _sounds_alike(word, right):
                    yield Guess(number, Damage.SOUND, _ONE_WORD, "is spelled almost like the name", near=False)


def _sounds_alike(word: str, right: str) -> bool:
    return (
        word != right
        and word[0] == right[0]
        and len(word) >= _SHORTEST
        and Levenshtein.distance(word, right, score_cutoff=2) <= 2
        and skeleton(word) == skeleton(right)
    )
