"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.errors import DocumentError
from cleanup.files import write
from cleanup.files.write import write_atomically


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
