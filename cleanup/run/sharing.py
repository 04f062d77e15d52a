"""The pieces of one long text, done by several processes.

The process that reads and writes the file cuts its text, has the pieces done and puts together what comes of them; see
`cleanup.core.divided`. What its helpers cannot know, the answers of the whole text, it sends with each piece. A piece
that needs an answer which nobody has asked for before comes back with the question; one whose helper died it does
itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any

from cleanup.cleaner import About, Cleaner
from cleanup.core.divided import Do, Settled, Task
from cleanup.core.model import FileError
from cleanup.core.whole import Measure, UnansweredError, Whole
from cleanup.files.discover import Source
from cleanup.run.pool import Helpers

if TYPE_CHECKING:
    from cleanup.run.batch import Job
    from cleanup.settings.config import Config


@dataclass(frozen=True, slots=True)
class PieceOfFile(Source):
    """A piece of the text of a file, as something to be done. ``answers`` are what the whole text says as far as that
    is known when the piece is sent."""

    about: About | None = None
    task: Task | None = None
    answers: dict[Measure, Any] = field(default_factory=dict)


class PieceWork:
    """Does pieces for one job and configuration. A copy of the process has the cleaner; another one builds its own."""

    def __init__(self, job: Job, config: Config, cleaner: Cleaner | None = None) -> None:
        self._built_from = job, config
        self._cleaner = cleaner

    def __reduce__(self) -> tuple[type[PieceWork], tuple[Job, Config]]:
        return PieceWork, self._built_from

    def __enter__(self) -> PieceWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open: no stage that asks an engine is done in pieces."""

    def prepare(self) -> None:
        """Build the cleaner."""
        if self._cleaner is None:
            from cleanup.run.batch import Worker

            job, config = self._built_from
            self._cleaner = Worker(job).cleaner_for(config)

    def do(self, source: Source) -> Settled | Measure | FileError:
        """What comes of a piece, or the question that has to be answered first."""
        if self._cleaner is None or not isinstance(source, PieceOfFile) or source.about is None or source.task is None:
            return FileError(source.path, "is no piece of a text")
        try:
            return self._cleaner.settle(source.about, source.task, Whole(answers=source.answers))
        except UnansweredError as error:
            return error.measure

    def tidy(self, _source: Source) -> None:
        """A piece leaves nothing behind."""


class Sharing:
    """Has the pieces of long texts done by ``jobs`` processes, which start when they are needed."""

    def __init__(self, jobs: int, job: Job, config: Config, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        self._helpers = Helpers[Settled | Measure](jobs, PieceWork(job, config, cleaner))

    def close(self) -> None:
        """End the processes."""
        self._helpers.__exit__(None, None, None)

    def __call__(self, about: About) -> Do:
        """Who does the pieces of one text."""

        def do(tasks: Sequence[Task], whole: Whole) -> Iterator[Settled]:
            # The first piece is done here: it asks most of what all of them ask.
            for task in tasks[:1]:
                yield self._cleaner.settle(about, task, whole)
            yield from self._shared(about, tasks[1:], whole)

        return do

    def _shared(self, about: About, tasks: Sequence[Task], whole: Whole) -> Iterator[Settled]:
        given = (PieceOfFile(about.path, about=about, task=task, answers=whole.answers) for task in tasks)
        for task, outcome in zip(tasks, self._helpers.each(given), strict=True):
            if isinstance(outcome, Settled):
                yield outcome
            else:
                yield self._cleaner.settle(about, task, whole)
