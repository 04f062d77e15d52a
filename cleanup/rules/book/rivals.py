"""Phrases of a book that render the same thing in different words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from cleanup.language.english import is_word
from cleanup.rules.book.interchange import address_before, interchangeable

_MOST = 40
"""Phrases that differ in the same word only; more of them are a list of things and not one thing."""
_FEWEST = 3
"""Places of all forms together: with fewer, nothing prevails. A phrase of two words needs one more."""
_LONGEST_GROUP = 12
_FRAME = 2
"""Words beside one with a hyphen (*Sword-Breaking*) that have to be the same where that competes with a single word."""
_SMALL = frozenset({"of", "the"})


class Form(NamedTuple):
    """One of the forms that compete: how often it occurs, and in how many chapters."""

    text: str
    places: int
    chapters: int


Group = tuple[Form, ...]
"""Forms that compete, the commonest first."""


def rivals(phrases: Sequence[Mapping[str, Sequence[int]]]) -> list[Group]:
    """The groups of competing phrases in the chapters of a book. Each chapter gives its phrases, each with the numbers
    of the paragraphs in which it stands.

    Two phrases compete when they are the same but for one word (or a form of address), and these two may render the
    same word; or when they differ in blanks, hyphens and capitals only. What stands in one paragraph is two things.
    """
    counts: dict[str, Form] = {}
    for chapter in phrases:
        for form, places in chapter.items():
            known = counts.get(form, Form(form, 0, 0))
            counts[form] = Form(form, known.places + len(places), known.chapters + 1)
    nearest = _Joined()
    for one, other in _pairs(counts):
        if not _stand_together(one, other, phrases):
            nearest.join(one, other)
    groups = []
    for members in nearest.groups():
        forms = sorted((counts[form] for form in members), key=lambda form: (-form.places, -form.chapters, form.text))
        fewest = _FEWEST + (" " not in forms[0].text.partition(" ")[2])
        prevails = forms[0].places > forms[1].places and sum(form.places for form in forms) >= fewest
        if prevails and len(forms) <= _LONGEST_GROUP:
            groups.append(tuple(forms))
    return sorted(groups)


def _pairs(forms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of phrases that may render the same."""
    frames: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    spellings: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for form in forms:
        words = units(form)
        spellings[tuple(word.lower() for word in words)].append(form)
        for at, word in enumerate(words):
            if word not in _SMALL:
                frames[(str(at), str(len(words)), *words[:at], *words[at + 1 :])].append((form, word))
        joined = form.split()
        for at, word in enumerate(joined if len(joined) > _FRAME else ()):
            if word not in _SMALL:
                frames[("joined", str(at), *joined[:at], *joined[at + 1 :])].append((form, word.rpartition("-")[2]))
    for same in spellings.values():
        yield from combinations(same[:_MOST], 2)
    for alike in frames.values():
        if 1 < len(alike) <= _MOST:
            for (one, word), (other, another) in combinations(alike, 2):
                if word != another and interchangeable(word, another) and not _is_address(one, other, word):
                    yield one, other


def _is_address(one: str, other: str, word: str) -> bool:
    """Whether two phrases are a name behind a single word of address, which depends on who speaks: *Lord*, *Master*."""
    first, *rest = one.split()
    return first == word and first != other.split()[0] and not any(is_word(each) for each in rest)


def units(form: str) -> tuple[str, ...]:
    """The words of a phrase, also those joined by hyphens; a form of address before a name counts as one."""
    words = tuple(form.replace("-", " ").replace("’", "'").split())
    size = address_before(words)
    return (" ".join(words[:size]), *words[size:]) if size else words


def _stand_together(one: str, other: str, phrases: Sequence[Mapping[str, Sequence[int]]]) -> bool:
    return any(
        not frozenset(chapter[one]).isdisjoint(chapter[other])
        for chapter in phrases
        if one in chapter and other in chapter
    )


class _Joined:
    """Forms joined to groups (union and find)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def _top(self, form: str) -> str:
        while (above := self._above.setdefault(form, form)) != form:
            self._above[form] = form = self._above[above]
        return form

    def join(self, one: str, other: str) -> None:
        self._above[self._top(one)] = self._top(other)

    def groups(self) -> Iterable[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for form in self._above:
            found[self._top(form)].append(form)
        return found.values()
