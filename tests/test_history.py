"""What was seen before, and what is skipped, decides nothing: a cleaner that has cleaned other texts gives what a new
one gives, and what one gives that runs every rule over the whole text each time.

Much is remembered during a run (tokens, forms, blocks, how quotation marks were read) to be quick; with several
processes each of them has seen other files.
"""

from __future__ import annotations

from functools import cache
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.cleaner import Cleaner
from cleanup.core.model import Document, Finding
from cleanup.rules.engine.incremental import StageRules, _readable
from cleanup.rules.engine.selection import at_level
from cleanup.rules.registry import RULES
from cleanup.settings.config import Config
from cleanup.terms.load import load_glossary, term_from
from cleanup.terms.model import Glossary

TERMS = (
    {"name": "Li Mu", "source": "李牧", "kind": "person", "gender": "male"},
    {"name": "Letao", "source": "乐淘", "kind": "platform"},
    {"name": "Sardes", "source": "萨尔德斯", "kind": "place"},
    {"name": "Donggong", "source": "东宫", "kind": "person"},
    {"name": "Senior Brother", "source": "师兄", "kind": "title", "variants": ["Elder martial brother"]},
    {"name": "Liu", "source": "刘", "kind": "person"},
)
NAMES = (
    "Li Muli waved.", "Li Mu Tuo said, ", "Li Mu came in.", "LiMu", "He asked li mu.", "Saldes is far.", "Salerdos",
    "the Eastern Palace", "Elder martial brother Liu left.", "senior brother", "letao", "LeTao’s shop", "Mr. Liu.",
)  # fmt: skip
BITS = (*NAMES, *(example.bad for rule in RULES for example in rule.examples if len(example.bad) < 120))


@cache
def _glossary() -> Glossary:
    return Glossary((*load_glossary([], None), *(term_from(term) for term in TERMS)))


@cache
def _used() -> Cleaner:
    return Cleaner(Config(), _glossary())


TEXTS = st.lists(
    st.tuples(st.sampled_from(BITS), st.sampled_from((" ", " ", "\n\n", "\n\n", "\n", "” ", " “", "’s "))), max_size=14
).map(lambda parts: "".join(text + gap for text, gap in parts))


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(("plain", "markdown")))
@settings(max_examples=60)
def test_a_cleaner_that_has_seen_other_texts_gives_the_same(texts: list[str], format: str) -> None:
    for text in texts:
        assert _used().clean(text, format=format) == Cleaner(Config(), _glossary()).clean(text, format=format)


def _everything(self: StageRules, document: Document) -> list[Finding]:
    """Every rule of the stage over the whole document."""
    found = [
        at_level(_readable(finding), active.level)
        for active, context in self.rules
        if not active.rule.reports
        for finding in active.rule.check(document, context)
    ]
    return self._uncovered(found)


@given(TEXTS, st.sampled_from(("plain", "markdown")))
@settings(max_examples=100)
def test_what_is_skipped_would_have_found_nothing(text: str, format: str) -> None:
    with patch.object(StageRules, "__call__", _everything):
        expected = Cleaner(Config(), _glossary()).clean(text, format=format)
    assert _used().clean(text, format=format) == expected
