"""The search for sentences about which something may be shown must not miss one."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from cleanup.grammar.allowlist import ALLOWED
from cleanup.grammar.excerpt import only
from cleanup.grammar.levels import WORTH_READING
from cleanup.grammar.lingotweaker import missing
from cleanup.grammar.wanted import may_be_shown

_WRONG = re.compile(r"<example (?:correction=|type=\"incorrect\")[^>]*>(.*?)</example>", re.DOTALL)
_NAMED = re.compile(r"Harry|Mary|Microsoft")
"""What is said about a name is not shown."""


@pytest.mark.skipif(bool(missing()), reason="LingoTweaker is not installed")
@pytest.mark.parametrize("rule", sorted(WORTH_READING))
def test_no_example_of_the_engine_is_missed(rule: str, rules_of_the_engine: str) -> None:
    found = _WRONG.findall(only(rules_of_the_engine, {rule}))
    texts = [" ".join(html.unescape(re.sub("<[^>]+>", "", example)).split()) for example in found]
    assert [text for text in texts if not may_be_shown(text) and not _NAMED.search(text)] == []


@pytest.fixture(scope="module")
def rules_of_the_engine() -> str:
    """The rule file, cut down to what is tested, which is quicker to look through."""
    from lingotweaker_data_en import data_dir

    return only((Path(str(data_dir())) / "en/rules/grammar.xml").read_text("utf-8"), WORTH_READING)


@pytest.mark.parametrize("example", [before for allowed in ALLOWED for before, _after in allowed.examples])
def test_no_example_of_the_allow_list_is_missed(example: str) -> None:
    assert may_be_shown(example)


@pytest.mark.parametrize(
    "text",
    ["He went home.", "“Indeed,” she said.", "It was late, and the two of them slept.", "Three years passed.", ""],
)
def test_what_is_plainly_right_is_not_asked(text: str) -> None:
    assert not may_be_shown(text)


@pytest.mark.parametrize("unit", ["a ", "a b ", "he is ", "two ", "I am ", "to be ", "x", "the ", "more b ", "this s "])
def test_it_takes_linear_time(unit: str) -> None:
    may_be_shown(unit * 20_000)
