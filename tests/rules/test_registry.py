"""The shape of the rule set: every rule registered, named, documented and illustrated."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter

import pytest

import cleanup.rules
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Rule

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_ids_are_unique() -> None:
    assert [rule_id for rule_id, count in Counter(rule.id for rule in RULES).items() if count > 1] == []


def test_every_rule_is_registered() -> None:
    modules = [
        importlib.import_module(info.name) for info in pkgutil.walk_packages(cleanup.rules.__path__, "cleanup.rules.")
    ]
    written = {value.id for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    assert written == {rule.id for rule in RULES}


@each_rule
def test_id_is_topic_and_detail(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)


@each_rule
def test_is_documented(rule: Rule) -> None:
    assert 20 < len(rule.summary) <= 130
    assert rule.doc.endswith((".", "!"))


@each_rule
def test_options_are_documented(rule: Rule) -> None:
    assert [name for name in rule.options if f"`{name}`" not in rule.doc] == []


@each_rule
def test_has_examples_and_keeps(rule: Rule) -> None:
    """A rule for one character that is never right (the replacement character) has nothing to keep."""
    assert rule.examples
    assert rule.keeps or len(rule.needs) == 1


@each_rule
def test_examples_contain_what_the_rule_needs(rule: Rule) -> None:
    if rule.needs:
        assert [example.bad for example in rule.examples if not set(rule.needs) & set(example.bad)] == []


@each_rule
def test_examples_of_one_rule_are_clean_when_mended(rule: Rule) -> None:
    """No example's good text is another example's bad one: a rule that disagrees with itself would never settle."""
    bad = {example.bad for example in rule.examples if example.bad != example.good}
    assert [example.good for example in rule.examples if example.good in bad and not example.options] == []
