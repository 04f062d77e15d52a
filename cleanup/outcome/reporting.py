"""Cleans many files and tells of each what is wanted of it, in whatever process it was cleaned."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from types import TracebackType

from cleanup.core.model import FileError
from cleanup.files.discover import STDIN, Source
from cleanup.outcome.account import Account, Wanted, account_of
from cleanup.outcome.journal import Journal, Log
from cleanup.outcome.undo import Keeper
from cleanup.run.batch import Cleaned, Evidence, Job, Worker, comparing, each_done, processes, sampling
from cleanup.run.survey import MOST


def tell_all(
    sources: Iterable[Source | FileError],
    job: Job,
    wanted: Wanted,
    jobs: int | None = 1,
    journal: Journal | None = None,
    keeper: Keeper | None = None,
) -> Generator[Account | FileError, None, None]:
    """As `cleanup.run.batch.clean_all`, but for each file that was cleaned comes the account of it.

    With a journal, what was done before the run was interrupted is not done again, and what is done is noted. A
    ``keeper`` keeps what is replaced.
    """
    ahead = iter(sources)
    first = list(islice(ahead, MOST))
    job = sampling(job, first, jobs)
    if journal is not None and journal.chapters is not None:
        job = replace(job, chapters=journal.chapters)
    job = comparing(job, first)
    if journal is None:
        working = partial(Teller, wanted=wanted, keeper=keeper)
        yield from each_done(chain(first, ahead), job, processes(jobs, first), working)
        return
    job = replace(job, evidence=journal.evidence)
    learnt = partial(journal.begin, chapters=job.chapters)
    noting = partial(Teller, wanted=wanted, log=journal.log, learnt=learnt, keeper=keeper)
    yield from each_done(_left(chain(first, ahead), journal), job, processes(jobs, first), noting)


def _left(sources: Iterable[Source | FileError], journal: Journal) -> Iterator[Source | Account | FileError]:
    """The sources; in place of those that are done, the accounts of them."""
    for source in sources:
        yield (isinstance(source, Source) and journal.done(source)) or source


class Teller:
    """Cleans files for one job and gives an account of each; notes it in a ``log`` if there is one.

    ``learnt`` is told what the sample of the run says, once, before the first file is done.
    """

    def __init__(
        self,
        job: Job,
        wanted: Wanted,
        log: Log | None = None,
        learnt: Callable[[Evidence], None] | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self._worker = Worker(job)
        self._wanted = wanted
        self._log = log
        self._learnt = learnt
        self._keeper = keeper

    def __reduce__(self) -> tuple[type[Teller], tuple[Job, Wanted, Log | None, None, Keeper | None]]:
        """Another process builds all of it anew."""
        return Teller, (self._worker.job, self._wanted, self._log, None, self._keeper)

    def __enter__(self) -> Teller:
        self._worker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.__exit__(kind, error, trace)
        if self._log is not None:
            self._log.close()

    def prepare(self) -> None:
        """Look at the sample."""
        self._worker.prepare()
        learnt, self._learnt = self._learnt, None
        if learnt is not None:
            learnt(self._worker.evidence)

    def do(self, source: Source) -> Account | FileError:
        """Clean a file, and give an account of it."""
        return self._worker.attempt(source, self._told)

    def tidy(self, source: Source) -> None:
        """Take away what a process left that died while it was at a file."""
        self._worker.tidy(source)

    def _told(self, source: Source) -> Account:
        made: list[Account] = []

        def tell(cleaned: Cleaned) -> None:
            account = account_of(cleaned, self._wanted)
            if self._keeper is not None and cleaned.written is not None:
                note = self._keeper.keep(str(cleaned.written), cleaned.after)
                account = replace(account, notes=(*account.notes, *filter(None, [note])))
            made.append(account)
            if self._log is not None and source.path != STDIN:
                self._log.note(made[0])

        self._worker.cleaned(source, before_writing=tell)
        return made[0]
