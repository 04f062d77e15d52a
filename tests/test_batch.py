"""Many files in one process: order, errors in their place, and what is built once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileError, FileResult
from cleanup.files.discover import Source
from cleanup.grammar import engines
from cleanup.run import batch
from cleanup.run.batch import Cleaned, Job, Selection, Worker, clean_all
from cleanup.settings.config import Overrides

DAMAGED, REPAIRED = "”It is late,” said the guard.\n", "“It is late,” said the guard.\n"
QUIET = Overrides(grammar=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanup.toml").write_text("packs = []")
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(DAMAGED, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_outcomes_come_in_order_with_errors_in_their_place() -> None:
    sources = [Source("b.txt"), FileError("x", "gone"), Source("nowhere.txt"), Source("a.txt")]
    outcomes = list(clean_all(sources, Job(overrides=QUIET)))
    assert [o.path if isinstance(o, FileError) else o.result.path for o in outcomes] == [
        "b.txt",
        "x",
        "nowhere.txt",
        "a.txt",
    ]
    assert [isinstance(o, FileError) for o in outcomes] == [False, True, True, False]
    assert all(isinstance(o, FileError) or o.result.revised == REPAIRED for o in outcomes)


def test_nothing_is_cleaned_before_it_is_asked_for(folder: Path) -> None:
    outcomes = clean_all([Source("a.txt"), Source("b.txt")], Job(overrides=QUIET, write=True))
    next(outcomes)
    assert (folder / "a.txt").read_text("utf-8") == REPAIRED
    assert (folder / "b.txt").read_text("utf-8") == DAMAGED


def test_a_bug_in_one_file_does_not_cost_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Cleaner.clean

    def broken(self: Cleaner, source: str, *, path: str = "", **more: Any) -> FileResult:
        if path == "b.txt":
            raise ZeroDivisionError("oops")
        return real(self, source, path=path, **more)

    monkeypatch.setattr(Cleaner, "clean", broken)
    sources = [Source(f"{name}.txt") for name in "abc"]
    first, second, third = clean_all(sources, Job(overrides=QUIET, write=True))
    assert isinstance(first, Cleaned)
    assert isinstance(third, Cleaned)
    assert isinstance(second, FileError)
    assert "internal error: ZeroDivisionError('oops')" in second.message
    assert "bug" in second.hint
    assert (folder / "b.txt").read_text("utf-8") == DAMAGED
    assert (folder / "c.txt").read_text("utf-8") == REPAIRED


@pytest.mark.usefixtures("folder")
def test_cleaners_and_engines_are_built_once_and_engines_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[object] = []
    real = Cleaner.__init__
    monkeypatch.setattr(Cleaner, "__init__", lambda self, *args: (built.append(self), real(self, *args))[1])
    opened: list[FakeEngine] = []

    def open_engine(_settings: object) -> FakeEngine:
        opened.append(FakeEngine())
        return opened[-1]

    monkeypatch.setattr(engines, "open_engine", open_engine)
    outcomes = list(clean_all([Source(f"{name}.txt") for name in "abc"], Job()))
    assert all(isinstance(outcome, Cleaned) for outcome in outcomes)
    assert len(built) == 1
    assert [engine.closed for engine in opened] == [1]


class FakeEngine:
    """An engine that finds nothing and counts how often it is closed."""

    name = version = fingerprint = "fake"
    trouble = ()
    notes = ()

    def __init__(self) -> None:
        self.closed = 0

    def check(self, texts: Sequence[str]) -> list[tuple[()]]:
        return [() for _text in texts]

    def close(self) -> None:
        self.closed += 1


def test_selection(folder: Path) -> None:
    (folder / "cleanup.toml").write_text('packs = []\nexclude = ["old/"]\nformats = { "*.novel" = "plain" }')
    wants = Selection(Job(), ("skip*",))
    wanted = [name for name in ("a.txt", "a.md", "a.novel", "a.png", "old/a.txt", "skip.txt") if wants(Path(name))]
    assert wanted == ["a.txt", "a.md", "a.novel"]
    (folder / "cleanup.toml").write_text("nonsense = 1")
    assert Selection(Job())(Path("a.txt"))
    assert not Selection(Job())(Path("a.novel"))


def test_an_encoding_that_cannot_hold_the_result_is_an_error_of_that_file(folder: Path) -> None:
    content = '"It is late," said the caf\xe9 owner.\n'.encode("latin-1")
    (folder / "a.txt").write_bytes(content)
    overrides = Overrides(grammar=False, quotes="curly", encoding="latin-1")
    with Worker(Job(overrides=overrides, write=True)) as worker:
        outcome = worker.do(Source("a.txt"))
    assert isinstance(outcome, FileError)
    assert "cannot write" in outcome.message
    assert (folder / "a.txt").read_bytes() == content


def test_a_job_is_plain_data() -> None:
    import pickle

    job = Job(Path("x.toml"), QUIET, output=Path("out"), sample=(Source("a.txt"),))
    assert pickle.loads(pickle.dumps(job)) == job
    assert batch.STDIN_NAME == "<stdin>"
