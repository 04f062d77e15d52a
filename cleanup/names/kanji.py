"""Japanese readings of names in kanji: how the same characters are read in other names and words.

The readings are those of the dictionary of `pykakasi`, which descends from SKK and KAKASI. Loading it takes a second:
only what needs it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cleanup.names import kana

_LONGEST_PIECE = 4
_MOST_READINGS = 48
"""Readings of one part of a name."""
_LONGEST = 6
"""Characters of one part of a name."""
_KANJI = re.compile(r"[\u3400-\u9fff々]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_SMALL_KE = {"ヶ": ("が", "け", ""), "ケ": ("が", "け"), "ノ": ("の",), "之": ("の", "ゆき")}
"""Signs within names that are read otherwise than in words."""


@cache
def readings(text: str) -> tuple[str, ...]:
    """The readings of a name or a part of one, romanised in bare letters, long vowels short and written out; none where
    a character has no reading, or the dictionary is not installed."""
    if not 0 < len(text) <= _LONGEST or not _KANJI.search(text):
        return ()
    found: list[list[str]] = [[""], *([] for _ in text)]
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST_PIECE) + 1):
            for piece in _pieces(text[start:end]):
                for before in found[start]:
                    if len(found[end]) < _MOST_READINGS:
                        found[end].append(before + piece)
    spelled: dict[str, None] = {}
    for reading in dict.fromkeys(found[-1]):
        spelled.update(dict.fromkeys(form.replace(" ", "") for form in kana.romanisations(reading)[:2]))
    return tuple(spelled)


def _pieces(piece: str) -> Iterator[str]:
    """The readings of a stretch in hiragana: a sign, kana themselves, or what the dictionary has."""
    if piece in _SMALL_KE:
        yield from _SMALL_KE[piece]
    elif _KANA.fullmatch(piece):
        yield piece
    elif _KANJI.match(piece):
        yield from _dictionary(piece[0]).get(piece, ())


@cache
def _dictionary(first: str) -> Mapping[str, tuple[str, ...]]:
    """The words that begin with a character, with their readings."""
    try:
        from pykakasi.kanji import Kanwa
    except ImportError:  # names are found without it as before
        return {}
    table: Mapping[str, Sequence[tuple[str, object]]] = Kanwa().load(first) or {}  # type: ignore[no-untyped-call]
    return {word: tuple(reading for reading, _context in several) for word, several in table.items()}
