"""The rules of a stage over versions of a text: what is found is what each rule by itself would find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleanup.core.model import Block, BlockKind, Document, Edit, Finding, Fix, Span
from cleanup.formats.plain import parse
from cleanup.rules.context import Context
from cleanup.rules.engine.gates import Features, Gates
from cleanup.rules.engine.incremental import Sight, StageRules
from cleanup.rules.engine.selection import ActiveRule
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Level, Rule, Scope, Stage, rule

LOOKED_AT: list[str] = []


@rule("toy-cat", Stage.REPEATS, token=r"cat", scope=Scope.BLOCK)
def cats(document: Document, context: Context) -> Iterator[Finding]:
    """Cats become dogs."""
    LOOKED_AT.append(document.prose)
    at = document.prose.find("cat")
    while at >= 0:
        yield Finding("toy-cat", Span(at, at + 3), "a cat", fix=Fix((Edit(Span(at, at + 3), "dog"),)))
        at = document.prose.find("cat", at + 1)


@rule("toy-count", Stage.REPEATS, needs="!")
def count(document: Document, context: Context) -> Iterator[Finding]:
    """The marks of the whole text."""
    yield Finding("toy-count", Span(0, 0), f"{document.prose.count('!')} marks")


@rule("toy-told", Stage.REPEATS, reports=True)
def told(document: Document, context: Context) -> Iterator[Finding]:
    """Only told."""
    yield Finding("toy-told", Span(0, 1), "it begins")


@rule("toy-far", Stage.REPEATS, scope=Scope.BLOCK)
def far(document: Document, context: Context) -> Iterator[Finding]:
    """Breaks its word: the finding is longer than its block."""
    yield Finding("toy-far", Span(0, len(document.prose)), "all of it")


def stage(*rules: Rule) -> StageRules:
    active = [(ActiveRule(each, Level.FIX, {}), Context()) for each in rules]
    return StageRules(active, Sight(Gates(rules)))


def found(checks: StageRules, text: str) -> list[tuple[str, int, str]]:
    return [(finding.rule, finding.span.start, finding.message) for finding in checks(parse(text))]


def test_only_changed_blocks_are_looked_at_again() -> None:
    LOOKED_AT.clear()
    checks = stage(count, cats, told)
    assert found(checks, "A cat.\n\nA hat!\n\nA cat and a cat.\n") == [
        ("toy-count", 0, "1 marks"), ("toy-cat", 2, "a cat"), ("toy-cat", 18, "a cat"), ("toy-cat", 28, "a cat"),
    ]  # fmt: skip
    assert found(checks, "A dog.\n\nA hat!!\n\nA cat and a cat.\n\nOne cat\n") == [
        ("toy-count", 0, "2 marks"), ("toy-cat", 19, "a cat"), ("toy-cat", 29, "a cat"), ("toy-cat", 39, "a cat"),
    ]  # fmt: skip
    assert LOOKED_AT[1:] == ["A dog.\n\nA hat!!\n\nOne cat"]
    assert [finding.rule for finding in checks.report(parse("A dog."))] == ["toy-told"]


def test_a_rule_is_not_asked_about_a_text_without_what_it_needs() -> None:
    LOOKED_AT.clear()
    checks = stage(count, cats)
    assert found(checks, "A dog.\n\nA hat.\n") == []
    assert LOOKED_AT == []


def test_edits_of_a_block_that_moved_move_with_it() -> None:
    checks = stage(cats)
    checks(parse("A cat.\n"))
    [finding] = checks(parse("Once there was this.\n\nA cat.\n"))
    assert finding.span == Span(24, 27)
    assert finding.fix == Fix((Edit(Span(24, 27), "dog"),))


def test_a_heading_is_another_block_than_a_paragraph_with_the_same_text() -> None:
    LOOKED_AT.clear()
    checks = stage(cats)
    for kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH):
        checks(Document("A cat", "A cat", (Block(Span(0, 5), kind),)))
    assert len(LOOKED_AT) == 2


def test_a_rule_that_reaches_beyond_its_block_is_found_out() -> None:
    with pytest.raises(ValueError, match="toy-far reaches beyond a paragraph"):
        stage(far)(parse("One.\n\nTwo.\n"))


def test_tokens_are_asked_about_once() -> None:
    gates = Gates([cats])
    for text, concerned in (("a con-cat", True), ("a hat", False), ("a con-cat again", True)):
        features = Features(text)
        gates.learn(features)
        assert gates.concern(cats, features) == concerned


@pytest.mark.parametrize("each", [each for each in RULES if each.reports], ids=lambda each: each.id)
def test_what_only_reports_is_never_applied(each: Rule) -> None:
    assert all(example.bad == example.good for example in each.examples)
