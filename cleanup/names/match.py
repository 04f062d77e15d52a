"""Where names stand in a text: right forms, and forms that may be a damaged name."""

from __future__ import annotations

import functools
import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

from cleanup.core.model import Applicability, Document, Span
from cleanup.core.parallel import Parallel
from cleanup.language.english import CLOSED_CLASS, FUNCTION_WORDS
from cleanup.language.fold import fold_form, letters
from cleanup.names.automaton import Automaton
from cleanup.names.beside_source import BesideSource
from cleanup.names.book import UNKNOWN, Book
from cleanup.names.choose import Right, chosen, without_repeats
from cleanup.names.decide import Decision, decide
from cleanup.names.evidence import Entries, Evidence, cast_of
from cleanup.names.fitting import raised
from cleanup.names.glued_index import GluedIndex
from cleanup.names.guess import Guess
from cleanup.names.guests import has_settled
from cleanup.names.kept_outlines import Outlines
from cleanup.names.listed import Listed
from cleanup.names.meaning_index import MeaningIndex
from cleanup.names.misspelt_index import MisspeltIndex, OneWordIndex
from cleanup.names.pinyin import is_han
from cleanup.names.plurals import with_plurals
from cleanup.names.rendering import Damage
from cleanup.names.scan import NOTHING, NOTHING_KNOWN, BlockScan, Form, Known, Options, Scanner, shifted
from cleanup.names.sound_index import Heard, SoundIndex
from cleanup.names.source_terms import SourceTerms
from cleanup.names.title_use import title_decision
from cleanup.names.written import Written
from cleanup.storage.gc_pause import not_collecting
from cleanup.terms.model import Kind, Term
from cleanup.terms.packs import packs_folder

if TYPE_CHECKING:
    from pathlib import Path


_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1", re.IGNORECASE)
_as_span = tuple.__new__
"""Makes a `Span` of a pair in a third of the time that its own constructor takes: there are thousands in a chapter."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the matcher found in one text: right mentions, and decisions about everything else; disjoint, in order.

    ``familiar``: the text is of the book the glossary is for.
    """

    mentions: tuple[Right, ...]
    decisions: tuple[Decision, ...]
    familiar: bool = False


class _Found(NamedTuple):
    """What stands in a text: right forms, decisions about titles, and for each form that may be a damaged name its
    places and what it may stand for."""

    mentions: list[Right]
    titles: list[Decision]
    places: dict[str, list[Span]]
    guesses: dict[str, list[tuple[Guess, tuple[str, ...]]]]


