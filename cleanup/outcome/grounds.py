"""What the results of a run rest on besides the texts, in words that can be compared later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from cleanup.decisions.file import FILE_NAME as DECISIONS
from cleanup.errors import CleanupError
from cleanup.run.batch import Job, digest
from cleanup.settings.config import Config, Configs, Overrides
from cleanup.storage.store import key_of
from cleanup.terms.packs import pack_paths

_FLAGS = {"engine": "--grammar", "grammar": "--no-grammar", "glossaries": "--glossary"}
"""Options whose names are not those of the fields."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the results for the files under one configuration rest on: the configuration file (empty: there is none), a
    folder where it holds, a digest of its settings, and one of each glossary and of the
    decisions."""

    config: str
    folder: str
    settings: str
    glossaries: Mapping[str, str]

    @property
    def key(self) -> str:
        """A short name for it; two that differ have different ones. The folder says only where to look again."""
        parts = [part for item in sorted(self.glossaries.items()) for part in item]
        return key_of(self.config, self.settings, *parts).hex()[:32]


class Grounds:
    """The grounds of the files of a job, each looked up once."""

    def __init__(self, job: Job) -> None:
        self._configs = Configs(job.config, job.overrides)
        self._known: dict[tuple[Path | None, Path | None], Ground | None] = {}

    def of(self, path: str) -> Ground | None:
        """The ground for a file; ``None`` when there is something about it that cannot be read."""
        return self.below(Path(path).absolute().parent)

    def below(self, folder: Path) -> Ground | None:
        """The ground for the files in a folder."""
        try:
            config = self._configs.of(folder)
            files = config.path, config.decisions
            if files not in self._known:
                self._known[files] = _ground(config, folder)
            return self._known[files]
        except (CleanupError, OSError):
            return None

    def change(self, recorded: Ground) -> str:
        """What has changed since a ground was recorded, in words; empty when nothing has."""
        now = self.below(Path(recorded.folder))
        where = recorded.config or "the configuration"
        if now is None:
            return f"{where} or a glossary it names cannot be read"
        if now.config != recorded.config:
            return f"for {recorded.folder} {now.config or 'no configuration file'} holds now"
        if now.settings != recorded.settings:
            return f"the settings in {where} have changed since"
        for path in {**recorded.glossaries, **now.glossaries}:
            if now.glossaries.get(path) != recorded.glossaries.get(path):
                return f"{'' if Path(path).name == DECISIONS else 'the glossary '}{path} has changed since"
        return ""


def _ground(config: Config, folder: Path) -> Ground:
    settings = replace(config, path=None, glossaries=(), exclude=())
    settings = replace(settings, grammar=replace(config.grammar, shared=None, keep_server=False, port=0, cache=True))
    files = [*pack_paths(config.packs), *config.glossaries, *filter(None, [config.decisions])]
    glossaries = {str(path): digest(path.read_bytes()).hex() for path in files}
    path = str(config.path) if config.path else ""
    return Ground(path, str(folder), digest(repr(settings).encode()).hex(), glossaries)


def options(job: Job) -> dict[str, str]:
    """What the command line says that results depend on, by option."""
    said = dict(_said(job.overrides)) | ({"--tracked": "True"} if job.tracked else {})
    return {**said, "--config": str(job.config.absolute())} if job.config else said


def _said(overrides: Overrides) -> Iterator[tuple[str, str]]:
    plain: Any = replace(overrides, shared=None, keep_server=False)
    nothing = Overrides()
    for each in fields(plain):
        if (value := getattr(plain, each.name)) != getattr(nothing, each.name):
            yield _FLAGS.get(each.name, f"--{each.name.replace('_', '-')}"), repr(value)
