"""From a glossary entry to the forms that machine translation is expected to give it.

Forms that can be listed (readings, joins and splits, romanisations, titles) are; they are found by exact match.
Meanings and sounds have too many spellings to list: `meaning_parts` and `sound_slots` give what a form is compared
with.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod

from cleanup.language.english import is_word
from cleanup.language.fold import fold_form, letters
from cleanup.names import hangul, kana, kanji, pinyin, romaji, titles
from cleanup.names.latin import latin_slots
from cleanup.names.meaning import usual
from cleanup.names.rendering import Damage, Rendering
from cleanup.names.sound import Slot, fit, pattern
from cleanup.terms.model import Kind, Term

_MOST_READINGS = 24


_LONGEST = 60
"""Characters."""


def source_terms(term: Term) -> tuple[str, ...]:
    """The source terms of an entry (several are separated by a slash). One that is longer than any name is a sentence,
    which has no readings to predict; their number would grow with the square of its length."""
    return tuple(part for each in term.source.split("/") if 0 < len(part := each.strip()) <= _LONGEST)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of how an entry's name came from its source.

    ``source``: the part of the source term that the canonical form renders, without a title. ``read``: the canonical
    form is a reading of it in pinyin. ``name``: the canonical form without title. ``title``: the title's English form,
    ``title_source`` its source.
    """

    source: str
    read: bool
    name: str
    title: str = ""
    title_source: str = ""


def profile(term: Term, source: str) -> Profile:
    """How the canonical form relates to one source term: by reading (whole, or without the surname), or otherwise."""
    return _profile(term.name, term.kind, source)


@lru_cache(maxsize=1024)
def _profile(name: str, kind: Kind, source: str) -> Profile:
    """Asked several times in a row about one entry: remembered for a moment."""
    title, bare_name, title_source = "", name, ""
    if kind in (Kind.TITLE, Kind.PERSON, Kind.NAME) and not titles.is_ranked(source):
        bare, title_source = titles.split_title(source)
        title, bare_name = titles.split_name(name)
        if title_source and title:
            source = bare
        else:
            title, bare_name, title_source = "", name, ""
    if not pinyin.is_han(source):
        return Profile(source, False, bare_name, title, title_source)
    flat = letters(bare_name)
    # A canonical form may leave the surname out (安小柠 Xiaoning) or add what a short form leaves out.
    for start in range(len(source)):
        part = source[start:]
        if len(part) == 1 and start:
            break
        if _is_reading(part, flat):
            return Profile(part, True, bare_name, title, title_source)
    return Profile(source, False, bare_name, title, title_source)


def _is_reading(source: str, flat: str) -> bool:
    """Whether bare letters are one of the readings of a source term (those that `pinyin.name_readings` gives)."""
    choices = pinyin.character_readings(source)
    if not choices:
        return False
    if prod(map(len, choices)) > pinyin.MOST_READINGS:
        return any(_spelled(reading, flat) for reading in pinyin.name_readings(source))
    ends = {0}
    for readings in choices:
        ends = {
            end + len(spelling)
            for end in ends
            for reading in readings
            for spelling in pinyin.u_spellings(reading)
            if flat.startswith(spelling, end)
        }
        if not ends:
            return False
    return len(flat) in ends


def _spelled(reading: tuple[str, ...], flat: str) -> bool:
    plain = "".join(reading)
    if "v" not in plain:
        return plain == flat
    return any("".join(form) == flat for form in itertools.product(*(pinyin.u_spellings(s) for s in reading)))


def listed(term: Term) -> Iterator[Rendering]:
    """The variants that the entry itself lists."""
    for variant in term.variants:
        yield Rendering(variant, Damage.VARIANT, 1.0, "listed as a variant in the glossary")


