"""Every rule does what its examples say, keeps what it promises to keep, and settles.

An example says what the rule does when its fixes are applied, also of a rule that only reports by default.
"""

from __future__ import annotations

from typing import Any

import pytest

from cleanup.core.revision import replay
from cleanup.rules.registry import RULES
from cleanup.rules.rule import Example, Keep, Level, Rule
from cleanup.terms.load import term_from
from tests.rules.cleaning import clean

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.examples)
]
KEEPS = [pytest.param(rule, keep, id=f"{rule.id}-{n}") for rule in RULES for n, keep in enumerate(rule.keeps)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example) -> None:
    terms = [term_from(table) for table in example.terms]
    more: dict[str, Any] = {"options": example.options, "standing": example.standing, "raw": example.raw}
    more["terms"] = terms
    result = clean(example.bad, rule.id, level=Level.FIX, **more)
    assert result.revised == example.good
    assert replay(example.bad, result.changes) == example.good
    assert {cause.rule for change in result.changes for cause in change.causes} <= {rule.id}
    if example.bad == example.good:
        assert [finding.rule for finding in result.findings], "a place that is only reported has to be reported"
    assert clean(example.good, rule.id, level=Level.FIX, **more).changes == ()


@pytest.mark.parametrize(("rule", "keep"), KEEPS)
def test_keep(rule: Rule, keep: Keep) -> None:
    terms = [term_from(table) for table in keep.terms]
    result = clean(keep.text, rule.id, terms=terms, options=keep.options, standing=keep.standing, raw=keep.raw)
    assert result.changes == ()
    assert result.findings == ()
