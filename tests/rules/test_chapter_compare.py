"""What the chapters of a run say of each other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cleanup.files.discover import Source
from cleanup.gate.checker import check_all
from cleanup.gate.results import results_file
from cleanup.rules.chapter.compare import chapters_of
from cleanup.rules.chapter.shape import Shape, likeness, shape_of
from cleanup.rules.chapter.standing import Chapters, Standing, from_fields, to_fields
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.settings.config import Overrides
from cleanup.storage.store import Store

WORDS = (
    "mill wheel river stone bridge lantern flour miller dog boat rope water night morning door window sack cart".split()
)


def story(seed: int, words: int = 400) -> str:
    chance = random.Random(seed)
    sentences = (" ".join(chance.choices(WORDS, k=10)).capitalize() + "." for _ in range(words // 10))
    return "\n\n".join(sentences)


def book(numbers: list[int], kind: str = "chapter") -> dict[str, Shape]:
    return {f"novel/{place:03}.txt": Shape(1_000, number, kind) for place, number in enumerate(numbers)}


def numbering(numbers: list[int]) -> dict[int, str]:
    found = chapters_of(book(numbers)).standings
    return {place: s.numbering for place, s in enumerate(found.values()) if s.numbering}


@pytest.mark.parametrize(
    "numbers",
    [
        list(range(1, 20)),
        [*range(1, 9), *range(1, 9)],  # a second volume
        [0, *range(1, 12)],
        [1, 5, 9, 14, 20, 33, 41, 50],  # some chapters of a book
        [3, 1, 4, 1, 5, 9, 2, 6],
        [1, 2, 4],
        [-1] * 12,
    ],
)
def test_numbers_in_order_or_without_any(numbers: list[int]) -> None:
    assert numbering(numbers) == {}


def test_numbers_out_of_order() -> None:
    assert numbering([*range(1, 9), *range(10, 20)]) == {8: "chapter 9 is missing before this one"}
    assert numbering([*range(1, 9), *range(12, 25)]) == {8: "chapters 9 to 11 are missing before this one"}
    assert numbering([*range(1, 9), 8, *range(9, 20)]) == {8: "chapter 8 is there twice: 007.txt has that number, too"}
    assert numbering([*range(1, 9), 90, *range(10, 20)]) == {8: "the heading says chapter 90 where 9 belongs"}


def test_a_chapter_without_a_number_may_be_the_one_that_is_missing() -> None:
    assert numbering([*range(1, 9), -1, *range(10, 20)]) == {}


def test_parts_of_a_chapter_share_its_number() -> None:
    shapes = book([*range(1, 9), 8, *range(9, 20)])
    shapes["novel/008.txt"] = shapes["novel/008.txt"]._replace(part=True)
    assert not any(standing.numbering for standing in chapters_of(shapes).standings.values())


@pytest.mark.parametrize(
    ("text", "number", "part"),
    [
        ("Chapter 12: The Mill\n\nA.", 12, False),
        ("# Chapter 012 - The Mill (2/3)\n", 12, True),
        ("**Episode 7 The Mill, Part 2**\n\nA.", 7, True),
        ("The Mill\n\nIt was in chapter 9 that he read it.", -1, False),
    ],
)
def test_the_number_of_a_chapter(text: str, number: int, part: bool) -> None:
    shape = shape_of(text)
    assert (shape.number, shape.part) == (number, part)


def test_likeness() -> None:
    one, other = story(1), story(2)
    assert likeness(shape_of(one), shape_of(one)) == 1.0
    assert likeness(shape_of(one), shape_of(other)) < 0.1
    assert likeness(shape_of(one), shape_of(one.replace("Mill", "Barn"))) > 0.6


def test_words_of_a_text_that_is_not_english() -> None:
    assert 100 < shape_of("他推开磨坊的门，里面没有人。" * 20).words < 220


def test_it_can_be_written_down() -> None:
    chapters = Chapters({"a.txt": Standing(7, 900, 30, "b.txt", "x")}, {"灯塔": {"lighthouse": 2}})
    assert from_fields(to_fields(chapters)) == chapters


@pytest.fixture
def novel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    """Twelve chapters: 5 is a copy of 3, 7 is too short, 8 is missing, 9 empty, 10 has a gloss, 11 the word."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanup.toml").write_text("packs = []\n")
    texts = {number: story(number) for number in range(1, 14) if number != 8}
    texts[5] = texts[3].replace("Mill", "Barn")
    texts[7] = story(7, 60)
    texts[9] = ""
    texts[10] += "\n\nHe saw a灯塔 (lighthouse), and the灯塔 (lighthouse) was dark.\n"
    texts[11] += "\n\nAt the灯塔 he slept.\n"
    for number, text in texts.items():
        Path(f"{number}.txt").write_text(f"Chapter {number}\n\n{text}\n", "utf-8")
    return [Source(f"{number}.txt") for number in sorted(texts, key=str)]


def job() -> Job:
    return Job(overrides=Overrides(grammar=False))


EXPECTED = {
    "5.txt": ["chapter-duplicate"],
    "7.txt": ["chapter-length"],
    "9.txt": ["chapter-empty", "chapter-number"],
}


def test_a_run_tells_what_its_chapters_say_of_each_other(novel: list[Source]) -> None:
    outcomes = [each for each in clean_all(novel, job()) if isinstance(each, Cleaned)]
    found = {o.result.path: sorted(f.rule for f in o.result.findings if f.rule[:7] == "chapter") for o in outcomes}
    assert {path: rules for path, rules in found.items() if rules} == EXPECTED
    (with_word,) = [o.result for o in outcomes if o.result.path == "11.txt"]
    assert "At the lighthouse he slept." in with_word.revised


def test_a_chapter_alone_says_nothing_of_that(novel: list[Source]) -> None:
    outcomes = [each for source in novel for each in clean_all([source], job())]
    rules = {f.rule for o in outcomes if isinstance(o, Cleaned) for f in o.result.findings}
    assert rules & {"chapter-duplicate", "chapter-length", "chapter-number"} == set()


def test_kept_results_hold_only_while_the_others_stay(novel: list[Source]) -> None:
    def check() -> list[str]:
        outcomes = check_all(novel, job(), store=Store(results_file()))
        return [
            f"{each.path} {found.rule}" for each in outcomes for found in each.found if found.rule[:8] == "chapter-"
        ]

    first = check()
    assert "5.txt chapter-duplicate" in first
    assert check() == first
    Path("3.txt").write_text(f"Chapter 3\n\n{story(99)}\n", "utf-8")
    assert "5.txt chapter-duplicate" not in check()
