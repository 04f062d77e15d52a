"""The formats that can be cleaned, in one table, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from cleanup.core.model import Change, Document, Edit, TextKind
from cleanup.errors import DocumentError
from cleanup.formats import epub, fb2, html, markdown, ncx, plain
from cleanup.formats.container import Container, Single
from cleanup.formats.exchange import marks, po, xliff
from cleanup.formats.markup.references import declared_encoding
from cleanup.formats.office import docx, odt, xlsx
from cleanup.formats.strings import json, renpy, table
from cleanup.formats.subtitles import ass, lrc, srt, vtt


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what ``--help`` says of it, the extensions it is known by (lower case), its parser, and what
    kind of text it holds.

    ``open`` is there when a file of it holds several texts, each in a format of its own; it then has no parser.
    ``searched``: files with its extensions are looked for in folders; others have to be named, by the user or in the
    configuration. ``choosing`` is the parser for a table when the user says which of its fields are text, by pattern.
    ``marks`` gives what marks the translations for review in which something changes.
    ``encoding`` gives the encoding that the bytes of a file name themselves, or an empty string.
    """

    name: str
    description: str
    extensions: tuple[str, ...]
    parse: Callable[[str], Document]
    kind: TextKind = TextKind.PROSE
    open: Callable[[bytes], Container] | None = None
    encoding: Callable[[bytes], str] | None = None
    searched: bool = True
    choosing: Callable[[str, Mapping[str, bool]], Document] | None = None
    marks: Callable[[str, Sequence[Change]], list[Edit]] | None = None

    def opened(self, data: bytes) -> Container:
        """The texts in a file. Raises DocumentError."""
        return self.open(data) if self.open is not None else Single(data, self.name)


def _no_text(_source: str) -> Document:
    raise DocumentError("a file of this format holds several texts, and is none itself")


_xml = declared_encoding
FORMATS = (
    Format("plain", "plain text, a paragraph a line or hard-wrapped", (".txt", ".text"), plain.parse),
    Format("markdown", "Markdown (CommonMark, tables)", (".md", ".markdown", ".mdown", ".mkd"), markdown.parse),
    Format("html", "HTML", (".html", ".htm"), html.parse, TextKind.MARKUP, encoding=_xml),
    Format("xhtml", "XHTML", (".xhtml",), html.parse_xhtml, TextKind.MARKUP, encoding=_xml),
    Format("epub", "EPUB 2 and 3: chapters and table of contents", (".epub",), _no_text, open=epub.open_epub),
    Format("ncx", "table of contents of an EPUB 2", (), ncx.parse, TextKind.MARKUP, encoding=_xml),
    Format("fb2", "FictionBook 2", (".fb2",), fb2.parse, TextKind.MARKUP, encoding=_xml),
    Format("docx", "Word: text, notes, headers and footers", (".docx",), _no_text, open=docx.open_docx),
    Format("docx-text", "a text in a Word document", (), docx.parse, TextKind.MARKUP, encoding=_xml),
    Format("odt", "OpenDocument text", (".odt",), _no_text, open=odt.open_odt),
    Format("odt-text", "the text of an OpenDocument text", (), odt.parse, TextKind.MARKUP, encoding=_xml),
    Format("srt", "SubRip subtitles", (".srt",), srt.parse, TextKind.SUBTITLES),
    Format("vtt", "WebVTT subtitles", (".vtt",), vtt.parse, TextKind.SUBTITLES),
    Format("ass", "SubStation Alpha subtitles", (".ass", ".ssa"), ass.parse, TextKind.SUBTITLES),
    Format("lrc", "lyrics with times", (".lrc",), lrc.parse, TextKind.SUBTITLES),
    Format(
        "json",
        "JSON as a table of strings",
        (".json",),
        json.parse,
        TextKind.STRINGS,
        searched=False,
        choosing=json.parse,
    ),
    Format(
        "jsonl",
        "JSON Lines",
        (".jsonl", ".ndjson"),
        json.parse_lines,
        TextKind.STRINGS,
        searched=False,
        choosing=json.parse_lines,
    ),
    Format(
        "csv",
        "CSV as a table of strings",
        (".csv",),
        table.parse_csv,
        TextKind.STRINGS,
        searched=False,
        choosing=table.parse_csv,
    ),
    Format(
        "tsv",
        "TSV as a table of strings",
        (".tsv",),
        table.parse_tsv,
        TextKind.STRINGS,
        searched=False,
        choosing=table.parse_tsv,
    ),
    Format("renpy", "Ren'Py scripts and translations", (".rpy",), renpy.parse, TextKind.STRINGS, searched=False),
    Format("xlsx", "Excel as a table of strings", (".xlsx",), _no_text, open=xlsx.open_xlsx, searched=False),
    Format("xlsx-text", "strings of a workbook", (), xlsx.parse, TextKind.STRINGS, encoding=_xml),
    Format("po", "gettext catalogue", (".po",), po.parse, TextKind.STRINGS, encoding=po.encoding, marks=marks.fuzzy),
    Format(
        "xliff",
        "XLIFF 1.2 and 2",
        (".xlf", ".xliff"),
        xliff.parse,
        TextKind.STRINGS,
        encoding=_xml,
        marks=marks.review_state,
    ),
    Format("tmx", "TMX translation memory", (".tmx",), xliff.parse_tmx, TextKind.STRINGS, encoding=_xml),
)

EXTENSIONS = {extension: fmt for fmt in FORMATS if fmt.searched for extension in fmt.extensions}
"""Every extension that a folder is searched for, and its format."""
KNOWN = {extension: fmt for fmt in FORMATS for extension in fmt.extensions}
"""Every extension that a file may have that is named, and its format."""


def format_named(name: str) -> Format:
    """The format called ``name``. Raises DocumentError when there is none."""
    for fmt in FORMATS:
        if fmt.name == name:
            return fmt
    known = ", ".join(fmt.name for fmt in FORMATS)
    raise DocumentError(f"unknown format “{name}”", hint=f"The formats are: {known}.")


def format_of(path: str) -> Format:
    """The format of a file, by its extension; plain text when that says nothing."""
    return KNOWN.get(PurePath(path).suffix.lower(), FORMATS[0])
