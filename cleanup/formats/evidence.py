"""What a file is that is no prose: by its name, and by proof in its content.

A file may be taken for something else only on proof. A chapter that begins with a brace, a tag or a header of YAML is a
chapter: JSON has to parse as a whole, subtitles have to begin with the times of a cue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePath

_EXTENSIONS: Mapping[str, str] = {
    extension: kind
    for kind, extensions in {
        "HTML": ".html .htm .shtml",
        "XHTML": ".xhtml .xht",
        "XML": ".xml .xsl .xslt .svg .opf .ncx .rss .atom .plist .xlf .xliff .tmx .tbx .ttml .dfxp .fb2",
        "JSON": ".json .jsonl .ndjson .json5 .geojson .arb .ipynb .webmanifest",
        "a table": ".csv .tsv .psv",
        "subtitles": ".srt .vtt .ass .ssa .sub .sbv .smi .lrc",
        "translation messages": ".po .pot .mo .strings .stringsdict .resx .properties .ftl .ts .qm",
        "a game script": ".rpyc .ks .rvdata2 .rpgsave",
        "an e-book": ".epub .mobi .azw .azw3 .kfx .lit .prc .cbz .cbr",
        "a word processor's document": ".docx .doc .odt .rtf .pages .wps .hwp",
        "a spreadsheet": ".xls .ods .numbers",
        "a presentation": ".pptx .ppt .odp .key",
        "a PDF": ".pdf .ps .djvu",
        "reStructuredText": ".rst .rest",
        "AsciiDoc": ".adoc .asciidoc .asc",
        "LaTeX": ".tex .latex .ltx .bib .sty .cls",
        "configuration": ".toml .yaml .yml .ini .cfg .conf .env .lock .editorconfig .desktop",
        "a program": ".py .pyi .js .mjs .cjs .ts .tsx .jsx .c .h .cc .cpp .hpp .cs .java .kt .rs .go .rb .php .pl .lua "
        ".swift .sh .bash .zsh .fish .ps1 .bat .cmd .sql .r .jl .hs .css .scss .less .vue .cmake .mk .gradle",
        "a log": ".log",
        "a diff": ".diff .patch",
        "an archive": ".zip .gz .bz2 .xz .7z .rar .tar .tgz .zst",
        "a picture": ".png .jpg .jpeg .gif .webp .bmp .tif .tiff .ico .psd",
        "sound or a film": ".mp3 .m4a .ogg .flac .wav .mp4 .mkv .avi .mov .webm",
        "a database": ".db .sqlite .sqlite3",
        "a backup": ".bak .orig .old .swp .tmp",
    }.items()
    for extension in extensions.split()
}
_WELL_KNOWN = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"[\w.-]*requirements[\w.-]*\.txt|[\w.-]*constraints\.txt", "a list of packages"),
        (r"cmakelists\.txt|meson_options\.txt", "a program"),
        (r"(?:robots|humans|ads|app-ads|security|llms|llms-full)\.txt", "a file for programs"),
        (
            r"(?:top_level|entry_points|dependency_links|installed-files|sources|manifest|filelist|version)\.txt",
            "a file of a package",
        ),
        (
            r"(?:stop[-_]?words?|word[-_]?list|words|dictionary|spelling|allowlist|denylist|blocklist)(?:[-_]\w+)?\.txt",
            "a list of words",
        ),
        (
            r"(?![\w.+-]+\.(?:epub|fb2|docx|odt|xlsx)$)"  # a novel may be called like one
            r"(?:(?:un)?licen[sc]es?(?:[-_.][\w.+-]*)?|copying(?:[-_.][\w.+-]*)?"
            r"|(?:copyright|eula|ofl|patents|notices?)(?:\.\w+)?"
            r"|(?:gpl|lgpl|agpl|apache|mit|bsd)[-\d.v]*\.(?:txt|md)"
            r"|third[-_ ]?party[-_ ]?(?:notices?|licen[sc]es?)(?:\.\w+)?)",
            "a licence or a notice",
        ),
    )
)
"""Files that everybody knows by their names, in lower case, and what they are."""
_SIGNATURES = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"{\\rtf", "RTF", ".rtf"),
    (b"PK\x03\x04", "a ZIP archive, which e-books and documents are, too", ".zip"),
    (b"PK\x05\x06", "an empty ZIP archive", ".zip"),
    (b"\x89PNG", "a picture", ".png"),
    (b"\xff\xd8\xff", "a picture", ".jpg"),
    (b"GIF8", "a picture", ".gif"),
    (b"\x1f\x8b", "a compressed file", ".gz"),
    (b"BZh", "a compressed file", ".bz2"),
    (b"\xfd7zXZ", "a compressed file", ".xz"),
    (b"7z\xbc\xaf", "an archive", ".7z"),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program", ".doc"),
    (b"SQLite format 3\x00", "a database", ".sqlite"),
    (b"ITSF", "a help file", ".chm"),
)
_XML = re.compile(r"<\?xml[ \t\r\n]+version[ \t]*=|<!doctype[ \t\r\n]+\w", re.IGNORECASE)
_ROOT = re.compile(
    r"(?:<!--(?:(?!-->).){0,2000}-->[ \t\r\n]*){0,20}"
    r"<(html|svg|math|rss|feed|kml|gpx|plist|tei|fictionbook|package|ncx|tmx|tbx|xliff|resources|xsl:stylesheet)"
    r"(?:[ \t\r\n][^<>]{0,2000})?>",
    re.IGNORECASE | re.DOTALL,
)
"""The first element of a document without a declaration, after comments: no story begins and ends with one of these."""
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_CUE = re.compile(rf"(?:[^\n]{{0,80}}\n)?[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[ \t]*(?:\r?\n|\Z|[ \t])")
_LYRIC = re.compile(r"\[(?:\d{1,3}:\d{2}(?:[.:]\d{1,3})?|(?:ar|ti|al|by|offset|length|re|ve):[^\]\n]*)\]")
_MESSAGES = re.compile(
    r"(?:#[^\n]*\n|[ \t]*\r?\n)*(?:msgctxt \"[^\n]*\n)?msgid \"[^\n]*\n(?:\"[^\n]*\n)*msgstr(?:\[0\])? \""
)
_TEX = re.compile(r"(?:%[^\n]*\n|[ \t]*\r?\n)*\\(?:documentclass|documentstyle)\b")
_SAMPLE = 200_000
"""Code points of a text that are looked at for lines of one kind."""
_FEW_WORDS, _SHORT = 3, 60
_SENTENCE_MARKS = frozenset('.!?…。！？,;，；、"“”「」')
_LINES = 20
"""From how many lines on a list of words is one."""


def kind_by_name(path: PurePath) -> str:
    """What a file seems to be by its extension, in words; a description of the extension when that is unknown."""
    suffix = path.suffix.lower()
    if known := _EXTENSIONS.get(suffix):
        return known
    return f"a *{suffix} file" if suffix else "a file without an extension"


def well_known(path: PurePath) -> str:
    """What a file is that everybody knows by its name and that is no prose, in words; empty for all others."""
    name = path.name.lower()
    return next((kind for pattern, kind in _WELL_KNOWN if pattern.fullmatch(name)), "")


def kind_of_bytes(data: bytes) -> tuple[str, str]:
    """What bytes are that begin with a signature, and the extension of that; two empty strings for all others."""
    return next(((kind, suffix) for start, kind, suffix in _SIGNATURES if data.startswith(start)), ("", ""))


def kind_of_text(text: str) -> tuple[str, str]:
    """What a text proves to be besides prose, in words, and the extension of that; two empty strings for all others.

    Linear in the length of the text.
    """
    start = text[:_SAMPLE].lstrip("\ufeff \t\r\n")
    for kind, extension, proves in _PROOFS:
        if proves(start, text):
            return kind, extension
    return "", ""


def _is_json(start: str, text: str) -> bool:
    if start[:1] not in ("{", "["):
        return False
    content = text.lstrip("\ufeff")
    try:
        value = json.loads(content, parse_int=len)  # a number of any length
    except RecursionError:
        return True  # nobody nests brackets a thousand deep in a story
    except ValueError:
        return False
    return isinstance(value, dict) or any(isinstance(item, (str, dict, list)) for item in value)


def _is_json_lines(start: str, _text: str) -> bool:
    lines = [line for line in start.split("\n")[:-1] if line.strip()][:20]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return False
    try:
        return all(isinstance(json.loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False


def _is_lyrics(start: str, _text: str) -> bool:
    lines = [line for line in start.split("\n")[:200] if line.strip()]
    return len(lines) > 2 and sum(bool(_LYRIC.match(line.strip())) for line in lines) >= 0.9 * len(lines)


def _root_of(start: str, text: str) -> str:
    """The name of the element that is the whole document, in lower case; empty when there is none that is known."""
    root = _ROOT.match(start)
    name = root[1].lower() if root is not None else ""
    return name if name and text[-200:].rstrip().lower().endswith(f"</{name}>") else ""


def _is_webvtt(start: str, _text: str) -> bool:
    return start.startswith("WEBVTT") and start[6:7] in ("", " ", "\t", "\r", "\n")


def _is_script(start: str, _text: str) -> bool:
    return start.lower().startswith("[script info]") and "\n[" in start


_PROOFS = (
    ("HTML", ".html", lambda start, text: _root_of(start, text) == "html"),
    ("XML", ".xml", lambda start, text: _root_of(start, text) not in ("", "html")),
    ("XML or HTML", ".xml", lambda start, _text: bool(_XML.match(start))),
    ("JSON", ".json", _is_json),
    ("JSON Lines", ".jsonl", _is_json_lines),
    ("WebVTT subtitles", ".vtt", _is_webvtt),
    ("SubRip subtitles", ".srt", lambda start, _text: bool(_CUE.match(start))),
    ("ASS subtitles", ".ass", _is_script),
    ("lyrics with times", ".lrc", _is_lyrics),
    ("translation messages", ".po", lambda start, _text: bool(_MESSAGES.match(start))),
    ("LaTeX", ".tex", lambda start, _text: bool(_TEX.match(start))),
)


def is_list_of_words(text: str) -> bool:
    """Whether a text is many lines and no sentence: words, names, addresses, one a line."""
    lines = [line.strip() for line in text[:_SAMPLE].splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if len(lines) < _LINES or len(set(lines)) < 0.9 * len(lines):
        return False
    return sum(map(_is_item, lines)) >= 0.98 * len(lines)


def _is_item(line: str) -> bool:
    words = line.split()
    if len(words) == 1 and line.isascii():
        return line[-1] not in _SENTENCE_MARKS
    return len(words) <= _FEW_WORDS and len(line) <= _SHORT and not _SENTENCE_MARKS.intersection(line)
