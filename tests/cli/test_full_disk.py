"""A disk that is full, for every kind of output: it is said, the exit code is 2, old files stay as they are."""

from __future__ import annotations

import builtins
import gc
import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanup.cli.app import run

GLOSSARY = (
    '[[term]]\nname = "Letao"\nsource = "乐淘"\nkind = "platform"\nvariants = ["le tao"]\n\n[[term]]\nname = "Kong"\n'
)
TEXT = "”It is late ,” said Irvin to Irvin. Then Irvin saw letao.\n"
COMMANDS = [
    ["clean", "--no-grammar", "--write", "a.txt"],
    ["clean", "--no-grammar", "--output", "out", "a.txt"],
    ["clean", "--no-grammar", "--diff", "new.patch", "a.txt"],
    ["clean", "--no-grammar", "--diff", "old.patch", "a.txt"],
    ["check", "--no-grammar", "-o", "json=new.json", "a.txt"],
    ["check", "--no-grammar", "-o", "sarif=old.sarif", "a.txt"],
    ["baseline", "create", "--no-grammar", "--baseline", "new.json", "a.txt"],
    ["baseline", "update", "--no-grammar", "--baseline", "b.json", "a.txt"],
    ["glossary", "export", "-f", "csv", "-o", "new.csv"],
    ["glossary", "export", "-f", "tbx", "-o", "old.tbx"],
    ["glossary", "import", "more.csv"],
    ["glossary", "add", "Kuaidi"],
    ["glossary", "remove", "Letao"],
    ["glossary", "rename", "Letao", "Lotao", "a.txt"],
    ["glossary", "report", "--html", "new.html", "a.txt"],
    ["glossary", "discover", "a.txt"],
    ["glossary", "review", "a.txt", "--accept-above", "0"],
    ["init"],
]


@pytest.fixture(autouse=True)
def novel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[Path, bytes]]:
    """Files to work on, in the folder where the commands run; what a run changes in its process is put back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLEANUP_CACHE", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    for name, text in {
        "a.txt": TEXT,
        "cleanup.toml": 'packs = []\nglossaries = ["glossary.toml"]\n',
        "glossary.toml": GLOSSARY,
        "more.csv": "source,target\n李牧,Li Mu\n",
        "b.json": '{"version": 1, "entries": []}\n',
        **dict.fromkeys(["old.patch", "old.sarif", "old.tbx"], "old"),
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    handler, threshold = signal.getsignal(signal.SIGTERM), gc.get_threshold()
    yield {path: path.read_bytes() for path in tmp_path.iterdir()}
    signal.signal(signal.SIGTERM, handler)
    gc.set_threshold(*threshold)


class Full(io.RawIOBase):
    """A file on a disk that is full."""

    def writable(self) -> bool:
        return True

    def write(self, _data: Any) -> int:
        raise OSError(28, "No space left on device")


def filled(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have nothing in the folder written any more."""
    real_open, real_fdopen = builtins.open, os.fdopen

    def is_there(file: Any) -> bool:
        return not isinstance(file, int) and Path(os.fspath(file)).absolute().parent.is_relative_to(folder)

    def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if is_there(file) and set(mode) & set("wxa+"):
            return Full() if "b" in mode else io.TextIOWrapper(io.BufferedWriter(Full()), "utf-8")
        return real_open(file, mode, *rest, **more)

    def of_descriptor(descriptor: int, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if set(mode) & set("wxa+"):
            os.close(descriptor)
            return io.BufferedWriter(Full())
        return real_fdopen(descriptor, mode, *rest, **more)

    patch.setattr(builtins, "open", opened)
    patch.setattr(io, "open", opened)
    patch.setattr(os, "fdopen", of_descriptor)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk_is_told_and_nothing_is_lost(
    command: list[str],
    novel: dict[Path, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if command == ["init"]:
        (tmp_path / "cleanup.toml").unlink()
        del novel[tmp_path / "cleanup.toml"]
    with monkeypatch.context() as patch:
        filled(patch, tmp_path)
        code = run(command)
    said = capfd.readouterr().err
    assert code == 2, said
    assert "No space left" in said
    assert "internal error" not in said
    reports = {tmp_path / name for name in ("old.patch", "old.sarif")}  # written as they come
    assert {path: path.read_bytes() for path in novel if path not in reports} == {
        path: content for path, content in novel.items() if path not in reports
    }
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".tmp"]
