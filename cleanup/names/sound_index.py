"""Entries found by how a form sounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cleanup.glossary.model import Term
from cleanup.names.fold import letters
from cleanup.names.guess import Guess
from cleanup.names.predict import Sound, sounds
from cleanup.names.rendering import Damage
from cleanup.names.sound import Pattern, fit, pattern, skeleton


class SoundIndex:
    """Entries that transliterate foreign names, to be found by how a form sounds."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._sequences: list[tuple[int, Sound, Pattern, float, bool]] = []
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_shorter_key: dict[str, set[int]] = defaultdict(set)
        self._suffixes: set[str] = set()
        self._longest = 0
        for number, term in enumerate(terms):
            for sound in sounds(term):
                index = len(self._sequences)
                heard = pattern(sound.slots, sound.open)
                self._sequences.append((number, sound, heard, fit(heard, sound.name), bool(term.source)))
                self._suffixes |= sound.suffixes
                self._longest = max(self._longest, heard.longest)
                for key in {skeleton(form) for form in (sound.name, *sound.spoken)}:
                    for first in heard.firsts:
                        self._by_key[first + key].add(index)
                        for shorter in shortened(key):
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
        if not 3 <= len(form) <= self._longest:
            return  # A form too long for any entry costs nothing: its shortened keys would be as many as its letters.
        # The consonants are the same, or one of them has one more.
        key = skeleton(form)
        near = set(self._by_key.get(form[0] + key, ())) | self._by_shorter_key.get(form[0] + key, set())
        for shorter in shortened(key):
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


def shortened(key: str) -> set[str]:
    """The key with one letter left out, in every way; nothing for keys too short to lose one."""
    return {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) > 2 else set()
