"""He for she, and she for he, where only one person can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleanup.core.model import Applicability, BlockKind, Document, Edit, Finding, Fix, Severity, Span
from cleanup.language.english import is_word
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.pronouns.gestures import gesture, reflexive
from cleanup.rules.prose.places import block_index
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule
from cleanup.terms.model import Gender, Glossary, Kind

_OF = {
    Gender.FEMALE: {"he": "she", "his": "her", "him": "her", "himself": "herself", "its": "her", "itself": "herself"},
    Gender.MALE: {"she": "he", "her": "his", "hers": "his", "herself": "himself", "its": "his", "itself": "himself"},
}
"""For a pronoun of another gender the right one; *her* is a possessive in all places that are looked at."""
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_PRONOUNS = {Gender.FEMALE: (_HE, _SHE), Gender.MALE: (_SHE, _HE)}
"""For a gender the pronouns that are wrong, and those that are right."""
_POSSESSIVE = re.compile(
    r"(?:his|her) (?!(?:with|and|or|to|for|in|on|at|from|by|as|that|the|a|an|into|out|up|down|away|off|over|back|of|but"
    r"|if|when|while|before|after|again|so|too|there|here|through|without|about|own|any|more|not|is|was|go|be|come)\b)"
    r"[a-z]"
)
_OF_ANOTHER = re.compile(
    r"\b(?:from|at|behind|beside|to|towards?|before|of|about|by|against|onto|shook|took|held|kissed|patted|grabbed|saw"
    r"|met|heard|followed|understood|knew|answered|interrupted|caught|touched|stroked|bowed|noticed|watched|read|ignored"
    r"|returned|accepted|ended|stopped|blocked|cut|struck|hit|broke|matched|recognized|remembered|seized|pressed) \Z"
)
"""Before a possessive that may well mean somebody who is not named."""
_WORN = re.compile(
    r"(?:his|her) (?:[a-z]+ )?(?:braids?|hairpins?|skirts?|dress|beard|mou?stache|earrings?|eyelashes|temples)\b"
)
_OPENING = re.compile(
    r"(?:(?:Then|But|And|So|When|As|After|Suddenly|However|Finally|Meanwhile|(?:Seeing|Hearing|With) this"
    r"|At this moment|Just then|Now|Once|At that),? )?"
)
_FARTHEST = 200
_SUBJECT_BEFORE = re.compile(
    r"(?:\A|[.!?…”\"]\s|\n|, |\b(?i:when|as|while|but|then|so|because|after|before|until|and|suddenly|finally) )\Z"
)
_VERB = re.compile(" [a-z]")
_SENTENCE_BEFORE = re.compile(r"(?:\A|[.!?…”\"]\s|\n)\Z")
_PEOPLE = re.compile(
    r"\b(?:man|men|boy|boys|guy|fellow|father|brother|son|uncle|grandfather|husband|king|prince|lord|master|emperor|woman"
    r"|women|girl|girls|lady|mother|sister|daughter|aunt|grandmother|wife|queen|princess|mistress|empress|elder|elders"
    r"|guard|soldier|disciple|disciples|servant|maid|person|someone|somebody|everyone|figure|child|leader|captain|they"
    r"|them|others?|opponent|enemy|stranger|monk|nun|priest|merchant|doctor|general|youth|teacher|student)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]*")
_QUOTES = re.compile(r"[“”\"「」『』]")
_REACH = 4
"""Paragraphs before one in which nobody else may be spoken of."""


class Person(NamedTuple):
    """A name of a person whose gender the glossary gives."""

    name: str
    gender: Gender


@of_latest
def _people(glossary: Glossary) -> Mapping[str, Gender]:
    """The genders of names; those that people of both genders have are left out."""
    genders: dict[str, Gender | None] = {}
    for term in glossary:
        if term.gender in _OF and term.kind in (Kind.PERSON, Kind.NAME):
            for name in (term.name, *term.aliases):
                genders[name] = term.gender if genders.get(name, term.gender) is term.gender else None
    return {name: gender for name, gender in genders.items() if gender is not None}


_TERMS = (
    {"name": "Su Wan", "kind": "person", "gender": "female"},
    {"name": "Han Feng", "kind": "person", "gender": "male"},
)


@rule(
    "pronouns-gender",
    Stage.NAMES,
    kinds=CONTINUOUS,
    examples=[
        Example("Su Wan shook his head.", "Su Wan shook his head.", terms=_TERMS),
        Example("Then Han Feng slowly narrowed her eyes.", "Then Han Feng slowly narrowed her eyes.", terms=_TERMS),
        Example("Su Wan found himself in a hall.", "Su Wan found himself in a hall.", terms=_TERMS),
        Example("Su Wan touched his long braids.", "Su Wan touched his long braids.", terms=_TERMS),
        Example("Su Wan nodded its head.", "Su Wan nodded its head.", terms=_TERMS),
        Example(
            "Su Wan took up the letter. He read it twice.", "Su Wan took up the letter. He read it twice.", terms=_TERMS
        ),
    ],
    keeps=[
        Keep("Su Wan shook her head. Han Feng shook his head.", terms=_TERMS),
        Keep("Su Wan shook his hand. Su Wan closed the dead man's eyes.", terms=_TERMS),
        Keep("Su Wan saw her guard. He bowed. Han Feng smiled at her and left.", terms=_TERMS),
        Keep("Nobody knew him.\n\nSu Wan took up the letter. He read it twice.", terms=_TERMS),
        Keep("Su Wan looked at the guard. He bowed.", terms=_TERMS),
        Keep("“Su Wan took the letter. He read it,” said the boy.", terms=_TERMS),
        Keep("Su Wan told him. He left.", terms=_TERMS),
        Keep("Su Wan Li shook his head.", terms=_TERMS),
        Keep("Li Su Wan shook his head.", terms=_TERMS),
        "Su Wan shook his head.",
    ],
)
def gender(document: Document, context: Context) -> Iterator[Finding]:
    """*He* for a woman, *her* for a man, *its* for either, where the glossary knows the gender and nobody else can be
    meant: *Su Wan shook his head*.

    A gesture that people make with their own body, *himself* behind the name, or, in a paragraph that begins with the
    name and speaks of nobody else, the first *his* before a noun or *He* before a verb. Suggested, never applied.
    """
    if context.glossary is None:
        return
    genders = _people(context.glossary)
    if not genders:
        return
    prose = document.prose
    for start, end in context.protected(document):
        known = genders.get(prose[start:end])
        if known is None or not _VERB.match(prose, end) or not _is_subject(prose, start):
            continue
        person = Person(prose[start:end], known)
        place = gesture(prose, end + 1) or reflexive(prose, end + 1)
        if place is None:
            place = _first_pronoun(document, start, end, person)
        if place is not None and (right := _OF[person.gender].get(prose[slice(*place)].lower())):
            yield _finding(prose, start, Span(*place), right, person)


def _is_subject(prose: str, start: int) -> bool:
    return _SUBJECT_BEFORE.search(prose, max(start - 12, 0), start) is not None


def _finding(prose: str, start: int, span: Span, right: str, person: Person) -> Finding:
    word = prose[span.start : span.end]
    text = right.capitalize() if word[0].isupper() else right
    message = f"“{word}” means {person.name}, who is {person.gender} in the glossary"
    fix = Fix((Edit(span, text),), Applicability.SUGGESTION)
    # With the name: what is decided about one person and gesture says nothing of others.
    return Finding("pronouns-gender", Span(start, span.end), message, Severity.WARNING, fix)


def _first_pronoun(document: Document, start: int, end: int, person: Person) -> tuple[int, int] | None:
    """The first pronoun of another gender in a paragraph that begins with a name, where it can mean only that person:
    a possessive, or *He* at the start of a sentence."""
    blocks = _blocks_before(document, start)
    if blocks is None:
        return None
    prose = document.prose
    above, (first, stop) = blocks
    if not _OPENING.fullmatch(prose, first, start):
        return None
    wrong, right = _PRONOUNS[person.gender]
    match = wrong.search(prose, end, min(stop, end + _FARTHEST))
    if match is None or not (match[0][0].isupper() or _is_own(prose, match.start())):
        return None
    between = prose[end : match.start()]
    is_alone = not (_QUOTES.search(between) or _PEOPLE.search(between) or right.search(between))
    is_alone = is_alone and not wrong.search(prose, above, first) and _names_nobody_else(between, person.name)
    return match.span() if is_alone else None


def _is_own(prose: str, start: int) -> bool:
    """Whether a pronoun is a possessive, and what it is before is likely to belong to the subject."""
    if _WORN.match(prose, start):
        return True
    return _POSSESSIVE.match(prose, start) is not None and not _OF_ANOTHER.search(prose, max(start - 14, 0), start)


def _blocks_before(document: Document, position: int) -> tuple[int, Span] | None:
    """The paragraph at a position, and the start of those before it that count."""
    index = block_index(document, position)
    if index < 0 or document.blocks[index].kind is not BlockKind.PARAGRAPH:
        return None
    return document.blocks[max(0, index - _REACH)].span.start, document.blocks[index].span


def _names_nobody_else(text: str, name: str) -> bool:
    """Whether all words with a capital in a text are words of the name, or start a sentence and are none of a name."""
    words = frozenset(name.split())
    for match in _CAPITALISED.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        if word in words or word == "I":
            continue
        if not _SENTENCE_BEFORE.search(text, max(match.start() - 4, 0), match.start()) or not is_word(word):
            return False
    return True
