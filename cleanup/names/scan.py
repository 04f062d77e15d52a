"""What stands in the blocks of a text before anything is decided: right forms, listed and predicted forms, and
capitalised forms that may be a name by sound, meaning or glued syllables.

That depends on a block's own text and the glossary alone, so a block is looked at once, a form once a run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import regex

from cleanup.core.model import Span
from cleanup.language.fold import fold
from cleanup.names.automaton import Automaton, holds_together
from cleanup.names.borders import SUFFIX, is_half, is_whole
from cleanup.names.decide import Decision
from cleanup.names.guess import Guess
from cleanup.names.pinyin import HAN
from cleanup.names.rendering import Damage
from cleanup.names.written import Written

Options = tuple[tuple[Guess, tuple[str, ...]], ...]
"""What a form may stand for, each guess with the glued syllables if there are any."""

_CAPITALS = "".join(
    c for c in map(chr, chain(range(0x2E00), range(0xA640, 0xA800), range(0xFF21, 0xFF3B))) if c.isupper()
)
_LETTER = r"[^\W\d_]"  # whole texts are searched with re, which is twice as fast as regex at this
_CAPITALISED = rf"[{_CAPITALS}{HAN}]{_LETTER}*+(?:['’\-]{_LETTER}++)*+"
_RUN = re.compile(rf"{_CAPITALISED}(?:[ \n](?:(?:of|the|of the|and) )?{_CAPITALISED})*+")
"""Capitalised words in a row, in any script that has capitals, and words of the source that were left among them;
possessive throughout, so that no text makes it slow."""
_RUN_WORD = regex.compile(rf"[{HAN}]|[\p{{L}}--[{HAN}]]++(?:['’\-][\p{{L}}--[{HAN}]]++)*+", regex.V1)
"""A word, or a character of the source by itself."""
_LATIN = re.compile("[A-Za-z]")
_HAN = re.compile(f"[{HAN}]")
_LONGEST_RUN = 12
_LONGEST_FORM = 5
"""Words."""
_MOST_LEFT = 6
"""Characters of the source in a form."""
_GAP = "\n\n"
"""Between blocks that are searched together: no form goes over it."""
_MOST_BLOCKS = 5_000
_MOST_RUNS = 200_000


class Form(NamedTuple):
    """A form that may stand for a name, at ``start`` to ``end`` of its block."""

    surface: str
    start: int
    end: int
    options: Options


class BlockScan(NamedTuple):
    """What stands in one block; positions are the block's own. ``mentions`` are start, end and entry of right forms;
    ``titles`` are decided already, as only the words beside them matter; ``listed`` are forms that the automaton knows,
    ``others`` capitalised forms that it need not know."""

    mentions: tuple[tuple[int, int, int], ...] = ()
    titles: tuple[Decision, ...] = ()
    listed: tuple[Form, ...] = ()
    others: tuple[Form, ...] = ()


NOTHING = BlockScan()


class Known(NamedTuple):
    """What the glossary has to say of a form, wherever it stands: the entries it is right for, else those it may stand
    for, or the title that it is a form of, with how it is damaged."""

    right: tuple[int, ...]
    options: Options
    titles: tuple[tuple[int, Damage], ...] = ()


NOTHING_KNOWN = Known((), ())


class Scanner:
    """Looks at blocks. ``judge`` says what the glossary knows of a form that the automaton found (by the number of the
    form and how it stands in the text), ``look`` gives the guesses for capitalised words, ``title`` decides about a
    title. ``written`` gives the forms with marks that have the letters of a form, ``judge_written`` what the glossary
    knows of one of these."""

    def __init__(
        self,
        automaton: Automaton,
        judge: Callable[[int, str], Known],
        look: Callable[[Sequence[str]], Options],
        title: Callable[[str, Span, int, Damage], Iterator[Decision]],
        written: Mapping[int, Sequence[Written]],
        judge_written: Callable[[Written, str], Known],
    ) -> None:
        self._automaton = automaton
        self._judge = judge
        self._look = look
        self._title = title
        self._written = written
        self._judge_written = judge_written
        self._blocks: dict[str, BlockScan] = {}
        self._judged: dict[tuple[int, str], Known] = {}
        self._forms: dict[str, Options] = {}
        self._runs: dict[str, tuple[Form, ...]] = {}

    def scan(self, blocks: Sequence[str]) -> list[BlockScan]:
        """What stands in each block, given its text."""
        known = self._blocks
        fresh = [text for text in dict.fromkeys(blocks) if text not in known]
        if fresh:
            if len(known) > _MOST_BLOCKS:
                known.clear()
                fresh = list(dict.fromkeys(blocks))
            known.update(dict.fromkeys(fresh, NOTHING))
            self._scan(fresh)
        return [known[text] for text in blocks]

    def _scan(self, texts: Sequence[str]) -> None:
        joined = _GAP.join(texts)
        listed = self._listed(joined)
        others = self._others(joined)
        more, other = next(listed, None), next(others, None)
        end = -len(_GAP)
        for text in texts:
            start = end + len(_GAP)
            end = start + len(text)
            if (more is not None and more[1] <= end) or (other is not None and other[1] <= end):
                mentions: list[tuple[int, int, int]] = []
                titles: list[Decision] = []
                forms: list[Form] = []
                while more is not None and more[1] <= end:
                    first, last, known = more
                    if first >= start:
                        span = (first - start, last - start)
                        for number in known.right:
                            mentions.append((*span, number))
                        for number, damage in known.titles:
                            decided = self._title(joined, Span(first, last), number, damage)
                            titles += [shifted(decision, -start) for decision in decided]
                        if known.options:
                            forms.append(Form(joined[first:last], *span, known.options))
                    more = next(listed, None)
                runs: list[Form] = []
                while other is not None and other[1] <= end:
                    by = other[0] - start
                    runs += [Form(form, by + a, by + b, options) for form, a, b, options in other[2]]
                    other = next(others, None)
                self._blocks[text] = BlockScan(tuple(mentions), tuple(titles), tuple(forms), tuple(runs))

    def _listed(self, joined: str) -> Iterator[tuple[int, int, Known]]:
        """Start and end of the forms that the automaton finds, with what they are; in the order of the ends."""
        judged, written = self._judged, self._written
        for pattern, start, end in self._automaton.search(fold(joined)):
            if written:
                yield from self._marked(joined, pattern, start, end)
            surface = joined[start:end]
            known = judged.get((pattern, surface))
            if known is None:
                if len(judged) > _MOST_RUNS:
                    judged.clear()
                known = judged[pattern, surface] = self._known(pattern, surface)
            if known is NOTHING_KNOWN or not is_whole(joined, start, end):
                continue
            if known.right or not is_half(joined, start, end):
                yield start, end, known

    def _marked(self, joined: str, pattern: int, start: int, end: int) -> Iterator[tuple[int, int, Known]]:
        """The forms with marks whose letters stand at a place."""
        for form in self._written.get(self._automaton.number(pattern), ()):
            place = form.at(joined, start, end)
            if place is not None and any(known := self._judge_written(form, joined[place.start : place.end])):
                yield *place, known

    def _known(self, pattern: int, surface: str) -> Known:
        if not holds_together(surface):
            return NOTHING_KNOWN
        known = self._judge(self._automaton.number(pattern), surface)
        return known if any(known) else NOTHING_KNOWN

    def _others(self, joined: str) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
        """Start and end of runs of capitalised words in which there is a form with guesses, and these forms, their
        positions counted from the start of the run."""
        runs = self._runs
        if len(runs) > _MOST_RUNS:
            runs.clear()
            self._forms.clear()
        for match in _RUN.finditer(joined):
            run = match[0]
            forms = runs.get(run)
            if forms is None:
                forms = runs[run] = tuple(self._forms_in(run)) if not _is_source(run) else ()
            if forms:
                yield match.start(), match.end(), forms

    def _forms_in(self, run: str) -> Iterator[Form]:
        words = [(m.start(), m.group()) for m in _RUN_WORD.finditer(run)][:_LONGEST_RUN]
        for first in range(len(words)):
            start, word = words[first]
            if not _opens(word) or (word.isupper() and len(word) > 1):
                continue
            left = 0
            for last in range(first, min(len(words), first + _LONGEST_FORM + _MOST_LEFT)):
                begin, word = words[last]
                left += _HAN.match(word) is not None
                if last - first - left >= _LONGEST_FORM or left > _MOST_LEFT:
                    break
                if not _opens(word):
                    continue
                bare = SUFFIX.sub("", word)
                end = begin + len(bare)
                surface = run[start:end]
                options = self._forms.get(surface)
                if options is None:
                    parts = [w for _, w in words[first:last]] + [bare]
                    options = self._forms[surface] = self._look(parts)
                if options:
                    yield Form(surface, start, end, options)


def _opens(word: str) -> bool:
    """Whether a form may begin or end with a word: it has a capital, or was left in the script of the source."""
    return word[0].isupper() or _HAN.match(word) is not None


def _is_source(run: str) -> bool:
    """Whether a run is text of the source, with no more than some letters in it."""
    return not run[0].isascii() and _HAN.match(run) is not None and _LATIN.search(run, 0, _MOST_LEFT) is None


def shifted(decision: Decision, by: int) -> Decision:
    """The same decision, ``by`` code points further on."""
    start, end = decision.span
    return decision._replace(span=Span(start + by, end + by))
