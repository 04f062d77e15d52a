"""Cleans many files; a bad one never stops the rest.

`clean_all` is a generator of outcomes in the order of the sources. All that a worker needs is in a `Job`, which is
plain data, and all that it keeps between files is in a `Worker`: each process has one.

What is judged by the whole run, and not by a file alone, is found out before the first file is touched: `Evidence`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from cleanup.core.model import FileError, FileResult, LeftAlone
from cleanup.errors import CleanupError, DocumentError, InternalError, UnknownFormatError
from cleanup.files.decode import Encoding
from cleanup.files.discover import STDIN, Source, normal
from cleanup.files.write import has_other_names, remove_unfinished, write_atomically
from cleanup.formats.container import Container, part_path
from cleanup.formats.recognise import described, is_candidate
from cleanup.formats.registry import format_named, format_of
from cleanup.rules.chapter.standing import ALONE, Chapters, Standing
from cleanup.run.marking import with_marks
from cleanup.run.survey import MOST, compare, is_worth_it
from cleanup.run.tracking import with_tracked_changes
from cleanup.settings.config import Config, Configs, Overrides, matching
from cleanup.settings.reading import Reading, format_for, texts_in
from cleanup.untrusted.opened import read_file

if TYPE_CHECKING:
    from cleanup.cleaner import Cleaner, Survey
    from cleanup.grammar.engine import Engine
    from cleanup.grammar.settings import GrammarSettings
    from cleanup.parallel.beside import Raw, Sources
    from cleanup.run.pool import Work
    from cleanup.run.sharing import Sharing

STDIN_NAME = "<stdin>"
Outcome = TypeVar("Outcome")
SAMPLE = 24
"""How many files of a run are looked at beforehand."""
MANY_FILES, MANY_BYTES = 16, 256_000
"""From when on several processes are worth their start."""
LARGE = 1_000_000
"""Bytes of a file from which on several processes are worth their start for its pieces."""
Evidence = Mapping[Path | None, "Survey"]
"""What the sample of a run says, by the configuration file that its files are under."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked to do with each file, as plain data.

    ``config`` is the configuration file for all of them; without one the nearest above each counts. ``write`` replaces
    the files; ``output`` is the folder to write all of them to instead, mirrored from the folder ``mirrored``.
    ``stdin_name`` is the name by which standard input is to be treated. ``format`` is the one to read all files in;
    without it each has its own. ``follow_links``: whether links out of a folder count as its files.
    ``skip_unknown``: whether files that are named are treated as those of a folder. ``sample`` are files of the run
    that say what book it is, before any file is judged; ``evidence`` is what they say, when that is known.
    ``chapters`` is what all files of the run say of each other. ``tracked``: each change is left in the file for a
    person to accept or refuse. ``helpers``: how many processes share the pieces of a long text, when the run is of one
    file. ``cluster`` is the address of the Dask scheduler whose processes do the files, or ``local``.
    """

    config: Path | None = None
    overrides: Overrides = field(default_factory=Overrides)
    write: bool = False
    output: Path | None = None
    mirrored: Path | None = None
    stdin_name: str = ""
    format: str = ""
    follow_links: bool = False
    skip_unknown: bool = False
    sample: tuple[Source, ...] = ()
    evidence: Evidence | None = None
    chapters: Chapters | None = None
    tracked: bool = False
    helpers: int = 1
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read: the path it goes by, and all that decides how it is treated. ``part`` is its name in a file
    that holds several."""

    path: str
    text: str
    encoding: Encoding
    config: Config
    format: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened: the path it goes by, what it holds, and what decides how it is treated.

    ``size`` and ``digest`` are of its bytes.
    """

    path: str
    container: Container
    reading: Reading
    config: Config
    named: bool = True
    size: int = 0
    digest: bytes = b""

    def texts(self) -> Iterator[Text]:
        """The texts in it. Raises DocumentError."""
        try:
            for part in texts_in(self.container, self.reading, self.config, named=self.named):
                path = part_path(self.path, part.name)
                yield Text(path, part.text, part.encoding, self.config, part.format, part.name)
        except DocumentError as error:
            error.where = part_path(self.path, error.where) if error.where else self.path
            raise


def digest(data: bytes) -> bytes:
    """What tells the contents of files apart (16 bytes)."""
    return hashlib.blake2b(data, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that was cleaned: what came of it, how its text is encoded, and where it was written, if at all.

    Of a file that holds several texts, ``result`` and ``encoding`` are of the first, ``more`` of the others, and
    ``path`` is that of the file (empty: that of the result).
    ``size`` (in bytes) and ``before`` are of what was read; ``after`` is of what stands where the job wants the result,
    whether that had to be written or not. Both are as `digest` makes them.
    """

    result: FileResult
    encoding: Encoding
    written: Path | None = None
    size: int = 0
    before: bytes = b""
    after: bytes = b""
    path: str = ""
    more: tuple[tuple[FileResult, Encoding], ...] = ()


