"""Names found with the next word's syllables stuck to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cleanup.glossary.model import Kind, Term
from cleanup.names import pinyin
from cleanup.names.fold import fold_form, letters
from cleanup.names.guess import Guess
from cleanup.names.predict import profile, source_terms
from cleanup.names.rendering import Damage


class GluedIndex:
    """Names that are readings of Chinese characters, to be found with the next word's syllables stuck to them."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for number, term in enumerate(terms):
            words = tuple(fold_form(term.name).split())
            if term.kind in (Kind.PERSON, Kind.NAME) and term.predict and _is_read(term, words):
                self._by_first[words[0]].append((number, words))

    def guesses(self, words: Sequence[str]) -> Iterable[tuple[Guess, tuple[str, ...]]]:
        """Entries to which the capitalised words are the name plus syllables; with each the syllables."""
        folded = [letters(word) for word in words]
        for number, name in self._by_first.get(folded[0], ()):
            size = len(name)
            if (
                len(folded) < size
                or tuple(folded[: size - 1]) != name[:-1]
                or not folded[size - 1].startswith(name[-1])
            ):
                continue
            stuck = folded[size - 1][len(name[-1]) :]
            further = folded[size:]
            if len(further) > 1 or not (stuck or further):
                continue
            own = pinyin.syllables(name[-1])
            if stuck:
                joined = pinyin.syllables(folded[size - 1])
                # “Xian” is one syllable: not Xi with “an” stuck to it.
                if joined[: len(own)] != own or len(joined) <= len(own):
                    continue
            if further and not pinyin.is_pinyin(further[0]):
                continue
            tail = (*(pinyin.syllables(stuck) if stuck else ()), *(pinyin.syllables(further[0]) if further else ()))
            if not 0 < len(tail) <= 3:
                continue
            given = sum(len(pinyin.syllables(word)) for word in name[1:]) if size > 1 else len(own)
            # A Chinese given name has at most two syllables: what is longer, or stands apart, is no name's own shape.
            natural = given + len(tail) <= 2 and not further
            weight = -0.5 if natural else 0.8
            how = f"is the name with “{' '.join(tail)}”, the sound of the next word, stuck to it"
            yield Guess(number, Damage.GLUED, weight, how), tail


def _is_read(term: Term, words: tuple[str, ...]) -> bool:
    sources = source_terms(term)
    if sources:
        return any(
            pinyin.is_han(source) and profile(term, source).read and not profile(term, source).title
            for source in sources
        )
    return len(words) == 2 and all(pinyin.is_pinyin(word) for word in words)
