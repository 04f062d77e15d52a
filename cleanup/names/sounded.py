"""The sounds of an entry that transliterates a foreign name, told from its source term or from the name itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cleanup.language.english import is_word
from cleanup.language.fold import letters
from cleanup.names import hangul, kana, pinyin, romaji
from cleanup.names.latin import latin_slots
from cleanup.names.meaning import usual
from cleanup.names.profile import Profile, is_reading, looks_read, profile, source_terms
from cleanup.names.sound import Slot, fit, pattern
from cleanup.terms.model import Kind, Term


@dataclass(frozen=True, slots=True)
class Sound:
    """The sounds of a transliterated name: ``slots``, the English ``name`` they are for (bare letters), and the words
    that may follow as the kind of thing it is (``island``, ``city``; empty when the sounds are the whole name).
    ``spoken``: how the source is romanised, bare letters. ``kana``: the source is written in kana.
    ``form``: the part of the canonical form that the sounds are for, where it is not all of it. ``by_name``: the sounds
    are those of the canonical form, not of the source.
    ``open`` as for `cleanup.names.sound.Pattern`."""

    slots: tuple[Slot, ...]
    name: str
    suffixes: frozenset[str] = frozenset()
    spoken: tuple[str, ...] = ()
    open: bool = False
    kana: bool = False
    form: str = ""
    by_name: bool = False


def sounds(term: Term) -> list[Sound]:
    """The sounds of an entry that transliterates a foreign name; empty for a name that is a reading or a meaning."""
    if term.kind in (Kind.TITLE, Kind.TERM) or not term.predict:
        return []
    flat = letters(term.name)
    found: list[Sound] = []
    for source in source_terms(term):
        seen = profile(term, source)
        words = seen.name.split()
        head, suffixes = _generic(seen.source, words)
        if not kana.is_kana(head):
            head, suffixes = _kana_head(seen.source, words) or (head, suffixes)
        if kana.is_kana(head):
            name = letters("".join(_proper(words))) if suffixes else flat
            spoken = tuple(form.replace(" ", "") for form in kana.romanisations(head)[:1])
            found.append(Sound(kana.kana_slots(head), name, suffixes, spoken, kana=True))
        elif hangul.is_hangul(seen.source):
            word = kind_word(words)
            if word and (short := hangul.without_kind(seen.source, word)):
                kinds = frozenset((word,))
                found.append(Sound(hangul.hangul_slots(short, person=False), letters("".join(_proper(words))), kinds))
            else:
                person = term.kind in (Kind.PERSON, Kind.NAME)
                found.append(Sound(hangul.hangul_slots(seen.source, person=person), flat))
        elif pinyin.is_han(seen.source) and romaji.is_romaji(seen.name) and not seen.read:
            found.append(Sound(romaji.romaji_slots(flat), flat, spoken=(flat,)))
            if len(words) == 2 and term.kind is Kind.PERSON:
                turned = letters(f"{words[1]}{words[0]}")
                found.append(Sound(romaji.romaji_slots(turned), turned, spoken=(turned,)))
        elif pinyin.is_han(seen.source) and not seen.read and len(seen.source) > 1:
            found += _foreign(seen)
    if not source_terms(term) and not looks_read(term.name):
        found.append(Sound(latin_slots(flat), flat, by_name=True))
    elif found and term.kind in _NAMED and all(_is_far(sound) for sound in found) and not _is_meant(term.name):
        found.append(Sound(latin_slots(flat), flat, by_name=True))  # 奥黛丽 does not sound much like Audrey
    found += _parts(term)
    return [sound for sound in found if sound.slots]


_NAMED = frozenset({Kind.PERSON, Kind.PLACE, Kind.NAME})
_FAR = 1.0
"""A canonical form that fits the sounds of its source worse is better compared by its own."""
_BETWEEN = re.compile("[·・･=＝ 　]")


def _is_far(sound: Sound) -> bool:
    return not sound.suffixes and fit(pattern(sound.slots, sound.open), sound.name) > _FAR


def _is_meant(name: str) -> bool:
    return all(is_word(word.lower()) for word in name.split())


def _parts(term: Term) -> Iterator[Sound]:
    """The sounds of each part of a foreign person's name: who is Rudeus Greyrat in the glossary is mostly Rudeus in the
    text."""
    if term.kind is not Kind.PERSON:
        return
    for source in source_terms(term):
        parts, words = [part for part in _BETWEEN.split(source) if part], term.name.split()
        if len(parts) != len(words) or len(words) < 2:
            continue
        for part, word in zip(parts, words, strict=True):
            name = letters(word)
            if len(part) < 2 or len(name) < 4 or is_word(word.lower()):
                continue
            if kana.is_kana(part):
                yield Sound(kana.kana_slots(part), name, spoken=tuple(kana.romanisations(part)[:1]), form=word)
            elif pinyin.is_han(part) and not is_reading(part, name):
                for sound in _foreign(Profile(part, False, word)):
                    if not sound.suffixes and not _is_far(sound):
                        yield replace(sound, form=word)


_KANA_NAME = 1.0
"""A canonical form that fits the kana of its source no worse is a spelling of them."""
_MEANT = 0.8
"""A canonical form of English words that fits the characters' sounds no better is their meaning."""


