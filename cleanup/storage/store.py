"""A small store on disk for what can be computed again: bytes by key, in SQLite.

Several processes may use one store. It keeps to a size by forgetting what was not used for longest. A store that is
damaged, or of another version, is made anew; one that cannot be written is only read; one that cannot even be read, or
that others can write, is empty. It never raises for any of that, whatever fails: what went wrong is in ``trouble``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from cleanup.storage.folder import doubts, make_private

_Answer = TypeVar("_Answer")

VERSION = 1
"""Of the layout of the tables; kept in the file as SQLite's ``user_version``."""
LIMIT = 200_000_000
"""Bytes that a store may take when nothing else is said."""
_BUSY = 10.0
"""Seconds to wait for another process that writes."""
_DAY = 86_400
_VARIABLES = 500
"""Keys in one question: older SQLite takes 999 parameters."""
_FAULTS = (sqlite3.Error, sqlite3.Warning, OSError, ValueError, OverflowError, MemoryError)
"""All that a call of SQLite, or of the system beneath it, may raise."""
_NO_DAMAGE = (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.NotSupportedError, sqlite3.DataError)
"""Errors of SQLite that say nothing about the file, or that another file would have, too."""
_TABLES = """
CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL);
CREATE INDEX entries_by_use ON entries (used);
"""


def key_of(*parts: str) -> bytes:
    """A key for a sequence of texts (32 bytes; two sequences never share one)."""
    digest = hashlib.blake2b(digest_size=32)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


