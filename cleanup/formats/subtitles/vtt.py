"""WebVTT subtitles (``.vtt``), after https://www.w3.org/TR/webvtt1/. Notes, styles and regions are no text."""

from __future__ import annotations

import re

from cleanup.core.model import Document, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.flow import Flow
from cleanup.formats.markup.references import REFERENCE, character_of
from cleanup.formats.subtitles.cues import Cue, document_of, lines_of, milliseconds, tagged
from cleanup.formats.subtitles.srt import TIMES

_SIGN = re.compile(rf"<[^<>\r\n]{{0,500}}>|{REFERENCE.pattern}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_RUBY = re.compile(r"<rt\b[^>\r\n]*>.*?(?:</rt>|(?=</ruby>)|$)")


def parse(source: str) -> Document:
    """The document of a file of subtitles. Raises DocumentError when it is none."""
    if not source.lstrip("\ufeff").startswith("WEBVTT"):
        raise DocumentError("not a WebVTT file: it does not start with WEBVTT", hint="Check the file.")
    lines = lines_of(source)
    cues: list[Cue] = []
    number = 0
    while number < len(lines):
        match = TIMES.match(source, *lines[number])
        number += 1
        if match is None:
            continue
        first = number
        while number < len(lines) and lines[number].start < lines[number].end:
            if "-->" in source[slice(*lines[number])]:
                break
            number += 1
        text = tuple(lines[first:number])
        voice = _VOICE.search(source, text[0].start, text[-1].end) if text else None
        who = voice[1].strip() if voice else ""
        cues.append(Cue(text, milliseconds(match["start"]), milliseconds(match["end"]), who))
    return document_of(source, cues, _read, SYNTAX)


def _read(flow: Flow, start: int, end: int) -> None:
    position = start
    for match in _RUBY.finditer(flow.source, start, end):
        _TEXT(flow, position, match.start())
        position = match.end()
    _TEXT(flow, position, end)


def _character(sign: str) -> str | None:
    if sign.startswith("<"):
        return None
    character = character_of(sign)
    return character if character and not character.isspace() else sign


_TEXT = tagged(_SIGN, "line", _character)


def _written(text: str, _place: str) -> str | None:
    if "\n" in text or "\r" in text:
        return None
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


SYNTAX = Syntax("vtt", _written, hollow=True, keeps_lines=True)
