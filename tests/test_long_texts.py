"""A long text that is cut into pieces comes to the same as an uncut one: changes with causes, findings, refusals."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import cleaner as cleaning
from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult
from cleanup.files.discover import Source
from cleanup.rules.registry import RULES
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.settings.config import Config, Overrides
from cleanup.terms.load import load_glossary, term_from
from cleanup.terms.model import Glossary

TERMS = (
    {"name": "Li Mu", "source": "李牧", "kind": "person"},
    {"name": "Letao", "source": "乐淘", "kind": "platform"},
    {"name": "Senior Brother", "source": "师兄", "kind": "title", "variants": ["Elder martial brother"]},
)
PLAIN = (
    "The rain went on for the whole of the night, and nobody in the house by the bridge slept well.",
    "“We should go home before the river rises,” said the old man.",
    "Li Mu took the lamp from the wall and went down to the cellar without a word.",
    '"It is late," she said. "Let us talk about it tomorrow."',
)
DAMAGED = (
    *("”It makes no sense.” He waved. ”Wait.”", "“And so it went on, without an end", "and then he was silent.”"),
    *("Li Muli waved.", "Elder martial brother Liu left.", "letao is closed. the door is shut", "Chapter 12"),
    *("Well...... I see。。。", "He stopped -- and left.", "I don`t know.", "He left. i think so.", "「Who is it?」"),
    *(example.bad for rule in RULES for example in rule.examples if len(example.bad) < 120 and not example.raw),
)
PARAGRAPHS = st.lists(st.sampled_from((*PLAIN, *PLAIN, *PLAIN, *DAMAGED)), min_size=90, max_size=160)


@cache
def _cleaner() -> Cleaner:
    return Cleaner(Config(), Glossary((*load_glossary([], None), *(term_from(term) for term in TERMS))))


def _clean(text: str, piece: int) -> FileResult:
    with patch.object(cleaning, "LONG", 0), patch.object(cleaning, "PIECE", piece):
        return _cleaner().clean(text)


@given(PARAGRAPHS, st.sampled_from(("\n", "\n\n", "\r\n")), st.integers(0, 3))
@settings(max_examples=8)
def test_pieces_come_to_the_same_as_the_whole(paragraphs: list[str], gap: str, copies: int) -> None:
    middle = len(paragraphs) // 2
    paragraphs[middle:middle] = [PLAIN[0]] * copies  # repeats, perhaps across a cut
    text = gap.join(paragraphs)
    whole = _clean(text, len(text) + 1)
    assert _clean(text, 1_500) == whole
    again = _clean(whole.revised, 1_500)
    assert again.revised == whole.revised


def test_the_whole_text_decides_how_a_piece_is_written() -> None:
    straight = ['"It is late," she said. "Let us go."'] * 60
    text = "\n\n".join((*(f"{number}. {line}" for number, line in enumerate(straight)), *["“Yes,” he said."] * 40))
    assert "“" not in _clean(text, 1_000).revised


def test_helpers_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "LONG", 1_000)
    monkeypatch.setattr(cleaning, "PIECE", 3_000)
    monkeypatch.setattr("cleanup.run.batch.LARGE", 1_000)
    file = tmp_path / "book.txt"
    file.write_text("\n\n".join(f"{number}. {text}" for number, text in enumerate((*PLAIN, *DAMAGED) * 3)), "utf-8")
    job = Job(overrides=Overrides(engine="none"))
    one, several = (list(clean_all([Source(str(file))], job, jobs)) for jobs in (1, 2))
    assert isinstance(one[0], Cleaned)
    assert one[0].result.changes
    assert one == several
