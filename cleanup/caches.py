"""What is kept below the cache folder, by kind. Nothing of it decides what a text becomes."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleanup.gate.results import results_file
from cleanup.grammar.engines import cache_file
from cleanup.outcome.journal import journals_folder
from cleanup.outcome.lock import locked
from cleanup.outcome.undo import undo_folder
from cleanup.storage.store import LIMIT, Store
from cleanup.terms.kept import LIMIT as NAMES_LIMIT
from cleanup.terms.kept import names_file


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one kind: how many entries, how many bytes on disk, and when the entries were used that were used
    first and last (seconds since 1970, to a day)."""

    entries: int = 0
    size: int = 0
    oldest: int | None = None
    newest: int | None = None
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cache:
    """A kind of thing that is kept. ``limit`` is in bytes; ``None``: there is none, but for age.

    ``is_lossless``: all of it can be worked out again.
    """

    what: str
    path: Callable[[], Path]
    limit: int | None
    is_lossless: bool
    info: Callable[[Path], Kept]
    clear: Callable[[Path], int]
    """Takes away what no other process is using, and returns how many entries had to stay."""


def _store_info(path: Path) -> Kept:
    if not path.exists():
        return Kept()
    store = Store(path)
    used = store.used()
    entries, _size = store.info()
    store.close()
    oldest, newest = used or (None, None)
    return Kept(entries, _size_of(path), oldest, newest, store.trouble)


def _store_clear(path: Path) -> int:
    store = Store(path)
    done = store.clear()
    left = 0 if done else store.info()[0] or 1
    store.close()
    return left


def _size_of(path: Path) -> int:
    """Size of a store's file with those that SQLite puts beside it."""
    size = 0
    for each in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
        with contextlib.suppress(OSError):
            size += each.stat().st_size
    return size


def _journals_info(folder: Path) -> Kept:
    states = []
    for path in folder.glob("*.journal"):
        with contextlib.suppress(OSError):
            states.append(path.stat())
    times = [int(state.st_mtime) for state in states]
    size = sum(state.st_size for state in states)
    return Kept(len(states), size, min(times, default=None), max(times, default=None))


def _journals_clear(folder: Path) -> int:
    left = 0
    for path in {each.with_suffix(".journal") for each in (*folder.glob("*.journal"), *folder.glob("*.lock"))}:
        with locked(path.with_suffix(".lock")) as is_free:
            if is_free:
                path.unlink(missing_ok=True)
            else:
                left += 1
    return left


def _undo_info(folder: Path) -> Kept:
    states = []
    for path in folder.glob("*/*/*.before"):
        with contextlib.suppress(OSError):
            states.append(path.stat())
    times = [int(state.st_mtime) for state in states]
    size = sum(state.st_size for state in states)
    return Kept(len(states), size, min(times, default=None), max(times, default=None))


def _undo_clear(folder: Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    return sum(1 for _ in folder.glob("*/*/*.before"))


CACHES: Mapping[str, Cache] = {
    "grammar": Cache("answers of grammar engines", cache_file, LIMIT, True, _store_info, _store_clear),
    "results": Cache("results of checks", results_file, LIMIT, True, _store_info, _store_clear),
    "names": Cache("names, and what is predicted for them", names_file, NAMES_LIMIT, True, _store_info, _store_clear),
    "runs": Cache(
        "journals of interrupted runs, for --resume", journals_folder, None, False, _journals_info, _journals_clear
    ),
    "undo": Cache("what the last run replaced, for undo", undo_folder, None, False, _undo_info, _undo_clear),
}
