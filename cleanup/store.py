"""A small store on disk for what can be computed again: bytes by key, in SQLite.

Several processes may use one store. It keeps to a size by forgetting what was not used for longest. A store that is
damaged, or of another version, is made anew; one that cannot be written is only read; one that cannot even be read is
empty. It never raises for any of that: what went wrong is in ``trouble``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

VERSION = 1
"""Of the layout of the tables; kept in the file as SQLite's ``user_version``."""
LIMIT = 200_000_000
"""Bytes that a store may take when nothing else is said."""
_BUSY = 10.0
"""Seconds to wait for another process that writes."""
_DAY = 86_400
_VARIABLES = 500
"""Keys in one question: older SQLite takes 999 parameters."""
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
        self._trouble: list[str] = []

    @property
    def trouble(self) -> tuple[str, ...]:
        """What went wrong so far, each in a sentence. Nothing of it matters for results."""
        return tuple(self._trouble)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are in the store."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        with self._guarded() as connection:
            if connection is not None:
                for start in range(0, len(wanted), _VARIABLES):
                    found.update(_look_up(connection, wanted[start : start + _VARIABLES]))
        if found and self._writable:
            self._mark_used(found)
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; what they replace is forgotten."""
        if not values or not self._writable:
            return
        now = int(time.time())
        with self._guarded() as connection:
            if connection is not None and self._writable:
                with connection:
                    connection.executemany(
                        "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                        [(key, value, now) for key, value in values.items()],
                    )
                self._shrink(connection)

    def clear(self) -> bool:
        """Forget everything, and give the room back; ``False``: another process is at it for long, or it is read-only.

        The file stays: whoever has it open would go on with one that has no name, beside a new one.
        """
        if not self.path.exists():
            return True
        with self._guarded() as connection:
            if connection is not None and self._writable:
                with connection:
                    connection.execute("DELETE FROM entries")
                connection.execute("VACUUM")
                return True
        return self._writable and not self._dead  # it was damaged, and is made anew

    def used(self) -> tuple[int, int] | None:
        """When the entry was used that was not for longest, and the last one (seconds since 1970, to a day); ``None``
        without entries."""
        span: tuple[int, int] | tuple[None, None] = None, None
        with self._guarded() as connection:
            if connection is not None:
                span = connection.execute("SELECT min(used), max(used) FROM entries").fetchone()
        return None if span[0] is None else span

    def info(self) -> tuple[int, int]:
        """Number of entries, and the size of the file in bytes."""
        count = 0
        with self._guarded() as connection:
            if connection is not None:
                (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        return count, self.path.stat().st_size if self.path.exists() else 0

    def close(self) -> None:
        """Close the file. The next question opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None and self._owner == os.getpid():
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @contextlib.contextmanager
    def _guarded(self):  # type: ignore[no-untyped-def]
        """The open connection, or ``None``. Errors inside end here: a damaged file is made anew, others are noted."""
        try:
            yield self._opened()
        except sqlite3.DatabaseError as error:
            self._mend(error)

    def _mend(self, error: sqlite3.DatabaseError) -> None:
        self.close()
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            # Locked for too long, a full disk, a folder that has gone: go on without.
            self._dead = True
            self._note(f"the cache {self.path} cannot be used ({error}); nothing is kept")
        else:
            self._note(f"the cache {self.path} was damaged ({error}) and is made anew")
            self._remove()

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is not None and self._owner != os.getpid():
            self._connection = None  # the parent's: it must not even be closed here
        if self._connection is None and not self._dead:
            self._owner = os.getpid()
            self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection | None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return self._open_to_read(error.strerror or str(error))
        if not os.access(self.path.parent, os.W_OK) or (self.path.exists() and not os.access(self.path, os.W_OK)):
            return self._open_to_read("it cannot be written")
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            self._mend(error)
            return self._connect()

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
        if not self.path.exists():
            self._dead = True
            self._note(f"no cache in {self.path.parent}: {why}. Nothing is kept")
            return None
        self._note(f"the cache {self.path} is only read: {why}")
        # `immutable`: SQLite would want to write a lock file beside it.
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            connection.close()
            self._dead = True
            return None
        return connection

    def _mark_used(self, found: Mapping[bytes, bytes]) -> None:
        """Note the use of entries, at most once a day each: reading should not mean writing."""
        now = int(time.time())
        keys = list(found)
        with self._guarded() as connection:
            if connection is None:
                return
            for start in range(0, len(keys), _VARIABLES):
                some = keys[start : start + _VARIABLES]
                marks = ",".join("?" * len(some))
                old = connection.execute(
                    f"SELECT key FROM entries WHERE used < ? AND key IN ({marks})", (now - _DAY, *some)
                ).fetchall()
                if old:
                    with connection:
                        connection.executemany("UPDATE entries SET used = ? WHERE key = ?", [(now, k) for (k,) in old])

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
    return dict(connection.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", keys))
