"""Names inside longer names: *Amukam House* is the house of *Amkam* when *Amukam* is a spelling of *Amkam*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cleanup.glossary.discovery.forms import Form
from cleanup.glossary.discovery.grouping import SURE, Pair, certainty


def canonical_words(grouped: Iterable[Sequence[str]], scores: Mapping[frozenset[str], float]) -> dict[str, str]:
    """For each spelling of one word that is sure to be another's, the form that its group is named by."""
    found = {}
    for group in grouped:
        name = group[0]
        if len(group) < 2 or " " in name:
            continue
        for form, same in zip(group, certainty(group, name, scores), strict=True):
            if form != name and same >= SURE and " " not in form:
                found[form] = name
    return found


def in_canonical_words(text: str, words: Mapping[str, str]) -> str:
    """A longer name with the names in it as their groups are named."""
    return " ".join(words.get(word, word) for word in text.split())


def longer_pairs(names: Mapping[str, Form], words: Mapping[str, str]) -> list[Pair]:
    """Pairs of longer names that are the same but for spellings of the names in them."""
    alike: dict[str, list[str]] = defaultdict(list)
    for text, form in names.items():
        if len(form.words) > 1:
            alike[in_canonical_words(text, words)].append(text)
    return [
        Pair(several[0], other, 0.95, "the same names in it")
        for several in map(sorted, alike.values())
        for other in several[1:]
    ]
