"""How an English word fits in the place of a source word: the blanks, the article before it, the capital of a sentence,
and words that would stand there twice."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleanup.core.model import Edit, Span
from cleanup.rules.source.inflection import bases

_BEFORE = re.compile(r"([A-Za-z]+(?:['’][a-z]+)?)[ \u00a0-]?\Z")
_NEXT = re.compile(r"[ \u00a0-]?([A-Za-z]+)")
_ARTICLE = re.compile(r"(?<![\w'’-])([Aa]n?)( ?)\Z")
_AN_BUT_VOWEL = re.compile(r"(?:uni(?!n|m)|use|usu|usa|eu|one(?![a-z])|once|ubiq|ut[ie])", re.IGNORECASE)
_AN_THOUGH_CONSONANT = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\A|[\n.!?。！？])[\s\"“‘'(*_]*\Z")
_LEFT_MARKS = ".,;:!?)]’”。，"


class Joined(NamedTuple):
    """The edits that put a gloss where a run stood; ``clean``: nothing about the place speaks against it. ``kept`` is
    the gloss without the words that the place has already."""

    edits: tuple[Edit, ...]
    clean: bool
    kept: str = ""


def wants_an(word: str) -> bool:
    """Whether *an* goes before a word."""
    if _AN_THOUGH_CONSONANT.match(word):
        return True
    return word[:1].lower() in "aeiou" and not _AN_BUT_VOWEL.match(word)


def article_edit(prose: str, position: int, word: str) -> Edit | None:
    """The edit that turns the *a* or *an* before ``position`` into what ``word`` wants."""
    found = _ARTICLE.search(prose, max(0, position - 4), position)
    if found is None or not word[:1].isalpha():
        return None
    article = found[1]
    wanted = article[0] + ("n" if wants_an(word) else "")
    return None if wanted == article else Edit(Span(found.start(1), found.end(1)), wanted)


def words_before(prose: str, position: int, most: int) -> list[str]:
    """Up to ``most`` words that end at a position, the nearest last."""
    words: list[str] = []
    while len(words) < most:
        found = _BEFORE.search(prose, max(0, position - 40), position)
        if found is None or (words and not prose[found.end(1) : position]):
            break
        words.insert(0, found[1])
        position = found.start(1)
    return words


def words_after(prose: str, position: int, most: int) -> list[str]:
    """Up to ``most`` words that begin at a position."""
    words: list[str] = []
    while len(words) < most and (found := _NEXT.match(prose, position)):
        words.append(found[1])
        position = found.end()
    return words


def overlap(before: list[str], gloss: list[str]) -> int:
    """How many words at the end of ``before`` are those that ``gloss`` begins with."""
    folded, wanted = [w.casefold() for w in before], [w.casefold() for w in gloss]
    sizes = range(min(len(before), len(gloss)), 0, -1)
    return next((size for size in sizes if folded[-size:] == wanted[:size]), 0)


def doubles(word: str, others: list[str]) -> bool:
    """Whether a word comes close to one that stands beside it."""
    return any(not bases(word).isdisjoint(bases(other)) for other in others)


def starts_sentence(prose: str, position: int) -> bool:
    """Whether what stands at a position begins a sentence or paragraph."""
    return _SENTENCE.search(prose, max(0, position - 12), position) is not None


def blank_before(prose: str, position: int) -> str:
    """The blank that a word at ``position`` needs before it, if any."""
    left = prose[position - 1 : position]
    return " " if left.isalnum() or (left and left in _LEFT_MARKS) else ""


def blank_after(prose: str, position: int) -> str:
    """The blank that a word needs that ends at ``position``, if any."""
    return " " if prose[position : position + 1].isalnum() else ""
