"""Texts that would drive a careless pattern to quadratic time: short fragments, repeated very often.

A pattern is slow where it can begin at many places and look far from each: at a run of one character, at openers
without closers, at what it looks for and almost finds. The fragments are made from every rule's own examples (the
defect and its neighbours, everything up to it) and from the characters it needs; `HOSTILE` adds what rules in general
speak of.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.rules.rule import Rule

CHARACTERS = (
    " \n\t\u00a0\u3000\u200b\u0301aAé1李ア한.,;:!?'\"“”‘’´`-—…·&<#*_/@~|\\()[]{}、。，「」『』（）《》\ufffc\ufffd"
)
_WORDS = (
    "A a", "aA", "Ab ", "I ", "i ", "the ", "Two", "Li Mu ", "Li Muli ", "LiMu ", "limu ", "Li-", "Mu\n", "Mr. ",
    "Senior Brother ", "senior brother Li ", "letao ", "ni hao ", "zhèng ", "it 's ", "n't ", "a'a", "a-a", "- ",
    " ,", "a ,", "a.A", "A. ", "a, ", ". . ", "...", "?!", "1. ", "1,", "1:1 ", "(a ", "( a", "a)", "“a ", "a” ",
    "“a,” he said. ", "”a“ ", "“A.”“", "‘a ", "'a ", "「『", "』」", "(“", "”)", "Chapter 1\n",
    "Chapter 1: Chapter 1: ", "第1章", "(1/2)\n", "He went. ", "He went.\n", "Ã", "â€", "Ã©", "&amp;", "&#", "<b>",
    "</b", "<!--", "http://", "www.a.", "a@", "a@b.", "a.b/", "%% cleanup: off\n", "%% cleanup: ignore\n", "[](",
    "![", "```\n", "> ", "* * *\n", "=\n", "|", "Translator: ", "TL: a\n", "Read at a.com ", "a—", "-- ", "（李牧）",
    "李牧 ", "\r\n", "\r", "ﬁ", "а", "Ⅷ", "\x07",
)  # fmt: skip
HOSTILE = (*CHARACTERS, *_WORDS)
"""Fragments that concern several rules at once, or none in particular."""


def repeated(fragment: str, size: int) -> str:
    """A text of about ``size`` characters that consists of the fragment."""
    return fragment * max(1, size // len(fragment))


def fragments_of(rule: Rule) -> list[str]:
    """The fragments that a rule's own examples and needs give."""
    found = [rule.needs[:1], rule.needs[-1:], f"{rule.examples[0].bad} "]
    for example in rule.examples:
        found += _from_example(example.bad, example.good)
    return [fragment for fragment in dict.fromkeys(found) if fragment]


def _from_example(bad: str, good: str) -> Iterator[str]:
    """The defect with what stands around it, and everything up to its middle (so that it never ends)."""
    start = next((i for i, (b, g) in enumerate(zip(bad, good, strict=False)) if b != g), 0)
    tail = next((i for i, (b, g) in enumerate(zip(bad[::-1], good[::-1], strict=False)) if b != g), 0)
    end = max(start + 1, len(bad) - tail)
    yield bad[max(0, start - 2) : end + 2]
    yield bad[: (start + end + 1) // 2]
