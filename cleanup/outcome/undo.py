"""What files held before a run replaced them, so that the last run in a folder can be taken back.

It lies in the cache folder, by the folder in which the command ran, a file for each that was replaced. Only the last
run that replaced anything is kept. Nothing is restored over what was changed since.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleanup.errors import CleanupError, DocumentError
from cleanup.files.write import write_atomically
from cleanup.run.batch import digest
from cleanup.storage.folder import cache_folder, doubts, make_private
from cleanup.storage.store import key_of

_ENDING = ".before"
_LEVEL = 1


def undo_folder() -> Path:
    """Where it is kept, for all folders. It need not exist."""
    return cache_folder() / "undo"


def runs_folder(here: Path) -> Path:
    """Where it is kept of the runs in a folder."""
    return undo_folder() / key_of(str(here)).hex()[:32]


class Keeper:
    """Keeps what files hold before they are replaced. It can be pickled, and used in several processes at once.

    ``backup``: a copy is put beside each file, too.
    """

    def __init__(self, folder: Path | None, *, backup: bool = False) -> None:
        self._folder = folder
        self._backup = backup

    def keep(self, path: str, after: bytes) -> str:
        """Keep what is in a file that is to get the content of digest ``after``; why that cannot be, in words, or an
        empty string. Raises DocumentError when there is to be a backup and cannot be one."""
        data = Path(path).read_bytes()
        if self._backup:
            _copy(Path(path), data)
        if self._folder is None:
            return ""
        try:
            make_private(self._folder)
            place = Path(path).absolute()
            header = {"path": os.fsencode(place).hex(), "before": digest(data).hex(), "after": after.hex()}
            record = json.dumps(header).encode() + b"\n" + zlib.compress(data, _LEVEL)
            name = digest(os.fsencode(place)).hex() + _ENDING
            if not (self._folder / name).exists():  # a run that was resumed: what was there at first counts
                (self._folder / f"{name}.new").write_bytes(record)
                (self._folder / f"{name}.new").replace(self._folder / name)
        except OSError as error:
            return f"`cleanup undo` will not know this run: {error.strerror or error}"
        return ""


def _copy(path: Path, data: bytes) -> None:
    """Put a copy of a file beside it; one that is there stays."""
    number = 1
    while (copy := path.with_name(f"{path.name}.bak{number if number > 1 else ''}")).exists():
        if copy.read_bytes() == data:
            return
        number += 1
    try:
        write_atomically(copy, data)
        shutil.copymode(path, copy)
    except OSError as error:
        hint = "The file itself was left as it was."
        raise DocumentError(f"cannot make a backup: {error.strerror or error}", where=str(path), hint=hint) from error


def new_run(here: Path, *, resume: bool = False) -> Path | None:
    """The folder for what a run replaces, which need not exist; with ``resume``, that of the run before. ``None`` where
    nothing can be kept safely."""
    runs = runs_folder(here)
    if any(doubts(folder) for folder in (cache_folder(), undo_folder(), runs)):
        return None
    if resume and (last := last_run(here)) is not None:
        return last
    return runs / f"{time.time_ns():020}-{os.getpid()}"


def last_run(here: Path) -> Path | None:
    """The folder of the last run that replaced something."""
    runs = runs_folder(here)
    try:
        folders = sorted((folder for folder in runs.iterdir() if any(folder.glob(f"*{_ENDING}"))), reverse=True)
    except OSError:
        return None
    return next(iter(folders), None)


def forget_older(here: Path) -> None:
    """Throw away what is kept of runs before the last one."""
    last = last_run(here)
    with contextlib.suppress(OSError):
        for folder in runs_folder(here).iterdir():
            if folder != last:
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A file that was replaced: the record of it, and digests of what it held and holds."""

    record: Path
    path: Path
    before: str
    after: str

    @property
    def state(self) -> str:
        """Why it cannot be restored, in words; empty when it can."""
        try:
            now = digest(self.path.read_bytes()).hex()
        except OSError as error:
            return (error.strerror or str(error)).lower()
        return "" if now in (self.before, self.after) else "changed since"

    def restore(self) -> None:
        """Put back what it held, and forget it. Raises DocumentError."""
        if digest(self.path.read_bytes()).hex() != self.before:
            data = zlib.decompress(self.record.read_bytes().partition(b"\n")[2])
            if digest(data).hex() != self.before:
                raise DocumentError("what was kept of it is damaged", where=str(self.path))
            write_atomically(self.path, data)
        self.record.unlink()


def replaced(run: Path) -> Iterator[Replaced]:
    """The files that a run replaced, in order of their paths. Raises CleanupError for a record that cannot be read."""
    if why := next(filter(None, map(doubts, (cache_folder(), undo_folder(), run.parent, run))), ""):
        raise CleanupError(f"what is kept of the last run is not believed, because {why}")
    found = []
    for record in run.glob(f"*{_ENDING}"):
        try:
            with record.open("rb") as file:
                header = json.loads(file.readline())
            path = Path(os.fsdecode(bytes.fromhex(header["path"])))
            found.append(Replaced(record, path, header["before"], header["after"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CleanupError("a record of the last run is damaged", where=str(record)) from error
    yield from sorted(found, key=lambda each: each.path)