def _foreign(seen: Profile) -> Iterator[Sound]:
    """Chinese characters that stand for the sound of a foreign name, perhaps with some that say what it is (岛
    island)."""
    words = seen.name.split()
    head, suffixes = _generic(seen.source, words)
    own = _proper(words) if suffixes else words
    name = letters("".join(own))
    meant = all(is_word(word) for word in own or words)  # or so it seems: 美杜莎 is Medusa
    for slots, spoken in zip(pinyin.han_slots(head), _as_heard(head), strict=True):
        if not meant or fit(pattern(slots, open=True), name) <= _MEANT:
            yield Sound(slots, name, suffixes, (spoken,), open=True)


_KANA_HEAD = re.compile(r"([ァ-ヺー・]{2,})([\u4e00-\u9fff]{1,3})")


def _kana_head(source: str, words: list[str]) -> tuple[str, frozenset[str]] | None:
    """A foreign name in kana with characters after it that say what is named, where the canonical form leaves them out
    (スペルド族 Superd) or says them in words of its own (スレイン法国 Slane Theocracy)."""
    parts = _KANA_HEAD.fullmatch(source)
    if parts is None or not words:
        return None
    made = pattern(kana.kana_slots(parts[1]))
    if fit(made, letters("".join(words))) <= _KANA_NAME:
        return parts[1], frozenset()
    if len(words) > 1 and fit(made, letters("".join(_proper(words)))) <= _KANA_NAME:
        return parts[1], frozenset((kind_word(words), *usual(parts[2])))
    return None


def _generic(source: str, words: list[str]) -> tuple[str, frozenset[str]]:
    """The source without the part that says what is named, and the words for that part: 诺丁城 → 诺丁, city and town.
    Nothing is taken off where the name does not end with one of them."""
    for size in (3, 2, 1):
        tail = source[-size:]
        if len(source) > size + 1 and kind_word(words) in usual(tail):
            return source[:-size], frozenset(usual(tail))
    return source, frozenset()


def kind_word(words: list[str]) -> str:
    """The word of a name of several that says what is named: that of *Glantz Kingdom*, and of *Kingdom of Glantz*."""
    if len(words) > 2 and words[1] == "of":
        return words[0].lower()
    return words[-1].lower() if len(words) > 1 else ""


def _proper(words: list[str]) -> list[str]:
    """The other words of such a name."""
    return words[2:] if len(words) > 2 and words[1] == "of" else words[:-1]


def _as_heard(source: str) -> Iterator[str]:
    for reading in pinyin.name_readings(source.replace("·", "").replace("・", ""), limit=4):
        yield "".join("l" if syllable == "er" else syllable for syllable in reading)


def is_transliterated(seen: Profile) -> bool:
    """Whether the canonical form is a foreign name that the characters only sound like."""
    return not seen.read and any(
        fit(pattern(sound.slots, sound.open), sound.name) <= 1.0 for sound in _foreign(seen) if not sound.suffixes
    )
