"""How a chapter stands among the others of its run: what only all of them together can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from cleanup.rules.book.customs import NOTHING, Customs
from cleanup.rules.book.rivals import Form, Group


@dataclass(frozen=True, slots=True)
class Standing:
    """What the run says of one chapter. ``chapters`` is how many there are beside it (0: nothing is known of the book),
    ``typical`` their median length in words, ``spread`` the median of how far they are from it. ``twin`` is the earlier
    chapter that says the same. ``numbering`` is what is wrong with its number, in words. ``glosses`` are what the book
    says in brackets behind words of its source. ``rivals`` are groups of forms that compete in the book and concern the
    text, ``customs`` what prevails in the book, ``heading`` the form of its headings; each ``None`` where nothing is
    known of the book."""

    chapters: int = 0
    typical: int = 0
    spread: int = 0
    twin: str = ""
    numbering: str = ""
    glosses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rivals: tuple[Group, ...] | None = None
    customs: Customs | None = None
    heading: tuple[str, str] | None = None


ALONE = Standing()
"""Of a text of which nothing else is known."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the chapters in one folder have in common."""

    rivals: tuple[Group, ...] = ()
    customs: Customs = NOTHING
    heading: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters of a run: what there is to say of each, by path, the glosses of all, and the book of each folder."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    glosses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    books: Mapping[str, Book] = field(default_factory=dict)

    def standing(self, path: str, text: str) -> Standing:
        """What is known of a chapter; of the glosses and competing forms, those that concern its text."""
        standing = self.standings.get(path, ALONE)
        glosses = {source: said for source, said in self.glosses.items() if source in text}
        book = self.books.get(folder_of(path))
        if book is None:
            return replace(standing, glosses=glosses) if glosses else standing
        rivals = tuple(group for group in book.rivals if any(is_in(form.text, text) for form in group[1:]))
        return replace(standing, glosses=glosses, rivals=rivals, customs=book.customs, heading=book.heading)


def folder_of(path: str) -> str:
    """The folder of a chapter, whose files are taken for a book."""
    return str(PurePath(path).parent)


def is_in(form: str, text: str) -> bool:
    """Whether a form may stand in a text; an apostrophe may be typographic there."""
    return form in text or ("'" in form and form.replace("'", "’") in text)


def to_fields(chapters: Chapters) -> list[Any]:
    """The chapters of a run in JSON."""
    listed = [[p, s.chapters, s.typical, s.spread, s.twin, s.numbering] for p, s in chapters.standings.items()]
    books = [[path, book.rivals, book.customs, book.heading] for path, book in chapters.books.items()]
    return [listed, {source: dict(said) for source, said in chapters.glosses.items()}, books]


def from_fields(fields: list[Any]) -> Chapters:
    """The chapters that `to_fields` wrote."""
    listed, glosses, books = fields
    return Chapters(
        {path: Standing(*values) for path, *values in listed},
        glosses,
        {path: _book(*values) for path, *values in books},
    )


def _book(rivals: list[Any], customs: list[Any], heading: list[str] | None) -> Book:
    groups = tuple(tuple(Form(*form) for form in group) for group in rivals)
    spelling, numbers_in_words = customs
    return Book(groups, Customs(tuple(spelling), numbers_in_words), (heading[0], heading[1]) if heading else None)
