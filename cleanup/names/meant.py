"""The source terms whose meaning a machine may have translated, and the pieces they are looked up by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleanup.names import pinyin, titles
from cleanup.names.profile import profile, source_terms
from cleanup.names.sounded import is_transliterated
from cleanup.terms.model import Kind, Term


@dataclass(frozen=True, slots=True)
class Meaning:
    """A Chinese term whose meaning may have been translated, in the order in which English says it.

    ``titles`` are the English forms of the title that ``text`` starts with (``title`` characters of it).
    """

    text: str
    title: str = ""
    titles: tuple[str, ...] = ()


def meanings(term: Term) -> list[Meaning]:
    """The source terms of an entry whose meaning may have been translated: two to eight characters.

    A name with its title counts, with the title in front; a title alone does not, it is too common a word.
    """
    if not term.predict:
        return []
    found = []
    for source in source_terms(term):
        seen = profile(term, source)
        if not pinyin.is_han(seen.source):
            continue
        if seen.title:
            forms = tuple(f for f in (seen.title, *titles.addresses(seen.title_source)) if not f.startswith("-"))
            found.append(Meaning(seen.title_source + seen.source, seen.title_source, forms))
        elif 2 <= len(seen.source) <= 8 and term.kind is not Kind.TITLE and not is_transliterated(seen):
            found.append(Meaning(seen.source))
    return found


def pieces(source: str) -> Iterator[str]:
    """Every stretch of one to four characters."""
    for start in range(len(source)):
        for end in range(start + 1, min(len(source), start + 4) + 1):
            yield source[start:end]
