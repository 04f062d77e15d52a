"""Plurals: regular ones by rule, irregular ones from the entry, nothing that another entry has."""

from __future__ import annotations

import pytest

from cleanup.names.plurals import plural, with_plurals
from cleanup.terms.model import Kind, Term


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("inner disciple", "inner disciples"),
        ("Senior Brother", "Senior Brothers"),
        ("formation", "formations"),
        ("pill box", "pill boxes"),
        ("sect", "sects"),
        ("divine ability", "divine abilities"),
        ("Golden Core stage", "Golden Core stages"),
        ("day", "days"),
        ("sword saintess", "sword saintesses"),
        ("holy woman", "holy women"),
        ("paper talisman", "paper talismans"),
        ("Section Chief", "Section Chiefs"),
        ("Master's Wife", "Master's Wives"),
        ("the time it takes an incense stick to burn", ""),
        ("Double 11", ""),
    ],
)
def test_plural(one: str, several: str) -> None:
    assert plural(one) == several


def test_a_noun_with_variants_gets_a_plural() -> None:
    stone = Term("spirit stone", source="灵石", kind=Kind.TERM, aliases=("spiritual stone",), variants=("Ling stone",))
    _, several = with_plurals([stone])
    assert (several.name, several.source) == ("spirit stones", "")
    assert (several.aliases, several.variants) == (("spiritual stones",), ("Ling stones",))


def test_an_irregular_plural_comes_from_the_entry() -> None:
    ox = Term("spirit ox", kind=Kind.TERM, variants=("Ling ox",), forms=("spirit oxen",))
    assert with_plurals([ox])[1].name == "spirit oxen"


def test_a_name_with_variants_gets_one_too() -> None:
    sect = Term("Willow Sect", kind=Kind.ORGANISATION, variants=("Osier Sect",))
    assert with_plurals([sect])[1].variants == ("Osier Sects",)


@pytest.mark.parametrize(
    "term",
    [
        Term("Karlov", kind=Kind.PERSON),
        Term("Letao", kind=Kind.PLATFORM, variants=("Music Search",)),
        Term("Hai", kind=Kind.PERSON, variants=("Hi",)),
        Term("spirit stone", kind=Kind.TERM),
        Term("Double 11", kind=Kind.TERM, variants=("double eleventh",)),
    ],
)
def test_platforms_and_entries_without_variants_get_none(term: Term) -> None:
    assert with_plurals([term]) == (term,)


def test_a_form_of_another_entry_is_left_alone() -> None:
    one = Term("spirit stone", kind=Kind.TERM, variants=("Ling stone",))
    other = Term("Stones of Ling", kind=Kind.PLACE, aliases=("Ling Stones",))
    assert with_plurals([one, other]) == (one, other)
