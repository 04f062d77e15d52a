"""What a review shows on a terminal."""

from __future__ import annotations

import shutil
from io import StringIO
from typing import TYPE_CHECKING

from cleanup.cli.say import say
from cleanup.reports.terminal import WIDEST
from cleanup.untrusted.visible import harmless, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cleanup.review.gather import Place



class Screen:
    """Shows groups and places on a terminal, within its width, lines broken between words."""

    def __init__(self, width: int = 0) -> None:
        from rich.console import Console

        self._width = width or min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
        self._file = StringIO()
        console = Console()
        self._has_colours = console.is_terminal and not console.no_color and bool(console.color_system)
        self._console = Console(
            file=self._file,
            width=self._width,
            force_terminal=True,
            color_system=console.color_system if self._has_colours else None,  # type: ignore[arg-type]
            highlight=False,
            legacy_windows=False,
        )

    def rule(self) -> None:
        """A line across."""
        self.line(("─" * (self._width - 1), "dim"))

    def line(self, *parts: tuple[str, str]) -> None:
        """A line of pieces, each with its style."""
        from rich.text import Text

        self._print(Text.assemble(*((harmless(text), style) for text, style in parts)))

    def replacement(self, text: str, becomes: str | None) -> None:
        """A form and what becomes of it."""
        from cleanup.reports.shown import shown

        if becomes is None:
            self.line(("  ", ""), (shown(text), "bold"))
        else:
            self.line(("  ", ""), (shown(text), "bold red"), ("  →  ", "dim"), (shown(becomes), "bold green"))

    def remark(self, text: str) -> None:
        """A sentence about what is shown."""
        from rich.padding import Padding
        from rich.text import Text

        self._print(Padding(Text(harmless(text), "dim"), (0, 0, 0, 2), expand=False))

    def place(self, place: Place) -> None:
        """A place: where it is, and its line with the change in it."""
        from rich.padding import Padding
        from rich.text import Text

        from cleanup.files.relative import relative
        from cleanup.reports.offers import source_line
        from cleanup.reports.shown import marked, shown

        subject, proposed = place.subject, place.proposed
        old, new = shown(subject.text) if subject.text else "", subject.becomes and shown(subject.becomes)
        text = Text(f"{one_line(relative(place.path))}:{place.line}  ", "dim")
        text.append(one_line(proposed.lead), "")
        if self._has_colours:
            text.append(old, "red strike" if new is not None else "bold")
            text.append(new or "", "green")
        else:
            text.append(marked(old, new if subject.becomes is not None else None))
        text.append(one_line(proposed.tail), "")
        self._print(Padding(text, (0, 0, 0, 2), expand=False))
        if proposed.source is not None:
            said = Text(f"source: {harmless(source_line(proposed.source))}", "cyan")
            self._print(Padding(said, (0, 0, 0, 4), expand=False))

    def _print(self, what: RenderableType) -> None:
        self._console.print(what)
        said = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        say(said, nl=False, styled=True)
