"""Words that British and American English spell differently.

The table is the author's, from dictionaries; words that either side spells both ways (*judgement*, *advertise*,
*storey*) and words with another meaning in one spelling (*metre*, *cheque*, *practise*) are left out. Whether a text
writes *-ise* or *-ize* is a question by itself: *colour* and *realize* are both right in Oxford.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

_OUR = "arm behavi cand clam col demean endeav fav ferv flav harb hon hum lab neighb od parl ranc rig rum sav splend"
_OUR += " val vap vig"
_ISE = (
    "agon antagon apolog author capital central character civil colon critic crystall emphas energ equal familiar"
    " fantas final general harmon hypnot ideal immobil immortal internal jeopard local material memor mesmer minim"
    " mobil modern"
    " monopol neutral normal optim organ penal personal polar priorit real recogn revital ritual romantic"
    " scrutin social special stabil standard summar symbol sympath synchron terror util vandal visual vocal western"
)
_DOUBLED = (
    "cancel channel counsel dial duel equal fuel funnel grovel jewel label level marvel model panel pedal quarrel rival"
    " shovel signal snivel spiral swivel total towel travel tunnel unravel"
)
_SINGLE = {
    "grey": "gray", "greyish": "grayish", "theatre": "theater", "centre": "center", "centred": "centered",
    "fibre": "fiber", "lustre": "luster", "sabre": "saber", "spectre": "specter", "sceptre": "scepter",
    "sombre": "somber", "calibre": "caliber", "meagre": "meager", "defence": "defense", "offence": "offense",
    "pretence": "pretense", "armoury": "armory", "mould": "mold", "mouldy": "moldy", "moulded": "molded",
    "smoulder": "smolder", "smouldering": "smoldering", "plough": "plow", "sceptical": "skeptical",
    "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "jewellery": "jewelry", "pyjamas": "pajamas",
    "woollen": "woolen", "skilful": "skillful", "wilful": "willful", "fulfil": "fulfill", "enrol": "enroll",
    "instalment": "installment", "cosy": "cozy", "marvellous": "marvelous", "catalogue": "catalog",
    "aluminium": "aluminum", "moustache": "mustache", "neighbourhood": "neighborhood", "honourable": "honorable",
    "favourite": "favorite", "favourites": "favorites", "favourable": "favorable", "colourful": "colorful",
    "colourless": "colorless", "armoured": "armored", "humourless": "humorless", "rumoured": "rumored",
    "analyse": "analyze", "analysed": "analyzed", "analysing": "analyzing", "paralyse": "paralyze",
    "paralysed": "paralyzed", "traveller": "traveler", "travellers": "travelers",
}  # fmt: skip


def _ized() -> Iterator[tuple[str, str]]:
    for start in _ISE.split():
        for end in ("ise", "ises", "ised", "ising", "isation"):
            yield start + end, start + end.replace("s", "z", 1)


def _spelled() -> Iterator[tuple[str, str]]:
    for start in _OUR.split():
        for end in ("", "s", "ed", "ing"):
            yield f"{start}our{end}", f"{start}or{end}"
    for start in _DOUBLED.split():
        for end in ("ed", "ing"):
            yield f"{start}l{end}", start + end
    yield from _SINGLE.items()


class Custom(NamedTuple):
    """A choice between two spellings: its names, and the words of the first one with those of the second."""

    first: str
    second: str
    words: Mapping[str, str]

    def other(self, word: str) -> str:
        """A word, in small letters, in the other spelling; empty for a word that has none."""
        return self.words.get(word) or _BACK[self.first].get(word, "")

    def is_first(self, word: str) -> bool:
        """Whether a word, in small letters, is in the first spelling."""
        return word in self.words


CUSTOMS = (Custom("British", "American", dict(_spelled())), Custom("-ise", "-ize", dict(_ized())))
_BACK = {custom.first: {second: first for first, second in custom.words.items()} for custom in CUSTOMS}
_MARKS = ("", ",", ".", ";", ":", "!", "?", "…", "”", '"', ",”", ".”", ',"', '."')
_TOKENS: Mapping[str, tuple[int, str]] = {
    word + mark: (number, word)
    for number, custom in enumerate(CUSTOMS)
    for word in (*custom.words, *custom.words.values())
    for mark in _MARKS
}

_KNOWN = frozenset(_TOKENS)


def spelled(tokens: AbstractSet[str]) -> set[tuple[int, str]]:
    """The words in some tokens that can be spelled otherwise, each with the number of its custom. Words with a capital
    are left out: they may be names."""
    return {_TOKENS[token] for token in _KNOWN & tokens}
