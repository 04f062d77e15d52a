"""Puts a `Document` together from stretches of its source, keeping the books of which prose came from where."""

from __future__ import annotations

import re

from cleanup.core.model import OBJECT, Block, BlockKind, Document, Piece, Span

_LINE_END = re.compile(r"\r\n?|\n")
_RETURN = re.compile(r"\r\n?")


def dominant_newline(source: str) -> str:
    """The line ending that a source uses most; ``\\n`` when it has none."""
    if "\r" not in source:
        return "\n"
    windows = source.count("\r\n")
    unix = source.count("\n") - windows
    old_mac = source.count("\r") - windows
    most = max(windows, unix, old_mac)
    if most == windows:
        return "\r\n"
    return "\n" if most == unix else "\r"


class Assembly:
    """Collects prose from left to right. All positions given are code points of the source. ``newline`` is how its
    lines end, when that is known."""

    def __init__(self, source: str, newline: str = "") -> None:
        self._source = source
        self._newline = newline or dominant_newline(source)
        self._returns = "\r" in source
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._length = 0

    def verbatim(self, start: int, end: int) -> None:
        """Prose that stands in the source as it is; carriage returns in it become plain line ends."""
        if not self._returns:
            self._verbatim(start, end)
            return
        position = start
        for match in _RETURN.finditer(self._source, start, end):
            self._verbatim(position, match.start())
            self.replaced("\n", match.start(), match.end())
            position = match.end()
        self._verbatim(position, end)

    def _verbatim(self, start: int, end: int) -> None:
        if start == end:
            return
        last = self._pieces[-1] if self._pieces else None
        prose = Span(self._length, self._length + end - start)
        self._parts.append(self._source[start:end])
        self._length = prose.end
        if last is not None and last.verbatim and not last.fixed and last.source.end == start:
            self._pieces[-1] = Piece(Span(last.prose.start, prose.end), Span(last.source.start, end))
        else:
            self._pieces.append(Piece(prose, Span(start, end)))

    def replaced(self, prose: str, start: int, end: int, *, fixed: bool = False) -> None:
        """Prose that stands in the source in other characters: an entity, a line end with its indentation."""
        self._parts.append(prose)
        span = Span(self._length, self._length + len(prose))
        self._length = span.end
        self._pieces.append(Piece(span, Span(start, end), verbatim=False, fixed=fixed))

    def object(self, start: int, end: int) -> None:
        """Something that is not prose (code, an address): an `OBJECT` stands for it, and nothing may change it."""
        self.replaced(OBJECT, start, end, fixed=True)

    def mixed(self, start: int, end: int, literals: list[Span]) -> None:
        """Prose with ``literals`` in it, spans of the source in ascending order, all inside ``[start, end)``."""
        for literal in literals:
            self.verbatim(start, literal.start)
            self.object(literal.start, literal.end)
            start = literal.end
        self.verbatim(start, end)

    def separator(self, start: int, end: int) -> None:
        """What stands between two blocks: line ends, and perhaps markup, which makes it untouchable."""
        between = self._source[start:end]
        blank = len(_LINE_END.findall(between)) > 1
        if blank and not between.strip("\r\n"):
            self.verbatim(start, end)
        else:
            self.replaced("\n\n" if blank else "\n", start, end, fixed=not blank or bool(between.strip()))

    @property
    def length(self) -> int:
        """The length of the prose so far."""
        return self._length

    def block(self, start: int, kind: BlockKind) -> None:
        """Declare what was added since the prose was ``start`` long to be a block."""
        if start < self._length:
            self._blocks.append(Block(Span(start, self._length), kind))

    def prose(self) -> str:
        """The prose so far."""
        return "".join(self._parts)

    def document(self, blocks: tuple[Block, ...] | None = None) -> Document:
        """The whole; ``blocks`` replaces the declared ones."""
        if not self._pieces:
            self.replaced("", 0, 0, fixed=True)
        found = tuple(self._blocks) if blocks is None else blocks
        return Document(self._source, self.prose(), found, tuple(self._pieces), self._newline)
