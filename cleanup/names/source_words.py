"""The words that say the same in a source and in its translation: dictionary words, names by sound, numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from cleanup.language.english import CLOSED_CLASS
from cleanup.language.fold import letters
from cleanup.names import hangul, kana, pinyin
from cleanup.names.cedict import LONGEST, SIMPLER, is_entry, stems_of
from cleanup.names.meaning import stem
from cleanup.names.sound import Pattern, fit, pattern

HAN = re.compile(r"[\u3400-\u9fff々〇]+")
KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー]+")
HANGUL = re.compile(r"[가-힣]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITALISED = re.compile(r"[A-Z][^\W\d_]+")
_DIGITS = re.compile(r"\d+(?:[,，]\d{3})*")
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_SMALL = CLOSED_CLASS | frozenset("was were had did does have has been being am are is be do said say".split())
_IRREGULAR: dict[str, str] = {
    form: base
    for line in (
        "arise arose arisen,bear bore borne,beat beaten,become became,begin began begun,bend bent,bind bound,"
        "bite bit bitten,blow blew blown,break broke broken,bring brought,build built,burn burnt,buy bought,"
        "catch caught,choose chose chosen,cling clung,come came,creep crept,deal dealt,dig dug,draw drew drawn,"
        "drink drank drunk,drive drove driven,eat ate eaten,fall fell fallen,feed fed,feel felt,fight fought,"
        "find found,flee fled,fling flung,fly flew flown,forget forgot forgotten,forgive forgave,freeze froze frozen,"
        "get got gotten,give gave given,go went gone,grind ground,grow grew grown,hang hung,hear heard,hide hid hidden,"
        "hold held,keep kept,kneel knelt,know knew known,lead led,lean leant,leave left,lend lent,lie lay lain,"
        "lose lost,make made,mean meant,meet met,pay paid,ride rode ridden,ring rang rung,rise rose risen,run ran,"
        "say said,see saw seen,seek sought,sell sold,send sent,shake shook shaken,shine shone,shoot shot,shrink shrank,"
        "sing sang sung,sink sank sunk,sit sat,sleep slept,slide slid,speak spoke spoken,spend spent,spin spun,"
        "stand stood,steal stole stolen,stick stuck,sting stung,strike struck stricken,swear swore sworn,sweep swept,"
        "swim swam swum,swing swung,take took taken,teach taught,tear tore torn,tell told,think thought,"
        "throw threw thrown,understand understood,wake woke woken,wear wore worn,weep wept,win won,wind wound,"
        "write wrote written,man men,woman women,child children,foot feet,tooth teeth,person people,life lives,"
        "wife wives,knife knives,leaf leaves,wolf wolves"
    ).split(",")
    for base, *forms in [line.split()]
    for form in forms
}
"""Forms of verbs and nouns that no stem is common to, with the base."""


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    small = word.lower()
    return stem(_IRREGULAR.get(small, small))


def english_words(text: str) -> Iterator[str]:
    """The stems of the words of an English text, function words left out, and the digits of its numbers."""
    for word in _WORD.findall(text):
        small = word.lower()
        if small not in _SMALL:
            for part in small.replace("’", "'").split("-"):
                yield _stem(part)
    for number in _DIGITS.findall(text):
        yield number.replace(",", "")


def source_words(text: str) -> Iterator[str]:
    """The dictionary's words in a text of the source language: from left to right the longest, single characters where
    there is nothing longer."""
    for run in HAN.findall(text.translate(SIMPLER)):
        start = 0
        while start < len(run):
            size = next(
                (n for n in range(min(LONGEST, len(run) - start), 1, -1) if is_entry(run[start : start + n])), 1
            )
            yield run[start : start + size]
            start += size


def source_stems(text: str) -> frozenset[str]:
    """The English stems by which a text of the source language may be rendered, its digits and Latin words as they
    are."""
    found: set[str] = set()
    for word in source_words(text):
        found |= stems_of(word)
    plain = text.translate(_FULL_WIDTH)
    found.update(number.replace(",", "").replace("，", "") for number in _DIGITS.findall(plain))
    found.update(_stem(word) for word in _LETTERS.findall(plain))
    return frozenset(found)


def capitalised(text: str) -> Iterator[str]:
    """The capitalised words of an English text that are no function words, as they stand."""
    for match in _CAPITALISED.finditer(text):
        if match[0].lower() not in _SMALL:
            yield match[0]


def heard_terms(text: str) -> Iterator[str]:
    """The words of a source text that an English one spells by their sound: in katakana, or in Hangul."""
    yield from KATAKANA.findall(text)
    for word in HANGUL.findall(text):
        yield word[:3]


@lru_cache(maxsize=10_000)
def _pattern(term: str) -> Pattern:
    if hangul.is_hangul(term):
        return pattern(hangul.hangul_slots(term))
    return pattern(kana.kana_slots(term))


def is_spelling(term: str, word: str) -> bool:
    """Whether an English word (bare letters) may spell the sound of a term in kana or Hangul."""
    return fit(_pattern(term), word, 0.2 * max(4, len(word))) < float("inf")


@lru_cache(maxsize=20_000)
def read_as(word: str) -> tuple[str, ...]:
    """The syllables of a capitalised word that may be Chinese; empty when it is none, or a single short one."""
    flat = letters(word)
    cut = pinyin.syllables(flat) if flat.isascii() else ()
    return cut if len(flat) > 1 else ()


@lru_cache(maxsize=20_000)
def characters_read(characters: frozenset[str]) -> dict[str, str]:
    """For each syllable, the characters among these that are read so."""
    found: dict[str, str] = {}
    for character in sorted(characters):
        for reading in pinyin.readings(character):
            found[reading.replace("v", "u")] = found.get(reading.replace("v", "u"), "") + character
    return found


def where_read(words: Sequence[str], text: str) -> dict[str, list[int]]:
    """Where in a Chinese text characters stand that capitalised words may be the reading of: positions, by word.
    A word of one syllable is looked for only when it is no English word."""
    readings = characters_read(frozenset(c for run in HAN.findall(text) for c in run))
    found: dict[str, list[int]] = {}
    for word in dict.fromkeys(words):
        classes = [readings.get(syllable.replace("v", "u"), "") for syllable in read_as(word)]
        if classes and all(classes):
            expression = "".join(f"[{each}]" for each in classes)
            found[word] = [match.start() for match in re.finditer(expression, text)]
    return found


_SENTENCE_END = re.compile(r"(?<=[。！？!?…])[”」』\"’）)]*(?=[^。！？!?…”」』\"’）)\s]|\s|$)|\n+")


def sentences_of(text: str) -> list[str]:
    """The sentences of a source text, each with its final mark and closing quotes."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if piece := text[start : match.end()].strip():
            found.append(piece)
        start = match.end()
    if piece := text[start:].strip():
        found.append(piece)
    return found


def english_stems(text: str) -> frozenset[str]:
    """The stems of an English text's words, and its capitalised words in bare letters."""
    return frozenset(english_words(text)) | {letters(word) for word in capitalised(text)}


_FEW_KNOWN = 3
"""Words of which nothing can be said when there are fewer."""


def rendered_share(text: str, stems: Collection[str], few: int = _FEW_KNOWN) -> float:
    """The share of a source text's words that one of an English text's stems renders; 1 when fewer than ``few`` are
    known."""
    known = rendered = 0
    for word in source_words(text):
        meant = stems_of(word)
        if len(word) > 1 and meant:
            known += 1
            rendered += not meant.isdisjoint(stems)
    for term in heard_terms(text):  # of many a word in katakana nobody knows whether it is a name
        if any(len(each) > 2 and is_spelling(term, each) for each in stems):
            known, rendered = known + 1, rendered + 1
    return rendered / max(1, known) if known >= few else 1.0
