"""What speaks for passages of a source and of its translation belonging together: log odds against their having nothing
to do with each other.

Added up are lengths (Gale and Church 1993), marks (`cleanup.parallel.marks`) and the words that one may render the
other by (`cleanup.names.source_words`): the rarer a word is in the translation, the more it says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, log1p, sqrt

from cleanup.language.fold import letters
from cleanup.names.source_words import (
    HAN,
    capitalised,
    english_words,
    heard_terms,
    is_spelling,
    source_stems,
    where_read,
)
from cleanup.parallel.chain import heaviest
from cleanup.parallel.lattice import Shape
from cleanup.parallel.marks import Marks
from cleanup.parallel.passages import Passage, total

SHAPES: Mapping[Shape, float] = {
    (1, 1): 0.85, (1, 0): 0.03, (0, 1): 0.018, (2, 1): 0.02, (1, 2): 0.02, (2, 2): 0.004, (3, 1): 0.005, (1, 3): 0.005,
    (4, 1): 0.002, (1, 4): 0.002,
}  # fmt: skip
"""How many passages belong together, with how often they do where nothing else is known."""
_PRIORS = {shape: log(share) for shape, share in SHAPES.items()}
_NEVER = -30.0
_TRUST = 0.55
"""How much of what words say is believed: they do not come independently of each other."""
_RENDERED = 0.2
"""How often one of the glosses of a word stands in its translation, beyond chance."""
_NAME_RENDERED = 0.8
_FREQUENT = 0.4
"""Share of the passages that have a word, from which it says nothing."""
_MOST_PAIRS = 40
"""Pairs of passages for each passage, beyond which a word they share is too frequent."""
_ALONE, _ALONE_PER_LETTER = 5.0, 0.05
"""Against a group of passages one of which, at an end, shares no word with the other side."""
_SHARED = 0.3
"""What words say for a passage at least, however short it is."""
_ENOUGH, _LONG_ENOUGH = 8, 10
"""Sure pairs of passages, and letters of each, from which the two texts show how long translations are."""
_GATE = -1.0
_SURE_PAIR, _BY_FAR = 5.0, 1.5
"""What words say for a pair that belongs to the course, and how much more than for the next best."""
_SPREAD, _SPREAD_OF_SHORT, _FREEDOM = 0.13, 0.8, 12
"""Of the logarithm of how long a translation is: the deviation of a long passage; what a short one has beyond, by its
letters; degrees of freedom. Measured on Chinese and Japanese novels."""

_PER_HAN, _PER_KANA, _PER_HANGUL = 4.1, 2.3, 2.4
"""Letters of English for a character of Chinese, for one of Japanese, for a syllable of Korean."""
_KANA_SHARE = 0.1
_PRIOR_LETTERS = 150
"""Letters of a source by which the usual ratio counts beside that of the two texts."""
_KANA = re.compile("[ぁ-ゖァ-ヺ]")

Pairs = list[dict[int, float]]
"""For each source passage what words say for each passage of the translation, where they say something."""


Features = list[dict[str, tuple[float, Sequence[int]]]]
"""For each source passage its words that say something: how much, and for which passages of the translation."""


class Likeness:
    """What speaks for passages of two texts belonging together."""

    def __init__(self, source: Sequence[Passage], target: Sequence[Passage]) -> None:
        usual = _usual_ratio(source)
        self._ratio = (total(target) + _PRIOR_LETTERS * usual) / (total(source) + _PRIOR_LETTERS)
        self._sizes = (_sums(source), _sums(target))
        self._pairs, self._features = _word_pairs(source, target)
        self._twice: dict[tuple[int, int], dict[int, float]] = {}
        self._marks = Marks(source, target)
        self._course = heaviest(_outstanding(self._pairs))
        ratios = sorted(target[j].size / source[i].size for i, j in self._course if source[i].size >= _LONG_ENOUGH)
        if len(ratios) >= _ENOUGH:  # what is missing on one side does not count
            self._ratio = ratios[len(ratios) // 2]
        said = sorted(self._pairs[i][j] / source[i].size for i, j in self._course)
        self._rate = said[len(said) // 2] * 0.5 if len(said) >= _ENOUGH else 0.0

    def course(self) -> list[tuple[int, int]]:
        """Pairs of passages that are surely linked, ascending on both sides."""
        return self._course

    def score(self, i: int, j: int, taken: int, other_taken: int) -> float:
        """The log odds for ``taken`` source passages from ``i`` on being rendered by ``other_taken`` from ``j`` on."""
        prior = _PRIORS[taken, other_taken]
        if not taken or not other_taken:
            return prior
        if taken == 1 and other_taken == 1:
            words = self._pairs[i].get(j, 0.0)
        elif (words := self._together(i, j, taken, other_taken)) <= _GATE:
            return _NEVER
        first, second = self._sizes
        size, other = first[i + taken] - first[i], second[j + other_taken] - second[j]
        marks = self._marks.score(i, j, taken, other_taken, other)
        return prior + words * _TRUST + _length(size, other, self._ratio) + marks

    def _alone(self, said: float, size: float) -> float:
        """What speaks against a passage of a group of which words say so much, by its letters in the source's
        measure."""
        expected = max(_SHARED, self._rate * size)
        most = min(_ALONE, size * _ALONE_PER_LETTER)
        return most * (1 - said / expected) if said < expected else 0.0

    def _in_both(self, i: int, other: int) -> dict[int, float]:
        """What the words say that two source passages have in common, for each passage of the translation."""
        known = self._twice.get((i, other))
        if known is None:
            known = self._twice[i, other] = {}
            for feature, (said, places) in self._features[i].items():
                if feature in self._features[other]:
                    for j in places:
                        known[j] = known.get(j, 0.0) + said
        return known

    def _together(self, i: int, j: int, taken: int, other_taken: int) -> float:
        """What words say for a group; less where a passage at its end has none in common with the other side."""
        pairs = self._pairs
        rows, columns = [0.0] * taken, [0.0] * other_taken
        words = 0.0
        for at in range(taken):
            row = pairs[i + at]
            for to in range(other_taken):
                if (said := row.get(j + to, 0.0)) > 0.0:
                    words += said
                    rows[at] += said
                    columns[to] += said
        if taken != other_taken:
            # A word of the translation that several of the source could render counts once.
            for at in range(taken):
                for further in range(at + 1, taken):
                    twice = self._in_both(i + at, i + further)
                    for to in range(other_taken):
                        if (said := twice.get(j + to, 0.0)) > 0.0:
                            words -= said
                            rows[at] -= said
                            rows[further] -= said
        else:
            # Two by two, and not one by one: the words that cross over count, not those that do not.
            along = sum(pairs[i + at].get(j + at, 0.0) for at in range(taken))
            words = max(along, words - along)
        first, second = self._sizes
        if taken > 1:
            words -= self._alone(rows[0], first[i + 1] - first[i])
            words -= self._alone(rows[-1], first[i + taken] - first[i + taken - 1])
        if other_taken > 1:
            words -= self._alone(columns[0], (second[j + 1] - second[j]) / self._ratio)
            words -= self._alone(columns[-1], (second[j + other_taken] - second[j + other_taken - 1]) / self._ratio)
        return words


def _usual_ratio(source: Sequence[Passage]) -> float:
    """How many letters of English render one of a source, by its script."""
    text = "".join(passage.text for passage in source[:200])
    kana = len(_KANA.findall(text)) / max(1, len(text))
    return _PER_KANA if kana > _KANA_SHARE else _PER_HAN if HAN.search(text) else _PER_HANGUL


def _sums(some: Sequence[Passage]) -> list[int]:
    """The letters before each passage, and before the end."""
    sums = [0]
    for passage in some:
        sums.append(sums[-1] + passage.size)
    return sums


def _length(size: int, other: int, ratio: float) -> float:
    """The log odds of two lengths for a translation: a Student distribution of the logarithm of their ratio, narrower
    the longer they are, against any length."""
    spread = sqrt(_SPREAD**2 + _SPREAD_OF_SHORT / max(1, size))
    away = log((other + 3) / (ratio * size + 3)) / spread
    return -(_FREEDOM + 1) / 2 * log1p(away * away / _FREEDOM) - log(spread) - 0.1


def _word_pairs(source: Sequence[Passage], target: Sequence[Passage]) -> tuple[Pairs, Features]:
    pairs: Pairs = [{} for _ in source]
    counted: Features = [{} for _ in source]
    stems = [source_stems(p.text) for p in source]
    _add(pairs, stems, [frozenset(english_words(p.text)) for p in target], _RENDERED, counted)
    heard, spelled = _names(source, target)
    _add(pairs, heard, spelled, _NAME_RENDERED, counted)
    return pairs, counted


def _add(
    pairs: Pairs,
    of_source: Sequence[Iterable[str]],
    of_target: Sequence[Iterable[str]],
    rendered: float,
    counted: Features,
) -> None:
    """Add what it says that two passages have the same feature, by how many have it, and which features those are."""
    where: dict[str, list[int]] = defaultdict(list)
    for j, features in enumerate(of_target):
        for feature in sorted(features):
            where[feature].append(j)
    times = Counter(feature for features in of_source for feature in features if feature in where)
    said: dict[str, float] = {}
    for feature, several in times.items():
        share = (len(where[feature]) + 0.5) / (len(of_target) + 1.0)
        other_share = (several + 0.5) / (len(of_source) + 1.0)
        if share <= _FREQUENT and len(where[feature]) * several <= _MOST_PAIRS * len(of_target):
            said[feature] = log((rendered + (1 - rendered) * share) / share) * (1 - other_share)
    for row, features, own in zip(pairs, of_source, counted, strict=True):
        for feature in sorted(said.keys() & features):
            own[feature] = (said[feature], where[feature])
            for j in where[feature]:
                row[j] = row.get(j, 0.0) + said[feature]


def _names(source: Sequence[Passage], target: Sequence[Passage]) -> tuple[list[set[str]], list[set[str]]]:
    """Names that one side has and the other spells: for each passage those that it has."""
    words = [dict.fromkeys(capitalised(p.text)) for p in target]
    distinct = {word: letters(word) for some in words for word in some}
    terms = [dict.fromkeys(heard_terms(p.text)) for p in source]
    meant: dict[str, list[str]] = defaultdict(list)
    for term in dict.fromkeys(term for some in terms for term in some):
        for word, bare in distinct.items():
            if len(bare) > 2 and is_spelling(term, bare):
                meant[word].append(term)
    heard = [set(some) for some in terms]
    spelled = [{*some, *(term for word in some for term in meant.get(word, ()))} for some in words]
    starts = [0]
    for passage in source:
        starts.append(starts[-1] + len(passage.text) + 1)
    for word, positions in where_read(list(distinct), "\n".join(p.text for p in source)).items():
        if len(positions) <= len(source) // 2 + 3:
            for position in positions:
                heard[bisect_left(starts, position + 1) - 1].add(word)
    return heard, spelled


def _outstanding(pairs: Pairs) -> list[tuple[int, int, float]]:
    """The pairs of which each is the best of its row and of its column by far."""
    columns: dict[int, tuple[float, float, int]] = {}
    for i, row in enumerate(pairs):
        for j, said in row.items():
            best, second, at = columns.get(j, (0.0, 0.0, -1))
            columns[j] = (said, best, i) if said > best else (best, max(second, said), at)
    chosen: list[tuple[int, int, float]] = []
    for i, row in enumerate(pairs):
        ranked = sorted(row.items(), key=lambda item: (-item[1], item[0]))[:2]
        if ranked and ranked[0][1] >= _SURE_PAIR:
            j, said = ranked[0]
            rival = ranked[1][1] if len(ranked) > 1 else 0.0
            best, second, at = columns[j]
            if at == i and said >= _BY_FAR * rival and best >= _BY_FAR * second:
                chosen.append((i, j, said))
    return chosen
