"""Changed words in their context: coloured on a terminal, ``[-old-]{+new+}`` elsewhere."""

from __future__ import annotations

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


_MARGIN, _NARROWEST = 8, 30
"""Columns before the text on a terminal, and those that it has at least."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Changes that are shown together, on one line of the original: kept text and (old, new) pairs in turn."""

    line: int
    parts: tuple[str | tuple[str, str], ...]
    rules: tuple[str, ...]


def passages(result: FileResult) -> Iterator[Passage]:
    """The changes of a file with their context, in order."""
    lines = Lines(result.original)
    original = result.original
    groups: list[list[tuple[Span, Change]]] = []
    for change in result.changes:
        word = _word(original, change.span)
        if (
            groups
            and word.start - groups[-1][-1][0].end < 2 * _CONTEXT
            and "\n" not in original[groups[-1][-1][0].end : word.start]
        ):
            groups[-1].append((word, change))
        else:
            groups.append([(word, change)])
    for group in groups:
        start = _before(original, group[0][0].start)
        end = _after(original, group[-1][0].end)
        parts: list[str | tuple[str, str]] = []
        position = start
        for word, after in _merged(original, group):
            parts += [original[position : word.start], (original[word.start : word.end], after)]
            position = word.end
        parts.append(original[position:end])
        if start > 0 and original[start - 1] not in "\r\n":
            parts.insert(0, "…")
        if end < len(original) and original[end] not in "\r\n":
            parts.append("…")
        rules = dict.fromkeys(cause.rule for _word, change in group for cause in change.causes)
        yield Passage(lines.location(group[0][1].span.start).line, tuple(filter(None, parts)), tuple(rules))


def _word(text: str, span: Span) -> Span:
    """The span widened to the words it touches."""
    start, end = span.start, span.end
    while start > max(0, span.start - _WORD) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), span.end + _WORD) and not text[end].isspace() and not (end and text[end - 1] == "\n"):
        end += 1
    return Span(start, end)


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
        written.append(f"{passage.line:>6}: {body}  ({', '.join(passage.rules)})")
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
        margin = f"{passage.line:>{_MARGIN - 2}}  "
        for line in text.wrap(console, max(width - _MARGIN, _NARROWEST)):
            whole.append(margin, "cyan").append_text(line).append("\n")
            margin = " " * _MARGIN
    return whole


def _visible(text: str) -> str:
    return harmless(text.replace("\r\n", "↵").replace("\n", "↵").replace("\r", "↵").replace("\t", "→"))
