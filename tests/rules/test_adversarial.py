"""No text drives a rule to quadratic time.

Every text is long enough to take minutes where something grows with its square, and a fraction of a second otherwise;
all that is asked is that it is done within seconds of processor time. Texts that are full of findings are shorter, as
each finding has its price. `tests/benchmarks/growth.py` looks for further ones, with far more fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pytest
import regex

from cleanup.cleaner import Cleaner
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Level, Rule
from cleanup.settings.config import Config, RuleSettings
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary
from tests.cpu_limit import cpu_limit
from tests.rules.adversarial import HOSTILE, fragments_of, repeated

pytestmark = pytest.mark.slow

SHORT, DENSE, LONG = 1_500, 12_000, 100_000
"""Characters: to see whether a text is full of findings, of such a text, of any other."""
WORD = 30_000
"""Characters of a word without end."""
LIMIT = 10.0
"""Seconds of processor time for a text; none takes half of one."""
FRAGMENTS = 7
"""Of each rule; the benchmark tries them all."""


def reporting(rules: Sequence[Rule]) -> Cleaner:
    """A cleaner with the rules and the glossary of their examples. They only report: each looks at the text once."""
    terms = {str(t["name"]): term_from(t) for r in rules for e in (*r.examples, *r.keeps) for t in e.terms}
    settings = {rule.id: RuleSettings(Level.REPORT, {}) for rule in rules}
    cleaner = Cleaner(Config(select=tuple(settings), rules=settings), Glossary(tuple(terms.values())))
    cleaner.clean("“Li Mu?” he said.")  # what is built once is not counted
    return cleaner


def text_of(fragment: str, size: int) -> str:
    """A fragment again and again: one half of the text is a line, in the other half each is a line."""
    lines = f"{fragment}\n"
    return f"{repeated(fragment, size // 2)}\n{repeated(lines, size // 2)}"


def survive(cleaner: Cleaner, fragment: str) -> None:
    """Have a fragment cleaned, repeated so often that the square of its length would be noticed."""
    is_dense = len(cleaner.clean(text_of(fragment, SHORT)).findings) > SHORT // 50
    text = text_of(fragment, DENSE if is_dense else LONG)
    with cpu_limit(LIMIT, f"{len(text):,} characters of {fragment!r}"):
        assert cleaner.clean(text).faults == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_looks_for_again_and_again(rule: Rule) -> None:
    cleaner = reporting([rule])
    for fragment in fragments_of(rule)[:FRAGMENTS]:
        survive(cleaner, fragment)


@pytest.fixture(scope="module")
def everything() -> Cleaner:
    return reporting(RULES)


@pytest.mark.parametrize("fragment", HOSTILE, ids=ascii)
def test_hostile_texts(everything: Cleaner, fragment: str) -> None:
    survive(everything, fragment)


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(head + repeated(fragment, WORD), id=ascii(head + fragment))
        for head in ("", "A", "Li Mu", "a-", "“", "李牧")
        for fragment in ("ba", "BA", "é", "b-", "b'", "b.", "b ", "Ba ", "ア", "1")
    ],
)
def test_what_seems_to_be_a_word_without_end(everything: Cleaner, word: str) -> None:
    """Alone, with a letter more, in small letters, and as what somebody says."""
    text = f"He met {word} and {word}c. She saw {word.lower()} there.\n\n“{word},” said {word}. Then {word} left.\n"
    with cpu_limit(LIMIT, f"words of {WORD:,} characters"):
        assert everything.clean(text).faults == ()


def _all(words: Iterable[object]) -> int:
    return sum(1 for _ in words)


@pytest.mark.parametrize(
    "slow",
    [
        pytest.param(lambda: _all(re.finditer(r" +,", " " * 300_000)), id="re"),
        pytest.param(lambda: _all(regex.finditer(r" +,", " " * 300_000)), id="regex"),
        pytest.param(lambda: [part for n in range(300_000) for part in ("a" * n).split("b")], id="python"),
    ],
)
def test_what_is_slow_is_noticed(slow) -> None:  # type: ignore[no-untyped-def]
    with (
        pytest.raises(pytest.fail.Exception, match=r"more than 0\.2 s for it, at last in .*(_all|lambda|listcomp)"),
        cpu_limit(0.2, "it"),
    ):
        slow()
