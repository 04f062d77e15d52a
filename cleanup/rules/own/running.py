"""Replacements as rules of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cleanup.core.model import OBJECT, Document, Edit, Finding, Fix, Severity, Span
from cleanup.rules.context import Context
from cleanup.rules.own.model import Replacement, pattern_of
from cleanup.rules.rule import Check, Example, Keep, Rule, Stage

SECONDS = 5.0
"""What a pattern may take over one text."""
_BESIDE = 200
"""Characters around a place that may decide whether it is found again."""


def rules_of(replacements: Iterable[Replacement]) -> tuple[Rule, ...]:
    """The rules of some replacements, in their order."""
    return tuple(_rule(each) for each in replacements)


def _rule(replacement: Replacement) -> Rule:
    return Rule(
        replacement.id,
        Stage.OWN,
        _check(replacement),
        replacement.level,
        tuple(Example(bad, good) for bad, good in replacement.examples),
        tuple(map(Keep, replacement.keep)),
        paths=replacement.paths,
    )


def _check(replacement: Replacement) -> Check:
    pattern = pattern_of(replacement)
    shown = replacement.reason or f"“{replacement.find}” becomes “{replacement.text}”"

    def check(document: Document, _context: Context) -> Iterator[Finding]:
        prose = document.prose
        try:
            for match in pattern.finditer(prose, timeout=SECONDS):
                start, end = match.span()
                text = _text(match, replacement)
                if text == match[0] or OBJECT in match[0]:
                    continue
                if _is_found_again(pattern, prose, match, text, replacement):
                    message = f"{shown}; not applied, as it would be found again"
                    yield Finding(replacement.id, Span(start, end), message, suggestions=(text,))
                    continue
                yield Finding(replacement.id, Span(start, end), shown, fix=Fix((Edit(Span(start, end), text),)))
        except TimeoutError:
            message = f"the pattern of {replacement.id} takes longer than {SECONDS:.0f} seconds over this text"
            yield Finding(replacement.id, Span(0, 0), message, Severity.ERROR)

    check.__doc__ = f"{shown.rstrip('.')}."
    return check


def _text(match: Any, replacement: Replacement) -> str:
    """What takes the place of a match."""
    text: str = match.expand(replacement.text) if replacement.is_regex else replacement.text
    found: str = match[0]
    if replacement.case != "keep" or not text:
        return text
    if found.isupper() and sum(map(str.isalpha, found)) > 1:
        return text.upper()
    return text[0].upper() + text[1:] if found[:1].isupper() else text


def _is_found_again(pattern: Any, prose: str, match: Any, text: str, replacement: Replacement) -> bool:
    """Whether the text with the replacement has a match there that would change it once more."""
    start, end = match.span()
    if len(text) < end - start:
        return False  # it may be found again in the next pass, but the text gets shorter each time
    left = prose[max(0, start - _BESIDE) : start]
    around = left + text + prose[end : end + _BESIDE]
    first, last = len(left), len(left) + len(text)
    return any(
        again.end() > first and again.start() < last and _text(again, replacement) != again[0]
        for again in pattern.finditer(around, timeout=SECONDS)
    )
