"""Text for a terminal."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import StringIO
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as far as text for it depends on it: the colours it has (as rich names them; empty: none), and how
    many columns text for people may have."""

    colours: str
    width: int = 80

    def rendered(self, text: Text) -> bytes:
        """The bytes to send to the terminal; lines are for it to break."""
        from rich.console import Console

        file = StringIO()
        console = Console(
            file=file,
            force_terminal=True,
            color_system=self.colours or None,  # type: ignore[arg-type]
            highlight=False,
            soft_wrap=True,
            legacy_windows=False,
        )
        console.print(text, end="")
        return file.getvalue().encode("utf-8", "replace")


def terminal_at(stream: IO[str]) -> Terminal | None:
    """The terminal that a stream goes to, if it is one, or is to be treated as one (FORCE_COLOR)."""
    if not (stream.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    from rich.console import Console

    console = Console(file=stream)
    is_plain = console.legacy_windows or console.no_color
    return Terminal("" if is_plain else console.color_system or "", min(console.width, WIDEST))
