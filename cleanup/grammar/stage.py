"""The grammar stage: puts the paragraphs of a document to an engine and turns its answers into findings.

What an engine says is kept as it is (and may be cached); names, levels and guards come after, so that a changed
glossary or configuration asks nothing again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cleanup.core.model import OBJECT, Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.grammar.allowlist import safe_edit
from cleanup.grammar.capitals import Capitals
from cleanup.grammar.engine import Answer, Engine, GrammarMatch
from cleanup.grammar.levels import (
    OF_USE,
    SPELLING,
    chosen_level,
    is_dictionary_asked,
    is_idle,
    is_off,
    is_spelling,
    listened_to,
    rule_id,
)
from cleanup.grammar.needed import may_be_applied_to
from cleanup.grammar.sentences import sentences
from cleanup.grammar.settings import GrammarSettings
from cleanup.grammar.spelling import UnknownWords
from cleanup.grammar.wanted import may_be_shown
from cleanup.rules.context import Context
from cleanup.rules.rule import Level

MAX_SUGGESTIONS = 3
_UNLISTED = 20
"""Names that are told of one text at most."""


class GrammarStage:
    """The check of the pipeline's grammar stage, for one text after another.

    It remembers the answers about the paragraphs of the last document it saw, so that the next pass over the same
    text asks only about what has changed.
    """

    def __init__(self, engine: Engine, settings: GrammarSettings) -> None:
        self._engine = engine
        self._settings = settings
        self._is_dictionary_asked = is_dictionary_asked(settings)
        self._is_wanted = _wanted(settings)
        self._answers: dict[str, Answer] = {}
        self._unchecked: list[str] = []
        self._asked: set[str] = set()
        self._count = 0
        self._unlisted: tuple[str, ...] = ()

    def begin(self) -> None:
        """Start with another text."""
        self._asked.clear()
        self._count = 0
        self._unlisted = ()

    @property
    def engine(self) -> str:
        """Name and version of the engine, for reports; empty if it answered nothing about the text."""
        return f"{self._engine.name} {self._engine.version}".strip() if self._asked else ""

    @property
    def asked(self) -> tuple[int, int]:
        """How many paragraphs of the text the engine has answered something about, and how many there are."""
        return len(self._asked), max(self._count, len(self._asked))

    @property
    def unlisted(self) -> tuple[str, ...]:
        """Names in the text that neither the dictionary nor the glossary has, the commonest first."""
        return self._unlisted

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What of the document last seen got no answer, and why: one sentence, or none. Silence is never approval."""
        if not self._unchecked:
            return ()
        count = len(self._unchecked)
        start = self._unchecked[0].strip().replace("\n", " ")
        start = start if len(start) <= 40 else start[:40].rstrip() + "…"
        where = f"the paragraph “{start}” has" if count == 1 else f"{count} paragraphs, the first “{start}”, have"
        why = self._engine.trouble[-1] if self._engine.trouble else ""
        return (f"{where} not been checked for grammar. {why}".strip(),)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth telling although nothing is missing: a damaged cache, a crash that was made good for."""
        trouble = self._engine.trouble
        return (*self._engine.notes, *(trouble[:-1] if self._unchecked else trouble))

    def __call__(self, document: Document, context: Context) -> Iterator[Finding]:
        """The findings in a document, spans in its prose. Never raises for the engine's sake: see `unchecked`."""
        if not self._is_on:
            return
        paragraphs = [document.prose[block.span.start : block.span.end] for block in document.blocks]
        answers = self._ask(paragraphs)
        if not any(answers):
            return
        names = _Names(context.protected(document))
        # What may be a damaged name is for the names stage to talk about.
        guessed = _guessed(document, context) if self._is_dictionary_asked else _Names(())
        capitals = Capitals(document, lambda place: bool(names.at(place)))
        unknown = UnknownWords(context.name_words, self._settings.language)
        for block, text, answer in zip(document.blocks, paragraphs, answers, strict=True):
            start = block.span.start
            for match in answer or ():
                level = chosen_level(match, self._settings)
                if level is Level.OFF or _touches_object(match.span, text):
                    continue
                place = Span(start + match.span.start, start + match.span.end)
                if is_spelling(match):
                    if self._is_dictionary_asked and not names.at(place) and not guessed.at(place):
                        unknown.add(place, document.prose, match.replacements)
                    continue
                edit = safe_edit(match, text)
                if level is None and edit is None and (is_off(match.rule) or is_idle(match, text)):
                    continue
                kept = _kept_replacements(match, names, place, document.prose)
                if kept is None or capitals.is_about_name(match, place):
                    continue
                if document.prose[place.start : place.end] in context.name_words:
                    level = Level.REPORT  # *An ran* may be about somebody called An.
                yield self._finding(match, edit, kept, level, text, start)
        yield from unknown.findings()

    def report(self, document: Document, context: Context) -> Iterator[Finding]:
        """What is told of the words of a document, when nothing more changes in it."""
        if not self._is_on:
            return
        names = _Names([*context.protected(document), *_guessed(document, context).spans])
        capitals = Capitals(document)
        self._unlisted = tuple(
            name for name, _count in capitals.unlisted(lambda place: bool(names.at(place))).most_common(_UNLISTED)
        )
        if self._is_dictionary_asked or not self._settings.asks_everything:
            return
        if self._settings.rules.get(SPELLING) is Level.OFF:
            return
        unknown = UnknownWords(context.name_words, self._settings.language)
        unknown.scan(document, lambda place: bool(names.at(place)) or _touches_object(place, document.prose))
        yield from unknown.findings()

    @property
    def _is_on(self) -> bool:
        return self._settings.level is not Level.OFF and self._engine.name != "none"

    def _ask(self, paragraphs: Sequence[str]) -> list[Answer | None]:
        """An answer for each paragraph, put together from those about its sentences."""
        asked = [list(self._pieces(text)) for text in paragraphs]
        wanted = list(dict.fromkeys(text for pieces in asked for _start, text in pieces if text not in self._answers))
        answers = self._engine.check(wanted) if wanted else []
        fresh = {text: answer for text, answer in zip(wanted, answers, strict=True) if answer is not None}
        known = {t: self._answers[t] for pieces in asked for _start, t in pieces if t in self._answers} | fresh
        self._answers = known
        self._unchecked = [
            paragraph
            for paragraph, pieces in zip(paragraphs, asked, strict=True)
            if any(text not in known for _start, text in pieces)
        ]
        answered = (p for p, pieces in zip(paragraphs, asked, strict=True) if any(text in known for _s, text in pieces))
        self._asked.update(answered)
        self._count = len({text for text in paragraphs if text.strip()})
        return [_together(pieces, known) for pieces in asked]

    def _pieces(self, paragraph: str) -> Iterator[tuple[int, str]]:
        """What the engine is asked about of a paragraph, each with its place in it."""
        # An engine takes a line end for a space, and counts both as one character.
        text = paragraph.replace("\n", " ")
        if self._is_wanted(text):
            for start, end in sentences(text):
                if self._is_wanted(piece := text[start:end]):
                    yield start, piece

    def _finding(
        self,
        match: GrammarMatch,
        edit: Edit | None,
        kept: tuple[str, ...],
        level: Level | None,
        text: str,
        start: int,
    ) -> Finding:
        """The finding for a match. ``edit`` is what the allow-list makes of it, ``kept`` its harmless replacements."""
        place = Span(start + match.span.start, start + match.span.end)
        rule, message = rule_id(match), _sentence(match, text)
        applicability = _applicability(edit is not None, level, self._settings.level)
        if edit is None and len(match.replacements) == 1 and kept:
            edit = Edit(match.span, kept[0])
        if edit is None:
            return Finding(rule, place, message, Severity.WARNING, None, kept[:MAX_SUGGESTIONS])
        moved = Edit(Span(start + edit.span.start, start + edit.span.end), edit.text)
        return Finding(rule, place, message, Severity.WARNING, Fix((moved,), applicability))


