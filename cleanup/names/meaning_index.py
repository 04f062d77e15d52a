"""Entries found by a translation of what their source term means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from cleanup.glossary.model import Term
from cleanup.names import pinyin
from cleanup.names.guess import Guess
from cleanup.names.meaning import look_up, stem
from cleanup.names.predict import Meaning, glossary_words, meanings, pieces
from cleanup.names.rendering import Damage

SMALL_WORDS = frozenset({"of", "the", "and", "in", "a"})
"""Words that a translated meaning may contain without a character for them."""


class MeaningIndex:
    """Entries with a Chinese source, to be found by a translation of their meaning, character by character or word by
    word."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._whole: dict[str, set[tuple[int, Meaning]]] = defaultdict(set)

    @cached_property
    def _glosses(self) -> dict[str, dict[str, str]]:
        """For each word of the sources: the stems of its one-word glosses, with the gloss."""
        table: dict[str, dict[str, str]] = {}
        for word, several in look_up(glossary_words(self._terms)).items():
            for gloss in several:
                table.setdefault(word, {}).setdefault(
                    " ".join(stem(part) for part in gloss.replace("-", " ").split()), gloss
                )
        return table

    @cached_property
    def _by_stem(self) -> dict[str, set[tuple[int, Meaning]]]:
        index: dict[str, set[tuple[int, Meaning]]] = defaultdict(set)
        for number, term in enumerate(self._terms):
            for meaning in meanings(term):
                for piece in pieces(meaning.text[len(meaning.title) :]):
                    whole = piece == meaning.text
                    for key in self._glosses.get(piece, ()):
                        for part in key.split(" "):
                            index[part].add((number, meaning))
                        if whole:
                            self._whole[key].add((number, meaning))
        return index

    def guesses(self, words: Sequence[str]) -> Iterable[Guess]:
        """Entries of which the capitalised words are a translation, wholly or nearly."""
        plain = [w for word in words for w in word.lower().replace("’", "'").split("-")]
        content = [word for word in plain if word not in SMALL_WORDS]
        if not content or len(content) > 6:
            return
        orders = [content]
        if "of" in plain[1:-1]:
            cut = plain.index("of")
            turned = [w for w in plain[cut + 1 :] + plain[:cut] if w not in SMALL_WORDS]
            orders.append(turned)
        stems = [stem(word) for word in content]
        if len(content) == 1:
            seen = self._whole.get(stems[0], set()) if self._by_stem else set()
        else:
            votes: Counter[tuple[int, Meaning]] = Counter()
            for key in set(stems):
                votes.update(self._by_stem.get(key, ()))
            # At least two words must be explained, by a gloss or (whole syllables of pinyin) a reading; or one after a
            # title.
            read = [word for word in content if pinyin.is_pinyin(word.replace("'", ""))]
            seen = {
                found
                for found, count in votes.items()
                if count > 1
                or found[1].title
                or any(word.replace("'", "") in _all_readings(found[1].text) for word in read)
            }
        best: dict[int, Guess] = {}
        for number, meaning in seen:
            for order in orders:
                guess = self._judge(number, meaning, order)
                if guess is not None and (number not in best or best[number].weight < guess.weight):
                    best[number] = guess
        yield from best.values()

    def _judge(self, number: int, meaning: Meaning, words: list[str]) -> Guess | None:
        aligned = self._align(meaning, words)
        if aligned is None:
            return None
        covered, explained, parts = aligned
        source = meaning.text[len(meaning.title) :] + meaning.title
        translated = sum(1 for part in parts if " = " in part)
        if meaning.title and not (covered == len(source) and explained == len(words)):
            return None
        if not translated or covered < len(source) * 0.66:
            return None
        reason = f"is what {source} means ({', '.join(parts)})"
        if explained == len(words) and covered == len(source):
            if len(words) > 1:
                weight = 3.4
            else:
                weight = 1.0 if len(source) > 1 else -1.0
        elif explained == len(words) and len(words) > 1:
            weight = 1.0
            reason = f"is most of what {source} means ({', '.join(parts)})"
        elif explained >= 2 and covered >= 2:
            weight = 0.2 if translated == len(parts) else 1.0
            reason = f"is nearly what {source} means ({', '.join(parts)})"
        else:
            return None
        return Guess(number, Damage.MEANING, weight, reason)

    def _align(self, meaning: Meaning, words: list[str]) -> tuple[int, int, list[str]] | None:
        """Cut source and words into matching parts, in order: characters covered, words explained, and the parts."""
        source = meaning.text
        n, m = len(source), len(words)
        table: dict[tuple[int, int], tuple[int, int, list[str]]] = {(0, 0): (0, 0, [])}
        for i in range(n + 1):
            for j in range(m + 1):
                state = table.get((i, j))
                if state is None:
                    continue
                covered, explained, parts = state
                moves: list[tuple[int, int, int, int, list[str]]] = [(i + 1, j, 0, 0, []), (i, j + 1, 0, 0, [])]
                if i == j == 0 and meaning.title:
                    size = len(meaning.title)
                    for form in meaning.titles:
                        taken = form.lower().replace(".", "").split()
                        if words[: len(taken)] == taken:
                            moves.append((size, len(taken), size, len(taken), [f"{meaning.title} {form}"]))
                for end in range(i + 1, min(n, i + 4) + 1):
                    piece = source[i:end]
                    for count, part in self._matches(piece, words, j):
                        moves.append((end, j + count, end - i, count, [part]))
                for a, b, c, e, more in moves:
                    if a <= n and b <= m:
                        new = (covered + c, explained + e, parts + more)
                        old = table.get((a, b))
                        if old is None or (new[0] + new[1]) > (old[0] + old[1]):
                            table[(a, b)] = new
        return table.get((n, m))

    def _matches(self, piece: str, words: list[str], at: int) -> Iterable[tuple[int, str]]:
        """How many of the words from ``at`` on are a gloss or a reading of a piece of the source, and a note that says
        so."""
        if at >= len(words):
            return
        known = self._glosses.get(piece, {})
        key = ""
        for taken in range(1, min(3, len(words) - at) + 1):
            key = f"{key} {stem(words[at + taken - 1])}".strip()
            if key in known:
                yield taken, f"{piece} = {known[key]}"
        bare = words[at].replace("'", "")
        if bare in _readings(piece):
            yield 1, f"{piece} {bare}"


@cache
def _all_readings(source: str) -> frozenset[str]:
    """The readings of every piece of a source term."""
    return frozenset().union(*(_readings(piece) for piece in pieces(source)))


@cache
def _readings(piece: str) -> frozenset[str]:
    """The readings of a piece of a source term, in bare letters."""
    return frozenset("".join(reading) for reading in pinyin.name_readings(piece, 8))
