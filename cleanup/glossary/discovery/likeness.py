"""How alike two spellings sound, when nothing is known but their letters."""

from __future__ import annotations

import re
from functools import lru_cache

from cleanup.language.fold import letters

_SAME = [
    (re.compile(pattern_), replacement)
    for pattern_, replacement in (
        ("tsch|tch", "ch"), ("sch", "sh"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("gu(?=[ei])", "g"), ("th", "t"),
        ("wh", "w"), ("kn", "n"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("q", "k"), ("x", "ks"), ("oo|ou|uu", "u"),
        ("ee|ea|ey$|ie$", "i"), ("y", "i"), ("ii", "i"), (r"([^aeiou])\1+", r"\1"), (r"(?<=[a-z]{2})e$", ""),
        ("aa", "a"),
    )
]  # fmt: skip
"""Spellings of one sound, made the same, in this order."""
_KIN = ("lr", "bvwpf", "kgc", "szjxc", "td", "mn", "hj")
_VOWELS = frozenset("aeiou")
_VOWEL_STEPS = {frozenset(pair): 0.35 for pair in ("ae", "ei", "ou", "ao", "au")}


@lru_cache(maxsize=50_000)
def sound_key(form: str) -> str:
    """The letters of a form with the ways to spell one sound made the same."""
    key = letters(form)
    for spelling, same in _SAME:
        key = spelling.sub(same, key)
    return key


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL_STEPS.get(frozenset((one, other)), 0.5)
    for kin in _KIN:
        if one in kin and other in kin:
            return 0.15 if kin == "lr" else 0.3 if {one, other} in ({"b", "v"}, {"s", "z"}, {"j", "z"}) else 0.5
    return 1.0


def _drop(key: str, index: int) -> float:
    letter = key[index]
    if letter in _VOWELS:
        if index == len(key) - 1:
            if index and letter in "uo" and _is_inserted(key, index):
                return 0.25
            return 0.8 if letter == "a" else 0.35  # Carl and Carla are two; Amkam and Amkamu need not be.
        if index and letter in "uo" and _is_inserted(key, index):
            return 0.25  # The vowel that Japanese puts after a consonant: Amukamu, Orubetto.
        return 0.5 if index else 0.9
    if letter == "h":
        return 0.3
    if letter in "rl" and index and key[index - 1] in _VOWELS:
        return 0.45
    return 1.0


def _is_inserted(key: str, index: int) -> bool:
    before, after = key[index - 1], key[index + 1 : index + 2]
    return before not in _VOWELS and after not in _VOWELS and (key[index] == "u" or before in "td")


@lru_cache(maxsize=50_000)
def _drops(key: str) -> tuple[float, ...]:
    """What each letter of a key costs when the other form does not have it."""
    return tuple(_drop(key, index) for index in range(len(key)))


_swaps: dict[str, float] = {}
"""What two letters cost where one stands for the other."""


@lru_cache(maxsize=200_000)
def distance(one: str, other: str, most: float = float("inf")) -> float:
    """How far apart two forms sound: 0 the same, 1 a whole consonant more or other. Symmetric. Beyond ``most`` only
    that it is more counts."""
    a, b = sorted((sound_key(one), sound_key(other)))
    left, right = _drops(a), _drops(b)
    row = [0.0]
    for cost in right:
        row.append(row[-1] + cost)
    for i, letter in enumerate(a):
        drop = left[i]
        last = row[0] + drop
        new = [last]
        for j, theirs in enumerate(b):
            swap = _swaps.get(letter + theirs)
            if swap is None:
                swap = _swaps[letter + theirs] = _swap(letter, theirs)
            best = row[j] + swap
            if row[j + 1] + drop < best:
                best = row[j + 1] + drop
            if last + right[j] < best:
                best = last + right[j]
            last = best
            new.append(last)
        row = new
        if min(row) > most:
            return min(row)
    return row[-1]


def unlikeness(one: str, other: str, most: float = float("inf")) -> float:
    """The distance for each letter of the shorter form, so that a slip counts more in a short name. Beyond ``most``
    only that it is more counts."""
    letters_ = max(3, min(len(sound_key(one)), len(sound_key(other))))
    return distance(one, other, most * letters_) / letters_
