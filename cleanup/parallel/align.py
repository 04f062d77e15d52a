"""The paragraphs of a source and of its translation, aligned: each link with a probability.

What speaks for a link is added up as log odds against the two sides having nothing to do with each other: their
lengths (Gale and Church 1993), quotation marks and final marks, headings, and the words that one may render the
other by (`cleanup.parallel.words`). Rare words that only one paragraph of each side has give the course near which the
path is looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log, log1p, sqrt
from typing import NamedTuple

from cleanup.names.fold import letters
from cleanup.parallel.lattice import Shape, Step, around, best_path
from cleanup.parallel.passages import Passage, total
from cleanup.parallel.words import (
    capitalised,
    english_words,
    heard_terms,
    is_spelling,
    source_stems,
    where_read,
)

_SHAPES: Mapping[Shape, float] = {
    (1, 1): 0.86, (1, 0): 0.015, (0, 1): 0.008, (2, 1): 0.02, (1, 2): 0.02, (2, 2): 0.004, (3, 1): 0.005, (1, 3): 0.005,
    (4, 1): 0.002, (1, 4): 0.002,
}  # fmt: skip
_TRUST = 0.55
"""How much of what words say is believed: they do not come independently of each other."""
_RENDERED = 0.2
"""How often one of the glosses of a word stands in its translation, beyond chance."""
_RENDERED_NAME = 0.8
_ALONE = 2.0
"""Against a group of passages of which one at the end has no word in common with the other side."""
_NEVER = -30.0
_WIDTH = 4
"""Passages on either side of the course that are looked at."""
_SURE_PAIR = 5.0
"""What words say for a pair that belongs to the course."""
_FINAL = "?!…"
_PRIORS = {shape: log(share) for shape, share in _SHAPES.items()}


class _Marked(NamedTuple):
    opens: bool
    speech: bool
    last: str
    heading: bool


class Link(NamedTuple):
    """Passages ``[first, first_end)`` of the source are rendered by ``[second, second_end)`` of the translation; one of
    the two may be none. ``probability`` is that just these belong together."""

    first: int
    first_end: int
    second: int
    second_end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts in step: all their passages, and the links between them in order, which leave none out."""

    source: tuple[Passage, ...]
    target: tuple[Passage, ...]
    links: tuple[Link, ...]


def align(source: Sequence[Passage], target: Sequence[Passage]) -> Alignment:
    """Align a source with its translation."""
    if not source or not target:
        links = [Link(i, i + 1, 0, 0, 1.0) for i in range(len(source))]
        links += [Link(len(source), len(source), j, j + 1, 1.0) for j in range(len(target))]
        return Alignment(tuple(source), tuple(target), tuple(links))
    likeness = Likeness(source, target)
    band = around(likeness.course(), len(source), len(target), _WIDTH)
    path = best_path(len(source), len(target), band, tuple(_SHAPES), likeness.score)
    return Alignment(tuple(source), tuple(target), tuple(map(_link, path)))


def _link(step: Step) -> Link:
    return Link(*step)


class Likeness:
    """What speaks for passages of two texts belonging together, as log odds."""

    def __init__(self, source: Sequence[Passage], target: Sequence[Passage]) -> None:
        self._source, self._target = source, target
        self._ratio = (total(target) + 1) / (total(source) + 1)
        self._sizes = [sum_to(source), sum_to(target)]
        self._pairs = _word_pairs(source, target)
        self._marks = _Marks(source, target)

    def course(self) -> list[tuple[int, int]]:
        """Pairs of passages that are surely linked, in ascending order on both sides."""
        return _ascending(self._pairs, len(self._source), len(self._target))

    def score(self, i: int, j: int, taken: int, other_taken: int) -> float:
        """The log odds for ``taken`` source passages from ``i`` on being rendered by ``other_taken`` from ``j`` on."""
        prior = _PRIORS[taken, other_taken]
        if not taken or not other_taken:
            return prior
        if taken == 1 and other_taken == 1:
            words = self._pairs[i].get(j, 0.0)
        else:
            words = _together(self._pairs, i, j, taken, other_taken)
            if words <= 0.0:
                return _NEVER
        first, second = self._sizes
        size, other = first[i + taken] - first[i], second[j + other_taken] - second[j]
        return prior + words * _TRUST + _length(size, other, self._ratio) + self._marks.score(i, j, taken, other_taken)


