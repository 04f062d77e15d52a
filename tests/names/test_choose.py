"""Which of the things found at overlapping places hold."""

from __future__ import annotations

import pytest

from cleanup.core.model import Applicability, Span
from cleanup.names.choose import chosen
from cleanup.names.decide import Decision
from cleanup.names.rendering import Damage


def decision(start: int, end: int, *, terms: tuple[int, ...] = (0,), damage: Damage = Damage.READING) -> Decision:
    """A suggestion at a place, of the entry 0."""
    surface = "x" * (end - start)
    return Decision(Span(start, end), surface, "Li Mu", damage, Applicability.SUGGESTION, "why", terms)


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ((4, 7, 1), False),  # three letters of another entry's name are that name
        ((4, 6, 1), True),  # two may be any syllable
        ((4, 7, 0), True),  # its own name is no other's
        ((0, 3, 1), False),
        ((0, 2, 1), True),
        ((0, 3, 0), True),
        ((12, 15, 1), True),  # behind it
        ((9, 12, 1), False),  # reaching over its end
    ],
)
def test_a_guess_does_not_cover_the_name_of_another_entry(inside: tuple[int, int, int], kept: bool) -> None:
    right, decisions = chosen([inside], [decision(0, 11)])
    assert bool(decisions) is kept
    if not kept:
        assert right == [inside]


@pytest.mark.parametrize(
    ("before", "kept"), [((1, 5, 1), False), ((1, 4, 1), False), ((1, 3, 1), True), ((1, 4, 0), True)]
)
def test_a_guess_does_not_begin_within_the_name_of_another_entry(before: tuple[int, int, int], kept: bool) -> None:
    assert bool(chosen([before], [decision(3, 11)])[1]) is kept


def test_a_listed_form_may_cover_another_name() -> None:
    assert chosen([(4, 7, 1)], [decision(0, 11, damage=Damage.VARIANT)])[1]


def test_the_longest_holds() -> None:
    long, short = decision(0, 11), decision(5, 14)
    assert chosen([], [short, long])[1] == [long]
