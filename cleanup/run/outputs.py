"""Refuses outputs that would destroy what a run reads, before anything is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cleanup.core.model import FileError
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discover import STDIN, Source
from cleanup.run.batch import Job, target_of
from cleanup.settings.config import Configs

_POSITION = re.compile(r"(?::\d+)+\Z")
_Identity = tuple[int, int] | str
Outputs = Mapping[str, Path | None]
"""The files to write, by the option that names them."""


def refuse_outputs(outputs: Outputs, inputs: Iterable[Path] = ()) -> None:
    """Raises DocumentError for an output that is a folder, has no folder to be in, is one of the ``inputs`` or another
    output. Pipes and devices are nobody's input."""
    seen: dict[_Identity, str] = {}
    for option, path in outputs.items():
        if path is None:
            continue
        _refuse_place(option, path)
        identity = _identity(path)
        if identity in seen:
            raise DocumentError(
                f"{option} and {seen[identity]} name the same file", where=str(path), hint="Name two different files."
            )
        if path.is_file() or not path.exists():
            seen[identity] = option
    if not seen:
        return
    for read in inputs:
        if (option := seen.get(_identity(read), "")) != "":
            hint = "Name another file."
            raise DocumentError(f"{option} would write over a file that is read", where=str(read), hint=hint)


def refuse_targets(sources: Iterable[Source | FileError], job: Job, outputs: Outputs) -> None:
    """As `refuse_outputs`, for a run over sources: for what it reads besides them, too, and for its output folder."""
    files = [source for source in sources if isinstance(source, Source) and source.path != STDIN]
    inputs = list(read_by(files, job))
    refuse_outputs(outputs, inputs)
    if job.output is None:
        return
    if job.output.exists() and not job.output.is_dir():
        raise DocumentError("--output names a file, not a folder", where=str(job.output), hint="Name a folder.")
    read = {_identity(path) for path in inputs}
    reports = {_identity(path): option for option, path in outputs.items() if path is not None}
    for source in files:
        target = target_of(source, job)
        if target is None:
            continue
        identity = _identity(target)
        if identity in reports:
            raise DocumentError(f"{reports[identity]} and --output name the same file", where=str(target))
        if identity in read and os.path.lexists(target):
            if identity == _identity(Path(source.path)):
                message = "the output folder holds the source itself"
            else:
                message = "--output would write over a file that is read"
            raise DocumentError(message, where=str(target), hint="Use --write, or another folder.")


def read_by(sources: Iterable[Source | FileError], job: Job) -> Iterator[Path]:
    """What a run reads: its sources, their configurations, glossaries and files of replacements."""
    configs = Configs(job.config, job.overrides)
    known: set[Path | None] = set()
    for source in sources:
        if not isinstance(source, Source) or source.path == STDIN:
            continue
        path = Path(source.path)
        yield path
        try:
            config = configs.of(path.absolute().parent)
        except CleanupError as error:  # said when it is the file's turn; who is mending that file does not lose it
            if error.where:
                yield Path(_POSITION.sub("", error.where))
            continue
        if config.path not in known:
            known.add(config.path)
            yield from config.glossaries
            yield from config.replace_files
            if config.path is not None:
                yield config.path


def _refuse_place(option: str, path: Path) -> None:
    if path.is_dir():
        raise DocumentError(f"{option} names a folder, not a file", where=str(path), hint="Name a file in it.")
    parent = path.parent
    if not parent.is_dir():
        hint = f"Make it first (mkdir -p {parent}), or name a file elsewhere."
        raise DocumentError(f"{option}: there is no folder {parent}", where=str(path), hint=hint)


def _identity(path: Path) -> _Identity:
    """What two paths have in common that lead to one file, through whatever links."""
    try:
        state = path.stat()
    except OSError:
        return os.path.realpath(path)
    return state.st_dev, state.st_ino
