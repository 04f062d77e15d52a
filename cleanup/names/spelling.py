"""Forms with the letters of a right form: wrong case, joined, split, hyphenated, with tone marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanup.language.english import is_word
from cleanup.language.fold import fold_form, letters
from cleanup.names.rendering import Damage
from cleanup.terms.model import Kind, Term

_MARKED = re.compile(r"[^\x00-\x7f’‘]")
_NEVER = -9.0
_CERTAIN = 6.0
_MAYBE = 0.6
_LIKELY = 2.4
"""*Clémentine* for Clementine: safe where the name itself stands, too."""
_EPITHET = 4.0
"""*The crimson fox* where somebody is called so; an indefinite article speaks against it (see `decide`)."""
_OF_MANY = frozenset(
    "big blind dear elder eldest evil fat first good great little mad my old older poor second young younger".split()
)
"""What many a person in a book is called, with a noun after it."""
_CAPITALISED = frozenset({Kind.PERSON, Kind.PLACE, Kind.ORGANISATION})
"""What nobody writes with capitals when a common noun is meant."""
_COMMON_NOUN_KINDS = frozenset({Kind.TERM, Kind.PLACE, Kind.ORGANISATION})


def spelling_damage(term: Term, surface: str, exact: Iterable[str]) -> tuple[Damage, float, str]:
    """What is wrong with ``surface``, which has the letters of one of the right forms; the weight of it being this name
    rather than ordinary English; and the reason in words."""
    right = nearest(exact, surface)
    name = right if letters(right) != letters(term.name) else term.name
    if "".join(right.split()).casefold() == "".join(surface.split()).casefold() and len(right.split()) == len(
        surface.split()
    ):
        return Damage.CASE, _case_weight(term, surface), f"is the name {name} in the wrong case"
    if _MARKED.search(surface) and not _MARKED.search(right):
        # Nobody writes an English word with tone marks: Júnior is Portuguese. A person's name may have them.
        word = term.kind is not Kind.PERSON and _english(right)
        weight = _NEVER if word else _LIKELY if _english(right) else _CERTAIN
        return Damage.READING, weight, f"is the name {name} with marks on its letters"
    parts, wanted = len(surface.split()), len(right.split())
    how = "joined" if parts < wanted else "split" if parts > wanted else "with other separators"
    return Damage.SPACING, _spacing_weight(term, surface), f"is the name {name}, {how}"


def nearest(forms: Iterable[str], surface: str) -> str:
    """The first of the forms that has the parts of ``surface``, else its letters, whatever their case."""
    folded, flat = fold_form(surface), letters(surface)
    small = " ".join(surface.split()).casefold().replace("’", "'")
    return min(
        forms,
        key=lambda form: (form.casefold().replace("’", "'") != small, fold_form(form) != folded, letters(form) != flat),
    )


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
        if len(words) > 1 and term.kind is Kind.PERSON and surface.islower():
            return _EPITHET if words[0] not in _OF_MANY and not words[-1].endswith("s") else _NEVER
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
        return 3.0 if len(surface.split()) > 1 and surface.istitle() and term.kind in _CAPITALISED else _MAYBE
    if surface.islower() and len(letters(surface)) < 4:
        return _NEVER
    return _CERTAIN