def renderings(term: Term) -> list[Rendering]:
    """All forms of an entry that can be listed, most certain first, each surface once. Never a right form of the
    entry."""
    found: dict[str, Rendering] = {}
    right = {fold_form(form) for form in (term.name, *term.aliases, *term.forms)}
    never = {fold_form(form) for form in term.never}
    exact = {term.name, *term.aliases, *term.forms}
    for rendering in itertools.chain(listed(term), _predicted(term) if term.predict else ()):
        key = fold_form(rendering.surface)
        is_variant = rendering.damage is Damage.VARIANT
        if not key or rendering.surface in exact or (not is_variant and (key in right or key in never)):
            continue
        known = found.get(rendering.surface if is_variant else key)
        if known is None or known.prior < rendering.prior:
            found[rendering.surface if is_variant else key] = rendering
    return sorted(found.values(), key=lambda r: -r.prior)


def _predicted(term: Term) -> Iterator[Rendering]:
    yield from _regrouped(term.name, "the name with its parts joined or split", _splittable(term))
    yield from _turned(term)
    for alias in term.aliases:
        yield from _regrouped(alias, f"the alias {alias} with its parts joined", splittable=False)
    for source in source_terms(term):
        seen = profile(term, source)
        if seen.title:
            yield from _titled(seen)
        elif term.kind in (Kind.PERSON, Kind.NAME) and seen.read:
            yield from _title_translated(seen)
        if term.kind is Kind.TITLE and not seen.title:
            yield from _other_addresses(term, source)
            yield from _title_read(source)
            continue
        if titles.is_ranked(source):
            yield from _other_addresses(term, source)
        yield from _reordered(term, seen)
        if not seen.read:
            yield from _long_vowels(seen)
            if term.kind in (Kind.PERSON, Kind.NAME) and not seen.title:
                yield from _read_as_japanese(seen)
        if pinyin.is_han(seen.source) and not kana.is_kana(seen.source):
            yield from _read(term, seen)
        elif kana.is_kana(seen.source):
            yield from _romanised(seen)
        elif hangul.is_hangul(seen.source):
            for form in hangul.romanisations(seen.source):
                yield Rendering(form, Damage.READING, 0.97, f"a romanisation of {seen.source}")
            word = _kind(seen.name.split())
            for form in hangul.romanisations(hangul.without_kind(seen.source, word)) if word else ():
                yield Rendering(f"{form} {word}", Damage.READING, 0.97, f"a romanisation of {seen.source}")
            yield from _of_other_kind_word(seen, word)
            yield from _korean(seen)


def _other_addresses(term: Term, source: str) -> Iterator[Rendering]:
    """Other English forms of a title that is an entry of its own: *Movie King* for Best Actor (影帝)."""
    own = titles.own_addresses(source)
    for form in titles.addresses(source):
        if titles.is_phrase(form) and not form.startswith("-") and (form in own or titles.is_ranked(source)):
            yield Rendering(form, Damage.TITLE, 0.97 if form in own else 0.9, f"{source} is “{term.name}” here")


def _of_other_kind_word(seen: Profile, word: str) -> Iterator[Rendering]:
    """A Korean name with another word for what it names: *Hwasan School* for Hwasan Sect (화산파)."""
    *proper, last = seen.name.split()
    if not proper or not word or last.lower() != word:
        return
    reason = f"is {seen.source} with another word for it"
    for other in hangul.kind_words(seen.source, word):
        yield Rendering(f"{' '.join(proper)} {other}", Damage.MEANING, 0.965, reason)


def _title_read(source: str) -> Iterator[Rendering]:
    """A title left as it sounds: *Da Shixiong*, *Jangmunin*. What is short may be some other word."""
    forms: set[str] = set()
    if pinyin.is_han(source) and 2 <= len(source) <= 4:
        forms = {surface for reading in pinyin.name_readings(source, 4) for surface in _groupings(reading)}
    elif hangul.is_hangul(source):
        forms = set(hangul.romanisations(source))
    for form in sorted(forms):
        if len(form) > 5 and not is_word(form):
            yield Rendering(form, Damage.READING, 0.96, f"{source} left as it sounds")


