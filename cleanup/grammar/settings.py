"""What a user may say about grammar checking: the ``[grammar]`` table of a configuration file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleanup.rules.rule import Level

ENGINE_NAMES = ("auto", "lingotweaker", "harper", "languagetool", "none")
"""What can be asked for; `cleanup.grammar.engines.ENGINES` says what each is."""
LANGUAGES = ("en-US", "en-GB", "en-CA", "en-AU", "en-NZ", "en-ZA")
"""The variants of English that can be asked for."""


@dataclass(frozen=True, slots=True)
class SharedAddress:
    """How the workers of a run reach the process that owns their LanguageTool server."""

    host: str
    port: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class GrammarSettings:
    """How grammar is checked.

    ``engine`` is a name of `cleanup.grammar.engines.ENGINES`, or ``auto``: the server at ``url`` when there is one,
    else the embedded engine of this platform. ``language`` is one of `LANGUAGES`. ``level`` caps what is done with
    every finding. ``rules`` sets single rules, by the id of the engine (``EN_A_VS_AN``) or of the finding
    (``grammar-en-a-vs-an``), and ``categories`` whole categories (``STYLE``); a rule set to ``fix`` is applied
    whenever it offers exactly one replacement. ``deadline`` is how long one question may take, in seconds.
    ``reports`` says whether what is only reported is asked for, too; without it only paragraphs are put to an
    engine to which something may be applied. ``keep_server`` leaves a LanguageTool server that was started here
    running for the next run. ``cache`` says whether answers are kept on disk. ``port`` is for a server that is
    started here (0: any free one). ``shared`` is set for the workers of a run, not by users.
    """

    engine: str = "auto"
    url: str = ""
    language: str = "en-US"
    level: Level = Level.FIX
    rules: Mapping[str, Level] = field(default_factory=dict)
    categories: Mapping[str, Level] = field(default_factory=dict)
    deadline: float = 30.0
    reports: bool = True
    keep_server: bool = False
    cache: bool = True
    port: int = 0
    shared: SharedAddress | None = None

    @property
    def asks_everything(self) -> bool:
        """Whether every paragraph is put to the engine: for the reports, or for rules that the user has applied."""
        applied = (*self.rules.values(), *self.categories.values())
        return self.reports or any(level in (Level.FIX, Level.UNSAFE) for level in applied)

    @property
    def identity(self) -> tuple[object, ...]:
        """What the engine depends on: settings that share it need only one engine. The rest is about findings."""
        chosen = (self.rules, self.categories)
        wanted = [sorted(name for name, level in each.items() if level is not Level.OFF) for each in chosen]
        return (
            *(self.engine, self.url, self.language, *map(tuple, wanted), self.deadline),
            *(self.keep_server, self.port, self.cache, self.shared),
        )

    @property
    def enabled(self) -> tuple[str, ...]:
        """The engine's rules that the user wants to hear of, some of which are off unless the engine is told."""
        return tuple(
            sorted(
                name for name, level in self.rules.items() if level is not Level.OFF and not name.startswith("grammar-")
            )
        )
