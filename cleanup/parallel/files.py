"""Which text of the source belongs to which file of the translation: by name, by number, by heading; one big file for
many small ones, and many small ones for a big one."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path

from cleanup.core.model import FileError
from cleanup.errors import CleanupError, ConfigError
from cleanup.files.discover import discover
from cleanup.formats.container import part_path
from cleanup.formats.recognise import is_candidate
from cleanup.formats.registry import format_named
from cleanup.parallel.passages import Passage, placed
from cleanup.rules.structure.heading_parts import parse_heading
from cleanup.settings.config import Config
from cleanup.settings.reading import format_for, texts_in
from cleanup.untrusted.opened import read_file

_CHAPTER = re.compile(
    r"第\s{0,2}(\d{1,6})\s{0,2}[章回话話]|(?:chapter|chap|ch|episode|ep)[ _.-]{0,2}(\d{1,6})", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\{(stem|name|number)\}")
_NUMBER = re.compile(r"\d{1,9}")
_NUMBERED = re.compile(r"^[#*\s]{0,4}(\d{1,5})\s?[章話话回]")
_FEWEST_SECTIONS = 2
_KEPT = 4
"""Source files whose passages are kept at hand."""
_FIRST = 6
"""Passages among which the heading of a chapter is."""


def chapter_number(passage: Passage) -> int:
    """The number in a chapter heading; -1 for any other passage."""
    line = passage.text.strip("#*_ \u3000")
    if len(line) > 160:
        return -1
    heading = parse_heading(line)
    if heading is not None and heading.number.isdigit():
        return int(heading.number)
    match = _NUMBERED.match(line)
    return int(match[1]) if match else -1


def number_in(path: str) -> int:
    """The number of a chapter that a file's name tells; -1 for none."""
    stem = Path(path).stem
    if match := _CHAPTER.search(stem):
        return int(match[1] or match[2])
    numbers = _NUMBER.findall(stem)
    return int(numbers[-1]) if numbers else -1


class SourceTexts:
    """The texts of a source. ``place`` is a file, a folder, or a pattern of paths with ``{stem}``, ``{name}`` or
    ``{number}`` for those of the translated file, relative to ``folder``.

    Raises ConfigError when there is nothing at the place.
    """

    def __init__(self, place: str, folder: Path, config: Config) -> None:
        self._pattern = place if _PLACEHOLDER.search(place) else ""
        self._folder = folder
        self._config = config
        self._kept: OrderedDict[Path, tuple[Passage, ...]] = OrderedDict()
        self._sections: dict[Path, dict[int, tuple[Passage, ...]]] = {}
        self._headings: dict[int, Path] | None = None
        self.files: tuple[Path, ...] = ()
        if not self._pattern:
            self.files = _files(folder / place)
            stems = [path.stem for path in self.files]
            self._by_stem = {path.stem: path for path in self.files if stems.count(path.stem) == 1 or len(stems) > 500}
            self._by_number = _unique((number_in(str(path)), path) for path in self.files)

    def of(self, path: str, target: Sequence[Passage]) -> tuple[str, tuple[Passage, ...]]:
        """The source of a translated file with these passages: the path of its file and its passages; nothing when
        there is none. Raises DocumentError for one that cannot be read."""
        wanted = _first_number(target)
        numbers = {n for p in target if (n := chapter_number(p)) >= 0}
        if len(numbers) > 1 and len(self.files) > 1:
            return self._joined(sorted(numbers))
        for file in self._candidates(path, wanted):
            sections = self._sections_of(file)
            if len(sections) < _FEWEST_SECTIONS or len(numbers) > 1:
                return str(file), self._read(file)
            for number in (wanted, number_in(path)):
                if number in sections:
                    return str(file), sections[number]
        return "", ()

    def _candidates(self, path: str, wanted: int) -> Iterable[Path]:
        if self._pattern:
            place = Path(path)
            number = number_in(path)
            names = {"stem": place.stem, "name": place.name, "number": str(number if number >= 0 else wanted)}
            file = self._folder / _PLACEHOLDER.sub(lambda m: names[m[1]], self._pattern)
            if file.is_file():
                yield file
            return
        if len(self.files) == 1:
            yield self.files[0]
            return
        if by_name := self._by_stem.get(Path(path).stem) or self._by_number.get(number_in(path)):
            yield by_name
        elif wanted >= 0 and (by_heading := self._by_heading().get(wanted)):
            yield by_heading

    def _by_heading(self) -> dict[int, Path]:
        """The files by the number in their headings, each read once for that."""
        if self._headings is None:
            found = []
            for file in self.files:
                try:
                    found.append((_first_number(self._read(file)), file))
                except CleanupError:
                    continue
            self._headings = _unique(found)
        return self._headings

    def _joined(self, numbers: Sequence[int]) -> tuple[str, tuple[Passage, ...]]:
        """The passages of several chapters, one after the other."""
        by_heading = self._by_heading()
        files = [by_heading[n] for n in numbers if n in by_heading] or [
            self._by_number[n] for n in numbers if n in self._by_number
        ]
        return (str(files[0].parent), tuple(p for file in files for p in self._read(file))) if files else ("", ())

    def _sections_of(self, file: Path) -> dict[int, tuple[Passage, ...]]:
        """The chapters in a file by their numbers, where it has several."""
        if file not in self._sections:
            everything = self._read(file)
            starts = [(chapter_number(p), at) for at, p in enumerate(everything)]
            starts = [(number, at) for number, at in starts if number >= 0]
            ends = [at for _number, at in starts[1:]] + [len(everything)]
            found: dict[int, tuple[Passage, ...]] = {}
            for (number, at), end in zip(starts, ends, strict=False):
                found[number] = found.get(number, ()) + everything[at:end]
            self._sections[file] = found if len(found) >= _FEWEST_SECTIONS else {}
        return self._sections[file]

    def _read(self, file: Path) -> tuple[Passage, ...]:
        if file in self._kept:
            self._kept.move_to_end(file)
            return self._kept[file]
        try:
            reading = format_for(file, self._config)
            container = reading.format.opened(read_file(file, self._config.max_file_size))
            found = tuple(
                passage
                for part in texts_in(container, reading, self._config)
                for passage in placed(format_named(part.format).parse(part.text), part_path(str(file), part.name))
            )
        except OSError as error:
            raise ConfigError(f"cannot read the source: {error.strerror or error}", where=str(file)) from error
        self._kept[file] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def _first_number(some: Sequence[Passage]) -> int:
    """The number of the chapter whose heading is among the first passages; -1 for none."""
    return next((n for p in some[:_FIRST] if (n := chapter_number(p)) >= 0), -1)


def _files(place: Path) -> tuple[Path, ...]:
    """The files at a place, in order. Raises ConfigError when there are none."""
    found = list(discover([str(place)], lambda path: is_candidate(path.name)))
    files = tuple(Path(each.path) for each in found if not isinstance(each, FileError))
    if not files:
        hint = "Name a file or a folder with the source, or a pattern such as raw/{stem}.txt."
        raise ConfigError("there is no source", where=str(place), hint=hint)
    return files


def _unique(pairs: Iterable[tuple[int, Path]]) -> dict[int, Path]:
    """Paths by number, where only one has it."""
    found: dict[int, list[Path]] = {}
    for number, path in pairs:
        if number >= 0:
            found.setdefault(number, []).append(path)
    return {number: several[0] for number, several in found.items() if len(several) == 1}