class NameMatcher:
    """The entries of a glossary, ready to be looked for. Building it is linear in the entries; it is then used for many
    texts."""

    def __init__(self, terms: Sequence[Term], kept: Path | None = None) -> None:
        """``kept``: the file in which what is worked out about the entries is kept for the next time (see
        `names_file`); ``None``: nowhere."""
        self.terms = with_plurals(terms)
        self._automaton = Automaton()
        with not_collecting():
            self._outlines = Outlines(self.terms, kept)
            self._listed = Listed(self.terms, self._outlines.entries, self._automaton)
        self._scanner = Scanner(
            self._automaton, self._judge, self._look, self._title, self._listed.written, self._judge_written
        )
        self._recent: OrderedDict[tuple[str, int, Parallel | None], Analysis] = OrderedDict()
        self._surveyed: list[Book] = []
        self._book: Book | None = None
        self._last_protected: tuple[Document, tuple[Span, ...]] | None = None
        self._exact: dict[int, tuple[str, ...]] = {}
        self._miscased_variants: dict[int, frozenset[str]] = {}

    def _exact_forms(self, number: int) -> tuple[str, ...]:
        """The right forms of an entry as they stand in a text."""
        known = self._exact.get(number)
        if known is None:
            term = self.terms[number]
            # “Dr.” is found as “Dr”: the full stop is no part of a word.
            spelled = (
                f.replace("’", "'")
                for form in (term.name, *term.aliases, *term.forms)
                for f in (form, form.removesuffix("."))
            )
            known = self._exact[number] = tuple(dict.fromkeys(spelled))
        return known

    @cached_property
    def source_terms(self) -> SourceTerms:
        """The source terms of the entries."""
        return SourceTerms(self.terms)

    @cached_property
    def _sounds(self) -> SoundIndex:
        with not_collecting():
            return SoundIndex(self._heard())

    def _heard(self) -> Iterator[tuple[int, bool, Heard]]:
        """The sounds of all entries, and of the parts of names that are no entries themselves, each once."""
        known = {fold_form(form) for term in self.terms for form in (term.name, *term.aliases)}
        for number, (term, outline) in enumerate(zip(self.terms, self._outlines.entries, strict=True)):
            for heard in outline.sounds:
                if heard.form:
                    if (part := fold_form(heard.form)) in known:
                        continue
                    known.add(part)
                yield number, bool(term.source) and not heard.by_name, heard

    @cached_property
    def _meanings(self) -> MeaningIndex:
        entries = enumerate(self._outlines.entries)
        return MeaningIndex(
            ((number, meaning) for number, outline in entries for meaning in outline.meanings), self._outlines.glosses
        )

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """The words that names of several words begin with: with another word after it, it is that family's name."""
        return frozenset(t.name.split()[0] for t in self.terms if " " in t.name and t.kind in (Kind.PERSON, Kind.NAME))

    @cached_property
    def _guests(self) -> frozenset[int]:
        """The entries that come from shipped packs."""
        shipped = str(packs_folder())
        return frozenset(number for number, term in enumerate(self.terms) if term.origin.path.startswith(shipped))

    @cached_property
    def _given_names(self) -> dict[str, frozenset[int]]:
        """The last words of persons' names of several words, in bare letters, with the entries that have them."""
        found: dict[str, set[int]] = {}
        for number, term in enumerate(self.terms):
            first, _, last = term.name.rpartition(" ")
            if first and term.kind in (Kind.PERSON, Kind.NAME):
                found.setdefault(letters(last), set()).add(number)
        return {last: frozenset(numbers) for last, numbers in found.items()}

    @cached_property
    def _glued(self) -> GluedIndex:
        entries = enumerate(self._outlines.entries)
        return GluedIndex((number, outline.glued) for number, outline in entries if outline.glued)

    @cached_property
    def _misspelt(self) -> MisspeltIndex:
        entries = enumerate(self._outlines.entries)
        return MisspeltIndex((number, outline.glued) for number, outline in entries if outline.glued)

    @cached_property
    def _one_word_wrong(self) -> OneWordIndex:
        entries = enumerate(zip(self.terms, self._outlines.entries, strict=True))
        return OneWordIndex(
            (number, tuple(fold_form(term.name).split()))
            for number, (term, outline) in entries
            if term.kind in (Kind.PERSON, Kind.PLACE, Kind.NAME) and term.predict and not outline.glued
        )

    def forms(self) -> Iterator[str]:
        """All forms that the entries list, right and wrong."""
        for term in self.terms:
            yield from (term.name, *term.aliases, *term.forms, *term.variants)

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
        """The spans of the prose that hold right forms: nobody but the names stage may change them. They may overlap;
        each is inside a block and depends on that alone."""
        if not self.terms:
            return ()
        if self._last_protected is None or self._last_protected[0] is not document:
            guarded = self._guarded
            places = {
                (at + start, at + end): None
                for at, scan in self._scans(document)
                for start, end, number in scan.mentions
                if guarded[number]
            }
            self._last_protected = (document, tuple([_as_span(Span, place) for place in places]))
        return self._last_protected[1]

    def analyse(self, document: Document, parallel: Parallel | None = None) -> Analysis:
        """Find and decide everything in the document's prose, ``parallel`` to its source where that is at hand. The
        last few results are remembered."""
        if parallel is not None and not parallel.fits:
            parallel = None
        key = (document.prose, len(document.blocks), parallel)
        known = self._recent.get(key)
        if known is None:
            known = self._recent[key] = self._analyse(document, parallel)
            while len(self._recent) > 3:
                self._recent.popitem(last=False)
        return known

    def survey(self, document: Document) -> None:
        """Learn from a text of the same run what helps to judge the names in all of them; see `Book`.

        To be called before the first `analyse` whose result is used, so that results do not depend on the order of
        texts.
        """
        self._surveyed.append(self._evidence_of(document))
        self._book = None
        self._recent.clear()

    def know(self, book: Book) -> None:
        """Take over what a survey elsewhere said of the book of this run."""
        self._surveyed = [book]
        self._book = book
        self._recent.clear()

    @property
    def book(self) -> Book:
        """What the survey of the run came to."""
        if self._book is None:
            self._book = functools.reduce(Book.with_text, self._surveyed, UNKNOWN).rounded()
        return self._book

    @property
    def is_familiar(self) -> bool:
        """Whether a survey showed that the glossary is for the book of this run."""
        return self.book.familiar

    def _evidence_of(self, document: Document) -> Book:
        """What one text says, by itself."""
        if not self.terms:
            return UNKNOWN
        found = self._found(document)
        return Evidence(document, self._entries, found.mentions, found.places, found.guesses).as_book()

    def _analyse(self, document: Document, parallel: Parallel | None) -> Analysis:
        if not self.terms:
            return Analysis((), ())
        found = self._found(document)
        source = BesideSource(parallel, self.terms, self.source_terms, found.mentions) if parallel is not None else None
        evidence = Evidence(document, self._entries, found.mentions, found.places, found.guesses, self.book, source)
        decided = list(self._unsettled(found.titles, evidence))
        for surface, spans in found.places.items():
            decided += decide(surface, spans, found.guesses[surface], evidence)
        right, kept = chosen(found.mentions, decided)
        return Analysis(tuple(right), tuple(without_repeats(document, kept)), evidence.is_familiar)

    def _found(self, document: Document) -> _Found:
        """What stands in a text, before anything is decided but the capitals of titles."""
        found = _Found([], [], {}, {})
        scans = self._scans(document)
        for at, scan in scans:
            found.mentions.extend([(at + start, at + end, number) for start, end, number in scan.mentions])
            found.titles.extend([shifted(decision, at) for decision in scan.titles])
            for form in scan.listed:
                _note(form, at, found.places, found.guesses)
        listed = frozenset(found.places)
        for at, scan in scans:
            for form in scan.others:
                if form.surface not in listed:
                    _note(form, at, found.places, found.guesses)
        return found

    @cached_property
    def _entries(self) -> Entries:
        """The entries as forms are judged against them."""
        return Entries(self.terms, self._guests, self._given_names, cast_of(self.terms, self._guests))

    def _unsettled(self, titles: Sequence[Decision], evidence: Evidence) -> Iterator[Decision]:
        """The decisions about titles: suggestions where a shipped pack meets a text that keeps to another title."""
        times = Counter(decision.terms[0] for decision in titles)
        for decision in titles:
            number = decision.terms[0]
            settled = number in self._guests and has_settled(times[number], evidence.mentions_in_book(number))
            yield decision._replace(applicability=Applicability.SUGGESTION) if settled else decision

    def _scans(self, document: Document) -> list[tuple[int, BlockScan]]:
        """What stands in each block that has something, with where the block begins."""
        # Names have no quotation marks: a block of which only these changed is known.
        prose, blocks = document.prose.replace("“", '"').replace("”", '"'), document.blocks
        if not blocks:
            found = self._scanner.scan([prose])[0]
            return [(0, found)] if found is not NOTHING else []
        texts = [prose[start:end] for (start, end), _kind in blocks]
        found_in = zip(blocks, self._scanner.scan(texts), strict=True)
        return [(block.span.start, scan) for block, scan in found_in if scan is not NOTHING]

    def _judge(self, key: int, surface: str) -> Known:
        """What the glossary has to say of a form that stands in a text; see `Known`."""
        right = tuple(
            number
            for number in self._listed.right(key)
            if self._is_right(number, surface) and surface not in self._miscased(number)
        )
        if right:
            return Known(right, (), tuple((n, Damage.TITLE) for n in right if self.terms[n].kind is Kind.TITLE))
        found = tuple(dict.fromkeys(self._exact_guesses(key, surface)))
        for guess in found:
            if self.terms[guess.term].kind is Kind.TITLE and guess.damage in (Damage.VARIANT, Damage.CASE):
                return Known((), (), ((guess.term, guess.damage),))
        return Known((), tuple((guess, ()) for guess in found))

    def _judge_written(self, form: Written, surface: str) -> Known:
        """The same of a form that counts as written."""
        number, term = form.term, self.terms[form.term]
        if form.right and self._is_right(number, surface) and surface not in self._miscased(number):
            return Known((number,), (), ((number, Damage.TITLE),) if term.kind is Kind.TITLE else ())
        if form.right:
            if self._is_never(number, surface) or term.case == "exact":
                return NOTHING_KNOWN
            guess = spelling_guess(number, term, surface, self._exact_forms(number))
        elif not self._counts_as(number, form.form, form.form if surface == form.form[:-1] else surface):
            return NOTHING_KNOWN
        else:
            guess = Guess(number, Damage.VARIANT, 9.0, "listed as a variant in the glossary", listed=form.form)
        if term.kind is Kind.TITLE and guess.damage in (Damage.VARIANT, Damage.CASE):
            return Known((), (), ((number, guess.damage),))
        return Known((), ((guess, ()),))

    def _counts_as(self, number: int, variant: str, surface: str) -> bool:
        """Whether a form in the text is the variant, whose letters it has: in any case, or only as it is written."""
        if self.terms[number].case == "exact":
            return surface == variant
        if variant not in self._miscased(number):
            return True
        written = " ".join(surface.split()).replace("’", "'")
        return written in (variant.replace("’", "'"), raised(variant).replace("’", "'"))

    def _miscased(self, number: int) -> frozenset[str]:
        """The variants of an entry that differ from a right form in nothing but case: they count as written, or with a
        capital at the start of a sentence."""
        known = self._miscased_variants.get(number)
        if known is None:
            term = self.terms[number]
            forms = {term.name, *term.aliases, *term.forms}
            right = {form.casefold() for form in forms}
            miscased = {variant for variant in term.variants if variant.casefold() in right}
            known = frozenset(miscased | ({raised(variant) for variant in miscased} - forms))
            self._miscased_variants[number] = known
        return known

    def _title(self, prose: str, span: Span, number: int, damage: Damage) -> Iterator[Decision]:
        return title_decision(prose, span, self.terms[number], number, self.name_words, damage)

    def _is_right(self, number: int, surface: str) -> bool:
        if "\n" in surface:
            surface = surface.replace("\n", " ")  # A name of several words may stand at the end of a wrapped line.
        surface = surface.replace("’", "'")
        exact = self._exact_forms(number)
        if surface in exact:
            return True
        if any(surface == raised(form) for form in exact if not form[:1].isupper()):
            return True
        if self.terms[number].kind is Kind.TITLE and letters(surface) in map(letters, exact):
            return " ".join(surface.split()).casefold() in map(str.casefold, exact)
        return surface.isupper() and surface in map(str.upper, exact)

    def _exact_guesses(self, key: int, surface: str) -> Iterator[Guess]:
        for number in self._listed.right(key):
            if not self._is_never(number, surface):
                yield spelling_guess(number, self.terms[number], surface, self._exact_forms(number))
        for number, rendering in self._listed.rendered(key):
            term = self.terms[number]
            if rendering.damage is Damage.VARIANT:
                if self._counts_as(number, rendering.surface, surface):
                    yield Guess(number, Damage.VARIANT, 9.0, rendering.reason, listed=rendering.surface)
            elif not self._is_never(number, surface):
                damage, reason = rendering.damage, rendering.reason
                if damage is Damage.SPACING and letters(surface) in map(letters, (term.name, *term.aliases)):
                    yield spelling_guess(number, term, surface, self._exact_forms(number))
                else:
                    yield Guess(number, damage, log(rendering.prior / (1 - min(rendering.prior, 0.999))), reason)

    def _is_never(self, number: int, surface: str) -> bool:
        never = self.terms[number].never
        return bool(never) and fold_form(surface) in map(fold_form, never)

    def _look(self, words: Sequence[str]) -> Options:
        """What capitalised words that no list holds may stand for, by sound, meaning or glued syllables. What is drawn
        out (*Ninaaa*, *Nnnina*) is a name called aloud, and as it should be."""
        return () if any(map(_DRAWN_OUT.search, words)) else tuple(self._guesses(words))

    def _guesses(self, words: Sequence[str]) -> Iterator[tuple[Guess, tuple[str, ...]]]:
        if fold_form(" ".join(words)) in self._listed.forms or words[-1].lower() in FUNCTION_WORDS:
            return
        found: list[tuple[Guess, tuple[str, ...]]] = []
        if any(map(is_han, words)):  # what has characters of the source has no sound by itself
            for guess in self._meanings.guesses(words) if words[0].lower() not in CLOSED_CLASS else ():
                if not self._is_never(guess.term, " ".join(words)):
                    yield guess, ()
            return
        if fold_form(words[-1]) not in self._listed.forms:
            found += self._glued.guesses(words)  # The surnames He, An and You are function words too.
        if words[0].lower() not in (FUNCTION_WORDS if len(words) == 1 else CLOSED_CLASS):
            if len(words) <= 3:
                found += [(guess, ()) for guess in self._sounds.guesses(words)]
            found += [(guess, ()) for guess in self._meanings.guesses(words)]
            found += [(guess, ()) for guess in self._misspelt.guesses(words)]
            found += [(guess, ()) for guess in self._one_word_wrong.guesses(words)]
        for guess, tail in found:
            if guess.weight > -4.0 and not self._is_never(guess.term, " ".join(words)):
                yield guess, tail

    @cached_property
    def _guarded(self) -> tuple[bool, ...]:
        """Of each entry, whether the case of a right form is the glossary's business: not of what is written small."""
        return tuple(term.kind is not Kind.TITLE and any(map(str.isupper, term.name)) for term in self.terms)


def _note(
    form: Form, at: int, places: dict[str, list[Span]], guesses: dict[str, list[tuple[Guess, tuple[str, ...]]]]
) -> None:
    """Add a form that stands in the block at ``at`` to what a text has."""
    surface, start, end, options = form
    known = guesses.get(surface)
    if known is None:
        guesses[surface] = list(options)
        places[surface] = [Span(at + start, at + end)]
        return
    if tuple(known) != options:
        known.extend(option for option in options if option not in known)
    places[surface].append(Span(at + start, at + end))


def spelling_guess(number: int, term: Term, surface: str, exact: Iterable[str]) -> Guess:
    """A guess for a form that has the letters of a right form: what differs, and whether it could be ordinary
    English."""
    from cleanup.names.spelling import nearest, spelling_damage

    damage, weight, reason = spelling_damage(term, surface, exact)
    return Guess(number, damage, weight, reason, form=nearest((term.name, *term.aliases, *term.forms), surface))
