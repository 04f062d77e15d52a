"""Lyrics with times (``.lrc``): each line by itself; tags in square and angle brackets are markup."""

from __future__ import annotations

import re

from cleanup.core.model import Document, Span, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.subtitles.cues import Cue, document_of, lines_of, tagged
from cleanup.formats.subtitles.srt import written

_TIMES = re.compile(r"\s*(?:\[\d+:\d+(?:[.:]\d+)?\]\s*)+")
_TAG = re.compile(r"<\d+:\d+(?:[.:]\d+)?>|\[\d+:\d+(?:[.:]\d+)?\]")


def parse(source: str) -> Document:
    """The document of a file of lyrics. Raises DocumentError when no line has a time."""
    cues = [
        Cue((Span(match.end(), line.end),) if match.end() < line.end else ())
        for line in lines_of(source)
        if (match := _TIMES.match(source, *line))
    ]
    if not cues:
        raise DocumentError("not a file of lyrics: no line has a time", hint="Check the file, or its extension.")
    return document_of(source, cues, tagged(_TAG, "line"), SYNTAX, joins=False)


SYNTAX = Syntax("lrc", written, hollow=True, keeps_lines=True)
