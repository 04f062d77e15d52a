"""Settings: defaults < configuration file < command line.

A configuration file is ``cleanup.toml``, or ``pyproject.toml`` with a ``[tool.cleanup]`` table. For each text the
nearest one in its folder or above counts, so that every novel in a library can have its own.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanup.decisions.file import FILE_NAME as DECISIONS
from cleanup.errors import CleanupError, ConfigError
from cleanup.grammar.settings import GrammarSettings, SharedAddress
from cleanup.rules.own.model import Replacement, check_unique, read_replacements
from cleanup.rules.rule import Level
from cleanup.settings.keys import Place, is_url, settings
from cleanup.settings.server import check_place, own_url, user_url
from cleanup.untrusted.opened import LIMIT, read_file
from cleanup.untrusted.structured import read_toml

if TYPE_CHECKING:
    import pathspec

FILE_NAME = "cleanup.toml"
_PYPROJECT = "pyproject.toml"
_REPOSITORY = ".git"
"""What the root of a repository has; a file in a worktree or submodule."""
_TABLE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*cleanup\b", re.MULTILINE)
_TOOL = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*cleanup\b|\bcleanup[ \t]*[.=]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What the configuration says of one rule or topic: its level (``None``: the rule's own) and its options."""

    level: Level | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; `cleanup.settings.keys.KEYS` describes each.

    ``packs`` are names of shipped packs, ``None`` for all of them. ``select`` and ``ignore`` hold ids of rules or
    topics. ``rules`` is keyed the same way. ``replace`` are the user's own replacements, those of
    ``replace_files`` too. ``per_file_ignores`` and ``formats`` are keyed by patterns of paths below ``folder``, the
    folder of the configuration file. ``source`` is where the texts in the source language are, below ``folder``.
    ``max_file_size`` is in bytes. ``path`` is the configuration file; ``None`` when there is none;
    ``decisions`` the file of decisions beside it, likewise.
    """

    glossaries: tuple[Path, ...] = ()
    packs: tuple[str, ...] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe_fixes: bool = False
    quotes: str = "auto"
    source: str = ""
    exclude: tuple[str, ...] = ()
    encoding: str = "auto"
    max_file_size: int = LIMIT
    subtitle_line_length: int = 0
    mark_changed: bool = False
    table_fields: Mapping[str, bool] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    replace: tuple[Replacement, ...] = ()
    replace_files: tuple[Path, ...] = ()
    grammar: GrammarSettings = field(default_factory=GrammarSettings)
    path: Path | None = None
    decisions: Path | None = None

    @property
    def folder(self) -> Path:
        """What patterns and relative paths refer to: the folder of the configuration file, or the current one."""
        return self.path.parent if self.path else Path.cwd()


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says. ``None`` and empty: nothing. ``shared`` is set for the workers of a run."""

    glossaries: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe_fixes: bool | None = None
    quotes: str | None = None
    source: str = ""
    encoding: str | None = None
    grammar: bool = True
    grammar_reports: bool = True
    engine: str | None = None
    keep_server: bool = False
    shared: SharedAddress | None = None

    def over(self, config: Config) -> Config:
        """``config`` with these settings on top: glossaries and ignored rules are added, the rest replaces."""
        return with_fields(
            config,
            glossaries=config.glossaries + self.glossaries,
            select=self.select or config.select,
            ignore=config.ignore + self.ignore,
            unsafe_fixes=config.unsafe_fixes if self.unsafe_fixes is None else self.unsafe_fixes,
            quotes=self.quotes or config.quotes,
            source=str(Path.cwd() / self.source) if self.source else config.source,
            encoding=self.encoding or config.encoding,
            grammar=self._over_grammar(config.grammar),
        )

    def _over_grammar(self, grammar: GrammarSettings) -> GrammarSettings:
        engine = "none" if not self.grammar else self.engine or grammar.engine
        named = engine if is_url(engine) else ""
        url = user_url(named) or grammar.url or (own_url() if engine in ("auto", "languagetool") else "")
        keep = self.keep_server or grammar.keep_server
        engine = "languagetool" if named else engine
        reports = self.grammar_reports and grammar.reports
        over = with_fields(grammar, engine=engine, url=url, keep_server=keep, reports=reports)
        return with_fields(over, shared=self.shared or grammar.shared)


