"""Where names stand in a text: right forms, and forms that may be a damaged name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

import regex

from cleanup.core.model import Document, Span
from cleanup.english import CLOSED_CLASS, FUNCTION_WORDS
from cleanup.glossary.model import Kind, Term
from cleanup.names.automaton import Automaton
from cleanup.names.decide import Decision, Evidence, decide
from cleanup.names.fold import fold, fold_form, letters
from cleanup.names.glued_index import GluedIndex
from cleanup.names.guess import Guess
from cleanup.names.meaning_index import MeaningIndex
from cleanup.names.plurals import with_plurals
from cleanup.names.predict import renderings
from cleanup.names.rendering import Damage, Rendering
from cleanup.names.slip_index import SlipIndex
from cleanup.names.sound_index import SoundIndex
from cleanup.names.title_use import title_decision

_WORD = r"\p{Lu}\p{L}*+(?:['’\-]\p{L}++)*+"
_RUN = regex.compile(rf"{_WORD}(?:[ \n](?:(?:of|the|of the|and) )?{_WORD})*+")
"""Capitalised words in a row, in any script that has capitals; possessive throughout, so that no text makes it slow."""
_RUN_WORD = regex.compile(r"\p{L}++(?:['’\-]\p{L}++)*+")
_SUFFIX = re.compile(
    r"(?:['’]s?|-(?:san|sama|kun|chan|dono|tan|senpai|sempai|sensei|hime|ssi|nim|gege|jie|ge))+$", re.IGNORECASE
)
"""What may be attached to a name without being part of it: the possessive, honorifics."""
_LONGEST_RUN = 12
_LONGEST_FORM = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a right form of an entry stands (``term`` is its index)."""

    span: Span
    term: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the matcher found in one text: right mentions, and decisions about everything else; disjoint, in order.

    ``familiar``: the text is of the book the glossary is for.
    """

    mentions: tuple[Mention, ...]
    decisions: tuple[Decision, ...]
    protected: tuple[Span, ...]
    familiar: bool = False


class NameMatcher:
    """The entries of a glossary, ready to be looked for. Building it is linear in the entries; it is then used for many
    texts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = with_plurals(terms)
        self._automaton = Automaton()
        self._right: dict[int, list[int]] = defaultdict(list)
        self._guessed: dict[int, list[tuple[int, Rendering]]] = defaultdict(list)
        self._never = [{fold_form(form) for form in term.never} for term in self.terms]
        self._forms: dict[str, tuple[tuple[Guess, tuple[str, ...]], ...]] = {}
        self._recent: OrderedDict[tuple[str, int], Analysis] = OrderedDict()
        self._familiar = False
        for number, term in enumerate(self.terms):
            for form in (term.name, *term.aliases, *term.forms):
                self._add(self._right, form, number)
            for rendering in renderings(term):
                key = self._automaton.add(rendering.surface)
                self._guessed[key].append((number, rendering))
        # “Dr.” is found as “Dr”: the full stop is no part of a word.
        self._exact = [
            frozenset(
                f.replace("’", "'") for form in (t.name, *t.aliases, *t.forms) for f in (form, form.removesuffix("."))
            )
            for t in self.terms
        ]
        self._right_forms = {fold_form(form) for t in self.terms for form in (t.name, *t.aliases, *t.forms)}

    def _add(self, table: dict[int, list[int]], form: str, number: int) -> None:
        if fold_form(form):
            table[self._automaton.add(form)].append(number)

    @cached_property
    def _sounds(self) -> SoundIndex:
        return SoundIndex(self.terms)

    @cached_property
    def _meanings(self) -> MeaningIndex:
        return MeaningIndex(self.terms)

    @cached_property
    def _slips(self) -> SlipIndex:
        return SlipIndex(self.terms)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """The words that names of several words begin with: with another word after it, it is that family's name."""
        return frozenset(t.name.split()[0] for t in self.terms if " " in t.name and t.kind in (Kind.PERSON, Kind.NAME))

    @cached_property
    def _glued(self) -> GluedIndex:
        return GluedIndex(self.terms)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The single words of right forms, as the glossary spells them, that start with a capital."""
        return frozenset(
            word
            for term in self.terms
            if term.kind not in (Kind.TERM, Kind.TITLE)
            for form in (term.name, *term.aliases)
            for word in form.replace("-", " ").split()
            if word[:1].isupper()
        )

    def protected(self, document: Document) -> Sequence[Span]:
        """The spans of the prose that hold right forms: nobody but the names stage may change them."""
        return self.analyse(document).protected

    def analyse(self, document: Document) -> Analysis:
        """Find and decide everything in the document's prose. The last few results are remembered."""
        key = (document.prose, len(document.blocks))
        known = self._recent.get(key)
        if known is None:
            known = self._recent[key] = self._analyse(document)
            while len(self._recent) > 3:
                self._recent.popitem(last=False)
        return known

    def survey(self, document: Document) -> None:
        """Learn from a text of the same run that the glossary is for its book: one that has names of it is enough for
        all.

        To be called before the first `analyse` whose result is used, so that results do not depend on the order of
        texts.
        """
        self._familiar = self._familiar or self.analyse(document).familiar
        self._recent.clear()

    @property
    def is_familiar(self) -> bool:
        """Whether a survey showed that the glossary is for the book of this run."""
        return self._familiar

    def _analyse(self, document: Document) -> Analysis:
        if not self.terms:
            return Analysis((), (), ())
        prose = document.prose
        mentions: list[Mention] = []
        titles: list[Decision] = []
        places: dict[str, list[Span]] = defaultdict(list)
        guesses: dict[str, list[tuple[Guess, tuple[str, ...]]]] = {}
        for key, start, end in self._automaton.search(prose, fold(prose)):
            surface = prose[start:end]
            if not self._whole(document, start, end):
                continue
            right = [number for number in self._right.get(key, ()) if self._is_right(number, surface)]
            for number in right:
                mentions.append(Mention(Span(start, end), number))
                if self.terms[number].kind is Kind.TITLE:
                    titles += title_decision(prose, Span(start, end), self.terms[number], number, self.name_words)
            if right:
                continue
            found = list(self._exact_guesses(key, surface))
            for guess in found:
                if self.terms[guess.term].kind is Kind.TITLE and guess.damage in (Damage.VARIANT, Damage.CASE):
                    term = self.terms[guess.term]
                    titles += title_decision(prose, Span(start, end), term, guess.term, self.name_words, guess.damage)
                    found = []
                    break
            if found:
                guesses.setdefault(surface, []).extend(
                    (g, ()) for g in found if (g, ()) not in guesses.get(surface, ())
                )
                places[surface].append(Span(start, end))
        for surface, span, options in self._open_guesses(prose, places):
            guesses.setdefault(surface, []).extend(o for o in options if o not in guesses[surface])
            places[surface].append(span)
        evidence = Evidence(document, self.terms, mentions, places, guesses, self._familiar)
        decided = list(titles)
        for surface, spans in places.items():
            decided += decide(surface, spans, guesses[surface], evidence)
        return replace(self._chosen(mentions, decided), familiar=evidence.is_familiar)

    def _whole(self, document: Document, start: int, end: int) -> bool:
        """Whether a place is a whole word of prose: not part of an identifier, and within one paragraph."""
        prose = document.prose
        if prose[start - 1 : start] in ("_", "@", "#", "/", "\\") or prose[end : end + 1] in ("_", "@", "\\"):
            return False
        if prose[end : end + 1] == "." and prose[end + 1 : end + 2].islower():
            return False  # An address or a file, whatever its ending: letao.example
        if (
            prose[start].islower()
            and prose[start - 1 : start] == "."
            and prose[max(0, start - 2) : start - 1].isalnum()
        ):
            return False
        if "\n" in prose[start:end]:
            blocks = document.blocks
            index = bisect_right(blocks, start, key=lambda block: block.span.start) - 1
            return index >= 0 and blocks[index].span.end >= end
        return True

    def _is_right(self, number: int, surface: str) -> bool:
        if "\n" in surface:
            surface = surface.replace("\n", " ")  # A name of several words may stand at the end of a wrapped line.
        surface = surface.replace("’", "'")
        if surface in self._exact[number]:
            return True
        lowered = [form for form in self._exact[number] if not form[:1].isupper()]
        if any(surface == form[:1].upper() + form[1:] for form in lowered):
            return True
        if self.terms[number].kind is Kind.TITLE and letters(surface) in {letters(f) for f in self._exact[number]}:
            return " ".join(surface.split()).casefold() in {f.casefold() for f in self._exact[number]}
        return surface.isupper() and surface in {form.upper() for form in self._exact[number]}

    def _exact_guesses(self, key: int, surface: str) -> Iterator[Guess]:
        for number in self._right.get(key, ()):
            if not self._is_never(number, surface):
                yield spelling_guess(number, self.terms[number], surface, self._exact[number])
        for number, rendering in self._guessed.get(key, ()):
            term = self.terms[number]
            if rendering.damage is Damage.VARIANT:
                if term.case == "exact" and surface != rendering.surface:
                    continue
                yield Guess(number, Damage.VARIANT, 9.0, rendering.reason)
            elif not self._is_never(number, surface):
                damage, reason = rendering.damage, rendering.reason
                if damage is Damage.SPACING and letters(surface) == letters(term.name):
                    yield spelling_guess(number, term, surface, self._exact[number])
                else:
                    yield Guess(number, damage, log(rendering.prior / (1 - min(rendering.prior, 0.999))), reason)

    def _is_never(self, number: int, surface: str) -> bool:
        return bool(self._never[number]) and fold_form(surface) in self._never[number]

    def _open_guesses(
        self, prose: str, known: dict[str, list[Span]]
    ) -> Iterator[tuple[str, Span, tuple[tuple[Guess, tuple[str, ...]], ...]]]:
        """Capitalised forms that no list holds, compared by sound, meaning and glued syllables."""
        exact = frozenset(known)
        for run in _RUN.finditer(prose):
            words = [(m.start() + run.start(), m.group()) for m in _RUN_WORD.finditer(run.group())][:_LONGEST_RUN]
            for first in range(len(words)):
                start, word = words[first]
                if not word[0].isupper() or (word.isupper() and len(word) > 1):
                    continue
                for last in range(first, min(len(words), first + _LONGEST_FORM)):
                    begin, word = words[last]
                    if not word[0].isupper():
                        continue
                    bare = _SUFFIX.sub("", word)
                    end = begin + len(bare)
                    surface = prose[start:end]
                    options = self._forms.get(surface)
                    if options is None:
                        parts = [w for _, w in words[first:last]] + [bare]
                        options = self._forms[surface] = tuple(self._look(parts))
                    if options and surface not in exact:
                        yield surface, Span(start, end), options

    def _look(self, words: list[str]) -> Iterator[tuple[Guess, tuple[str, ...]]]:
        if fold_form(" ".join(words)) in self._right_forms or words[-1].lower() in FUNCTION_WORDS:
            return
        found: list[tuple[Guess, tuple[str, ...]]] = []
        if fold_form(words[-1]) not in self._right_forms:
            found += self._glued.guesses(words)  # The surnames He, An and You are function words too.
        if words[0].lower() not in (FUNCTION_WORDS if len(words) == 1 else CLOSED_CLASS):
            if len(words) <= 3:
                found += [(guess, ()) for guess in self._sounds.guesses(words)]
            found += [(guess, ()) for guess in self._meanings.guesses(words)]
        for guess, tail in found:
            if guess.weight > -4.0 and not self._is_never(guess.term, " ".join(words)):
                yield guess, tail

    def _chosen(self, mentions: Iterable[Mention], decided: Iterable[Decision]) -> Analysis:
        """The longest first, no two at the same place; a right form of another entry is never part of a guess."""
        mentions = list(mentions)
        starts = sorted((m.span.start, m.span.end, m.term) for m in mentions)
        sure: list[tuple[int, int, Mention | Decision]] = [(m.span.start, m.span.end, m) for m in mentions]
        for d in decided:
            if d.damage not in (Damage.VARIANT, Damage.TITLE, Damage.CASE) and self._covers_other(d, starts):
                continue
            sure.append((d.span.start, d.span.end, d))
        sure.sort(key=lambda item: (item[0] - item[1], _rank(item[2]), item[0]))
        taken: list[tuple[int, int]] = []
        kept_mentions: list[Mention] = []
        kept: list[Decision] = []
        for start, end, item in sure:
            index = bisect_right(taken, (start, end))
            same = isinstance(item, Mention) and any(
                start == s and end == e for s, e in taken[max(index - 1, 0) : index + 1]
            )
            if not same and any(s < end and start < e for s, e in taken[max(index - 1, 0) : index + 1]):
                continue
            if isinstance(item, Mention):
                kept_mentions.append(item)
            else:
                kept.append(item)
            if not same:
                taken.insert(index, (start, end))
        kept_mentions.sort(key=lambda m: m.span)
        kept.sort(key=lambda d: d.span)
        changed = {d.span for d in kept}
        guarded = tuple(m.span for m in kept_mentions if m.span not in changed and self._is_guarded(m))
        return Analysis(tuple(kept_mentions), tuple(kept), tuple(dict.fromkeys(guarded)))

    def _is_guarded(self, mention: Mention) -> bool:
        """Whether the case of a right form is the glossary's business: not for terms that are written small."""
        term = self.terms[mention.term]
        return any(c.isupper() for c in term.name) and term.kind is not Kind.TITLE

    def _covers_other(self, decision: Decision, starts: list[tuple[int, int, int]]) -> bool:
        index = bisect_right(starts, (decision.span.start, -1, -1))
        while index < len(starts) and starts[index][0] < decision.span.end:
            if starts[index][2] not in decision.terms and starts[index][1] - starts[index][0] > 2:
                return True
            index += 1
        index = bisect_right(starts, (decision.span.start, -1, -1)) - 1
        return index >= 0 and starts[index][1] > decision.span.start and starts[index][2] not in decision.terms


def _rank(item: Mention | Decision) -> int:
    """Which goes first at the same length: a title's capitals, a right form, then what was guessed."""
    if isinstance(item, Mention):
        return 1
    return 0 if item.title else 2


def spelling_guess(number: int, term: Term, surface: str, exact: Iterable[str]) -> Guess:
    """A guess for a form that has the letters of a right form: what differs, and whether it could be ordinary
    English."""
    from cleanup.names.spelling import spelling_damage

    damage, weight, reason = spelling_damage(term, surface, exact)
    return Guess(number, damage, weight, reason)
