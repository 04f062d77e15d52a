"""Resolving: what is accepted never meets, what is refused knows why."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Applicability, Edit, Finding, Fix, Span
from cleanup.core.resolve import Candidate, Resolution, resolve
from tests.core.toy import disjoint_edits


def candidate(rule: str, *spans: tuple[int, int], applicability: Applicability = Applicability.SAFE) -> Candidate:
    """A candidate whose edits stand at the spans."""
    edits = tuple(Edit(Span(start, end), "x") for start, end in spans)
    return Candidate(Finding(rule, edits[0].span, "", fix=Fix(edits, applicability)), edits)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Candidates of one to five edits each in forty characters, many of them in each other's way."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        edits = draw(disjoint_edits("x" * 40, st.just("y")))
        spans = [(edit.span.start, edit.span.end) for edit in edits] or [(number, number)]
        applicability = draw(st.sampled_from([Applicability.SAFE, Applicability.UNSAFE]))
        found.append(candidate(f"rule-{number}", *spans, applicability=applicability))
    return found


def meet(left: Candidate, right: Candidate) -> bool:
    """Whether an edit of one overlaps or touches an edit of the other."""
    return any(a.span.start <= b.span.end and b.span.start <= a.span.end for a in left.edits for b in right.edits)


def rules(resolution: Resolution) -> tuple[list[str], list[str]]:
    """The rules accepted and refused."""
    return [c.finding.rule for c in resolution.accepted], [r.finding.rule for r in resolution.refused]


@pytest.mark.parametrize(
    ("spans", "accepted"),
    [
        ({}, ""),
        ({"a": [(1, 2)]}, "a"),
        ({"a": [(1, 2)], "b": [(3, 4)]}, "ab"),
        ({"a": [(1, 2)], "b": [(2, 3)]}, "a"),
        ({"a": [(1, 2)], "b": [(2, 3)], "c": [(3, 4)]}, "ac"),
        ({"a": [(2, 3)], "b": [(1, 2)]}, "b"),
        ({"a": [(1, 1)], "b": [(1, 1)]}, "a"),
        ({"a": [(1, 1)], "b": [(0, 1)]}, "b"),
        ({"a": [(1, 2)], "b": [(2, 2)]}, "a"),
        ({"a": [(1, 3)], "b": [(2, 2)]}, "a"),
        ({"a": [(1, 9)], "b": [(3, 4), (20, 21)], "c": [(20, 21)]}, "ac"),
        ({"a": [(1, 2), (20, 21)], "b": [(3, 4)], "c": [(21, 30)], "d": [(22, 23)]}, "abd"),
        ({"a": [(1, 2), (2, 3)]}, "a"),
        ({"a": [(5, 5), (5, 7)], "b": [(7, 8)], "c": [(3, 4)]}, "ca"),
    ],
)
def test_accepted(spans: dict[str, list[tuple[int, int]]], accepted: str) -> None:
    resolution = resolve([candidate(rule, *places) for rule, places in spans.items()])
    assert "".join(rules(resolution)[0]) == accepted
    assert sorted(rules(resolution)[1]) == sorted(set(spans) - set(accepted))


def test_reasons_name_the_rival() -> None:
    resolution = resolve([candidate("a-one", (1, 2)), candidate("b-two", (2, 3))])
    assert [refusal.reason for refusal in resolution.refused] == ["overlaps or touches a fix of a-one"]


def test_safe_fixes_come_first() -> None:
    unsafe = candidate("unsafe", (1, 5), applicability=Applicability.UNSAFE)
    resolution = resolve([unsafe, candidate("safe", (4, 6)), candidate("later", (9, 10))])
    assert rules(resolution) == (["safe", "later"], ["unsafe"])


@given(candidates())
def test_accepted_fixes_never_overlap_or_touch(given_: list[Candidate]) -> None:
    accepted = resolve(given_).accepted
    for index, left in enumerate(accepted):
        assert not any(meet(left, right) for right in accepted[index + 1 :])


@given(candidates())
def test_each_candidate_is_accepted_whole_or_refused_with_a_true_reason(given_: list[Candidate]) -> None:
    resolution = resolve(given_)
    accepted = {c.finding.rule: c for c in resolution.accepted}
    refused = {r.finding.rule: r for r in resolution.refused}
    assert accepted.keys() | refused.keys() == {c.finding.rule for c in given_}
    assert len(accepted) + len(refused) == len(given_)
    for each in given_:
        if each.finding.rule in accepted:
            assert accepted[each.finding.rule] is each
        else:
            rival = refused[each.finding.rule].reason.removeprefix("overlaps or touches a fix of ")
            assert meet(each, accepted[rival])


@given(candidates(), st.randoms())
def test_the_order_given_matters_only_at_one_place(given_: list[Candidate], chance: random.Random) -> None:
    assert resolve(given_) == resolve(list(given_))
    shuffled = list({c.edits[0].span: c for c in given_}.values())
    expected = resolve(shuffled)
    chance.shuffle(shuffled)
    assert resolve(shuffled) == expected


@given(candidates())
def test_asking_for_unsafe_fixes_loses_no_safe_one(given_: list[Candidate]) -> None:
    def safe(found: tuple[Candidate, ...] | list[Candidate]) -> list[Candidate]:
        return [c for c in found if c.finding.fix and c.finding.fix.applicability is Applicability.SAFE]

    assert safe(resolve(given_).accepted) == list(resolve(safe(given_)).accepted)


def _comparisons(size: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many spans are compared to resolve candidates with a near and a far edit each, given in a wild order."""
    found = [candidate("r", (10 * i, 10 * i + 4), (10 * size + 10 * i, 10 * size + 10 * i + 4)) for i in range(size)]
    found += [candidate("s", (10 * i + 2, 10 * i + 6)) for i in range(size)]
    random.Random(1).shuffle(found)
    count = 0

    def counted(original: Any) -> Any:
        def compare(left: Span, right: Span) -> Any:
            nonlocal count
            count += 1
            return original(left, right)

        return compare

    with monkeypatch.context() as patch:
        for name in ("__lt__", "__eq__"):
            patch.setattr(Span, name, counted(getattr(Span, name)))
        assert len(resolve(found).accepted) == size
    return count


def test_work_grows_little_faster_than_the_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _comparisons(8000, monkeypatch) < 4.8 * _comparisons(2000, monkeypatch)
