"""Entries found by how a form sounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from cleanup.language.fold import letters
from cleanup.names.guess import Guess
from cleanup.names.profile import source_terms
from cleanup.names.rendering import Damage
from cleanup.names.sound import Pattern, Slot, align, fit, least_price, pattern, skeleton, step, unexplained
from cleanup.names.sounded import sounds
from cleanup.names.transliteration import is_transliteration
from cleanup.terms.model import Term

_LETTERS = 27
"""a to z, and whatever else."""
_FIRST, _LAST, _SIZE, _SUFFIX = 0, _LETTERS, 2 * _LETTERS, 2 * _LETTERS + 64
"""Where the bits of a form's features begin: its first letter, its last, its length, whether a suffix follows."""
_HAS = _SUFFIX + 2
"""Where the bits begin for the letters that it has, without *h* and a last *e*: the others are too dear for an entry
without a source term where they stand in no spelling of its sounds."""
_SLOT = _HAS + _LETTERS
"""Where the bits begin for the sounds that an entry has. A form must not lack any of them."""
_MOST_SLOTS = 256
_ALL = (1 << _LETTERS) - 1
_LONGEST = 63
"""Letters; a longer form is nobody's name, and would have as many shortened keys."""
_SOURCED, _UNSOURCED = 1.5, 0.5
"""The greatest cost of a form that is still compared."""
_ROUNDING = 1e-9
_LONG_KEY = 4
"""Classes of consonants from which one may be another."""
_LONG_BARE_KEY = 3
"""The same without liquids, from which these may differ."""
_NOT_ITS_SOUND = 1.6
"""A canonical form that fits its source term worse is no spelling of it."""
_ENOUGH_SLOTS = 6
"""Sounds of a source term in kana that say enough by themselves."""


class Heard(NamedTuple):
    """The sounds of an entry, ready to be looked for.

    ``slots`` and ``open`` are those of the pattern, ``suffixes`` the words that may follow. ``own``: how well the
    canonical form itself fits. ``keys``: the consonants of the forms it is known to have. ``features``: bits for the
    first letters, last letters and lengths that a fitting form can have. ``form`` and ``by_name`` are those of `Sound`.
    """

    slots: tuple[Slot, ...]
    open: bool
    suffixes: tuple[str, ...]
    own: float
    keys: tuple[str, ...]
    features: int
    form: str = ""
    by_name: bool = False


def heard(term: Term) -> list[Heard]:
    """The sounds of an entry; empty where it transliterates nothing."""
    found = []
    for sound in sounds(term):
        made = pattern(sound.slots, sound.open)
        keys = tuple(sorted({skeleton(form) for form in (sound.name, *sound.spoken)}))
        own = fit(made, sound.name)
        if own > _NOT_ITS_SOUND and sound.spoken and len(sound.slots) >= _ENOUGH_SLOTS and sound.kana:
            # Whatever the canonical form is (デミウルゴス Demiurge), what sounds like the source is the entry.
            keys = tuple(sorted({skeleton(form) for form in sound.spoken}))
            suffixes = tuple(sorted(sound.suffixes))
            found.append(Heard(sound.slots, sound.open, suffixes, 0.0, keys, _features(made, bool(suffixes))))
            continue
        if own > _NOT_ITS_SOUND and not any(map(is_transliteration, source_terms(term))):
            continue  # a translated name (神缢 Spirit-strangulation) has no sound to compare
        suffixes = tuple(sorted(sound.suffixes))
        features = _features(made, bool(suffixes))
        found.append(Heard(sound.slots, sound.open, suffixes, own, keys, features, sound.form, sound.by_name))
    return found


def _features(made: Pattern, suffixed: bool) -> int:
    bits = 1 << (_SUFFIX + suffixed)
    for letter in made.firsts:
        bits |= 1 << (_FIRST + _bit(letter))
    for letter in made.lasts:
        bits |= 1 << (_LAST + _bit(letter))
    for size in range(min(made.shortest, _LONGEST), min(made.longest, _LONGEST) + 1):
        bits |= 1 << (_SIZE + size)
    return bits


