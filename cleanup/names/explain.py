"""What is expected of an entry, told to a person: the forms by kind of damage, each with its likelihood and reason."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from cleanup.language.english import is_name, is_word
from cleanup.language.fold import fold_form
from cleanup.names.contract import is_replaced
from cleanup.names.decide import SUGGEST
from cleanup.names.evidence import SAFE
from cleanup.names.glued_index import GluedIndex
from cleanup.names.match import NameMatcher
from cleanup.names.meaning import look_up
from cleanup.names.meaning_index import MeaningIndex
from cleanup.names.meant import meanings, pieces
from cleanup.names.predict import renderings
from cleanup.names.rendering import Damage
from cleanup.names.sound import Slot
from cleanup.names.sound_index import SoundIndex
from cleanup.names.sounded import sounds
from cleanup.terms.model import Term

GLUED_SYLLABLES = ("li", "dao", "shuo", "yi", "zhan")
"""A few of the syllables that words after a name begin with, to show what a glued form looks like."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A form, how likely it means the entry before a text is known (0 to 1), why, and whether that alone makes it safe:
    it is then replaced wherever it is by itself (see `cleanup.names.contract`).

    ``open`` says that the form is one of many of its kind, which are recognised without being listed.
    """

    form: str
    damage: Damage
    likelihood: float
    reason: str
    safe: bool
    open: bool = False


def expected(term: Term, most: int = 12) -> dict[Damage, list[Expected]]:
    """The forms expected of an entry by kind of damage, the likeliest first, at most ``most`` of each kind."""
    found: dict[Damage, list[Expected]] = {}
    matcher = NameMatcher([term])
    for form in itertools.chain(_listed(term), _meant(term, most), _heard(term, most), _stuck(term)):
        if len(found.setdefault(form.damage, [])) < most and form.form not in {e.form for e in found[form.damage]}:
            # Nothing is promised that does not happen: what is called safe is tried.
            found[form.damage].append(replace(form, safe=form.safe and is_replaced(matcher, 0, form.form)))
    return {damage: forms for damage, forms in found.items() if forms}


def _listed(term: Term) -> Iterator[Expected]:
    for rendering in renderings(term):
        sure = rendering.damage in (Damage.VARIANT, Damage.SPACING)
        form = (
            rendering.surface
            if not rendering.surface.islower() or rendering.damage is Damage.VARIANT
            else _titled(rendering.surface)
        )
        yield Expected(form, rendering.damage, rendering.prior, rendering.reason, sure or rendering.prior >= 0.955)


def _titled(form: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in form.split())


def _meant(term: Term, most: int) -> Iterator[Expected]:
    index = MeaningIndex.of([term])
    for meaning in meanings(term):
        bare = meaning.text[len(meaning.title) :]
        glosses = look_up(pieces(bare))
        cuts = sorted(_cuts(bare), key=len)
        found: dict[str, Expected] = {}
        for cut in cuts:
            choices = [glosses.get(piece, ())[:3] for piece in cut]
            for words in itertools.islice(itertools.product(*choices), most):
                form = " ".join(filter(None, (*(meaning.titles[:1]), _titled(" ".join(words)))))
                if fold_form(form) == fold_form(term.name):
                    continue
                for guess in index.guesses(form.split()):
                    found.setdefault(form, _open(form, guess.damage, guess.weight, guess.reason))
        yield from sorted(found.values(), key=lambda e: -e.likelihood)


def _cuts(source: str) -> Iterator[tuple[str, ...]]:
    if not source:
        yield ()
    for size in range(1, min(4, len(source)) + 1):
        for rest in _cuts(source[size:]):
            yield (source[:size], *rest)


def _heard(term: Term, most: int) -> Iterator[Expected]:
    index = SoundIndex.of([term])
    for sound in sounds(term):
        for form in itertools.islice(cheapest_spellings(sound.slots), most * 3):
            words = [form, *sorted(sound.suffixes)[:1]]
            if form != sound.name:
                for guess in index.guesses(words):
                    shown = _titled(" ".join(words))
                    found = _open(shown, guess.damage, guess.weight, f"{guess.reason} {term.source}".strip())
                    yield replace(found, safe=found.safe and not is_name(shown) and not is_word(shown))


def cheapest_spellings(slots: Sequence[Slot]) -> Iterator[str]:
    """The spellings of a sequence of sounds, the usual ones first, each once."""
    queue: list[tuple[float, int, str]] = [(0.0, 0, "")]
    seen: set[str] = set()
    while queue and len(seen) < 400:
        cost, index, form = heapq.heappop(queue)
        if index == len(slots):
            if form and form not in seen:
                seen.add(form)
                yield form
            continue
        for spelling, price in slots[index]:
            if price <= 0.3:
                heapq.heappush(queue, (cost + price, index + 1, form + spelling))


def _stuck(term: Term) -> Iterator[Expected]:
    index = GluedIndex.of([term])
    for syllable in GLUED_SYLLABLES:
        for form in (f"{term.name}{syllable}", f"{term.name} {syllable.title()}"):
            for guess, _tail in index.guesses(form.split()):
                yield _open(form, guess.damage, guess.weight, guess.reason)


def _open(form: str, damage: Damage, weight: float, reason: str) -> Expected:
    return Expected(form, damage, 1 / (1 + exp(-weight)), reason, weight >= SAFE, open=True)


def needs_context(form: Expected) -> str:
    """In words, what becomes of a form that is met: replaced, shown, or only with more evidence."""
    if form.safe:
        return "replaced"
    weight_known = form.likelihood >= 1 / (1 + exp(-SUGGEST))
    return "suggested, replaced when the text bears it out" if weight_known else "only when the text bears it out"
