"""Lines on a terminal are broken between words; elsewhere they stay as they are."""

from __future__ import annotations

import pytest

from cleanup.cli.say import say_lines, say_next

LINE = "  " + "word " * 30 + "end"


def test_on_a_terminal_lines_break_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    say_lines([LINE, "short"])
    lines = capsys.readouterr().err.splitlines()
    assert all(len(line) < 40 for line in lines)
    assert lines[0].startswith("  word")
    assert lines[1].startswith("    word")
    assert " ".join(" ".join(lines[:-1]).split()) == " ".join(LINE.split())
    assert lines[-1] == "short"


def test_elsewhere_lines_stay_whole_and_nobody_is_advised(capsys: pytest.CaptureFixture[str]) -> None:
    say_lines([LINE])
    say_next("read on")
    assert capsys.readouterr().err == f"{LINE}\n"
