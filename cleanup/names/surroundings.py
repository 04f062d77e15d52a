"""What stands around a form: pronouns, verbs of speech, titles, and the name itself as if it were somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.core.model import Span
from cleanup.language.english import SPEECH_VERBS
from cleanup.terms.model import Gender, Kind, Term

_REACH = 90
_PRONOUN = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_PERSON_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Madam|Master|Captain|Uncle|Aunt|Brother|Sister)\.? $"
)
_VERB = re.compile(r" ([a-z]+)")
_PERSON_KINDS = frozenset({Kind.PERSON, Kind.NAME})


def evidence_around(prose: str, spans: Iterable[Span], term: Term) -> Iterator[tuple[float, str]]:
    """What the words around a form say for (positive) or against it being the person ``term``, with a clause each."""
    if term.kind not in _PERSON_KINDS:
        return
    male = female = speaks = titled = 0
    apart = False
    for span in spans:
        after = prose[span.end : span.end + _REACH].partition("\n")[0]
        lead = prose[max(0, span.start - _REACH) : span.start]
        for match in _PRONOUN.finditer(after):
            male, female = male + bool(match[1]), female + bool(match[2])
        word = re.match(r" ([a-z]+)", after)
        speaks += bool(word and word[1] in SPEECH_VERBS) or bool(re.search(r"[”\"’'] (?:[a-z]+ed|said) $", lead))
        titled += bool(_PERSON_BEFORE.search(lead))
        apart = apart or _is_beside(term.name, lead, after)
    if apart:
        yield -3.0, f"it stands beside {term.name} as somebody else"
    own, other = (female, male) if term.gender is Gender.FEMALE else (male, female)
    if term.gender in (Gender.FEMALE, Gender.MALE) and own + other >= 2:
        if other >= 3 * (own + 1):
            yield -1.5, "the pronouns after it are of the other gender"
        elif own > 2 * other:
            yield 0.4, "the pronouns after it are of the right gender"
    if term.kind is Kind.PERSON and (speaks or titled):
        yield 0.3, "it speaks" if speaks else "it has a title"


def speaks(prose: str, spans: Iterable[Span]) -> bool:
    """Whether a form speaks or has a title somewhere, as a person does."""
    return any(
        _PERSON_BEFORE.search(prose, max(0, span.start - _REACH), span.start)
        or ((word := _VERB.match(prose, span.end)) is not None and word[1] in SPEECH_VERBS)
        for span in spans
    )


def _is_beside(name: str, lead: str, after: str) -> bool:
    """Whether the name itself stands next to a form: *and Li Mu* after it, or *Li Mu, * before."""
    if name in after:
        found = re.match(rf"(?:,| and| or| with|[’']s)? ?{re.escape(name)}\b", after)
        if found and found.group().lstrip(" ") != name:
            return True
    return name in lead and bool(re.search(rf"\b{re.escape(name)}(?:,| and| or| with) $", lead))
