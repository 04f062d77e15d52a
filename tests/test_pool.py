"""Workers: told to end at any moment, they end."""

from __future__ import annotations

import os
import signal

import pytest

from cleanup.core.model import FileError
from cleanup.files.discover import Source
from cleanup.run.pool import in_order

pytestmark = pytest.mark.slow


class _EndsInItsFinalizer:
    """Something that is being thrown away when the worker is told to end: what is raised there reaches nobody."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        for _moment in range(1000):
            pass


class _Naming:
    """Makes of each file its name."""

    def __init__(self) -> None:
        self.died: list[str] = []

    def __enter__(self) -> _Naming:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def prepare(self) -> None:
        pass

    def tidy(self, source: Source) -> None:
        self.died.append(source.path)

    def do(self, source: Source) -> str:
        if source.path == "2":
            _EndsInItsFinalizer()
        return source.path


@pytest.mark.skipif(os.name != "posix", reason="POSIX only")
def test_a_worker_told_to_end_inside_a_finalizer_ends_after_its_file(capfd: pytest.CaptureFixture[str]) -> None:
    work = _Naming()
    outcomes = list(in_order([Source(str(n)) for n in range(5)], 1, work))
    assert [o for o in outcomes if not isinstance(o, FileError)][:3] == ["0", "1", "2"]
    lost = [o.message for o in outcomes if isinstance(o, FileError)]
    assert lost == ["the process that worked on it died (exit code 0)"]
    assert work.died == ["3"]
    assert capfd.readouterr().err == ""