def _together(pairs: Sequence[Mapping[int, float]], i: int, j: int, taken: int, other_taken: int) -> float:
    """What words say for a group; less where a member at its end has none in common with the other side."""
    rows, columns = [0.0] * taken, [0.0] * other_taken
    words = 0.0
    for at in range(taken):
        row = pairs[i + at]
        for to in range(other_taken):
            if (said := row.get(j + to, 0.0)) > 0.0:
                words += said
                rows[at] += said
                columns[to] += said
    if taken == other_taken:
        # Two by two, and not one by one: the words that cross over count, not those that do not.
        along = sum(pairs[i + at].get(j + at, 0.0) for at in range(taken))
        words = max(along, words - along)
    if taken > 1:
        words -= _ALONE * ((rows[0] <= 0.3) + (rows[-1] <= 0.3))
    if other_taken > 1:
        words -= _ALONE * ((columns[0] <= 0.3) + (columns[-1] <= 0.3))
    return words


def sum_to(some: Sequence[Passage]) -> list[int]:
    """The letters before each passage, and before the end."""
    sums = [0]
    for passage in some:
        sums.append(sums[-1] + passage.size)
    return sums


def _length(size: int, other: int, ratio: float) -> float:
    """The log odds of two lengths for a translation: a Student distribution of the logarithm of their ratio, narrower
    the longer they are, against any length."""
    spread = sqrt(0.28**2 + 2.2 / max(1, size))
    away = log((other + 3) / (ratio * size + 3)) / spread
    return -2.5 * log1p(away * away / 4) - log(spread) - 0.1


class _Marks:
    """What quotation marks, final marks and headings say."""

    def __init__(self, source: Sequence[Passage], target: Sequence[Passage]) -> None:
        self._sides = [[_Marked(p.opens_speech, p.has_speech, p.last, p.heading) for p in s] for s in (source, target)]
        self._tables = {
            "opens": self._table(lambda marked: marked.opens, 0.93),
            "speech": self._table(lambda marked: marked.speech, 0.9),
            **{mark: self._table(partial(_ends, mark), 0.75) for mark in _FINAL},
        }
        self._known: dict[tuple[_Marked, _Marked], float] = {}

    def _table(self, has: Callable[[_Marked], bool], kept: float) -> dict[tuple[bool, bool], float]:
        return _agreement([[has(marked) for marked in side] for side in self._sides], kept)

    def score(self, i: int, j: int, taken: int, other_taken: int) -> float:
        """The log odds of what the marks of two groups have in common."""
        pair = (_grouped(self._sides[0], i, taken), _grouped(self._sides[1], j, other_taken))
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._score(*pair)
        return known

    def _score(self, one: _Marked, other: _Marked) -> float:
        said = self._tables["opens"][one.opens, other.opens]
        if not (one.opens or other.opens):
            said += self._tables["speech"][one.speech, other.speech]
        for mark in _FINAL:
            said += self._tables[mark][one.last == mark, other.last == mark]
        if one.heading != other.heading:
            return said - 0.5
        return said + 1.0 if one.heading else said


def _ends(mark: str, marked: _Marked) -> bool:
    return marked.last == mark


def _grouped(side: Sequence[_Marked], start: int, size: int) -> _Marked:
    """The marks of several passages as if they were one."""
    first = side[start]
    if size == 1:
        return first
    group = side[start : start + size]
    return _Marked(first.opens, any(each.speech for each in group), group[-1].last, first.heading)


def _agreement(sides: Sequence[Sequence[bool]], kept: float) -> dict[tuple[bool, bool], float]:
    """The log odds of a mark that translation keeps with a probability, by whether the source and the translation have
    it."""
    has = [(sum(side) + 0.5) / (len(side) + 1.0) for side in sides]
    lost = min(0.9, max(0.02, (has[1] - kept * has[0]) / max(0.02, 1 - has[0])))
    return {
        (True, True): log(kept / has[1]),
        (True, False): log((1 - kept) / (1 - has[1])),
        (False, True): log(lost / has[1]),
        (False, False): log((1 - lost) / (1 - has[1])),
    }


_Rows = list[dict[int, float]]


def _word_pairs(source: Sequence[Passage], target: Sequence[Passage]) -> _Rows:
    """For each source passage what the words say for each passage of the translation, where they say something."""
    rows: _Rows = [{} for _ in source]
    of_target = [frozenset(english_words(p.text)) for p in target]
    of_source = [source_stems(p.text) for p in source]
    _add(rows, of_source, of_target, _RENDERED)
    heard, spelled = _names(source, target)
    _add(rows, heard, spelled, _RENDERED_NAME)
    return rows


