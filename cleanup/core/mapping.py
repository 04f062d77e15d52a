"""From the prose that rules see to the source that is edited."""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from cleanup.core.model import Document, Edit, Piece, Span

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_PAIRS = 10_000
"""Words of the old text times words of the new one: what is longer is not split."""


class Mapping:
    """Positions of one document, prose to source. The first look-up is linear in the pieces, others logarithmic."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.prose = document.prose
        self._pieces = document.pieces
        self._hollow = document.syntax is not None and document.syntax.hollow
        self.is_plain = not document.pieces and document.prose == document.source
        """Whether the prose is the source, so that every position and edit is the same in both."""

    @cached_property
    def _starts(self) -> list[int]:
        """Where the pieces start in the prose: made when it is asked for, as most texts have little to find."""
        return [piece.prose.start for piece in self._pieces]

    def span(self, span: Span) -> Span:
        """The stretch of the source that ``span`` of the prose covers, markup in between included."""
        if not self._pieces:
            return span
        if span.start == span.end:
            point, _place = self._insertion_point(span.start)
            return Span(point, point)
        first = self._piece_at(span.start)
        last = self._piece_at(span.end - 1)
        start = first.source.start + (span.start - first.prose.start if first.verbatim else 0)
        end = last.source.end - (last.prose.end - span.end if last.verbatim else 0)
        if end < start:  # the value of an attribute, which is read after the text around its tag
            return Span(start, first.source.end)
        return Span(start, end)

    def edits(self, edit: Edit) -> tuple[Edit, ...] | None:
        """The edits of the source that do what ``edit`` does to the prose, or ``None`` where that cannot be done.

        It is one edit where the text stands in one stretch of the source. Where markup is in the way, only the words
        that change are edited, each on its side of the markup.
        """
        whole = self.edit(edit)
        return self._split(minimal(edit, self.prose)) if whole is None else (whole,)

    def edit(self, edit: Edit) -> Edit | None:
        """The single edit of the source that does what ``edit`` does to the prose, or ``None`` where there is none.

        There is none where markup or fixed text is in the way, unless the edit takes out whole lines. Only the
        characters that really change are edited, and line ends and special characters are written as the source writes
        them.
        """
        edit = minimal(edit, self._document.prose)
        span, text = edit.span, edit.text
        if not self._pieces:
            return edit if self.is_plain else None
        if span.start == span.end:
            return self._inserted(span.start, text)
        index = bisect_right(self._starts, span.start) - 1
        place = self._pieces[index].place
        previous: Piece | None = None
        while index < len(self._pieces) and self._pieces[index].prose.start < span.end:
            piece = self._pieces[index]
            whole = span.start <= piece.prose.start and piece.prose.end <= span.end
            # With a syntax, what stands between lines is markup, and never goes with them.
            goes = self._document.syntax is None and whole and not text and self._are_lines(span)
            fixed = piece.fixed and not goes
            if fixed or not (piece.verbatim or whole) or piece.place != place:
                return None
            if previous is not None and previous.source.end != piece.source.start:
                return None
            previous = piece
            index += 1
        if self._joins_lines_over_markup(span, index):
            return None
        if not text and not self._hollow and self._is_all_that_markup_holds(span):
            return None
        written = self._written(text, place)
        if written is None:
            return None
        place_in_source = self.span(span)
        if previous is not None and previous.fixed and not text:
            place_in_source = self._without_markup_behind(place_in_source, previous)
        return Edit(place_in_source, written)

    def _without_markup_behind(self, taken: Span, last: Piece) -> Span:
        """What is taken out with whole lines of the source, without the markup behind their end ("# "), which belongs
        to the line that stays; all of it where there is markup before them, too."""
        source = self._document.source
        if taken.start and source[taken.start - 1] not in "\r\n":
            return taken
        rest = re.search(r"[^\r\n]*\Z", source[last.source.start : taken.end])
        return Span(taken.start, taken.end - len(rest[0])) if rest else taken

    def _are_lines(self, span: Span) -> bool:
        """Whether a span of the prose is one or more whole lines, and a line end."""
        start, end = span
        prose = self.prose
        begins = start == 0 or prose[start - 1] == "\n" or prose[start] == "\n"
        ends = end == len(prose) or prose[end - 1] == "\n" or prose[end] == "\n"
        return begins and ends and "\n" in prose[start:end]

    def _inserted(self, position: int, text: str) -> Edit | None:
        point, place = self._insertion_point(position)
        if not text:
            return Edit(Span(point, point), "")
        written = self._written(text, place) if self._takes_insertion(position) else None
        return None if written is None else Edit(Span(point, point), written)

    def _written(self, text: str, place: str) -> str | None:
        """Text as the source writes it in a place; ``None`` where it cannot be written."""
        syntax = self._document.syntax
        if syntax is not None and text:
            return syntax.escape(text, place) if place else None
        return text if self._document.newline == "\n" else text.replace("\n", self._document.newline)

    def _split(self, edit: Edit) -> tuple[Edit, ...] | None:
        """An edit over markup as several, word by word."""
        (start, end), new = edit
        if self.is_plain or start == end:
            return None
        old_words, new_words = _WORD.findall(self.prose[start:end]), _WORD.findall(new)
        if len(old_words) * len(new_words) > _MOST_PAIRS:
            return None
        ends = [0, *accumulate(map(len, old_words))]
        done: list[Edit] = []
        for kind, first, last, new_first, new_last in SequenceMatcher(
            None, old_words, new_words, autojunk=False
        ).get_opcodes():
            if kind == "equal":
                continue
            words = Edit(Span(start + ends[first], start + ends[last]), "".join(new_words[new_first:new_last]))
            parts = self._spread(minimal(words, self.prose))
            if parts is None:
                return None
            done += parts
        return tuple(done)

    def _spread(self, edit: Edit) -> list[Edit] | None:
        """One edit, or several where markup divides the place: the new text goes where most of the old text stands."""
        whole = self.edit(edit)
        if whole is not None:
            return [whole]
        runs = self._runs(edit.span)
        if len(runs) < 2:
            return None
        longest = max(runs, key=lambda run: run.end - run.start)
        edits = [self.edit(Edit(run, edit.text if run == longest else "")) for run in runs]
        whole_edits = [each for each in edits if each is not None]
        return whole_edits if len(whole_edits) == len(edits) else None

    def _runs(self, span: Span) -> list[Span]:
        """The parts of a span of the prose between which markup stands."""
        runs: list[Span] = []
        index = bisect_right(self._starts, span.start) - 1
        source_end = -1
        while index < len(self._pieces) and self._pieces[index].prose.start < span.end:
            piece = self._pieces[index]
            start, end = max(piece.prose.start, span.start), min(piece.prose.end, span.end)
            if runs and piece.source.start == source_end:
                runs[-1] = Span(runs[-1].start, end)
            else:
                runs.append(Span(start, end))
            source_end = piece.source.end
            index += 1
        return runs

    def _piece_at(self, position: int) -> Piece:
        return self._pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def _takes_insertion(self, position: int) -> bool:
        """Whether text can be put there: not inside a piece that is fixed or not the same in the source, and not on an
        empty last line with markup, where the prose does not say on which side."""
        piece = self._piece_at(position)
        if piece.prose.start < position < piece.prose.end:
            return piece.verbatim and not piece.fixed
        at_new_line = position == piece.prose.end and self._document.prose.endswith("\n")
        return not (at_new_line and piece.source.end < len(self._document.source))

    def _insertion_point(self, position: int) -> tuple[int, str]:
        """Where to insert, and what kind of place that is: at the start of a line after the line's markup, at its end
        before it, and elsewhere at the end of the verbatim text before the point, if there is any, so that markup keeps
        its content."""
        right = max(bisect_right(self._starts, position) - 1, 0)
        piece = self._pieces[right]
        if position >= piece.prose.end:
            return piece.source.end, piece.place
        if position > piece.prose.start:
            return piece.source.start + (position - piece.prose.start if piece.verbatim else 0), piece.place
        if right == 0:
            return piece.source.start, piece.place
        before = self._pieces[right - 1]
        prose = self._document.prose
        if prose[position - 1] == "\n":
            return piece.source.start, piece.place
        if prose[position] == "\n":
            return before.source.end, before.place
        if (before.verbatim and not before.fixed) or not piece.verbatim or piece.fixed:
            return before.source.end, before.place
        return piece.source.start, piece.place

    def _joins_lines_over_markup(self, span: Span, after: int) -> bool:
        """Whether the line end that an edit takes away is followed by markup of the next line (``> ``, ``- ``)."""
        if self._document.prose[span.end - 1] != "\n":
            return False
        following = self._pieces[after].source.start if after < len(self._pieces) else len(self._document.source)
        return span.end == self._pieces[after - 1].prose.end and self._pieces[after - 1].source.end < following

    def _is_all_that_markup_holds(self, span: Span) -> bool:
        """Whether a deletion would leave markup around nothing (``**word**``), which then reads as something else."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_right(self._starts, span.end - 1) - 1
        if span != Span(self._pieces[first].prose.start, self._pieces[last].prose.end):
            return False
        before = self._pieces[first - 1].source.end if first else 0
        after = self._pieces[last + 1].source.start if last + 1 < len(self._pieces) else len(self._document.source)
        return before < self._pieces[first].source.start and self._pieces[last].source.end < after


def minimal(edit: Edit, text: str) -> Edit:
    """The same edit without what it leaves as it is at either end."""
    (start, end), new = edit
    if start == end or not new or (text[start] != new[0] and text[end - 1] != new[-1]):
        return edit
    old = text[start:end]
    shorter = min(len(old), len(new))
    prefix = 0
    while prefix < shorter and old[prefix] == new[prefix]:
        prefix += 1
    suffix = 0
    while suffix < shorter - prefix and old[-1 - suffix] == new[-1 - suffix]:
        suffix += 1
    return Edit(Span(start + prefix, end - suffix), new[prefix : len(new) - suffix])
