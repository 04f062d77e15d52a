"""What a finding is about in the words of a person, so that it is the same one in another version of the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from cleanup.core.judging import Subject
from cleanup.core.model import Edit, Finding, Span

NEIGHBOURS = 3
"""Words on either side that belong to a place."""
_REACH = 160
"""Characters that are searched for them."""
_SHOWN = 110
_LONGEST = 400
"""Characters of a text that a subject holds; what is longer is cut, and told apart by a digest."""
_KEPT = 300
_WORDS = re.compile(r"\w+")
_LETTERS = re.compile(r"\w")


def subject_of(finding: Finding, prose: str) -> tuple[Subject, Span]:
    """What a finding is about, and the stretch of the prose that its text is.

    Where words change, the text is the whole words that the finding and its edits touch. Where only marks or blanks
    do, it is what the edits touch, with the marks on either side of a blank or an insertion, so that one slip of
    punctuation is one subject wherever it occurs. Takes time in the length of the finding, not of the prose.
    """
    edits = finding.fix.edits if finding.fix is not None else ()
    if not edits and finding.suggestions:
        edits = (Edit(finding.span, finding.suggestions[0]),)
    extent = _extent(finding.span, edits, prose)
    if not edits:
        text, becomes = prose[extent.start : extent.end], None
    elif len(edits) > 1 and not _changes_words(edits, prose):
        text = "…".join(prose[start:end] for (start, end), _text in edits)
        becomes = "…".join(new for _span, new in edits)
    else:
        text, becomes = prose[extent.start : extent.end], edited(prose, extent, edits)
    return Subject(
        finding.rule,
        shortened(text),
        None if becomes is None else shortened(becomes),
        *neighbours(prose, extent),
    ), extent


def edited(prose: str, extent: Span, edits: Sequence[Edit]) -> str:
    """What edits make of a stretch that holds them all."""
    parts: list[str] = []
    position = extent.start
    for (start, end), text in edits:
        parts += (prose[position:start], text)
        position = end
    parts.append(prose[position : extent.end])
    return "".join(parts)


def neighbours(prose: str, extent: Span) -> tuple[str, str]:
    """The words before and after a stretch, on its line."""
    start, end = extent
    line = max(prose.rfind("\n", max(start - _REACH, 0), start) + 1, start - _REACH, 0)
    stop = prose.find("\n", end, end + _REACH)
    before = _WORDS.findall(prose[line:start].lower())[-NEIGHBOURS:]
    after = _WORDS.findall(prose[end : min(stop if stop >= 0 else len(prose), end + _REACH)].lower())[:NEIGHBOURS]
    return " ".join(before), " ".join(after)


def line_around(prose: str, extent: Span) -> tuple[str, str]:
    """What is shown of the line before and after a stretch: some hundred characters, cut between words."""
    start, end = extent
    first = max(prose.rfind("\n", max(start - _SHOWN, 0), start) + 1, start - _SHOWN, 0)
    lead = prose[first:start]
    if first and prose[first - 1] != "\n":
        lead = f"…{lead[lead.find(' ') + 1 :]}"
    stop = prose.find("\n", end, end + _SHOWN)
    last = stop if stop >= 0 else min(len(prose), end + _SHOWN)
    tail = prose[end:last]
    if stop < 0 and last < len(prose) and prose[last] != "\n":
        tail = f"{tail[: tail.rfind(' ') if ' ' in tail else None]}…"
    return lead, tail


def shortened(text: str) -> str:
    """The text as a subject holds it."""
    if len(text) <= _LONGEST:
        return text
    mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:_KEPT]}… [{mark}]"


def _extent(span: Span, edits: Sequence[Edit], prose: str) -> Span:
    start = min(span.start, edits[0].span.start) if edits else span.start
    end = max(span.end, edits[-1].span.end) if edits else span.end
    if edits and not _changes_words(edits, prose):
        if len(edits) == 1:
            start, end = edits[0].span
        if not prose[start:end].strip():  # blanks, or nothing: with the marks that it stands between
            start -= start > 0 and not (prose[start - 1].isalnum() or prose[start - 1].isspace())
            end += end < len(prose) and not (prose[end].isalnum() or prose[end].isspace())
        return Span(start, end)
    while 0 < start < len(prose) and _LETTERS.match(prose[start]) and _LETTERS.match(prose[start - 1]):
        start -= 1
    while 0 < end < len(prose) and _LETTERS.match(prose[end]) and _LETTERS.match(prose[end - 1]):
        end += 1
    return Span(start, end)


def _changes_words(edits: Sequence[Edit], prose: str) -> bool:
    return any(_LETTERS.search(text) or _LETTERS.search(prose, start, end) for (start, end), text in edits)
