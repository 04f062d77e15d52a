"""What is an English word: the Hunspell dictionary of American English that `spylls` ships, asked with its capitals.

The dictionary knows which words are only ever names (*Irvin*), which is what the rules need to tell a name from a word.
It is loaded at the first question (about 0.3 s) and answers are remembered.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@cache
def _dictionary() -> Any:
    import spylls.hunspell as hunspell

    base = Path(hunspell.__file__).parent / "data" / "en" / "en_US"
    return hunspell.Dictionary.from_files(str(base))


@lru_cache(maxsize=200_000)
def is_spelled(word: str) -> bool:
    """Whether the dictionary takes ``word`` exactly as it is cased (a capital at the start is always allowed for a word)."""
    return bool(_dictionary().lookup(word))


def is_word(word: str) -> bool:
    """Whether ``word``, in lower case, is an English word: *will*, *palace*, but not *irvin*."""
    return is_spelled(word.lower())


def is_name(word: str) -> bool:
    """Whether ``word`` is known only with a capital: *Irvin*, *Monday*, but not *Will* or *Palace*."""
    return is_spelled(word[:1].upper() + word[1:].lower()) and not is_word(word)
