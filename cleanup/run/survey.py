"""Looks at all files of a run beforehand, for what only all of them together can tell of each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleanup.core.model import FileError, TextKind
from cleanup.errors import CleanupError
from cleanup.files.discover import STDIN, Source
from cleanup.rules.chapter.compare import FEWEST, chapters_of
from cleanup.rules.chapter.shape import Shape, shape_of
from cleanup.rules.chapter.standing import Chapters
from cleanup.settings.config import Configs
from cleanup.settings.reading import format_for, texts_in
from cleanup.untrusted.opened import read_file

MOST = 5_000
"""Files of a run that are compared: the memory of a longer one does not grow with them."""
_LARGEST = 2_000_000
"""Bytes of a file that may be a chapter."""
_CHAPTERS = frozenset({TextKind.PROSE, TextKind.MARKUP})


def compare(sources: Iterable[Source | FileError], configs: Configs, given: str = "") -> Chapters:
    """What the files say of each other. One that cannot be read is left out: it says so when its turn comes. ``given``
    is the format to read all of them in, if there is one."""
    shapes: dict[str, Shape] = {}
    for source in sources:
        if isinstance(source, Source) and source.path != STDIN:
            shape = _shape(source, configs, given)
            if shape is not None:
                shapes[source.path] = shape
    return chapters_of(shapes) if len(shapes) > 1 else Chapters()


def is_worth_it(sources: Iterable[Source | FileError]) -> bool:
    """Whether there are enough files to compare."""
    return sum(isinstance(source, Source) and source.path != STDIN for source in sources) >= FEWEST


def _shape(source: Source, configs: Configs, given: str) -> Shape | None:
    place = Path(source.path).absolute()
    try:
        config = configs.of(place.parent)
        reading = format_for(place, config, given)
        if reading.format.kind not in _CHAPTERS or reading.format.open is not None:
            return None
        file = reading.format.opened(read_file(place, _LARGEST))
        return next((shape_of(part.text) for part in texts_in(file, reading, config)), None)
    except (CleanupError, OSError):
        return None
