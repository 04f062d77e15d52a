"""Lines that belong to a site or a tool and not to the text, and markup left in plain text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from cleanup.core.model import OBJECT, Applicability, Block, Document, Edit, Finding, Fix, Severity, Span, TextKind
from cleanup.errors import ConfigError
from cleanup.rules.boilerplate.patterns import PATTERNS, SITE_LINE, Pattern
from cleanup.rules.context import Context
from cleanup.rules.prose.places import block_index, in_small_letters
from cleanup.rules.prose.words import latin
from cleanup.rules.rule import Example, Keep, Stage, rule
from cleanup.rules.structure.headings import without_block

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

_LONGEST = 400
_SECONDS, _SECONDS_A_CHARACTER = 10.0, 1e-4
_EDGES = ' \t\u3000*_~=-—–.!。！…#|<>()（）《》【】[]"“”'


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[regex.Pattern[str], ...]:
    compiled = []
    for pattern in patterns:
        try:
            compiled.append(regex.compile(pattern, regex.IGNORECASE))
        except regex.error as error:
            raise ConfigError(
                f"invalid regular expression “{pattern}”: {error}",
                hint="Correct it in the options of boilerplate-line; characters like ( and [ take a backslash.",
            ) from error
    return tuple(compiled)


class _Limit:
    """The time that a user's patterns may take for a text: some seconds, and more for a long one."""

    def __init__(self, size: int) -> None:
        self._left = _SECONDS + size * _SECONDS_A_CHARACTER

    def fits(self, pattern: regex.Pattern[str], line: str) -> bool:
        """Whether a pattern matches a whole line. Raises ConfigError when the time is up."""
        begun = time.perf_counter()
        try:
            return pattern.fullmatch(line, timeout=max(self._left, 0.001)) is not None
        except TimeoutError:
            hint = "A repetition in a repetition, as in (a+)+, can take for ever: write it without."
            raise ConfigError(
                f"the pattern “{pattern.pattern}” of boilerplate-line takes too long", hint=hint
            ) from None
        finally:
            self._left -= time.perf_counter() - begun


_TRIGGERS = frozenset(trigger for pattern in PATTERNS for trigger in pattern.triggers)
_FOREIGN = tuple(trigger for trigger in _TRIGGERS if not trigger.isascii())


@cache
def _automaton() -> BytesAhoCorasick:
    from ahocorasick_rs import BytesAhoCorasick, MatchKind

    ascii_triggers = [trigger.encode("ascii") for trigger in _TRIGGERS if trigger.isascii()]
    return BytesAhoCorasick(ascii_triggers, matchkind=MatchKind.LeftmostLongest)


def _triggered(document: Document) -> list[int]:
    """Indices of the blocks that hold a trigger of some pattern."""
    prose = document.prose
    places = [start for _number, start, _end in _automaton().find_matches_as_indexes(latin(prose).lower())]
    for trigger in _FOREIGN:
        if trigger[0] in prose:
            places += [match.start() for match in re.finditer(trigger, prose)]
    found = {block_index(document, place) for place in places}
    return sorted(index for index in found if index >= 0)


@rule(
    "boilerplate-line",
    Stage.STRUCTURE,
    options={"patterns": (), "keep": ()},
    examples=[
        Example("He left.\n\nTranslated by Google\n\nShe stayed.", "He left.\n\nShe stayed."),
        Example(
            "He left.\n\nIf you find any errors ( broken links, etc.. ), Please let us know so we can fix it.",
            "He left.",
        ),
        Example("Previous Chapter | Table of Contents | Next Chapter\n\nHe left.", "He left."),
        Example("He left.\n\n(End of this chapter)", "He left."),
        Example("He left.\n\n（本章完）", "He left."),
        Example("A genius remembers this site's address in one second.\n\nHe left.", "He left."),
        Example("Updated from bluenovel.com\n\nHe left.", "He left."),
        Example("Visit us and read on to help us release each chapter early! Thanks!\n\nHe left.", "He left."),
        Example("Translator: Wang | Editor: Li\n\nHe left.", "Translator: Wang | Editor: Li\n\nHe left."),
        Example("Please visit novels.com for the latest chapters.", "Please visit novels.com for the latest chapters."),
        Example(
            "Brought by the Cloud team\n\nHe left.", "He left.", options={"patterns": (r"brought by the .* team",)}
        ),
    ],
    keeps=[
        "The book was translated by Constance Garnett, and it sold well.",
        "He went to the next chapter of his life.",
        "“Translated by whom?” he asked. The letter was translated from French.",
        "He shops at letao.com. Read the letter.",
        Keep("Next chapter", options={"keep": ("next chapter",)}),
    ],
)
def line(document: Document, context: Context) -> Iterator[Finding]:
    """A line that a site or a translation tool has put in: advertisements, navigation, credits, end marks.

    Lines that are never part of a text are removed with the blank line after them. Credits, requests to readers
    and advertisements with an address are only suggested. Options: ``patterns`` are further regular expressions of
    lines to remove, ``keep`` of lines to leave alone; both match the whole line, whatever its case.
    """
    prose = document.prose
    limit = _Limit(len(prose))
    own = _compiled(tuple(context.options.get("patterns", ())))
    kept = _compiled(tuple(context.options.get("keep", ())))
    indices: Iterable[int] = range(len(document.blocks)) if own else _triggered(document)
    for index in indices:
        block = document.blocks[index]
        text = prose[block.span.start : block.span.end]
        if len(text) > _LONGEST or any(limit.fits(pattern, text) for pattern in kept):
            if OBJECT in text:
                yield from _sentences(prose, block)
            continue
        if any(limit.fits(pattern, text) for pattern in own):
            yield _removal(prose, block, "a line of a pattern of yours", sure=True)
            continue
        pattern = pattern_of(in_small_letters(text).strip(_EDGES))
        if pattern is not None:
            sure = pattern.sure and (pattern.addressed or OBJECT not in text)
            yield _removal(prose, block, pattern.what, sure=sure)
        elif OBJECT in text:
            yield from _sentences(prose, block)


