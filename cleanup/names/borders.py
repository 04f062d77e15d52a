"""Whether a form is by itself where it is found: a whole word of prose, and no half of a longer name."""

from __future__ import annotations

import re

from cleanup.language.english import is_word
from cleanup.names import pinyin

SUFFIX = re.compile(
    r"(?:['’]s?|-(?:san|sama|kun|chan|dono|tan|senpai|sempai|sensei|hime|ssi|nim|gege|jie|ge))+$", re.IGNORECASE
)
"""What may be attached to a name without being part of it: the possessive, honorifics."""
_HONORIFIC = re.compile(SUFFIX.pattern.removesuffix("$") + r"(?!\w)", re.IGNORECASE)
_HYPHENS = frozenset("-\u2010\u2011")
_APOSTROPHES = frozenset("'’")
_JOINS_BEFORE = frozenset("_@#/\\")
_JOINS_AFTER = frozenset("_@\\")
_BEFORE = re.compile(r"[^\W_]{1,30}\Z")
_AFTER = re.compile(r"[^\W_]{1,30}")
_PREFIXES = frozenset(
    "all anti co ex half mid multi neo non once pan post pre pro pseudo quasi re self semi sub un".split()
)
_SUFFIXES = frozenset("born clad era esque fan ish led less like made own run size type wide".split())
_CONTRACTED = frozenset("s ll d re ve m".split())
_SHORTEST_WORD = 4
_REACH = 32


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a place is a whole word of prose: no part of an identifier or an address, whatever its ending."""
    return begins_word(text, start) and ends_word(text, end)


def begins_word(text: str, start: int) -> bool:
    """Whether a word of prose begins at a letter or digit."""
    before = text[start - 1 : start]
    if before in _JOINS_BEFORE:
        return False
    return not (before == "." and text[start].islower() and text[max(0, start - 2) : start - 1].isalnum())


def ends_word(text: str, end: int) -> bool:
    """Whether a word of prose ends behind a letter or digit."""
    after = text[end : end + 1]
    return after not in _JOINS_AFTER and not (after == "." and text[end + 1 : end + 2].islower())  # letao.example


def is_half(text: str, start: int, end: int) -> bool:
    """Whether a form that begins and ends with letters or digits is half of a longer name.

    *Ki* in *Ki-lin*, *Anne* in *Anne-Marie*, *Qing* in *Qing’er*, *An* in *An An*; not *Karloff* in *pre-Karloff* or
    *Karloff-like*.
    """
    return is_joined_before(text, start) or is_joined_after(text, end) or _is_doubled(text, start, end)


def is_joined_before(text: str, start: int) -> bool:
    """Whether a hyphen or an apostrophe joins what begins here to the name before it."""
    before = text[start - 1 : start]
    if before in _APOSTROPHES:
        return text[max(0, start - 2) : start - 1].isalnum()
    if before not in _HYPHENS:
        return False
    part = _BEFORE.search(text[max(0, start - 1 - _REACH) : start - 1])
    if part is None:
        return False
    word = part[0]
    return not (word in _PREFIXES or (word.islower() and _is_plain_english(word)))


def is_joined_after(text: str, end: int) -> bool:
    """Whether a hyphen or an apostrophe joins what ends here to the name after it; honorifics are no part of it."""
    after = text[end : end + 1]
    if (after not in _HYPHENS and after not in _APOSTROPHES) or _HONORIFIC.match(text, end):
        return False
    part = _AFTER.match(text, end + 1)
    if part is None:
        return False
    word = part[0]
    if after in _APOSTROPHES:
        return word.lower() not in _CONTRACTED
    return not (word in _SUFFIXES or (word.islower() and _is_plain_english(word)))


def _is_plain_english(word: str) -> bool:
    """Whether a word in small letters makes a compound with a name, and no name: not the *dong* of *Lu-dong*."""
    return len(word) >= _SHORTEST_WORD and is_word(word) and len(pinyin.syllables(word) or ()) != 1


def _is_doubled(text: str, start: int, end: int) -> bool:
    """Whether a single capitalised word stands beside itself: *An An*."""
    word = text[start:end]
    if not (word.isalpha() and word[0].isupper()):
        return False
    size = end - start
    if (
        text[end : end + 1] == " "
        and text.startswith(word, end + 1)
        and not text[end + 1 + size : end + 2 + size].isalnum()
    ):
        return True
    first = start - 1 - size
    return (
        first >= 0
        and text[start - 1] == " "
        and text.startswith(word, first)
        and not text[max(0, first - 1) : first].isalnum()
    )
