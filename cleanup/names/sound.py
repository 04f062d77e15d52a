"""How a sound is spelled in English, and how well a spelling fits a sequence of sounds.

A name in a source script is turned into *slots*, one for each sound; a slot lists the spellings that translators give
the sound, each with a cost from 0 (the usual one) to about 1 (hardly ever). `fit` aligns a word with the slots and
returns the least total cost. This is a noisy-channel comparison: Irvin and Arvin both fit アーヴィン at almost no cost,
although a third of their letters differ, and Karl does not fit カーラ, although it looks like Carla.

The tables are the author's, from the transliteration practice described for Hepburn romanisation (ISO 3602), for the
Xinhua tables of names in Chinese, and for the Revised Romanisation of Korean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

Slot = tuple[tuple[str, float], ...]
"""The spellings of one sound, each with its cost."""
Step = tuple[float, Mapping[str, tuple[tuple[str, float], ...]]]
"""A slot as it is compared: what leaving it out costs (infinite: it cannot be), its spellings by their first letter."""


def slot(*spellings: Mapping[str, float] | str) -> Slot:
    """A slot from tables or from a line such as ``"k c ck ch:.2"`` (no number: no cost; ``-`` is the empty
    spelling)."""
    merged: dict[str, float] = {}
    for table in spellings:
        for spelling, cost in (_line(table) if isinstance(table, str) else table).items():
            merged[spelling] = min(cost, merged.get(spelling, cost))
    return tuple(sorted(merged.items(), key=lambda pair: (pair[1], pair[0])))


@cache
def _line(line: str) -> dict[str, float]:
    table: dict[str, float] = {}
    for item in line.split():
        spelling, _, cost = item.partition(":")
        table["" if spelling == "-" else spelling] = float(cost or 0)
    return table


CONSONANTS: dict[str, str] = {
    "k": "k c ck ch:.2 q:.1 qu:.3 kk:.05 cc:.1 kh:.1 g:.6",
    "s": "s c:.1 ss:.05 sc:.15 z:.35 th:.25 ps:.35 x:.5 sh:.5",
    "sh": "sh s:.2 sch:.1 ch:.2 ci:.3 ti:.3 ss:.3 c:.3 sc:.3 sz:.3",
    "t": "t tt:.05 th:.1 d:.5 pt:.4",
    "ch": "ch tch:.1 t:.25 ti:.25 c:.3 cz:.2 cc:.3 tsch:.3",
    "ts": "ts tz:.1 z:.2 s:.4 t:.25 zz:.1 c:.35",
    "n": "n nn:.05 kn:.15 gn:.2 m:.7",
    "nn": "n nn:.1 m:.2 ng:.15 mn:.3 nne:.15 ne:.2",
    "h": "h wh:.25 j:.35 kh:.25 ch:.35 -:.9",
    "f": "f ff:.05 ph:.05 v:.35 h:.25",
    "m": "m mm:.05 mb:.25 mn:.35 n:.7",
    "y": "y j:.15 i:.1 ll:.4 -:.6",
    "r": "r l rr:.05 ll:.05 rh:.1 wr:.1 lh:.25 rl:.25",
    "w": "w wh:.1 u:.25 v:.25 o:.35 ou:.25 -:.5",
    "g": "g gg:.05 gh:.1 gu:.1 k:.55 c:.6",
    "z": "z s:.2 zz:.05 th:.2 x:.3 ds:.3 d:.55",
    "j": "j g:.05 dg:.1 z:.2 dj:.1 di:.25 zh:.1 s:.5 y:.4 gi:.2",
    "d": "d dd:.05 th:.25 t:.5",
    "b": "b bb:.05 v:.1 p:.6",
    "v": "v b:.1 w:.15 f:.3 vv:.1",
    "p": "p pp:.05 b:.6",
    "ks": "x ks cks:.05 xs:.1 cs:.05 cc:.1 xc:.15 xx:.1 kus:.05 kis:.1 ques:.15 cus:.1 kz:.2 ksh:.15 kish:.05 kush:.05",
    "before-nn": "- e:.1 u:.15 i:.2 a:.25 en:.3",
}

VOWELS: dict[str, str] = {
    "a": "a ar:.5 er:.5 u:.2 e:.4 o:.4 ah:.1 ha:.35 au:.3 ae:.3 ea:.35 i:.6 -:.8",
    "aa": "a ar aa ah er:.1 ir:.1 ur:.1 or:.15 ear:.1 re:.2 yr:.15 our:.2 al:.25 au:.3 e:.5 u:.4",
    "i": "i y:.2 e:.3 ee:.2 ie:.35 ey:.3 ea:.25 ui:.35 u:.5 -:.7",
    "ii": "ee i:.05 ea ie y:.05 e:.15 ii ey:.05 ei:.1 ih:.1 eer:.2 ear:.25",
    "u": "u oo:.1 o:.35 w:.25 ou:.15 ew:.25 e:.45 -:.45",
    "uu": "u oo ou ew ue uu eu:.05 w:.15 oe:.25 ui:.25 uh:.1 o:.45",
    "e": "e a:.3 ae:.1 ai:.25 ea:.15 i:.4 eh:.1 u:.55 -:.7",
    "ee": "e:.05 a ai ay ei ea:.1 ee:.05 eh ey:.05 ae:.05 er:.35 air:.2",
    "o": "o a:.3 au:.1 aw:.15 ou:.2 oh:.1 u:.4 e:.55 ow:.25 -:.8",
    "oo": "o oo ou oh or ore:.05 oa au aw al:.15 ow:.05 aur:.1 our:.1 ar:.3 ough:.2 all:.3",
    "ai": "ai i:.3 y:.1 ay:.05 ie:.15 ei:.1 ey:.15 igh:.1 ye:.1 uy:.15 ae:.2 a:.5",
    "au": "au ou:.05 ow ao:.1 aw:.15 a:.45 o:.45",
    "-u": "- u:.05 oo:.3 e:.2 o:.4",
    "-o": "- o:.05 e:.2",
    "-i": "- i:.05 e:.15 y:.15",
}
"""Short, long (written double) and joined vowels; ``-u``, ``-o`` and ``-i`` are those a script adds after a
consonant."""

_INSERTED = {"h": 0.4, "e": 0.7, "a": 0.8, "i": 0.8, "o": 0.8, "u": 0.8, "y": 0.8, "r": 0.8}


def sounds(*names: str) -> list[Slot]:
    """Slots for sounds named in the tables; a name in neither stands for its own letters."""
    return [_named(name) for name in names]


@cache
def _named(name: str) -> Slot:
    return slot(CONSONANTS.get(name) or VOWELS.get(name) or name)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A sequence of slots made ready for many comparisons.

    ``open``: the source language has hardly any consonants at the end of a syllable, so that some of the name's are
    lost.

    ``steps``: for each slot the cost of leaving it out (infinite: it cannot be) and its spellings by their first
    letter. ``firsts`` and ``lasts``: the letters a fitting word can start and end with; ``shortest`` and ``longest``:
    its length.
    """

    steps: tuple[Step, ...]
    firsts: frozenset[str]
    lasts: frozenset[str]
    shortest: int
    longest: int
    open: bool = False


