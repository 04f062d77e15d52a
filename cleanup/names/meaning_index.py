"""Entries found by a translation of what their source term means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from cleanup.names import pinyin
from cleanup.names.conventions import CONVENTIONS
from cleanup.names.guess import Guess
from cleanup.names.meaning import look_up, nouns_of, stem, usual
from cleanup.names.meant import Meaning, pieces
from cleanup.names.meant import meanings as meanings_of
from cleanup.names.rendering import Damage
from cleanup.storage.gc_pause import not_collecting
from cleanup.terms.model import Term

SMALL_WORDS = frozenset({"of", "the", "and", "in", "a"})
"""Words that a translated meaning may contain without a character for them."""
_BEFORE_NAMES = frozenset({"mount", "lake", "port", "fort", "cape", "planet", "castle", "city"})
"""Words that stand before a name and say what is named: *Mount Yan* is 燕山."""
_ENOUGH = 0.66
"""The share of a source term that must be covered."""
_ENOUGH_HEADLESS = 0.75
"""The same where its last piece is not covered, which says what kind of thing is named."""

_MOST_PARTS = 8
"""Words, or characters left among them, of a form."""
_MOST_WORDS = 100_000
"""Distinct words that are remembered."""

Glosses = Mapping[str, Mapping[str, str]]
"""For each word of the sources: the stems of its short glosses, with the gloss."""


def glosses_of(words: Iterable[str]) -> Glosses:
    """The glosses of Chinese words, from the dictionary; words without any are left out."""
    table: dict[str, dict[str, str]] = {}
    for word, several in look_up(words).items():
        for gloss in several:
            key = " ".join(stem(part) for part in gloss.replace("-", " ").split())
            table.setdefault(word, {}).setdefault(key, gloss)
    return table


class _Match(NamedTuple):
    """A piece of a source that words from ``at`` on translate (or spell): how many, and a note that says so.

    ``doubt``: log odds against the piece being what the words translate, as other characters are likelier to be."""

    at: int
    taken: int
    note: str
    doubt: float = 0.0


_LEFT = -1.0
"""For a character of the source that stands among the words: nothing else has it by chance."""
_OTHERS_WORD = 1.2
"""Against a character whose gloss is first of all another's: *light* is 光 sooner than 灯."""
_FAR_FETCHED = 0.7
"""Against a gloss that stands fifth or later in the dictionary."""
_FAR = 4


@cache
def _first_meant() -> Mapping[str, frozenset[str]]:
    """For the stem of a word that is the first meaning of some characters: these characters."""
    table: dict[str, set[str]] = defaultdict(set)
    for word in CONVENTIONS:
        table[stem(usual(word)[0])].add(word)
    return {key: frozenset(words) for key, words in table.items()}


def _doubt(piece: str, key: str, glosses: Mapping[str, str]) -> float:
    """The doubt about a gloss of a single character."""
    if len(piece) > 1:
        return 0.0
    keys = list(glosses)
    noun = next((stem(noun) for noun in nouns_of(glosses[key]) if stem(noun) in glosses), key)
    rank = keys.index(noun)
    first = _first_meant().get(noun)
    if rank and glosses[key] in usual(piece):
        return 0.0
    if rank and first and piece not in first:
        return _OTHERS_WORD
    return _FAR_FETCHED if rank >= _FAR else 0.0


