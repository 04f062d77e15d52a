"""Checks many files: what cleaning would change in them, and what it would leave for a person."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from types import TracebackType

from cleanup.core.model import FileError, FileResult
from cleanup.files.discover import Source
from cleanup.gate.found import Checked, found_in
from cleanup.gate.results import Results
from cleanup.gate.unused import unused_ignores
from cleanup.run.batch import Job, Text, Worker, comparing, each_done, processes, sampling
from cleanup.run.survey import MOST
from cleanup.storage.store import Store

Content = Callable[[str], bytes | None]
"""What is to be checked of a file when that is not what is on the disk. Workers get it, so it can be pickled."""


def as_on_disk(_path: str) -> bytes | None:
    """Nothing else than what is on the disk."""
    return None


def check_all(
    sources: Iterable[Source | FileError],
    job: Job,
    content: Content = as_on_disk,
    store: Store | None = None,
    jobs: int | None = 1,
) -> Generator[Checked | FileError, None, None]:
    """Check every source, in order, each text by itself; what cannot be checked becomes a FileError in its place.

    Without a sample in the job, the first sources are it. With a store, which nobody has used yet, what is in it is
    not checked again. ``jobs`` is as for `cleanup.run.batch.clean_all`.
    """
    ahead = iter(sources)
    first = list(islice(ahead, MOST))
    job = comparing(job if job.sample else sampling(job, first, jobs), first)
    working = partial(Checker, content=content, store=store)
    for outcome in each_done(chain(first, ahead), job, processes(jobs, first), working):
        if isinstance(outcome, FileError):
            yield outcome
        else:
            yield from outcome


class Checker:
    """Checks files for one job, keeping what is expensive to build for the next file."""

    def __init__(self, job: Job, content: Content = as_on_disk, store: Store | None = None) -> None:
        self._built_from = job, content, store
        self._worker = Worker(job)
        self._results = Results(store, self._worker) if store is not None else None
        self._content = content

    def __enter__(self) -> Checker:
        self._worker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.__exit__(kind, error, trace)
        if self._results is not None:
            self._results.close()

    def __reduce__(self) -> tuple[type[Checker], tuple[Job, Content, Store | None]]:
        """Another process builds all of it anew."""
        return Checker, self._built_from

    def prepare(self) -> None:
        """Look at the sample of the run, unless results that are kept may make that unnecessary."""
        if self._results is None:
            self._worker.prepare()

    def do(self, source: Source) -> tuple[Checked, ...] | FileError:
        """Check the texts in a file."""
        return self._worker.attempt(source, self._check)

    def tidy(self, _source: Source) -> None:
        """There is nothing that a check leaves."""

    def _check(self, source: Source) -> tuple[Checked, ...]:
        opened = self._worker.open(source, self._content(source.path))
        return tuple(self._checked(read) for read in opened.texts())

    def _checked(self, read: Text) -> Checked:
        key = self._results.key(read) if self._results is not None else None
        if self._results is None or key is None:
            return self._fresh(read)
        checked = self._results.get(key, read)
        if checked is None:
            checked = self._fresh(read)
            self._results.put(key, checked)
        return replace(checked, notes=(*checked.notes, *self._results.notes)) if self._results.notes else checked

    def _fresh(self, read: Text) -> Checked:
        cleaner, standing = self._worker.cleaner(read), self._worker.standing(read)
        beside = self._worker.beside(read)

        def clean(text: str) -> FileResult:
            return cleaner.clean(
                text,
                path=read.path,
                format=read.format,
                standing=standing,
                beside=beside,
                sharing=self._worker.sharing(read),
            )

        result = clean(read.text)
        found = found_in(result, lambda text: cleaner.names_in(text, path=read.path))
        if unused := unused_ignores(read.text, read.config, clean):
            found = tuple(sorted((*found, *unused), key=lambda each: (each.span, each.rule)))
        return Checked(
            path=read.path,
            text=read.text,
            found=found,
            engine=result.engine,
            faults=result.faults,
            unchecked=result.unchecked,
            notes=(*result.notes, *self._worker.notes_on_source(read, beside)),
            unlisted=result.unlisted,
        )
