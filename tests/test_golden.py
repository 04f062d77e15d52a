"""Golden cases: the samples as rules alone clean them, and the traps, which nothing may touch.

A trap is a line that looks wrong and is right. A false positive found once is added to ``golden/traps.txt``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult
from cleanup.core.revision import replay
from cleanup.formats.registry import format_of
from cleanup.rules.registry import RULES
from cleanup.settings.config import Config, load_config
from cleanup.terms.load import load_glossary
from cleanup.terms.model import Term

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = sorted(path.parent.name for path in (ROOT / "samples").glob("*/chapter.*"))
TRAPS = [
    line
    for line in (GOLDEN / "traps.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
PACKS = load_glossary(packs=None)
PROMISES = [(term, before, after) for term in PACKS for before, after in term.examples]
KEPT = [(term, text) for term in PACKS for text in term.keep]


def _chapter(sample: str) -> Path:
    (chapter,) = (ROOT / "samples" / sample).glob("chapter.*")
    return chapter


@cache
def _cleaned(sample: str) -> tuple[FileResult, FileResult]:
    """A sample cleaned once, and the outcome cleaned again; without a grammar engine."""
    chapter = _chapter(sample)
    config = load_config(chapter.parent / "cleanup.toml")
    cleaner = Cleaner(config, load_glossary(config.glossaries, config.packs))
    kind = format_of(str(chapter)).name
    once = cleaner.clean(chapter.read_text(encoding="utf-8"), path=str(chapter), format=kind)
    return once, cleaner.clean(once.revised, path=str(chapter), format=kind)


@cache
def _trap_cleaner() -> Cleaner:
    return Cleaner(Config(), load_glossary([GOLDEN / "traps.toml"], None))


@cache
def _pack_cleaner() -> Cleaner:
    return Cleaner(Config(), PACKS)


def test_there_are_four_samples() -> None:
    assert {"modern-business", "cultivation-fantasy", "japanese-light-novel", "non-fiction-article"} <= set(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_comes_out_as_an_editor_would_have_it(sample: str) -> None:
    once, _ = _cleaned(sample)
    assert once.faults == ()
    expected = (GOLDEN / f"{sample}{_chapter(sample).suffix}").read_text(encoding="utf-8")
    assert once.revised.splitlines() == expected.splitlines()


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_cleaned_sample_stays(sample: str) -> None:
    once, again = _cleaned(sample)
    assert again.revised == once.revised
    assert again.changes == ()


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_recorded_changes_make_the_sample(sample: str) -> None:
    once, _ = _cleaned(sample)
    assert replay(once.original, once.changes) == once.revised
    assert all(change.causes for change in once.changes)


def test_the_samples_show_every_topic() -> None:
    shown = {
        rule.partition("-")[0]
        for sample in SAMPLES
        for rule in (
            *(cause.rule for change in _cleaned(sample)[0].changes for cause in change.causes),
            *(finding.rule for finding in _cleaned(sample)[0].findings),
        )
    }
    assert {rule.topic for rule in RULES} - shown == {"parallel"}, "which needs a source: see tests/parallel"


@pytest.mark.parametrize("line", TRAPS)
def test_trap_stays(line: str) -> None:
    result = _trap_cleaner().clean(line)
    assert result.faults == ()
    assert result.revised == line


def test_all_traps_together_stay() -> None:
    """Without the rules that make a text uniform: together the traps show every make of quote and ellipsis."""
    uniform = ("quotes-style", "quotes-single", "quotes-apostrophe", "punctuation-ellipsis", "punctuation-dash")
    cleaner = Cleaner(Config(ignore=uniform), load_glossary([GOLDEN / "traps.toml"], None))
    text = "\n\n".join(TRAPS) + "\n"
    assert cleaner.clean(text).revised.splitlines() == text.splitlines()


@pytest.mark.parametrize(("term", "before", "after"), PROMISES, ids=lambda value: getattr(value, "name", None))
def test_pack_entry_does_what_it_promises(term: Term, before: str, after: str) -> None:
    assert _pack_cleaner().clean(before).revised == after


@pytest.mark.parametrize(("term", "text"), KEPT, ids=lambda value: getattr(value, "name", None))
def test_pack_entry_keeps_what_it_promises(term: Term, text: str) -> None:
    assert _pack_cleaner().clean(text).revised == text
