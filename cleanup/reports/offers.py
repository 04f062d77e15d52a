"""What a finding of a check proposes, for reports."""

from __future__ import annotations

import re

from cleanup.core.model import SourceText, Span
from cleanup.gate.found import Found, Remedy
from cleanup.reports.proposal import Proposal, replacements

_QUOTE = re.compile("[“”„‟\"«»]")
"""What is quoted between other marks, so that it can be read."""
_WORD = 30
"""A change is shown with the words it touches, as long as they are no longer than this."""
_BESIDE = "parallel-"
_SOURCE = 90
"""Characters of the source that are shown."""

ADVICE = {
    Remedy.SAFE: "`cleanup clean --write` repairs it",
    Remedy.UNSAFE: "`cleanup clean --unsafe-fixes --write` repairs it",
    Remedy.SUGGESTION: "for you to decide",
    Remedy.REPORT: "",
}
"""What to do about a finding."""


def offers(text: str, found: Found) -> tuple[Proposal, ...]:
    """The replacements on offer, the best first. What `cleanup clean` repairs is offered as small as it is, for another
    repair may be in the same word."""
    span = found.span
    if found.remedy is Remedy.SAFE and found.edits:
        span = Span(found.edits[0].span.start, found.edits[-1].span.end)
    return replacements(text, span, found.edits, found.alternatives)


def in_words(text: str, offer: Proposal) -> Proposal:
    """The same replacement with the whole words it touches, for a person to read."""
    start, end = offer.span.start, offer.span.end
    while start > max(0, offer.span.start - _WORD) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), offer.span.end + _WORD) and not text[end].isspace():
        end += 1
    before, after = text[start : offer.span.start], text[offer.span.end : end]
    return Proposal(Span(start, end), text[start:end], f"{before}{offer.after}{after}")


def in_a_sentence(text: str, found: Found) -> str:
    """The message, the best replacement, and what the source has there when the finding comes from it."""
    best = next(iter(offers(text, found)), None)
    said = found.message
    if best is not None:
        words = in_words(text, best)
        said = f"{said}: {quoted(words.before)} → {quoted(words.after)}"
    if found.source is not None and found.rule.startswith(_BESIDE) and (shown := source_line(found.source)) not in said:
        said = f"{said} (source: {shown})"
    return said


def source_line(source: SourceText) -> str:
    """What the source has at a place, in a line."""
    line = " ".join(source.text.split())
    return f"“{line}”" if len(line) <= _SOURCE else f"“{line[: _SOURCE - 1]}…”"


def quoted(text: str, longest: int = 60) -> str:
    """A piece of text to be shown within a line."""
    if not text:
        return "nothing"
    if text.isspace():
        return "a space" if text == " " else "a line end" if text == "\n" else "blanks"
    shown = text.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵").replace("\t", "→")
    shown = shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
    return f"`{shown}`" if _QUOTE.search(shown) and "`" not in shown else f"“{shown}”"
