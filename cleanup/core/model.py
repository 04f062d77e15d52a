"""The values that every part of the tool exchanges: frozen, and without behaviour.

Those that a text has many of are named tuples: they are made and compared several times faster than dataclasses.

Spans are half-open and count code points. There are three texts a span can be in, and each value says which:

* the *original*: the source as it was read;
* the *source* of the moment: the original with the changes made so far (a pass looks at this one);
* the *prose* of a document: what a person reads of the source, without markup. Rules see only this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleanup.core.judging import Proposed
    from cleanup.core.whole import Whole


class Applicability(StrEnum):
    """How sure a fix is, and therefore when it is applied."""

    SAFE = "safe"
    """Applied by default. Expected to be right at least 99 times in 100."""
    UNSAFE = "unsafe"
    """Applied only when the user asks for it (``--unsafe-fixes``)."""
    SUGGESTION = "suggestion"
    """Never applied, only shown."""


class Severity(StrEnum):
    """How much a finding matters to somebody who gates a text on it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class TextKind(StrEnum):
    """What kind of text a format holds, which decides which rules are for it."""

    PROSE = "prose"
    """Paragraphs without markup, or with that of Markdown."""
    MARKUP = "markup"
    """Paragraphs between tags, which say what is a heading and what not."""
    SUBTITLES = "subtitles"
    """Lines on a screen, in which sentences break off and go on."""
    STRINGS = "strings"
    """Entries of a table, each by itself: labels as well as sentences."""


class Span(NamedTuple):
    """Half-open range ``[start, end)`` in code points."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace what stands in ``span`` by ``text``. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that apply together or not at all; disjoint, in ascending order."""

    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


class SourceText(NamedTuple):
    """What the source has at a place of a translation: ``text``, a line each paragraph, which begins at a line (from 1;
    0 where that is not known) of the file at ``path``."""

    text: str
    path: str = ""
    line: int = 0


class Finding(NamedTuple):
    """What a rule has to say about a place, and perhaps how to mend it.

    ``suggestions`` are further replacements for the span, for a person to choose from. ``places`` are the other places
    that a finding about a whole text speaks of, in order. ``source`` is what the source has there, where it is at hand.
    """

    rule: str
    span: Span
    message: str
    severity: Severity = Severity.WARNING
    fix: Fix | None = None
    suggestions: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()
    source: SourceText | None = None


class BlockKind(StrEnum):
    """What a block of prose is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"


class Block(NamedTuple):
    """A paragraph, heading, list item or the like; ``span`` is in the prose and never includes its final newline."""

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH


class Piece(NamedTuple):
    """A stretch of prose and where it stands in the source.

    ``verbatim``: both are the same characters, so that positions inside map one to one. Otherwise only the two ends map
    (an entity, a placeholder for code or a link, a line ending of two characters).
    ``fixed``: nothing may be changed there (code, a URL).
    ``place`` is what kind of place of the source it is, in the words of the document's syntax (text of an element, the
    value of an attribute); empty where nothing may be inserted, or where the source has no syntax.
    """

    prose: Span
    source: Span
    verbatim: bool = True
    fixed: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Syntax:
    """How a source writes prose that it does not hold character for character.

    ``name`` tells syntaxes apart: an edit after which the source would have another one is refused. ``escape`` gives
    what stands in the source for a text in a place (`Piece.place`), and ``None`` where it cannot be written there.
    ``hollow``: markup around nothing means nothing, so that all text in it may be taken out. ``keeps_lines``: no edit
    may take out or add a line of the prose (a line of a subtitle, an entry of a table). ``exact``: blanks count, so
    that an edit after which some of them are read no more is refused. ``longest_line``: characters of the prose beyond
    which no edit may make a line longer; 0 for no limit.
    """

    name: str
    escape: Callable[[str, str], str | None]
    hollow: bool = False
    keeps_lines: bool = False
    exact: bool = False
    longest_line: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A source and the prose in it.

    ``blocks`` are in order and disjoint. ``pieces`` are in order, cover the whole prose, and are empty when the prose
    *is* the source. A placeholder ``OBJECT`` stands in the prose for what is not prose (code, a link's target, an
    address).
    ``newline`` is how the source ends a line; the prose always uses ``\\n``. ``syntax`` is there when what is inserted
    has to be escaped. ``whole`` answers for the text that this one is a piece of, if it is one (see `of_whole`).
    """

    source: str
    prose: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...] = ()
    newline: str = "\n"
    syntax: Syntax | None = None
    whole: Whole | None = None


OBJECT = "\ufffc"
"""Stands in the prose for something that is not prose: U+FFFC OBJECT REPLACEMENT CHARACTER."""


class Cause(NamedTuple):
    """Why a change was made: the rule and what its finding said, how much it matters and how sure the fix was."""

    rule: str
    message: str
    severity: Severity = Severity.WARNING
    applicability: Applicability = Applicability.SAFE


class Change(NamedTuple):
    """A difference between the original and the revised text.

    ``span`` is in the original and ``revised`` in the revised text; ``before`` and ``after`` are what stands there.
    Applying all changes of a revision to its original gives the revised text.
    """

    span: Span
    revised: Span
    before: str
    after: str
    causes: tuple[Cause, ...]


class Refusal(NamedTuple):
    """A fix that was not applied although its applicability allowed it, and why."""

    finding: Finding
    reason: str


class Location(NamedTuple):
    """Line and column, both from 1; the column counts code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FileResult:
    """What cleaning one text came to.

    ``findings`` are what is left for a person: suggestions and reports. Their spans are in the
    original. ``refusals`` lists fixes that would have been applied but were not. ``faults`` are internal errors (a
    guard broken, rules that undo each other): what a faulty stage did has been rolled back. ``unchecked`` names what
    could not be looked at (a grammar engine that died), so that silence is never mistaken for approval. ``engine``
    names the grammar engine and its version; ``notes`` say what is worth knowing although nothing is missing (a
    damaged cache). ``asked`` is how many paragraphs the engine was asked about, and how many there are; ``unlisted``
    are names that neither the dictionary nor the glossary knows, the commonest first. ``proposals`` are what a person
    can decide about, where that was asked for. ``beside`` is what the source has at the places of changes: spans of the
    original, in order.
    """

    path: str
    original: str
    revised: str
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    faults: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = ()
    asked: tuple[int, int] = (0, 0)
    unlisted: tuple[str, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    beside: tuple[tuple[Span, SourceText], ...] = ()


@dataclass(frozen=True, slots=True)
class FileError:
    """A file that could not be cleaned: it stays as it was. ``hint`` says what to do next."""

    path: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LeftAlone(FileError):  # noqa: N818 - neither is an exception
    """What stands in a folder and is not for this program: no error. ``message`` says why.

    ``count`` says how many files it stands for; a single one is named in a note when it ``is_noted``.
    """

    count: int = 1
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run: results and errors in the order of the paths given."""

    results: tuple[FileResult, ...] = ()
    errors: tuple[FileError, ...] = field(default=())
