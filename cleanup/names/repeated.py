"""Whether a name put into its place would repeat the words beside it: *Lu Lu Tianmao*, *Mansion Realm realm*.

Then the form was a part of a longer name, or a gloss of the name that stands there already, and no form by itself.
"""

from __future__ import annotations

import re

from cleanup.core.model import Span

_WORD = r"[^\W_]+(?:['’\-][^\W_]+)*"
_WORDS = re.compile(_WORD)
_BEFORE = re.compile(rf"(?P<word>{_WORD})[ \n]\Z")
_AFTER = re.compile(rf"[ \n](?P<word>{_WORD})")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENED = re.compile(r"[ \n]?[(\[/（][ \n]?\Z")
_OPENS = re.compile(r"[ \n]?[(\[/（][ \n]?")
_REACH = 120
"""Characters beside a name that are looked at."""
_MOST_WORDS = 8


def beside(prose: str, span: Span, block: Span) -> tuple[str, str, str]:
    """What stands before, in and after a place, as far as `repeats_neighbour` wants it; not beyond the block."""
    start, end = span
    before, after = prose[max(block.start, start - _REACH) : start], prose[end : min(block.end, end + _REACH)]
    return before, prose[start:end], after


def repeats_neighbour(before: str, was: str, after: str, text: str) -> bool:
    """Whether ``text`` in the place of ``was``, between ``before`` and ``after``, begins or ends with the words that
    are beside it, as ``was`` did not; or is put into brackets, or behind a stroke, beside itself."""
    words, were = _folded(text), _folded(was)
    if not words:
        return False
    left, right = _words_at_end(before), _words_at_start(after)
    for size in range(1, min(len(words), _MOST_WORDS) + 1):
        if left[-size:] == words[:size] != were[:size] or right[:size] == words[-size:] != were[-size:]:
            return True
    return _is_bracketed(before, words, after) and words != were


def _is_bracketed(before: str, words: list[str], after: str) -> bool:
    opened, opens = _OPENED.search(before), _OPENS.match(after)
    size = len(words)
    if opened is not None and _words_at_end(f"{before[: opened.start()]} ")[-size:] == words:
        return True
    return opens is not None and _words_at_start(f" {after[opens.end() :]}")[:size] == words


def _folded(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word).casefold() for word in _WORDS.findall(text)]


def _words_at_end(text: str) -> list[str]:
    """The words at the end of a text, one space between them and one after the last."""
    found: list[str] = []
    while len(found) < _MOST_WORDS and (match := _BEFORE.search(text)):
        found.append(_POSSESSIVE.sub("", match["word"]).casefold())
        text = text[: match.start()]
    return found[::-1]


def _words_at_start(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while len(found) < _MOST_WORDS and (match := _AFTER.match(text, at)):
        found.append(_POSSESSIVE.sub("", match["word"]).casefold())
        at = match.end()
    return found
