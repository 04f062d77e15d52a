"""Faults put into translations by a seed, and how many of them are found beside the source.

    python -m tests.benchmarks.beside [--seed N] [--faults N] [--kinds omit,number,...] [--novel ja|zh]

Into each chapter go a few faults of one kind, in different paragraphs. A fault counts as found when a rule that is for
it reports its paragraph; on the untouched chapters all findings are counted, to be read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleanup.cleaner import Cleaner
from cleanup.formats.registry import format_named
from cleanup.numerals import asian, english
from cleanup.parallel.align import align
from cleanup.parallel.beside import Raw, parallel_of
from cleanup.parallel.passages import Passage, passages
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary, Kind, Term

SHARED = Path(__file__).parents[3] / "shared" / "data"
FORMATS = {"ja": "plain", "zh": "markdown"}
RULES = {
    "omit": ("parallel-missing",),
    "number": ("parallel-number",),
    "swap": ("parallel-name",),
    "pronoun": ("parallel-pronoun",),
    "flip": ("parallel-pronoun",),
    "sentence": ("parallel-sentence", "parallel-missing"),
}
_SENTENCE = re.compile(r"(?<=[.!?…][\"”’]) +(?=\S)|(?<=[.!?…]) +(?=[A-Z\"“‘])")


class Chapter(NamedTuple):
    """A chapter: its name, its text, what it renders, and its paragraphs with the source of each."""

    name: str
    text: str
    raw: tuple[Passage, ...]
    paragraphs: list[tuple[Passage, str]]


class Fault(NamedTuple):
    """A change of a paragraph: what stands there then (empty: nothing), and what it is about, to be shown."""

    text: str
    about: str
    kind: str = ""


def chapters(novel: str) -> Iterator[Chapter]:
    """The chapters of a novel, with the paragraphs whose source is certain."""
    for path in sorted((SHARED / "parallel" / novel / "en").iterdir()):
        parse = format_named(FORMATS[novel]).parse
        text = path.read_text("utf-8")
        raw = passages(parse((SHARED / "parallel" / novel / "raw" / path.name).read_text("utf-8")))
        document = parse(text)
        alignment = align(raw, passages(document))
        by_start = {link.span.start: link for link in parallel_of(alignment).links if link.parts == link.sources == 1}
        pairs = [
            (passage, by_start[passage.span.start].source)
            for passage in alignment.target
            if passage.span.start in by_start and by_start[passage.span.start].is_certain and not passage.heading
        ]
        yield Chapter(path.name, text, raw, [(p, s) for p, s in pairs if text.count(p.text) == 1])


def omit(text: str, source: str, _terms: list[Term], _chance: random.Random) -> Fault | None:
    """Leave the paragraph out."""
    return Fault("", source) if sum(map(str.isalnum, source)) > 3 else None


def number(text: str, source: str, _terms: list[Term], chance: random.Random) -> Fault | None:
    """Change a number that the source has."""
    values = {n.value: source[n.start : n.end] for n in asian.numbers_in(source) if n.value > 1}
    there = [n for n in english.numbers_in(text) if n.value in values and n.firm]
    if not there:
        return None
    one = chance.choice(there)
    other = one.value
    while other == one.value:
        other = max(2.0, float(round(one.value * chance.choice((0.1, 0.5, 2, 3, 10)) + chance.randint(-2, 9))))
    written = f"{other:,.0f}"
    digits = values[one.value][0] in "0123456789０１２３４５６７８９"
    kind = "digits" if digits else "numeral"
    return Fault(text[: one.start] + written + text[one.end :], f"{text[one.start : one.end]} → {written}", kind)


def swap(text: str, source: str, terms: list[Term], chance: random.Random) -> Fault | None:
    """Swap two names, or put another name in place of the only one."""
    names = [t for t in terms if re.search(rf"\b{re.escape(t.name)}\b", text) and t.source in source]
    names = [t for t in names if t.kind in (Kind.NAME, Kind.PERSON)]
    if len(names) < 2:
        return None
    one, other = chance.sample(names, 2)
    swapped = {one.name: other.name, other.name: one.name}
    either = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in swapped))
    return Fault(either.sub(lambda match: swapped[match[0]], text), f"{one.name} ↔ {other.name}")


def replaced(text: str, source: str, terms: list[Term], chance: random.Random) -> Fault | None:
    """Put another name in place of one."""
    names = [t for t in terms if re.search(rf"\b{re.escape(t.name)}\b", text) and t.source in source]
    others = [t for t in terms if t.source not in source and t.kind in (Kind.NAME, Kind.PERSON)]
    names = [t for t in names if t.kind in (Kind.NAME, Kind.PERSON)]
    if not names or not others:
        return None
    one, other = chance.choice(names), chance.choice(others)
    return Fault(re.sub(rf"\b{re.escape(one.name)}\b", other.name, text), f"{one.name} → {other.name}")


_FLIPPED = {
    "he": "she",
    "she": "he",
    "his": "her",
    "him": "her",
    "himself": "herself",
    "herself": "himself",
    "hers": "his",
}
_PRONOUN = re.compile(r"\b(he|she|his|him|himself|herself|hers|her)\b", re.IGNORECASE)


def pronoun(text: str, source: str, _terms: list[Term], _chance: random.Random) -> Fault | None:
    """Make a man of a woman, or the reverse, where the source has one pronoun."""
    male, female = (
        len(re.findall("他(?!们|們|人|日|乡|鄉|国)|彼(?!女|ら|等)", source)),
        len(re.findall("她(?!们|們)|彼女(?!ら|達|たち)", source)),
    )
    here = {match[0].lower() for match in _PRONOUN.finditer(text)}
    men, women = here & {"he", "his", "him"}, here & {"she", "her"}
    if bool(male) == bool(female) or bool(male) != bool(men) or bool(female) != bool(women):
        return None

    def flipped(match: re.Match[str]) -> str:
        word = match[0].lower()
        other = "his" if word == "her" and re.match(r" [a-z]", text[match.end() :]) else _FLIPPED.get(word, "him")
        return other.capitalize() if match[0][0].isupper() else other

    return Fault(_PRONOUN.sub(flipped, text), "pronoun")


def flip(text: str, _source: str, _terms: list[Term], chance: random.Random) -> Fault | None:
    """Make a man of a woman, or the reverse, in one place, whatever the source has."""
    found = list(_PRONOUN.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    word = match[0].lower()
    other = "his" if word == "her" and re.match(r" [a-z]", text[match.end() :]) else _FLIPPED.get(word, "him")
    other = other.capitalize() if match[0][0].isupper() else other
    return Fault(text[: match.start()] + other + text[match.end() :], f"{match[0]} → {other}")


def sentence(text: str, source: str, _terms: list[Term], chance: random.Random) -> Fault | None:
    """Leave a sentence out."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    if len(cuts) < 3 or len(re.findall("[。！？]", source)) < 2:
        return None
    at = chance.randrange(len(cuts) - 1)
    gone = text[cuts[at] : cuts[at + 1]]
    if sum(map(str.isalnum, gone)) < 12:
        return None
    return Fault((text[: cuts[at]] + text[cuts[at + 1] :]).strip(), gone)


