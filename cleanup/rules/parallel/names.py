"""Names that differ between a paragraph and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleanup.core.excerpts import excerpt
from cleanup.core.model import Document, Finding, Span
from cleanup.language.fold import letters
from cleanup.names.profile import source_terms
from cleanup.names.source_words import capitalised, english_words, heard_terms, is_spelling, source_stems
from cleanup.rules.context import Context
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule
from cleanup.terms.model import Kind, Term

if TYPE_CHECKING:
    from cleanup.names.match import NameMatcher

_TERMS = (
    {"name": "Lin Qiu", "source": "林秋", "kind": "person"},
    {"name": "Zhao Wen", "source": "赵文", "kind": "person"},
)


@rule(
    "parallel-name",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[
        Example(
            "Lin Qiu closed the window and lit the lamp.\n\n“Good night,” said the merchant.",
            "Lin Qiu closed the window and lit the lamp.\n\n“Good night,” said the merchant.",
            _TERMS,
            raw="赵文关上窗户，点亮了灯。\n\n“晚安。”商人说。",
        ),
    ],
    keeps=[
        Keep(
            "Lin Qiu closed the window and lit the lamp.\n\n“Good night,” said the merchant.",
            _TERMS,
            raw="林秋关上窗户，点亮了灯。\n\n“晚安。”商人说。",
        ),
        Keep(
            "Lin Qiu closed the window and lit the lamp.\n\n“Good night,” said the merchant.",
            _TERMS,
            raw="她关上窗户，点亮了灯。\n\n“晚安。”商人说。",
        ),
    ],
)
def name(document: Document, context: Context) -> Iterator[Finding]:
    """A name of the glossary where the source has another one. Needs the source (`--source`).

    Only where the source of the paragraph has no word for the one, and another name of the same kind that the paragraph
    does not have. Names in place of pronouns, and pronouns in place of names, are normal.
    """
    parallel = context.parallel(document)
    matcher = context.matcher
    if parallel is None or not parallel.fits or matcher is None:
        return
    mentions = sorted(matcher.analyse(document, parallel).mentions)
    terms = matcher.source_terms
    for at, link in enumerate(parallel.links):
        if not (link.parts and link.sources and link.is_certain):
            continue
        here = [mention for mention in mentions if link.span.start <= mention[0] < link.span.end]
        if not here or any(not matcher.terms[number].source for _start, _end, number in here):
            continue
        there = terms.entries(link.source)
        near = parallel.around(at)
        text = document.prose[link.span.start : link.span.end]
        wrong = {number: Span(start, end) for start, end, number in reversed(here) if not terms.may_mean(number, near)}
        names = {number for _start, _end, number in here}
        left_out = [number for number in sorted(there - names) if not _is_said(matcher, number, names)]
        for number, span in sorted(wrong.items(), key=lambda item: item[1]):
            meant = [other for other in left_out if _kind(matcher, other) == _kind(matcher, number)]
            if any(_may_render(matcher.terms[other], text) for other in meant):
                continue
            if meant and _kind(matcher, number) is not None:
                right = matcher.terms[meant[0]]
                message = (
                    f"“{document.prose[span.start : span.end]}” is not in the source of this paragraph; "
                    f"{right.source} ({right.name}) is"
                )
                suggestions = (right.name,) if len(meant) == 1 else ()
                yield Finding("parallel-name", span, message, suggestions=suggestions, source=excerpt(link))


def _kind(matcher: NameMatcher, number: int) -> Kind | None:
    """The kind of an entry, as far as names of it are compared; persons and names of no kind are one."""
    kind = matcher.terms[number].kind
    if kind in (Kind.TERM, Kind.TITLE):
        return None
    return Kind.PERSON if kind is Kind.NAME else kind


def _may_render(term: Term, text: str) -> bool:
    """Whether a paragraph has the words of a name in some spelling: small, translated, or misspelled."""
    words = {letters(word) for word in re.findall(r"[^\W\d_]+", text)}
    if any(letters(part) in words for part in term.name.split() if len(part) > 3):
        return True
    heard = [part for source in source_terms(term) for part in heard_terms(source)]
    capitals = [letters(word) for word in capitalised(text)]
    if any(len(word) > 2 and is_spelling(part, word) for part in heard for word in capitals):
        return True
    stems = source_stems(term.source)
    return any(stem in stems for stem in english_words(text))


def _is_said(matcher: NameMatcher, number: int, names: set[int]) -> bool:
    """Whether a paragraph has another entry with the same term: two entries for one person."""
    source = matcher.terms[number].source
    return any(source in matcher.terms[other].source or matcher.terms[other].source in source for other in names)
