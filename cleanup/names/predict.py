"""From a glossary entry to the forms that machine translation is expected to give it, as far as they can be listed.

Readings, joins and splits, romanisations and titles are listed and found by exact match. Meanings and sounds have too
many spellings: `meant` and `sounded` give what a form is compared with.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cleanup.language.english import is_word
from cleanup.language.fold import fold_form, letters
from cleanup.names import hangul, kana, kanji, pinyin, romaji, titles
from cleanup.names.addressed import other_addresses, title_read, title_translated, titled
from cleanup.names.profile import Profile, looks_read, profile, source_terms, spelled
from cleanup.names.rendering import Damage, Rendering, groupings
from cleanup.names.sounded import kind_word
from cleanup.terms.model import Kind, Term

_MOST_READINGS = 24


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
            yield from titled(seen)
        elif term.kind in (Kind.PERSON, Kind.NAME) and seen.read:
            yield from title_translated(seen)
        if term.kind is Kind.TITLE and not seen.title:
            yield from other_addresses(term, source)
            yield from title_read(source)
            continue
        if titles.is_ranked(source):
            yield from other_addresses(term, source)
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
            word = kind_word(seen.name.split())
            for form in hangul.romanisations(hangul.without_kind(seen.source, word)) if word else ():
                yield Rendering(f"{form} {word}", Damage.READING, 0.97, f"a romanisation of {seen.source}")
            yield from _of_other_kind_word(seen, word)
            yield from _korean(seen)


def _of_other_kind_word(seen: Profile, word: str) -> Iterator[Rendering]:
    """A Korean name with another word for what it names: *Hwasan School* for Hwasan Sect (화산파)."""
    *proper, last = seen.name.split()
    if not proper or not word or last.lower() != word:
        return
    reason = f"is {seen.source} with another word for it"
    for other in hangul.kind_words(seen.source, word):
        yield Rendering(f"{' '.join(proper)} {other}", Damage.MEANING, 0.965, reason)


def _korean(seen: Profile) -> Iterator[Rendering]:
    """A Korean name of surname and given name with another customary spelling of the surname, and with the given name
    cut into its syllables: *Yi Joohee* and *Lee Joo-hee* for Lee Joohee."""
    words = fold_form(seen.name).split()
    surnames = hangul.SURNAMES.get(seen.source[:1], "").split()
    if not (2 <= len(words) <= 3 and words[0] in surnames):
        return
    given = "".join(words[1:])
    parts = tuple(words[1:]) if len(words) == 3 else hangul.given_parts(given, seen.source)
    for form in dict.fromkeys((given, " ".join(parts))) if parts else (given,):
        for surname in surnames:
            if surname == words[0]:
                reason = "the name with its parts joined or split"
                yield Rendering(f"{surname} {form}", Damage.SPACING, 0.995, reason)
            else:
                reason = f"{seen.source} with another spelling of the surname"
                yield Rendering(f"{surname} {form}", Damage.READING, 0.97, reason)


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
    return native and term.kind in (Kind.PERSON, Kind.NAME) and " " in term.name and looks_read(term.name)


def _regrouped(name: str, reason: str, splittable: bool) -> Iterator[Rendering]:
    words = fold_form(name).split()
    if splittable:
        units = [syllable for word in words for syllable in (pinyin.syllables(word) or (word,))]
    else:
        units = words
    if 1 < len(units) <= 6:
        for surface in groupings(units):
            yield Rendering(surface, Damage.SPACING, 0.995, reason)


def _read(term: Term, seen: Profile) -> Iterator[Rendering]:
    """Pinyin readings of a Chinese term, the usual one and the others, and other romanisations of a person's name."""
    source = seen.source.replace("·", "")
    if seen.title or not 1 < len(source) <= 6:
        return
    flat = letters(seen.name)
    all_readings = pinyin.name_readings(source, _MOST_READINGS)
    usual = next((r for r in all_readings if spelled(r, flat)), all_readings[0] if all_readings else ())
    for reading in all_readings:
        right = spelled(reading, flat)
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
            for surface in groupings(units):
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
        for surface in groupings(units):
            yield Rendering(surface, Damage.READING, 0.9 if units is wade else 0.96, f"{source} in Wade-Giles")
    for surname in pinyin.CUSTOMARY.get(source[0], "").split():
        if surname != usual[0]:
            for surface in groupings((*usual[1:],)):
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
            written = "".join(itertools.chain(*itertools.zip_longest(pieces, several, fillvalue="")))
            if written != plain:
                surface = " ".join((*words[:at], written, *words[at + 1 :]))
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
