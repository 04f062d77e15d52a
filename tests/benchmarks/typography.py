"""Measure the typography stage: ``python tests/benchmarks/typography.py [--show N] [--seed N] FILE...``

Each FILE is plain text, or JSON Lines with a ``text`` in each row. Printed for each: safe changes and suggestions by
rule, the rate of safe changes per 10,000 words (in well-edited text all of them are suspect), whether a second run
changes nothing, and the time.

Of files with curly quotes, paragraphs with quotations are then damaged at random in many ways, each put between its
neighbours, and cleaned: how many come back exactly as they were, how many only better, unchanged, or worse (by edit
distance to the sound paragraph).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Stage
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary

TYPOGRAPHY = tuple(rule.id for rule in RULES if rule.stage is Stage.TYPOGRAPHY)
Damage = Callable[[str, random.Random], str]


def cleaner(quotes: str = "auto") -> Cleaner:
    return Cleaner(Config(select=TYPOGRAPHY, quotes=quotes), Glossary())


def texts(path: Path) -> Iterator[str]:
    """The texts of a file."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["text"] for line in content.splitlines() if line.strip())
    else:
        yield content


def shown(result: FileResult, count: int) -> None:
    text = result.original
    for change in result.changes[:count]:
        left, right = (
            text[max(change.span.start - 30, 0) : change.span.start],
            text[change.span.end : change.span.end + 25],
        )
        print(f"    {change.causes[0].rule}: {left!r} [{change.before!r} -> {change.after!r}] {right!r}")


def changes(path: Path, show: int) -> None:
    tally: Counter[str] = Counter()
    offered: Counter[str] = Counter()
    words = unstable = 0
    elapsed = 0.0
    for text in texts(path):
        words += len(text.split())
        start = time.perf_counter()
        result = cleaner().clean(text)
        elapsed += time.perf_counter() - start
        unstable += bool(result.faults) or bool(cleaner().clean(result.revised).changes)
        tally.update(cause.rule for change in result.changes for cause in change.causes)
        offered.update(finding.rule for finding in result.findings)
        shown(result, show)
    rate = 10_000 * tally.total() / max(words, 1)
    print(f"{path.name}: {words} words, {tally.total()} safe changes ({rate:.2f} per 10,000 words), {elapsed:.2f} s")
    print(f"    safe {dict(tally)}\n    offered {dict(offered)}\n    texts that fail or do not settle: {unstable}")


def _each_mark(paragraph: str, change: Callable[[str], str]) -> str:
    return re.sub("[“”]", lambda match: change(match[0]), paragraph)


def _one_mark(paragraph: str, rng: random.Random, change: Callable[[str], str]) -> str:
    at = rng.choice([match.start() for match in re.finditer("[“”]", paragraph)])
    return paragraph[:at] + change(paragraph[at]) + paragraph[at + 1 :]


def turned(paragraph: str, rng: random.Random) -> str:
    return _one_mark(paragraph, rng, lambda mark: "”" if mark == "“" else "“")


def all_closing(paragraph: str, rng: random.Random) -> str:
    return paragraph.replace("“", "”")


def all_straight(paragraph: str, rng: random.Random) -> str:
    return _each_mark(paragraph, lambda mark: '"')


def spaced(paragraph: str, rng: random.Random) -> str:
    return _each_mark(paragraph, lambda mark: '" ' if mark == "“" else ' "')


def doubled(paragraph: str, rng: random.Random) -> str:
    return _one_mark(paragraph, rng, lambda mark: mark * 2)


def lost(paragraph: str, rng: random.Random) -> str:
    return _one_mark(paragraph, rng, lambda mark: "")


def spaced_outside_in(paragraph: str, rng: random.Random) -> str:
    return paragraph.replace("” ", " ”", 1)


def anything(paragraph: str, rng: random.Random) -> str:
    """Every mark of a random make, three in ten with a space inside, one in seven without the space outside."""

    def change(match: re.Match[str]) -> str:
        before, mark, after = match.groups()
        sign = rng.choice('“”"') if rng.random() < 0.6 else mark
        space = " " if rng.random() < 0.3 else ""
        outside = rng.random() < 0.15
        if mark == "“":
            return ("" if outside else before) + sign + space + after
        return before + space + sign + ("" if outside else after)

    return re.sub("( ?)([“”])( ?)", change, paragraph)


def space_before_mark(paragraph: str, rng: random.Random) -> str:
    return re.sub(r"(?<=\w)([,.;:!?])(?=[\s”]|$)", r" \1", paragraph, count=rng.randint(1, 3))


def no_space_after_mark(paragraph: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[a-z])([,.;!?]) (?=\w)", r"\1", paragraph, count=1)


def full_width(paragraph: str, rng: random.Random) -> str:
    wide = {",": "，", ".": "。", "!": "！", "?": "？", ";": "；"}
    return re.sub(r"(?<=[a-z])([,.!?;])(?: |(?=”))", lambda match: wide[match[1]], paragraph)


def no_full_stop(paragraph: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[a-z])\.$", "", paragraph)


DAMAGES: tuple[Damage, ...] = (
    turned,
    all_closing,
    all_straight,
    spaced,
    doubled,
    lost,
    spaced_outside_in,
    anything,
    space_before_mark,
    no_space_after_mark,
    full_width,
    no_full_stop,
)


def restored(path: Path, seed: int, show: int, count: int = 500) -> None:
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", next(texts(path)))]
    triples = [
        (paragraphs[n - 1], paragraph, paragraphs[n + 1])
        for n, paragraph in enumerate(paragraphs[:-1])
        if n and "“" in paragraph and "\n" not in paragraph and 20 < len(paragraph) < 1_500
    ]
    if not triples:
        return
    mender = cleaner("curly")
    for damage in DAMAGES:
        rng = random.Random(seed)
        tally: Counter[str] = Counter()
        for before, paragraph, after in rng.sample(triples, min(count, len(triples))):
            sound = f"{before}\n\n{paragraph}\n\n{after}"
            bad = f"{before}\n\n{damage(paragraph, rng)}\n\n{after}"
            if bad == sound:
                continue
            result = mender.clean(bad)
            far, now = Levenshtein.distance(bad, sound), Levenshtein.distance(result.revised, sound)
            unchanged = result.revised == bad
            outcome = "exact" if not now else "unchanged" if unchanged else "better" if now < far else "worse"
            tally[outcome] += 1
            if outcome == "worse":
                shown(result, show)
        print(f"    {damage.__name__:20} {dict(tally)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many changes of each text to print")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for path in arguments.files:
        changes(path, arguments.show)
        if "“" in next(texts(path)):
            restored(path, arguments.seed, arguments.show)


if __name__ == "__main__":
    main()
