"""Which files a command line means: files, folders with everything below, globs, and ``-`` for standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleanup.core.model import FileError

STDIN = "-"
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Source:
    """A text to clean: ``path`` as the user would write it (``-``: standard input).

    ``base`` is the folder that the path is mirrored below with ``--output``: that of the argument that led here.
    ``named``: the user named the very file, so that no exclude pattern applies.
    """

    path: str
    named: bool = False


def discover(
    arguments: Iterable[str],
    wanted: Callable[[Path], bool],
    avoid: Path | None = None,
) -> Iterator[Source | FileError]:
    """The files that the arguments mean, each once, in the order of the arguments and by name below each.

    Of the files in a folder those that are ``wanted`` count; hidden ones and those below ``avoid`` (the output folder)
    never do. What does not exist becomes a FileError in its place. For one folder the memory needed does not grow with
    its files.
    """
    arguments = list(arguments)
    if len(arguments) == 1 and arguments[0] != STDIN and Path(arguments[0]).is_dir():
        yield from _once_below(arguments[0], wanted, avoid)
        return
    seen: set[str] = set()
    for argument in arguments:
        for found in _one(argument, wanted, avoid):
            if isinstance(found, FileError):
                yield found
                continue
            identity = found.path if found.path == STDIN else os.path.realpath(found.path)
            if identity not in seen:
                seen.add(identity)
                yield found


def _one(argument: str, wanted: Callable[[Path], bool], avoid: Path | None) -> Iterator[Source | FileError]:
    if argument == STDIN:
        yield Source(STDIN, named=True)
    elif Path(argument).is_dir():
        yield from _below(argument, wanted, avoid)
    elif os.path.lexists(argument):
        yield Source(argument, named=True)
    elif _MAGIC & set(argument):
        matches = sorted(glob.glob(argument, recursive=True))
        if not matches:
            yield FileError(argument, "nothing matches this pattern", "Check the spelling; ** stands for any folders.")
        for match in matches:
            if Path(match).is_dir():
                yield from _below(match, wanted, avoid)
            else:
                yield Source(match, named=True)
    else:
        yield FileError(argument, "no such file or folder", _nearest(argument))


def _below(folder: str, wanted: Callable[[Path], bool], avoid: Path | None) -> Iterator[Source | FileError]:
    problems: list[FileError] = []

    def complain(error: OSError) -> None:
        problems.append(FileError(str(error.filename), f"cannot look into the folder: {error.strerror}"))

    for root, folders, names in os.walk(folder, onerror=complain):
        yield from problems
        problems.clear()
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _SKIPPED and not (avoid and _is_same(Path(root, name), avoid))
        )
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and wanted(path):
                yield Source(str(path))
    yield from problems


def _once_below(folder: str, wanted: Callable[[Path], bool], avoid: Path | None) -> Iterator[Source | FileError]:
    """The files below a folder, each once: one that links lead to, too, where it is met first.

    Only links can lead to a file a second time, so only what they lead to is remembered.
    """
    root = Path(os.path.realpath(folder))
    linked: set[str] = set()
    for found in _below(folder, wanted, avoid):
        if isinstance(found, FileError):
            yield found
        elif not Path(found.path).is_symlink():
            if not linked or os.path.realpath(found.path) not in linked:
                yield found
        else:
            target = os.path.realpath(found.path)
            place = _place_below(root, Path(target), folder, wanted, avoid)
            link = Path(found.path).relative_to(folder).parts
            if target not in linked and (place is None or _order(link) < _order(place)):
                linked.add(target)
                yield found


def _place_below(
    root: Path, target: Path, folder: str, wanted: Callable[[Path], bool], avoid: Path | None
) -> tuple[str, ...] | None:
    """The path below the folder at which the target of a link is met as a file of the folder; ``None``: nowhere."""
    try:
        parts = target.relative_to(root).parts
    except ValueError:
        return None
    folders = [Path(folder, *parts[:depth]) for depth in range(1, len(parts))]
    is_hidden = any(part.startswith(".") for part in parts) or any(path.name in _SKIPPED for path in folders)
    is_avoided = avoid is not None and any(_is_same(path, avoid) for path in folders)
    return None if is_hidden or is_avoided or not target.exists() or not wanted(Path(folder, *parts)) else parts


def _order(parts: tuple[str, ...]) -> tuple[tuple[bool, str], ...]:
    """What sorts paths as they are met: the files of a folder, then its folders."""
    return (*((True, part) for part in parts[:-1]), (False, parts[-1]))


def _is_same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def common_folder(arguments: Iterable[str]) -> Path:
    """The folder that what the arguments mean is mirrored from with ``--output``: the one that holds all of it.

    For one folder that is the folder itself, for one file its parent.
    """
    bases = [_base(argument) for argument in arguments if argument != STDIN]
    return Path(os.path.commonpath([base.absolute() for base in bases])) if bases else Path.cwd()


def _base(argument: str) -> Path:
    path = Path(argument)
    if path.is_dir():
        return path
    parts = path.parent.parts
    fixed = next((i for i, part in enumerate(parts) if _MAGIC & set(part)), len(parts))
    return path.parent if os.path.lexists(argument) else Path(*parts[:fixed])


def _nearest(argument: str) -> str:
    """A hint with the name in the same folder that looks most like the missing one."""
    import difflib

    path = Path(argument)
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return "Check the path."
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean “{path.parent / near[0]}”?" if near else "Check the path."
