from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cleanup.core import pipeline
from cleanup.core.model import Applicability, Block, Document, Span
from cleanup.grammar.embedded import EMBEDDED
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.grammar.settings import GrammarSettings
from cleanup.grammar.stage import GrammarStage
from cleanup.rules.context import Context


def parse(source: str) -> Document:
    """Each line that is not empty is a paragraph."""
    blocks, start = [], 0
    for line in source.split("\n"):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(source, source, tuple(blocks))


@pytest.fixture(scope="session")
def embedded() -> Iterator[Callable[[str], IsolatedEngine]]:
    """An embedded engine by name, one for the whole session; skips where it is not installed."""
    opened: dict[str, IsolatedEngine] = {}

    def get(name: str) -> IsolatedEngine:
        if EMBEDDED[name].missing():
            pytest.skip(EMBEDDED[name].missing())
        return opened.setdefault(name, IsolatedEngine(name, "en-US"))

    yield get
    for engine in opened.values():
        engine.close()


def clean(
    text: str,
    stage: GrammarStage,
    context: Context | None = None,
    applied: frozenset[Applicability] = frozenset({Applicability.SAFE}),
) -> pipeline.Outcome:
    """What the grammar stage alone makes of a text."""
    context = context or Context()
    outcome = pipeline.run(text, [pipeline.Stage("grammar", lambda d: stage(d, context))], parse, applied)
    assert not outcome.faults
    return outcome


def stage_of(engine: IsolatedEngine, **settings: object) -> GrammarStage:
    return GrammarStage(engine, GrammarSettings(**settings))  # type: ignore[arg-type]
