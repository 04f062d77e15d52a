"""What checks came to before: by content, so that files that did not change are not checked again.

A result holds as long as everything it came from is the same: the text, its name and format, the configuration, the
glossary, the grammar engine, this program and what it is built on. Every entry carries a digest of itself and its key;
one that does not fit is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from cleanup.core.model import Edit, Severity, SourceText, Span
from cleanup.errors import CleanupError
from cleanup.gate.found import Checked, Found, Remedy
from cleanup.names.book import to_fields
from cleanup.run.batch import Text, Worker
from cleanup.storage import program
from cleanup.storage.folder import cache_folder
from cleanup.storage.store import Store, key_of
from cleanup.terms.packs import pack_paths

VERSION = "3"
"""Of the way results are written; part of every key."""
_DIGEST = 16


def results_file() -> Path:
    """Where results are kept."""
    return cache_folder() / "results.sqlite"


class Results:
    """Remembers results in a store. ``worker`` knows configurations, engines and the sample of the run."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store = store
        self._worker = worker
        self._grounds: dict[tuple[Path | None, Path | None, tuple[str, ...]], str | None] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """What is wrong with the store; it costs time, never results."""
        return self._store.trouble

    def key(self, read: Text) -> bytes | None:
        """The key of the result for a file; ``None`` when it cannot be told what the result depends on."""
        under = (read.config.path, read.config.decisions, read.config.ignore)
        if under not in self._grounds:
            self._grounds[under] = self._ground(read)
        ground = self._grounds[under]
        return None if ground is None else self._key(ground, read)

    def _key(self, ground: str, read: Text) -> bytes:
        beside = self._worker.beside(read)
        raw = beside.digest.hex() if beside is not None else ""
        return key_of("result", ground, read.path, read.format, read.text, repr(self._worker.standing(read)), raw)

    def get(self, key: bytes, read: Text) -> Checked | None:
        """The result that is remembered, if there is one."""
        data = self._store.get([key]).get(key)
        return None if data is None else _unpacked(data, key, read)

    def put(self, key: bytes, checked: Checked) -> None:
        """Remember a result, unless something in it could not be done: that may be different the next time."""
        if not checked.faults and not checked.unchecked:
            self._store.put({key: _packed(checked, key)})

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _ground(self, read: Text) -> str | None:
        """Everything that results under a configuration depend on besides the text."""
        config = read.config
        try:
            glossary = [path.read_bytes().hex() for path in (*pack_paths(config.packs), *config.glossaries)]
            engine = self._worker.engine(config.grammar)
            if config.decisions is not None:  # about places in files that are called by their way from there
                glossary += [config.decisions.read_bytes().hex(), str(Path.cwd())]
        except (CleanupError, OSError):
            return None  # the check itself says what is wrong
        if engine is not None and engine.name != "none" and not engine.version:
            return None  # a server that has not said which one it is
        settings = replace(config, path=None, glossaries=(), formats={}, per_file_ignores={}, exclude=())
        grammar = replace(config.grammar, shared=None, keep_server=False, port=0)
        settings = replace(settings, replace_files=(), grammar=grammar)
        ground = key_of(_program(), repr(settings), *glossary, engine.fingerprint if engine is not None else "").hex()
        return f"{ground} {self._survey(ground, read)}"

    def _survey(self, ground: str, read: Text) -> str:
        """What the sample of the run says, which results depend on, too: remembered like a result."""
        sample = [part for text in self._worker.sample(read.config) for part in (text.path, text.format, text.text)]
        if not sample:
            return ""
        key = key_of("survey", ground, *sample)
        known = self._store.get([key]).get(key, b"")
        if known and known[:_DIGEST] == _digest(key, known[_DIGEST:]):
            return known[_DIGEST:].hex()
        answers = self._worker.cleaner(read).surveyed
        if len(answers) > 1:  # entries that hold for some files only
            return key.hex()
        answer = key_of(*(json.dumps(to_fields(book)) for book in answers.values()))
        self._store.put({key: _digest(key, answer) + answer})
        return answer.hex()


def _program() -> str:
    return f"{VERSION} {program.fingerprint()}"


def _digest(key: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST, key=key).digest()


def _packed(checked: Checked, key: bytes) -> bytes:
    fields = [checked.engine, checked.unlisted, [_fields(found) for found in checked.found]]
    data = zlib.compress(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
    return _digest(key, data) + data


def _fields(found: Found) -> list[Any]:
    return [
        found.rule,
        [found.span.start, found.span.end],
        found.message,
        found.severity.value,
        found.remedy.value,
        [[edit.span.start, edit.span.end, edit.text] for edit in found.edits],
        found.alternatives,
        found.also,
        found.name,
        [[span.start, span.end] for span in found.places],
        found.source,
    ]


def _unpacked(data: bytes, key: bytes, read: Text) -> Checked | None:
    """The result, or ``None`` if this is none: whatever is in the store, nobody may be misled by it."""
    if data[:_DIGEST] != _digest(key, data[_DIGEST:]):
        return None
    try:
        engine, unlisted, listed = json.loads(zlib.decompress(data[_DIGEST:]).decode("utf-8", "surrogatepass"))
        found = tuple(_found(fields) for fields in listed)
        return Checked(read.path, read.text, found, engine, unlisted=tuple(unlisted))
    except (ValueError, TypeError, zlib.error):
        return None


def _found(fields: list[Any]) -> Found:
    rule, span, message, severity, remedy, edits, alternatives, also, name, places, source = fields
    return Found(
        rule=rule,
        span=Span(*span),
        message=message,
        severity=Severity(severity),
        remedy=Remedy(remedy),
        edits=tuple(Edit(Span(start, end), text) for start, end, text in edits),
        alternatives=tuple(alternatives),
        also=tuple(also),
        name=name,
        places=tuple(Span(start, end) for start, end in places),
        source=SourceText(*source) if source is not None else None,
    )
