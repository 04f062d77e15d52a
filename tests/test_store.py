from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.storage.store import VERSION, Store, key_of

not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "store.sqlite"


def test_what_was_put_is_there_for_the_next_process(path: Path) -> None:
    values = {key_of(str(i)): bytes([i % 256]) * i for i in range(1_200)}
    first = Store(path)
    assert first.get(values) == {}
    first.put(values)
    first.close()
    second = Store(path)
    assert second.get([*values, key_of("other")]) == values
    assert second.info()[0] == 1_200
    assert second.trouble == ()
    second.clear()
    assert second.get(values) == {}
    second.close()


@given(st.lists(st.text(max_size=5), max_size=3), st.lists(st.text(max_size=5), max_size=3))
def test_keys_differ_where_texts_differ(one: list[str], other: list[str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


def test_a_lone_surrogate_has_a_key() -> None:
    assert key_of("\ud800") != key_of("\ud801")


@pytest.mark.parametrize("size", [0, 10, 3_000])
def test_a_damaged_file_is_made_anew(path: Path, size: int) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, " * (size // 16 + 1))
    store = Store(path)
    assert store.get([b"k"]) == {}
    assert "was damaged" in store.trouble[0]
    store.put({b"k": b"v"})
    assert store.get([b"k"]) == {b"k": b"v"}
    store.close()


def test_damage_inside_is_mended(path: Path) -> None:
    store = Store(path)
    store.put({key_of(str(i)): b"x" * 500 for i in range(500)})
    store.close()
    data = bytearray(path.read_bytes())
    data[5_000:-5_000] = b"\xff" * (len(data) - 10_000)
    path.write_bytes(bytes(data))
    store = Store(path)
    store.get([key_of(str(i)) for i in range(500)])
    store.put({b"k": b"v"})
    store.put({b"k": b"v"})
    assert store.get([b"k"]) == {b"k": b"v"}
    assert len(store.trouble) == 1
    store.close()


def test_another_version_is_made_anew(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (other TEXT)")
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    store = Store(path)
    store.put({b"k": b"v"})
    assert store.get([b"k"]) == {b"k": b"v"}
    assert store.trouble == ()
    store.close()


def test_it_keeps_to_its_size_and_to_what_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 1_000_000.0
    monkeypatch.setattr("cleanup.storage.store.time.time", lambda: clock)
    store = Store(path, limit=300_000)
    for i in range(40):
        clock += 100_000
        store.put({key_of(str(i), str(j)): os.urandom(1_000) for j in range(20)})
        store.get([key_of("0", "0")])
    count, size = store.info()
    assert 100 < count < 320
    assert size < 500_000
    assert store.get([key_of("0", "0")])
    assert not store.get([key_of("0", "1")])
    assert store.get([key_of("39", "1")])
    store.close()


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "store.sqlite")
    store.put({b"k": b"v"})
    assert store.get([b"k"]) == {}
    assert "Nothing is kept" in store.trouble[0]
    assert store.info() == (0, 0)


def read_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the right to write away; from root too, who has it always."""
    path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    real = os.access
    monkeypatch.setattr("cleanup.storage.store.os.access", lambda p, mode: False if mode == os.W_OK else real(p, mode))


def test_a_folder_that_is_read_only_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(path)
    store.put({b"k": b"v"})
    store.close()
    read_only(path.parent, monkeypatch)
    try:
        store = Store(path)
        assert store.get([b"k", b"other"]) == {b"k": b"v"}
        store.put({b"other": b"v"})
        assert store.get([b"other"]) == {}
        assert "is only read" in store.trouble[0]
        store.close()
    finally:
        path.parent.chmod(0o700)


def test_a_folder_that_is_read_only_and_empty(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    read_only(path.parent, monkeypatch)
    try:
        store = Store(path)
        assert store.get([b"k"]) == {}
        store.put({b"k": b"v"})
        assert len(store.trouble) == 1
    finally:
        path.parent.chmod(0o700)


def test_several_processes_write_at_once(path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom cleanup.storage.store import Store, key_of\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for i in range(60):\n"
        "    store.put({key_of(sys.argv[2], str(i)): b'x' * 100})\n"
        "    store.get([key_of('0', str(i)), key_of('1', str(i))])\n"
        "sys.exit(1 if store.trouble else 0)"
    )
    root = Path(__file__).parents[1]
    workers = [subprocess.Popen([sys.executable, "-c", script, str(path), str(n)], cwd=root) for n in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    store = Store(path)
    assert store.info()[0] == 180
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_opens_the_file_for_itself(path: Path) -> None:
    store = Store(path)
    store.put({b"k": b"v"})
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        store.put({b"child": b"v"})
        os._exit(0 if store.get([b"k"]) == {b"k": b"v"} else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert store.get([b"child", b"k"]) == {b"child": b"v", b"k": b"v"}
    store.close()


def test_clearing_does_not_disturb_another_process(path: Path) -> None:
    values = {key_of(str(i)): os.urandom(1_000) for i in range(500)}
    user, other = Store(path), Store(path)
    user.put(values)
    full = path.stat().st_size
    assert other.clear()
    assert path.stat().st_size < full / 10
    assert user.get(values) == {}
    user.put({b"k": b"v"})
    assert other.get([b"k"]) == {b"k": b"v"}
    assert user.trouble == other.trouble == ()
    user.close()
    other.close()


def test_clearing_waits_for_who_writes_and_then_gives_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanup.storage.store._BUSY", 0.05)
    store = Store(path)
    store.put({b"k": b"v"})
    store.close()
    writer = sqlite3.connect(path)
    writer.execute("BEGIN IMMEDIATE")
    assert not store.clear()
    assert "locked" in store.trouble[0]
    writer.rollback()
    writer.close()
    store = Store(path)
    assert store.get([b"k"]) == {b"k": b"v"}
    assert store.clear()
    store.close()


def test_clearing_nothing_and_rubbish(path: Path) -> None:
    store = Store(path)
    assert store.clear()
    assert not path.exists()
    path.parent.mkdir()
    path.write_bytes(b"rubbish" * 5_000)
    assert store.clear()
    assert store.get([b"k"]) == {}
    assert store.used() is None
    store.close()


def test_when_entries_were_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(path)
    assert store.used() is None
    for day in (3, 1, 2):
        monkeypatch.setattr("cleanup.storage.store.time.time", lambda day=day: 86_400.0 * day)
        store.put({bytes([day]): b""})
    assert store.used() == (86_400, 259_200)
    store.close()
