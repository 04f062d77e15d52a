"""The files of a run on a cluster of machines: Dask (`distributed`) decides who does which.

What is done with a file is the same as on one machine (`cleanup.run.pool.Work`): each process of the cluster unpickles
it once, with the evidence that the leader gathered before the first file. All machines see the files under the same
paths. When a process dies, Dask gives its files to others; a file at which several died in turn is reported.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from cleanup.core.model import FileError
from cleanup.errors import CleanupError
from cleanup.files.discover import STDIN, Source
from cleanup.run.pool import Work, cores

Outcome = TypeVar("Outcome")
LOCAL = "local"
"""Instead of an address: processes of this machine, for as long as the run takes."""
_WINDOW = 8
"""Files a process that may be under way or waiting for an earlier one."""

_works: dict[bytes, Work[Any]] = {}
_one_at_a_time = threading.Lock()


def on_cluster(
    sources: Iterable[Source | Outcome | FileError], address: str, jobs: int | None, work: Work[Outcome]
) -> Iterator[Outcome | FileError]:
    """What the work makes of each source, in their order, done by the processes of a cluster. What is no source stays
    as it is; standard input is for this process.

    ``address`` is that of a scheduler, or `LOCAL`, which starts ``jobs`` processes (by default one for each core).
    Raises CleanupError when there is no cluster to be had.
    """
    dask = _dask()
    waiting: deque[tuple[Source | Outcome | FileError, Any]] = deque()
    following = iter(sources)
    with work:
        work.prepare()
        with _connected(address, jobs) as client:
            made = pickle.dumps(work)
            key = blake2b(made, digest_size=16).digest()
            task = client.scatter(made, broadcast=True, hash=False)
            most = _WINDOW * max(1, len(client.ncores()))
            done: dict[str, Source] = {}
            while True:
                while len(waiting) < most and (source := next(following, None)) is not None:
                    future = None
                    if isinstance(source, Source) and source.path != STDIN:
                        future = client.submit(_do, task, key, str(Path.cwd()), source, pure=False)
                        done[str(Path(source.path).parent)] = source
                    waiting.append((source, future))
                if not waiting:
                    break
                source, future = waiting.popleft()
                if not isinstance(source, Source):
                    yield source
                elif future is None:
                    yield work.do(source)
                else:
                    try:
                        outcome: Outcome | FileError = future.result()
                    except dask.KilledWorker as error:
                        hint = "The file is whole, as it was or cleaned. If memory is short, give each process more."
                        outcome = FileError(source.path, f"the processes that worked on it died: {error}", hint)
                    yield outcome
        for source in done.values():  # a process that died may have left a file half-written beside the others
            work.tidy(source)


def _dask() -> Any:
    return import_module("distributed")


@contextmanager
def _connected(address: str, jobs: int | None) -> Iterator[Any]:
    """A connection to a scheduler; to one of this process's own for `LOCAL`, which ends with it."""
    dask = _dask()
    with ExitStack() as stack:
        try:
            if address == LOCAL:
                count = jobs or cores()
                cluster = dask.LocalCluster(
                    n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None
                )
                client = stack.enter_context(dask.Client(stack.enter_context(cluster)))
            else:
                client = stack.enter_context(dask.Client(address))
        except (OSError, ValueError) as error:
            raise CleanupError(
                f"cannot reach a Dask scheduler at “{address}”: {error}",
                hint="Start one with `dask scheduler`, or use --cluster local.",
            ) from None
        yield client


def _do(made: bytes, key: bytes, folder: str, source: Source) -> Any:
    """Do a file in a process of the cluster. Files come one at a time, whatever number of threads it has."""
    with _one_at_a_time:
        work = _works.get(key)
        if work is None:
            os.chdir(folder)
            for other in _works.values():
                other.__exit__(None, None, None)
            _works.clear()
            work = pickle.loads(made)
            work.__enter__()
            work.prepare()
            _works[key] = work
        return work.do(source)
