"""How well paragraphs are aligned: the share of a translation's paragraphs whose source paragraphs are exactly right.

    python -m tests.benchmarks.align [--seed N] [--chapters N]

Chapters that are line by line in step are disturbed by a seed: paragraphs are merged, split at the end of a sentence,
and dropped, on either side; where each came from is remembered, and is the truth.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import defaultdict
from pathlib import Path

from cleanup.core.model import Block, Document, Span
from cleanup.formats.registry import format_named
from cleanup.parallel.align import align
from cleanup.parallel.passages import passages

DATA = Path(__file__).parents[3] / "shared" / "data" / "parallel" / "ja"
Line = tuple[str, frozenset[int]]
"""A paragraph, and the numbers of the lines that it came from."""

_ENDS = re.compile(r"(?<=[.!?…。！？])[\"”」』)）]*[ \u3000]*(?=\S)")


def in_step(translation: str, raw: str) -> tuple[list[Line], list[Line]]:
    """The lines of a chapter that say something, each with its number, on both sides."""
    sides = []
    for text in (raw, translation):
        found = passages(format_named("plain").parse(text))
        sides.append([(p.text, frozenset([text.count("\n", 0, p.span.start)])) for p in found])
    return sides[0], sides[1]


def disturbed(lines: list[Line], chance: random.Random, share: float) -> list[Line]:
    """Lines merged with the next, cut in two, and left out, each with a probability."""
    out: list[Line] = []
    joins = False
    for text, numbers in lines:
        if chance.random() < share / 3:
            continue
        cuts = [m.end() for m in _ENDS.finditer(text) if 8 < m.end() < len(text) - 8]
        pieces = [text]
        if cuts and chance.random() < share:
            cut = chance.choice(cuts)
            pieces = [text[:cut].rstrip(), text[cut:]]
        if joins:
            before, those = out.pop()
            pieces[0], numbers_first = f"{before} {pieces[0]}", those | numbers
            out.append((pieces[0], numbers_first))
            out += [(piece, numbers) for piece in pieces[1:]]
        else:
            out += [(piece, numbers) for piece in pieces]
        joins = chance.random() < share
    return out


def compared(source: list[Line], target: list[Line]) -> tuple[int, int, int, int, float, list[tuple[float, bool]]]:
    """Paragraphs right and in all, pairs right of those found, seconds, and each link's probability with its truth."""
    documents = []
    for side in (source, target):
        prose, blocks, at = "", [], 0
        for text, _numbers in side:
            blocks.append(Block(Span(at, at + len(text))))
            at += len(text) + 1
        prose = "\n".join(text for text, _numbers in side)
        documents.append(Document(prose, prose, tuple(blocks)))
    first, second = map(passages, documents)
    start = time.process_time()
    alignment = align(first, second)
    seconds = time.process_time() - start
    gold = {
        j: frozenset(i for i, (_text, theirs) in enumerate(source) if theirs & numbers)
        for j, (_text, numbers) in enumerate(target)
    }
    found: dict[int, set[int]] = defaultdict(set)
    sure = []
    for link in alignment.links:
        sources = range(link.first, link.first_end)
        for j in range(link.second, link.second_end):
            found[j].update(sources)
        if link.second < link.second_end:
            exact = all(gold[j] == frozenset(sources) for j in range(link.second, link.second_end))
            sure.append((link.probability, exact))
    right = sum(found[j] == gold[j] for j in gold)
    pairs = sum(len(found[j]) for j in gold)
    good = sum(len(found[j] & gold[j]) for j in gold)
    return right, len(gold), good, pairs, seconds, sure


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chapters", type=int, default=24)
    parser.add_argument("--skip", type=int, default=0)
    wanted = parser.parse_args()
    for share in (0.0, 0.05, 0.1, 0.2):
        chance = random.Random(wanted.seed)
        sums = [0, 0, 0, 0, 0.0]
        sure: list[tuple[float, bool]] = []
        for path in sorted((DATA / "en").iterdir())[wanted.skip : wanted.skip + wanted.chapters]:
            raw = (DATA / "raw" / path.name).read_text("utf-8")
            source, target = in_step(path.read_text("utf-8"), raw)
            if share:
                source, target = disturbed(source, chance, share), disturbed(target, chance, share)
            *figures, probabilities = compared(source, target)
            sums = [a + b for a, b in zip(sums, figures, strict=True)]
            sure += probabilities
        right, everything, good, pairs, seconds = sums
        print(
            f"disturbed {share:.0%}: {right / everything:.2%} of {everything} paragraphs right, "
            f"{good / pairs:.2%} of pairs; {seconds:.1f} s"
        )
        for low, high in ((0.0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01)):
            some = [exact for probability, exact in sure if low <= probability < high]
            if some:
                print(
                    f"    links of probability {low} to {high}: {len(some)}, {sum(some) / len(some):.1%} exactly right"
                )


if __name__ == "__main__":
    main()
