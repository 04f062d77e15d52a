"""SubRip subtitles (``.srt``). Tags in angle brackets and braces are markup; nothing is escaped in this format."""

from __future__ import annotations

import re

from cleanup.core.model import Document, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.subtitles.cues import Cue, document_of, lines_of, milliseconds, not_blank, tagged

TIMES = re.compile(r"\s*(?P<start>(?:\d+:)?\d+:\d+[,.]\d+)\s*-->\s*(?P<end>(?:\d+:)?\d+:\d+[,.]\d+)")
TAG = re.compile(r"</?(?:[A-Za-z][^<>\r\n]{0,200})>|\{[\\/\w][^{}\r\n]{0,200}\}|\\[Nnh](?![a-z])")


def parse(source: str) -> Document:
    """The document of a file of subtitles. Raises DocumentError when it has no cue."""
    return document_of(source, cues_of(source), tagged(TAG, "line", _break), SYNTAX)


def cues_of(source: str) -> list[Cue]:
    """The cues of a file: what stands between the line with the times and the number of the next cue."""
    lines = lines_of(source)
    timed = [(number, match) for number, line in enumerate(lines) if (match := TIMES.match(source, *line))]
    if not timed:
        raise DocumentError("not a SubRip file: there is no line with times", hint="Check the file, or its extension.")
    cues: list[Cue] = []
    for index, (number, match) in enumerate(timed):
        end = timed[index + 1][0] if index + 1 < len(timed) else len(lines)
        if index + 1 < len(timed) and end - 1 > number and source[slice(*lines[end - 1])].strip().isdecimal():
            end -= 1
        text = not_blank(source, lines[number + 1 : end])
        cues.append(Cue(text, milliseconds(match["start"]), milliseconds(match["end"])))
    return cues


def _break(tag: str) -> str | None:
    return {"\\N": "\n", "\\n": "\n", "\\h": "\xa0"}.get(tag)


def written(text: str, _place: str) -> str | None:
    """Text as it is; a line end cannot be written, as it would start a line, or end the cue."""
    return None if "\n" in text or "\r" in text else text


SYNTAX = Syntax("srt", written, hollow=True, keeps_lines=True)
