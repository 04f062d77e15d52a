"""A Hunspell dictionary asked about single words.

`spylls` ships the dictionary and can read it, but takes a third of a second to build an object for each of 50,000
stems, which is half of what cleaning a chapter may take. This reads the same two files into one table of stems and
flags, and understands what the English dictionary uses: prefixes and suffixes with conditions, and their cross
products. The tests hold it against `spylls`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Affix:
    """A rule: to the stem without ``strip``, add ``add``, if what it was satisfied ``condition`` (matched at the
    changed end)."""

    flag: str
    strip: str
    add: str
    condition: re.Pattern[str] | None
    crosses: bool


class Dictionary:
    """The words of a pair of Hunspell files (``.aff`` and ``.dic``, UTF-8, flags of one character)."""

    def __init__(self, aff: Path, dic: Path) -> None:
        self._prefixes: dict[str, list[_Affix]] = defaultdict(list)
        self._suffixes: dict[str, list[_Affix]] = defaultdict(list)
        self._read_affixes(aff.read_text(encoding="utf-8"))
        stems: dict[str, str] = {}
        for line in dic.read_text(encoding="utf-8").split("\n")[1:]:
            stem, _, flags = line.partition("/")
            stems[stem] = stems.get(stem, "") + flags
        stems.pop("", None)
        self._stems = stems
        self._only_parts = {stem for stem, flags in stems.items() if "c" in flags}

    def _read_affixes(self, text: str) -> None:
        for line in text.split("\n"):
            parts = line.split()
            if len(parts) < 4 or parts[0] not in ("PFX", "SFX"):
                continue
            kind, flag = parts[:2]
            if len(parts) == 4:  # the head of a group of rules: kind, flag, whether it crosses, how many
                crosses = parts[2] == "Y"
                continue
            strip, add, condition = ("" if part == "0" else part for part in parts[2:5])
            add = add.partition("/")[0]
            anchored = f"{condition}$" if kind == "SFX" else f"^{condition}"
            test = None if condition == "." else re.compile(anchored)
            affix = _Affix(flag, strip, add, test, crosses)
            if kind == "PFX":
                self._prefixes[add[0]].append(affix)
            else:
                self._suffixes[add[-1]].append(affix)

    def lookup(self, word: str) -> bool:
        """Whether a word is spelled right, with its capitals: a capital at the start, or all capitals, are always
        allowed."""
        word = word.replace("’", "'")
        return any(self._known(form) for form in _cased(word))

    def _known(self, word: str) -> bool:
        if word in self._stems and word not in self._only_parts:
            return True
        for stem, flags in self._unsuffixed(word):
            if all(flag in self._stems.get(stem, "") for flag in flags):
                return True
        for prefix in self._prefixes.get(word[:1], ()):
            if not word.startswith(prefix.add) or len(word) <= len(prefix.add):
                continue
            rest = prefix.strip + word[len(prefix.add) :]
            if prefix.flag in self._stems.get(rest, ""):
                return True
            if prefix.crosses and any(
                prefix.flag in self._stems.get(stem, "") and flags in self._stems[stem]
                for stem, flags in self._unsuffixed(rest, crossing=True)
            ):
                return True
        return False

    def _unsuffixed(self, word: str, crossing: bool = False) -> Iterator[tuple[str, str]]:
        """The stems that a suffix could have made the word of, each with the flag it needs."""
        for suffix in self._suffixes.get(word[-1:], ()):
            if not word.endswith(suffix.add) or len(word) <= len(suffix.add) or (crossing and not suffix.crosses):
                continue
            stem = word[: len(word) - len(suffix.add)] + suffix.strip
            if stem in self._stems and (suffix.condition is None or suffix.condition.search(stem)):
                yield stem, suffix.flag


def _cased(word: str) -> Iterator[str]:
    """The forms that a word may stand for: itself, small at the start, a name in capitals, small in capitals."""
    yield word
    if word[:1].isupper():
        if word.isupper():
            yield word.lower()
            yield word[:1] + word[1:].lower()
        elif word[1:].islower() or not word[1:].isalpha() or word[1:] == word[1:].lower():
            yield word[:1].lower() + word[1:]
