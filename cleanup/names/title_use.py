"""Titles in a sentence: capitalised before a name, a common noun alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Applicability, Span
from cleanup.language.english import is_name, is_word
from cleanup.names.decide import Decision
from cleanup.names.fitting import at_place, in_style, opens_sentence
from cleanup.names.rendering import Damage
from cleanup.terms.model import Term

_NEXT = re.compile(r"[ \n]([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+(?:['’]s)?)[ \n]$")
_DETERMINERS = frozenset(
    "a an the my his her its our your their this that these those some any each every no one another both which whose "
    "eldest elder younger older second third fourth".split()
)
_ALWAYS_CAPITAL = ("Your ", "His ", "Her ", "Their ")


def title_decision(
    prose: str, span: Span, term: Term, number: int, name_words: frozenset[str], damage: Damage = Damage.TITLE
) -> Iterator[Decision]:
    """What to do with a form of a title at ``span``: nothing, the right form, or the right capitals before a name."""
    surface = prose[span.start : span.end]
    following = _NEXT.match(prose, span.end)
    named = following is not None and _is_name(following[1], name_words)
    if damage is Damage.TITLE:
        single = surface[:1].isupper() and " " not in term.name
        if term.case == "exact" or not named or surface == term.name or single:
            return
        if surface in term.aliases or not any(
            surface.casefold() == form.casefold() for form in (term.name, *term.aliases)
        ):
            return
        if _has_determiner(prose, span.start):
            return
        right = next(
            form for form in (term.name, *term.aliases) if form.casefold() == " ".join(surface.split()).casefold()
        )
        if surface == right or not right[:1].isupper():
            return
        single = " " not in right
        safety = Applicability.SUGGESTION if single else Applicability.SAFE
        name = following[1] if following else ""
        message = f"“{surface}” is the title of {name} here, and takes capitals"
        yield Decision(span, surface, right, Damage.TITLE, safety, message, (number,), title=True)
        return
    right = term.name
    if not named or (not surface[:1].isupper() and _has_determiner(prose, span.start)):
        first = opens_sentence(prose, span.start, prose.rfind("\n\n", 0, span.start) + 2 if "\n\n" in prose else 0)
        right = _alone(term.name, surface, first)
    span, right = at_place(in_style(right, surface), prose, span)
    if right == prose[span.start : span.end]:
        return
    what = f", {term.source} in the original," if term.source else ""
    message = f"“{surface}”{what} is “{term.name}” in the glossary"
    yield Decision(span, surface, right, damage, Applicability.SAFE, message, (number,), title=True)


def _is_name(word: str, name_words: frozenset[str]) -> bool:
    if word in name_words:
        return True
    return word[:1].isupper() and not word.isupper() and (is_name(word) or not is_word(word))


def _has_determiner(prose: str, start: int) -> bool:
    before = _BEFORE.search(prose, max(0, start - 30), start)
    return before is not None and (before[1].lower() in _DETERMINERS or before[1].endswith(("'s", "’s")))


def _alone(name: str, surface: str, starts_sentence: bool) -> str:
    """A title without a name, cased as the form it replaces: all capitals, a capital at the start, or small. A capital
    in the middle of a sentence is that of a title used as a name (*Shixiong*), or of a foreign word (*Taishang
    elder*), which is gone."""
    if name.startswith(_ALWAYS_CAPITAL) or surface.isupper():
        return name
    words = [word for word in re.findall(r"[^\W\d_]+", surface) if word not in ("of", "the")]
    capitals = all(word[:1].isupper() for word in words)
    if capitals and (len(words) > 1 or not starts_sentence):
        return name
    small = name.lower()
    return small[:1].upper() + small[1:] if starts_sentence and surface[:1].isupper() else small