def clean_all(
    sources: Iterable[Source | FileError], job: Job, jobs: int | None = 1
) -> Generator[Cleaned | FileError, None, None]:
    """Clean every source, in order; what cannot be cleaned becomes a FileError in its place and stays as it was.

    ``jobs`` is the number of processes, 1 for this one alone; ``None``: as many as there are cores, if it is worth it.
    """
    ahead = iter(sources)
    first = list(islice(ahead, MOST))
    job = comparing(sampling(job, first, jobs), first)
    yield from each_done(chain(first, ahead), job, processes(jobs, first), Worker)


def each_done(
    sources: Iterable[Source | Outcome | FileError],
    job: Job,
    jobs: int,
    working: Callable[[Job], Work[Outcome]],
) -> Iterator[Outcome | FileError]:
    """What comes of each source, in order: in this process, or in several that share a LanguageTool server.

    ``working`` makes of the job what does it. What is no source stays as it is.
    """
    if job.cluster:
        from cleanup.run.cluster import on_cluster

        yield from on_cluster(sources, job.cluster, jobs, working(replace(job, cluster="", helpers=1)))
        return
    if jobs > 1:
        from cleanup.grammar.shared import shared_servers
        from cleanup.run.pool import in_order

        with shared_servers() as servers:
            shared = replace(job, overrides=replace(job.overrides, shared=servers.address))
            yield from in_order(sources, jobs, working(shared), servers.serve)
        return
    is_prepared = False
    with working(job) as work:
        for source in sources:
            if isinstance(source, Source):
                if not is_prepared:
                    work.prepare()
                    is_prepared = True
                yield work.do(source)
            else:
                yield source


def processes(jobs: int | None, first: Sequence[Source | FileError]) -> int:
    """How many processes a run is to have that begins with these sources (`SAMPLE` of them, if there are so many)."""
    files = [source for source in first if isinstance(source, Source) and source.path != STDIN]
    if jobs == 1 or len(files) < 2:
        return 1
    if jobs is None:
        if len(files) < MANY_FILES and sum(map(_size, files)) < MANY_BYTES:
            return 1
        from cleanup.run.pool import cores

        jobs = cores()
    return jobs if len(first) >= SAMPLE else min(jobs, len(files))


def _size(source: Source) -> int:
    try:
        return Path(source.path).stat().st_size
    except OSError:
        return 0


def sampling(job: Job, sources: Iterable[Source | FileError], jobs: int | None = 1) -> Job:
    """The job, with the first files of the run as its sample, and helpers for one file that is large."""
    sources = list(islice(sources, SAMPLE))
    if jobs != 1 and len(sources) == 1 and isinstance(sources[0], Source) and _size(sources[0]) >= LARGE:
        from cleanup.run.pool import cores

        job = replace(job, helpers=jobs or cores())
    files = [s for s in islice(sources, SAMPLE) if isinstance(s, Source) and s.path != STDIN]
    is_one = len(files) == 1 and format_of(files[0].path).open is None
    return replace(job, sample=() if is_one else tuple(files))


def comparing(job: Job, sources: Sequence[Source | FileError]) -> Job:
    """The job, with what its files say of each other, unless that is known. Nothing may have been written yet."""
    if job.chapters is not None or not is_worth_it(sources):
        return job
    return replace(job, chapters=compare(sources, Configs(job.config, job.overrides), job.format))