def _korean(seen: Profile) -> Iterator[Rendering]:
    """A Korean name of surname and given name with another customary spelling of the surname, and with the given name
    cut into its syllables: *Yi Joohee* and *Lee Joo-hee* for Lee Joohee."""
    words = fold_form(seen.name).split()
    surnames = hangul.SURNAMES.get(seen.source[:1], "").split()
    if not (2 <= len(words) <= 3 and words[0] in surnames):
        return
    given = "".join(words[1:])
    parts = tuple(words[1:]) if len(words) == 3 else hangul.given_parts(given, seen.source)
    for spelled in dict.fromkeys((given, " ".join(parts))) if parts else (given,):
        for surname in surnames:
            if surname == words[0]:
                reason = "the name with its parts joined or split"
                yield Rendering(f"{surname} {spelled}", Damage.SPACING, 0.995, reason)
            else:
                reason = f"{seen.source} with another spelling of the surname"
                yield Rendering(f"{surname} {spelled}", Damage.READING, 0.97, reason)


def _turned(term: Term) -> Iterator[Rendering]:
    """A name of two English words with *of* between them, or one with *of* without it: *Monarch of Shadows* for Shadow
    Monarch, *Shadow Monarch* for Monarch of Shadows."""
    words = term.name.split()
    reason = "is the name with its words in another order"
    titled = len(words) == 3 and words[1] == "of" and words[0] in titles.english_titles()
    if not titled and not all(word == "of" or (word[:1].isupper() and is_word(word.lower())) for word in words):
        return
    if len(words) == 2:
        first, second = words
        for form in (f"{second} of {first}", f"{second} of {first}s", f"{second} of the {first}"):
            yield Rendering(form, Damage.MEANING, 0.965, reason)
    elif titled:
        yield Rendering(f"{words[0]} {words[2]}", Damage.TITLE, 0.96, "the name without its of")
    elif len(words) == 3 and words[1] == "of":
        first, second = words[0], words[2]
        for form in dict.fromkeys((second, second.removesuffix("s"))):
            yield Rendering(f"{form} {first}", Damage.MEANING, 0.965, reason)


def _splittable(term: Term) -> bool:
    """Whether the words of a canonical form may be cut at syllables: only a name that is a reading."""
    for source in source_terms(term):
        if pinyin.is_han(source) and profile(term, source).read:
            return True
    native = not term.source or pinyin.is_han(term.source)
    return native and term.kind in (Kind.PERSON, Kind.NAME) and " " in term.name and _looks_read(term.name)


def _looks_read(name: str) -> bool:
    words = fold_form(name).split()
    return all(pinyin.is_pinyin(word) for word in words) and len(words) <= 3


def _regrouped(name: str, reason: str, splittable: bool) -> Iterator[Rendering]:
    words = fold_form(name).split()
    if splittable:
        units = [syllable for word in words for syllable in (pinyin.syllables(word) or (word,))]
    else:
        units = words
    if 1 < len(units) <= 6:
        for surface in _groupings(units):
            yield Rendering(surface, Damage.SPACING, 0.995, reason)


def _groupings(units: list[str] | tuple[str, ...]) -> Iterator[str]:
    """All ways to write units together or apart."""
    for gaps in itertools.product(("", " "), repeat=len(units) - 1):
        yield "".join(itertools.chain(*zip(units, (*gaps, ""), strict=True)))


