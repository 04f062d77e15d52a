"""What grows, grows no faster than it must: work with the text, not with its square; hardly with the glossary; and what
is at hand at a time not at all with the number of files.

No time is measured: calls are counted, those of Python functions and those of built-in ones, and files and texts in
flight. What a single built-in call does with a long text is seen to by `tests/rules/test_adversarial.py`.
"""

from __future__ import annotations

import functools
import gc
import itertools
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileError, FileResult
from cleanup.files.discover import Source
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.run.survey import MOST
from cleanup.settings.config import Config, Overrides
from cleanup.terms.load import load_glossary
from tests.benchmarks.corpus import write_glossary

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PARAGRAPHS = [
    line for path in sorted(SAMPLES.rglob("chapter.*")) for line in path.read_text("utf-8").split("\n") if line.strip()
]
DAMAGED = "he said ,”It 's late . ” Then  Li Muli went--well -known, “ as as they say。 "


def calls(task: Callable[[], object]) -> int:
    """How many calls a task makes, those of built-in functions included."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        task()
    finally:
        sys.setprofile(None)
    return count


def glossary_of(folder: Path, entries: int) -> Path:
    path = folder / f"{entries}.toml"
    write_glossary(path, {"Li Mu": ["Li Muzhao"], "Letao": ["le tao"]}, entries)
    return path


def chapters(count: int) -> str:
    """So many paragraphs, no two the same."""
    return "\n\n".join(f"{PARAGRAPHS[n % len(PARAGRAPHS)]} That was day {n}." for n in range(count)) + "\n"


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(chapters, id="paragraphs"),
        pytest.param(lambda count: chapters(count).replace("\n\n", " "), id="one line"),
        pytest.param(lambda count: "".join(f"On day {n} {DAMAGED}" for n in range(count)), id="nothing but damage"),
        pytest.param(lambda count: "".join(f"On day {n} {DAMAGED}\n" for n in range(count)), id="damage in lines"),
        pytest.param(lambda count: " ".join(f"Li Mu{'aeiou'[n % 5]}{n} met Liu{n}." for n in range(count)), id="names"),
        pytest.param(lambda count: "“" * count + "word" + "”" * count, id="nested quotes"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["plain", "markdown"])
def test_work_grows_with_the_text(made: Callable[[int], str], format_: str, tmp_path: Path) -> None:
    cleaner = Cleaner(Config(), load_glossary([str(glossary_of(tmp_path, 20))], None))
    cleaner.clean(made(100), format=format_)  # what is built and learned once
    results: list[FileResult] = []
    once, fourfold = (
        calls(lambda count=count: results.append(cleaner.clean(made(count), format=format_)))  # type: ignore[misc]
        for count in (150, 600)
    )
    assert [result.faults for result in results] == [(), ()]
    assert fourfold < 5 * once


def test_what_is_remembered_of_texts_is_bounded(tmp_path: Path) -> None:
    """A run over a million files meets ever new words."""
    cleaner = Cleaner(Config(), load_glossary([str(glossary_of(tmp_path, 100))], None))
    chosen = random.Random(964)
    history: list[dict[str, int]] = []
    for seed in ("li mu chang an ming hua jun wei", "ka ri mo sen del gon bek tor"):
        words = {"".join(chosen.choices(seed.split(), k=chosen.randint(2, 6))).capitalize() for _ in range(2000)}
        lines = [f"He met {w}, and {w.lower()} saw Li Mu{w.lower()}. The {w}ed Hill was old.\n" for w in sorted(words)]
        cleaner.clean("".join(lines))
        gc.unfreeze()  # what is frozen is not listed
        caches = [o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)]
        ours = {f"{c.__module__}.{c.__qualname__}": c.cache_info() for c in caches if "cleanup." in str(c.__module__)}
        sizes = {name: info.currsize for name, info in ours.items() if info.maxsize is None}
        history.append(sizes)
    before, after = history
    assert len(after) > 5
    assert [name for name, size in after.items() if size > before.get(name, 0) + 100] == []


def test_work_hardly_grows_with_the_glossary(tmp_path: Path) -> None:
    text = chapters(60)
    built, cleaned = [], []
    for entries in (100, 400, 1600):
        path = str(glossary_of(tmp_path, entries))
        cleaners: list[Cleaner] = []

        def build(path: str = path, cleaners: list[Cleaner] = cleaners) -> None:
            cleaners.append(Cleaner(Config(), load_glossary([path], None)))
            cleaners[0].clean(PARAGRAPHS[0])

        built.append(calls(build))
        cleaned.append(calls(lambda cleaners=cleaners: cleaners[0].clean(text)))  # type: ignore[misc]
    assert built[2] - built[1] < 5 * (built[1] - built[0])
    assert max(cleaned) < 1.5 * min(cleaned)


@pytest.fixture
def stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    """Files without end: ten small ones, over and over."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanup.toml").write_text("packs = []")
    for n in range(10):
        (tmp_path / f"{n}.txt").write_text(f"{PARAGRAPHS[n]}\n", "utf-8")
    return (Source(f"{n}.txt") for n in itertools.cycle(range(10)))


@pytest.mark.parametrize(("jobs", "ahead"), [(1, 1), (2, 2 * 8)])
def test_files_are_taken_as_they_are_needed(stream: Iterator[Source], jobs: int, ahead: int) -> None:
    """There is no end to wait for, and what is done is not kept."""
    taken = 0

    def counted() -> Iterator[Source]:
        nonlocal taken
        for source in stream:
            taken += 1
            yield source

    def kept() -> set[int]:
        gc.collect()
        return {id(o) for o in gc.get_objects() if isinstance(o, (FileResult, Cleaned, FileError))}

    of_other_tests = kept()
    outcomes = clean_all(counted(), Job(overrides=Overrides(grammar=False)), jobs)
    try:
        for done in range(1, 100):
            assert isinstance(next(outcomes), Cleaned)
            assert taken <= max(MOST, done + ahead)  # chapters are compared with each other, up to so many
        assert len(kept() - of_other_tests) <= 2 * ahead + 2
    finally:
        outcomes.close()
