"""Chapters read for the glossary: the same files, encodings and formats as those that are cleaned."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleanup.core.model import Document, FileError
from cleanup.errors import CleanupError
from cleanup.files.decode import Encoding, decode
from cleanup.formats.container import Container, part_path


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: ``path`` as it was given, its document, and how its bytes were read (``encoding``, ``format``).
    ``file`` is where it stands, by the name ``part`` when that holds several texts."""

    path: str
    document: Document
    encoding: Encoding
    format: str
    file: Container
    part: str = ""


def read_chapters(paths: Sequence[str], problems: list[FileError]) -> Iterator[Chapter]:
    """The chapters that files, folders and patterns mean, in order. What cannot be read is added to ``problems``."""
    from cleanup.batch import Job, Selection
    from cleanup.config import Configs, matching
    from cleanup.files.discover import STDIN, discover
    from cleanup.formats.registry import format_named, format_of

    configs = Configs()
    for source in discover(paths, Selection(Job())):
        if isinstance(source, FileError):
            problems.append(source)
            continue
        try:
            place = Path(source.path).absolute()
            config = configs.of(place.parent)
            data = sys.stdin.buffer.read() if source.path == STDIN else place.read_bytes()
            named = next(
                (name for pattern, name in config.formats.items() if matching((pattern,), place, config.folder)), ""
            )
            fmt = format_named(named) if named else format_of(place.name)
            file = fmt.opened(data)
            for part in file.parts():
                own = format_named(part.format)
                declared = own.encoding(part.data) if own.encoding is not None else ""
                text, encoding = decode(part.data, "auto" if part.name else config.encoding, declared)
                yield Chapter(part_path(source.path, part.name), own.parse(text), encoding, own.name, file, part.name)
        except CleanupError as error:
            problems.append(FileError(source.path, error.message, error.hint))
        except OSError as error:
            problems.append(FileError(source.path, f"cannot read: {error.strerror or error}", "Check the path."))