_INFINITY = float("inf")
_DEAREST = 0.9
"""A spelling that costs more is not counted when a word is ruled out by its letters at the ends, or its length."""


class _Ready(NamedTuple):
    """A slot made ready: its step; the letters that it can begin and end with and the least and greatest length, dear
    spellings not counted; whether it always has a letter."""

    step: Step
    firsts: frozenset[str]
    lasts: frozenset[str]
    shortest: int
    longest: int
    present: bool


def step(each: Slot) -> Step:
    """What `align` wants to know of a slot."""
    return _ready(each).step


@cache
def _ready(each: Slot) -> _Ready:
    by_letter: dict[str, list[tuple[str, float]]] = {}
    for spelling, price in each:
        if spelling:
            by_letter.setdefault(spelling[0], []).append((spelling, price))
    usual = [spelling for spelling, price in each if price <= _DEAREST]
    return _Ready(
        (
            min((price for spelling, price in each if not spelling), default=_INFINITY),
            {letter: tuple(several) for letter, several in by_letter.items()},
        ),
        frozenset(spelling[0] for spelling in usual if spelling),
        frozenset(spelling[-1] for spelling in usual if spelling),
        min(map(len, usual)),
        max(map(len, usual)),
        all(usual),
    )


def pattern(slots: Sequence[Slot], open: bool = False) -> Pattern:
    """The pattern of a sequence of slots; see `Pattern` for ``open``."""
    ready = [_ready(each) for each in slots]
    return Pattern(
        tuple(each.step for each in ready),
        _edge_letters([(each.firsts, each.present) for each in ready]) | {"h"},
        _edge_letters([(each.lasts, each.present) for each in reversed(ready)]) | set("ehrs"),
        sum(each.shortest for each in ready),
        sum(each.longest for each in ready) + 2,
        open,
    )


def _edge_letters(steps: Sequence[tuple[frozenset[str], bool]]) -> frozenset[str]:
    """The letters that the first slot can begin with (or, turned round, the last end with); further ones if it can be
    empty."""
    letters: frozenset[str] = frozenset()
    for some, present in steps:
        letters |= some
        if present:
            break
    return letters


def least_price(each: Slot, word: str) -> float:
    """The least cost of a slot's spellings that stand somewhere in a word; infinity when none does."""
    for spelling, price in each:
        if spelling in word:
            return price
    return _INFINITY


_ROUNDING = 1e-9
_LONGEST = 200
"""Letters; what is longer is compared with no sounds, which takes time in proportion to both."""


