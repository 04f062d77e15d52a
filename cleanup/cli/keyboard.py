"""Keys and lines from a person at a terminal."""

from __future__ import annotations

import contextlib
import os
import sys

import typer

from cleanup.cli.say import say


def pressed_key() -> str:
    """A key as soon as it is pressed. What was typed ahead counts, which `typer.getchar` would throw away."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return typer.getchar()
    sys.stdout.flush()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        pressed = os.read(terminal, 1)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return pressed.decode("utf-8", "replace") if pressed else "q"


def forget_typed() -> None:
    """Drop what was typed before the first question was shown: it answers none."""
    with contextlib.suppress(ImportError, OSError):  # Windows; no terminal
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def typed_line(question: str, default: str = "") -> str:
    """A line typed by the person, or the default."""
    say(f"{question}{f' [{default}]' if default else ''}: ", nl=False)
    sys.stdout.flush()
    return sys.stdin.readline().strip() or default
