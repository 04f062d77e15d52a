"""Which of the things found at overlapping places hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from cleanup.core.model import Applicability, Block, BlockKind, Document, Span
from cleanup.names.decide import Decision
from cleanup.names.pinyin import is_han
from cleanup.names.rendering import Damage
from cleanup.names.repeated import beside, repeats_neighbour

_LISTED = frozenset({Damage.VARIANT, Damage.TITLE, Damage.CASE})


Right = tuple[int, int, int]
"""A right form of an entry in its place: start, end (exclusive) and the entry's index."""

_Item = tuple[int, int, int, Decision | int]
"""A place, what goes first there at the same length (a title's capitals, a right form, then what was guessed), and what
was found: a decision, or the entry of which it is a right form."""


def chosen(mentions: Iterable[Right], decided: Iterable[Decision]) -> tuple[list[Right], list[Decision]]:
    """The longest first, no two at the same place; a right form of another entry is never part of a guess. Both lists
    are in the order of their places."""
    items: list[_Item] = [(start, end, 1, term) for start, end, term in mentions]
    items += [(*decision.span, 0 if decision.title else 2, decision) for decision in decided]
    items.sort(key=itemgetter(0, 1, 2))
    right: list[Right] = []
    kept: list[Decision] = []
    index, count = 0, len(items)
    while index < count:
        first = index
        end = items[index][1]
        index += 1
        while index < count and items[index][0] < end:
            end = max(end, items[index][1])
            index += 1
        for start, end, _rank, item in (items[first],) if index == first + 1 else _longest(items[first:index]):
            if isinstance(item, int):
                right.append((start, end, item))
            else:
                kept.append(item)
    return right, kept


def _longest(items: Sequence[_Item]) -> list[_Item]:
    """What holds of things that overlap."""
    starts = sorted((start, end, term) for start, end, _rank, term in items if isinstance(term, int))
    sure = [
        (item.span, item.terms[0])
        for _start, _end, _rank, item in items
        if not isinstance(item, int) and item.applicability is Applicability.SAFE
    ]
    own = [(Span(start, end), term) for start, end, term in starts]
    taken: list[tuple[int, int]] = []
    kept: list[_Item] = []
    for found in sorted(items, key=lambda item: (item[0] - item[1], item[2], item[0])):
        start, end, _rank, item = found
        if not isinstance(item, int) and item.damage not in _LISTED and _covers_other(item, starts):
            continue
        if not isinstance(item, int) and _is_more_of_the_same(item, [*sure, *own] if is_han(item.surface) else sure):
            continue
        index = bisect_right(taken, (start, end))
        near = taken[max(index - 1, 0) : index + 1]
        if isinstance(item, int) and (start, end) in near:
            kept.append(found)
        elif not any(other < end and start < until for other, until in near):
            kept.append(found)
            taken.insert(index, (start, end))
    return sorted(kept, key=itemgetter(0, 1))


def _is_more_of_the_same(decision: Decision, sure: Sequence[tuple[Span, int]]) -> bool:
    """Whether a suggestion overlaps a form that is surely the same entry: *The Great 乾 Dynasty*, *Great 乾*."""
    if decision.applicability is Applicability.SAFE or decision.damage in _LISTED:
        return False
    start, end = decision.span
    return any(term in decision.terms and start < span.end and span.start < end for span, term in sure)


def _covers_other(decision: Decision, starts: Sequence[Right]) -> bool:
    """Whether the form reaches over a right form of another entry."""
    index = bisect_right(starts, (decision.span.start, -1, -1))
    while index < len(starts) and starts[index][0] < decision.span.end:
        if starts[index][2] not in decision.terms and starts[index][1] - starts[index][0] > 2:
            return True
        index += 1
    index = bisect_right(starts, (decision.span.start, -1, -1)) - 1
    return index >= 0 and starts[index][1] > decision.span.start and starts[index][2] not in decision.terms


def without_repeats(document: Document, decisions: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions, which are in the order of their places, those only suggested that would repeat a word beside them:
    one of the text, or of the safe decision before."""
    prose, blocks = document.prose, document.blocks or (Block(Span(0, len(document.prose)), BlockKind.PARAGRAPH),)
    made, until, number = "", 0, 0
    for decision in decisions:
        if decision.applicability is Applicability.SAFE:
            while number + 1 < len(blocks) and blocks[number + 1].span.start <= decision.span.start:
                number += 1
                made = ""
            before, was, after = beside(prose, decision.span, blocks[number].span)
            if made:
                before = made + prose[until : decision.span.start]
            if repeats_neighbour(before, was, after, decision.replacement):
                message = f"{decision.message}; but it would repeat the word beside it"
                decision = decision._replace(applicability=Applicability.SUGGESTION, message=message)
            else:
                made, until = decision.replacement, decision.span.end
        yield decision