class Worker:
    """Cleans files for one job, keeping configurations, cleaners and grammar engines for the next file."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._configs = Configs(job.config, job.overrides)
        self._cleaners: dict[tuple[Path | None, Path | None, tuple[str, ...]], Cleaner | CleanupError] = {}
        self._evidence = job.evidence
        self._swept: set[Path] = set()
        self._sources: Sources | None = None
        self._engines: list[tuple[GrammarSettings, Engine]] = []
        self._sharing: Sharing | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _settings, engine in self._engines:
            engine.close()
        if self._sharing is not None:
            self._sharing.close()

    def __reduce__(self) -> tuple[type[Worker], tuple[Job]]:
        """Another process builds all of it anew, but for the evidence: that must be the same for all."""
        return Worker, (self.job,)

    @property
    def job(self) -> Job:
        """The job, with the evidence, when there is some."""
        return replace(self._job, evidence=self._evidence)

    @property
    def evidence(self) -> Evidence:
        """What the sample of the run came to; nothing before `prepare`."""
        return self._evidence or {}

    def prepare(self) -> None:
        """Look at the sample, unless it is known what it says. Nothing may have been written yet."""
        if self._evidence is None:
            found: dict[Path | None, Survey] = {}
            for source in self._job.sample:
                # What goes wrong here goes wrong again, and is told, when it is the file's turn.
                with contextlib.suppress(Exception):
                    config = self._configs.of(self._place(source).parent)
                    if config.path not in found:
                        found[config.path] = self.cleaner_for(config).surveyed
            self._evidence = found

    def do(self, source: Source) -> Cleaned | FileError:
        """Clean one file, and write it if the job says so."""
        return self.attempt(source, self.cleaned)

    def attempt(self, source: Source, task: Callable[[Source], Outcome]) -> Outcome | FileError:
        """What ``task`` makes of a file; a FileError when it raises, whatever that is."""
        shown = _shown(source)
        try:
            return task(source)
        except UnknownFormatError as error:
            if not source.named:
                return LeftAlone(shown, error.message, error.hint)
            return FileError(shown, error.message, error.hint)
        except CleanupError as error:
            message = f"{error.where}: {error.message}" if error.where not in ("", shown) else error.message
            return FileError(shown, message, error.hint)
        except OSError as error:
            return FileError(shown, f"cannot read: {error.strerror or error}", "Check the path and the permissions.")
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one file must not cost the others
            hint = "This is a bug in cleanup: please report it. The file was left as it was."
            return FileError(shown, f"internal error: {error!r}", hint)

    def tidy(self, source: Source) -> None:
        """Take away what a process left that died while it was at a file."""
        if (target := target_of(source, self._job)) is not None:
            remove_unfinished(target.parent)

    def cleaned(self, source: Source, before_writing: Callable[[Cleaned], None] | None = None) -> Cleaned:
        """As `do`, but raises what goes wrong. ``before_writing`` gets what is returned, before the disk has it."""
        opened = self.open(source)
        target = target_of(source, self._job)
        results: list[tuple[FileResult, Encoding]] = []
        revised: dict[str, bytes] = {}
        for read in opened.texts():
            standing = self.standing(read)
            cleaner, beside = self.cleaner(read), self.beside(read)
            sharing = self.sharing(read)
            result = cleaner.clean(
                read.text, path=read.path, format=read.format, standing=standing, beside=beside, sharing=sharing
            )
            result = replace(result, notes=(*result.notes, *self.notes_on_source(read, beside)))
            if read.config.mark_changed:
                result = with_marks(result, read.format)
            results.append((result, read.encoding))
            if target is not None and result.revised != result.original:
                revised[read.part] = read.encoding.encode(result.revised)
        data, after = None, b""
        if target is not None:
            # --write leaves a file alone in which nothing changes.
            is_needed = self._job.output or source.path == STDIN or revised
            if self._job.tracked:
                data, results = with_tracked_changes(opened.container, opened.path, results)
                data = data if is_needed else None
            else:
                data = _packed(opened, revised) if is_needed else None
            after = opened.digest if data is None else digest(data)
        written = target if data is not None and source.path != STDIN else None
        (result, encoding), *more = results or [(FileResult(opened.path, "", ""), Encoding())]
        if self._job.write and written is not None and has_other_names(written):
            note = f"{opened.path} has another name (a hard link), which keeps the text as it was"
            result = replace(result, notes=(*result.notes, note))
        cleaned = Cleaned(result, encoding, written, opened.size, opened.digest, after, opened.path, tuple(more))
        if before_writing is not None:
            before_writing(cleaned)
        if target is not None and data is not None:
            self._write(source, target, data)
        return cleaned

    def open(self, source: Source, data: bytes | None = None) -> Opened:
        """Open a file (``data``: what it holds, when that is not to be read from the disk). Raises DocumentError,
        ConfigError and OSError."""
        place = self._place(source)
        config = self._configs.of(place.parent)
        # What is refused is not read.
        reading = format_for(place, config, self._job.format, is_input=source.path == STDIN)
        if data is None:
            data = sys.stdin.buffer.read() if source.path == STDIN else read_file(source.path, config.max_file_size)
        extra = tuple(
            rule
            for pattern, rules in config.per_file_ignores.items()
            if matching((pattern,), place, config.folder)
            for rule in rules
        )
        own = replace(config, ignore=config.ignore + extra) if extra else config
        container = reading.format.opened(data)
        return Opened(_shown(source), container, reading, own, source.named, len(data), digest(data))

    def _place(self, source: Source) -> Path:
        """Where the file stands as far as configuration goes."""
        if source.path == STDIN:
            return Path(self._job.stdin_name or STDIN_NAME).absolute()
        return Path(source.path).absolute()

    def standing(self, read: Text) -> Standing:
        """What the other files of the run say of a file."""
        return self._job.chapters.standing(read.path, read.text) if self._job.chapters else ALONE

    def beside(self, read: Text) -> Raw | None:
        """The source of a text, where the configuration says where it is. Raises CleanupError."""
        if not read.config.source:
            return None
        if self._sources is None:
            from cleanup.parallel.beside import Sources

            self._sources = Sources()
        return self._sources.raw(read.path, format_named(read.format).parse(read.text), read.config)

    def notes_on_source(self, read: Text, beside: Raw | None) -> tuple[str, ...]:
        """What is worth knowing of the source that a text was to be put beside: that there is none, or another's."""
        if not read.config.source or read.path == STDIN:
            return ()
        if beside is None:
            return (f"{read.path} has no source under “{read.config.source}”: it was judged without",)
        if not beside(format_named(read.format).parse(read.text)).fits:
            return (f"{beside.path} does not fit {read.path} as its source: it was judged without",)
        return ()

    def sharing(self, read: Text) -> Sharing | None:
        """Who does the pieces of a long text, where there are helpers."""
        if self._job.helpers > 1 and self._sharing is None and len(read.text) >= LARGE // 4:
            from cleanup.run.sharing import Sharing

            job = replace(self.job, helpers=1)
            self._sharing = Sharing(self._job.helpers, job, read.config, self.cleaner(read))
        return self._sharing

    def cleaner(self, read: Text) -> Cleaner:
        """The cleaner for a file, built at the first one that needs it. Raises what building it raised, every time."""
        return self.cleaner_for(read.config)

    def cleaner_for(self, config: Config) -> Cleaner:
        """The cleaner for a configuration; as `cleaner`."""
        key = (config.path, config.decisions, config.ignore)
        if key not in self._cleaners:
            try:
                cleaner = self._build(config)
                if self._evidence is None:
                    self._survey(cleaner, config)
                self._cleaners[key] = cleaner
            except CleanupError as error:
                self._cleaners[key] = error
        known = self._cleaners[key]
        if isinstance(known, CleanupError):
            raise known
        return known

    def _survey(self, cleaner: Cleaner, config: Config) -> None:
        """Let a cleaner see the sampled files that it is for."""
        for read in self.sample(config):
            with contextlib.suppress(DocumentError):
                cleaner.survey(read.text, path=read.path, format=read.format)

    def sample(self, config: Config) -> Iterator[Text]:
        """The first texts of the sampled files that are under the same configuration. One that cannot be read says so
        when its turn comes."""
        return islice(self._sampled(config), SAMPLE)

    def _sampled(self, config: Config) -> Iterator[Text]:
        for source in self._job.sample:
            try:
                if self._configs.of(self._place(source).parent).path == config.path:
                    yield from self.open(source).texts()
            except (CleanupError, OSError):
                continue

    def _build(self, config: Config) -> Cleaner:
        from cleanup.cleaner import Cleaner
        from cleanup.terms.load import load_glossary

        glossary = load_glossary(config.glossaries, config.packs)
        return Cleaner(config, glossary, self.engine(config.grammar), self.evidence.get(config.path))

    def engine(self, settings: GrammarSettings) -> Engine | None:
        """The engine that the settings ask for, opened but not started; ``None`` for none. Raises ConfigError."""
        if settings.engine == "none":
            return None
        from cleanup.grammar.engines import open_engine

        for known, engine in self._engines:
            if known.identity == settings.identity:
                return engine
        engine = open_engine(settings)
        self._engines.append((settings, engine))
        return engine

    def _write(self, source: Source, target: Path, data: bytes) -> None:
        if source.path == STDIN:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        in_folder = self._job.output is not None
        if self._job.output is not None:
            _refuse_outside(target, self._job.output, source)
        if target.parent not in self._swept:
            remove_unfinished(target.parent)
            self._swept.add(target.parent)
        write_atomically(target, data, parents=in_folder)


