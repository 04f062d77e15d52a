"""Forms with the letters of a right form: wrong case, joined, split, hyphenated, with tone marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanup.english import is_word
from cleanup.glossary.model import Kind, Term
from cleanup.names.fold import fold_form, letters
from cleanup.names.rendering import Damage

_MARKED = re.compile(r"[^\x00-\x7f’‘]")
_NEVER = -9.0
_CERTAIN = 6.0
_MAYBE = 0.6
_COMMON_NOUN_KINDS = frozenset({Kind.TERM, Kind.PLACE, Kind.ORGANISATION})


def spelling_damage(term: Term, surface: str, exact: Iterable[str]) -> tuple[Damage, float, str]:
    """What is wrong with ``surface``, which has the letters of one of the right forms; the weight of it being this name
    rather than ordinary English; and the reason in words."""
    nearest = min(exact, key=lambda form: (fold_form(form) != fold_form(surface), letters(form) != letters(surface)))
    name = term.name
    if "".join(nearest.split()).casefold() == "".join(surface.split()).casefold() and len(nearest.split()) == len(
        surface.split()
    ):
        return Damage.CASE, _case_weight(term, surface), f"is the name {name} in the wrong case"
    if _MARKED.search(surface) and not _MARKED.search(nearest):
        # Nobody writes an English word with tone marks: Júnior is Portuguese.
        return Damage.READING, _NEVER if _english(nearest) else _CERTAIN, f"is the name {name} with tone marks"
    parts, wanted = len(surface.split()), len(nearest.split())
    how = "joined" if parts < wanted else "split" if parts > wanted else "with other separators"
    return Damage.SPACING, _spacing_weight(term, surface), f"is the name {name}, {how}"


def _english(surface: str) -> bool:
    return all(is_word(word) for word in re.findall(r"[^\W\d_]+", surface))


def _case_weight(term: Term, surface: str) -> float:
    if term.case == "any":
        return _CERTAIN
    if surface.isupper() or term.case == "exact":
        return _NEVER
    words = surface.split()
    if not any(c.isupper() for c in term.name):
        return _MAYBE if len(words) > 1 else _NEVER
    if _english(surface):
        return _MAYBE if len(words) > 1 and term.kind in _COMMON_NOUN_KINDS else _NEVER
    return _CERTAIN if len(letters(surface)) > 2 or not surface.islower() else _NEVER


def _spacing_weight(term: Term, surface: str) -> float:
    if surface.isupper():
        return _NEVER
    apostrophe = re.search("['’](.)", surface)
    if apostrophe and apostrophe[1] not in "aeoAEO":
        return _MAYBE  # pinyin needs none there: somebody may have meant to tell two names apart
    if "-" in surface or apostrophe:
        return _CERTAIN if not _english(surface) else _MAYBE
    if _english(surface):
        if surface.islower():
            return _NEVER
        return 3.0 if len(surface.split()) > 1 and surface.istitle() and term.kind is Kind.PERSON else _MAYBE
    if surface.islower() and len(letters(surface)) < 4:
        return _NEVER
    return _CERTAIN