FAULTS: dict[str, Callable[[str, str, list[Term], random.Random], Fault | None]] = {
    "omit": omit, "number": number, "swap": swap, "replaced": replaced, "pronoun": pronoun, "flip": flip,
    "sentence": sentence,
}  # fmt: skip
RULES["replaced"] = RULES["swap"]


def terms_of(novel: str) -> list[Term]:
    """The glossary of a novel, where there is one."""
    if novel != "ja":
        return []
    entries = {}
    for line in (SHARED / "names-dev.jsonl").read_text("utf-8").splitlines():
        for entry in json.loads(line)["glossary"]:
            entries[entry["canonical"]] = entry
    return [Term(e["canonical"], source=e["source_term"], kind=Kind(e["kind"])) for e in entries.values()]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--kinds", default=",".join(FAULTS))
    parser.add_argument("--novel", default="ja", choices=FORMATS)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--untouched", action="store_true")
    wanted = parser.parse_args()
    terms = terms_of(wanted.novel)
    cleaner = Cleaner(Config(select=("parallel",)), Glossary(tuple(terms)))
    book = list(chapters(wanted.novel))
    if wanted.untouched:
        words = found = 0
        for chapter in book:
            result = cleaner.clean(chapter.text, format=FORMATS[wanted.novel], beside=Raw("", chapter.raw))
            words += len(chapter.text.split())
            found += len(result.findings)
            for finding in result.findings:
                print(
                    f"  {chapter.name} {finding.rule}: {chapter.text[slice(*finding.span)][:60]!r} {finding.message[:200]}"
                )
        print(f"untouched: {found} findings in {words} words")
    for kind in wanted.kinds.split(",") if wanted.kinds else ():
        chance = random.Random(f"{wanted.seed} {kind}")
        places = [(chapter, place) for chapter in book for place in chapter.paragraphs]
        chance.shuffle(places)
        faults: dict[str, list[tuple[Passage, Fault]]] = {}
        count = 0
        for chapter, (passage, source) in places:
            fault = FAULTS[kind](passage.text, source, terms, chance) if count < wanted.faults else None
            if fault is not None and fault.text != passage.text:
                faults.setdefault(chapter.name, []).append((passage, fault))
                count += 1
        told: Counter[tuple[str, bool]] = Counter()
        for chapter in book:
            told.update(_found(cleaner, chapter, faults.get(chapter.name, []), kind, wanted))
        for sort in sorted({sort for sort, _hit in told}):
            hits, misses = told[sort, True], told[sort, False]
            print(f"{kind} {sort}: {hits} of {hits + misses} found, {hits / (hits + misses):.1%}", flush=True)


def _found(
    cleaner: Cleaner, chapter: Chapter, faults: list[tuple[Passage, Fault]], kind: str, wanted: argparse.Namespace
) -> Iterator[tuple[str, bool]]:
    text = chapter.text
    for passage, fault in faults:
        text = text.replace(passage.text, fault.text, 1)
    if not faults:
        return
    result = cleaner.clean(text, format=FORMATS[wanted.novel], beside=Raw("", chapter.raw))
    for _passage, fault in faults:
        if fault.text:
            start = text.find(fault.text)
            hit = any(
                finding.rule in RULES[kind] and start <= finding.span.start < start + len(fault.text)
                for finding in result.findings
            )
        else:
            hit = any(f.rule in RULES[kind] and fault.about[:30] in f.message for f in result.findings) or any(
                f.rule in RULES[kind] and " ".join(fault.about.split())[:8] in f.message for f in result.findings
            )
        if not hit and wanted.missed:
            print(f"  missed in {chapter.name}: {fault.about[:80]!r} | {fault.text[:160]!r}")
        yield fault.kind, hit


if __name__ == "__main__":
    main()
