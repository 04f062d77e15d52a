"""A file of a run as text: opened, recognised and decoded, the same for every command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cleanup.config import Config, matching
from cleanup.files.decode import Encoding, decode
from cleanup.formats.recognise import PLAIN, recognised, refuse_other_bytes, refuse_other_text
from cleanup.formats.registry import Format


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


def text_of(data: bytes, reading: Reading, config: Config, *, named: bool = True) -> tuple[str, Encoding]:
    """The text in the bytes of a file, and how it is encoded. ``named``: whether the user named this very file.

    Raises DocumentError for what cannot be decoded, and its kind UnknownFormatError for what is no prose.
    """
    if reading.is_guessed:
        refuse_other_bytes(data)
    text, encoding = decode(data, config.encoding)
    if reading.is_guessed:
        refuse_other_text(text, named=named)
    return text, encoding
