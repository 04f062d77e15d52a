"""No Markdown takes its parser more than linear time."""

from __future__ import annotations

import pytest

from cleanup.formats.registry import format_named
from tests.cpu_limit import cpu_limit
from tests.rules.adversarial import HOSTILE, repeated

MARKUP = (
    "[a](", "![a](", "[[", "]]", "[a]: b\n", "[^1]", "[^1]: a\n", "* ", "- a\n", "1. a\n", "* * ", "- - ", "> a\n", ">",
    "# a\n", "a|b\n", "|a|b|\n|-|-|\n", "<a ", "<a>", "</a>", "<!-- ", "<?", "<![CDATA[", "`a", "``a`", "***a", "**a*",
    "_a_", "__a", "~~~\n", "    a\n", "\\", "\\*", "&a;", "<http://a>", "a<b", "---\n", "+++\n", "a\n===\n", "(((",
)  # fmt: skip
SIZE = 16_000
LIMIT = 20.0
"""Seconds of processor time; openers of links take one (several while coverage is measured), all others far less."""


@pytest.mark.parametrize("fragment", dict.fromkeys((*HOSTILE, *MARKUP)), ids=ascii)
def test_hostile_markdown(fragment: str) -> None:
    text = repeated(fragment, SIZE)
    with cpu_limit(LIMIT, f"{SIZE:,} characters of {fragment!r}"):
        document = format_named("markdown").parse(text)
    assert document.source == text