def _refuse_outside(target: Path, output: Path, source: Source) -> None:
    """Raises DocumentError for a target that links lead out of the output folder, or to the source."""
    real, folder = os.path.realpath(target), os.path.realpath(output)
    if real == os.path.realpath(source.path):
        raise DocumentError("the output folder holds the source itself", hint="Use --write, or another folder.")
    if not real.startswith(folder.rstrip(os.sep) + os.sep):
        hint = "Take the link out of the output folder, or choose another folder."
        raise DocumentError(f"a link leads out of the output folder ({target} to {real})", hint=hint)


def target_of(source: Source, job: Job) -> Path | None:
    """Where the job wants what becomes of a file; ``None`` when nothing is to be written."""
    if job.output is not None:
        return job.output / Path(normal(source.path)).relative_to(job.mirrored or Path.cwd())
    return Path(source.path) if job.write else None


class Selection:
    """Which of the files in a folder are to be cleaned: those of a known format that no pattern excludes."""

    def __init__(self, job: Job, exclude: tuple[str, ...] = ()) -> None:
        self._configs = Configs(job.config, job.overrides)
        self._exclude = exclude
        self._here = Path.cwd()

    def __call__(self, path: Path) -> bool:
        place = path.absolute()
        known = is_candidate(path.name)
        try:
            config = self._configs.of(place.parent)
        except CleanupError:
            return known  # the error is told when the file is cleaned
        known = known or any(matching((pattern,), place, config.folder) for pattern in config.formats)
        return known and not self._excluded(place, config)

    def passed_over(self, path: Path) -> str:
        """What a file is that is not to be cleaned, in words; empty when a pattern leaves it out."""
        place = path.absolute()
        try:
            return "" if self._excluded(place, self._configs.of(place.parent)) else described(path.name)
        except CleanupError:
            return described(path.name)

    def _excluded(self, place: Path, config: Config) -> bool:
        return matching(config.exclude, place, config.folder) or matching(self._exclude, place, self._here)


def _shown(source: Source) -> str:
    return STDIN_NAME if source.path == STDIN else source.path


def _packed(opened: Opened, revised: Mapping[str, bytes]) -> bytes:
    """The bytes of a file with some texts revised. Raises InternalError when they would not be read as that."""
    data = opened.container.packed(revised)
    if revised and "" not in revised:
        parts = opened.reading.format.opened(data).parts()
        if {part.name: part.data for part in parts if part.name in revised} != revised:
            raise InternalError("the packed file does not hold the revised texts", where=opened.path)
    return data