def fit(sounds: Pattern, word: str, limit: float = 3.0, prices: Sequence[float] = ()) -> float:
    """The least cost of spelling the sounds as ``word`` (lower-case letters), or infinity when it exceeds ``limit`` or
    there is no word.

    Letters that no slot explains cost 0.4 to 1 each, a doubled letter 0.1, a silent *e* after the last consonant 0.1; a
    consonant before another one 0.65 where the pattern is open. ``prices``: the least that each slot costs in this word
    (`least_price`); the answer is the same without them, only slower.
    """
    size = len(word)
    if not word:
        return _INFINITY  # no letters spell no sounds
    if not sounds.shortest <= size <= sounds.longest or word[0] not in sounds.firsts or word[-1] not in sounds.lasts:
        return _INFINITY
    return align(sounds.steps, word, limit, prices, open=sounds.open)


def align(steps: Sequence[Step], word: str, limit: float, prices: Sequence[float] = (), *, open: bool = False) -> float:
    """As `fit`, for sounds of which it is known that the word may be one by its length and the letters at its ends."""
    size = len(word)
    if size > _LONGEST:
        return _INFINITY
    extra = _insertions(word, open)
    # What may have been spent before each slot: the limit less what this slot and the others cost at least.
    rooms = [limit + _ROUNDING - rest for rest in accumulate(reversed(prices))][::-1] or [limit] * len(steps)
    best = [_INFINITY] * (size + 1)
    best[0] = 0.0
    low = 0  # the first place that is reached
    for (left_out, spellings), room in zip(steps, rooms, strict=True):
        following = [_INFINITY] * (size + 1)
        lowest = size + 1
        for position in range(low, size):
            cost = best[position]
            if cost > room:
                continue
            if cost + left_out < following[position]:
                following[position] = cost + left_out
                lowest = min(lowest, position)
            inserted = cost + extra[position]
            if inserted < best[position + 1]:
                best[position + 1] = inserted
            for spelling, price in spellings.get(word[position], ()):
                end = position + len(spelling)
                if end <= size and cost + price < following[end] and word.startswith(spelling, position):
                    following[end] = cost + price
                    if end < lowest:
                        lowest = end
        if best[size] <= room and best[size] + left_out < following[size]:
            following[size] = best[size] + left_out
            lowest = min(lowest, size)
        if lowest > size:
            return _INFINITY
        best = following
        low = lowest
    for position in range(low, size):
        inserted = 0.1 if position == size - 1 and _is_silent_e(word) else extra[position]
        best[position + 1] = min(best[position + 1], best[position] + inserted)
    return best[size] if best[size] <= limit else _INFINITY


def unexplained(word: str, open: bool) -> dict[str, float]:
    """The least cost of each letter of a word that no slot has in any spelling."""
    costs: dict[str, float] = {}
    extra = _insertions(word, open)
    for position, letter in enumerate(word):
        if position and word[position - 1] == letter:
            continue  # cheap because it is doubled; the first one is not
        cost = 0.1 if position == len(word) - 1 and _is_silent_e(word) else extra[position]
        costs[letter] = min(cost, costs.get(letter, cost))
    return costs


@lru_cache(maxsize=64)
def _insertions(word: str, open: bool) -> tuple[float, ...]:
    """The cost of each letter of a word where no slot explains it."""
    extra = [0.1 if i and word[i - 1] == letter else _INSERTED.get(letter, 1.0) for i, letter in enumerate(word)]
    if open:
        for i, letter in enumerate(word[:-1]):
            if letter in "bcdgklmnpt" and word[i + 1] not in "aeiouyh" and extra[i] == 1.0:
                extra[i] = 0.65
    return tuple(extra)


def _is_silent_e(word: str) -> bool:
    return word[-1] == "e" and word[-2:-1] not in ("a", "e", "i", "o", "u")


_CLASSES = {
    **dict.fromkeys("bpvfw", "B"),
    **dict.fromkeys("ckgq", "K"),
    **dict.fromkeys("sxzj", "S"),
    **dict.fromkeys("td", "T"),
    **dict.fromkeys("lr", "L"),
    **dict.fromkeys("mn", "N"),
}


_CLASS_OF = bytes(ord(_CLASSES.get(chr(code), "-")) for code in range(256))
_NO_CLASS = bytes(code for code in range(256) if chr(code) not in _CLASSES)
_DOUBLED = tuple((2 * group, group) for group in sorted(set(_CLASSES.values())))


def skeleton(word: str) -> str:
    """The classes of a word's consonants, doubles once: a coarse key to find words that may sound alike."""
    key = word.encode("ascii", "ignore").translate(_CLASS_OF, _NO_CLASS).decode("ascii")
    for double, single in _DOUBLED:
        while double in key:
            key = key.replace(double, single)
    return key
