"""Inline directives: places where the author of the text does not want to hear from us.

In a comment (``<!-- cleanup: ... -->``), or on a line of its own that starts with ``%%`` (``%% cleanup: ...``):

* ``cleanup: off`` ... ``cleanup: on``: everything in between; ``off names quotes-direction`` only for these rules or
  topics, and ``on names`` ends that for these (``on`` alone ends all);
* ``cleanup: ignore``: the next line that is not empty and no directive; with rules or topics, only those;
* ``cleanup: ignore-file``: the whole file, likewise.

What follows `` -- `` in a directive is a reason for people and has no effect.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from cleanup.core.model import Edit, Span

_DIRECTIVE = re.compile(
    r"(?:<!--[ \t]*|^[ \t]*%%[ \t]*)cleanup:[ \t]*(?P<verb>off|on|ignore-file|ignore)(?=-->|[^\w-]|$)"
    r"(?P<rest>[^\n]*?)(?:-->|\r?$)",
    re.MULTILINE,
)
_ALL = ""
"""Stands for every rule where a rule's id or topic could stand."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """A stretch of the source where ``rules`` (ids or topics; empty: all) are silent, and the directive's own place."""

    span: Span
    rules: frozenset[str]
    directive: Span


def find_ignores(source: str) -> tuple[Ignore, ...]:
    """All directives of a source text. A directive itself is never changed."""
    if "cleanup:" not in source:
        return ()
    ignores: list[Ignore] = []
    opened: dict[str, tuple[int, Span]] = {}
    matches = list(_DIRECTIVE.finditer(source))
    lines = _Lines(source, [match.span() for match in matches])
    for match in matches:
        directive = Span(match.start(), match.end())
        rules = frozenset(match["rest"].partition(" -- ")[0].replace(",", " ").split())
        ignores.append(Ignore(directive, frozenset(), directive))
        match match["verb"]:
            case "off":
                for rule in rules or {_ALL}:
                    opened.setdefault(rule, (match.end(), directive))
            case "on":
                for rule in sorted(rules & opened.keys() if rules else opened):
                    ignores.append(_region(rule, opened.pop(rule), match.start()))
            case "ignore-file":
                ignores.append(Ignore(Span(0, len(source)), rules, directive))
            case _:
                ignores.append(Ignore(lines.after(match.end()), rules, directive))
    ignores += [_region(rule, opened[rule], len(source)) for rule in sorted(opened)]
    return tuple(ignores)


def _region(rule: str, opening: tuple[int, Span], end: int) -> Ignore:
    start, directive = opening
    return Ignore(Span(start, end), frozenset() if rule == _ALL else frozenset({rule}), directive)


class _Lines:
    """The lines of a source, asked about the directives in it. All questions together take linear time."""

    def __init__(self, source: str, directives: list[tuple[int, int]]) -> None:
        self._source = source
        self._starts = {end: start for start, end in directives}
        self._ends: list[int] = [match.start() for match in re.finditer("\n", source)]
        self._text_ends: dict[int, int] = {}
        self._known: dict[int, Span] = {}

    def after(self, position: int) -> Span:
        """The rest of this line if it has text, else the next line that is neither empty nor a directive.

        What was found is remembered by line, so that a stack of directives is not walked again for each of them.
        """
        passed: list[int] = []
        found = Span(len(self._source), len(self._source))
        start = position
        while start < len(self._source):
            if start in self._known:
                found = self._known[start]
                break
            passed.append(start)
            index = bisect_left(self._ends, start)
            end = self._ends[index] if index < len(self._ends) else len(self._source)
            if self._text_end(end, self._ends[index - 1] + 1 if index else 0) > start:
                found = Span(start, end)
                break
            start = end + 1
        self._known.update(dict.fromkeys(passed, found))
        return found

    def _text_end(self, end: int, start: int) -> int:
        """Where the text of a line ends, blanks and directives after it left out."""
        if end not in self._text_ends:
            position = end
            while position > start:
                if position in self._starts:
                    position = max(self._starts[position], start)
                elif self._source[position - 1].isspace():
                    position -= 1
                else:
                    break
            self._text_ends[end] = position
        return self._text_ends[end]


class Ignores:
    """What the directives of a source forbid. Every question takes logarithmic time."""

    def __init__(self, source: str) -> None:
        self._source = source
        found = find_ignores(source)
        self._directives = sorted({ignore.directive for ignore in found})
        places: dict[str, list[Span]] = {}
        for ignore in found:
            if ignore.span == ignore.directive:
                continue
            for rule in ignore.rules or {_ALL}:
                places.setdefault(rule, []).append(ignore.span)
        self._places = {rule: _merged(spans) for rule, spans in places.items()}

    def __bool__(self) -> bool:
        return bool(self._directives)

    def silences(self, rule: str, span: Span) -> bool:
        """Whether a finding of ``rule`` at ``span`` of the source begins where the rule is to be silent."""
        return self._is_of_directive(span) or any(_begins_in(span, spans) for spans in self._places_of(rule))

    def forbids(self, rule: str, edit: Edit) -> bool:
        """Whether ``rule`` may not make ``edit`` because it reaches into a place where the rule is to be silent."""
        return any(_begins_in(edit.span, spans) or _overlaps(edit.span, spans) for spans in self._places_of(rule))

    def breaks_directive(self, edit: Edit) -> bool:
        """Whether ``edit`` changes a directive, or puts something beside it that stops it from being one."""
        span, source = edit.span, self._source
        index = bisect_right(self._directives, span.end, key=lambda directive: directive.start)
        for directive in self._directives[max(index - 2, 0) : index]:
            if directive.start < span.end and span.start < directive.end:
                return True
            if span.end == directive.start and not source.startswith("<!--", directive.start):
                before = edit.text or source[max(span.start - 1, 0) : span.start]
                if before and not before.endswith("\n"):
                    return True
            if span.start == directive.end and not self._is_comment(directive):
                after = edit.text or source[span.end : span.end + 2]
                if after and not after.startswith(("\r\n", "\n")):
                    return True
        return False

    def _is_of_directive(self, span: Span) -> bool:
        index = bisect_right(self._directives, span.start, key=lambda directive: directive.start) - 1
        if index < 0:
            return False
        directive = self._directives[index]
        at_its_end = span.start == span.end == directive.end and not self._is_comment(directive)
        return span.start < directive.end or at_its_end

    def _is_comment(self, directive: Span) -> bool:
        """Whether a directive has its own end, so that what stands beside it on the line does not matter."""
        return self._source.endswith("-->", directive.start, directive.end)

    def _places_of(self, rule: str) -> Iterable[list[Span]]:
        return (self._places[name] for name in (_ALL, rule, rule.partition("-")[0]) if name in self._places)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _begins_in(span: Span, places: list[Span]) -> bool:
    """Whether a span begins in one of the places; an empty one also at a place's end, where a missing mark belongs."""
    index = bisect_right(places, span.start, key=lambda place: place.start) - 1
    return index >= 0 and (span.start < places[index].end or span.start == span.end == places[index].end)


def _overlaps(span: Span, places: list[Span]) -> bool:
    index = bisect_left(places, span.end, key=lambda place: place.start) - 1
    return index >= 0 and span.start < places[index].end
