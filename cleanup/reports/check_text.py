"""The findings of a check for a person: the place, the passage with the place underlined, the rule, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from cleanup.core.model import Severity, SourceText, Span
from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found
from cleanup.gate.statistics import Statistics
from cleanup.reports.alike import Alike, alike
from cleanup.reports.check_options import Shown
from cleanup.reports.check_table import table
from cleanup.reports.location import Lines
from cleanup.reports.offers import ADVICE, in_words, offers, quoted, source_line
from cleanup.untrusted.visible import harmless, one_line

_AROUND, _LEAST = 50, 12
"""Characters of the line that are shown on either side of the place, at most and at least."""
_PLACES = 3
"""Places of like findings that are named."""
_MORE = 5
"""Other places that are named."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class Part(NamedTuple):
    """A piece of text, and how a terminal shows it."""

    text: str
    style: str = ""


def render(run: CheckRun, shown: Shown) -> str:
    """The whole report; with ``statistics``, counts take the place of the findings."""
    if shown.statistics:
        return "".join(f"{one_line(line)}\n" for line in Statistics.of(run).lines())
    if shown.most and sum(len(checked.found) for checked in run.files) > shown.most:
        return "".join(f"{line}\n" for line in table(run, shown.width))
    groups = [Alike((pair,)) for pair in run.found] if shown.every else alike(run)
    parts = list(_parts(groups, shown.width if shown.colour else 0))
    if not shown.colour:
        return "".join(part.text for part in parts)
    return _coloured(parts)


def _coloured(parts: list[Part]) -> str:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, force_terminal=True)
    with console.capture() as capture:
        console.print(Text.assemble(*((part.text, part.style) for part in parts)), end="")
    return capture.get()


def _parts(groups: list[Alike], width: int) -> Iterator[Part]:
    lines: dict[int, Lines] = {}
    for group in groups:
        for checked, _found in group.each[:_PLACES]:
            if id(checked) not in lines:
                lines[id(checked)] = Lines(checked.text)
        yield from (Part(harmless(part.text), part.style) for part in _group(group, lines, width))


def _where(checked: Checked, found: Found, lines: dict[int, Lines]) -> str:
    place = lines[id(checked)].location(found.span.start)
    return f"{one_line(relative(checked.path))}:{place.line}:{place.column}"


def _group(group: Alike, all_lines: dict[int, Lines], width: int) -> Iterator[Part]:
    checked, found = group.first
    lines = all_lines[id(checked)]
    place = lines.location(found.span.start)
    count = len(group.each)
    head = (f"{_where(checked, found, all_lines)}: ", ", ".join((found.rule, *found.also)))
    places = f" ({count:,} places): " if count > 1 else ": "
    margin = " " * len(str(place.line))
    yield Part(head[0], "bold")
    yield Part(head[1], _STYLES[found.severity])
    yield Part(places + _folded(found.message, width, cell_len("".join(head) + places), len(margin) + 5) + "\n")
    room = width - len(margin) - 5 if width else 0
    passage, start, end = _passage(checked.text, lines.span(place.line), _words(checked.text, found), room)
    yield Part(f"  {place.line} | ", "dim")
    yield Part(f"{passage}\n")
    yield Part(f"  {margin} | ", "dim")
    yield Part(" " * cell_len(passage[:start]))
    yield Part("^" * max(cell_len(passage[start:end]), 1) + "\n", _STYLES[found.severity])
    if found.source is not None:
        yield Part(f"  {margin} = ", "dim")
        yield Part(_folded(_source(found.source), width, len(margin) + 5, len(margin) + 5) + "\n", "cyan")
    for line in _advice(checked, found, lines):
        yield Part(f"  {margin} = ", "dim")
        yield Part(_folded(line, width, len(margin) + 5, len(margin) + 5) + "\n", "green" if found.edits else "")
    if count > 1:
        others = ", ".join(_where(*each, all_lines) for each in group.each[1:_PLACES])
        rest = f" and {count - _PLACES:,} more (--all shows each)" if count > _PLACES else ""
        yield Part(f"  {margin} = ", "dim")
        yield Part(_folded(f"also at {others}{rest}", width, len(margin) + 5, len(margin) + 5) + "\n")
    yield Part("\n")


def _folded(text: str, width: int, taken: int, indent: int) -> str:
    """A text broken between words for a terminal of some columns (0: not at all); of the first line some are taken."""
    if not width or taken + cell_len(text) < width:
        return text
    lines = textwrap.wrap(
        text,
        max(width - 1, indent + 20),
        initial_indent=" " * taken,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)[min(taken, len(lines[0])) :]


def _source(source: SourceText) -> str:
    where = f"{one_line(relative(source.path))}:{source.line}" if source.line else "source"
    return f"{where}: {source_line(source)}"


def _words(text: str, found: Found) -> Span:
    """What is underlined: the words that would change, else the place itself."""
    best = next(iter(offers(text, found)), None) if found.edits else None
    if best is None:
        return found.span
    span = in_words(text, best).span
    trimmed = len(text[span.start : span.end].rstrip())
    return Span(span.start, span.start + trimmed) if trimmed else span


def _passage(text: str, line: Span, place: Span, room: int) -> tuple[str, int, int]:
    """What is shown of the line, in a ``room`` of so many characters (0: any number), and where in it the place is."""
    first = min(max(place.start, line.start), line.end)  # what is to go may begin on the line before
    place = Span(first, min(max(place.end, first), line.end))
    around = max(min(_AROUND, (room - (place.end - place.start) - 2) // 2), _LEAST) if room else _AROUND
    if room:
        place = Span(place.start, min(place.end, place.start + max(room - 2 * around - 2, _LEAST)))
    start = max(line.start, place.start - around)
    while line.start < start < place.start and not text[start - 1].isspace():
        start += 1
    end = min(line.end, max(place.end, place.start) + around)
    while place.end < end < line.end and not text[end].isspace():
        end -= 1
    head = "…" if start > line.start else ""
    tail = "…" if end < line.end else ""
    shown = harmless(f"{head}{text[start:end]}{tail}".replace("\t", " ").replace("\r", " "))
    first = len(head) + place.start - start
    return shown, first, max(first, min(len(head) + min(place.end, line.end) - start, len(shown)))


def _advice(checked: Checked, found: Found, lines: Lines) -> Iterator[str]:
    best, *others = offers(checked.text, found) or (None,)
    if best is not None:
        words = in_words(checked.text, best)
        line = f"{quoted(words.before)} → {quoted(words.after)}"
        line += "".join(f", or {quoted(other.after)}" for other in others if other is not None)
        yield f"{line} ({ADVICE[found.remedy]})"
    if found.places:
        places = (lines.location(span.start) for span in found.places[:_MORE])
        named = ", ".join(f"{place.line}:{place.column}" for place in places)
        rest = len(found.places) - _MORE
        yield f"also at {named}{f' and {rest} more' if rest > 0 else ''}"