class _Order:
    """The words of a form in one order, and which pieces of sources they match."""

    def __init__(self, words: Sequence[str], index: _Index) -> None:
        self.words = list(words)
        self._glossed: dict[str, list[_Match]] = {}
        self._matches: dict[str, tuple[_Match, ...]] = {}
        stems = [stem(word) for word in words]
        for at in range(len(words)):
            key = ""
            for taken in range(1, min(3, len(words) - at) + 1):
                key = f"{key} {stems[at + taken - 1]}".strip()
                for piece in index.by_gloss.get(key, ()):
                    note = f"{piece} = {index.glosses[piece][key]}"
                    doubt = _doubt(piece, key, index.glosses[piece])
                    self._glossed.setdefault(piece, []).append(_Match(at, taken, note, doubt))
        bare = [word.replace("'", "") for word in words]
        self._read = [(at, word) for at, word in enumerate(bare) if pinyin.is_pinyin(word)]
        self._characters: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if _HAN.match(word):
                self._characters.setdefault(word, []).append(at)
        self.left = sum(map(len, self._characters.values()))

    def matches(self, piece: str) -> tuple[_Match, ...]:
        """The words that a piece of a source matches; in order of their place, glosses first."""
        found = self._matches.get(piece)
        if found is None:
            several = list(self._glossed.get(piece, ()))
            if self.left and len(piece) == 1:
                several += [_Match(at, 1, f"{piece} left as it is", _LEFT) for at in self._characters.get(piece, ())]
                several.sort(key=lambda match: match.at)
            if self._read:
                readings = _readings(piece)
                several += [_Match(at, 1, f"{piece} {word}") for at, word in self._read if word in readings]
                several.sort(key=lambda match: match.at)
            found = self._matches[piece] = tuple(several)
        return found


class _Index:
    """What the look-ups go by."""

    def __init__(self, meanings: Sequence[tuple[int, Meaning]], glosses: Glosses) -> None:
        self.glosses = glosses
        self.by_gloss: dict[str, list[str]] = defaultdict(list)
        self.by_part: dict[str, list[str]] = defaultdict(list)
        self.having: dict[str, list[int]] = defaultdict(list)
        self.by_character: dict[str, list[int]] = defaultdict(list)
        self.whole: dict[str, list[int]] = defaultdict(list)
        self.titled = frozenset(index for index, (_, meaning) in enumerate(meanings) if meaning.title)
        for index, (_, meaning) in enumerate(meanings):
            for piece in set(pieces(meaning.text[len(meaning.title) :])):
                if piece in glosses:
                    self.having[piece].append(index)
                    if piece == meaning.text:
                        for key in glosses[piece]:
                            self.whole[key].append(index)
            for character in set(meaning.text):
                self.by_character[character].append(index)
        for piece in self.having:
            for key in glosses[piece]:
                self.by_gloss[key].append(piece)
                for part in set(key.split(" ")):
                    self.by_part[part].append(piece)

    @cached_property
    def by_reading(self) -> Mapping[str, list[str]]:
        """The characters that have a reading."""
        table: dict[str, list[str]] = defaultdict(list)
        for character in self.by_character:
            for reading in _readings(character):
                table[reading].append(character)
        return table

    def explained_by(self, part: str) -> set[int]:
        """The meanings that a stem may be part of."""
        found: set[int] = set()
        for piece in self.by_part.get(part, ()):
            found.update(self.having[piece])
        return found

    def may_read(self, word: str) -> set[int]:
        """The meanings with a character that the word may begin to spell."""
        found: set[int] = set()
        for size in range(1, len(word) + 1):
            for character in self.by_reading.get(word[:size], ()):
                found.update(self.by_character[character])
        return found


