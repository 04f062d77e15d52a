"""Output that waits for the end of a run."""

from __future__ import annotations

import pytest

from cleanup.files import spool
from cleanup.files.spool import Spool


@pytest.mark.parametrize("in_memory", [1, 10_000_000])
def test_what_goes_in_comes_out(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", in_memory)
    kept = Spool()
    for number in range(1000):
        kept.add(f"line {number} é\n".encode())
    assert list(kept.lines()) == [f"line {number} é" for number in range(1000)]
    assert b"".join(kept.pieces()).decode().splitlines() == list(kept.lines())
    assert kept.size == len(b"".join(kept.pieces()))


def test_nothing() -> None:
    assert list(Spool().lines()) == list(Spool().pieces()) == []
