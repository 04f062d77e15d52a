"""The chapters of a run, compared with each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath
from statistics import median
from typing import Any

from cleanup.rules.book.customs import customs_of
from cleanup.rules.book.rivals import rivals
from cleanup.rules.chapter.shape import Shape, likeness
from cleanup.rules.chapter.standing import Book, Chapters, Standing, folder_of

FEWEST = 6
"""Chapters in a folder that can tell anything."""
_USUAL = 0.7, 1.5
"""How often the median length a chapter is of which nothing is said in any case."""
_ALIKE = 0.6
"""Share of the text from when on two chapters are the same."""
_LONG_ENOUGH = 60
"""Words of a chapter that may be a copy."""
_COPIES = 0.2
"""Share of copies from when on a folder holds two versions of a book, and nothing is said."""
_IN_STEP = 0.8
"""Share of chapters that have to follow each other by number, where those that do not are spoken of."""
_PREVAILS = 0.8
"""Share of headings that have to be of one form, where the others are spoken of."""


def chapters_of(shapes: Mapping[str, Shape]) -> Chapters:
    """What the chapters of a run say of each other: those in one folder are taken for those of a book, in the order of
    the numbers in their names."""
    folders: dict[str, list[str]] = {}
    glosses: dict[str, Counter[str]] = {}
    for path, shape in shapes.items():
        folders.setdefault(folder_of(path), []).append(path)
        for source, said in shape.glosses.items():
            glosses.setdefault(source, Counter()).update(said)
    standings: dict[str, Standing] = {}
    for paths in folders.values():
        if len(paths) >= FEWEST:
            standings.update(_of_folder(sorted(paths, key=_by_number), shapes))
    books = {folder: _book([shapes[path] for path in paths]) for folder, paths in folders.items() if len(paths) > 1}
    return Chapters(standings, {source: dict(said) for source, said in glosses.items()}, books)


def _book(shapes: Sequence[Shape]) -> Book:
    """What the chapters of a book have in common."""
    headings = Counter(shape.heading for shape in shapes if shape.heading is not None)
    prevailing, number = headings.most_common(1)[0] if headings else (None, 0)
    heading = prevailing if number >= _PREVAILS * max(headings.total(), FEWEST) else None
    groups = rivals([shape.phrases for shape in shapes])
    return Book(tuple(groups), customs_of([shape.counts for shape in shapes]), heading)


def _by_number(path: str) -> tuple[Any, ...]:
    name = PurePath(path).name
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name) if part)


def _of_folder(paths: Sequence[str], shapes: Mapping[str, Shape]) -> Iterator[tuple[str, Standing]]:
    lengths = [shapes[path].words for path in paths]
    typical = int(median(lengths))
    spread = int(median(abs(length - typical) for length in lengths))
    twins = _twins(paths, shapes)
    numbering = _numbering(paths, shapes)
    figures = len(paths) - 1, _rounded(typical), _rounded(spread)
    for path, length in zip(paths, lengths, strict=True):
        is_usual = _USUAL[0] * typical <= length <= _USUAL[1] * typical
        yield path, Standing(*((0, 0, 0) if is_usual else figures), twins.get(path, ""), numbering.get(path, ""))


def _rounded(number: int) -> int:
    """The number with its first two digits: what is said of one chapter changes with the others as seldom as can be."""
    step: int = 10 ** max(len(str(number)) - 2, 0)
    return round(number / step) * step


def _twins(paths: Sequence[str], shapes: Mapping[str, Shape]) -> dict[str, str]:
    """The chapters that say the same as an earlier one, with that."""
    holders: dict[int, str] = {}
    found: dict[str, str] = {}
    for path in paths:
        shape = shapes[path]
        if shape.words < _LONG_ENOUGH:
            continue
        near = Counter(holders[each] for each in shape.sketch if each in holders)
        for other, shared in near.most_common(1):
            if shared * 3 > len(shape.sketch) and likeness(shape, shapes[other]) >= _ALIKE:
                found[path] = other
        for each in shape.sketch:
            holders.setdefault(each, path)
    return found if len(found) <= max(1, _COPIES * len(paths)) else {}


def _numbering(paths: Sequence[str], shapes: Mapping[str, Shape]) -> dict[str, str]:
    """The chapters whose numbers do not follow those before them, with what is wrong."""
    numbered = [(path, shapes[path]) for path in paths if shapes[path].number >= 0]
    between = _between(paths, shapes)
    if len(numbered) < FEWEST:
        return {}
    steps = [two.number - one.number for (_, one), (_, two) in pairwise(numbered) if one.kind == two.kind]
    if not steps or sum(step == 1 for step in steps) < _IN_STEP * len(steps):
        return {}
    found: dict[str, str] = {}
    expected, before = None, ("", numbered[0][1])
    for place, (path, shape) in enumerate(numbered):
        following = numbered[place + 1][1] if place + 1 < len(numbered) else None
        last_path, last = before
        is_part = shape.number == last.number and (shape.part or last.part)
        if expected is not None and expected < shape.number <= expected + between[path]:
            expected = shape.number
        if expected is None or shape.kind != last.kind or shape.number in (0, 1, expected) or is_part:
            expected = shape.number + 1
        elif following is not None and following.number == expected + 1 and following.kind == shape.kind:
            found[path] = f"the heading says {shape.kind} {shape.number} where {expected} belongs"
            expected += 1
            shape = shape._replace(number=expected - 1)
        elif shape.number == last.number:
            found[path] = f"{shape.kind} {shape.number} is there twice: {PurePath(last_path).name} has that number, too"
        else:
            if shape.number > expected:
                count = shape.number - expected
                several = f"{shape.kind}s {expected} to {shape.number - 1} are"
                found[path] = f"{f'{shape.kind} {expected} is' if count == 1 else several} missing before this one"
            else:
                found[path] = f"{shape.kind} {shape.number} comes after {last.number}"
            expected = shape.number + 1
        before = (path, shape)
    return found


def _between(paths: Sequence[str], shapes: Mapping[str, Shape]) -> dict[str, int]:
    """For each chapter that has a number, how many without one stand before it, since the last that has."""
    found: dict[str, int] = {}
    count = 0
    for path in paths:
        if shapes[path].number < 0:
            count += 1
        else:
            found[path], count = count, 0
    return found
