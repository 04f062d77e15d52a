"""Which entries a form may stand for: exact renderings, meanings, sounds and glued syllables, one table each.

Everything here depends on the form and the glossary alone, never on the text around it, so that each distinct form is
looked at once in a run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import Levenshtein

from cleanup.glossary.model import Kind, Term
from cleanup.names import pinyin
from cleanup.names.fold import fold_form, letters
from cleanup.names.meaning import look_up, stem
from cleanup.names.predict import Meaning, Sound, glossary_words, meanings, pieces, profile, sounds, source_terms
from cleanup.names.rendering import Damage
from cleanup.names.sound import Pattern, fit, pattern, skeleton


@dataclass(frozen=True, slots=True)
class Guess:
    """A form may stand for the term at ``term`` (an index); ``weight`` is the log odds before the text is looked at.

    ``near`` is false for a sound that fits only roughly.
    """

    term: int
    damage: Damage
    weight: float
    reason: str
    near: bool = True


SMALL_WORDS = frozenset({"of", "the", "and", "in", "a"})
"""Words that a translated meaning may contain without a character for them."""


class SoundIndex:
    """Entries that transliterate foreign names, to be found by how a form sounds."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._sequences: list[tuple[int, Sound, Pattern, float, bool]] = []
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_shorter_key: dict[str, set[int]] = defaultdict(set)
        self._suffixes: set[str] = set()
        for number, term in enumerate(terms):
            for sound in sounds(term):
                index = len(self._sequences)
                heard = pattern(sound.slots, sound.open)
                self._sequences.append((number, sound, heard, fit(heard, sound.name), bool(term.source)))
                self._suffixes |= sound.suffixes
                for key in {skeleton(form) for form in (sound.name, *sound.spoken)}:
                    for first in heard.firsts:
                        self._by_key[first + key].add(index)
                        for shorter in _shortened(key):
                            self._by_shorter_key[first + shorter].add(index)

    def guesses(self, words: Sequence[str]) -> Iterable[Guess]:
        """Entries whose sounds the words (together, or all but a last one such as *Island*) spell well enough to
        mention."""
        best: dict[int, tuple[float, int, bool]] = {}
        self._compare(letters("".join(words)), "", best)
        last = letters(words[-1])
        for suffix in (last, last.removesuffix("s")):
            if len(words) > 1 and suffix in self._suffixes:
                self._compare(letters("".join(words[:-1])), suffix, best)
        for number, (excess, size, sourced) in best.items():
            weight = 3.2 + 0.3 * min(size - 4, 4) - 5 * max(0.0, excess - 0.1) * min(1.0, 6 / size)
            if not sourced:
                weight -= 2.0
            near = excess < 0.2
            how = "sounds like the name" if near else "sounds much like the name"
            yield Guess(number, Damage.SOUND, weight, how, near)

    def _compare(self, form: str, suffix: str, best: dict[int, tuple[float, int, bool]]) -> None:
        if len(form) < 3:
            return
        # The consonants are the same, or one of them has one more.
        key = skeleton(form)
        near = set(self._by_key.get(form[0] + key, ())) | self._by_shorter_key.get(form[0] + key, set())
        for shorter in _shortened(key):
            near |= self._by_key.get(form[0] + shorter, set())
        size, last = len(form), form[-1]
        for index in near:
            number, sound, heard, own, sourced = self._sequences[index]
            if not heard.shortest <= size <= heard.longest or last not in heard.lasts:
                continue
            if bool(suffix) != bool(sound.suffixes) or (suffix and suffix not in sound.suffixes):
                continue
            cost = fit(heard, form, 1.5 if sourced else 0.5)
            excess = max(0.0, cost - 0.6 * min(own, 0.8))
            # Three letters fit too many names to say much.
            excess += 0.35 if len(form) < 4 and len(sound.slots) > 3 else 0.0
            if cost < 2 and (number not in best or excess < best[number][0]):
                best[number] = (excess, len(sound.slots) + (2 if suffix else 0), sourced)


def _shortened(key: str) -> set[str]:
    return {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) > 2 else set()


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


class SlipIndex:
    """Names that are readings of Chinese characters, to be found with a letter lost, added or exchanged: *Tianongxia*.

    A form that is itself made of as many whole syllables is somebody else's name, not a slip.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._by_part: dict[str, set[tuple[int, str, int]]] = defaultdict(set)
        for number, term in enumerate(terms):
            if not term.predict or term.kind not in (Kind.PERSON, Kind.NAME, Kind.PLACE):
                continue
            for source in source_terms(term):
                part = profile(term, source).source
                if 3 <= len(part) <= 6 and pinyin.is_han(part):
                    for reading in pinyin.name_readings(part, 1):
                        flat = "".join(reading)
                        for key in (flat, *_shortened(flat)):
                            self._by_part[key].add((number, flat, len(reading)))

    def guesses(self, form: str) -> Iterable[Guess]:
        """Entries of which the bare letters are a reading but for one letter."""
        if len(form) < 7:
            return
        near: set[tuple[int, str, int]] = set()
        for key in (form, *_shortened(form)):
            near |= self._by_part.get(key, set())
        cut = pinyin.syllables(form)
        for number, flat, size in near:
            if form != flat and len(cut) != size and Levenshtein.distance(form, flat) == 1:
                yield Guess(number, Damage.READING, 1.5, f"nearly the reading {flat}")


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