def _read(term: Term, seen: Profile) -> Iterator[Rendering]:
    """Pinyin readings of a Chinese term, the usual one and the others, and other romanisations of a person's name."""
    source = seen.source.replace("·", "")
    if seen.title or not 1 < len(source) <= 6:
        return
    flat = letters(seen.name)
    all_readings = pinyin.name_readings(source, _MOST_READINGS)
    usual = next((r for r in all_readings if _spelled(r, flat)), all_readings[0] if all_readings else ())
    for reading in all_readings:
        right = _spelled(reading, flat)
        for units in itertools.product(*(pinyin.u_spellings(s) for s in reading)):
            if right:
                reason, prior = f"{source} with its parts joined or split", 0.995
            elif seen.read:
                other = next((c for c, a, b in zip(source, reading, usual, strict=True) if a != b), source[0])
                reason, prior = f"{source} with another reading of {other}", 0.97
            else:
                reason, prior = f"the reading of {source}", 0.97 if len(source) > 2 else 0.9
            if not right and any(r not in pinyin.readings(c)[:2] for c, r in zip(source, reading, strict=True)):
                prior = 0.8
            if not right and seen.read and len(usual) > 1 and all(a != b for a, b in zip(reading, usual, strict=True)):
                prior = 0.6  # every character misread: more likely somebody else
            for surface in _groupings(units):
                damage = Damage.SPACING if right else Damage.READING
                yield Rendering(surface, damage, prior, reason)
    if seen.read and usual and term.kind in (Kind.PERSON, Kind.NAME) and " " in seen.name:
        yield from _other_systems(source, usual)


def _reordered(term: Term, seen: Profile) -> Iterator[Rendering]:
    """Surname and given name in the other order, for persons whose source language puts the surname first."""
    words = fold_form(seen.name).split()
    surname_first = pinyin.is_han(seen.source) or hangul.is_hangul(seen.source)
    person = term.kind is Kind.PERSON or (term.kind is Kind.NAME and seen.read)
    if surname_first and person and not seen.title and len(words) == 2 and len("".join(words)) >= 7:
        yield Rendering(f"{words[1]} {words[0]}", Damage.ORDER, 0.96, "the name with surname and given name exchanged")


def _other_systems(source: str, usual: tuple[str, ...]) -> Iterator[Rendering]:
    wade = [pinyin.wade_giles(syllable) for syllable in usual]
    aspirated = [pinyin.wade_giles_aspirated(syllable) for syllable in usual]
    for units in (wade, aspirated) if aspirated != wade else (wade,) if wade != list(usual) else ():
        for surface in _groupings(units):
            yield Rendering(surface, Damage.READING, 0.9 if units is wade else 0.96, f"{source} in Wade-Giles")
    for surname in pinyin.CUSTOMARY.get(source[0], "").split():
        if surname != usual[0]:
            for surface in _groupings((*usual[1:],)):
                yield Rendering(
                    f"{surname} {surface}", Damage.READING, 0.9, f"{source[0]} spelled as families abroad do"
                )


_LONG = re.compile("ou|oo|uu|oh(?![aiueoy])|ō|ū")
_LONG_SPELLINGS = {"o": ("o", "ou", "oh", "oo"), "u": ("u", "uu")}


def _long_vowels(seen: Profile) -> Iterator[Rendering]:
    """A name with a romanised Japanese word, its long vowels spelled otherwise: *Sobu High School* for Soubu."""
    words = seen.name.split()
    for at, word in enumerate(words):
        plain = word.lower()
        if not _LONG.search(plain) or is_word(plain) or not romaji.is_romaji(letters(word)):
            continue
        pieces = _LONG.split(plain)
        vowels = [_LONG_SPELLINGS["u" if found[0] in "uū" else "o"] for found in _LONG.findall(plain)]
        for several in itertools.islice(itertools.product(*vowels), _MOST_READINGS):
            spelled = "".join(itertools.chain(*itertools.zip_longest(pieces, several, fillvalue="")))
            if spelled != plain:
                surface = " ".join((*words[:at], spelled, *words[at + 1 :]))
                yield Rendering(surface, Damage.READING, 0.97, "the name with its long vowels spelled otherwise")


