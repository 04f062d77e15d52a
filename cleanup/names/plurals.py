"""Plurals: what an entry says of *inner gate disciple* or *Karloff* holds for several of them, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleanup.language.english import is_word
from cleanup.language.fold import fold_form
from cleanup.terms.model import Kind, Term

_NAMES = frozenset({Kind.NAME, Kind.PERSON, Kind.PLACE, Kind.ORGANISATION})
_ES = re.compile(r"(?:s|x|z|ch|sh)$")
_IES = re.compile(r"(?<=[^aeiou])y$")
_LAST_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]{2,}$")
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "wife": "wives", "swordsman": "swordsmen"}
_LONGEST = 4
"""A form of more words is a phrase and no noun."""


def plural(form: str) -> str:
    """The regular plural of an English noun phrase, by its last word; empty when that is no plain word."""
    last = _LAST_WORD.search(form)
    if last is None or len(form.split()) > _LONGEST:
        return ""
    stem = form[: last.start()]
    word = last[0]
    if irregular := _IRREGULAR.get(word.lower()):
        return stem + word[0] + irregular[1:]
    if _IES.search(word):
        return stem + word[:-1] + "ies"
    return stem + word + ("es" if _ES.search(word) else "s")


def with_plurals(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The entries, and behind them one for the plural of each that has variants, platforms apart: *Karloffs*, *Elven
    Sects*.

    An irregular plural is taken from the entry's ``forms``. A plural form that some entry has already, or that is an
    English word where the entry is a name (*His* of *Hi*), is left out.
    """
    taken = {fold_form(form) for term in terms for form in (term.name, *term.aliases, *term.variants, *term.never)}
    return (*terms, *(several for term in terms if (several := _several(term, taken))))


def _several(term: Term, taken: set[str]) -> Term | None:
    if term.kind is Kind.PLATFORM or not term.variants:
        return None
    name = next(iter(term.forms), "") or plural(term.name)
    variants = _new((plural(form) for form in term.variants), taken)
    if term.kind in _NAMES:
        variants = tuple(form for form in variants if not is_word(form.lower()))
    if not name or not variants or fold_form(name) in taken:
        return None
    taken.update(fold_form(form) for form in variants)
    aliases = _new((plural(form) for form in term.aliases), taken)
    return replace(
        term, name=name, source="", aliases=aliases, variants=variants, forms=(), predict=False, examples=(), keep=()
    )


def _new(forms: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form and fold_form(form) not in taken))
