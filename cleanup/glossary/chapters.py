"""Chapters read for the glossary: the same files, encodings and formats as those that are cleaned."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.core.model import Document, FileError, LeftAlone
from cleanup.errors import CleanupError, DocumentError, UnknownFormatError
from cleanup.files.decode import Encoding
from cleanup.formats.container import Container, part_path
from cleanup.formats.registry import format_named

if TYPE_CHECKING:
    from cleanup.files.discover import Source


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


def found_in(paths: Sequence[str]) -> list[Source | FileError]:
    """What files, folders and patterns mean, looked up once for `chapter_paths` and `read_chapters` together."""
    from cleanup.files.discover import discover
    from cleanup.run.batch import Job, Selection

    return list(discover(paths, Selection(Job())))


def chapter_paths(
    paths: Sequence[str],
    *,
    needed: bool = False,
    complete: bool = False,
    found: Sequence[Source | FileError] | None = None,
) -> list[Path]:
    """The files that files, folders and patterns mean, without standard input. ``found``: what `found_in` found.

    Raises DocumentError, before anything is read: when there are none and some are ``needed``; with ``complete``, when
    something that is named is not there.
    """
    from cleanup.files.discover import STDIN

    found = found_in(paths) if found is None else found
    problems = [each for each in found if isinstance(each, FileError) and not isinstance(each, LeftAlone)]
    chapters = [each for each in found if not isinstance(each, FileError)]
    if problems and (complete or (needed and not chapters)):
        raise DocumentError(problems[0].message, where=problems[0].path, hint=problems[0].hint)
    if needed and not chapters:
        raise DocumentError(f"no chapters in {', '.join(paths)}", hint="Name files, or folders that hold some.")
    return [Path(each.path) for each in chapters if each.path != STDIN]


def read_chapters(
    paths: Sequence[str],
    problems: list[FileError],
    known: dict[str, str] | None = None,
    found: Iterable[Source | FileError] | None = None,
) -> Iterator[Chapter]:
    """The chapters that files, folders and patterns mean, in order. What cannot be read is added to ``problems``.

    ``known``: digests of files by their path, as of the last time. Files that are the same are left out; the digests of
    the others are put in. ``found``: what `found_in` found.
    """
    from cleanup.files.discover import STDIN, discover
    from cleanup.run.batch import Job, Selection
    from cleanup.settings.config import Configs
    from cleanup.settings.reading import format_for, texts_in
    from cleanup.untrusted.opened import read_file

    configs = Configs()
    for source in discover(paths, Selection(Job())) if found is None else found:
        if isinstance(source, FileError):
            if not isinstance(source, LeftAlone):
                problems.append(source)
            continue
        try:
            place = Path(source.path).absolute()
            config = configs.of(place.parent)
            reading = format_for(place, config, is_input=source.path == STDIN)
            data = sys.stdin.buffer.read() if source.path == STDIN else read_file(place, config.max_file_size)
            if known is not None:
                digest = _digest(data, reading.format.name, config.encoding)
                if known.get(source.path) == digest:
                    continue
            file = reading.format.opened(data)
            for part in texts_in(file, reading, config, named=source.named):
                document = format_named(part.format).parse(part.text)
                path = part_path(source.path, part.name)
                yield Chapter(path, document, part.encoding, part.format, file, part.name)
            if known is not None:
                known[source.path] = digest
        except UnknownFormatError as error:
            if source.named:
                problems.append(FileError(source.path, error.message, error.hint))
        except CleanupError as error:
            problems.append(FileError(source.path, error.message, error.hint))
        except OSError as error:
            problems.append(FileError(source.path, f"cannot read: {error.strerror or error}", "Check the path."))


def _digest(data: bytes, *reading: str) -> str:
    """What tells a file, and the way it is read, from another."""
    digest = hashlib.blake2b(data, digest_size=12)
    digest.update("\0".join(reading).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
