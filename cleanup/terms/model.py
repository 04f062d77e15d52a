"""What a glossary is: terms, and the merged whole of several files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a term names. It decides how machine translation is expected to mangle it, and how it is cased."""

    NAME = "name"
    """A proper name of a kind that nobody has said; the default."""
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    PLATFORM = "platform"
    TITLE = "title"
    """A form of address or office: capitalised before a name, a common noun alone."""
    TERM = "term"


KIND_SYNONYMS = {
    "org": Kind.ORGANISATION,
    "organization": Kind.ORGANISATION,
    "character": Kind.PERSON,
    "people": Kind.PERSON,
    "location": Kind.PLACE,
    "item": Kind.TERM,
    "skill": Kind.TERM,
    "product": Kind.PLATFORM,
    "company": Kind.ORGANISATION,
}


class Gender(StrEnum):
    """A person's gender, where the glossary says it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry stands: file and line (from 1)."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry.

    ``name``: the canonical form. ``source``: the term in the source script; several are separated by ``/``.
    ``aliases``: other right forms, which stay as they are. ``variants``: wrong forms, always replaced. ``never``: forms
    that are something else and must not be taken for this term, whatever prediction says. ``forms``: inflected forms of
    the canonical form that are right (an irregular plural). ``case``: ``smart`` (a lower-case form is mended when it is
    no English word), ``exact`` (only the exact spelling of a variant counts) or ``any``. ``paths``: globs of the files
    where the entry holds (empty: all). ``override``: the entry may replace one of the same name from an earlier file.
    ``predict``: whether renderings are predicted from name and source, or only the listed variants count. ``examples``
    and ``keep``: what the entry promises (pairs of text before and after; texts that must stay).
    """

    name: str
    source: str = ""
    kind: Kind = Kind.NAME
    aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    gender: Gender | None = None
    note: str = ""
    case: str = "smart"
    paths: tuple[str, ...] = ()
    override: bool = False
    predict: bool = True
    examples: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()
    origin: Origin = Origin("", 0)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of all files, in order, contradictions excluded."""

    terms: tuple[Term, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)
