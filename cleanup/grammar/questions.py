"""From paragraphs to the questions that are put to an engine, and from its answers back to the paragraphs.

Several short paragraphs go into one question, with blank lines between them: up to 10,000 characters the findings are
the same as for each alone (measured), at half the time. Further up, rules begin to see across paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cleanup.core.model import Span
from cleanup.grammar.engine import Answer, GrammarMatch

BATCH = 10_000
"""Characters in a question made of several paragraphs."""
LONGEST = 20_000
"""Characters in any question. Engines take quadratic time over text without full stops: 40,000 words took 22 s."""
SEPARATOR = "\n\n"

_NOT_SENT = re.compile("[\\ud800-\\udfff\\x00-\\x08\\x0b-\\x1f\\x7f\\x85\\u2028\\u2029]")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*\s")


class UnansweredError(Exception):
    """A question that got no answer; the argument says why."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or a stretch of an over-long one: ``start`` is its place in the text with index ``text``."""

    text: int
    start: int
    content: str
    cut: bool = False


def sendable(text: str) -> str:
    """``text`` with what no engine takes (lone surrogates, control characters) replaced, one character for one."""
    return _NOT_SENT.sub(lambda match: " " if match[0] < "\ud800" or match[0] > "\udfff" else "\ufffd", text)


def ask_in_batches(ask: Callable[[str], Sequence[GrammarMatch]], texts: Sequence[str]) -> list[Answer | None]:
    """Put ``texts`` to an engine in batches. A batch without an answer is put again paragraph by paragraph; what gets
    no answer then is ``None``. Linear in the length of the texts, for an engine that is.

    ``ask`` raises `UnansweredError` when a question failed.
    """
    found: list[list[GrammarMatch] | None] = [[] for _ in texts]
    for batch in _batches(_parts(texts)):
        for part, matches in zip(batch, _ask_batch(ask, batch), strict=True):
            so_far = found[part.text]
            if matches is None or so_far is None:
                found[part.text] = None
            else:
                so_far += _placed(matches, part)
    return [None if matches is None else tuple(matches) for matches in found]


def _ask_batch(ask: Callable[[str], Sequence[GrammarMatch]], batch: list[_Part]) -> list[list[GrammarMatch] | None]:
    try:
        return list(_split(ask(SEPARATOR.join(part.content for part in batch)), batch))
    except UnansweredError:
        if len(batch) == 1:
            return [None]
    answers: list[list[GrammarMatch] | None] = []
    for part in batch:
        try:
            answers.append(list(ask(part.content)))
        except UnansweredError:
            answers.append(None)
    return answers


def _parts(texts: Sequence[str]) -> Iterator[_Part]:
    for index, text in enumerate(texts):
        text = sendable(text)
        if len(text) <= LONGEST:
            if text.strip():
                yield _Part(index, 0, text)
            continue
        start = 0
        while start < len(text):
            end = _cut(text, start)
            yield _Part(index, start, text[start:end], cut=True)
            start = end


def _cut(text: str, start: int) -> int:
    """Where to cut an over-long paragraph: after the last sentence that fits, else after a space, else anywhere."""
    if len(text) - start <= LONGEST:
        return len(text)
    middle = start + LONGEST // 2
    window = text[middle : start + LONGEST]
    ends = [match.end() for match in _SENTENCE_END.finditer(window)]
    if ends:
        return middle + ends[-1]
    space = window.rfind(" ")
    return middle + space + 1 if space >= 0 else start + LONGEST


def _batches(parts: Iterator[_Part]) -> Iterator[list[_Part]]:
    batch: list[_Part] = []
    size = 0
    for part in parts:
        longer = size + len(SEPARATOR) + len(part.content)
        if batch and longer > BATCH:
            yield batch
            batch, size = [], 0
            longer = len(part.content)
        batch.append(part)
        size = longer
    if batch:
        yield batch


def _split(matches: Sequence[GrammarMatch], batch: list[_Part]) -> Iterator[list[GrammarMatch]]:
    """The matches of a batch by paragraph, with spans in the paragraph. What reaches across a blank line is left
    out."""
    ordered = sorted(matches, key=lambda match: match.span)
    at = start = 0
    for part in batch:
        end = start + len(part.content)
        mine: list[GrammarMatch] = []
        while at < len(ordered) and ordered[at].span.start < end + len(SEPARATOR):
            span = ordered[at].span
            if start <= span.start and span.end <= end:
                mine.append(_moved(ordered[at], -start))
            at += 1
        yield mine
        start = end + len(SEPARATOR)


def _placed(matches: Sequence[GrammarMatch], part: _Part) -> list[GrammarMatch]:
    """Matches in the text that the part is of. At a cut the engine sees half a sentence: what it says there is left
    out."""
    size = len(part.content)
    kept = [m for m in matches if not part.cut or (m.span.start > 0 and m.span.end < size)]
    return [_moved(match, part.start) for match in kept] if part.start else kept


def _moved(match: GrammarMatch, by: int) -> GrammarMatch:
    return replace(match, span=Span(match.span.start + by, match.span.end + by)) if by else match
