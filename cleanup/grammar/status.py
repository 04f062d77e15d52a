"""What there is to check grammar with on this machine, and what would have to be done for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import monotonic

from cleanup.grammar import kept_server as kept
from cleanup.grammar.embedded import EMBEDDED
from cleanup.grammar.engines import cache_file, choose, open_engine
from cleanup.grammar.health import base_of, version_at
from cleanup.grammar.installation import find_installation, home
from cleanup.grammar.java import find_java
from cleanup.grammar.settings import GrammarSettings
from cleanup.storage.store import Store

SAMPLE = "This is an test."
"""A sentence about which every engine has something to say."""

_MEMORY = {"lingotweaker": "440 MB", "harper": "300 MB", "languagetool": "410 MB"}
"""Measured with a whole novel."""


@dataclass(frozen=True, slots=True)
class Status:
    """One thing: whether it is ready, what is to be said of it, and what to do where it is not."""

    name: str
    ready: bool
    facts: tuple[str, ...]
    advice: str = ""


def survey(settings: GrammarSettings) -> Iterator[Status]:
    """Every engine, the server that was kept, the server that is configured, and the cache. Starts no engine."""
    chosen = choose(settings)
    for name, embedded in EMBEDDED.items():
        missing = embedded.missing()
        facts = (missing,) if missing else (f"version {embedded.version()}", f"takes about {_MEMORY[name]} of memory")
        yield _marked(Status(name, not missing, facts), chosen)
    yield _marked(_languagetool(settings), chosen)
    yield _kept()
    if settings.url:
        yield _server(settings.url)
    store = Store(cache_file())
    count, size = store.info() if store.path.exists() else (0, 0)
    store.close()
    yield Status("cache", True, (f"{count:,} answers, {size / 1e6:.1f} MB in {store.path}", *store.trouble))


def _marked(status: Status, chosen: str) -> Status:
    return replace(status, facts=(*status.facts, "the engine in use")) if status.name == chosen else status


def _languagetool(settings: GrammarSettings) -> Status:
    installation, java = find_installation(), find_java()
    facts = [
        f"version {installation.version} in {installation.folder}" if installation else f"not installed in {home()}",
        java.problem or f"{java.text or 'Java of an unknown version'} ({java.path})",
        f"takes about {_MEMORY['languagetool']} of memory",
    ]
    advice = []
    if installation is None:
        advice.append("cleanup grammar install languagetool")
    if java.problem:
        advice.append("install Java 17 or newer")
    if settings.url:
        advice = []  # the server at the address does the work
    return Status("languagetool", installation is not None and not java.problem, tuple(facts), " and ".join(advice))


def _kept() -> Status:
    server = kept.find()
    if server is None:
        return Status("kept server", True, ("none is running; --keep-server leaves one running",))
    facts = (f"LanguageTool {server.version} at {server.base}, process {server.pid}", f"takes {_memory(server.pid)}")
    return Status("kept server", True, facts, "cleanup grammar stop")


def _memory(pid: int) -> str:
    import psutil

    try:
        return f"{psutil.Process(pid).memory_info().rss / 1e6:,.0f} MB of memory"
    except psutil.Error:
        return "an unknown amount of memory"


def _server(url: str) -> Status:
    base = base_of(url)
    try:
        return Status("url", True, (f"LanguageTool {version_at(base)} at {base}",))
    except OSError as error:
        return Status("url", False, (f"{base}: {error}",), "check that the server runs and that the address is right")


def trial(settings: GrammarSettings, name: str) -> Status:
    """Ask an engine about a sentence. Starts it, and stops it again."""
    engine = open_engine(replace(settings, engine=name, cache=False))
    started = monotonic()
    try:
        (answer,) = engine.check([SAMPLE])
        version = engine.version
    finally:
        engine.close()
    seconds = f"{monotonic() - started:.1f} s"
    if answer is None:
        return Status(name, False, (f"gave no answer: {' '.join(engine.trouble)}",))
    return Status(name, bool(answer), (f"version {version} answered after {seconds}, start included",))


STARTABLE: Mapping[str, Callable[[], bool]] = {
    "lingotweaker": lambda: not EMBEDDED["lingotweaker"].missing(),
    "harper": lambda: not EMBEDDED["harper"].missing(),
    "languagetool": lambda: find_installation() is not None and not find_java().problem,
}
"""Engines that can be tried, and whether."""
