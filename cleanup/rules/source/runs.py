"""The runs of source script in a text, and the entries of the glossary that they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from cleanup.core.model import Span
from cleanup.names.pinyin import is_han
from cleanup.names.profile import source_terms
from cleanup.rules.engine.guards import SOURCE_LETTERS
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.source import numbers
from cleanup.rules.source.chinese import offers
from cleanup.rules.source.inflection import inflect
from cleanup.terms.model import Glossary, Term

_RARE_HAN = r"\U00020000-\U0003134f"
_OTHER = r"\u0400-\u052f\u0590-\u05ea\u0620-\u064a\u066e-\u06d3\u0904-\u0939\u0e01-\u0e3a\u0e40-\u0e4e"
_INSIDE = (
    r" \d·・\u3000-\u3002、，：；？！…—～“”‘’「」『』《》（）"
    r"\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0901-\u0903\u093a-\u094f"
)
_LONGEST = 400
SOURCE_TOKEN = r"[\u0400-\u1fff\u3005-\ufaff\uff66-\uff9d\U00020000-\U0003134f]"
"""Cheap to search for, and in every token with a letter of source script."""


@cache
def run_pattern(rare: bool) -> re.Pattern[str]:
    """A run of source script, with the rare characters or without. Made when a text has some: that takes a while."""
    letters = f"{SOURCE_LETTERS}{_RARE_HAN if rare else ''}{_OTHER}"
    return re.compile(f"[{letters}](?:[{letters}{_INSIDE}]{{0,{_LONGEST}}}[{letters}])?")


@of_latest
def entries_by_source(glossary: Glossary) -> Mapping[str, Term | None]:
    """Entries by source term; ``None`` where several entries share one."""
    found: dict[str, Term | None] = {}
    for term in glossary:
        for source in source_terms(term):
            found[source] = None if source in found and found[source] != term else term
    return found


@lru_cache(maxsize=4)
def source_runs(prose: str) -> tuple[re.Match[str], ...]:
    """The runs of source script in a text."""
    beyond = len(prose.encode("utf-16-le", "surrogatepass")) > 2 * len(prose)
    # A set that reaches beyond the basic plane is searched five times as slowly.
    return tuple(run_pattern(rare=beyond).finditer(prose))


def rendered(prose: str, run: Span) -> tuple[Span, tuple[str, ...]]:
    """A run of Chinese with an English ending that hangs on it, if one does, and what the dictionary has for it."""
    source = prose[run.start : run.end]
    if not is_han(source) or len(source) > _LONGEST_WORD:
        return run, ()
    ending = _ENDING.match(prose, run.end)
    if (number := numbers.rendered(source)) and not ending:
        return run, (number,)
    found = offers(source)
    if not ending:
        return run, found
    inflected = (inflect(word, "ed" if ending[0] == "d" else ending[0]) for word in found)
    return Span(run.start, ending.end()), tuple(dict.fromkeys(word for word in inflected if word))


_LONGEST_WORD = 8
_ENDING = re.compile(r"(?:ed|d|ing|s)(?![A-Za-z])")
