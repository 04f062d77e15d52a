"""Worker processes for the files of a run: outcomes in the order of the sources, few files in flight.

Where a fork is safe (Linux, and nothing else is running in this process) a worker is a copy of its leader, which has
built everything that all files need: that costs no time, and memory that is only read is shared. Elsewhere it is a
fresh interpreter that builds all of it for itself. It is then given files over a pipe of its own. When one dies, the
file it was at is reported and a new worker takes its place; the library's executors would give up the whole run. A
worker ends when its pipe does, so none outlives the process that leads.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from cleanup.core.model import FileError
from cleanup.errors import CleanupError
from cleanup.files.discover import STDIN, Source

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

Outcome = TypeVar("Outcome")
Made = TypeVar("Made", covariant=True)

_AHEAD = 2
"""Files that a worker is given at a time, so that it need not wait for the next one."""
_WINDOW = 8
"""Files a worker that may be under way or waiting for an earlier one: what bounds the memory."""
_FALSE_STARTS = 3
"""Workers in a row that may die before they are ready."""
_PATIENCE = 5.0
"""Seconds that a worker has to tidy up when it is told to end."""
_THREADS = Path("/proc/self/task")
"""Where Linux lists the threads of this process, those of libraries too."""


class Work(Protocol[Made]):
    """What is done with files. It can be pickled, and a copy of it goes on by itself in another process.

    It is a context: at its end, which comes in every process, it closes what it has opened there.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def prepare(self) -> None:
        """Build what all files need and find out what depends on all of them. Comes before the first file."""

    def do(self, source: Source) -> Made | FileError:
        """What comes of a file. It does not raise."""

    def tidy(self, source: Source) -> None:
        """The process that was at a file is dead: take away what it may have left half-done. It does not raise."""


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    sources: Iterable[Source | Outcome | FileError],
    jobs: int,
    work: Work[Outcome],
    started: Callable[[], None] = lambda: None,
) -> Iterator[Outcome | FileError]:
    """What the work makes of each source, in their order, done by ``jobs`` processes. What is no source stays as it is.

    Standard input is for this process, when it is its turn. ``started`` is called when the workers are there: threads
    had better not start earlier. Raises CleanupError when no worker can be started.
    """
    waiting: deque[tuple[int, Source | Outcome | FileError]] = deque()
    numbered = enumerate(sources)
    with work, _Crew(jobs, work, started) as crew:
        while True:
            while len(waiting) < jobs * _WINDOW and (following := next(numbered, None)) is not None:
                waiting.append(following)
                number, source = following
                if isinstance(source, Source):
                    crew.start()
                    if source.path != STDIN:
                        crew.give(number, source)
            if not waiting:
                return
            number, source = waiting.popleft()
            if not isinstance(source, Source):
                yield source
            elif source.path != STDIN:
                yield crew.outcome(number)
            else:
                yield work.do(source)


class Helpers(Generic[Outcome]):
    """Processes that do the same kind of work for their leader again and again, until the context ends.

    They start with the first task. Raises CleanupError when none can be started.
    """

    def __init__(self, jobs: int, work: Work[Outcome]) -> None:
        self._work = work
        self._ahead = jobs * _WINDOW
        self._crew = _Crew(jobs, work, lambda: None)
        self._given = 0

    def __enter__(self) -> Helpers[Outcome]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._crew.__exit__(kind, error, trace)

    def each(self, tasks: Iterable[Source]) -> Iterator[Outcome | FileError]:
        """What comes of each task, in order; a FileError for one at which its process died."""
        waiting: deque[int] = deque()
        following = iter(tasks)
        while True:
            while len(waiting) < self._ahead and (task := next(following, None)) is not None:
                self._crew.start()
                self._crew.give(self._given, task)
                waiting.append(self._given)
                self._given += 1
            if not waiting:
                return
            yield self._crew.outcome(waiting.popleft())


class _Member(Generic[Outcome]):
    """A worker process as its leader sees it: what it was given and has not answered yet, oldest first."""

    def __init__(self, work: Work[Outcome], others: Iterable[_Member[Outcome]]) -> None:
        making = _making()
        self.connection, theirs = making.Pipe()
        # A copy has the leader's ends of all pipes, and would keep its fellows waiting when the leader is gone.
        inherited = [self.connection, *(other.connection for other in others)]
        arguments = (theirs, work, inherited if isinstance(making, ForkContext) else (), gc.get_threshold())
        self.process: BaseProcess = making.Process(target=_work, args=arguments, daemon=True)
        self.given: deque[tuple[int, Source]] = deque()
        self.is_ready = False
        try:
            with _signals_later():
                self.process.start()
        finally:
            theirs.close()

    def give(self, number: int, source: Source) -> None:
        self.given.append((number, source))
        with contextlib.suppress(OSError):  # a dead one is noticed when it is listened to
            self.connection.send((number, source))

    def buried(self) -> str:
        """How it died, in words."""
        self.connection.close()
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


