"""Cues as prose: which of them one sentence runs over, and where their lines break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cleanup.core.model import BlockKind, Document, Span, Syntax
from cleanup.formats.flow import Flow

_ENDED = re.compile(r"[.!?…:;。！？♪#)\]】）~～]['\"’”»」』*_]*\s*\Z|['\"’”»」』]\s*\Z")
_SPEAKER = re.compile(r"(?:\{[^{}\r\n]*\}|<[^<>\r\n]*>|\s)*+(?:[-‐‑–—―](?!-)\s*(?=\S)|>>\s*)")
_STARTS_ANEW = re.compile(r"\s*(?:[♪#\[(【（「『]|[A-Z][A-Z .'-]{1,30}:\s)")
_LONGEST_GAP = 3_000
"""Milliseconds of silence over which no sentence runs."""
_MOST_CUES = 8
"""Cues that a sentence may run over."""
_FEW = 0.25
"""Of the cues, the part that ends in a mark of punctuation in a file that leaves most of them out."""


class Cue(NamedTuple):
    """A cue: its lines as spans of the source, its times in milliseconds, and who speaks, or in which style."""

    lines: tuple[Span, ...]
    start: int = 0
    end: int = 0
    voice: str = ""


Reads = Callable[[Flow, int, int], None]
"""Adds the text of a line to a flow, without its tags."""


def document_of(source: str, cues: Sequence[Cue], read: Reads, syntax: Syntax, *, joins: bool = True) -> Document:
    """The document of some cues; ``joins``: a sentence may run over several of them."""
    flow = Flow(source, collapses=False)
    texts = [_shown(source, cue, read) for cue in cues]
    ended = sum(1 for text in texts if _ENDED.search(text))
    is_sparing = ended < _FEW * len(texts)
    count = 0
    for number, cue in enumerate(cues):
        above = cues[number - 1] if number else None
        goes_on = (
            joins
            and above is not None
            and count < _MOST_CUES
            and _goes_on(above, texts[number - 1], cue, texts[number], is_sparing=is_sparing)
        )
        if not goes_on:
            flow.end_block(BlockKind.PARAGRAPH)
            count = 0
        count += 1
        for line in cue.lines:
            _add_line(source, flow, line, read)
    flow.end_block(BlockKind.PARAGRAPH)
    return flow.document(syntax)


def _add_line(source: str, flow: Flow, line: Span, read: Reads) -> None:
    speaker = _SPEAKER.match(source, line.start, line.end)
    if speaker:
        flow.end_block(BlockKind.PARAGRAPH)
    last = flow.last()
    if last is not None:
        flow.line_break(last.end, line.start, "line")
    read(flow, speaker.end() if speaker else line.start, line.end)


def _shown(source: str, cue: Cue, read: Reads) -> str:
    flow = Flow(source, collapses=False)
    for line in cue.lines:
        read(flow, line.start, line.end)
    return flow.prose_of(flow.parts)


def _goes_on(above: Cue, before: str, cue: Cue, after: str, *, is_sparing: bool) -> bool:
    """Whether the sentence of one cue goes on in the next."""
    if not before.strip() or not after.strip() or above.voice != cue.voice:
        return False
    if not -_LONGEST_GAP <= cue.start - above.end <= _LONGEST_GAP or cue.start < above.start:
        return False
    if _ENDED.search(before) or _STARTS_ANEW.match(after) or _SPEAKER.match(after):
        return False
    return not is_sparing or after.lstrip("'\"‘“… ")[:1].islower() or before.rstrip().endswith((",", "-", "–", "—"))


def tagged(tag: re.Pattern[str], place: str, replaced: Callable[[str], str | None] | None = None) -> Reads:
    """Reads lines in which what matches ``tag`` is markup, or what ``replaced`` gives for it: text in other characters,
    with a line break as one, and ``None`` for markup."""

    def read(flow: Flow, start: int, end: int) -> None:
        position = start
        for match in tag.finditer(flow.source, start, end):
            flow.text(position, match.start(), place)
            position = match.end()
            text = replaced(match[0]) if replaced else None
            if text == "\n":
                flow.line_break(*match.span(), place)
            elif text is not None:
                flow.replaced(text, *match.span(), place)
        flow.text(position, end, place)

    return read


def lines_of(source: str) -> list[Span]:
    """The lines of a source without their ends."""
    return [Span(*match.span(1)) for match in _LINE.finditer(source)]


_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


def milliseconds(text: str) -> int:
    """A time such as ``1:02:03,456``, ``02:03.4`` or ``1:02:03.45`` in milliseconds; 0 for what is none."""
    whole, _, fraction = text.strip().replace(",", ".").partition(".")
    total = 0
    for part in whole.split(":"):
        if not part.isascii() or not part.isdigit():
            return 0
        total = total * 60 + int(part)
    return total * 1000 + (int(fraction[:3].ljust(3, "0")) if fraction.isascii() and fraction.isdigit() else 0)


def not_blank(source: str, lines: Iterable[Span]) -> tuple[Span, ...]:
    """The lines that have something on them."""
    return tuple(line for line in lines if source[line.start : line.end].strip())
