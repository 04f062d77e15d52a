"""Every call of the system and of SQLite that a run with ``--write`` makes fails in turn: each file is old or new, what
went wrong is said, and the exit code is 2 unless nothing was lost but time."""

from __future__ import annotations

import builtins
import gc
import io
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanup.cli.app import run

OLD = "”It is late,” said Li Muli, the guard of letao.\n"
GLOSSARY = '[[term]]\nname = "Letao"\nsource = "乐淘"\nkind = "platform"\n'
FILES = ("a.txt", "b.md", "sub/c.txt")
COMMAND = ["clean", "--no-grammar", "--write", "novel"]
CALLS = ("os.open", "open", "os.fsync", "os.replace", "os.stat", "os.chmod", "os.write", "os.scandir", "sqlite")


class Turn:
    """Counts calls of one kind, and fails the one with a number."""

    def __init__(self, failing: int, fault: Exception) -> None:
        self.calls = 0
        self._failing, self._fault = failing, fault

    def wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self._failing:
                raise self._fault
            return real(*arguments, **options)

        return call


class Connection:
    """A connection to SQLite whose calls are counted."""

    def __init__(self, real: sqlite3.Connection, turn: Turn) -> None:
        self._real, self._turn = real, turn

    def __getattr__(self, name: str) -> Any:
        return self._turn.wrapped(getattr(self._real, name))

    def __enter__(self) -> Any:
        return self._real.__enter__()

    def __exit__(self, *error: Any) -> Any:
        return self._turn.wrapped(self._real.__exit__)(*error)


@pytest.fixture(autouse=True)
def settings_of_the_process() -> Iterator[None]:
    """What a run changes in its process is put back."""
    handler, threshold = signal.getsignal(signal.SIGTERM), gc.get_threshold()
    yield
    signal.signal(signal.SIGTERM, handler)
    gc.set_threshold(*threshold)


def patched(patch: pytest.MonkeyPatch, call: str, turn: Turn) -> None:
    """Have the calls of a kind counted."""
    if call == "sqlite":
        connect = sqlite3.connect
        patch.setattr(sqlite3, "connect", turn.wrapped(lambda *a, **o: Connection(connect(*a, **o), turn)))
    elif call == "open":
        real = turn.wrapped(builtins.open)
        patch.setattr(builtins, "open", real)
        patch.setattr(io, "open", real)
    else:
        name = call.removeprefix("os.")
        patch.setattr(os, name, turn.wrapped(getattr(os, name)))


def novel(folder: Path) -> None:
    """The files to clean, as they were."""
    for name in FILES:
        path = folder / "novel" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OLD, "utf-8")
    folder.joinpath("cleanup.toml").write_text('packs = []\nglossaries = ["glossary.toml"]\n', "utf-8")
    folder.joinpath("glossary.toml").write_text(GLOSSARY, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_every_call_fails_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], call: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cleanup.terms.kept.LARGE", 0)  # this glossary is kept, too
    monkeypatch.setattr("cleanup.names.kept_outlines.FEW", 0)
    fault = sqlite3.OperationalError("disk I/O error") if call == "sqlite" else OSError(28, "No space left on device")

    def once(number: int) -> tuple[int, Turn, str]:
        monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path / "cache" / f"{call}-{number}"))
        novel(tmp_path)
        turn = Turn(number, fault)
        with monkeypatch.context() as patch:
            patched(patch, call, turn)
            code = run(COMMAND)
        return code, turn, capfd.readouterr().err

    code, turn, _err = once(0)
    assert code == 0
    assert turn.calls >= len(FILES)
    new = {name: (tmp_path / "novel" / name).read_text("utf-8") for name in FILES}
    assert all("Letao" in text and "“It is late" in text for text in new.values())
    for number in range(1, turn.calls + 1):
        code, _turn, err = once(number)
        after = {name: (tmp_path / "novel" / name).read_text("utf-8") for name in FILES}
        assert all(text in (OLD, new[name]) for name, text in after.items()), (number, after)
        assert code in (0, 2), err
        if code == 0:
            assert after == new, (number, err)
        else:
            assert "error" in err, (number, err)
            assert "internal error" not in err, (number, err)
        assert not list((tmp_path / "novel").rglob("*.tmp")), number
