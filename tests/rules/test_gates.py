"""A gate never shuts out a text in which its rule finds something, and a rule of scope `BLOCK` needs no more of a text
than the block: that is what the runner relies on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.core.model import Applicability, Block, Document, Edit, Finding, Fix, Span
from cleanup.formats.registry import format_named
from cleanup.names.match import NameMatcher
from cleanup.rules.context import Context
from cleanup.rules.engine.gates import Features, Gates
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Rule, Scope
from cleanup.terms.load import term_from
from cleanup.terms.model import Glossary, Kind, Term

GATED = [rule for rule in RULES if rule.needs or rule.token is not None]
BY_BLOCK = [rule for rule in RULES if rule.scope is Scope.BLOCK]
REPORTING = [rule for rule in RULES if rule.reports]
TERMS = (Term("Li Mu", source="李牧", kind=Kind.PERSON), Term("letao", source="乐淘", kind=Kind.PLATFORM))


def _context(terms: Sequence[Term], options: Mapping[str, Any], quotes: str = "auto") -> Context:
    glossary = Glossary(tuple(terms))
    matcher = NameMatcher(glossary)
    return Context(options, quotes, matcher.name_words, matcher.protected, glossary, matcher)


@cache
def _usual(rule_id: str, quotes: str) -> tuple[Context, ...]:
    """A context for each choice of options that the rule's examples know."""
    rule = next(rule for rule in RULES if rule.id == rule_id)
    choices: list[Mapping[str, Any]] = [{}]
    for sample in (*rule.examples, *rule.keeps):
        if sample.options and sample.options not in choices:
            choices.append(sample.options)
    return tuple(replace(_named(), options={**rule.options, **chosen}, quotes=quotes) for chosen in choices)


@cache
def _named() -> Context:
    return _context(TERMS, {})


def _samples(rule: Rule) -> Iterator[tuple[str, Context]]:
    """What the rule's own examples and keeps are about, with their entries and options."""
    for shown in rule.examples:
        context = _context([term_from(table) for table in shown.terms], {**rule.options, **shown.options})
        yield shown.bad, context
        yield shown.good, context
    for keep in rule.keeps:
        yield keep.text, _context([term_from(table) for table in keep.terms], {**rule.options, **keep.options})


_gates = Gates(RULES)


def _is_shut(rule: Rule, document: Document) -> bool:
    features = Features(document.prose)
    _gates.learn(features)
    return not _gates.concern(rule, features)


def _assert_nothing_behind_a_shut_gate(rule: Rule, document: Document, context: Context) -> None:
    if _is_shut(rule, document):
        assert list(rule.check(document, context)) == [], rule.id


def _shifted(finding: Finding, by: int) -> Finding:
    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    fix = finding.fix
    if fix is not None:
        fix = Fix(tuple(Edit(moved(edit.span), edit.text) for edit in fix.edits), fix.applicability)
    return finding._replace(span=moved(finding.span), fix=fix, places=tuple(map(moved, finding.places)))


def _alone(document: Document, block: Block) -> Document:
    text = document.prose[block.span.start : block.span.end]
    return Document(text, text, (Block(Span(0, len(text)), block.kind),))


def _assert_same_by_block(rule: Rule, document: Document, context: Context) -> None:
    whole = list(rule.check(document, context))
    parts = [
        _shifted(finding, block.span.start)
        for block in document.blocks
        for finding in rule.check(_alone(document, block), context)
    ]
    assert sorted(whole, key=repr) == sorted(parts, key=repr), rule.id


def _documents(text: str) -> Iterator[Document]:
    for format in ("plain", "markdown"):
        yield format_named(format).parse(text)


_FRAGMENTS = sorted(
    {
        fragment
        for rule in RULES
        for text in (*(e.bad for e in rule.examples), *(e.good for e in rule.examples), *(k.text for k in rule.keeps))
        for fragment in (*re.findall(r"\S+", text), *re.findall(r"[^\w\s]|\s+|\w+", text), *text.split("\n"))
        if fragment
    }
)
_MARKS = [
    *" .,;:!?-'\"()…—’‘“”、。，！（）「」`´",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\x1c",
    "\x85",
]
_PIECES = st.sampled_from(_FRAGMENTS) | st.sampled_from(_MARKS) | st.just(" ")
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.lists(_PIECES, max_size=25).map(" ".join)


@pytest.mark.parametrize("rule", GATED, ids=lambda rule: rule.id)
def test_a_gate_is_open_to_the_examples(rule: Rule) -> None:
    for text, context in _samples(rule):
        for document in _documents(text):
            _assert_nothing_behind_a_shut_gate(rule, document, context)


@example("``````", "auto")
@given(_TEXTS, st.sampled_from(["auto", "curly", "straight"]))
def test_a_gate_is_open_wherever_its_rule_finds_something(text: str, quotes: str) -> None:
    for document in _documents(text):
        for rule in GATED:
            for context in _usual(rule.id, quotes):
                _assert_nothing_behind_a_shut_gate(rule, document, context)


@pytest.mark.parametrize("rule", BY_BLOCK, ids=lambda rule: rule.id)
def test_examples_are_judged_block_by_block(rule: Rule) -> None:
    for text, context in _samples(rule):
        for document in _documents(text):
            _assert_same_by_block(rule, document, context)


@given(_TEXTS)
def test_rules_that_say_so_look_at_blocks_alone(text: str) -> None:
    for document in _documents(text):
        for rule in BY_BLOCK:
            for context in _usual(rule.id, "auto"):
                _assert_same_by_block(rule, document, context)


@given(_TEXTS)
def test_rules_that_only_report_have_nothing_to_apply(text: str) -> None:
    for document in _documents(text):
        for rule in REPORTING:
            for context in _usual(rule.id, "auto"):
                fixes = [finding.fix for finding in rule.check(document, context) if finding.fix]
                assert {fix.applicability for fix in fixes} <= {Applicability.SUGGESTION}, rule.id


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.token is not None], ids=lambda rule: rule.id)
def test_a_gate_is_shut_to_plain_prose(rule: Rule) -> None:
    plain = "He came home at once, for it was late; nobody spoke. “Well,” said Lei, “I don’t know what it’s about!”"
    assert _is_shut(rule, format_named("plain").parse(plain))