class MeaningIndex:
    """Entries with a Chinese source, to be found by a translation of their meaning, character by character or word by
    word."""

    def __init__(self, meanings: Iterable[tuple[int, Meaning]], look_up: Callable[[], Glosses] | None = None) -> None:
        """``meanings``: each with the number of its entry. ``look_up`` gives the glosses of all pieces of them, when
        they are needed."""
        self._meanings = list(meanings)
        self._look_up = look_up
        self._parts: dict[str, bool] = {}

    @classmethod
    def of(cls, terms: Iterable[Term]) -> MeaningIndex:
        """The index of entries; their numbers are their places."""
        return cls((number, meaning) for number, term in enumerate(terms) for meaning in meanings_of(term))

    @cached_property
    def _index(self) -> _Index:
        with not_collecting():
            if self._look_up is not None:
                return _Index(self._meanings, self._look_up())
            return _Index(self._meanings, glosses_of(glossary_words(meaning for _, meaning in self._meanings)))

    def guesses(self, words: Sequence[str]) -> Iterable[Guess]:
        """Entries of which the capitalised words are a translation, wholly or nearly."""
        if not self._meanings or not any(map(self._is_part, words)):
            return
        plain = [part for word in words for part in _parts(word)]
        content = [word for word in plain if word not in SMALL_WORDS]
        if not content or len(content) > _MOST_PARTS:
            return
        seen = self._seen(content)
        if not seen:
            return
        orders = [_Order(content, self._index)]
        if "of" in plain[1:-1]:
            cut = plain.index("of")
            turned = [w for w in plain[cut + 1 :] + plain[:cut] if w not in SMALL_WORDS]
            orders.append(_Order(turned, self._index))
        if content[0] in _BEFORE_NAMES:
            orders.append(_Order([*content[1:], content[0]], self._index))
        orders += [_Order(turned, self._index) for turned in _verbs_first(content)]
        best: dict[int, Guess] = {}
        for index in sorted(seen):
            number, meaning = self._meanings[index]
            for order in orders:
                guess = _judge(number, meaning, order) if _may_fit(meaning, order) else None
                if guess is not None and (number not in best or best[number].weight < guess.weight):
                    best[number] = guess
        yield from best.values()

    def _is_part(self, word: str) -> bool:
        """Whether anything in a word stands in a gloss. Words come back in many forms."""
        known = self._parts.get(word)
        if known is None:
            if len(self._parts) > _MOST_WORDS:
                self._parts.clear()
            index = self._index
            known = any(
                stem(part) in index.by_part or part in index.by_character
                for part in _parts(word)
                if part not in SMALL_WORDS
            )
            self._parts[word] = known
        return known

    def _seen(self, content: Sequence[str]) -> Iterable[int]:
        """The meanings that a form may translate.

        At least two words must be explained, by a gloss or (whole syllables of pinyin) a reading; or one after a title.
        """
        index = self._index
        stems = [stem(word) for word in content]
        if len(content) == 1:
            return index.whole.get(stems[0], ())
        once: set[int] = set()
        twice: set[int] = set()
        for key in set(stems):
            found = set(index.by_character.get(key, ())) if _HAN.match(key) else index.explained_by(key)
            twice |= once & found
            once |= found
        if not once:
            return ()
        seen = twice | (once & index.titled)
        for word in content:
            bare = word.replace("'", "")
            if pinyin.is_pinyin(bare):
                maybe = (once & index.may_read(bare)) - seen
                seen.update(i for i in maybe if bare in _all_readings(self._meanings[i][1].text))
        return seen


_HAN = re.compile(f"[{pinyin.HAN}]")
_PART = re.compile(f"[{pinyin.HAN}]|[^-{pinyin.HAN}]+")


def _parts(word: str) -> list[str]:
    """The words of a compound, and each character of the source that was left in it."""
    return _PART.findall(word.lower().replace("’", "'"))


def _verbs_first(content: Sequence[str]) -> Iterator[list[str]]:
    """The words with a participle before what it is of, as Chinese has them: *Heaven Swallowing* is 吞天."""
    for at in range(1, len(content)):
        if content[at].endswith("ing") and len(content[at]) > 5:
            yield [*content[: at - 1], content[at], content[at - 1], *content[at + 1 :]]


def glossary_words(meanings: Iterable[Meaning]) -> set[str]:
    """Every stretch of one to four characters of the sources: the words to look up in a dictionary."""
    return {piece for meaning in meanings for piece in pieces(meaning.text[len(meaning.title) :])}


def _places(meaning: Meaning, order: _Order) -> Iterator[tuple[int, int, int, int]]:
    """Where source and words match: from and to which character, from and to which word; by the first character."""
    source, size = meaning.text, len(meaning.text)
    if meaning.title:
        for form in meaning.titles:
            taken = _title_words(form)
            if order.words[: len(taken)] == list(taken):
                yield 0, len(meaning.title), 0, len(taken)
    for start in range(size):
        for end in range(start + 1, min(size, start + 4) + 1):
            for match in order.matches(source[start:end]):
                yield start, end, match.at, match.at + match.taken


