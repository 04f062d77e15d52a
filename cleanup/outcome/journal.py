"""The journal of a run that writes files: what is done, so that the run can go on where it was interrupted.

It lies in the cache folder, under a name made of the folder in which the command runs, its paths and where it writes
to. What becomes of a file is noted by whoever does it, *before* it is written: it counts as done only while its bytes
are those that were noted. So nothing is done twice or left out, and what was edited since is done again. A run that
comes to its end takes its journal away.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from cleanup.files.discover import STDIN, Source
from cleanup.outcome.account import Account, Wanted
from cleanup.outcome.grounds import Ground, Grounds, options
from cleanup.outcome.lock import locked
from cleanup.outcome.records import (
    Record,
    from_account,
    from_evidence,
    line_of,
    record_in,
    records_in,
    to_account,
    to_evidence,
)
from cleanup.rules.chapter.standing import Chapters, from_fields, to_fields
from cleanup.run.batch import Evidence, Job, digest, target_of
from cleanup.storage import program
from cleanup.storage.folder import cache_folder, doubts, make_private
from cleanup.storage.store import key_of

VERSION = 1
"""Of the way journals are written."""
KEPT = 30 * 86_400
"""Seconds after which a journal that nobody went on with is thrown away."""


def journals_folder() -> Path:
    """Where journals are kept. It need not exist."""
    return cache_folder() / "runs"


def journal_path(paths: Sequence[str], job: Job) -> Path:
    """The journal of a command."""
    to = "" if job.output is None else str(job.output.absolute())
    return journals_folder() / f"{key_of(str(Path.cwd()), to, *paths).hex()[:32]}.journal"


class Log:
    """Appends lines to a journal, in any process. What cannot be noted is not: that costs only the time to do it again.

    It can be pickled; each process opens the file for itself.
    """

    def __init__(self, path: Path, job: Job) -> None:
        self._path = path
        self._job = job
        self._file: int | None = None
        self._process = 0
        self._is_broken = False
        self._grounds: Grounds | None = None
        self._noted: set[str] = set()

    def __reduce__(self) -> tuple[type[Log], tuple[Path, Job]]:
        return Log, (self._path, self._job)

    def note(self, account: Account) -> None:
        """Note what becomes of a file, unless something about it could not be done: that may be different next time."""
        if account.problems:
            return
        self._grounds = self._grounds or Grounds(self._job)
        ground = self._grounds.of(account.path)
        if ground is not None:
            if ground.key not in self._noted:
                self._noted.add(ground.key)
                self.append({"ground": asdict(ground)})
            self.append(from_account(account, ground.key))

    def append(self, record: Record) -> None:
        """Append a record, in one piece."""
        if self._is_broken:
            return
        line = line_of(record)
        try:
            if self._file is None or self._process != os.getpid():
                self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
                self._process = os.getpid()
            self._is_broken = os.write(self._file, line) != len(line)
        except OSError:
            self._is_broken = True

    def close(self) -> None:
        """Close the file, where this process has opened it."""
        if self._file is not None and self._process == os.getpid():
            os.close(self._file)
        self._file = None


class Journal:
    """The journal of a run, as the process that leads it sees it.

    ``resume``: go on with the run that was interrupted, if there is one. ``notes`` say what comes of that; ``evidence``
    and ``chapters`` are what the files of that run said, before anything was written. ``log`` is for those who do the
    work; ``None`` when no journal can be kept, which is no reason not to run.
    """

    def __init__(self, paths: Sequence[str], job: Job, wanted: Wanted, *, resume: bool) -> None:
        self.notes: list[str] = []
        self.evidence: Evidence | None = None
        self.chapters: Chapters | None = None
        self.log: Log | None = None
        self._job = job
        self._wanted = wanted
        self._grounds = Grounds(job)
        self._places: dict[bytes, tuple[int, int]] = {}
        self._lacks_shown = self._lacks_patch = False
        self._path = journal_path(paths, job)
        self._lock = contextlib.ExitStack()
        try:
            make_private(self._path.parent)
            if why := doubts(cache_folder()) or doubts(self._path.parent) or doubts(self._path):
                self._complain(f"no journal is kept, because {why}", resume)
                return
            _forget_old(self._path.parent)
            self._path.touch(0o600)
            if not self._path.is_file():
                self._complain(f"no journal can be kept: {self._path} is no file", resume)
                return
            is_free = self._lock.enter_context(locked(self._path.with_suffix(".lock")))
        except OSError as error:
            self._complain(f"no journal can be kept in {self._path.parent}: {error.strerror or error}", resume)
            return
        if not is_free:
            self._complain("the same command is running just now", resume)
            return
        self._take_up(resume)

    def _complain(self, what: str, resume: bool) -> None:
        if resume:
            self.notes.append(f"{what}. Starting from the beginning.")

    def _take_up(self, resume: bool) -> None:
        header, grounds, count = self._read()
        if header is None or self.evidence is None:
            self._complain("there is no interrupted run of this command in this folder", resume)
        elif not resume:
            if count:
                files = "1 file" if count == 1 else f"{count} files"
                self.notes.append(
                    f"an interrupted run of this command had done {files}; --resume would have gone on with it."
                )
        elif why := self._changed(header, grounds):
            self._complain(f"the interrupted run is not gone on with: {why}", resume)
        else:
            self._compare(header)
            self.log = Log(self._path, self._job)
            return
        self.evidence = self.chapters = None
        self._places.clear()
        with contextlib.suppress(OSError):
            os.truncate(self._path, 0)
            self.log = Log(self._path, self._job)

    def _read(self) -> tuple[Record | None, list[Ground], int]:
        """The header of the journal that is there, its grounds, and how many files it has."""
        header: Record | None = None
        grounds: list[Ground] = []
        try:
            for offset, length, record in records_in(self._path):
                if "journal" in record:
                    header = record
                elif "evidence" in record:
                    self.evidence = to_evidence(record)
                    self.chapters = from_fields(record["chapters"])
                elif "account" in record:
                    self._places[_key(record["file"])] = offset, length
                else:
                    grounds.append(Ground(**record["ground"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None, [], 0
        return header, grounds, len(self._places)

    def _changed(self, header: Record, grounds: list[Ground]) -> str:
        """Why a journal is not one of this run, in words; empty when it is."""
        if header["journal"] != VERSION or header["program"] != program.fingerprint():
            return "cleanup itself has changed since"
        then, now = header["options"], options(self._job)
        if different := sorted(name for name in {**then, **now} if then.get(name) != now.get(name)):
            return f"other options are given now ({', '.join(different)})"
        return next(filter(None, map(self._grounds.change, grounds)), "")

    def _compare(self, header: Record) -> None:
        """Note what is now to be told of each file and was not then."""
        self._lacks_shown = header["shown"] != repr((self._wanted.style, self._wanted.terminal))
        self._lacks_patch = not header["patch"]
        if self._wanted.patch and self._lacks_patch:
            self.notes.append("--diff was not given before the interruption: its file holds only what is done now.")
        if self._wanted.style and self._lacks_shown:
            self.notes.append("other output was asked for before the interruption: only what is done now is shown.")

    def begin(self, evidence: Evidence, chapters: Chapters | None = None) -> None:
        """Note what the sample of the run says, and its files of each other. Comes before the first file is done."""
        if self.log is not None and self.evidence is None:
            shown = repr((self._wanted.style, self._wanted.terminal))
            self.log.append(
                {
                    "journal": VERSION,
                    "program": program.fingerprint(),
                    "options": options(self._job),
                    "shown": shown,
                    "patch": self._wanted.patch,
                }
            )
            self.log.append({**from_evidence(evidence), "chapters": to_fields(chapters or Chapters())})

    def done(self, source: Source) -> Account | None:
        """The account of a file that was done before the interruption and is as it was left then."""
        if not self._places or source.path == STDIN or (place := self._places.get(_key(source.path))) is None:
            return None
        try:
            with self._path.open("rb") as file:
                file.seek(place[0])
                record = record_in(file.read(place[1]))
            ground = self._grounds.of(source.path)
            if record is None or ground is None or record["ground"] != ground.key:
                return None
            account = to_account(record)
            if not self._is_as_left(source, account):
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if self._lacks_shown:
            account = replace(account, shown=b"")
        return replace(account, patch=b"") if self._lacks_patch or not self._wanted.patch else account

    def _is_as_left(self, source: Source, account: Account) -> bool:
        target = target_of(source, self._job)
        if target is None or digest(target.read_bytes()) != account.after:
            return False
        return self._job.output is None or digest(Path(source.path).read_bytes()) == account.before

    def count(self) -> int:
        """How many files are noted now. Raises nothing."""
        try:
            return len({record["file"] for _offset, _length, record in records_in(self._path) if "account" in record})
        except (OSError, ValueError):
            return 0

    def finish(self) -> None:
        """The run has come to its end: there is nothing to go on with."""
        if self.log is not None:
            self.log.close()
            with contextlib.suppress(OSError):
                self._path.unlink()

    def close(self) -> None:
        """Let go of the journal; it stays unless the run was finished, or has done nothing."""
        if self.log is not None:
            self.log.close()
            with contextlib.suppress(OSError):
                if self._path.stat().st_size == 0:
                    self._path.unlink()
        self._lock.close()


def _key(path: str) -> bytes:
    return digest(path.encode("utf-8", "surrogatepass"))


def _forget_old(folder: Path) -> None:
    """Throw away journals that nobody went on with for long."""
    for path in [*folder.glob("*.journal"), *folder.glob("*.lock")]:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink()
