"""How an entry's name came from its source term: by reading, with a title, or otherwise."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from cleanup.language.fold import fold_form, letters
from cleanup.names import pinyin, titles
from cleanup.terms.model import Kind, Term

_LONGEST = 60
"""Characters."""


def source_terms(term: Term) -> tuple[str, ...]:
    """The source terms of an entry (several are separated by a slash). One that is longer than any name is a sentence,
    which has no readings to predict; their number would grow with the square of its length."""
    return tuple(part for each in term.source.split("/") if 0 < len(part := each.strip()) <= _LONGEST)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of how an entry's name came from its source.

    ``source``: the part of the source term that the canonical form renders, without a title. ``read``: the canonical
    form is a reading of it in pinyin. ``name``: the canonical form without title. ``title``: the title's English form,
    ``title_source`` its source.
    """

    source: str
    read: bool
    name: str
    title: str = ""
    title_source: str = ""


def profile(term: Term, source: str) -> Profile:
    """How the canonical form relates to one source term: by reading (whole, or without the surname), or otherwise."""
    return _profile(term.name, term.kind, source)


@lru_cache(maxsize=1024)
def _profile(name: str, kind: Kind, source: str) -> Profile:
    """Asked several times in a row about one entry: remembered for a moment."""
    title, bare_name, title_source = "", name, ""
    if kind in (Kind.TITLE, Kind.PERSON, Kind.NAME) and not titles.is_ranked(source):
        bare, title_source = titles.split_title(source)
        title, bare_name = titles.split_name(name)
        if title_source and title:
            source = bare
        else:
            title, bare_name, title_source = "", name, ""
    if not pinyin.is_han(source):
        return Profile(source, False, bare_name, title, title_source)
    flat = letters(bare_name)
    # A canonical form may leave the surname out (安小柠 Xiaoning) or add what a short form leaves out.
    for start in range(len(source)):
        part = source[start:]
        if len(part) == 1 and start:
            break
        if is_reading(part, flat):
            return Profile(part, True, bare_name, title, title_source)
    return Profile(source, False, bare_name, title, title_source)


def is_reading(source: str, flat: str) -> bool:
    """Whether bare letters are one of the readings of a source term (those that `pinyin.name_readings` gives)."""
    choices = pinyin.character_readings(source)
    if not choices:
        return False
    if prod(map(len, choices)) > pinyin.MOST_READINGS:
        return any(spelled(reading, flat) for reading in pinyin.name_readings(source))
    ends = {0}
    for readings in choices:
        ends = {
            end + len(spelling)
            for end in ends
            for reading in readings
            for spelling in pinyin.u_spellings(reading)
            if flat.startswith(spelling, end)
        }
        if not ends:
            return False
    return len(flat) in ends


def spelled(reading: tuple[str, ...], flat: str) -> bool:
    plain = "".join(reading)
    if "v" not in plain:
        return plain == flat
    return any("".join(form) == flat for form in itertools.product(*(pinyin.u_spellings(s) for s in reading)))


def looks_read(name: str) -> bool:
    words = fold_form(name).split()
    return all(pinyin.is_pinyin(word) for word in words) and len(words) <= 3
