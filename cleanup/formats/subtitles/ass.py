r"""Advanced SubStation Alpha and SubStation Alpha (``.ass``, ``.ssa``): the text of the lines of dialogue.

Braces hold tags; ``\N`` and ``\n`` break a line and ``\h`` is a hard space. Drawings are no text.
"""

from __future__ import annotations

import re

from cleanup.core.model import Document, Span, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.flow import Flow
from cleanup.formats.subtitles.cues import Cue, document_of, lines_of, milliseconds, tagged
from cleanup.formats.subtitles.srt import written

_SECTION = re.compile(r"\s*\[([^\]\r\n]+)\]")
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_TAG = re.compile(r"\{[^{}\r\n]*\}|\\[Nnh]")
_DRAWING = re.compile(r"\{[^{}\r\n]*\\p[1-9][^{}\r\n]*\}(?:(?!\{[^{}\r\n]*\\p0).)*", re.DOTALL)


def parse(source: str) -> Document:
    """The document of a file of subtitles. Raises DocumentError when it has no events."""
    fields: tuple[str, ...] = _FIELDS
    section = ""
    cues: list[Cue] = []
    found = False
    for line in lines_of(source):
        text = source[line.start : line.end]
        if match := _SECTION.fullmatch(text.rstrip()):
            section = match[1].strip().lower()
            found = found or section == "events"
        elif section != "events":
            continue
        elif text.startswith("Format:"):
            fields = tuple(name.strip().lower() for name in text[7:].split(","))
        elif text.startswith("Dialogue:") and fields[-1:] == ("text",):
            cues += _dialogue(line, text, fields)
    if not found:
        raise DocumentError("not a file of subtitles: there is no [Events]", hint="Check the file, or its extension.")
    return document_of(source, cues, _read, SYNTAX)


def _dialogue(line: Span, text: str, fields: tuple[str, ...]) -> list[Cue]:
    values = text[9:].split(",", len(fields) - 1)
    if len(values) < len(fields):
        return []
    given = dict(zip(fields, values, strict=True))
    start = line.start + len(text) - len(values[-1])
    voice = f"{given.get('style', '').strip()} {given.get('name', '').strip()}"
    times = milliseconds(given.get("start", "")), milliseconds(given.get("end", ""))
    return [Cue((Span(start, line.end),) if start < line.end else (), *times, voice)]


def _read(flow: Flow, start: int, end: int) -> None:
    position = start
    if "\\p" in flow.source[start:end]:
        for match in _DRAWING.finditer(flow.source, start, end):
            _TEXT(flow, position, match.start())
            position = match.end()
    _TEXT(flow, position, end)


def _character(tag: str) -> str | None:
    return {"\\N": "\n", "\\n": "\n", "\\h": "\xa0"}.get(tag)


_TEXT = tagged(_TAG, "line", _character)
SYNTAX = Syntax("ass", written, hollow=True, keeps_lines=True)
