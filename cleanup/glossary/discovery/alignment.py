"""The source term of each name, from the source-language chapters beside the translation.

A term is taken for a name's when it sounds like it or means it, and stands about as often in the same chapters; by
counts alone only when they agree chapter by chapter over many.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleanup.glossary.discovery.forms import Form, by_chapter
from cleanup.glossary.model import Kind, Term
from cleanup.names import kana, pinyin
from cleanup.names.fold import fold_form, letters
from cleanup.names.meaning_index import MeaningIndex
from cleanup.names.sound import fit, pattern

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_LONGEST = 5
_LEAST = 2


@dataclass
class SourceText:
    """Terms of the source chapters: for each term its count in each chapter."""

    terms: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def read(self, chapter: int, text: str) -> None:
        """Count the terms of a chapter: runs of katakana, and every stretch of two to five Chinese characters."""
        for match in _KATAKANA.finditer(text):
            self.terms[match.group()][chapter] += 1
        for match in _HAN.finditer(text):
            run = match.group()
            for size in range(2, _LONGEST + 1):
                for start in range(len(run) - size + 1):
                    self.terms[run[start : start + size]][chapter] += 1

    def frequent(self) -> dict[str, Counter[int]]:
        """The terms that stand at least twice."""
        return {term: counts for term, counts in self.terms.items() if sum(counts.values()) >= _LEAST}


def paired(translated: Sequence[str], sources: Sequence[str]) -> dict[str, str]:
    """The source file of each chapter: the one of the same name, else the same number, else (as many files) the same
    place."""
    by_stem = {Path(path).stem: path for path in sources}
    by_number = _numbered(sources)
    numbers = _numbered(translated)
    found = {}
    for path in translated:
        stem = Path(path).stem
        number = next((n for n, p in numbers.items() if p == path), None)
        if stem in by_stem:
            found[path] = by_stem[stem]
        elif number is not None and number in by_number:
            found[path] = by_number[number]
    if not found and len(translated) == len(sources):
        return dict(zip(translated, sources, strict=True))
    return found


def _numbered(paths: Iterable[str]) -> dict[int, str]:
    """Files by the last number in their name, where it is unique."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in paths:
        numbers = re.findall(r"\d+", Path(path).stem)
        if numbers:
            found[int(numbers[-1])].append(path)
    return {number: several[0] for number, several in found.items() if len(several) == 1}


def align(names: Mapping[str, Form], source: SourceText) -> dict[str, tuple[str, str]]:
    """For each form whose source term is found: the term, and why."""
    terms = source.frequent()
    readings = _by_reading(names, terms)
    katakana = [term for term in terms if _KATAKANA.fullmatch(term)]
    found: dict[str, tuple[str, str]] = {}
    for text, form in sorted(names.items(), key=lambda item: -item[1].count):
        if form.count < _LEAST:
            continue
        counts = by_chapter(form)
        best = (
            _best(readings.get(letters(text), ()), counts, terms, 0.4, f"is read {text}")
            or _heard(text, counts, katakana, terms)
            or _meant(form, counts, terms)
        )
        if best:
            found[text] = best
    return found


def agreement(one: Mapping[int, int], other: Mapping[int, int]) -> float:
    """How far two counts by chapter agree, 0 to 1 (Dice)."""
    shared = sum(min(count, other.get(chapter, 0)) for chapter, count in one.items())
    total = sum(one.values()) + sum(other.values())
    return 2 * shared / total if total else 0.0


def _best(
    candidates: Iterable[str], counts: Mapping[int, int], terms: Mapping[str, Counter[int]], least: float, why: str
) -> tuple[str, str] | None:
    scored = sorted(((agreement(counts, terms[term]), len(term), term) for term in candidates), reverse=True)
    if not scored or scored[0][0] < least:
        return None
    share, _size, term = scored[0]
    return term, f"{term} {why} and agrees with it in {share:.0%} of the places"


def _by_reading(names: Mapping[str, Form], terms: Mapping[str, Counter[int]]) -> dict[str, list[str]]:
    """The Chinese terms by the letters of their readings, for the letters that some name has."""
    wanted = {letters(text) for text in names if pinyin.is_pinyin(letters(text))}
    firsts = {flat[:size] for flat in wanted for size in range(1, 7)}
    lengths = {flat: len(pinyin.syllables(flat)) for flat in wanted}
    sizes = set(lengths.values()) | {size + 1 for size in lengths.values()}
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        if len(term) not in sizes or not pinyin.is_han(term):
            continue
        if not any(reading in firsts for reading in pinyin.readings(term[0])):
            continue
        for reading in pinyin.name_readings(term, 8):
            flat = "".join(reading).replace("v", "u")
            if flat in wanted:
                found[flat].append(term)
    return found


def _heard(
    text: str, counts: Mapping[int, int], katakana: Sequence[str], terms: Mapping[str, Counter[int]]
) -> tuple[str, str] | None:
    flat = letters(text)
    scored = []
    for term in katakana:
        share = agreement(counts, terms[term])
        if share < 0.3:
            continue
        cost = fit(pattern(kana.kana_slots(term)), flat, 2.0)
        if cost <= 0.25 * max(4, len(flat)):
            scored.append((share - cost / 4, share, term))
    if not scored:
        return None
    _score, share, term = max(scored)
    return term, f"{term} sounds like {text} and agrees with it in {share:.0%} of the places"


def _meant(form: Form, counts: Mapping[int, int], terms: Mapping[str, Counter[int]]) -> tuple[str, str] | None:
    near = []
    total = sum(counts.values())
    for term, own in terms.items():
        if not 0.5 * total <= sum(own.values()) <= 2 * total:
            continue
        share = agreement(counts, own)
        if share >= 0.6:
            near.append((share, len(term), term))
    near.sort(reverse=True)
    candidates = [Term(form.text, source=term, kind=Kind.NAME) for _share, _size, term in near[:60]]
    index = MeaningIndex.of([Term("…", source=term.source) for term in candidates])
    meant = [
        (guess.weight, near[guess.term]) for guess in index.guesses(fold_form(form.text).split()) if guess.weight >= 1
    ]
    if meant:
        _weight, (share, _size, term) = max(meant)
        return term, f"{term} means it and agrees with it in {share:.0%} of the places"
    return _counted(total, len(counts), near)


def _counted(total: int, chapters: int, near: Sequence[tuple[float, int, str]]) -> tuple[str, str] | None:
    if total < 8 or chapters < 4 or not near or near[0][0] < 0.9:
        return None
    best = near[0][0]
    tied = list(_maximal([term for share, _size, term in near if share >= best - 0.02]))
    if len(tied) != 1:
        return None
    return tied[0], f"{tied[0]} stands as often in the same chapters ({best:.0%})"


def _maximal(terms: Sequence[str]) -> Iterator[str]:
    """The terms that are no part of another."""
    for term in terms:
        if not any(term != other and term in other for other in terms):
            yield term
