"""Whether a form is a whole name where it stands, or part of a longer one that is somebody else's.

*Siwei* in *An Siwei* is half a person, *Great Cloud* in *Great Cloud Temple* half a temple: what an entry sounds like
or means says nothing about half of another name.
"""

from __future__ import annotations

import re
from functools import cache

from cleanup.core.model import Span
from cleanup.language.english import FUNCTION_WORDS, is_word
from cleanup.language.fold import letters
from cleanup.names import pinyin, titles
from cleanup.names.surnames import is_surname

_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_BEFORE = re.compile(rf"(?:^|(?P<stop>[.!?…:;“”\"‘(\[—–*_]\s?)|.)(?P<word>{_WORD}) $", re.DOTALL)
_AFTER = re.compile(rf" (?P<word>{_WORD})")
_REACH = 40


def word_before(prose: str, start: int) -> tuple[str, bool]:
    """The word directly before a position, one space away, and whether it begins a sentence or a quotation; empty when
    a mark stands between."""
    begin = prose.rfind("\n", max(0, start - _REACH), start) + 1
    stretch = prose[max(begin, start - _REACH, 0) : start]
    found = _BEFORE.search(stretch)
    if found is None:
        return "", False
    at = found.start("word")
    before = stretch[:at].rstrip(" ")
    return found["word"], not before or before[-1] in '.!?…:;“"‘(—–*_'


def word_after(prose: str, end: int) -> str:
    """The word directly after a position, one space away; empty when a mark stands between."""
    found = _AFTER.match(prose, end)
    return found["word"] if found is not None else ""


def is_given_name(prose: str, span: Span, form: str) -> bool:
    """Whether a form spelled in pinyin has a surname directly before it: *Siwei* in *An Siwei*.

    A function word that is also a surname (*Can*, *An*, *You*) counts in the middle of a sentence only.
    """
    if not pinyin.is_pinyin(letters(form)):
        return False
    word, opens = word_before(prose, span.start)
    if not word[:1].isupper() or not is_surname(letters(word)):
        return False
    return not (opens and word.lower() in FUNCTION_WORDS)


def is_surname_here(prose: str, span: Span, form: str) -> bool:
    """Whether a single syllable has a given name directly after it: *Shen* in *Shen Yanqing*."""
    word = word_after(prose, span.end)
    return (
        word[:1].isupper()
        and is_surname(letters(form))
        and pinyin.is_pinyin(letters(word))
        and not is_word(word.lower())
    )


def goes_on_before(prose: str, span: Span) -> bool:
    """Whether a capitalised word that is no form of address stands directly before a form, in the middle of a sentence:
    *Cloud Cave* in *Floating Cloud Cave*."""
    word, opens = word_before(prose, span.start)
    return word[:1].isupper() and not opens and word.lower() not in _titles()


def goes_on_after(prose: str, span: Span) -> bool:
    """Whether a capitalised word stands directly after a form: *White Cloud* in *White Cloud Pavilion*."""
    return word_after(prose, span.end)[:1].isupper()


@cache
def _titles() -> frozenset[str]:
    """The words of forms of address, in small letters."""
    words = {word.strip(".").lower() for form in titles.english_titles() for word in form.split()}
    return frozenset(words | {"king", "queen", "prince", "princess", "sir", "saint", "daoist", "comrade", "doctor"})
