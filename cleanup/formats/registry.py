"""The formats that can be cleaned, in one table, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from cleanup.core.model import Document, TextKind
from cleanup.errors import DocumentError
from cleanup.formats import html, markdown, plain
from cleanup.formats.subtitles import ass, lrc, srt, vtt


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what ``--help`` says of it, the extensions it is known by (lower case), and its parser."""

    name: str
    description: str
    extensions: tuple[str, ...]
    parse: Callable[[str], Document]
    kind: TextKind = TextKind.PROSE


FORMATS = (
    Format("plain", "plain text, a paragraph a line or hard-wrapped", (".txt", ".text"), plain.parse),
    Format("markdown", "Markdown (CommonMark, tables)", (".md", ".markdown", ".mdown", ".mkd"), markdown.parse),
    Format("html", "HTML and XHTML", (".html", ".htm", ".xhtml"), html.parse, TextKind.MARKUP),
    Format("srt", "SubRip subtitles", (".srt",), srt.parse, TextKind.SUBTITLES),
    Format("vtt", "WebVTT subtitles", (".vtt",), vtt.parse, TextKind.SUBTITLES),
    Format("ass", "SubStation Alpha subtitles", (".ass", ".ssa"), ass.parse, TextKind.SUBTITLES),
    Format("lrc", "lyrics with times", (".lrc",), lrc.parse, TextKind.SUBTITLES),
)

EXTENSIONS = {extension: fmt for fmt in FORMATS for extension in fmt.extensions}
"""Every extension that a folder is searched for, and its format."""


def format_named(name: str) -> Format:
    """The format called ``name``. Raises DocumentError when there is none."""
    for fmt in FORMATS:
        if fmt.name == name:
            return fmt
    known = ", ".join(fmt.name for fmt in FORMATS)
    raise DocumentError(f"unknown format “{name}”", hint=f"The formats are: {known}.")


def format_of(path: str) -> Format:
    """The format of a file, by its extension; plain text when that says nothing."""
    return EXTENSIONS.get(PurePath(path).suffix.lower(), FORMATS[0])
