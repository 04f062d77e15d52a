"""Numbers in English: digits, number words, ordinals, months, and the nouns that are numbers (*dozen*, *decade*)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.numerals.model import Number

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
_NOUNS = {
    "once": 1, "twice": 2, "thrice": 3, "single": 1, "double": 2, "twin": 2, "pair": 2, "couple": 2, "both": 2,
    "triple": 3, "trio": 3, "threefold": 3, "quadruple": 4, "quartet": 4, "half": 0.5, "quarter": 0.25, "dozen": 12,
    "dozens": 12, "score": 20, "decade": 10, "decades": 10, "century": 100, "centuries": 100, "fortnight": 14,
    "hundreds": 100, "thousands": 1000, "millions": 10**6, "tens": 10, "teens": 13, "twenties": 20, "thirties": 30,
    "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90, "noon": 12,
    "midnight": 12, "alone": 1, "octogenarian": 80, "ones": 1, "twos": 2, "threes": 3, "fours": 4,
}  # fmt: skip
_MULTIPLIERS = {"dozen": 12, "score": 20, "decades": 10, "centuries": 100, "pairs": 2, "fold": 1}
_MONTHS = {
    month: number
    for number, month in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_WEEKDAYS = {day: number for number, day in enumerate("monday tuesday wednesday thursday friday saturday".split(), 1)}
_VALUES: dict[str, float] = {word: number for number, word in enumerate(_ONES)}
_VALUES |= {word: 10 * (number + 2) for number, word in enumerate(_TENS)}
_CARDINAL = frozenset((*_VALUES, *_SCALES))
_WORD = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[A-Za-z]+")
_KNOWN = _CARDINAL | _ORDINALS.keys() | _NOUNS.keys() | {"a", "an", "and"}
_JOINS = re.compile(r"[\s-]{1,2}|,? and ")
_ENDINGS = {"k": 1000, "m": 10**6, "st": 1, "nd": 1, "rd": 1, "th": 1, "s": 1}


def numbers_in(text: str) -> Iterator[Number]:
    """The numbers in a text, words that go together as one: *three hundred and twenty* is 320."""
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        word, start, _end = words[at]
        small = word.lower()
        if word[0].isdigit() or small in _CARDINAL or (small in ("a", "an") and _next_is_scale(text, words, at)):
            value, last = _read(text, words, at)
            after = words[last + 1][0].lower() if last + 1 < len(words) else ""
            many = _MULTIPLIERS.get(after, 0)
            yield Number(start, words[last][2], value, firm=value not in (0.0, 1.0) and not many, unit=after)
            if many:
                yield Number(start, words[last + 1][2], value * many, firm=False)
            at = last + 1
            continue
        for table in (_ORDINALS, _NOUNS):
            if small in table:
                yield Number(start, _end, float(table[small]), firm=False)
        if word in ("May", "March", "August") or (word[:1].isupper() and small in _MONTHS):
            yield Number(start, _end, float(_MONTHS[small]), firm=False)
        if word[:1].isupper() and small in _WEEKDAYS:
            yield Number(start, _end, float(_WEEKDAYS[small]), firm=False)
        at += 1


def _next_is_scale(text: str, words: list[tuple[str, int, int]], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1][0].lower() in _SCALES and text[words[at][2] : words[at + 1][1]] == " "


def _read(text: str, words: list[tuple[str, int, int]], at: int) -> tuple[float, int]:
    """The value of the number that begins with a word, and the last word that belongs to it."""
    total = section = 0.0
    last = at
    before = ""
    index = at
    while index < len(words):
        word, start, _ = words[index]
        small = word.lower()
        if index > at:
            gap = text[words[last][2] : start]
            if small in _ENDINGS and not gap and before.isdigit():
                if small in ("k", "m"):
                    section *= _ENDINGS[small]
                last = index
                break
            scaled = before == "scale" and small in (*_VALUES, "and") and not word[0].isdigit()
            if not _JOINS.fullmatch(gap) and not (scaled and gap in (", ", " ")):
                break
        if word[0].isdigit():
            if index > at:
                break
            section = float(word.replace(",", ""))
            before = "1"
        elif small in _SCALES:
            scale = _SCALES[small]
            if scale == 100:
                section = (section or 1.0) * 100
            else:
                total, section = total + (section or 1.0) * scale, 0.0
            before = "scale"
        elif small in _VALUES:
            value = _VALUES[small]
            joins = before in ("", "scale") or (before == "tens" and value < 10)
            if not joins:
                break
            section += value
            before = "tens" if value >= 20 else "ones"
        elif small in ("a", "an") and index == at:
            section, before = 0.0, ""
        elif small == "and" and before == "scale" and index + 1 < len(words) and words[index + 1][0].lower() in _VALUES:
            index += 1
            value = _VALUES[words[index][0].lower()]
            section += value
            before = "tens" if value >= 20 else "ones"
        elif small in _ORDINALS and before in ("tens", "scale"):
            section += _ORDINALS[small]
            last = index
            break
        else:
            break
        last = index
        index += 1
    return total + section, last
