"""The cache decides nothing: whatever fails in a store costs time, never a result, and is noted once."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from cleanup.storage import folder as cache_folder
from cleanup.storage.folder import doubts
from cleanup.storage.store import Store

FAULTS = [
    sqlite3.OperationalError("database or disk is full"),
    sqlite3.OperationalError("disk I/O error"),
    sqlite3.OperationalError("database is locked"),
    sqlite3.OperationalError("attempt to write a readonly database"),
    sqlite3.OperationalError("no such table: entries"),
    sqlite3.DatabaseError("database disk image is malformed"),
    sqlite3.DatabaseError("file is not a database"),
    sqlite3.IntegrityError("constraint failed"),
    sqlite3.DataError("string or blob too big"),
    sqlite3.InterfaceError("bad parameter or other API misuse"),
    sqlite3.ProgrammingError("Cannot operate on a closed database."),
    sqlite3.InternalError("unknown"),
    OSError(28, "No space left on device"),
    MemoryError(),
]


class Counter:
    """Counts the calls of SQLite, and fails the one with a number, or all from that on."""

    def __init__(self, failing: int, fault: Exception, *, onwards: bool) -> None:
        self.calls = 0
        self._failing, self._fault, self._onwards = failing, fault, onwards

    def call(self) -> None:
        self.calls += 1
        if self.calls == self._failing or (self._onwards and self.calls > self._failing):
            raise self._fault


class Failing:
    """A connection whose every call is counted."""

    def __init__(self, real: sqlite3.Connection, counter: Counter) -> None:
        self._real, self._counter = real, counter

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._real, name)

        def counted(*arguments: Any) -> Any:
            self._counter.call()
            return method(*arguments)

        return counted

    def __enter__(self) -> Failing:
        self._real.__enter__()
        return self

    def __exit__(self, *error: Any) -> Any:
        try:
            if error[0] is None:
                self._counter.call()
        except Exception:
            self._real.rollback()
            raise
        return self._real.__exit__(*error)


def everything(path: Path) -> tuple[Store, list[object]]:
    """All that is ever asked of a store, and what it answers."""
    store = Store(path, limit=20_000)
    store.put({b"a": b"1", b"b": b"2"})
    answers: list[object] = [store.get([b"a", b"b", b"c"])]
    store.put({bytes([number]): b"x" * 1_000 for number in range(40)})
    answers += [store.get([b"a"]), store.used(), store.info(), store.clear()]
    store.close()
    return store, answers


def failing(monkeypatch: pytest.MonkeyPatch, counter: Counter) -> None:
    real = sqlite3.connect

    def connect(*arguments: Any, **options: Any) -> Any:
        counter.call()
        return Failing(real(*arguments, **options), counter)

    monkeypatch.setattr("cleanup.storage.store.sqlite3.connect", connect)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{type(fault).__name__} {fault}")
@pytest.mark.parametrize("onwards", [False, True])
def test_every_call_of_sqlite_fails_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, onwards: bool
) -> None:
    counter = Counter(0, fault, onwards=False)
    with monkeypatch.context() as patch:
        failing(patch, counter)
        everything(tmp_path / "counting" / "store.sqlite")
    assert counter.calls > 20
    for number in range(1, counter.calls + 1):
        with monkeypatch.context() as patch:
            failing(patch, Counter(number, fault, onwards=onwards))
            store, answers = everything(tmp_path / str(number) / "store.sqlite")
        found = answers[0]
        assert isinstance(found, dict)
        assert all({b"a": b"1", b"b": b"2"}[key] == value for key, value in found.items())
        assert len(store.trouble) <= 2


@pytest.mark.parametrize("what", ["folder", "pipe", "link to nowhere", "link to itself", "rubbish", "nothing in it"])
def test_something_else_in_its_place(tmp_path: Path, what: str) -> None:
    path = tmp_path / "cache" / "store.sqlite"
    path.parent.mkdir(mode=0o700)
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes here")
        os.mkfifo(path, 0o600)
    elif what == "link to nowhere":
        path.symlink_to(tmp_path / "gone" / "store.sqlite")
    elif what == "link to itself":
        path.symlink_to(path)
    else:
        path.write_bytes(b"rubbish" * 1_000 if what == "rubbish" else b"")
    store = Store(path)
    store.put({b"k": b"v"})
    assert store.get([b"k"]) in ({}, {b"k": b"v"})
    store.info()
    store.used()
    store.clear()
    assert len(store.trouble) <= 1
    store.close()


def test_values_of_another_kind_are_not_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = Store(path)
    store.put({b"k": b"v"})
    store.close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE entries SET value = 'text', used = 'never'")
    connection.close()
    assert Store(path).get([b"k"]) == {}
    assert Store(path).used() is None


posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no owners here")


@posix
def test_a_new_cache_folder_is_private(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache" / "store.sqlite")
    store.put({b"k": b"v"})
    store.close()
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


@posix
@pytest.mark.parametrize("which", ["folder", "file"])
@pytest.mark.parametrize("mode", [0o020, 0o002])
def test_what_others_can_write_is_not_believed(tmp_path: Path, which: str, mode: int) -> None:
    path = tmp_path / "cache" / "store.sqlite"
    store = Store(path)
    store.put({b"k": b"v"})
    store.close()
    open_to_all = path if which == "file" else path.parent
    open_to_all.chmod(open_to_all.stat().st_mode | mode)
    store = Store(path)
    assert store.get([b"k"]) == {}
    store.put({b"other": b"v"})
    assert len(store.trouble) == 1
    assert "others may write" in store.trouble[0]
    store.close()


@posix
def test_what_belongs_to_another_user_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cache" / "store.sqlite"
    store = Store(path)
    store.put({b"k": b"v"})
    store.close()
    owner = path.stat().st_uid
    monkeypatch.setattr(cache_folder.os, "geteuid", lambda: owner + 1)
    if owner == 0:  # root is believed: give it to somebody
        os.chown(path.parent, 12_345, -1)
    store = Store(path)
    assert store.get([b"k"]) == {}
    assert "another user" in store.trouble[0]
    assert doubts(tmp_path / "gone") == ""
