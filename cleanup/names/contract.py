"""What an entry promises: each form that it lists is found wherever it is by itself, and comes out as the entry says.

The promise is tried, not reasoned about: a form is put into the sentences below, and the matcher decides about them as
it does in a chapter. What `cleanup glossary lint` reports, what `cleanup glossary predict` calls replaced, and what the
tests hold of every entry are the same trial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleanup.core.model import Applicability, Block, BlockKind, Document, Span
from cleanup.language.english import is_word
from cleanup.language.fold import letters
from cleanup.names.decide import Decision
from cleanup.names.fitting import raised
from cleanup.names.match import Analysis, NameMatcher
from cleanup.names.written import findable, is_plain

PLACES = (
    "They saw {} there.",
    "They saw {}’s hat.",
    "{} was there, too.",
    "“{},” they said.",
    "They saw ({}), then.",
    "They saw {}, then; they saw {}: so.",
    "They saw—{}—there!",
    "They saw **{}** there.",
    "They saw\n{} there.",
    "They did see {}\nthere.",
    "They saw {}.",
)
"""Sentences with a form by itself: in the middle, owning, first, in quotation marks, beside marks, in bold, at either
end of a line, last (where a form's own full stop is the sentence's, too)."""

_FIRST = ("{}", "“{}")
"""How the sentences begin in which the form has a capital, whatever it has elsewhere."""
_NOTHING = "it has no letter or digit to be found by"
_AMBIGUOUS = "its last mark may end the sentence there"
_WORDS = re.compile(r"[^\W\d_]+")


class Shortfall(NamedTuple):
    """A form that is not found, or not replaced, at some place. ``listed``: whether it is a variant, not a right form.
    ``everywhere``: whether that is so even in the middle of a sentence. ``place``: the sentence. ``reason``: a clause,
    such as “it has no letter or digit to be found by”."""

    form: str
    listed: bool
    everywhere: bool
    place: str
    reason: str


def shortfalls(matcher: NameMatcher, number: int, *, doubtful: bool = False) -> Iterator[Shortfall]:
    """The listed forms of an entry (an index) for which the promise does not hold, each once, with the first place.

    ``doubtful``: try only the forms for which it may not hold; the tests show that it holds for all others.
    """
    term = matcher.terms[number]
    right = dict.fromkeys((term.name, *term.aliases, *term.forms))
    for form in right:
        if not (doubtful and is_plain(form)) and (found := _fault_of_right(matcher, form)):
            yield Shortfall(form, False, *found)
    for form in term.variants:
        if not (doubtful and _is_certain(form, right)) and (found := _fault_of_variant(matcher, number, form)):
            yield Shortfall(form, True, *found)


def is_replaced(matcher: NameMatcher, number: int, form: str) -> bool:
    """Whether a form becomes the name of the entry at every place."""
    return _fault_of_variant(matcher, number, form) is None


def _is_certain(form: str, right: Iterable[str]) -> bool:
    """Whether a variant has nothing about it that may keep it from being found: no marks, no word of English, and other
    letters than a right form."""
    if not is_plain(form) or form.islower() or any(is_word(word.lower()) for word in _WORDS.findall(form)):
        return False
    return letters(form) not in map(letters, right)


_Fault = tuple[bool, str, str]
"""Whether it is so in the first place already, the place, and the reason."""


def _fault_of_right(matcher: NameMatcher, form: str) -> _Fault | None:
    if not findable(form):
        return True, PLACES[0].format(form, form), _NOTHING
    tried = _tried(matcher, form)
    for place, span in tried.spans:
        for decision in tried.analysis.decisions:
            if decision.applicability is Applicability.SAFE and _meet(decision.span, span):
                return span is tried.spans[0][1], place, f"it becomes “{decision.replacement}”"
        if not any(start <= span.start and span.end - 1 <= end for start, end, _term in tried.analysis.mentions):
            return span is tried.spans[0][1], place, "it is not recognised"
    return None


def _fault_of_variant(matcher: NameMatcher, number: int, form: str) -> _Fault | None:
    if not findable(form):
        return True, PLACES[0].format(form, form), _NOTHING
    term = matcher.terms[number]
    right = {term.name, *term.aliases, *term.forms}
    tried = _tried(matcher, form)
    for place, span in tried.spans:
        written = tried.prose[span.start : span.end]
        if written != form and (term.case == "exact" or written in right):
            continue  # with a capital it is not the form that the entry gives, or it is right
        over = [decision for decision in tried.analysis.decisions if _meet(decision.span, span)]
        made = [d for d in over if d.applicability is Applicability.SAFE and number in d.terms]
        last = span.end - place.endswith(written) * written.endswith(".")
        if not any(d.span.start <= span.start and last <= d.span.end for d in made):
            reason = _why_not(matcher, tried.analysis, span, over, form)
            return span is tried.spans[0][1], place, reason
    return None


def _why_not(matcher: NameMatcher, analysis: Analysis, span: Span, over: list[Decision], form: str) -> str:
    for decision in over:
        if decision.applicability is Applicability.SAFE and decision.span.end < span.end:
            return _AMBIGUOUS
        if decision.applicability is Applicability.SAFE:
            return f"it is taken for “{matcher.terms[decision.terms[0]].name}”"
        return f"it is only suggested: {decision.message}"
    for start, end, term in analysis.mentions:
        if start < span.end and span.start < end:
            return f"it holds the right form “{matcher.terms[term].name}”"
    return _AMBIGUOUS if form[-1] in ".!?…" else "it is not found"


class _Tried(NamedTuple):
    """A form in all places: the text, each sentence with the span that the form has in the text, and what the matcher
    says of it."""

    prose: str
    spans: list[tuple[str, Span]]
    analysis: Analysis


def _tried(matcher: NameMatcher, form: str) -> _Tried:
    prose, blocks, spans = "", [], []
    for place in PLACES:
        written = raised(form) if place.startswith(_FIRST) else form
        start = len(prose)
        first, *rest = place.split("{}")
        prose += first
        within = []
        for part in rest:
            within.append(Span(len(prose), len(prose) + len(written)))
            prose += written + (part.removeprefix(".") if written.endswith(".") else part)
        blocks.append(Block(Span(start, len(prose)), BlockKind.PARAGRAPH))
        spans += [(prose[start:], span) for span in within]
        prose += "\n\n"
    return _Tried(prose, spans, matcher.analyse(Document(prose, prose, tuple(blocks))))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