def _read_as_japanese(seen: Profile) -> Iterator[Rendering]:
    """A Japanese name in kanji with one of its parts read otherwise, in either order: *Akito Kirihara* for Akihito
    Kirihara (桐原明人)."""
    words = [letters(word) for word in seen.name.split()]
    if len(words) != 2 or not romaji.is_romaji(seen.name) or len(seen.source) < 2:
        return
    for at in range(1, len(seen.source)):
        first, second = kanji.readings(seen.source[:at]), kanji.readings(seen.source[at:])
        for surname, given in (words, words[::-1]):
            # Where the surname ends is known when one of the parts is read as it is written; a wrong cut gives forms
            # of which one half is right and that nobody writes.
            reason = f"{seen.source} with another reading"
            others = [(surname, other) for other in second if other != given]
            others += [(other, given) for other in first if other != surname]
            for family, own in others:
                for surface in (f"{own} {family}", f"{family} {own}"):
                    yield Rendering(surface, Damage.READING, 0.96, reason)


def _romanised(seen: Profile) -> Iterator[Rendering]:
    for form in kana.romanisations(seen.source):
        words = fold_form(form).split()
        for surface in {" ".join(words), "".join(words)}:
            if len(surface) >= 3:
                yield Rendering(surface, Damage.READING, 0.97, f"a romanisation of {seen.source}")


def _titled(seen: Profile) -> Iterator[Rendering]:
    """The name with other forms of its title, in either order."""
    own = seen.title
    forms = titles.addresses(seen.title_source)
    reason = f"{seen.title_source} is “{own}” here"
    if own not in titles.GENERIC and not own.startswith("-"):
        for surface in _own_spacings(seen):
            yield Rendering(f"{surface} {own}", Damage.TITLE, 0.96, "the title stands before the name here")
    for rank, form in enumerate(forms):
        if form == own:
            continue
        if form.startswith("-"):
            yield Rendering(f"{seen.name}{form}", Damage.TITLE, 0.95, reason)
            continue
        if form not in titles.GENERIC:
            yield Rendering(f"{seen.name} {form}", Damage.TITLE, 0.95, reason)
        # “Mr.” and the like may be another form of address in the source, and even another man.
        certain = " " in form or (rank < 3 and (form not in titles.GENERIC or own in titles.GENERIC))
        yield Rendering(f"{form} {seen.name}", Damage.TITLE, 0.97 if certain else 0.9, reason)
    for form in titles.exchangeable():
        if form not in forms and form != own:
            other = f"the glossary knows this name with the title “{own}” only"
            yield Rendering(f"{form} {seen.name}", Damage.TITLE, 0.7, other)
    translated = pinyin.is_han(seen.source) and not seen.read
    if translated and own in titles.GENERIC and is_word(seen.name.lower()):
        yield Rendering(f"{seen.name} {own}", Damage.TITLE, 0.96, "the title stands before the name here")
    if translated:
        # A name that is translated may have been read: *Ancestor Kaoshan* for Patriarch Reliance.
        prior = 0.95 if len(seen.source) > 1 else 0.8  # many a man is called *Brother Hu*
        for reading in pinyin.name_readings(seen.source, 4):
            for surface in _groupings(reading) if len(reading) < 4 else ("".join(reading),):
                for form in (own, *forms):
                    if not form.startswith("-"):
                        yield Rendering(f"{form} {surface}", Damage.READING, prior, f"{seen.source} left as it sounds")
    spoken = _spoken(seen)
    for form in forms if spoken and letters(spoken) != letters(seen.name) else ():
        if not form.startswith("-"):
            yield Rendering(f"{form} {spoken}", Damage.TITLE, 0.97 if " " in form else 0.9, reason)
    for reading in pinyin.name_readings(seen.title_source, 2) if spoken else ():
        for surface in _groupings(reading):
            prior = 0.97 if len(reading) > 1 else 0.8
            yield Rendering(f"{spoken} {surface}", Damage.TITLE, prior, f"{seen.title_source} left as it sounds")
    for kin in titles.kindred(seen.title_source):
        for reading in pinyin.name_readings(kin, 2):
            for surface in _groupings(reading):
                yield Rendering(f"{seen.name} {surface}", Damage.TITLE, 0.97, f"{kin} left as it sounds")


