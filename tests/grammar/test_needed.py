"""The search for paragraphs to which something may be applied must not miss one."""

from __future__ import annotations

import pytest

from cleanup.grammar.allowlist import ALLOWED
from cleanup.grammar.needed import may_be_applied_to


@pytest.mark.parametrize("example", [before for allowed in ALLOWED for before, _after in allowed.examples])
def test_no_example_is_missed(example: str) -> None:
    assert may_be_applied_to(example)
    assert may_be_applied_to(f"She looked at it. {example} Then nobody spoke.")


@pytest.mark.parametrize(
    "text",
    [
        "It was an union of two.",
        "It was a hour ago.",
        "He is a honest man.",
        "She is an one-time guest.",
        "It was an European coin.".lower(),
        "He sent a sms.",
        "It was an useful thing.",
        "A apple fell.",
        "An man came.",
    ],
)
def test_articles(text: str) -> None:
    assert may_be_applied_to(text)


@pytest.mark.parametrize(
    "text",
    ["He went home.", "An apple and a pear, an hour later.", "Than any other, it is the theme.", "“Indeed,” she said."],
)
def test_what_is_plainly_right_is_not_asked(text: str) -> None:
    assert not may_be_applied_to(text)
