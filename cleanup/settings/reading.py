"""A file of a run as text: opened, recognised and decoded, the same for every command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cleanup.errors import DocumentError
from cleanup.files.decode import Encoding, decode
from cleanup.formats.container import Container
from cleanup.formats.recognise import PLAIN, recognised, refuse_other_bytes, refuse_other_text
from cleanup.formats.registry import Format, format_named
from cleanup.settings.config import Config, matching


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read. ``is_guessed``: nobody has said so, and plain text may prove to be something else."""

    format: Format
    is_guessed: bool = False


def format_for(place: Path, config: Config, given: str = "", *, is_input: bool = False) -> Reading:
    """The format of the file at ``place``: the ``given`` one, else what the configuration says by pattern, else that of
    its extension; standard input without one (``is_input``) is plain text. Raises UnknownFormatError for what is in
    none."""
    said = given or next(
        (name for pattern, name in config.formats.items() if matching((pattern,), place, config.folder)), ""
    )
    if is_input and not said and not place.suffix:
        return Reading(PLAIN, is_guessed=True)
    fmt = recognised(place.name, said)
    return Reading(fmt, is_guessed=fmt is PLAIN and not said)


class ReadPart(NamedTuple):
    """A text in a file: its name there (empty when it is all of it), how it is encoded, and the name of its format."""

    name: str
    text: str
    encoding: Encoding
    format: str


def texts_in(container: Container, reading: Reading, config: Config, *, named: bool = True) -> Iterator[ReadPart]:
    """The texts in a file that was opened. ``named``: whether the user named this very file.

    Raises DocumentError (``where``: the part) for what cannot be decoded, and its kind UnknownFormatError for what is
    no prose.
    """
    for part in container.parts():
        if reading.is_guessed:
            refuse_other_bytes(part.data)
        find = format_named(part.format).encoding
        declared = find(part.data) if find is not None else ""
        try:
            text, encoding = decode(part.data, "auto" if part.name else config.encoding, declared)
        except DocumentError as error:
            error.where = part.name
            raise
        if reading.is_guessed:
            refuse_other_text(text, named=named)
        yield ReadPart(part.name, text, encoding, part.format)
