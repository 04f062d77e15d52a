"""Names by their capitals: what an engine takes for words of English and the text writes as a name.

*Li Can said* is no sentence with a wrong verb, *An Ziyue* no wrong article, *Lord Cant* no lost apostrophe, and none of
them need be in a glossary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from cleanup.core.model import Document, Span
from cleanup.grammar.allowlist import CONTRACTIONS
from cleanup.grammar.coinages import is_coinage
from cleanup.grammar.engine import GrammarMatch
from cleanup.language.english import CALENDAR, FUNCTION_WORDS, is_word

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITALISED}(?: {_CAPITALISED})*(?!\w)")
_POSSESSIVE = re.compile(r"['’][sS]?\Z")
_OPENING = re.compile(r"(?:\A|[.!?…:;]|[\n“\"‘'(\[*_—–-])[\s“\"‘'’”)\]*_]*\Z")
_REACH = 12
_OWN_CAPITAL = frozenset("i i'm i'll i've i'd i’m i’ll i’ve i’d god ok mr mrs ms dr".split())
_BEFORE = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)*)[^\S\n]\Z")
_AFTER = re.compile(r"[^\S\n]([^\W\d_]+(?:['’][^\W\d_]+)*)")
_FOREIGN = re.compile(r"[^\x00-\u024f\u2010-\u2027]")
_LONGEST = 40


class Capitals:
    """The capitalised words of a document that are names as it uses them."""

    def __init__(self, document: Document, is_listed: Callable[[Span], bool] = lambda _place: False) -> None:
        """``is_listed``: whether a place is in a name of the glossary."""
        self._prose = document.prose
        self._is_listed = is_listed

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that have a capital in the middle of a sentence; not those that any title has (*The*, *Of*)."""
        return frozenset(
            found[0]
            for found in _WORD.finditer(self._prose)
            if found[0][0].isupper() and self._is_inside(found.start()) and found[0].lower() not in FUNCTION_WORDS
        )

    def _is_inside(self, start: int) -> bool:
        """Whether a capital at ``start`` is not that of the beginning of a sentence."""
        return _OPENING.search(self._prose[max(0, start - _REACH) : start]) is None

    def is_about_name(self, match: GrammarMatch, place: Span) -> bool:
        """Whether a match touches a name, or stands beside one that reads as a word of English.

        A match that only moves spaces and marks is about no word at all.
        """
        prose = self._prose
        if any(_letters(text) == _letters(prose[place.start : place.end]) for text in match.replacements):
            return False
        words = _WORD.finditer(prose, place.start, place.end)
        return any(self._is_name(word[0], word.start()) for word in words) or self._is_beside(place)

    def _is_name(self, word: str, start: int) -> bool:
        if not word[0].isupper() or word.lower() in _OWN_CAPITAL or word.lower() in CALENDAR:
            return False
        if self._is_listed(Span(start, start + len(word))) or not (is_word(word) or word.lower() in CONTRACTIONS):
            return True
        return self._is_inside(start) or word in self._names

    def _is_beside(self, place: Span) -> bool:
        """Whether a name that is a word elsewhere stands right before a match (*Can* in *Li Can said*), or any name
        right behind one with a capital (*An* in *An Ziyue*)."""
        before = _BEFORE.search(self._prose, max(0, place.start - _LONGEST), place.start)
        if before is not None and is_word(before[1]) and self._is_name(before[1], before.start(1)):
            return True
        if not self._prose[place.start : place.start + 1].isupper():
            return False
        after = _AFTER.match(self._prose, place.end)
        return after is not None and self._is_name(after[1], after.start(1))

    def unlisted(self, is_known: Callable[[Span], bool]) -> Counter[str]:
        """Names that recur, and that neither the dictionary has nor ``is_known`` says of, each as a whole: a run of
        capitalised words, without what only begins a sentence."""
        found: Counter[str] = Counter()
        at_start: list[str] = []
        for run in _RUN.finditer(self._prose):
            if is_known(Span(*run.span())):
                continue
            name = _POSSESSIVE.sub("", run[0])
            if not any(map(_is_unknown, name.split(" "))):
                continue
            if self._is_inside(run.start()):
                found[name] += 1
            else:
                at_start.append(name)
        inside = frozenset(found)
        for name in at_start:
            first, _, rest = name.partition(" ")
            found[name if name in inside or not rest or not is_word(first) else rest] += 1
        return Counter({name: count for name, count in found.items() if count > 1})


def _is_unknown(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word)
    return not _FOREIGN.search(bare) and not is_word(bare) and not is_coinage(bare)


def _letters(text: str) -> str:
    return re.sub(r"[^\w'’]+|_", "", text).casefold()