@lru_cache(maxsize=1_000)
def pattern_of(line: str) -> Pattern | None:
    """The first pattern that a line has, in small letters."""
    for pattern in PATTERNS:
        if any(trigger in line for trigger in pattern.triggers) and pattern.regex.fullmatch(line):
            return pattern
    return None


def _removal(prose: str, block: Block, what: str, *, sure: bool) -> Finding:
    text = " ".join(prose[block.span.start : block.span.end].split())
    message = f"“{text if len(text) <= 50 else text[:49] + '…'}” looks like {what}"
    how = Applicability.SAFE if sure else Applicability.SUGGESTION
    severity = Severity.WARNING if sure else Severity.INFO
    return Finding("boilerplate-line", block.span, message, severity, Fix((without_block(prose, block),), how))


_SENTENCE_END = re.compile(r"[.!?][\"”]?\s")


def _sentences(prose: str, block: Block) -> Iterator[Finding]:
    """Sentences in a paragraph that send readers to an address; nothing is removed."""
    small = in_small_letters(prose[block.span.start : block.span.end])
    position = small.find(OBJECT)
    while position >= 0:
        ends = [m.end() for m in _SENTENCE_END.finditer(small, max(0, position - 200), position)]
        start = ends[-1] if ends else max(0, position - 200)
        stop = _SENTENCE_END.search(small, position, position + 160)
        end = stop.end() - 1 if stop else min(len(small), position + 160)
        if SITE_LINE.fullmatch(small[start:end].strip(_EDGES)):
            message = "this sentence looks like an advertisement of a site"
            place = Span(block.span.start + start, block.span.start + end)
            yield Finding("boilerplate-line", place, message, Severity.INFO)
        position = small.find(OBJECT, end)


_TAG = (
    r"</?(?:b|i|u|p|br|hr|em|strong|center|span|div|font|small|big|blockquote|ruby|rt|rp|h[1-6])"
    r"(?: [a-z-]{1,20}=[^<>\n]{0,80})? ?/?>"
)
_TAG_LINE = re.compile(rf"(?:\A|(?<=\n))[ \t]*{_TAG}(?:[ \t]*{_TAG}){{0,8}}[ \t]*(?:\n\s*|\Z)")
_INLINE_TAG = re.compile(_TAG)


@rule(
    "boilerplate-markup",
    Stage.STRUCTURE,
    kinds=frozenset({TextKind.PROSE}),
    examples=[
        Example("He left.\n\n<b>\n\n<b>\n\nShe stayed.\n\n<br />\n", "He left.\n\nShe stayed.\n"),
        Example("He<br>left <b>now</b>.", "He<br>left <b>now</b>."),
    ],
    keeps=["“<<Air Wall>>” <(_ _)> <System> a < b > c", "<Skill>\n\n<Status>"],
    needs="<",
)
def markup(document: Document, context: Context) -> Iterator[Finding]:
    """HTML tags left in plain text: *<b>*, *</p>*, *<br />*.

    A line of nothing but tags is removed; a tag inside a line is only suggested for removal, since the words
    around it may need a space or a line break instead.
    """
    prose = document.prose
    alone: list[Span] = []
    for match in _TAG_LINE.finditer(prose):
        if alone and alone[-1].end == match.start():
            alone[-1] = Span(alone[-1].start, match.end())
        else:
            alone.append(Span(*match.span()))
    for span in alone:
        yield _tag_lines(prose, span)
    lines = iter((*alone, Span(len(prose) + 1, len(prose) + 1)))
    next_line = next(lines)
    for match in _INLINE_TAG.finditer(prose):
        while next_line.end < match.end():
            next_line = next(lines)
        if next_line.start > match.start():
            span = Span(*match.span())
            fix = Fix((Edit(span, ""),), Applicability.SUGGESTION)
            yield Finding("boilerplate-markup", span, f"“{match[0]}” is HTML in plain text", Severity.INFO, fix)


def _tag_lines(prose: str, lines: Span) -> Finding:
    """The removal of lines that hold nothing but tags; of the last lines of a text with the blanks before them."""
    tags = prose[lines.start : lines.end].rstrip()
    place = Span(lines.start, lines.start + len(tags))
    start, end = lines.start, lines.end
    if end == len(prose):
        end = place.end
        while start and prose[start - 1].isspace():
            start -= 1
    message = f"“{tags.split(maxsplit=1)[0]}” alone on a line is HTML that shows nothing here"
    return Finding("boilerplate-markup", place, message, fix=Fix((Edit(Span(start, end), ""),)))


RULES = (line, markup)
