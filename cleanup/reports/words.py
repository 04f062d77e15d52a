"""Changed words in their context: coloured on a terminal, ``[-old-]{+new+}`` elsewhere.

In a line as long as a chapter, as books have them, the context is the sentence, and the elements of blocks are between
two lines, so that a person can read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleanup.core.model import Change, FileResult, Span
from cleanup.reports.location import Lines
from cleanup.untrusted.visible import harmless, one_line

if TYPE_CHECKING:
    from rich.text import Text

_CONTEXT = 50
"""Characters shown on either side of a change."""
_WORD = 30
"""A change is shown with the words it touches, as long as they are no longer than this."""


_LONG = 400
"""Characters from which on a line is a long one."""
_SENTENCE = 160
"""Characters of a sentence shown on either side of a change in a long line."""
_BLOCK = re.compile(
    r"</?(?:[\w-]+:)?(?:p|h[1-6]?|div|li|td|th|tr|br|dd|dt|body|blockquote|section|title|v|seg|target)\b[^<>]{0,500}>"
)
_SENTENCE_END = re.compile(r"[.!?…](?:[”’\"']|<[^<>]{0,80}>|&#?\w{1,8};)*+\s")
_MARGIN, _NARROWEST = 8, 30
"""Columns before the text on a terminal, and those that it has at least."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Changes that are shown together, on one line of the original: kept text and (old, new) pairs in turn. ``column``
    is where they begin in a long line, 0 in others."""

    line: int
    parts: tuple[str | tuple[str, str], ...]
    rules: tuple[str, ...]
    column: int = 0

    @property
    def place(self) -> str:
        """Where they are, for a person."""
        return f"{self.line}:{self.column}" if self.column else f"{self.line}"


def passages(result: FileResult) -> Iterator[Passage]:
    """The changes of a file with their context, in order."""
    lines = Lines(result.original)
    original = result.original
    groups: list[list[tuple[Span, Change]]] = []
    for change in result.changes:
        word = _word(original, change.span)
        is_near = bool(groups) and word.start - groups[-1][-1][0].end < 2 * _CONTEXT
        if is_near and not _is_broken(original, groups[-1][-1][0].end, word.start):
            groups[-1].append((word, change))
        else:
            groups.append([(word, change)])
    for group in groups:
        first, last = group[0][0].start, group[-1][0].end
        is_long = _is_in_long_line(original, first)
        start = _sentence_before(original, first) if is_long else _before(original, first)
        end = _sentence_after(original, last) if is_long else _after(original, last)
        parts: list[str | tuple[str, str]] = []
        position = start
        for word, after in _merged(original, group):
            parts += [original[position : word.start], (original[word.start : word.end], after)]
            position = word.end
        parts.append(original[position:end])
        if start > 0 and original[start - 1] not in "\r\n" and not (is_long and original[start - 1] == ">"):
            parts.insert(0, "…")
        if end < len(original) and original[end] not in "\r\n" and not (is_long and original[end] == "<"):
            parts.append("…")
        rules = dict.fromkeys(cause.rule for _word, change in group for cause in change.causes)
        line, column = lines.location(group[0][1].span.start)
        yield Passage(line, tuple(filter(None, parts)), tuple(rules), column if is_long else 0)


def _is_in_long_line(text: str, position: int) -> bool:
    """Whether there is no line end near a position, but an element of a block."""
    near = _LONG // 2
    is_long = len(text) > _LONG and text.find("\n", max(0, position - near), position + near) < 0
    return is_long and _BLOCK.search(text, max(0, position - 5 * _LONG), position + 5 * _LONG) is not None


def _is_broken(text: str, start: int, end: int) -> bool:
    """Whether a new line, or in a long one a new block, begins between two positions."""
    if "\n" in text[start:end]:
        return True
    return _is_in_long_line(text, start) and _BLOCK.search(text, start, end) is not None


def _sentence_before(text: str, position: int) -> int:
    """Where the sentence begins, or the block, or what can be shown of it."""
    start = max(0, position - _SENTENCE)
    ends = [match.end() for pattern in (_BLOCK, _SENTENCE_END) for match in pattern.finditer(text, start, position)]
    return max(ends, default=_before(text, position) if start else 0)


def _sentence_after(text: str, position: int) -> int:
    """Where the sentence ends, or the block, or what can be shown of it."""
    stop = min(len(text), position + _SENTENCE)
    block = _BLOCK.search(text, position, stop)
    sentence = _SENTENCE_END.search(text, max(0, position - 1), stop)
    ends = [*([block.start()] if block else []), *([max(position, sentence.end() - 1)] if sentence else [])]
    return min(ends, default=_after(text, position) if stop < len(text) else stop)


def _word(text: str, span: Span) -> Span:
    """The span widened to the words it touches."""
    start, end = span.start, span.end
    while start > max(0, span.start - _WORD) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), span.end + _WORD) and not text[end].isspace() and not (end and text[end - 1] == "\n"):
        end += 1
    if _is_in_long_line(text, span.start):  # no block has a part in another's word
        start = max([start, *(match.end() for match in _BLOCK.finditer(text, max(0, start - 99), span.start))])
        if following := _BLOCK.search(text, span.end, end + 99):
            end = min(end, following.start())
    return Span(start, max(end, span.end))


def _merged(original: str, group: list[tuple[Span, Change]]) -> Iterator[tuple[Span, str]]:
    """Each word that changes and what becomes of it; changes in one word together."""
    index = 0
    while index < len(group):
        start, end = group[index][0].start, group[index][0].end
        last = index
        while last + 1 < len(group) and group[last + 1][0].start < end:
            last += 1
            end = max(end, group[last][0].end)
        text: list[str] = []
        position = start
        for _word, change in group[index : last + 1]:
            text += (original[position : change.span.start], change.after)
            position = change.span.end
        text.append(original[position:end])
        yield Span(start, end), "".join(text)
        index = last + 1


def _before(text: str, position: int) -> int:
    start = max(0, position - _CONTEXT)
    line = max(text.rfind("\n", start, position), text.rfind("\r", start, position)) + 1
    if line > start or start == 0 or text[start - 1].isspace():
        return max(start, line)
    return text.find(" ", start, position) + 1 or start  # no part of a word, where there is a whole one


def _after(text: str, position: int) -> int:
    stop = min(len(text), position + _CONTEXT)
    ends = [at for at in (text.find("\n", position, stop), text.find("\r", position, stop)) if at >= 0]
    if ends or stop == len(text) or text[stop].isspace():
        return min(ends, default=stop)
    blank = text.rfind(" ", position, stop)
    return blank if blank > position else stop


def plain_words(result: FileResult) -> str:
    """The changes of a file without colour; empty when there are none."""
    if not result.changes:
        return ""
    written = [one_line(result.path)]
    for passage in passages(result):
        body = "".join(
            _visible(part) if isinstance(part, str) else _marked(_visible(part[0]), _visible(part[1]))
            for part in passage.parts
        )
        written.append(f"{passage.place:>6}: {body}  ({', '.join(passage.rules)})")
    return "\n".join(written) + "\n\n"


def _marked(old: str, new: str) -> str:
    return (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")


def coloured_words(result: FileResult, width: int = 80, *, has_colours: bool = True) -> Text | None:
    """The changes of a file for a terminal of some columns: lines are broken between words, beside the numbers."""
    from rich.console import Console
    from rich.text import Text

    if not result.changes:
        return None
    console = Console(width=width, force_terminal=True, legacy_windows=False)
    whole = Text().append(f"{one_line(result.path)}\n", "bold")
    for passage in passages(result):
        text = Text()
        for part in passage.parts:
            if isinstance(part, str):
                text.append(_visible(part))
            elif has_colours:
                text.append(_visible(part[0]), "red strike")
                text.append(_visible(part[1]), "green")
            else:
                text.append(_marked(_visible(part[0]), _visible(part[1])))
        text.append(f"  ({', '.join(passage.rules)})", "dim")
        margin = f"{passage.place:>{_MARGIN - 2}}  "
        for line in text.wrap(console, max(width - _MARGIN, _NARROWEST)):
            whole.append(margin, "cyan").append_text(line).append("\n")
            margin = " " * _MARGIN
    return whole


def _visible(text: str) -> str:
    return harmless(text.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵").replace("\t", "→"))