def _getter(numbers: Sequence[int]) -> Callable[[Any], Sequence[Any]]:
    """What gives the items with these numbers, quickly."""
    if len(numbers) == 1:
        return lambda items: (items[numbers[0]],)
    return itemgetter(*numbers)


def _bit(letter: str) -> int:
    return ord(letter) - 97 if "a" <= letter <= "z" else _LETTERS - 1


def _bits(letters: str) -> int:
    bits = 0
    for letter in letters:
        bits |= 1 << _bit(letter)
    return bits


class _Form:
    """A form that is compared with sounds: the least that each slot costs in it, and the least that letters cost which
    no slot explains."""

    def __init__(self, text: str, slots: Sequence[Slot]) -> None:
        self.text = text
        self.prices = _Prices(slots, text)
        self._costs: dict[tuple[int, bool], float] = {}

    def cost(self, letters: int, open: bool) -> float:
        """The least cost of letters (bits) that no slot explains."""
        key = letters, open
        known = self._costs.get(key)
        if known is None:
            costs = unexplained(self.text, open)
            known = self._costs[key] = sum(cost for letter, cost in costs.items() if 1 << _bit(letter) & letters)
        return known


class _Prices(dict[int, float]):
    """The least that each slot costs in a word, worked out when it is asked for."""

    def __init__(self, slots: Sequence[Slot], word: str) -> None:
        self._slots = slots
        self._word = word

    def __missing__(self, number: int) -> float:
        price = self[number] = least_price(self._slots[number], self._word)
        return price


