"""Capitalised phrases of a text: the names of skills, places, ranks and people that a translation may render twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from cleanup.language.english import DETERMINERS, OPENERS, PRONOUNS, SPEECH_VERBS, is_spelled
from cleanup.rules.prose.words import shape

_PART = r"[A-Za-z]*(?:['’-][A-Za-z]+)*"
_PHRASE = re.compile(rf"[A-Z](?<![\w'’.-].){_PART}(?:(?: (?:of|the)){{0,2}} (?!I\b)[A-Z]{_PART}){{1,7}}")
_MAY_START = re.compile(rb"A[Aa]*+(?:[.-][Aa]++)*+ (?:a{2,3} ){0,2}(?=A)")
"""In the shape of a text: a capitalised word before another one."""
_NOT_FIRST = (
    OPENERS
    | DETERMINERS
    | PRONOUNS
    | SPEECH_VERBS
    | frozenset(
        """
        after again ah also always could did do does even finally first here how i indeed just last later let let's may
        meanwhile might more must never next no not now oh ok okay once one only or or perhaps second shall should since
        so soon still suddenly suppose therefore thus time today tomorrow tonight too well why will would yes yet
        """.split()
    )
)
"""Words that start a sentence before a name, and belong to no name."""
_LONGEST = 80


class Phrase(NamedTuple):
    """A capitalised phrase in the singular, and where it stands, without a possessive ending."""

    form: str
    start: int
    end: int


def phrases(text: str) -> Iterator[Phrase]:
    """The capitalised phrases of two words and more, each as long as it can be; *of* and *the* may stand inside."""
    done = 0
    for place in _MAY_START.finditer(shape(text)):
        match = _PHRASE.match(text, place.start()) if place.start() >= done else None
        if match is not None:
            done = match.end()
            form, start, end = _trimmed(match[0])
            if form:
                yield Phrase(form, match.start() + start, match.start() + end)


@lru_cache(maxsize=50_000)
def _trimmed(matched: str) -> Phrase:
    """The phrase in what was found, without words that only start the sentence and without a possessive ending; its
    form is empty where nothing remains. Most of what a book calls by name, it calls so again and again."""
    start, end = 0, len(matched)
    if matched.endswith(("'s", "’s")):
        end -= 2
    while (blank := matched.find(" ", start, end)) >= 0 and _opens(matched[start:blank]):
        start = blank + 1
    form = matched[start:end].replace("’", "'")
    return Phrase(intern(singular(form)) if " " in form and len(form) <= _LONGEST else "", start, end)


def _opens(word: str) -> bool:
    return word.replace("’", "'").lower() in _NOT_FIRST


def singular(form: str) -> str:
    """The form with its last word in the singular, where that is a regular plural of English."""
    if not form.endswith("s") or form.endswith("ss"):
        return form
    word = form[max(form.rfind(" "), form.rfind("-")) + 1 :]
    return form[:-1] if len(word) > 3 and is_spelled(word.lower()) and is_spelled(word[:-1].lower()) else form


def phrases_by_paragraph(text: str) -> Mapping[str, tuple[int, ...]]:
    """The phrases of a text, each with the number of the line for every time that it occurs."""
    found: dict[str, list[int]] = {}
    position = line = 0
    for form, start, _end in phrases(text):
        line += text.count("\n", position, start)
        position = start
        found.setdefault(form, []).append(line)
    return {form: tuple(lines) for form, lines in found.items()}
