"""What a terminal shows of many changes, when nobody has asked for all of them."""

from __future__ import annotations

import pytest

from cleanup.cli.output import Results
from cleanup.outcome.account import Account


@pytest.mark.parametrize(("asked", "lines"), [(False, 200), (True, 300)])
def test_a_wall_of_changes_is_shown_only_when_asked_for(
    asked: bool, lines: int, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with Results("words", None, written=False, quiet=True, asked=asked) as results:
        for name in ("a.txt", "b.txt"):
            results.add(Account(name, changed=True, changes=150, shown=b"line\n" * 150))
    out = capsysbinary.readouterr().out
    assert out.count(b"line\n") == lines
    assert (b"and 100 more lines: -f words shows them all" in out) is not asked
