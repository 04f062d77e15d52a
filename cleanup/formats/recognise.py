"""Which format a file is read in, and whether it may be read as prose at all: the one place that decides it.

A format counts when it is in the registry; to register one is to accept its files. What is in none of them is not
prose: it is refused with a word on what it seems to be and on what to do.
"""

from __future__ import annotations

from pathlib import PurePath

from cleanup.errors import DocumentError, UnknownFormatError
from cleanup.formats.evidence import is_list_of_words, kind_by_name, kind_of_bytes, kind_of_text, well_known
from cleanup.formats.registry import EXTENSIONS, FORMATS, KNOWN, Format, format_named

PLAIN = FORMATS[0]
UNSUPPORTED = ("reStructuredText", "AsciiDoc", "LaTeX")
"""Prose for which no parser is at hand that gives positions."""
_HINT = "If it is prose, say how to read it: --format plain, or a pattern under [formats] in cleanup.toml."


def is_candidate(name: str) -> bool:
    """Whether a file is one of those that a folder is searched for, as far as its name tells."""
    path = PurePath(name)
    return path.suffix.lower() in EXTENSIONS and not well_known(path)


def described(name: str) -> str:
    """What a file that is no candidate seems to be, in words."""
    path = PurePath(name)
    return well_known(path) or kind_by_name(path)


def recognised(name: str, given: str = "") -> Format:
    """The format of a file: the one that was ``given`` (by an option, by a pattern), else the one of its extension.

    Raises UnknownFormatError for a file of another kind, and for those that everybody knows to be no prose.
    """
    if given:
        return format_named(given)
    path = PurePath(name)
    fmt = KNOWN.get(path.suffix.lower())
    if fmt is None and (kind := kind_by_name(path)) in UNSUPPORTED:
        hint = "Convert it to Markdown or HTML. To clean it with its markup taken for text: --format plain."
        raise UnknownFormatError(f"{kind} is not supported: its markup cannot be told from its text", hint=hint)
    if fmt is None or well_known(path):
        raise UnknownFormatError(f"not prose: it seems to be {described(name)}", hint=_HINT)
    return fmt


def refuse_other_bytes(data: bytes) -> None:
    """Raises DocumentError for a file called plain text whose first bytes are those of something else.

    In a folder, too, that is an error: a chapter may have been lost there.
    """
    kind, _extension = kind_of_bytes(data)
    if kind:
        hint = "If it is text, name its format and its encoding with --format and --encoding."
        raise DocumentError(f"not a text file: it is {kind}", hint=hint)


def refuse_other_text(text: str, *, named: bool = True) -> None:
    """Raises UnknownFormatError for a file called plain text that proves to be something else.

    A list of words is one only when nobody has ``named`` the file: there is no proof for that.
    """
    _refuse(*kind_of_text(text))
    if not named and is_list_of_words(text):
        raise UnknownFormatError("not prose: it seems to be a list of words", hint=_HINT)


def _refuse(kind: str, extension: str) -> None:
    if not kind:
        return
    known = KNOWN.get(extension)
    hint = _HINT
    if known is not None:
        hint = f"Rename it to *{extension}, or read it as that with --format {known.name}."
    raise UnknownFormatError(f"not prose: it is {kind}, whatever its name says", hint=hint)
