"""The reading of a paragraph is the cheapest of all, and its certainty is what the others cost more."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.rules.quotes import decoding
from cleanup.rules.quotes.decoding import SURE, Costs, Role, costs_of, costs_of_all, decode

_TEXTS = ["“Yes,” he said.", "Su said, ”Who?”“He left.” ”", 'a 12" record, 6\'2" ”Go ”, he said', "”.” Lei ”"]
_COSTS = sorted({costs_of(t, n, n + 1) for t in _TEXTS for n, c in enumerate(t) if c in decoding.DOUBLE})


# From how many open quotations, by which part, to how many, at what price.
_STEPS = (
    (0, Role.OPEN, 1, 0),
    (1, Role.OPEN, 2, decoding._NEST),
    (1, Role.OPEN, 1, decoding._REOPEN),
    (2, Role.OPEN, 2, decoding._REOPEN),
    (0, Role.CLOSE, 0, decoding._CLOSE_NOTHING),
    (1, Role.CLOSE, 0, 0),
    (2, Role.CLOSE, 1, 0),
    (0, Role.STRAY, 0, 0),
    (1, Role.STRAY, 1, 0),
    (2, Role.STRAY, 2, 0),
)


def _price(parts: tuple[int, ...], costs: list[Costs], start: int, end: tuple[int, ...]) -> dict[int, int]:
    """What a reading with these parts costs at least, by the number of quotations open after it."""
    now = {start: 0}
    for cost, part in zip(costs, parts, strict=True):
        then: dict[int, int] = {}
        for origin, role, target, price in _STEPS:
            if role == part and origin in now:
                total = now[origin] + cost[role] + price
                then[target] = min(total, then.get(target, total))
        now = then
    return {state: total + end[state] for state, total in now.items()}


@given(st.lists(st.sampled_from(_COSTS), min_size=1, max_size=5), st.booleans(), st.booleans())
def test_the_reading_is_the_cheapest_and_as_certain_as_the_next_is_dear(
    costs: list[Costs], carried: bool, goes_on: bool
) -> None:
    unclosed = 3 if goes_on else 15
    end = (0, unclosed, unclosed + 20)
    readings = {
        parts: min(
            extra + total
            for start, extra in ((0, 0), (1, 10 if carried else 22))
            for total in _price(parts, costs, start, end).values()
        )
        for parts in product(range(3), repeat=len(costs))
        if any(_price(parts, costs, start, end) for start in (0, 1))
    }
    best = min(readings.values())
    path = decode(costs, carried=carried, goes_on=goes_on)
    assert readings[tuple(part for _before, part, _after, _sure in path)] == best
    for number, (_before, part, _after, sure) in enumerate(path):
        another = min(total for parts, total in readings.items() if parts[number] != part)
        assert sure is (another - best >= SURE)
    assert all(one[2] == two[0] for one, two in pairwise(path))


@pytest.mark.parametrize(("text", "role"), [("“Yes", Role.OPEN), ("Yes.”", Role.CLOSE), ("6'2”", Role.STRAY)])
def test_what_stands_beside_a_mark_says_its_part(text: str, role: Role) -> None:
    at = next(n for n, character in enumerate(text) if character in decoding.DOUBLE)
    costs = costs_of(text, at, at + 1)
    assert min(Role, key=lambda part: costs[part]) is role


@given(
    st.lists(
        st.sampled_from([*'“”",.!?…—(9’ ', "\u200a‘", "“““", "6'2\"", " said Lei", "He left", "he said"]), max_size=9
    )
)
def test_costs_are_the_same_for_one_mark_and_for_all(parts: list[str]) -> None:
    text = "".join(parts)
    marks = [match.span() for match in re.finditer('[“”"]{3,}|[“”"]', text)]
    assert costs_of_all(text, marks) == tuple(costs_of(text, *mark) for mark in marks)