class Store:
    """A store in the file ``path``, of about ``limit`` bytes at most. The file is opened with the first question.

    One object is for one thread; after a fork the child opens the file again.
    """

    def __init__(self, path: Path, limit: int = LIMIT) -> None:
        self.path = path
        self._limit = limit
        self._connection: sqlite3.Connection | None = None
        self._owner = 0
        self._writable = True
        self._dead = False
        self._is_mended = False
        self._trouble: list[str] = []

    @property
    def trouble(self) -> tuple[str, ...]:
        """What went wrong so far, each in a sentence. Nothing of it matters for results."""
        return tuple(self._trouble)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are in the store."""
        wanted = list(keys)

        def look_up(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for start in range(0, len(wanted), _VARIABLES):
                found.update(_look_up(connection, wanted[start : start + _VARIABLES]))
            return found

        none: dict[bytes, bytes] = {}
        found = self._ask(look_up, none)
        if found and self._writable:
            self._ask(lambda connection: _mark_used(connection, found), None)
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; what they replace is forgotten."""
        if not values or not self._writable:
            return
        now = int(time.time())

        def keep(connection: sqlite3.Connection) -> None:
            if self._writable:
                with connection:
                    connection.executemany(
                        "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                        [(key, value, now) for key, value in values.items()],
                    )
                self._shrink(connection)

        self._ask(keep, None)

    def clear(self) -> bool:
        """Forget everything, and give the room back; ``False``: another process is at it for long, or it is read-only.

        The file stays: whoever has it open would go on with one that has no name, beside a new one.
        """
        if not _exists(self.path):
            return True

        def forget(connection: sqlite3.Connection) -> bool:
            if self._writable:
                with connection:
                    connection.execute("DELETE FROM entries")
                connection.execute("VACUUM")
            return self._writable

        return self._ask(forget, False) or (self._writable and not self._dead)  # it was damaged, and is made anew

    def used(self) -> tuple[int, int] | None:
        """When the entry was used that was not for longest, and the last one (seconds since 1970, to a day); ``None``
        without entries."""

        def span(connection: sqlite3.Connection) -> tuple[int, int] | None:
            first, last = connection.execute("SELECT min(used), max(used) FROM entries").fetchone()
            return (first, last) if isinstance(first, int) and isinstance(last, int) else None

        return self._ask(span, None)

    def info(self) -> tuple[int, int]:
        """Number of entries, and the size of the file in bytes."""

        def counted(connection: sqlite3.Connection) -> int:
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
            return int(count)

        size = 0
        count = self._ask(counted, 0)
        with contextlib.suppress(OSError):
            size = self.path.stat().st_size
        return count, size

    def close(self) -> None:
        """Close the file. The next question opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None and self._owner == os.getpid():
            with contextlib.suppress(*_FAULTS):
                connection.close()

    def _ask(self, question: Callable[[sqlite3.Connection], _Answer], otherwise: _Answer) -> _Answer:
        """The answer of the open store; ``otherwise`` when there is none. Whatever fails ends here: a damaged file is
        made anew, the rest is noted."""
        try:
            connection = self._opened()
            return otherwise if connection is None else question(connection)
        except _FAULTS as error:
            self._mend(error)
            return otherwise

    def _mend(self, error: Exception) -> None:
        self.close()
        is_damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, _NO_DAMAGE)
        if isinstance(error, sqlite3.OperationalError) and "malformed" in str(error):
            is_damaged = True
        if is_damaged and not self._is_mended and self._writable:
            self._is_mended = True
            self._note(f"the cache {self.path} was damaged ({error}) and is made anew")
            self._remove()
        else:  # locked for too long, a full disk, a folder that has gone: go on without
            self._dead = True
            self._note(f"the cache {self.path} cannot be used ({error}); nothing is kept")

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is not None and self._owner != os.getpid():
            self._connection = None  # the parent's: it must not even be closed here
        if self._connection is None and not self._dead:
            self._owner = os.getpid()
            self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection | None:
        try:
            make_private(self.path.parent)
        except OSError as error:
            return self._open_to_read(error.strerror or str(error))
        if why := doubts(self.path.parent) or doubts(self.path):
            self._dead = True
            self._note(f"the cache is not used, because {why}; nothing is kept")
            return None
        if not os.access(self.path.parent, os.W_OK) or (_exists(self.path) and not os.access(self.path, os.W_OK)):
            return self._open_to_read("it cannot be written")
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            self._mend(error)
            return None if self._dead else self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = OFF")  # a lost answer is asked for again
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    (version,) = connection.execute("PRAGMA user_version").fetchone()
                    if version != VERSION:  # no other process was faster
                        connection.execute("DROP TABLE IF EXISTS entries")
                        for statement in filter(str.strip, _TABLES.split(";")):
                            connection.execute(statement)
                        connection.execute(f"PRAGMA user_version = {VERSION}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_to_read(self, why: str) -> sqlite3.Connection | None:
        self._writable = False
        if why_not := doubts(self.path.parent) or doubts(self.path):
            self._dead = True
            self._note(f"the cache is not used, because {why_not}; nothing is kept")
            return None
        if not _exists(self.path):
            self._dead = True
            self._note(f"no cache in {self.path.parent}: {why}. Nothing is kept")
            return None
        self._note(f"the cache {self.path} is only read: {why}")
        # `immutable`: SQLite would want to write a lock file beside it.
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except BaseException:
            connection.close()
            raise
        if version != VERSION:
            connection.close()
            self._dead = True
            return None
        return connection

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Forget the quarter that was not used for longest when the file has grown too big; its room is used again."""
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        if (pages - free) * size <= self._limit:
            return
        with connection:
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
            connection.execute(
                "DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY used LIMIT ?)", (count // 4 + 1,)
            )

    def _remove(self) -> None:
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()

    def _note(self, what: str) -> None:
        if f"{what}." not in self._trouble:
            self._trouble.append(f"{what}.")


def _look_up(connection: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    marks = ",".join("?" * len(keys))
    rows = connection.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", keys)
    return {key: value for key, value in rows if isinstance(key, bytes) and isinstance(value, bytes)}


def _mark_used(connection: sqlite3.Connection, found: Mapping[bytes, bytes]) -> None:
    """Note the use of entries, at most once a day each: reading should not mean writing."""
    now = int(time.time())
    keys = list(found)
    for start in range(0, len(keys), _VARIABLES):
        some = keys[start : start + _VARIABLES]
        marks = ",".join("?" * len(some))
        old = connection.execute(
            f"SELECT key FROM entries WHERE used < ? AND key IN ({marks})", (now - _DAY, *some)
        ).fetchall()
        if old:
            with connection:
                connection.executemany("UPDATE entries SET used = ? WHERE key = ?", [(now, key) for (key,) in old])


def _exists(path: Path) -> bool:
    """Whether a file is there; a folder that may not be looked into has none."""
    try:
        return path.exists()
    except OSError:
        return False
