"""Draw safe changes from real text to be read: ``python tests/benchmarks/sample.py [--seed N] [--count N] [--rules R,R]``

Every rule but the grammar engine runs over the evaluation texts that are beside the repository, with their glossaries.
Each rule that changed something gets the same number of places while it has any, so that a rare rule is read as closely
as a frequent one, and at most two of them have the same words (*Irvin* for *Arvin* 500 times). Printed for each: where
it is, the words around it before and after, and the message; then how often each rule fired. What is read is labelled
right, harmless or wrong by hand: precision is (right + harmless) / all, and every wrong kind is mended.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from names import terms_of  # type: ignore[import-not-found]  # run as a script, beside this file

from cleanup.cleaner import Cleaner
from cleanup.core.model import Change, FileResult
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Glossary, Term
from cleanup.terms.packs import pack_paths

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_SAME = 2
"""Places with the same words that are drawn."""
_AROUND = 90
_WORD_END = re.compile(r"[^\s]*")


class Place(NamedTuple):
    """A safe change where it was made."""

    where: str
    rule: str
    before: str
    after: str
    shown: str
    message: str


class Source(NamedTuple):
    """Texts with the glossary that is used for them."""

    name: str
    format: str
    terms: tuple[Term, ...]
    texts: tuple[tuple[str, str], ...]


def sources(fraction: float, seed: int) -> Iterator[Source]:
    """The evaluation texts; of the large glossary only a ``fraction``, drawn by ``seed``."""
    packs = tuple(load_glossary(pack_paths(None)))
    yield Source("964", "plain", packs, (("964", (DATA / "chapter-964.txt").read_text("utf-8")),))
    for language in ("zh", "ja"):
        texts = _files(DATA / "parallel" / language / "en")
        yield Source(language, "markdown" if language == "zh" else "plain", packs, texts)
    rows = [json.loads(line) for line in (DATA / "names-dev.jsonl").read_text("utf-8").splitlines()]
    terms = terms_of([entry for row in rows for entry in row["glossary"]])
    named = {term.name for term in terms}
    packs_beside = tuple(term for term in packs if term.name not in named)
    yield Source("names-dev", "plain", (*packs_beside, *terms), tuple((r["doc_id"], r["text"]) for r in rows))
    entries = [json.loads(line) for line in (DATA / "large" / "glossary.jsonl").read_text("utf-8").splitlines()]
    if fraction < 1:
        entries = random.Random(seed).sample(entries, int(fraction * len(entries)))
    yield Source("large", "markdown", tuple(terms_of(entries)), _files(DATA / "large" / "chapters"))
    yield Source("clean", "plain", packs, _files(DATA / "clean"))


def _files(folder: Path) -> tuple[tuple[str, str], ...]:
    return tuple((path.name, path.read_text("utf-8")) for path in sorted(folder.iterdir()))


def changes(source: Source) -> Iterator[Place]:
    """Every safe change in the texts of a source."""
    cleaner = Cleaner(Config(), Glossary(source.terms), None)
    for name, text in source.texts[:24]:
        cleaner.survey(text, path=name, format=source.format)
    for name, text in source.texts:
        result = cleaner.clean(text, path=name, format=source.format)
        for fault in result.faults:
            print(f"FAULT {source.name} {name}: {fault}", flush=True)
        for index, change in enumerate(result.changes):
            cause = change.causes[0]
            shown = _shown(result, index)
            before, after = _whole_words(text, change)
            yield Place(f"{source.name} {name}", cause.rule, before, after, shown, cause.message)


def _whole_words(text: str, change: Change) -> tuple[str, str]:
    """The words that a change touches, before and after it."""
    start, end = change.span
    first = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    found = _WORD_END.match(text, end)
    last = found.end() if found and change.span.start < end else end
    return text[first:last], text[first:start] + change.after + text[end:last]


def _shown(result: FileResult, index: int) -> str:
    """A change in its place: the words around it as they were, and as all changes made them."""
    text, change = result.original, result.changes[index]
    first, last = max(0, change.span.start - _AROUND), min(len(text), change.span.end + _AROUND)
    was = f"{text[first : change.span.start]}⟦{change.before}⟧{text[change.span.end : last]}"
    now, at = "", first
    for other in result.changes:
        if at <= other.span.start and other.span.end <= last:
            now += text[at : other.span.start] + other.after
            at = other.span.end
    return f"    {was!r}\n    {now + text[at:last]!r}"


def drawn(places: list[Place], count: int, seed: int) -> list[Place]:
    """As many places of each rule while it has any, ``count`` in all."""
    random.Random(seed).shuffle(places)
    same: Counter[tuple[str, str, str]] = Counter()
    by_rule: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        key = (place.rule, place.before.casefold(), place.after.casefold())
        same[key] += 1
        if same[key] <= _SAME:
            by_rule[place.rule].append(place)
    taken: list[Place] = []
    round_ = 0
    while len(taken) < count and any(len(found) > round_ for found in by_rule.values()):
        taken += [found[round_] for _, found in sorted(by_rule.items()) if len(found) > round_]
        round_ += 1
    return sorted(taken[:count], key=lambda place: (place.rule, place.where))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--rules", default="", help="only these rules, by the beginnings of their names")
    parser.add_argument("--sets", default="", help="only these sets of texts")
    parser.add_argument("--fraction", type=float, default=1.0, help="how much of the large glossary is used")
    arguments = parser.parse_args()
    if not DATA.exists():
        print(f"no evaluation texts at {DATA}: they are not part of this repository")
        return 2
    only, sets = tuple(filter(None, arguments.rules.split(","))), set(filter(None, arguments.sets.split(",")))
    places = [
        place
        for source in sources(arguments.fraction, arguments.seed)
        if not sets or source.name in sets
        for place in changes(source)
        if not only or place.rule.startswith(only)
    ]
    counts = Counter(place.rule for place in places)
    for number, place in enumerate(drawn(places, arguments.count, arguments.seed), start=1):
        print(f"{number} {place.rule} [{place.where}] {place.message}\n{place.shown}")
    print(f"{counts.total()} safe changes: {dict(counts.most_common())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
