"""What engines have answered before: by paragraph, on disk, so that an edited novel asks only about what was edited.

An answer is kept as the engine gave it, under the engine's fingerprint. Names and settings come later, so that changing
the glossary or the configuration loses nothing. What got no answer is not kept.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence

from cleanup.core.model import Span
from cleanup.grammar.engine import Answer, Engine, GrammarMatch
from cleanup.storage.store import Store, key_of

VERSION = "1"
"""Of the way answers are written; part of every key."""

PORTION = 50_000
"""Characters that are asked about before the answers are kept."""


class CachedEngine:
    """An engine that remembers its answers."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self._engine = engine
        self._store = store

    @property
    def name(self) -> str:
        """The engine's."""
        return self._engine.name

    @property
    def version(self) -> str:
        """The engine's."""
        return self._engine.version

    @property
    def fingerprint(self) -> str:
        """The engine's."""
        return self._engine.fingerprint

    @property
    def trouble(self) -> tuple[str, ...]:
        """The engine's."""
        return self._engine.trouble

    @property
    def notes(self) -> tuple[str, ...]:
        """What is wrong with the store; it costs time, never results."""
        return (*self._engine.notes, *self._store.trouble)

    def check(self, texts: Sequence[str]) -> list[Answer | None]:
        """The answers: remembered ones, and those of the engine to the rest."""
        if not any(text.strip() for text in texts):
            return [()] * len(texts)
        fingerprint = self._engine.fingerprint
        keys = [key_of(VERSION, fingerprint, text) for text in texts]
        known = {key: answer for key, data in self._store.get(keys).items() if (answer := _unpacked(data)) is not None}
        missing = [index for index, key in enumerate(keys) if key not in known]
        for some in _portions(missing, texts):
            asked = self._engine.check([texts[index] for index in some])
            fresh = {keys[index]: answer for index, answer in zip(some, asked, strict=True) if answer is not None}
            self._store.put({key: _packed(answer) for key, answer in fresh.items()})
            known.update(fresh)
        return [known.get(key) for key in keys]

    def close(self) -> None:
        """Close the engine and the store."""
        self._engine.close()
        self._store.close()


def _portions(indices: Sequence[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """The texts to ask about, in portions after each of which the answers are kept: an interrupted run loses little."""
    portion: list[int] = []
    size = 0
    for index in indices:
        portion.append(index)
        size += len(texts[index])
        if size >= PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _packed(answer: Answer) -> bytes:
    if not answer:
        return b""
    fields = [[m.span.start, m.span.end, m.rule, m.message, m.replacements, m.category, m.kind] for m in answer]
    return zlib.compress(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _unpacked(data: bytes) -> Answer | None:
    """The answer, or ``None`` if this is none: whatever is in the store, nobody may be misled by it."""
    if not data:
        return ()
    try:
        fields = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        return tuple(
            GrammarMatch(Span(int(start), int(end)), rule, message, tuple(replacements), category, kind)
            for start, end, rule, message, replacements, category, kind in fields
        )
    except (ValueError, TypeError, zlib.error):
        return None
