"""The entries of large glossary files, kept between runs: reading TOML takes longer than all that follows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cleanup import __version__
from cleanup.storage.folder import cache_folder
from cleanup.storage.gc_pause import not_collecting
from cleanup.terms.model import Gender, Kind, Origin, Term

LARGE = 100_000
"""Characters; a shorter file is read sooner than looked for."""
VERSION = "1"
"""Of the way entries are written; part of every key."""
_DIGEST = 16


def names_file() -> Path:
    """Where entries are kept, and what is predicted of them."""
    return cache_folder() / "names.sqlite"


LIMIT = 60_000_000
"""Bytes on disk for all of it; 20,000 entries take about 6,000,000."""


def kept_terms(text: str, path: str) -> tuple[Term, ...] | None:
    """The entries of a glossary's text if an earlier run has kept them; ``path`` is where they say that they stand."""
    from cleanup.storage.store import Store

    key = _key(text)
    store = Store(names_file(), LIMIT)
    data = store.get([key]).get(key, b"")
    store.close()
    if data[:_DIGEST] != _digest(data[_DIGEST:], key):
        return None
    try:
        with not_collecting():
            return _read(json.loads(data[_DIGEST:].decode("utf-8", "surrogatepass")), path)
    except (ValueError, TypeError, LookupError):
        return None


def keep_terms(text: str, terms: Sequence[Term]) -> None:
    """Keep the entries of a glossary's text."""
    from cleanup.storage.store import Store

    rows = [_row(term) for term in terms]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    key = _key(text)
    store = Store(names_file(), LIMIT)
    store.put({key: _digest(data, key) + data})
    store.close()


def _key(text: str) -> bytes:
    from cleanup.storage.store import key_of

    return key_of("terms", VERSION, _program(), text)


@cache
def _program() -> str:
    """What reads glossaries: its version, and the state of its files (for whoever works on it)."""
    folder = Path(__file__).resolve().parent
    states = [(path, path.stat()) for path in (folder / "load.py", folder / "model.py", Path(__file__))]
    return " ".join([__version__, *(f"{path.name} {state.st_size} {state.st_mtime_ns}" for path, state in states)])


def _digest(data: bytes, key: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST, key=key).digest()


def _row(term: Term) -> list[Any]:
    """An entry as a list: its line, name, source and kind, and what else it says by key."""
    row: list[Any] = [term.origin.line, term.name, term.source, str(term.kind)]
    more = {key: value for key, default in _MORE.items() if (value := getattr(term, key)) != default}
    return [*row, more] if more else row


_PLAIN = Term("")
_MORE = {
    key: getattr(_PLAIN, key)
    for key in (
        "aliases", "variants", "never", "forms", "gender", "note", "case", "paths", "override", "predict", "examples",
        "keep",
    )
}  # fmt: skip
_KINDS = {str(kind): kind for kind in Kind}


def _read(rows: Any, path: str) -> tuple[Term, ...]:
    """The entries. Raises ValueError, TypeError or LookupError for anything that `_row` does not write."""
    found = []
    for line, name, source, kind, *more in rows:
        term = Term(name, source, _KINDS[kind], origin=Origin(path, line))
        if more:
            values = {key: _value(key, value) for key, value in more[0].items()}
            term = Term(name, source, _KINDS[kind], origin=Origin(path, line), **values)
        found.append(term)
    return tuple(found)


def _value(key: str, value: Any) -> Any:
    if key == "gender":
        return Gender(value)
    if key == "examples":
        return tuple((before, after) for before, after in value)
    return tuple(value) if isinstance(value, list) else value
