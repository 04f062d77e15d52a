"""Japanese names of which the source is in kanji: the canonical form says how they are read, and so how else they are
spelled."""

from __future__ import annotations

import re
from functools import cache

from cleanup.language.fold import fold_form
from cleanup.names.sound import Slot, slot

_CONSONANT = {
    "k": "k c:.3", "s": "s", "sh": "sh s:.15 sy:.1", "t": "t", "ch": "ch t:.2 ty:.1 c:.2", "ts": "ts t:.15 tz:.2",
    "n": "n m:.3 nn:.2", "h": "h f:.4", "f": "f h:.1", "m": "m", "y": "y", "r": "r l:.15", "w": "w", "g": "g",
    "z": "z dz:.2 s:.3", "j": "j zy:.1 z:.15 jy:.1 g:.35", "d": "d", "b": "b v:.3", "p": "p", "kk": "kk k:.2",
    "ss": "ss s:.2", "tt": "tt t:.2", "tch": "tch cch:.05 ch:.2", "ssh": "ssh sh:.2", "pp": "pp p:.2",
    "cch": "cch tch:.05 ch:.2",
}  # fmt: skip
_VOWEL = {
    "a": "a aa:.1 ah:.15", "i": "i ii:.1 y:.3 ee:.25", "u": "u uu:.05 oo:.35", "e": "e ee:.15 ei:.15 eh:.15",
    "o": "o ou:.05 oo:.1 oh:.1", "ou": "ou o:.05 oo:.1 oh:.1", "oo": "oo o:.05 ou:.05 oh:.05",
    "oh": "oh o:.05 ou:.05 oo:.05", "uu": "uu u:.05", "ei": "ei e:.2 ee:.15 ey:.2", "ii": "ii i:.1", "aa": "aa a:.1",
}  # fmt: skip
_UNIT = re.compile(
    "(tch|cch|ssh|kk|ss|tt|pp|sh|ch|ts|[kstnhfmyrwgzjdbp])?(y)?(ou|oo|oh(?![aiueo])|uu|ei|ii|aa|[aiueo])|(n)(?![aiueoy])|(m)(?=[bp])"
)


@cache
def is_romaji(name: str) -> bool:
    """Whether every word of a name can be read as romanised Japanese, and one of them not as Chinese."""
    from cleanup.names.pinyin import is_pinyin

    words = fold_form(name).split()
    whole = bool(words) and all(re.fullmatch(f"(?:{_UNIT.pattern})+", word) for word in words)
    return whole and not all(is_pinyin(word) for word in words)


@cache
def romaji_slots(word: str) -> tuple[Slot, ...]:
    """The sounds of a romanised name (bare letters) as slots: long vowels, sh/s, ts/t, n/m, doubled consonants vary."""
    slots: list[Slot] = []
    for match in _UNIT.finditer(word):
        consonant, glide, vowel, moraic, labial = match.groups()
        if moraic or labial:
            slots.append(slot("n m:.2 nn:.2 n'"))
            continue
        if consonant:
            slots.append(slot(_CONSONANT[consonant]))
        if glide:
            slots.append(slot("y i:.25 -:.5" if consonant else "y"))
        slots.append(slot(_VOWEL[vowel]))
    return tuple(slots)
