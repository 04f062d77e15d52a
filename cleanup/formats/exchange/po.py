r"""Gettext catalogues (``.po``): the translations, plural forms and all, without obsolete entries and the header.

A string that is written in several lines is one text, and stays in these lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import BlockKind, Document, Span, Syntax
from cleanup.errors import DocumentError
from cleanup.formats.flow import Flow
from cleanup.formats.html import is_foreign
from cleanup.formats.strings.codes import codes

_LINE = re.compile(r'(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?[ \t]*"(?P<text>(?:[^"\\]|\\.)*+)"[ \t]*')
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|.)")
_SIMPLE = {"\\": "\\", '"': '"', "'": "'", "?": "?"}
_CHARSET = re.compile(rb"charset=([\w.:-]+)\\n")
_LANGUAGE = re.compile(r'"Language:[ \t]*([\w@.-]+)')
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"'})


def encoding(data: bytes) -> str:
    """The encoding that the header of a catalogue names; empty when it names none."""
    match = _CHARSET.search(data[:8192])
    return match[1].decode("ascii") if match and match[1] != b"CHARSET" else ""


def parse(source: str) -> Document:
    """The document of a catalogue. Raises DocumentError when a line is not one of a catalogue."""
    flow = Flow(source, collapses=False)
    language = _LANGUAGE.search(source[:8192])
    if language is None or not is_foreign(language[1]):
        for lines in _translations(source):
            for start, end in lines:
                _read(flow, start, end)
            _end(flow)
    return flow.document(SYNTAX)


def _translations(source: str) -> Iterator[list[Span]]:
    """The strings of each translation, as the spans between their quotes."""
    key = ""
    lines: list[Span] = []
    is_header = False
    position = 0
    for number, line in enumerate(source.split("\n"), 1):
        bare = line.strip()
        start = position
        position += len(line) + 1
        match = _LINE.fullmatch(line.rstrip("\r")) if bare and not bare.startswith("#") else None
        if match is None or match["key"]:
            if lines and not is_header:
                yield lines
            key, lines = "", []
        if match is None:
            if bare and not bare.startswith("#"):
                raise DocumentError(f"not a gettext catalogue: line {number} is neither a string nor a comment")
            continue
        if match["key"]:
            key = match["key"]
            is_header = is_header if key.startswith("msgstr") else key == "msgid" and not match["text"]
        elif key == "msgid" and match["text"]:
            is_header = False
        if key.startswith("msgstr"):
            lines.append(Span(start + match.start("text"), start + match.end("text")))
    if lines and not is_header:
        yield lines


def _read(flow: Flow, start: int, end: int) -> None:
    position = start
    for match in _ESCAPE.finditer(flow.source, start, end):
        flow.text(position, match.start(), "string")
        position = match.end()
        sign = match[0][1:]
        if sign == "n":
            text = flow.prose_of(flow.parts[-2:])
            if not text or text.endswith(("\n", ".", "!", "?", ":", "”")):
                _end(flow)
            else:
                flow.line_break(*match.span(), "string")
        elif sign in _SIMPLE:
            flow.replaced(_SIMPLE[sign], *match.span(), "string")
        else:
            flow.replaced(" " if sign in "trvf" else "\ufffc", *match.span(), "string", fixed=True)
    flow.text(position, end, "string")


def _end(flow: Flow) -> None:
    flow.mask(codes(flow.prose_of(flow.parts)))
    flow.end_block(BlockKind.PARAGRAPH)


def _escape(text: str, _place: str) -> str | None:
    return None if any(character < " " for character in text) else text.translate(_WRITTEN)


SYNTAX = Syntax("po", _escape, hollow=True, keeps_lines=True, exact=True)
