"""What a language model puts around a chapter."""

from __future__ import annotations

import pytest

from tests.cpu_limit import cpu_limit
from tests.rules.cleaning import clean, fixed

TEXT = "# Chapter 2\n\nThe river ran low.\n\nShe sat on the steps.\n"


@pytest.mark.parametrize("format", ["plain", "markdown"])
@pytest.mark.parametrize("head", ["```", "```markdown", "~~~", "```text\n"])
@pytest.mark.parametrize("tail", ["```\n", "\n```", ""])
def test_a_fence_around_a_chapter(format: str, head: str, tail: str) -> None:
    tail = tail.replace("```", head[:3])
    assert fixed(f"{head}\n{TEXT}{tail}", "boilerplate", format=format).rstrip() == TEXT.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 1\n\ny = 2.\n```\n",
        "Text.\n\n```\nx = 1.\n\ny = 2.\n```\n",
        "```\nx = 1\n```\n\nText.\n\n```\ny\n```",
    ],
)
def test_code_stays_code(text: str) -> None:
    result = clean(text, "boilerplate", format="markdown")
    assert (result.changes, result.findings) == ((), ())


@pytest.mark.parametrize("format", ["plain", "markdown"])
def test_thinking_before_a_chapter(format: str) -> None:
    text = f"<think>\nThe user wants a translation.\n\nI begin.\n</think>\n\n{TEXT}"
    assert fixed(text, "boilerplate-thinking", format=format) == TEXT


def test_many_marks_take_no_long_time() -> None:
    text = "<think>\n\n" * 3_000 + "a ** b\n\n" * 3_000 + "the guard of the old mill and\n\n---\n\n" * 3_000
    with cpu_limit(20, "many marks"):
        clean(text, "boilerplate-thinking", "boilerplate-fence", "boilerplate-emphasis", "boilerplate-split")
