"""What a rule is: a function, its docstring, its examples. Tests, `cleanup rules explain` and the manual come from
them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from cleanup.core.model import Document, Finding, TextKind

if TYPE_CHECKING:
    from cleanup.rules.chapter.standing import Standing
    from cleanup.rules.context import Context


class Level(StrEnum):
    """What is done with a rule's findings; each rule has a default, the configuration can override it."""

    FIX = "fix"
    """Each fix has the applicability that the rule gave it."""
    UNSAFE = "unsafe"
    """Fixes that the rule calls safe become unsafe."""
    REPORT = "report"
    """Nothing is applied; every fix becomes a suggestion."""
    OFF = "off"
    """The rule does not run."""


class Stage(StrEnum):
    """The stages of the pipeline, in their order."""

    TEXT = "text"
    SOURCE = "source"
    OWN = "own"
    STRUCTURE = "structure"
    NAMES = "names"
    TYPOGRAPHY = "typography"
    REPEATS = "repeats"
    CASING = "casing"
    GRAMMAR = "grammar"


EVERYWHERE = frozenset(TextKind)
CONTINUOUS = frozenset({TextKind.PROSE, TextKind.MARKUP})
"""Texts of paragraphs that follow each other: an end is an end, and twice the same is once too often."""
NO_STRINGS = EVERYWHERE - {TextKind.STRINGS}
"""Texts of sentences, without tables of labels."""


class Scope(StrEnum):
    """How much of a text decides what a rule finds in one of its blocks."""

    BLOCK = "block"
    """That block alone: what it finds in a text is what it finds in each block by itself. After a change, only the
    blocks that changed are looked at again."""
    TEXT = "text"
    """The whole text, or what stands between blocks."""


class Example(NamedTuple):
    """Text with a defect, and the text after this rule alone, applied until nothing changes.

    ``good == bad`` says that the place is only reported or suggested. ``terms`` are glossary entries (as in a glossary
    file) that the example needs, ``options`` the rule's options where they differ from the defaults,
    ``standing`` what the other chapters of the run say, ``raw`` the source of the text.
    """

    bad: str
    good: str
    terms: tuple[Mapping[str, Any], ...] = ()
    options: Mapping[str, Any] = {}
    standing: Standing | None = None
    raw: str = ""


class Keep(NamedTuple):
    """Text that looks wrong and is right: the rule finds nothing in it."""

    text: str
    terms: tuple[Mapping[str, Any], ...] = ()
    options: Mapping[str, Any] = {}
    standing: Standing | None = None
    raw: str = ""


Check = Callable[[Document, "Context"], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A registered rule.

    ``id`` is ``topic-detail``; naming the topic alone (``--select quotes``) selects all of its rules. ``needs`` is a
    string of characters of which the prose must contain at least one for the rule to find anything (empty: always run).
    ``token`` is searched for in what stands between blanks and line ends (each such token on a line of its own, so that
    ``^`` and ``$`` are its ends when the pattern is multi-line): a text in which no token has it need not be looked at.
    Each distinct token is asked about once a run, and an ordinary word (four and more ASCII letters, perhaps with a
    comma or full stop behind) never, so a pattern must not be for these. ``scope`` says what a finding depends on.
    ``reports``: none of its fixes is ever applied, so that it need only look at the text in the end. ``options`` are
    the rule's options with their defaults. ``covers``: rules of the same stage whose findings inside one of this rule
    are left out, as it says more. ``kinds``: the kinds of text that it is for. ``paths``: globs
    of the files that it is for; none for all.
    """

    id: str
    stage: Stage
    check: Check
    level: Level = Level.FIX
    examples: tuple[Example, ...] = ()
    keeps: tuple[Keep, ...] = ()
    needs: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    token: re.Pattern[str] | None = None
    scope: Scope = Scope.TEXT
    reports: bool = False
    covers: tuple[str, ...] = ()
    kinds: frozenset[TextKind] = EVERYWHERE
    paths: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """The part of the id before the first hyphen."""
        return self.id.partition("-")[0]

    @property
    def doc(self) -> str:
        """The docstring of the rule's function: its documentation, in Markdown."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]


def rule(
    id: str,
    stage: Stage,
    *,
    level: Level = Level.FIX,
    examples: Iterable[Example] = (),
    keeps: Iterable[Keep | str] = (),
    needs: str = "",
    options: Mapping[str, Any] | None = None,
    token: str = "",
    scope: Scope = Scope.TEXT,
    reports: bool = False,
    covers: Iterable[str] = (),
    kinds: frozenset[TextKind] | None = None,
) -> Callable[[Check], Rule]:
    """Turn a function into a `Rule`; see there for the parameters. A rule about the structure of a text is for
    continuous text unless it says otherwise."""

    def wrap(check: Check) -> Rule:
        kept = tuple(Keep(k) if isinstance(k, str) else k for k in keeps)
        gate = re.compile(token, re.MULTILINE) if token else None
        shown = tuple(examples)
        chosen = dict(options or {})
        made_for = kinds or (CONTINUOUS if stage is Stage.STRUCTURE else EVERYWHERE)
        return Rule(id, stage, check, level, shown, kept, needs, chosen, gate, scope, reports, tuple(covers), made_for)

    return wrap