def _own_spacings(seen: Profile) -> Iterator[str]:
    """The name without title, and where it is a reading also cut into its syllables."""
    yield seen.name
    flat = fold_form(seen.name)
    if " " not in flat and len(parts := pinyin.syllables(flat)) == 2 and pinyin.is_han(seen.source):
        yield " ".join(parts)


def _spoken(seen: Profile) -> str:
    """How the source reads that a title stands with, where the canonical form begins with that: 陈 of 陈二少, *Young
    Master Chen Er*."""
    if not pinyin.is_han(seen.source):
        return ""
    flat = letters(seen.name)
    readings = ("".join(reading) for reading in pinyin.name_readings(seen.source, 4))
    return next((reading for reading in readings if flat.startswith(reading)), "")


def _title_translated(seen: Profile) -> Iterator[Rendering]:
    """A name that is read with its title, with the title translated: *Young Master Chen* for *Chen Shao* (陈少)."""
    bare, title = titles.split_title(seen.source)
    if not title or not pinyin.is_han(bare):
        return
    flat = letters(seen.name)
    spoken = next(
        ("".join(reading) for reading in pinyin.name_readings(bare, 4) if flat.startswith("".join(reading))), ""
    )
    if len(spoken) < 2 or not any(spoken + "".join(reading) == flat for reading in pinyin.name_readings(title, 4)):
        return
    for form in titles.addresses(title):
        if not form.startswith("-"):
            certain = " " in form and form not in titles.GENERIC
            yield Rendering(f"{form} {spoken}", Damage.TITLE, 0.95 if certain else 0.9, f"{title} is translated in it")


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
            word = _kind(words)
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
    if not source_terms(term) and not _looks_read(term.name):
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
            elif pinyin.is_han(part) and not _is_reading(part, name):
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
        return parts[1], frozenset((_kind(words), *usual(parts[2])))
    return None


def _generic(source: str, words: list[str]) -> tuple[str, frozenset[str]]:
    """The source without the part that says what is named, and the words for that part: 诺丁城 → 诺丁, city and town.
    Nothing is taken off where the name does not end with one of them."""
    for size in (3, 2, 1):
        tail = source[-size:]
        if len(source) > size + 1 and _kind(words) in usual(tail):
            return source[:-size], frozenset(usual(tail))
    return source, frozenset()


def _kind(words: list[str]) -> str:
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


@dataclass(frozen=True, slots=True)
class Meaning:
    """A Chinese term whose meaning may have been translated, in the order in which English says it.

    ``titles`` are the English forms of the title that ``text`` starts with (``title`` characters of it).
    """

    text: str
    title: str = ""
    titles: tuple[str, ...] = ()


def meanings(term: Term) -> list[Meaning]:
    """The source terms of an entry whose meaning may have been translated: two to eight characters.

    A name with its title counts, with the title in front; a title alone does not, it is too common a word.
    """
    if not term.predict:
        return []
    found = []
    for source in source_terms(term):
        seen = profile(term, source)
        if not pinyin.is_han(seen.source):
            continue
        if seen.title:
            forms = tuple(f for f in (seen.title, *titles.addresses(seen.title_source)) if not f.startswith("-"))
            found.append(Meaning(seen.title_source + seen.source, seen.title_source, forms))
        elif 2 <= len(seen.source) <= 8 and term.kind is not Kind.TITLE and not is_transliterated(seen):
            found.append(Meaning(seen.source))
    return found


def pieces(source: str) -> Iterator[str]:
    """Every stretch of one to four characters."""
    for start in range(len(source)):
        for end in range(start + 1, min(len(source), start + 4) + 1):
            yield source[start:end]
