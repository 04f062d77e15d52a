"""Whether what an engine says is about a name that it takes for a word: *Li Can said*, *An Ziyue*, *Lord Cant*."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from cleanup.core.model import Document, Span
from cleanup.english import CALENDAR, FUNCTION_WORDS, is_word
from cleanup.grammar.engine import GrammarMatch

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING = re.compile(r"(?:\A|[.!?…:;]|[\n“\"‘'(\[*_—–-])[\s“\"‘'’”)\]*_]*\Z")
_REACH = 12
_OWN_CAPITAL = frozenset("i i'm i'll i've i'd i’m i’ll i’ve i’d god ok mr mrs ms dr".split())
_NEIGHBOUR = re.compile(r"[^\S\n]([^\W\d_]+(?:['’][^\W\d_]+)*)")


class Capitals:
    """The capitalised words of a document that are names as it uses them."""

    def __init__(self, document: Document, is_listed: Callable[[Span], bool] = lambda _place: False) -> None:
        """``is_listed``: whether a place is in a name of the glossary, which is watched over already."""
        self._prose = document.prose
        self._is_listed = is_listed

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that have a capital in the middle of a sentence; not those that any title has (*The*, *Of*)."""
        return frozenset(
            found[0]
            for found in _WORD.finditer(self._prose)
            if found[0][0].isupper() and self._is_name_at(found.start()) and found[0].lower() not in FUNCTION_WORDS
        )

    def _is_name_at(self, start: int) -> bool:
        """Whether a capital at ``start`` is not that of the beginning of a sentence."""
        return _OPENING.search(self._prose[max(0, start - _REACH) : start]) is None

    def is_about_name(self, match: GrammarMatch, place: Span) -> bool:
        """Whether a match touches a word that is a name here and an English word elsewhere, or changes a name.

        A match that only moves spaces and marks is about no word at all.
        """
        prose = self._prose
        if any(_letters(text) == _letters(prose[place.start : place.end]) for text in match.replacements):
            return False
        for word in _WORD.finditer(prose, max(0, place.start), place.end):
            if self._is_name(word[0], word.start()):
                return True
        return bool(self._continues(place))

    def _is_name(self, word: str, start: int) -> bool:
        if not word[0].isupper() or word.lower() in _OWN_CAPITAL or word.lower() in CALENDAR:
            return False
        # What no dictionary has is not mistaken for a word: “Muli have” may be told to be “Muli has”.
        if self._is_listed(Span(start, start + len(word))):
            return word.lower() in FUNCTION_WORDS
        return is_word(word.lower()) and (self._is_name_at(start) or word in self._names)

    def _continues(self, place: Span) -> bool:
        """Whether a match that starts with a capital has another name right after it: *An* in *An Ziyue*."""
        following = _NEIGHBOUR.match(self._prose, place.end)
        return (
            self._prose[place.start : place.start + 1].isupper()
            and following is not None
            and following[1][0].isupper()
            and not is_word(following[1].lower())
        )


def _letters(text: str) -> str:
    return re.sub(r"[^\w'’]+|_", "", text).casefold()
