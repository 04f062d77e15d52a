"""Revisions: whatever is done to a text, the recorded changes tell it exactly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Cause, Change, Edit, Span
from cleanup.core.revision import Revision, replay
from tests.core.toy import CAUSES, SNIPPETS, TEXTS, applied, causes_for, disjoint_edits

A, B, C = CAUSES


def revised(original: str, *batches: list[tuple[int, int, str]]) -> Revision:
    """The original after batches of edits, the first batch caused by A, the second by B, and so on."""
    revision = Revision(original)
    for batch, cause in zip(batches, [A, B, C, A, B, C], strict=False):
        revision.apply([(Edit(Span(start, end), text), cause) for start, end, text in batch])
    return revision


def told(revision: Revision) -> list[tuple[int, str, str, str]]:
    """The changes: where, what, by what, and the letters of the causes."""
    return [(c.span.start, c.before, c.after, "".join(x.rule[-1] for x in c.causes)) for c in revision.changes]


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    """A text after some batches of edits."""
    revision = Revision(draw(TEXTS))
    for _ in range(draw(st.integers(0, 4))):
        edits = draw(disjoint_edits(revision.text))
        revision.apply([(edit, draw(st.sampled_from(CAUSES))) for edit in edits])
    return revision


@pytest.mark.parametrize(
    ("original", "batches", "changes"),
    [
        ("abc", [], []),
        ("abc", [[]], []),
        ("abc", [[(1, 2, "b")]], []),
        ("abc", [[(0, 3, "abc"), (3, 3, "")]], []),
        ("", [[(0, 0, "x")]], [(0, "", "x", "a")]),
        ("abc", [[(1, 2, "")]], [(1, "b", "", "a")]),
        ("abc", [[(1, 1, "x")], [(1, 2, "")]], []),
        ("abc", [[(1, 2, "")], [(1, 1, "b")]], []),
        ("abc", [[(1, 2, "x")], [(1, 2, "b")]], []),
        ("abc", [[(1, 2, "x")], [(1, 2, "y")]], [(1, "b", "y", "ab")]),
        ("abc", [[(1, 2, "x")], [(0, 3, "z")], [(1, 1, "!")]], [(0, "abc", "z", "ab"), (3, "", "!", "c")]),
        ("ab", [[(0, 1, "x")], [(1, 2, "z")]], [(0, "a", "x", "a"), (1, "b", "z", "b")]),
        ("abcdef", [[(1, 2, "x"), (4, 5, "y")], [(0, 6, "-")]], [(0, "abcdef", "-", "ab")]),
        # An insertion and a deletion side by side are one replacement, whichever came first.
        ("a b", [[(1, 2, "")], [(1, 1, "-")]], [(1, " ", "-", "ab")]),
        ("a b", [[(1, 1, "-")], [(2, 3, "")]], [(1, " ", "-", "ab")]),
        ("aa", [[(0, 0, "a")], [(1, 2, "")]], []),
        # Two deletions at one place, and text put back between them.
        ("abcd", [[(1, 2, "")], [(1, 2, "")], [(1, 1, "bc")]], []),
        ("abcd", [[(1, 2, "")], [(1, 2, "")]], [(1, "b", "", "a"), (2, "c", "", "b")]),
        ("👍🏽 e\u0301 李", [[(2, 3, "")], [(3, 4, "\r\n")]], [(2, " ", "", "a"), (4, "\u0301", "\r\n", "b")]),
    ],
)
def test_changes(original: str, batches: list[list[tuple[int, int, str]]], changes: list[Any]) -> None:
    assert told(revised(original, *batches)) == changes


@given(st.data(), TEXTS)
def test_composed_changes_replayed_give_the_text(data: Any, original: str) -> None:
    revision = Revision(original)
    for _ in range(data.draw(st.integers(0, 5))):
        edits = data.draw(disjoint_edits(revision.text))
        expected = applied(revision.text, edits)
        revision.apply(causes_for(data, edits))
        assert revision.text == expected
        assert replay(original, revision.changes) == expected


@given(revisions())
def test_changes_are_disjoint_in_order_and_true(revision: Revision) -> None:
    position = at = 0
    for change in revision.changes:
        assert position <= change.span.start <= change.span.end <= len(revision.original)
        assert at <= change.revised.start <= change.revised.end <= len(revision.text)
        assert revision.original[position : change.span.start] == revision.text[at : change.revised.start]
        assert change.before == revision.original[change.span.start : change.span.end]
        assert change.after == revision.text[change.revised.start : change.revised.end]
        assert change.before != change.after
        assert change.causes
        assert len(set(change.causes)) == len(change.causes)
        position, at = change.span.end, change.revised.end
    assert revision.original[position:] == revision.text[at:]


@given(revisions())
def test_an_insertion_and_a_deletion_never_stand_side_by_side(revision: Revision) -> None:
    for left, right in zip(revision.changes, revision.changes[1:], strict=False):
        if left.span.end == right.span.start:
            assert {bool(left.before), bool(right.before)} != {True, False} or (left.after and right.after)


@given(revisions())
def test_what_is_undone_is_no_change(revision: Revision) -> None:
    revision.apply([(Edit(change.revised, change.before), B) for change in revision.changes])
    assert revision.text == revision.original
    assert revision.changes == ()


@given(st.data(), TEXTS)
def test_causes_are_of_the_edits_that_overlap(data: Any, original: str) -> None:
    revision = Revision(original)
    causes: set[Cause] = set()
    for number in range(data.draw(st.integers(0, 4))):
        edits = data.draw(disjoint_edits(revision.text))
        batch = [(edit, Cause(f"rule-{number}-{index}", "")) for index, edit in enumerate(edits)]
        causes.update(cause for _edit, cause in batch)
        revision.apply(batch)
    assert {cause for change in revision.changes for cause in change.causes} <= causes


@given(st.data(), TEXTS)
def test_one_batch_keeps_each_cause_with_its_own_edit(data: Any, original: str) -> None:
    edits = data.draw(disjoint_edits(original))
    revision = Revision(original)
    revision.apply([(edit, Cause(str(index), "")) for index, edit in enumerate(edits)])
    for change in revision.changes:
        for cause in change.causes:
            span = edits[int(cause.rule)].span
            assert change.span.start <= span.start <= span.end <= change.span.end


@given(revisions())
def test_positions_map_exactly_outside_changes(revision: Revision) -> None:
    inside = [False] * len(revision.text)
    for change in revision.changes:
        inside[change.revised.start : change.revised.end] = [True] * (change.revised.end - change.revised.start)
    for position, character in enumerate(revision.text):
        if not inside[position]:
            there = revision.to_original(position)
            assert revision.original[there] == character
            assert revision.to_original(position + 1, end=True) == there + 1
            assert revision.to_current(there) == position
            assert revision.to_current(there + 1, end=True) == position + 1


@given(revisions())
def test_positions_inside_a_change_map_to_its_ends(revision: Revision) -> None:
    for change in revision.changes:
        for position in range(change.revised.start + 1, change.revised.end):
            assert revision.to_original(position) == change.span.start
            assert revision.to_original(position, end=True) == change.span.end
        for position in range(change.span.start + 1, change.span.end):
            assert revision.to_current(position) == change.revised.start
            assert revision.to_current(position, end=True) == change.revised.end


@given(revisions(), st.booleans())
def test_positions_map_monotonically_and_stay_inside(revision: Revision, end: bool) -> None:
    back = [revision.to_original(position, end=end) for position in range(len(revision.text) + 1)]
    forth = [revision.to_current(position, end=end) for position in range(len(revision.original) + 1)]
    assert back == sorted(back)
    assert forth == sorted(forth)
    assert 0 <= back[0] <= back[-1] <= len(revision.original)
    assert 0 <= forth[0] <= forth[-1] <= len(revision.text)


@given(st.data(), revisions())
def test_spans_map_to_spans(data: Any, revision: Revision) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(revision.text))] * 2)))
    span = revision.span_to_original(Span(start, end))
    assert 0 <= span.start <= span.end <= len(revision.original)
    if revision.is_original(Span(start, end)):
        assert revision.original[span.start : span.end] == revision.text[start:end]


@given(st.data(), revisions())
def test_an_edit_of_original_text_can_be_made_in_the_original(data: Any, revision: Revision) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(revision.text))] * 2)))
    if start == end or not revision.is_original(Span(start, end)):
        return
    moved = Edit(revision.span_to_original(Span(start, end)), data.draw(SNIPPETS))
    edits = [Edit(change.span, change.after) for change in revision.changes]
    assert applied(revision.original, [*edits, moved]) == applied(revision.text, [Edit(Span(start, end), moved.text)])


def test_a_span_does_not_take_in_what_was_deleted_beside_it() -> None:
    revision = revised("one  two  three", [(3, 4, ""), (8, 9, "")])
    assert revision.text == "one two three"
    assert [revision.span_to_original(span) for span in (Span(0, 3), Span(4, 7), Span(8, 13))] == [
        Span(0, 3),
        Span(5, 8),
        Span(10, 15),
    ]
    assert revision.span_to_original(Span(0, 7)) == Span(0, 8)
    assert revised("onetwo", [(3, 3, " ")]).to_current(3, end=True) == 3


def test_is_original() -> None:
    revision = revised("abcdef", [(1, 2, "xy"), (4, 5, "")])
    assert revision.text == "axycdf"
    assert [revision.is_original(Span(at, at + 1)) for at in range(6)] == [True, False, False, True, True, True]
    assert not revision.is_original(Span(4, 6))
    assert not revision.is_original(Span(2, 2))
    assert revision.is_original(Span(1, 1))


@given(st.data(), revisions())
def test_restoring_a_snapshot_is_exact(data: Any, revision: Revision) -> None:
    snapshot, text, changes = revision.snapshot(), revision.text, revision.changes
    for _ in range(data.draw(st.integers(0, 3))):
        revision.apply(causes_for(data, data.draw(disjoint_edits(revision.text))))
    revision.restore(snapshot)
    assert (revision.text, revision.changes, revision.snapshot()) == (text, changes, snapshot)
    again = data.draw(disjoint_edits(revision.text))
    revision.apply(causes_for(data, again))
    assert replay(revision.original, revision.changes) == applied(text, again)


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(2, 4)], [(2, 1)], [(-1, 1)], [(4, 4)], [(0, 3), (1, 1)]])
def test_bad_edits_are_refused_and_leave_no_trace(spans: list[tuple[int, int]]) -> None:
    revision = revised("abc", [(1, 2, "x")])
    before = revision.snapshot()
    with pytest.raises(ValueError, match=r"overlaps another or lies outside"):
        revision.apply([(Edit(Span(start, end), "y"), A) for start, end in spans])
    assert revision.snapshot() == before


@given(revisions())
def test_changes_of_another_text_are_not_replayed(revision: Revision) -> None:
    for index, change in enumerate(revision.changes):
        wrong = [*revision.changes[:index], change._replace(before=change.before + "?"), *revision.changes[index + 1 :]]
        with pytest.raises(ValueError, match=r"does not fit"):
            replay(revision.original, wrong)


def test_changes_out_of_order_are_not_replayed() -> None:
    changes = [Change(Span(1, 2), Span(1, 2), "b", "x", (A,)), Change(Span(0, 1), Span(0, 1), "a", "y", (A,))]
    with pytest.raises(ValueError, match=r"does not fit"):
        replay("ab", changes)
