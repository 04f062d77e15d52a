"""Words that the engine's dictionary does not know: one finding a word, however often it occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.core.model import Finding, Severity, Span
from cleanup.grammar.levels import SPELLING

MAX_SUGGESTIONS = 3
_POSSESSIVES = ("'s", "’s", "'", "’")


@dataclass(slots=True)
class _Word:
    forms: Counter[str] = field(default_factory=Counter)
    places: list[Span] = field(default_factory=list)
    replacements: tuple[str, ...] = ()


class UnknownWords:
    """Collects unknown words; those that the glossary knows (``names``: the words of its names) are none."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = {name.casefold() for name in names}
        self._words: dict[str, _Word] = {}

    def add(self, place: Span, text: str, replacements: tuple[str, ...]) -> None:
        """Note a word at a place of the prose, with what the engine would write instead."""
        form = _without_possessive(text)
        if form.casefold() in self._names:
            return
        word = self._words.setdefault(form.casefold(), _Word())
        word.forms[form] += 1
        word.places.append(place)
        word.replacements = word.replacements or replacements

    def findings(self, prose: str) -> Iterator[Finding]:
        """One finding for each word, where it occurs first."""
        for word in self._words.values():
            form, _count = word.forms.most_common(1)[0]
            first = word.places[0]
            as_written = _without_possessive(prose[first.start : first.end])
            span = Span(first.start, first.start + len(as_written))
            suggestions = tuple(text for text in word.replacements if text.casefold() != form.casefold())
            yield Finding(
                SPELLING, span, _message(form, len(word.places)), Severity.INFO, None, suggestions[:MAX_SUGGESTIONS]
            )


def _without_possessive(text: str) -> str:
    for ending in _POSSESSIVES:
        if text.endswith(ending) and len(text) > len(ending):
            return text[: -len(ending)]
    return text


def _message(form: str, count: int) -> str:
    if count == 1 and form.islower():
        return f"“{form}” is not in the dictionary"
    times = "once" if count == 1 else f"{count} times"
    word = f'"{form}"' if " " in form else form
    return f"“{form}” occurs {times} and is neither in the dictionary nor in the glossary: cleanup glossary add {word}"