def _add(rows: _Rows, of_source: Sequence[Iterable[str]], of_target: Sequence[Iterable[str]], rendered: float) -> None:
    """Add what features say that both sides have: the rarer in the translation, the more."""
    where: dict[str, list[int]] = defaultdict(list)
    for j, features in enumerate(of_target):
        for feature in features:
            where[feature].append(j)
    size = len(of_target)
    times = Counter(feature for features in of_source for feature in features if feature in where)
    for i, features in enumerate(of_source):
        row = rows[i]
        for feature in features:
            places = where.get(feature, ())
            share = (len(places) + 0.5) / (size + 1.0)
            if not places or share > 0.4:
                continue
            other_share = (times[feature] + 0.5) / (len(rows) + 1.0)
            said = log((rendered + (1 - rendered) * share) / share) * (1 - other_share)
            if len(places) * times[feature] > 40 * size:
                continue
            for j in places:
                row[j] = row.get(j, 0.0) + said


def _names(source: Sequence[Passage], target: Sequence[Passage]) -> tuple[list[set[str]], list[set[str]]]:
    """Names that one side has and the other spells: for each passage those that it has."""
    words = [list(dict.fromkeys(capitalised(p.text))) for p in target]
    spelled: list[set[str]] = [set() for _ in target]
    heard: list[set[str]] = [set() for _ in source]
    distinct = dict.fromkeys(word for some in words for word in some)
    terms = [list(dict.fromkeys(heard_terms(p.text))) for p in source]
    flat = {word: letters(word) for word in distinct}
    by_word: dict[str, list[str]] = defaultdict(list)
    for term in dict.fromkeys(term for some in terms for term in some):
        for word, bare in flat.items():
            if len(bare) > 2 and is_spelling(term, bare):
                by_word[word].append(term)
    for i, some in enumerate(terms):
        heard[i].update(some)
    for j, capitals in enumerate(words):
        for word in capitals:
            spelled[j].update(by_word.get(word, ()))
    text = "\n".join(p.text for p in source)
    starts = [0]
    for passage in source:
        starts.append(starts[-1] + len(passage.text) + 1)
    for word, positions in where_read(list(distinct), text).items():
        if len(positions) > len(source) // 2 + 3:
            continue
        for position in positions:
            heard[bisect_left(starts, position + 1) - 1].add(word)
    for j, capitals in enumerate(words):
        spelled[j].update(capitals)
    return heard, spelled


def _ascending(pairs: _Rows, size: int, other: int) -> list[tuple[int, int]]:
    """The heaviest ascending chain of pairs of which each is the best of its row and of its column by far."""
    best_of: dict[int, tuple[float, float, int]] = {}
    for i, row in enumerate(pairs):
        for j, said in row.items():
            best, second, at = best_of.get(j, (0.0, 0.0, -1))
            best_of[j] = (said, best, i) if said > best else (best, max(second, said), at)
    chosen: list[tuple[int, int, float]] = []
    for i, row in enumerate(pairs):
        ranked = sorted(row.items(), key=lambda item: (-item[1], item[0]))[:2]
        if ranked and ranked[0][1] >= _SURE_PAIR:
            j, said = ranked[0]
            rival = ranked[1][1] if len(ranked) > 1 else 0.0
            best, second, at = best_of[j]
            if at == i and said >= 1.5 * rival and best >= 1.5 * second:
                chosen.append((i, j, said))
    return _heaviest(chosen)


def _heaviest(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest chain of pairs, in ascending order of the first, in which the second ascends, too (Jacobson and
    Vo 1992): kept are, for each end, only chains that no shorter end outweighs."""
    ends: list[int] = []
    kept: list[tuple[float, int]] = []
    nodes: list[tuple[int, int, int]] = []
    for i, j, weight in pairs:
        at = bisect_left(ends, j)
        before, previous = kept[at - 1] if at else (0.0, -1)
        nodes.append((i, j, previous))
        entry = (before + weight, len(nodes) - 1)
        stop = at
        while stop < len(ends) and kept[stop][0] <= entry[0]:
            stop += 1
        ends[at:stop] = [j]
        kept[at:stop] = [entry]
        if stop > at and len(ends) > at + 1 and ends[at] == ends[at + 1]:
            del ends[at], kept[at]
    chain: list[tuple[int, int]] = []
    node = kept[-1][1] if kept else -1
    while node >= 0:
        i, j, node = nodes[node]
        chain.append((i, j))
    return chain[::-1]
