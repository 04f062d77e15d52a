"""Which files a command line means: files, folders with everything below, globs, and ``-`` for standard input."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cleanup.core.model import FileError, LeftAlone
from cleanup.errors import DocumentError
from cleanup.untrusted.opened import special

STDIN = "-"
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
_OWN = frozenset({"cleanup.toml", "cleanup.decisions.toml", "glossary.toml", "cleanup-baseline.json"})
_OWN_ENDING = ".discovered.json"
"""Files of this very tool, which nobody expects to be cleaned, and what the names of others end in."""
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Source:
    """A text to clean: ``path`` as the user would write it (``-``: standard input).

    ``base`` is the folder that the path is mirrored below with ``--output``: that of the argument that led here.
    ``named``: the user named the very file, so that no exclude pattern applies.
    """

    path: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """How folders are searched. Of the files in one those that are ``wanted`` count; hidden ones and those below
    ``avoid`` (the output folder) never do.

    ``passed_over`` says in words what a file is that is not wanted; what it calls nothing is not even counted.
    ``follow_links``: whether links out of the folder are followed. ``skip_unknown``: whether a file that is named is
    treated as one of a folder, too.
    """

    wanted: Callable[[Path], bool]
    avoid: Path | None = None
    passed_over: Callable[[Path], str] = field(default=lambda _path: "")
    follow_links: bool = False
    skip_unknown: bool = False


def discover(
    arguments: Iterable[str],
    wanted: Callable[[Path], bool],
    avoid: Path | None = None,
    passed_over: Callable[[Path], str] = lambda _path: "",
    *,
    follow_links: bool = False,
    skip_unknown: bool = False,
) -> Iterator[Source | FileError]:
    """The files that the arguments mean, each once, in the order of the arguments and by name below each.

    The rest is as for `Walk`. What does not exist becomes a FileError in its place; what stands in a folder and is not
    to be opened, or is counted among the files of other kinds, a LeftAlone. For one folder the memory needed does not
    grow with its files.
    """
    arguments = list(arguments)
    walk = Walk(wanted, avoid, passed_over, follow_links, skip_unknown)
    if len(arguments) == 1 and arguments[0] != STDIN and Path(arguments[0]).is_dir():
        yield from _once_below(arguments[0], walk)
        return
    seen: set[str] = set()
    for argument in arguments:
        for found in _one(argument, walk):
            if isinstance(found, FileError):
                yield found
                continue
            identity = found.path if found.path == STDIN else os.path.realpath(found.path)
            if identity not in seen:
                seen.add(identity)
                yield found


def _one(argument: str, walk: Walk) -> Iterator[Source | FileError]:
    if argument == STDIN:
        yield Source(STDIN, named=True)
    elif Path(argument).is_dir():
        yield from _below(argument, walk)
    elif os.path.lexists(argument) and not walk.skip_unknown:
        yield Source(argument, named=True)
    elif os.path.lexists(argument):
        path = Path(argument)
        if walk.wanted(path):
            yield _file_in(path, os.path.realpath(Path.cwd() if not path.is_absolute() else path.parent), walk)
        elif kind := walk.passed_over(path):
            yield LeftAlone(argument, kind)
    elif _MAGIC & set(argument):
        matches = sorted(glob.glob(argument, recursive=True))
        if not matches:
            yield FileError(argument, "nothing matches this pattern", "Check the spelling; ** stands for any folders.")
        root = os.path.realpath(_base(argument))
        for match in matches:
            if not walk.follow_links and _leads_out(match, root):
                yield _link_out(match)
            elif Path(match).is_dir():
                yield from _below(match, walk)
            else:
                yield Source(match, named=True)
    else:
        yield FileError(argument, "no such file or folder", _nearest(argument))


def _below(folder: str, walk: Walk) -> Iterator[Source | FileError]:
    problems: list[FileError] = []
    others: Counter[str] = Counter()
    top = os.path.realpath(folder)
    entered = {top}

    def complain(error: OSError) -> None:
        problems.append(FileError(str(error.filename), f"cannot look into the folder: {error.strerror}"))

    for root, folders, names in os.walk(folder, onerror=complain, followlinks=walk.follow_links):
        yield from problems
        problems.clear()
        folders[:] = sorted(name for name in folders if _is_entered(Path(root, name), walk, entered))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if walk.wanted(path):
                yield _file_in(path, top, walk)
            elif not _is_own(name) and (kind := walk.passed_over(path)):
                others[kind] += 1
        if not walk.follow_links:
            linked = (str(Path(root, name)) for name in folders if Path(root, name).is_symlink())
            yield from (_link_out(path, "folder") for path in linked if _leads_out(path, top))
    yield from problems
    yield from (LeftAlone(folder, kind, count=count) for kind, count in sorted(others.items()))


def _is_own(name: str) -> bool:
    return name in _OWN or name.endswith(_OWN_ENDING)


def _is_entered(path: Path, walk: Walk, entered: set[str]) -> bool:
    """Whether a folder is searched. One that links lead to is searched once, which also ends their loops."""
    if path.name.startswith(".") or path.name in _SKIPPED or (walk.avoid and _is_same(path, walk.avoid)):
        return False
    if walk.follow_links:
        place = os.path.realpath(path)
        if place in entered:
            return False
        entered.add(place)
    return True


def _file_in(path: Path, top: str, walk: Walk) -> Source | FileError:
    """A file that a folder has, unless it is none, or a link out of the folder ``top``."""
    try:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            if not walk.follow_links and _leads_out(str(path), top):
                return _link_out(str(path))
            state = path.stat()
    except OSError:  # it went away, or a link leads nowhere: said when it is its turn
        return Source(str(path))
    if kind := special(state.st_mode):
        return LeftAlone(str(path), f"not a file but {kind}", is_noted=True)
    return Source(str(path))


def _leads_out(path: str, top: str) -> bool:
    """Whether a path, with all links followed, is not below the folder ``top``, which has none."""
    target = os.path.realpath(path)
    return target != top and not target.startswith(top.rstrip(os.sep) + os.sep)


def _link_out(path: str, what: str = "file") -> LeftAlone:
    return LeftAlone(
        path,
        f"a link to a {what} elsewhere ({os.path.realpath(path)})",
        "--follow-links has such files cleaned, too.",
        is_noted=True,
    )


def _once_below(folder: str, walk: Walk) -> Iterator[Source | FileError]:
    """The files below a folder, each once: one that links lead to, too, where it is met first.

    Only links can lead to a file a second time, so only what they lead to is remembered.
    """
    root = Path(os.path.realpath(folder))
    linked: set[str] = set()
    for found in _below(folder, walk):
        if isinstance(found, FileError):
            yield found
        elif not Path(found.path).is_symlink():
            if not linked or os.path.realpath(found.path) not in linked:
                yield found
        else:
            target = os.path.realpath(found.path)
            place = _place_below(root, Path(target), folder, walk.wanted, walk.avoid)
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

    For one folder that is the folder itself, for one file its parent. Raises DocumentError for paths on several drives.
    """
    bases = [normal(str(_base(argument))) for argument in arguments if argument != STDIN]
    try:
        return Path(os.path.commonpath(bases)) if bases else Path.cwd()
    except ValueError as error:
        hint = "Clean what is on one drive, then what is on the other."
        raise DocumentError("--output cannot mirror paths that have no folder in common", hint=hint) from error


def normal(path: str) -> str:
    """The absolute path without ``..``, which leads where the system leads it: past a link, up from its target."""
    absolute = Path.cwd() / path
    parts = absolute.parts
    if ".." not in parts:
        return os.path.normpath(absolute)
    last = len(parts) - parts[::-1].index("..")
    return os.path.normpath(Path(os.path.realpath(Path(*parts[:last])), *parts[last:]))


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
