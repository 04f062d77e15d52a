"""The grammar stage: puts the paragraphs of a document to an engine and turns its answers into findings.

What an engine says is kept as it is (and may be cached); names, levels and guards come after, so that a changed
glossary or configuration asks nothing again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleanup.core.model import OBJECT, Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.grammar.allowlist import safe_edit
from cleanup.grammar.capitals import Capitals
from cleanup.grammar.engine import Answer, Engine, GrammarMatch
from cleanup.grammar.levels import chosen_level, is_off, is_spelling, rule_id
from cleanup.grammar.needed import may_be_applied_to
from cleanup.grammar.settings import GrammarSettings
from cleanup.grammar.spelling import UnknownWords
from cleanup.rules.context import Context
from cleanup.rules.rule import Level

MAX_SUGGESTIONS = 3
UNLISTED = "There are names that neither the dictionary nor the glossary has: `cleanup glossary discover` lists them."
"""The note about unknown capitalised words; the same for every file, so that a run has it once."""


class GrammarStage:
    """The check of the pipeline's grammar stage, for one text after another.

    It remembers the answers about the paragraphs of the last document it saw, so that the next pass over the same
    text asks only about what has changed.
    """

    def __init__(self, engine: Engine, settings: GrammarSettings) -> None:
        self._engine = engine
        self._settings = settings
        self._answers: dict[str, Answer] = {}
        self._unchecked: list[str] = []
        self._asked = False
        self._unlisted = False

    def begin(self) -> None:
        """Start with another text."""
        self._asked = False
        self._unlisted = False

    @property
    def engine(self) -> str:
        """Name and version of the engine, for reports; empty if the text had nothing to ask it about."""
        return f"{self._engine.name} {self._engine.version}".strip() if self._asked else ""

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
        unlisted = (UNLISTED,) if self._unlisted else ()
        return (*self._engine.notes, *(trouble[:-1] if self._unchecked else trouble), *unlisted)

    def __call__(self, document: Document, context: Context) -> Iterator[Finding]:
        """The findings in a document, spans in its prose. Never raises for the engine's sake: see `unchecked`."""
        if self._settings.level is Level.OFF or self._engine.name == "none":
            return
        paragraphs = [document.prose[block.span.start : block.span.end] for block in document.blocks]
        answers = self._ask(paragraphs)
        names = _Names(context.protected(document))
        # What may be a damaged name is for the names stage to talk about.
        decisions = context.matcher.analyse(document).decisions if context.matcher else ()
        guessed = _Names(decision.span for decision in decisions)
        capitals = Capitals(document, lambda place: bool(names.at(place)))
        unknown = UnknownWords(context.name_words, self._settings.language)
        for block, text, answer in zip(document.blocks, paragraphs, answers, strict=True):
            start = block.span.start
            for match in answer or ():
                level = chosen_level(match, self._settings)
                if level is Level.OFF or _touches_object(match.span, text):
                    continue
                edit = safe_edit(match, text)
                if level is None and edit is None and is_off(match.rule, match.category):
                    continue
                place = Span(start + match.span.start, start + match.span.end)
                kept = _kept_replacements(match, names, place, document.prose)
                if kept is None:
                    continue
                if not is_spelling(match) and capitals.is_about_name(match, place):
                    continue
                if document.prose[place.start : place.end] in context.name_words:
                    level = Level.REPORT  # *An ran* may be about somebody called An.
                if is_spelling(match):
                    if not guessed.at(place):
                        unknown.add(place, document.prose, kept)
                else:
                    yield self._finding(match, edit, kept, level, text, start)
        yield from unknown.findings()
        self._unlisted = self._unlisted or unknown.has_names

    def _ask(self, paragraphs: Sequence[str]) -> list[Answer | None]:
        """An answer for each paragraph, from memory where there is one."""
        if not self._settings.asks_everything:
            # What is left out could only have been reported.
            left_out: dict[str, Answer] = {t: () for t in paragraphs if not may_be_applied_to(t.replace("\n", " "))}
            self._answers.update(left_out)
            self._asked = self._asked or len(left_out) < len(set(paragraphs))
        else:
            self._asked = self._asked or any(text.strip() for text in paragraphs)
        wanted = [text for text in dict.fromkeys(paragraphs) if text not in self._answers]
        known = {text: self._answers[text] for text in paragraphs if text in self._answers}
        # An engine takes a line end for a space, and counts both as one character.
        asked = self._engine.check([text.replace("\n", " ") for text in wanted]) if wanted else []
        self._unchecked = [text for text, answer in zip(wanted, asked, strict=True) if answer is None]
        known.update({text: answer for text, answer in zip(wanted, asked, strict=True) if answer is not None})
        self._answers = known
        return [known.get(text) for text in paragraphs]

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
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def at(self, place: Span) -> list[Span]:
        """Those that share a character with ``place``. Names do not overlap, so that few need a look."""
        last = bisect_right(self._starts, max(place.end - 1, place.start))
        touched = []
        for index in range(last - 1, -1, -1):
            span = self._spans[index]
            if span.end <= place.start:
                break
            touched.append(span)
        return touched


def _kept_replacements(match: GrammarMatch, names: _Names, place: Span, prose: str) -> tuple[str, ...] | None:
    """The replacements that leave the names in ``place`` as they are; ``None`` when the match is not worth keeping.

    A match on a name is dropped when it is about spelling, proposes nothing, or only proposes to change the name. It
    is kept otherwise: ``?”Li`` → ``?” Li`` is right.
    """
    touched = names.at(place)
    if not touched:
        return match.replacements
    if is_spelling(match):
        return None
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