class SoundIndex:
    """Entries that transliterate foreign names, to be found by how a form sounds.

    What a form is compared with is narrowed down first by its consonants, then by its letters at the ends and its
    length (one operation on bits an entry), then by whether each sound has a spelling in it at all: hardly any
    comparison is left.
    """

    def __init__(self, entries: Iterable[tuple[int, bool, Heard]]) -> None:
        """``entries``: the number of the entry, whether it has a source term, and its sounds."""
        self._entries = list(entries)
        self._features: list[int] = []
        self._foreign: list[int] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_shorter_key: dict[str, list[int]] = defaultdict(list)
        self._by_bare_key: dict[str, list[int]] = defaultdict(list)
        self._suffixes = frozenset(suffix for _, _, entry in self._entries for suffix in entry.suffixes)
        self._all_features = 0
        self._slots: list[Slot] = []
        self._rows: list[Callable[[Any], Sequence[Any]]] = []
        self._index()

    @classmethod
    def of(cls, terms: Iterable[Term]) -> SoundIndex:
        """The index of entries; their numbers are their places."""
        return cls((number, bool(term.source), entry) for number, term in enumerate(terms) for entry in heard(term))

    def _index(self) -> None:
        numbers: dict[Slot, int] = {}
        by_identity: dict[int, int] = {}  # a slot is a long tuple, and the same one nearly always: hashed once
        spelled: list[int] = []
        bit: list[int] = []
        by_key, by_shorter_key = self._by_key, self._by_shorter_key
        for index, (_, sourced, entry) in enumerate(self._entries):
            row = []
            letters = 1 << _LETTERS - 1
            for each in entry.slots:
                number = by_identity.get(id(each))
                if number is None:
                    number = numbers.setdefault(each, len(numbers))
                    by_identity[id(each)] = number
                    if number == len(spelled):
                        bit.append(1 << _SLOT + number if number < _MOST_SLOTS else 0)
                        spelled.append(_bits("".join(spelling for spelling, _ in each)))
                row.append(number)
                letters |= spelled[number]
            self._rows.append(_getter(row))
            self._foreign.append(_ALL & ~letters)
            features = entry.features | (_ALL if sourced else letters) << _HAS
            for number in row:
                features |= bit[number]
            self._features.append(features)
            self._all_features |= self._features[-1]
            for key in entry.keys:
                if len(bare(key)) >= _LONG_BARE_KEY:
                    self._by_bare_key[bare(key)].append(index)
                by_key[key].append(index)
                for shorter in shortened(key):
                    by_shorter_key[shorter].append(index)
        self._slots = list(numbers)
        self._steps = [step(each) for each in self._slots]
        self._needed = [
            (_bits("".join(spelling[0] for spelling, _ in each)), 1 << _SLOT + number)
            for number, each in enumerate(self._slots[:_MOST_SLOTS])
            if all(spelling for spelling, _ in each)
        ]

    def guesses(self, words: Sequence[str]) -> Iterable[Guess]:
        """Entries whose sounds the words (together, or all but a last one such as *Island*) spell well enough to
        mention."""
        if not self._entries:
            return
        best: dict[int, tuple[float, int, bool, str]] = {}
        self._compare(letters("".join(words)), "", best)
        if len(words) > 1 and self._suffixes:
            last = letters(words[-1])
            for suffix in (last, last.removesuffix("s")):
                if suffix in self._suffixes:
                    self._compare(letters("".join(words[:-1])), suffix, best)
            if len(words) > 2 and words[1] == "of" and (suffix := letters(words[0])) in self._suffixes:
                self._compare(letters("".join(words[2:])), suffix, best)
        for number, (excess, size, sourced, part) in best.items():
            weight = 3.2 + 0.3 * min(size - 4, 4) - 5 * max(0.0, excess - 0.1) * min(1.0, 6 / size)
            if not sourced:
                weight -= 2.0
            if part and len(words) > 1:
                continue  # of a whole name the whole is compared
            near = excess < 0.2
            how = "sounds like the name" if near else "sounds much like the name"
            yield Guess(number, Damage.SOUND, weight, how, near, part)

    def _compare(self, form: str, suffix: str, best: dict[int, tuple[float, int, bool, str]]) -> None:
        if not 3 <= len(form) <= _LONGEST:
            return
        key = skeleton(form)
        shorter = shortened(key)
        near = [self._by_key.get(key), self._by_shorter_key.get(key), *map(self._by_key.get, shorter)]
        if len(key) >= _LONG_KEY:
            near += map(self._by_shorter_key.get, shorter)  # one class exchanged: a soft g for j, th for s
        if self._by_bare_key:
            near.append(self._by_bare_key.get(bare(key)))
        if not any(near):
            return
        letters = _bits(form)
        wanted = 1 << _FIRST + _bit(form[0]) | 1 << _LAST + _bit(form[-1]) | 1 << _SUFFIX + bool(suffix)
        wanted |= 1 << _SIZE + len(form)
        wanted |= _bits(form.removesuffix("e").replace("h", "")) << _HAS
        if self._all_features & wanted != wanted:
            return
        asked = wanted
        for first, slot in self._needed:
            if not first & letters:
                asked |= slot  # nothing in the form can be this sound
        features = self._features
        found = {index for some in near if some for index in some if features[index] & asked == wanted}
        if not found:
            return
        heard = _Form(form, self._slots)
        plain = form.isascii() and form.isalpha()
        for index in sorted(found):
            number, sourced, entry = self._entries[index]
            if suffix and suffix not in entry.suffixes:
                continue
            limit = _SOURCED if sourced else _UNSOURCED
            foreign = letters & self._foreign[index]
            least = heard.cost(foreign, entry.open) if foreign else 0.0
            if least > limit + _ROUNDING:
                continue
            row = self._rows[index](heard.prices)
            if least + sum(row) > limit + _ROUNDING:
                continue
            if plain:
                cost = align(self._rows[index](self._steps), form, limit, row, open=entry.open)
            else:
                cost = fit(pattern(entry.slots, entry.open), form, limit, row)
            excess = max(0.0, cost - 0.6 * min(entry.own, 0.8))
            # Three letters fit too many names to say much.
            excess += 0.35 if len(form) < 4 and len(entry.slots) > 3 else 0.0
            if cost < 2 and (number not in best or excess < best[number][0]):
                best[number] = (excess, len(entry.slots) + (2 if suffix else 0), sourced, entry.form)


def bare(key: str) -> str:
    """The key without liquids: a long vowel may be written with an *r* or an *l*, or without."""
    return "".join(letter for letter, _ in groupby(key.replace("L", "")))


def shortened(key: str) -> set[str]:
    """The key with one letter left out, in every way; nothing for keys too short to lose one."""
    return {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) > 2 else set()
