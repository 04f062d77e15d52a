"""Chapters read for the glossary: the same files, encodings and formats as those that are cleaned."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleanup.core.model import Document, FileError, LeftAlone
from cleanup.errors import CleanupError, DocumentError, UnknownFormatError
from cleanup.files.decode import Encoding
from cleanup.formats.container import Container, part_path
from cleanup.formats.registry import format_named


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


def chapter_paths(paths: Sequence[str], *, needed: bool = False, complete: bool = False) -> list[Path]:
    """The files that files, folders and patterns mean, without standard input.

    Raises DocumentError, before anything is read: when there are none and some are ``needed``; with ``complete``, when
    something that is named is not there.
    """
    from cleanup.batch import Job, Selection
    from cleanup.files.discover import STDIN, discover

    found = list(discover(paths, Selection(Job())))
    problems = [each for each in found if isinstance(each, FileError) and not isinstance(each, LeftAlone)]
    chapters = [each for each in found if not isinstance(each, FileError)]
    if problems and (complete or (needed and not chapters)):
        raise DocumentError(problems[0].message, where=problems[0].path, hint=problems[0].hint)
    if needed and not chapters:
        raise DocumentError(f"no chapters in {', '.join(paths)}", hint="Name files, or folders that hold some.")
    return [Path(each.path) for each in chapters if each.path != STDIN]


def read_chapters(paths: Sequence[str], problems: list[FileError]) -> Iterator[Chapter]:
    """The chapters that files, folders and patterns mean, in order. What cannot be read is added to ``problems``."""
    from cleanup.batch import Job, Selection
    from cleanup.config import Configs
    from cleanup.files.discover import STDIN, discover
    from cleanup.files.opened import read_file
    from cleanup.files.reading import format_for, texts_in

    configs = Configs()
    for source in discover(paths, Selection(Job())):
        if isinstance(source, FileError):
            if not isinstance(source, LeftAlone):
                problems.append(source)
            continue
        try:
            place = Path(source.path).absolute()
            config = configs.of(place.parent)
            reading = format_for(place, config, is_input=source.path == STDIN)
            data = sys.stdin.buffer.read() if source.path == STDIN else read_file(place, config.max_file_size)
            file = reading.format.opened(data)
            for part in texts_in(file, reading, config, named=source.named):
                document = format_named(part.format).parse(part.text)
                path = part_path(source.path, part.name)
                yield Chapter(path, document, part.encoding, part.format, file, part.name)
        except UnknownFormatError as error:
            if source.named:
                problems.append(FileError(source.path, error.message, error.hint))
        except CleanupError as error:
            problems.append(FileError(source.path, error.message, error.hint))
        except OSError as error:
            problems.append(FileError(source.path, f"cannot read: {error.strerror or error}", "Check the path."))
