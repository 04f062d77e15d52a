"""What grows with the text, and no faster: directives, changed lines, a user's patterns, what an undo keeps."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cleanup.api import clean_text
from cleanup.cleaner import Cleaner
from cleanup.core.ignores import find_ignores
from cleanup.core.model import Span
from cleanup.errors import ConfigError
from cleanup.gate import unused
from cleanup.gate.changed_lines import ChangedLines
from cleanup.gate.found import Checked, Found
from cleanup.rules.boilerplate import lines as boilerplate
from cleanup.settings.config import Config, RuleSettings
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary
from tests.cpu_limit import cpu_limit

MANY = 10_000


@pytest.mark.parametrize(
    "line",
    [
        "<!-- cleanup: ignore names -->\nWords.\n",
        "<!-- cleanup: ignore -->",
        "<!-- cleanup: off names --> a <!-- cleanup: on -->\n",
    ],
)
def test_many_directives(line: str) -> None:
    text = line * MANY
    with cpu_limit(20, f"{MANY} directives"):
        ignores = [ignore for ignore in find_ignores(text) if ignore.span != ignore.directive]
        found = [Found("names-variant", Span(at, at + 3), "x") for at in range(0, len(text), 20)]
        silenced = unused._Silenced(found)
        for ignore in ignores:
            list(unused._judged([ignore], silenced, Config()))
            unused._finding(text, ignore.directive, ["names"], whole=True)


def test_what_a_directive_silences_is_what_touches_it() -> None:
    choose = random.Random(7)
    found = [Found("a-b", Span(s, s + choose.randrange(9)), "x") for s in choose.sample(range(400), 40)]
    silenced = unused._Silenced(found)
    for start in range(400):
        (ignore,) = [i for i in find_ignores("<!-- cleanup: ignore a -->x") if i.rules]
        ignore = type(ignore)(Span(start, start + 4), ignore.rules, ignore.directive)
        expected = any(f.span.start <= start + 4 and start <= f.span.end for f in found)
        assert silenced.any_of("a", [ignore]) == silenced.any_of("", [ignore]) == expected
        assert not silenced.any_of("b", [ignore])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("<!-- cleanup: ignore -->\n\nA.\nB.", ["A."]),
        ("<!-- cleanup: ignore --> <!-- cleanup: ignore names -->\n  \nA.", ["A.", "A."]),
        ("<!-- cleanup: ignore --> A. <!-- cleanup: ignore x -->  \nB.", [" A. <!-- cleanup: ignore x -->  ", "B."]),
        ("%% cleanup: ignore\n%% cleanup: ignore x\nA.\r\n", ["A.\r", "A.\r"]),
        ("<!-- cleanup: ignore -->", [""]),
    ],
)
def test_the_line_that_a_directive_means(text: str, places: list[str]) -> None:
    spans = [ignore.span for ignore in find_ignores(text) if ignore.span != ignore.directive]
    assert [text[span.start : span.end] for span in spans] == places


def test_many_findings_on_many_changed_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "A line of it.\n" * MANY
    path.write_text(text)
    ranges = tuple(range(line, line + 1) for line in range(2, MANY, 2))
    changed = ChangedLines(tmp_path.resolve(), {str(path.resolve()): ranges})
    found = tuple(Found("a-b", Span(at, at + 2), "x") for at in range(0, len(text), 14))
    with cpu_limit(10, f"{MANY} findings"):
        kept = changed.on_them(Checked(str(path), text, found)).found
    assert [text.count("\n", 0, each.span.start) + 1 for each in kept[:3]] == [2, 4, 6]
    assert len(kept) == len(ranges)


@pytest.mark.parametrize("option", ["patterns", "keep"])
def test_a_pattern_that_takes_for_ever_is_told(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boilerplate, "_SECONDS", 0.2)
    config = Config(
        select=("boilerplate-line",), rules={"boilerplate-line": RuleSettings(None, {option: (r"(?:a|a)+[bc]",)})}
    )
    text = ("a" * 60 + " next chapter\n\n") * 20
    with cpu_limit(20, "a pattern"), pytest.raises(ConfigError, match="takes too long") as refused:
        clean_text(text, config=config)
    assert "(?:a|a)+[bc]" in refused.value.message


@pytest.mark.parametrize("source", ["김철수", "李牧", "ダリヤ", "青山"])
def test_a_source_of_any_length(source: str) -> None:
    terms = (term_from({"name": "Bai Ning", "source": source * 1_000, "kind": "person"}),)
    with cpu_limit(10, "a source of 3,000 characters"):
        assert Cleaner(Config(), Glossary(terms)).clean("He met Baining there.\n").revised


def test_a_name_of_one_letter_many_times() -> None:
    terms = (term_from({"name": "A" + "a" * 4_000, "source": "阿" * 40, "kind": "person"}),)
    with cpu_limit(10, "a name of 4,000 letters"):
        Cleaner(Config(), Glossary(terms)).clean(f"A{'a' * 3_999} met A{'a' * 4_001}.\n")


def test_a_name_of_many_words() -> None:
    """What a name sounds like is compared with a word of its length in time that grows with both."""
    terms = (term_from({"name": f"{'Ba ' * 8_000}Bo", "source": "巴" * 8_000, "kind": "person"}),)
    with cpu_limit(10, "a name of 8,000 words"):
        Cleaner(Config(), Glossary(terms)).clean(f"{'ba ' * 8_000}bo met {'Ba ' * 8_000}Bu.\n")
