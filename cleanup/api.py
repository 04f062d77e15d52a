"""Cleaning strings from a program."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from cleanup.config import Config
from cleanup.core.findings import listed
from cleanup.core.model import FileResult, Finding, Severity, Span
from cleanup.glossary.load import load_glossary
from cleanup.glossary.model import Glossary

if TYPE_CHECKING:
    from cleanup.cleaner import Cleaner
    from cleanup.grammar.engine import Engine
    from cleanup.grammar.settings import GrammarSettings

AnyGlossary = Glossary | str | PathLike[str] | Iterable[str | PathLike[str]] | None


def clean_text(
    text: str,
    *,
    glossary: AnyGlossary = None,
    config: Config | None = None,
    format: str = "plain",
    path: str = "<text>",
    grammar: bool = True,
) -> FileResult:
    """What cleaning ``text`` comes to: the revised text, every change with its reason, and what is left to decide.

    ``glossary`` is one made by `load_glossary`, or the path or paths of glossary files, over the packs that ``config``
    names; without one the glossaries of ``config`` are used. ``format`` is the name of a format that is one text, as in
    the table of the README. ``path`` is what the text is called in messages, and decides which entries of the glossary
    hold. ``grammar=False`` leaves out the grammar check. What was built for a glossary and a configuration is kept for
    the next call with equal ones.

    Raises ConfigError, GlossaryError or DocumentError (all CleanupError).
    """
    settings = config or Config()
    if not grammar:
        settings = replace(settings, grammar=replace(settings.grammar, engine="none"))
    return _kept.cleaner(settings, _glossary(glossary, settings)).clean(text, path=path, format=format)


def check_text(
    text: str,
    *,
    glossary: AnyGlossary = None,
    config: Config | None = None,
    format: str = "plain",
    path: str = "<text>",
    grammar: bool = True,
) -> tuple[Finding, ...]:
    """Everything that `clean_text` would change, suggest or report, as findings with spans in ``text``, in order.

    A change is one finding of its first rule, with the messages of all. What went wrong (`FileResult.faults`) comes
    first, as errors of the rule ``internal-error`` without a place.

    Takes and raises the same.
    """
    result = clean_text(text, glossary=glossary, config=config, format=format, path=path, grammar=grammar)
    faults = [Finding("internal-error", Span(0, 0), fault, Severity.ERROR) for fault in result.faults]
    return (*faults, *(each.finding for each in listed(result)))


def _glossary(glossary: AnyGlossary, config: Config) -> Glossary:
    if isinstance(glossary, Glossary):
        return glossary
    if glossary is None:
        paths: Iterable[str | PathLike[str]] = config.glossaries
    else:
        paths = (glossary,) if isinstance(glossary, (str, PathLike)) else glossary
    return load_glossary([str(path) for path in paths], config.packs)


class _Kept:
    """The cleaner of the last call, and the grammar engines, which are closed when the program ends."""

    def __init__(self) -> None:
        self._key: tuple[Config, Glossary] | None = None
        self._cleaner: Cleaner | None = None
        self._engines: list[tuple[GrammarSettings, Engine]] = []

    def cleaner(self, config: Config, glossary: Glossary) -> Cleaner:
        from cleanup.cleaner import Cleaner

        if self._cleaner is None or self._key != (config, glossary):
            self._cleaner = Cleaner(config, glossary, self._engine(config.grammar))
            self._key = (config, glossary)
        return self._cleaner

    def _engine(self, settings: GrammarSettings) -> Engine | None:
        if settings.engine == "none":
            return None
        from cleanup.grammar.engines import open_engine

        for known, engine in self._engines:
            if known == settings:
                return engine
        engine = open_engine(settings)
        self._engines.append((settings, engine))
        atexit.register(engine.close)
        return engine


_kept = _Kept()
