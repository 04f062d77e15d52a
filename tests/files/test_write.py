"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanup.errors import DocumentError
from cleanup.files import write
from cleanup.files.write import remove_unfinished, write_atomically


def test_content_is_replaced_and_mode_bits_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o604
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x/y/new.txt", b"new", parents=True)
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "x/y/new.txt").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, "fsync", full)
    with pytest.raises(DocumentError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_the_data_is_on_the_disk_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace
    monkeypatch.setattr(write.os, "fsync", lambda descriptor: (order.append("sync"), real_sync(descriptor)))
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append("replace"), real_replace(self, to))[1])
    write_atomically(tmp_path / "a.txt", b"new")
    assert order == ["sync", "replace", "sync"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX only")
def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(DocumentError, match="not a regular file"):
            write_atomically(path, b"new")


@pytest.mark.skipif(os.name != "posix", reason="POSIX only")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_pieces_are_written_as_one(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.txt", iter([b"one ", b"", b"two"]))
    assert (tmp_path / "a.txt").read_bytes() == b"one two"


def unfinished(folder: Path, process: int, machine: str = "") -> Path:
    path = folder / f".chapter.txt.cleanup-{machine or write._machine()}-{process}-ab12_x.tmp"
    path.write_bytes(b"half of")
    return path


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = unfinished(tmp_path, ended.pid)
    running, elsewhere = unfinished(tmp_path, os.getpid()), unfinished(tmp_path, ended.pid, "0123abcd")
    others = [tmp_path / name for name in (".chapter.txt.tmp", ".cleanup-1-2.tmp", "a.cleanup-0123abcd-1-a.tmp")]
    for other in others:
        other.write_bytes(b"")
    remove_unfinished(tmp_path)
    assert not left.exists()
    assert all(path.exists() for path in (running, elsewhere, *others))
    os.utime(elsewhere, (0, 0))
    remove_unfinished(tmp_path)
    assert not elsewhere.exists()
    remove_unfinished(tmp_path / "nowhere")


def test_what_is_unfinished_has_the_name_that_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(write.os, "fsync", lambda _file: seen.extend(path.name for path in tmp_path.iterdir()))
    write_atomically(tmp_path / "two words\n.txt", b"new")
    assert write._UNFINISHED.fullmatch(seen[0])


@pytest.mark.parametrize("moment", ["open", "fdopen", "fsync"])
def test_an_interruption_at_any_moment_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    real = getattr(os, moment)

    def interrupted(*arguments: Any, **options: Any) -> Any:
        """Does its work, and then Ctrl-C comes before anybody has the result."""
        result = real(*arguments, **options)
        if moment == "fdopen":
            result.close()
        elif moment == "open":
            os.close(result)
        raise KeyboardInterrupt

    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, moment, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "chown"), reason="there are no owners here")
def test_a_file_of_another_owner_that_would_change_hands_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    real = Path.stat

    def of_another(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        state = real(self, follow_symlinks=follow_symlinks)
        return os.stat_result((*state[:4], state.st_uid + 1, *state[5:])) if self.name == "a.txt" else state

    def refused(*_arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", of_another)
    monkeypatch.setattr(write.os, "chown", refused)
    monkeypatch.setattr(write, "_may_write", lambda *_: True)
    with pytest.raises(DocumentError, match="belongs to another user"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may give a file away")
def test_owner_and_mode_stay_when_root_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    os.chown(path, 12_345, 54_321)
    path.chmod(0o640)
    write_atomically(path, b"new")
    state = path.stat()
    assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (12_345, 54_321, 0o640)
