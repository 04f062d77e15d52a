"""Words that no dictionary has and that are no misspellings: cries, stutters, drawn-out words, honorifics, compounds.

Translated fiction is full of them, and an engine reports each. What is taken for one here is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cleanup.language.english import CLOSED_CLASS, OFTEN_DOUBLED, is_spelled

_EDGES = re.compile(r"^[^a-zà-öø-ÿ\d]+|[^a-zà-öø-ÿ\d]+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_HONORIFIC = re.compile(
    r"-(?:san|sama|kun|chan|tan|dono|sensei|senpai|sempai|hime|ssi|nim|hyung|oppa|noona|gege|jiejie|ge|jie|er)$",
    re.IGNORECASE,
)
"""What Japanese, Korean and Chinese attach to a name."""
_DRAWN_OUT = re.compile(r"(\w)\1\1", re.IGNORECASE)
_BABBLE = re.compile(r"(\w{1,4}?)\1\1\w{0,4}", re.IGNORECASE)
"""A syllable three times over: *hahaha*, *kikikikyu*."""
_DOUBLED = re.compile(r"([a-z]{2,3})\1[a-z]{0,4}")
"""*Kikikyu*, *gyagya*, written small: sounds. Names are written with a capital."""
_LAUGH = re.compile(r"[bgkmnpw]{0,2}(?:[aeiou]{0,2}[hf]+[aeiou]{1,2}){2,}h*", re.IGNORECASE)
_NO_VOWEL = re.compile(r"[^\W\daeiouy]{1,5}", re.IGNORECASE)
"""*Tch*, *hmm*, *grr*, *pfft*."""
_ACRONYM = re.compile(r"(?=.*[A-Z])[A-Z\d]{2,6}s?")
_PREFIXES = ("re", "un", "over", "under", "super", "non", "anti", "half", "semi", "mis", "out", "fore", "pre")
_SUFFIXES = ("like", "less", "ness", "ish")


def bare(word: str) -> str:
    """The word without what is attached to it: possessive, honorific, letters of another script."""
    word = _EDGES.sub("", _POSSESSIVE.sub("", _EDGES.sub("", word)))
    return _HONORIFIC.sub("", word)


def is_coinage(word: str, is_known: Callable[[str], bool] = is_spelled) -> bool:
    """Whether a bare word explains itself. ``is_known`` says what is a word or a name."""
    if not word or is_known(word) or is_known(word.lower()):
        return True
    if word.lower() in OFTEN_DOUBLED or (len(word) < 3 and word.islower()):
        return True
    if _DRAWN_OUT.search(word) or any(p.fullmatch(word) for p in (_BABBLE, _DOUBLED, _LAUGH, _NO_VOWEL, _ACRONYM)):
        return True
    if word[:1].isupper() and word.endswith("s") and is_known(word[:-1]):  # *the four Carlas*
        return True
    if "-" in word:
        return _is_made_of(word.split("-"), is_known)
    return word.islower() and (_is_derived(word) or _is_compound(word))


def _is_made_of(parts: list[str], is_known: Callable[[str], bool]) -> bool:
    """*Wh-what*, *a-na-ta*, *goblin-kin*: a stutter of a word that is one, or words that are."""
    *starts, last = (part for part in parts if part)
    stutter = all(last.lower().startswith(start.lower()) for start in starts)
    return is_coinage(last, is_known) and (stutter or all(is_coinage(start, is_known) for start in starts))


def _is_derived(word: str) -> bool:
    """*Regripping*, *catlike*."""
    ends = [word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix)]
    starts = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    return any(len(rest) > 2 and is_spelled(rest) for rest in (*ends, *starts))


def _is_compound(word: str) -> bool:
    """*Furball*, *polearm*: two words that mean something. A function word in it is a lost space (*ofthe*)."""
    return any(
        is_spelled(word[:cut]) and is_spelled(word[cut:]) and not {word[:cut], word[cut:]} & CLOSED_CLASS
        for cut in range(3, len(word) - 2)
    )