class _Crew(Generic[Outcome]):
    """The workers of a run."""

    def __init__(self, jobs: int, work: Work[Outcome], started: Callable[[], None]) -> None:
        self._work = work
        self._jobs = jobs
        self._started = started
        self._is_started = False
        self._members: list[_Member[Outcome]] = []
        self._queue: deque[tuple[int, Source]] = deque()
        self._outcomes: dict[int, Outcome | FileError] = {}
        self._false_starts = 0

    def __enter__(self) -> _Crew[Outcome]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers: at once, but none in the middle of writing."""
        members, self._members = self._members, []
        try:
            for member in members:
                member.connection.close()
                if error is not None:
                    member.process.terminate()
            for member in members:
                member.process.join(_PATIENCE)
        finally:
            for member in members:
                if member.process.is_alive():
                    member.process.kill()
                    member.process.join()
            if self._is_started:
                gc.unfreeze()

    def start(self) -> None:
        """Have everything that files need built, and the workers there."""
        if self._is_started:
            return
        self._is_started = True
        self._work.prepare()
        gc.freeze()  # what was built stays: nobody need look it through again, and copies of the pages are not needed
        for _ in range(self._jobs):
            self._members.append(_Member(self._work, self._members))
        self._started()

    def give(self, number: int, source: Source) -> None:
        """Have a worker take a file, now or when one is free."""
        self._queue.append((number, source))
        self._distribute()

    def outcome(self, number: int) -> Outcome | FileError:
        """What came of a file that was given; waits for it."""
        while number not in self._outcomes:
            self._listen()
        return self._outcomes.pop(number)

    def _distribute(self) -> None:
        while self._queue:
            member = min(self._members, key=lambda each: len(each.given), default=None)
            if len(self._members) < self._jobs and (member is None or member.given):
                member = _Member(self._work, self._members)
                self._members.append(member)
            if member is None or len(member.given) >= _AHEAD:
                return
            member.give(*self._queue.popleft())

    def _listen(self) -> None:
        """Take what the workers have to say, and give them more."""
        talking = wait([member.connection for member in self._members])
        for member in [each for each in self._members if each.connection in talking]:
            try:
                answer: Outcome | FileError | None = member.connection.recv()
            except (EOFError, OSError):
                self._died(member)
                continue
            self._false_starts = 0
            if member.is_ready:
                self._outcomes[member.given.popleft()[0]] = answer  # type: ignore[assignment]
            member.is_ready = True
        self._distribute()

    def _died(self, member: _Member[Outcome]) -> None:
        """The file that it was at is lost, the others it was given are not; a new worker comes with the next file."""
        self._members.remove(member)
        how = member.buried()
        if not member.is_ready:
            self._false_starts += 1
            if self._false_starts > _FALSE_STARTS:
                raise CleanupError(f"worker processes die at their start ({how})", hint="Use --jobs 1.")
        elif member.given:
            number, source = member.given.popleft()
            hint = "The file is whole, as it was or cleaned. If memory is short, use fewer --jobs or smaller files."
            self._outcomes[number] = FileError(source.path, f"the process that worked on it died ({how})", hint)
            self._work.tidy(source)
        self._queue.extendleft(reversed(member.given))


def _making() -> ForkContext | SpawnContext:
    """How a worker is made. A fork copies no other threads, but the locks that they hold: for ever."""
    if sys.platform == "linux" and threading.active_count() == 1 and len(list(_THREADS.iterdir())) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


@contextlib.contextmanager
def _signals_later() -> Iterator[None]:
    """Hold signals back while a worker is started: the worker inherits that, until it has decided for itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    connection: Connection, work: Work[Outcome], inherited: Sequence[Connection], thresholds: tuple[int, int, int]
) -> None:
    """The life of a worker: say that it is ready, then answer every file, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the leader decides
    signal.signal(signal.SIGTERM, _end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    sys.unraisablehook = _unless_ending
    gc.set_threshold(*thresholds)
    for other in inherited:
        other.close()
    with contextlib.suppress(EOFError, OSError):
        connection.send(None)
        with work:
            work.prepare()
            while not _told_to_end.is_set():
                _number, source = connection.recv()
                connection.send(work.do(source))


_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})
_told_to_end = threading.Event()


def _end(_number: int, _frame: FrameType | None) -> None:
    """Leave in good order: engines are closed, half-written files removed."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _told_to_end.set()
    raise SystemExit(0)


def _unless_ending(raised: UnraisableHookArgs) -> None:
    """Report what could not be raised, but not the end of the worker: where that meets a finalizer, which swallows it,
    the worker ends after the file it is at."""
    if not isinstance(raised.exc_value, SystemExit):
        sys.__unraisablehook__(raised)