def load_config(path: Path) -> Config:
    """Read a configuration file. Raises ConfigError with the line, and the nearest known key for an unknown one."""
    if os.path.lexists(path) and not path.is_file():
        hint = "Move it away, or name another file with --config."
        raise ConfigError("the configuration is not a regular file", where=str(path), hint=hint)
    try:
        text = read_file(path).decode("utf-8-sig")
    except OSError as error:
        hint = "Check the path, or make a file with `cleanup init`."
        raise ConfigError(
            f"cannot read the configuration: {error.strerror or error}", where=str(path), hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError("the configuration is not UTF-8 text", where=str(path), hint="Save it as UTF-8.") from error
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> Config:
    """The configuration in the TOML text of the file at ``path``. Raises ConfigError."""
    data = read_toml(text, str(path), ConfigError, 'Strings need quotes, lists square brackets: select = ["quotes"].')
    prefix: tuple[str, ...] = ()
    if path.name == _PYPROJECT:
        tool = data.get("tool", {})
        data = tool.get("cleanup", {}) if isinstance(tool, dict) else {}
        if not isinstance(data, dict):
            raise ConfigError("“tool.cleanup” must be a table", where=str(path), hint="Write [tool.cleanup].")
        prefix = ("tool", "cleanup")
    values = settings(data, Place(path, text, prefix))
    rules = {name: RuleSettings(level, options) for name, (level, options) in values.pop("rules", {}).items()}
    if "grammar" in values:
        check_place(values["grammar"].url, path, Place(path, text, (*prefix, "grammar")).of("url"))
    glossaries = tuple(path.parent / name for name in values.pop("glossaries", ()))
    own = values.pop("replace", ())
    files = tuple(path.parent / name for name in values.pop("replace_files", ()))
    if files:
        own = (*own, *(each for file in files for each in read_replacements(file)))
        check_unique(own, str(path))
    return Config(**values, rules=rules, replace=own, replace_files=files, glossaries=glossaries, path=path)


def find_config(folder: Path) -> Path | None:
    """The nearest configuration file in ``folder`` or above it, up to the root of the repository that it is in.

    What is called like one and cannot be read is found, too, so that reading it says why.
    """
    for candidate in (folder, *folder.parents):
        if os.path.lexists(own := candidate / FILE_NAME):
            return own
        if (shared := candidate / _PYPROJECT).is_file() and _mentions_cleanup(shared):
            return shared
        if os.path.lexists(candidate / _REPOSITORY):
            return None
    return None


def _mentions_cleanup(path: Path) -> bool:
    """Whether a pyproject.toml configures this tool, or says something of it and cannot be parsed."""
    try:
        text = read_file(path).decode("latin-1")
    except (OSError, CleanupError):
        return True
    if not _TOOL.search(text):
        return False
    try:
        return "cleanup" in tomllib.loads(text).get("tool", {})
    except (ValueError, RecursionError, AttributeError, TypeError):
        return _TABLE.search(text) is not None


def find_decisions(config: Path | None, folder: Path) -> Path | None:
    """The decisions that count for the files in ``folder``: those beside their configuration file, or, without one, the
    nearest in the folder or above it, up to the root of the repository."""
    if config is not None:
        beside = config.absolute().parent / DECISIONS
        return beside if os.path.lexists(beside) else None
    for candidate in (folder, *folder.parents):
        if os.path.lexists(own := candidate / DECISIONS):
            return own
        if os.path.lexists(candidate / _REPOSITORY):
            return None
    return None


class Configs:
    """The configuration of each file of a run, every configuration file read once."""

    def __init__(self, explicit: Path | None = None, overrides: Overrides | None = None) -> None:
        self._overrides = overrides or Overrides()
        self._explicit = explicit
        self._of_folder: dict[Path, tuple[Path | None, Path | None]] = {}
        self._read: dict[tuple[Path | None, Path | None], Config | CleanupError] = {}

    def of(self, folder: Path) -> Config:
        """The configuration for the files in ``folder`` (absolute). Raises ConfigError, the same one every time."""
        path, decisions = files = self._nearest(folder)
        if files not in self._read:
            try:
                config = with_fields(load_config(path) if path else Config(), decisions=decisions)
                self._read[files] = self._overrides.over(config)
            except CleanupError as error:
                self._read[files] = error
        known = self._read[files]
        if isinstance(known, CleanupError):
            raise known
        return known

    def _nearest(self, folder: Path) -> tuple[Path | None, Path | None]:
        if folder not in self._of_folder:
            path = self._explicit or find_config(folder)
            self._of_folder[folder] = path, find_decisions(path, folder)
        return self._of_folder[folder]


def matching(patterns: Sequence[str], path: Path, folder: Path) -> bool:
    """Whether ``path`` matches one of the patterns, which are written as in a .gitignore file in ``folder``."""
    if not patterns:
        return False
    try:
        relative = path.relative_to(folder)
    except ValueError:
        relative = Path(path.name)
    return bool(_compiled(tuple(patterns)).match_file(relative.as_posix()))


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> pathspec.PathSpec[Any]:
    import pathspec

    return pathspec.PathSpec.from_lines("gitignore", patterns)
