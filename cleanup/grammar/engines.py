"""The table of engines, and which one a run uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleanup.errors import ConfigError
from cleanup.grammar.embedded import EMBEDDED
from cleanup.grammar.engine import Engine, NoEngine
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.grammar.levels import listened_to
from cleanup.grammar.settings import LANGUAGES, GrammarSettings
from cleanup.storage.folder import cache_folder
from cleanup.storage.store import Store


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine that can be chosen: what it is, in a line, and how it is opened. Opening starts nothing."""

    summary: str
    open: Callable[[GrammarSettings], Engine]


def _embedded(name: str) -> Callable[[GrammarSettings], Engine]:
    return lambda settings: IsolatedEngine(
        name, settings.language, settings.deadline, settings.enabled, listened_to(settings)
    )


def _languagetool(settings: GrammarSettings) -> Engine:
    from cleanup.grammar.languagetool import LanguageToolEngine
    from cleanup.grammar.server import FixedServer, ServerSource, local_server
    from cleanup.grammar.shared import SharedServer

    source: ServerSource
    if settings.url:
        source = FixedServer(settings.url)
    elif settings.shared:
        source = SharedServer(settings.shared, keep=settings.keep_server, port=settings.port)
    else:
        source = local_server(keep=settings.keep_server, port=settings.port)
    return LanguageToolEngine(source, settings.language, settings.deadline, settings.enabled)


ENGINES: Mapping[str, EngineKind] = {
    "lingotweaker": EngineKind("LanguageTool's English rules without Java (Linux x86_64)", _embedded("lingotweaker")),
    "harper": EngineKind("Harper, on every platform, with rules of its own", _embedded("harper")),
    "languagetool": EngineKind("LanguageTool itself: needs Java, or the url of a server", _languagetool),
    "none": EngineKind("no grammar check", lambda _settings: NoEngine()),
}


def choose(settings: GrammarSettings) -> str:
    """The name of the engine that ``settings`` ask for. ``auto`` is a configured server, else what is embedded here:
    it never downloads anything or starts Java.

    Raises `ConfigError` for an engine or language that there is not.
    """
    if settings.language not in LANGUAGES:
        raise ConfigError(
            f"“{settings.language}” is not a language variant", hint=f"Use one of {', '.join(LANGUAGES)}."
        )
    if settings.engine in ENGINES:
        return settings.engine
    if settings.engine != "auto":
        raise ConfigError(
            f"“{settings.engine}” is not a grammar engine", hint=f"Use auto or one of {', '.join(ENGINES)}."
        )
    if settings.url:
        return "languagetool"
    return next((name for name, embedded in EMBEDDED.items() if not embedded.missing()), "harper")


def open_engine(settings: GrammarSettings) -> Engine:
    """The engine that ``settings`` ask for; nothing is started before the first question. Raises `ConfigError`."""
    engine = ENGINES[choose(settings)].open(settings)
    if not settings.cache or engine.name == "none":
        return engine
    from cleanup.grammar.cache import CachedEngine

    return CachedEngine(engine, Store(cache_file()))


def cache_file() -> Path:
    """Where answers are kept."""
    return cache_folder() / "grammar.sqlite"
