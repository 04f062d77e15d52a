"""What can be decided about in the files of a run: every change, suggestion and report, with where it is."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from cleanup.core.judging import Proposed, Subject
from cleanup.core.model import FileError
from cleanup.decisions.file import FILE_NAME
from cleanup.files.discover import Source
from cleanup.reports.location import Lines
from cleanup.run.batch import Job, Worker, comparing, each_done, processes, sampling
from cleanup.run.survey import MOST
from cleanup.settings.config import Config


class Place(NamedTuple):
    """A proposal and where it is.

    ``path`` is that of the text, ``line`` in it from 1. ``decisions`` is the file that decisions about it belong to,
    whether it exists or not, and ``glossaries`` are those that hold for it.
    """

    path: str
    line: int
    proposed: Proposed
    decisions: Path
    glossaries: tuple[Path, ...] = ()

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return self.proposed.subject


class Reviewed(NamedTuple):
    """What can be decided about in a text; ``problems`` are what could not be done."""

    path: str
    places: tuple[Place, ...] = ()
    problems: tuple[str, ...] = ()


def gather(
    sources: Iterable[Source | FileError], job: Job, beside: Path, jobs: int | None = 1
) -> Generator[Reviewed | FileError, None, None]:
    """Look through every source, in order; what cannot be read becomes a FileError in its place.

    ``beside`` is the folder for the decisions about files that have no configuration. ``jobs`` is as for
    `cleanup.run.batch.clean_all`.
    """
    ahead = iter(sources)
    first = list(islice(ahead, MOST))
    job = comparing(sampling(job, first), first)
    for outcome in each_done(chain(first, ahead), job, processes(jobs, first), partial(Proposer, beside=beside)):
        if isinstance(outcome, FileError):
            yield outcome
        else:
            yield from outcome


class Proposer:
    """Looks through files for one job."""

    def __init__(self, job: Job, beside: Path) -> None:
        self._worker = Worker(job)
        self._beside = beside

    def __reduce__(self) -> tuple[type[Proposer], tuple[Job, Path]]:
        """Another process builds all of it anew."""
        return Proposer, (self._worker.job, self._beside)

    def __enter__(self) -> Proposer:
        self._worker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.__exit__(kind, error, trace)

    def prepare(self) -> None:
        """Look at the sample of the run."""
        self._worker.prepare()

    def tidy(self, _source: Source) -> None:
        """There is nothing that a review leaves."""

    def do(self, source: Source) -> tuple[Reviewed, ...] | FileError:
        """What can be decided about in the texts of a file."""
        return self._worker.attempt(source, self._reviewed)

    def _reviewed(self, source: Source) -> tuple[Reviewed, ...]:
        reviewed = []
        for read in self._worker.open(source).texts():
            cleaner, standing = self._worker.cleaner(read), self._worker.standing(read)
            beside = self._worker.beside(read)
            result = cleaner.clean(
                read.text, path=read.path, format=read.format, standing=standing, beside=beside, proposing=True
            )
            lines = Lines(read.text)
            where = decisions_file(read.config, self._beside)
            places = tuple(
                Place(read.path, lines.location(each.span.start).line, each, where, read.config.glossaries)
                for each in result.proposals
            )
            problems = (
                *(f"{read.path}: {fault}" for fault in result.faults),
                *(f"{read.path}: not checked: {what}" for what in result.unchecked),
            )
            reviewed.append(Reviewed(read.path, places, problems))
        return tuple(reviewed)


def decisions_file(config: Config, beside: Path) -> Path:
    """Where decisions about files under a configuration are kept: in the file that is there, else beside the
    configuration, else in a folder."""
    if config.decisions is not None:
        return config.decisions.absolute()
    return (config.path.absolute().parent if config.path is not None else beside.absolute()) / FILE_NAME
