"""The source term of each name, from the source-language chapters beside the translation.

A term is taken for a name's when it is read like it, sounds like it or means it, and stands in the same places; by its
places alone only when they agree closely over many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cleanup.glossary.discovery.forms import Form
from cleanup.glossary.discovery.sources import SourceText, agreement, coverage, maximal
from cleanup.language.english import is_word
from cleanup.language.fold import fold_form, letters
from cleanup.names import kana, pinyin
from cleanup.names.meaning_index import SMALL_WORDS, MeaningIndex
from cleanup.names.sound import fit, pattern
from cleanup.terms.model import Kind, Term

_KATAKANA = re.compile(r"[ァ-ヺー][ァ-ヺー・]*[ァ-ヺー]")
_LEAST = 2
_NEAR = 0.06
"""How far apart, in lengths of a chapter, a name and its source term may stand."""
_READ, _MEANT, _PARTLY, _COUNTED = 0.35, 0.4, 0.6, 0.8
"""The agreement from which a term is taken that is read as the name, means it, means part of it, or just stands where
it does."""
PARTLY, COUNTED = "means nearly", "stands in the same places as"
"""How a source term belongs to a name where that is not sure."""
_COVERED = 0.8
"""What it counts that a term stands where the name does, though elsewhere as well: it has other renderings."""
_MOST = 20_000
"""Terms whose meaning is looked up."""


class _Candidate(NamedTuple):
    """A term that may be a name's: how surely (0 to 1), its agreement, and why in words."""

    score: float
    share: float
    term: str
    why: str


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


def align(
    names: Mapping[str, Form], source: SourceText, blocks: Mapping[int, int] | None = None
) -> dict[str, tuple[str, str]]:
    """For each form whose source term is found: the term, and why. ``blocks``: how many blocks each chapter has;
    without them only the chapters count, not the places in them."""
    near = _NEAR if blocks else 1.0
    forms = {text: form for text, form in names.items() if form.count >= _LEAST}
    where = {text: _places(form, blocks or {}) for text, form in forms.items()}
    readings = _by_reading(forms, source.counts)
    meant = _meant(forms, source)
    katakana = [term for term in source.terms if _KATAKANA.fullmatch(term)]
    wanted = {term for several in (*readings.values(), *(m.keys() for m in meant.values())) for term in several}
    places = source.places([*wanted, *katakana])
    found: dict[str, tuple[str, str]] = {}
    for text in sorted(forms, key=lambda text: -forms[text].count):
        mine = where[text]
        candidates = [
            *_agreeing(
                ((term, 1.0) for term in readings.get(letters(text), ())), mine, places, _READ, near, f"is read {text}"
            ),
            *_heard(text, mine, katakana, places, near),
        ]
        if not candidates:
            several = meant.get(text, {})
            full = [(term, 0.9) for term, is_full in several.items() if is_full]
            partly = [(term, 0.6) for term, is_full in several.items() if not is_full]
            candidates = [
                *_agreeing(full, mine, places, _MEANT, near, "means it"),
                *_agreeing(partly, mine, places, _PARTLY, near, f"{PARTLY} it"),
            ]
        if candidates:
            best = max(candidates)
            found[text] = best.term, best.why
    rest = {text: where[text] for text in forms if (text not in found and " " in text) or forms[text].count >= 8}
    for text, term, share in _counted({text: rest[text] for text in rest if text not in found}, source, near):
        found[text] = term, f"{term} {COUNTED} {text} ({share:.0%})"
    return found


def _places(form: Form, blocks: Mapping[int, int]) -> dict[int, list[float]]:
    """How far through each chapter a form stands."""
    found: dict[int, list[float]] = defaultdict(list)
    for chapter, paragraph in sorted(form.places):
        found[chapter].append((paragraph + 0.5) / max(1, blocks.get(chapter, 1)))
    return found


def _agreeing(
    terms: Iterable[tuple[str, float]],
    mine: Mapping[int, list[float]],
    places: Mapping[str, Mapping[int, list[float]]],
    least: float,
    near: float,
    how: str,
) -> list[_Candidate]:
    found = []
    for term, sureness in terms:
        share = max(
            agreement(mine, _by_paragraph(places[term]), near),
            _COVERED * coverage(mine, _by_paragraph(places[term]), near),
        )
        if share >= least:
            why = f"{term} {how} and agrees with it in {share:.0%} of the places"
            found.append(_Candidate(sureness * (0.3 + share), share, term, why))
    return found


