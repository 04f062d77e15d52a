"""A small format with every kind of piece, and the strategies that the tests of the core share.

In the toy format ``*`` and a ``> `` at the start of a line are markup that the prose does not show, ``{...}`` is code
(one placeholder), ``[...]`` is shown but fixed, ``&amp;`` and ``&dots;`` are entities, and a line may end in CR LF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from cleanup.core.model import OBJECT, Applicability, Block, Cause, Document, Edit, Finding, Fix, Piece, Span

ENTITIES = {"&amp;": "&", "&dots;": "..."}
TOKEN = re.compile(r"\*|^> |\{[^{}\r\n]*\}|\[[^\[\]\r\n]*\]|&amp;|&dots;|\r\n", re.MULTILINE)


def parse(source: str) -> Document:
    """The document of a source in the toy format."""
    pieces: list[Piece] = []
    shown: list[str] = []
    length = 0

    def add(text: str, start: int, end: int, *, verbatim: bool = True, fixed: bool = False) -> None:
        nonlocal length
        if text:
            pieces.append(Piece(Span(length, length + len(text)), Span(start, end), verbatim, fixed))
            shown.append(text)
            length += len(text)

    position = 0
    for match in TOKEN.finditer(source):
        add(source[position : match.start()], position, match.start())
        token, (start, position) = match[0], match.span()
        if token.startswith("{"):
            add(OBJECT, start, position, verbatim=False, fixed=True)
        elif token.startswith("["):
            add(token, start, position, fixed=True)
        elif token.startswith("&"):
            add(ENTITIES[token], start, position, verbatim=False)
        elif token == "\r\n":
            add("\n", start, position, verbatim=False)
    add(source[position:], position, len(source))
    prose = "".join(shown)
    newline = "\r\n" if "\r\n" in source else "\n"
    if prose == source and not any(piece.fixed for piece in pieces):
        return Document(source, prose, lines(prose))
    return Document(source, prose, lines(prose), tuple(pieces), newline)


def plain(source: str) -> Document:
    """A document whose prose is its source, a block a line."""
    return Document(source, source, lines(source))


def lines(prose: str) -> tuple[Block, ...]:
    """A block for each line that is not empty."""
    return tuple(Block(Span(match.start(), match.end())) for match in re.finditer(r"[^\n]+", prose))


def finding(
    rule: str,
    start: int,
    end: int,
    *texts: str,
    applicability: Applicability = Applicability.SAFE,
    message: str = "",
) -> Finding:
    """A finding at a place; with a text, it is to be replaced by that."""
    fix = Fix((Edit(Span(start, end), texts[0]),), applicability) if texts else None
    return Finding(rule, Span(start, end), message or f"{rule} says so", fix=fix)


def replacing(
    rule: str, pattern: str, text: str, applicability: Applicability = Applicability.SAFE
) -> Callable[[Document], Iterator[Finding]]:
    """A check that replaces every match of a pattern."""

    def check(document: Document) -> Iterator[Finding]:
        for match in re.finditer(pattern, document.prose):
            yield finding(rule, match.start(), match.end(), match.expand(text), applicability=applicability)

    return check


def together(*checks: Callable[[Document], Iterable[Finding]]) -> Callable[[Document], Iterator[Finding]]:
    """Several checks as one."""

    def check(document: Document) -> Iterator[Finding]:
        for each in checks:
            yield from each(document)

    return check


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after disjoint edits, the plain way: from the last to the first."""
    for edit in sorted(edits, key=lambda edit: edit.span)[::-1]:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


CAUSES = tuple(Cause(f"rule-{letter}", f"because of {letter}") for letter in "abc")

CHARACTERS = st.one_of(
    st.sampled_from("ab ,.\n"),
    st.sampled_from(["é", "e\u0301", "👍🏽", "👩\u200d👩\u200d👧", "🇩🇪", "李", "牧", "“", "ﬁ", "\u200b"]),
    st.sampled_from(["\r\n", "\r", "\n\n", "\u2028"]),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.lists(CHARACTERS, max_size=30).map("".join)
"""Texts with emoji, combining marks, CJK and mixed line ends; also empty."""
SNIPPETS = st.lists(CHARACTERS, max_size=3).map("".join)

WORDS = st.sampled_from(["a", "bc", " ", "  ", ".", ",", "李牧", "e\u0301", "👍🏽", "“", "x y"])
MARKUP = st.sampled_from(["*", "{code}", "{}", "[fix ed]", "&amp;", "&dots;", "\n> ", "\r\n> ", "\r\n", "\n", "\n\n"])
SOURCES = st.lists(st.one_of(WORDS, MARKUP), max_size=20).map("".join)
"""Sources in the toy format."""
PLAIN_SNIPPETS = st.lists(st.one_of(WORDS, st.just("\n")), max_size=3).map("".join)
"""Text without markup of the toy format."""


@st.composite
def disjoint_edits(draw: st.DrawFn, text: str, snippets: st.SearchStrategy[str] = SNIPPETS) -> list[Edit]:
    """Edits of a text that do not overlap; they may touch, insert at one place, and change nothing."""
    count = draw(st.integers(0, 5))
    points = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count)))
    spans = [Span(start, end) for start, end in zip(points[::2], points[1::2], strict=True)]
    return [Edit(span, draw(st.one_of(snippets, st.just(text[span.start : span.end])))) for span in spans]


def causes_for(data: Any, edits: Sequence[Edit]) -> list[tuple[Edit, Cause]]:
    """Each edit with a cause."""
    return [(edit, data.draw(st.sampled_from(CAUSES))) for edit in edits]
