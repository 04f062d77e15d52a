"""The address of a server that was kept is believed only from a file that nobody else can have written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanup.grammar import kept_server as kept
from cleanup.storage import folder as cache_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no owners here")
SERVER = kept.KeptServer("http://127.0.0.1:8081/", 4_711, "6.8")


@pytest.fixture(autouse=True)
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A note about a server that is there and well."""
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "is_healthy", lambda _base, _timeout: True)
    monkeypatch.setattr(kept, "_is_server", lambda pid: pid == SERVER.pid)
    kept.remember(SERVER)
    assert kept.find() == SERVER
    return kept.note()


def through_a_link(note: Path) -> None:
    note.rename(note.with_name("elsewhere"))
    note.symlink_to(note.with_name("elsewhere"))


def in_its_place(content: object) -> Callable[[Path], None]:
    return lambda note: note.write_text(content if isinstance(content, str) else json.dumps(content)) and None  # type: ignore[func-returns-value]


FIELDS = {"base": SERVER.base, "pid": SERVER.pid, "version": SERVER.version}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.chmod(0o644),
        lambda note: note.chmod(0o620),
        lambda note: note.parent.chmod(0o770),
        lambda note: note.parent.chmod(0o777),
        through_a_link,
        lambda note: note.unlink() or os.mkfifo(note, 0o600),
        in_its_place({**FIELDS, "base": "http://grammar.example.org/"}),
        in_its_place({**FIELDS, "base": "http://127.0.0.1:80@grammar.example.org/"}),
        in_its_place({**FIELDS, "base": "http://127.0.0.1:8081/?x=http://grammar.example.org/"}),
        in_its_place({**FIELDS, "pid": 1}),
        in_its_place("[" * 9_000),
        in_its_place("x" * 100_000),
    ],
    ids=range(12),
)
def test_a_note_that_others_may_have_written_is_not_believed(note: Path, spoil: Callable[[Path], object]) -> None:
    spoil(note)
    assert kept.find() is None


def test_a_note_of_another_user_is_not_believed(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = note.stat().st_uid
    monkeypatch.setattr(cache_folder.os, "geteuid", lambda: owner + 1)
    assert kept.find() is None