def _by_paragraph(places: Mapping[int, list[float]]) -> dict[int, list[float]]:
    """Places with each paragraph once, as those of forms are."""
    return {chapter: sorted(set(several)) for chapter, several in places.items()}


def _by_reading(names: Mapping[str, Form], counts: Mapping[str, int]) -> dict[str, list[str]]:
    """The Chinese terms by the letters of their readings, for the letters that some name has."""
    wanted = {letters(text) for text in names if pinyin.is_pinyin(letters(text))}
    firsts = {flat[:size] for flat in wanted for size in range(1, 7)}
    lengths = {flat: len(pinyin.syllables(flat)) for flat in wanted}
    sizes = set(lengths.values()) | {size + 1 for size in lengths.values()}
    found: dict[str, list[str]] = defaultdict(list)
    for term in counts:
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
    text: str,
    mine: Mapping[int, list[float]],
    katakana: Sequence[str],
    places: Mapping[str, Mapping[int, list[float]]],
    near: float,
) -> list[_Candidate]:
    flat = letters(text)
    found = []
    for term in katakana:
        if not mine.keys() & places[term].keys():
            continue
        share = agreement(mine, _by_paragraph(places[term]), near)
        if share < 0.3:
            continue
        cost = fit(pattern(kana.kana_slots(term.replace("・", ""))), flat, 2.0)
        if cost <= 0.25 * max(4, len(flat)):
            why = f"{term} sounds like {text} and agrees with it in {share:.0%} of the places"
            found.append(_Candidate(0.3 + share - cost / 4, share, term, why))
    return found


def _meant(forms: Mapping[str, Form], source: SourceText) -> dict[str, dict[str, bool]]:
    """For each form the terms that mean it, and whether they do so wholly. What means only most of it must have free
    borders."""
    counts = source.counts
    terms = sorted((term for term in counts if pinyin.is_han(term)), key=lambda term: (-counts[term], term))[:_MOST]
    if not terms:
        return {}
    index = MeaningIndex.of([Term("…", source=term, kind=Kind.NAME) for term in terms])
    found: dict[str, dict[str, bool]] = {}
    for text, form in forms.items():
        words = fold_form(text).split()
        for guess in index.guesses(words):
            term = terms[guess.term]
            if counts[term] < 0.3 * form.count:
                continue
            left, right = _unexplained(guess.reason, term, words)
            if guess.weight > 0 and not left and not right:
                found.setdefault(text, {})[term] = True
            elif right < 0 or not all(is_word(word) or word in guess.reason for word in words):
                continue  # A name that is left over is no part of what the term means.
            elif term in source.terms and len(term) > 2 and left <= 1 and right <= 1:
                found.setdefault(text, {})[term] = False
    return found


def _unexplained(reason: str, term: str, words: Sequence[str]) -> tuple[int, int]:
    """How many characters of a term and how many words of a form a guess leaves over, by the parts that it names."""
    parts = re.findall(r"([\u3400-\u9fff〇]+) (?:= )?([^,)]+)", reason.partition("(")[2])
    content = [word for each in words for word in each.split("-") if word not in SMALL_WORDS]
    used = sum(len(english.split()) for _, english in parts)
    return len(term) - sum(len(piece) for piece, _ in parts), len(content) - used


def _counted(
    rest: Mapping[str, Mapping[int, list[float]]], source: SourceText, near: float
) -> list[tuple[str, str, float]]:
    """Terms that stand where a name does, and hardly anywhere else, as no other term does."""
    many = {text: mine for text, mine in rest.items() if sum(map(len, mine.values())) >= 4 and len(mine) >= 2}
    if not many:
        return []
    low = min(sum(map(len, mine.values())) for mine in many.values()) * 0.7
    terms = [term for term in source.terms if pinyin.is_han(term) and source.counts[term] >= low]
    places = {term: _by_paragraph(own) for term, own in source.places(terms).items()}
    sizes = {term: sum(map(len, own.values())) for term, own in places.items()}
    found = []
    for text, mine in many.items():
        total = sum(map(len, mine.values()))
        scored = []
        for term, own in places.items():
            if 0.7 * total <= sizes[term] <= 1.4 * total and len(mine.keys() & own.keys()) * 2 >= len(mine):
                share = agreement(mine, own, near)
                if share >= _COUNTED - 0.1:
                    scored.append((share, len(term), term))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < _COUNTED:
            continue
        best = scored[0][0]
        tied = list(maximal([term for share, _size, term in scored if share >= best - 0.1]))
        if len(tied) == 1:
            found.append((text, tied[0], best))
    return found
