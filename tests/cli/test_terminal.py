"""What a terminal shows: colours, and a progress bar that leaves nothing behind."""

from __future__ import annotations

import os
import re
import sys

import pytest

from tests.cli.conftest import Cli

if sys.platform == "win32":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

import pty

RED, GREEN = "\x1b[31m", "\x1b[32m"


def on_terminal(cli: Cli, *arguments: str, stream: str) -> str:
    """What ``cleanup clean`` writes to standard output or error when that is a terminal."""
    controller, terminal = pty.openpty()
    environment = {**cli.environment, "TERM": "xterm-256color", "COLUMNS": "100"}
    del environment["NO_COLOR"]
    with cli.start("clean", "--no-grammar", *arguments, env=environment, **{stream: terminal}) as process:
        os.close(terminal)
        written = b""
        try:
            while chunk := os.read(controller, 65_536):
                written += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
        process.communicate()
    os.close(controller)
    assert process.returncode == 0
    return written.decode()


def test_the_diff_is_coloured(cli: Cli) -> None:
    cli.write("a.txt", "Yes.\n" + cli.damaged)
    shown = on_terminal(cli, "a.txt", "-f", "diff", stream="stdout")
    assert f"{RED}-{cli.damaged.strip()}" in shown
    assert f"{GREEN}+{cli.repaired.strip()}" in shown


def test_words_are_the_default_coloured_and_unmarked(cli: Cli) -> None:
    cli.write("a.txt")
    shown = on_terminal(cli, "a.txt", stream="stdout")
    assert f"{GREEN}“It" in shown
    assert "[-" not in shown


def test_words_are_broken_between_words(cli: Cli) -> None:
    cli.write("a.txt", "It was dark in the hall of the old house. " * 3 + cli.damaged)
    plain = on_terminal(cli, "a.txt", "--color", "never", stream="stdout")
    assert "[-”It-]{+“It+}" in " ".join(plain.split())
    assert "\x1b[3" not in plain
    shown = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in on_terminal(cli, "a.txt", stream="stdout").splitlines()]
    assert max(map(len, shown)) <= 100
    assert all(line.startswith("        ") for line in shown[2:] if line)


def test_progress_is_shown_and_wiped(cli: Cli) -> None:
    for number in range(5):
        cli.write(f"{number}.txt")
    shown = on_terminal(cli, ".", "--write", stream="stderr")
    assert "/5" in shown
    assert "5 files cleaned, 5 changed" in shown
    assert "/5" not in on_terminal(cli, ".", "-q", "--write", stream="stderr")


def test_long_lines_are_not_broken(cli: Cli) -> None:
    line = cli.damaged.strip() + " And it was dark." * 30
    cli.write("a.txt", line + "\n")
    assert f"-{line}" in on_terminal(cli, "a.txt", "-f", "diff", stream="stdout").replace("\r\n", "\n")


def test_a_file_gives_no_orders_to_the_terminal(cli: Cli) -> None:
    cli.write("a.txt", "\x1b]0;owned\x07" + cli.damaged)
    for arguments in (["a.txt", "-f", "diff"], ["a.txt"]):
        shown = on_terminal(cli, *arguments, "--select", "quotes-direction", stream="stdout")
        assert "\x1b]0;" not in shown
        assert "\x07" not in shown
        assert "␛]0;owned␇" in shown
