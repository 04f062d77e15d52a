"""Paragraphs of a source and its translation: what belongs together, and how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.formats.registry import format_named
from cleanup.parallel.align import Alignment, align
from cleanup.parallel.passages import passages

ZH = """第3章 旧桥

2024-05-01

作者：某人

林秋站在旧桥上，看着河水慢慢流过。

“你来晚了。”老船夫说。

“路上下雨，马车陷进了泥里。”林秋把三十枚铜钱放在他手里。

船夫数了数钱，点点头，解开了绳子。

对岸的灯一盏一盏亮起来。

“那座塔里住着谁？”林秋问。

老船夫没有回答，只是用力划桨。
"""
EN = """Chapter 3: The Old Bridge

Lin Qiu stood on the old bridge and watched the river flow slowly past.

"You are late," said the old boatman.

"It rained on the way, and the carriage got stuck in the mud." Lin Qiu put thirty copper coins into his hand.

The boatman counted the money, nodded, and untied the rope.

One after another, the lamps on the far bank lit up.

"Who lives in that tower?" Lin Qiu asked.

The old boatman did not answer; he only rowed harder.
"""


def aligned(source: str, target: str) -> Alignment:
    parse = format_named("plain").parse
    return align(passages(parse(source)), passages(parse(target)))


def pairs(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(range(s.first, s.first_end)), tuple(range(s.second, s.second_end))) for s in alignment.links]


def test_in_step() -> None:
    alignment = aligned(ZH, EN)
    assert pairs(alignment) == [((i,), (i,)) for i in range(8)]
    assert all(link.probability > 0.9 for link in alignment.links)
    assert alignment.fit > 0.9


def test_merged_paragraphs() -> None:
    merged = EN.replace("boatman.\n\n", "boatman. ")
    assert ((2, 3), (2,)) in pairs(aligned(ZH, merged))


def test_split_paragraph() -> None:
    split = EN.replace('mud." ', 'mud."\n\n')
    assert ((3,), (3, 4)) in pairs(aligned(ZH, split))


def test_missing_and_added_paragraphs() -> None:
    lines = EN.split("\n\n")
    without = "\n\n".join(lines[:3] + lines[4:])
    assert ((3,), ()) in pairs(aligned(ZH, without))
    added = "\n\n".join([*lines[:5], "Please support the translators on our site by reading there.", *lines[5:]])
    assert ((), (5,)) in pairs(aligned(ZH, added))


def test_another_text_does_not_fit() -> None:
    other = "\n\n".join(
        f"The {word} of the market was louder than usual, and nobody could hear the {word}."
        for word in "bell horn drum crowd singer dog wind rain choir organ".split()
    )
    assert aligned(ZH, other).fit < 0.5


def test_nothing_on_one_side() -> None:
    assert pairs(aligned("", EN)) == [((), (j,)) for j in range(8)]
    assert pairs(aligned(ZH, "")) == [((i,), ()) for i in range(8)]
    assert aligned("", "").links == ()
    assert aligned("***\n\n……", "* * *").links == ()


def test_links_leave_nothing_out() -> None:
    alignment = aligned(ZH * 3, EN * 2)
    sources = [i for link in alignment.links for i in range(link.first, link.first_end)]
    targets = [j for link in alignment.links for j in range(link.second, link.second_end)]
    assert sources == list(range(len(alignment.source)))
    assert targets == list(range(len(alignment.target)))


def test_japanese() -> None:
    source = "カーラは剣を抜いた。\n\n「逃げろ！」\n\nミアは三回うなずいた。"
    target = "Carla drew her sword.\n\n“Run!”\n\nMia nodded three times."
    assert pairs(aligned(source, target)) == [((i,), (i,)) for i in range(3)]


def test_korean() -> None:
    source = "민호는 문을 열었다.\n\n“누구야?” 지수가 물었다.\n\n대답은 없었다."
    target = "Minho opened the door.\n\n“Who is it?” asked Jisoo.\n\nThere was no answer."
    assert pairs(aligned(source, target)) == [((i,), (i,)) for i in range(3)]


DATA = Path(__file__).parents[3] / "shared" / "data" / "parallel" / "ja"


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the novels are not here")
def test_real_chapters_in_step_and_disturbed() -> None:
    import random

    from tests.benchmarks.align import compared, disturbed, in_step

    chance = random.Random(7)
    undisturbed, shaken = [0, 0], [0, 0]
    for path in sorted((DATA / "en").iterdir())[:4]:
        source, target = in_step(path.read_text("utf-8"), (DATA / "raw" / path.name).read_text("utf-8"))
        right, everything, *_rest = compared(source, target)
        undisturbed = [undisturbed[0] + right, undisturbed[1] + everything]
        right, everything, *_rest = compared(disturbed(source, chance, 0.05), disturbed(target, chance, 0.05))
        shaken = [shaken[0] + right, shaken[1] + everything]
    assert undisturbed[0] >= 0.98 * undisturbed[1]
    assert shaken[0] >= 0.95 * shaken[1]
