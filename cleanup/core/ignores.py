"""Inline directives: places where the author of the text does not want to hear from us.

In a comment (``<!-- cleanup: ... -->``), or in plain text on a line of its own that starts with ``%%`` (``%% cleanup: ...``):

* ``cleanup: off`` ... ``cleanup: on``: everything in between; ``off names quotes-direction`` only for these rules or topics;
* ``cleanup: ignore``: the next line that is not empty and no directive; with rules or topics, only those;
* ``cleanup: ignore-file``: the whole file, likewise.

What follows `` -- `` in a directive is a reason for people and has no effect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleanup.core.model import Span

_DIRECTIVE = re.compile(
    r"(?:<!--[ \t]*|^[ \t]*%%[ \t]*)cleanup:[ \t]*(?P<verb>off|on|ignore-file|ignore)\b(?P<rest>[^\n]*?)(?:-->|(?=\r?$))",
    re.MULTILINE,
)


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
    opened: list[tuple[int, frozenset[str], Span]] = []
    for match in _DIRECTIVE.finditer(source):
        directive = Span(match.start(), match.end())
        rules = frozenset(match["rest"].partition(" -- ")[0].replace(",", " ").split())
        ignores.append(Ignore(directive, frozenset(), directive))
        match match["verb"]:
            case "off":
                opened.append((match.end(), rules, directive))
            case "on":
                closing = [o for o in opened if not rules or o[1] == rules]
                ignores += [Ignore(Span(start, match.start()), names, where) for start, names, where in closing]
                opened = [o for o in opened if o not in closing]
            case "ignore-file":
                ignores.append(Ignore(Span(0, len(source)), rules, directive))
            case _:
                ignores.append(Ignore(_next_line(source, match.end()), rules, directive))
    ignores += [Ignore(Span(start, len(source)), names, where) for start, names, where in opened]
    return tuple(ignores)


def _next_line(source: str, position: int) -> Span:
    """The rest of this line if it has text, else the next line that is neither empty nor a directive."""
    end = position
    while end < len(source):
        start = end
        end = source.find("\n", start)
        end = len(source) if end < 0 else end
        line = source[start:end]
        if line.strip() and not _DIRECTIVE.search(line):
            return Span(start, end)
        end += 1
    return Span(position, position)


def is_ignored(rule: str, span: Span, ignores: tuple[Ignore, ...]) -> bool:
    """Whether a finding of ``rule`` at ``span`` of the source falls under one of the ignores."""
    topic = rule.partition("-")[0]
    return any(
        i.span.start <= span.start < max(i.span.end, i.span.start + 1) and (not i.rules or rule in i.rules or topic in i.rules)
        for i in ignores
    )