def _wanted(settings: GrammarSettings) -> Callable[[str], bool]:
    """What says whether the engine has to see a text, so that nothing is missed with which anything would be done."""
    if not settings.asks_everything:
        return may_be_applied_to  # what is left out could only have been reported
    is_usual = all(level is Level.OFF for level in settings.rules.values())
    if is_usual and listened_to(settings) == OF_USE:
        return may_be_shown
    return lambda text: bool(text.strip())


def _together(pieces: Sequence[tuple[int, str]], known: Mapping[str, Answer]) -> Answer | None:
    """The answers about the pieces of a paragraph as one; ``None`` when there is none to any of them."""
    if pieces and not any(text in known for _start, text in pieces):
        return None
    return tuple(
        replace(match, span=Span(start + match.span.start, start + match.span.end)) if start else match
        for start, text in pieces
        for match in known.get(text, ())
    )


def _guessed(document: Document, context: Context) -> _Names:
    """Places that the names stage has something to say about."""
    decisions = context.matcher.analyse(document).decisions if context.matcher else ()
    return _Names(decision.span for decision in decisions)


def _applicability(allowed: bool, level: Level | None, cap: Level) -> Applicability:
    """How sure a fix is: by the allow-list, unless the user chose a level for the rule; never above the cap."""
    if level is None:
        level = Level.FIX if allowed else Level.REPORT
    for lowest in (Level.REPORT, Level.UNSAFE):
        if lowest in (level, cap):
            return Applicability.SUGGESTION if lowest is Level.REPORT else Applicability.UNSAFE
    return Applicability.SAFE


class _Names:
    """The protected stretches of a document's prose."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [span.start for span in self.spans]

    def at(self, place: Span) -> list[Span]:
        """Those that share a character with ``place``. Names do not overlap, so that few need a look."""
        last = bisect_right(self._starts, max(place.end - 1, place.start))
        touched = []
        for index in range(last - 1, -1, -1):
            span = self.spans[index]
            if span.end <= place.start:
                break
            touched.append(span)
        return touched


def _kept_replacements(match: GrammarMatch, names: _Names, place: Span, prose: str) -> tuple[str, ...] | None:
    """The replacements that leave the names in ``place`` as they are; ``None`` when the match is not worth keeping.

    A match on a name is dropped when it proposes nothing, or only proposes to change the name. It is kept otherwise:
    ``?”Li`` → ``?” Li`` is right.
    """
    touched = names.at(place)
    if not touched:
        return match.replacements
    inside = [prose[max(span.start, place.start) : min(span.end, place.end)] for span in touched]
    kept = tuple(text for text in match.replacements if all(_has_whole(text, name) for name in inside))
    return kept or None


def _has_whole(text: str, name: str) -> bool:
    """Whether a name stands in ``text`` as a word: not *An* in *And*."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _touches_object(span: Span, text: str) -> bool:
    """Whether something that is not prose (code, an address) stands in a span or right beside it."""
    return OBJECT in text and OBJECT in text[max(span.start - 1, 0) : span.end + 2]


def _sentence(match: GrammarMatch, text: str) -> str:
    """The engine's message, with the place it is about."""
    found = text[match.span.start : match.span.end].replace("\n", " ")
    message = " ".join(match.message.split())
    if not found.strip() or found in message or len(found) > 60:
        return message
    return f"“{found}”: {message}"
