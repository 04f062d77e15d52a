"""Cleans many files and tells of each what is wanted of it, in whatever process it was cleaned."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from functools import partial
from itertools import chain, islice
from types import TracebackType

from cleanup.batch import SAMPLE, Job, Worker, each_done, processes, sampling
from cleanup.core.model import FileError
from cleanup.files.discover import Source
from cleanup.reports.account import Account, Wanted, account_of


def tell_all(
    sources: Iterable[Source | FileError], job: Job, wanted: Wanted, jobs: int | None = 1
) -> Generator[Account | FileError, None, None]:
    """As `cleanup.batch.clean_all`, but for each file that was cleaned comes the account of it."""
    ahead = iter(sources)
    first = list(islice(ahead, SAMPLE))
    job = sampling(job, first)
    yield from each_done(chain(first, ahead), job, processes(jobs, first), partial(Teller, wanted=wanted))


class Teller:
    """Cleans files for one job and gives an account of each."""

    def __init__(self, job: Job, wanted: Wanted) -> None:
        self._worker = Worker(job)
        self._wanted = wanted

    def __enter__(self) -> Teller:
        self._worker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.__exit__(kind, error, trace)

    def prepare(self) -> None:
        """Look at the sample."""
        self._worker.prepare()

    def do(self, source: Source) -> Account | FileError:
        """Clean a file, and give an account of it."""
        return self._worker.attempt(source, self._told)

    def _told(self, source: Source) -> Account:
        return account_of(self._worker.cleaned(source), self._wanted)