def _may_fit(meaning: Meaning, order: _Order) -> bool:
    """Whether enough of the source and of the words can match, in the same order; quicker than to say how."""
    places = list(_places(meaning, order))
    covered = explained = 0
    chains: list[tuple[int, int, int, int]] = []  # where a chain ends, and the most that it covers and explains
    for start, end, at, to in places:
        most_covered, most_explained = end - start, to - at
        for before, by, c, e in chains:
            if before <= start and by <= at:
                most_covered = max(most_covered, c + end - start)
                most_explained = max(most_explained, e + to - at)
        chains.append((end, to, most_covered, most_explained))
        covered = max(covered, most_covered)
        explained = max(explained, most_explained)
    count, size = len(order.words), len(meaning.text)
    if meaning.title:
        return covered == size and explained == count
    return covered >= size * _ENOUGH and (explained == count or (explained >= 2 and covered >= 2))


def _judge(number: int, meaning: Meaning, order: _Order) -> Guess | None:
    aligned = _align(meaning, order)
    if aligned is None:
        return None
    words = order.words
    covered, explained, parts, doubt = aligned
    source = meaning.text[len(meaning.title) :] + meaning.title
    translated = sum(1 for part in parts if " = " in part)
    if meaning.title and not (covered == len(source) and explained == len(words)):
        return None
    if not (translated or order.left) or covered < len(source) * _ENOUGH:
        return None
    if order.left == len(words):
        return None  # the source itself, which other rules replace
    headed = meaning.text.endswith(parts[-1].partition(" ")[0])
    if not headed and covered < max(3, _ENOUGH_HEADLESS * len(source)):
        return None  # what kind of thing it is was left out or is another: *Divine Weapon Valley* for a ridge
    reason = f"is what {source} means ({', '.join(parts)})"
    if explained == len(words) and covered == len(source):
        if len(words) > 1:
            weight = 3.4
        else:
            weight = 1.0 if len(source) > 1 else -1.0
    elif explained == len(words) and len(words) > 1:
        weight = 1.0
        reason = f"is most of what {source} means ({', '.join(parts)})"
    elif explained >= 2 and covered >= 2:
        weight = 0.2 if translated + order.left >= len(parts) else 1.0
        reason = f"is nearly what {source} means ({', '.join(parts)})"
    else:
        return None
    return Guess(number, Damage.MEANING, weight - doubt, reason)


def _align(meaning: Meaning, order: _Order) -> tuple[int, int, list[str], float] | None:
    """Cut source and words into matching parts, in order: characters covered, words explained, the parts, and the doubt
    about them."""
    source, words = meaning.text, order.words
    n, m = len(source), len(words)
    table: dict[tuple[int, int], tuple[int, int, list[str], float]] = {(0, 0): (0, 0, [], 0.0)}
    for i in range(n + 1):
        for j in range(m + 1):
            state = table.get((i, j))
            if state is None:
                continue
            covered, explained, parts, doubt = state
            moves: list[tuple[int, int, int, int, list[str], float]] = [
                (i + 1, j, 0, 0, [], 0.0),
                (i, j + 1, 0, 0, [], 0.0),
            ]
            if i == j == 0 and meaning.title:
                size = len(meaning.title)
                for form in meaning.titles:
                    taken = _title_words(form)
                    if words[: len(taken)] == list(taken):
                        moves.append((size, len(taken), size, len(taken), [f"{meaning.title} {form}"], 0.0))
            for end in range(i + 1, min(n, i + 4) + 1):
                for at, count, part, against in order.matches(source[i:end]):
                    if at == j:
                        moves.append((end, j + count, end - i, count, [part], against))
            for a, b, c, e, more, against in moves:
                if a <= n and b <= m:
                    new = (covered + c, explained + e, parts + more, doubt + against)
                    old = table.get((a, b))
                    if old is None or (new[0] + new[1], -new[3]) > (old[0] + old[1], -old[3]):
                        table[(a, b)] = new
    return table.get((n, m))


@cache
def _title_words(form: str) -> tuple[str, ...]:
    return tuple(form.lower().replace(".", "").split())


@cache
def _all_readings(source: str) -> frozenset[str]:
    """The readings of every piece of a source term."""
    return frozenset().union(*(_readings(piece) for piece in pieces(source)))


@cache
def _readings(piece: str) -> frozenset[str]:
    """The readings of a piece of a source term, in bare letters."""
    return frozenset("".join(reading) for reading in pinyin.name_readings(piece, 8))
