"""Which capitalised forms are names: decided from all chapters together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.likeness import sound_key
from cleanup.glossary.discovery.mining import (
    BARE,
    FEMALE_TITLE,
    HE,
    INITIAL,
    INSIDE,
    LOCATED,
    MALE_TITLE,
    SHE,
    SPEECH,
    TITLED,
    is_surname_and_name,
)
from cleanup.glossary.discovery.wholes import whole_names
from cleanup.glossary.discovery.words import NEVER_NAMES, TITLES
from cleanup.language.english import is_name, is_word
from cleanup.language.fold import letters
from cleanup.names import pinyin
from cleanup.names.surnames import is_surname

_STRETCHED = re.compile(
    r"(.)\1\1|(..)\2\2|^(?:[aeiou]?h+[aeiou]?h*)+$|^[^aeiouyà-öø-ÿāēīōūăěĭŏǎǐǒǔǘǚǜ]+$", re.IGNORECASE
)
"""Sounds and cries: *Aaah*, *Hahaha*, *Hmm*, *Grr*."""

_FOREIGN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
"""Scripts of the sources: what has such letters is a rest that was not translated."""

_AGAIN = 5
"""How often a word stands with a capital inside sentences that is not for effect."""


@dataclass
class Form:
    """A form with everything the chapters say about it. ``places``: (chapter, paragraph) where it stands.
    ``before`` and ``after``: the words that stand before and after it in longer names."""

    text: str
    counts: list[int] = field(default_factory=lambda: [0] * 10)
    written: list[str] = field(default_factory=list)
    partners: Counter[str] = field(default_factory=Counter)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How often it stands in the chapters."""
        return self.counts[INSIDE] + self.counts[INITIAL]

    @cached_property
    def flat(self) -> str:
        """Its letters."""
        return letters(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(self.text.split())

    @cached_property
    def places(self) -> set[tuple[int, int]]:
        """Chapter and paragraph of each place, read from how they are ``written``."""
        return {
            (int(number), int(paragraph))
            for written in self.written
            for number, _, paragraphs in (place.partition(":") for place in written.split(";"))
            for paragraph in paragraphs.split(".")
            if paragraph
        }

    @cached_property
    def chapters(self) -> list[int]:
        """The numbers of the chapters in which it stands."""
        return sorted({int(place.partition(":")[0]) for written in self.written for place in written.split(";")})

    @property
    def pronouns(self) -> tuple[int, int]:
        """How much speaks for a man and for a woman: pronouns that follow, and titles."""
        counts = self.counts
        return counts[HE] + 3 * counts[MALE_TITLE], counts[SHE] + 3 * counts[FEMALE_TITLE]

    def add(self, counts: Iterable[int]) -> None:
        """Take in further counts."""
        self.counts = [a + b for a, b in zip(self.counts, counts, strict=True)]


def collect(evidence: Evidence) -> dict[str, Form]:
    """All forms of all chapters. A run at the start of a sentence loses a first word that is no part of the name."""
    raw: dict[str, Form] = {}
    for text, counts in whole_names(evidence).items():
        raw[text.replace("\t", " ")] = Form(text.replace("\t", " "), list(counts), [evidence.places[text]])
    forms: dict[str, Form] = {}
    for text, form in raw.items():
        target = _without_opener(form, raw, evidence)
        if target == text:
            _merge(forms, text, form)
        else:
            counts = list(form.counts)
            counts[INSIDE], counts[INITIAL] = form.count, 0
            _merge(forms, target, Form(target, counts, form.written))
    for form in forms.values():
        for place, word in enumerate(form.words if len(form.words) > 1 else ()):
            if word in forms:
                part = forms[word]
                part.partners.update(other for other in form.words if other != word)
                part.before.update(form.words[:place])
                part.after.update(form.words[place + 1 :])
    return forms


def _merge(forms: dict[str, Form], text: str, form: Form) -> None:
    known = forms.setdefault(text, Form(text))
    known.add(form.counts)
    known.written += form.written


def _without_opener(form: Form, raw: dict[str, Form], evidence: Evidence) -> str:
    """A form that only stands at the start of sentences, without the ordinary word that opens them: *Even Dana*."""
    words = form.words
    while len(words) > 1 and not form.counts[INSIDE]:
        first = words[0].lower()
        rest = " ".join(words[1:])
        alone = rest in raw and raw[rest].counts[INSIDE] > 0
        if not alone and is_surname_and_name(list(words)):
            break
        if not (is_word(first) and (evidence.lower[first] > 0 or alone)):
            break
        words = words[1:]
    return " ".join(words)


def names_among(forms: dict[str, Form], evidence: Evidence) -> dict[str, Form]:
    """The forms that are names, or terms written like names."""
    inside: Counter[str] = Counter()
    for form in forms.values():
        if len(form.words) > 1:
            for word in form.words:
                inside[word] += form.counts[INSIDE]
    found = {}
    for text, form in forms.items():
        if text in evidence.rejected or _FOREIGN.search(text):
            continue
        if len(form.words) == 1:
            if _is_name_word(form, evidence):
                found[text] = form
        elif _is_phrase(form, forms, evidence):
            found[text] = form
    found |= _like_names(forms, found)
    return {
        text: form
        for text, form in found.items()
        if not _is_lesser_plural(form, found) and not _is_somebody_of(form, found)
    }


def _like_names(forms: dict[str, Form], found: dict[str, Form]) -> dict[str, Form]:
    """Words that stand with a capital again and again and sound just like a name: *Rider* beside *Ryder*."""
    keys = {sound_key(text) for text, form in found.items() if len(form.words) == 1 and not is_word(text)}
    return {
        text: form
        for text, form in forms.items()
        if text not in found
        and len(form.words) == 1
        and form.counts[INSIDE] >= _AGAIN
        and is_word(text)
        and not text.islower()
        and text.lower() not in NEVER_NAMES | TITLES
        and sound_key(text) in keys
    }


def _is_somebody_of(form: Form, found: dict[str, Form]) -> bool:
    """Whether a form is a name with where its bearer is from: Orla Vint of the Grey Order."""
    who, of, _where = form.text.partition(" of ")
    return bool(of) and who in found and found[who].count >= form.count and not all(map(is_word, who.split()))


def _is_lesser_plural(form: Form, found: dict[str, Form]) -> bool:
    """Whether a form is the plural of a commoner one, or the singular of a commoner plural."""
    text = form.text
    kin = [text + "s", text[:-1] if text.endswith("s") else "", text[:-2] if text.endswith("es") else ""]
    return any(other in found and found[other].count > form.count for other in kin)


def _is_name_word(form: Form, evidence: Evidence) -> bool:
    word, counts = form.text, form.counts
    small = word.lower()
    if small in NEVER_NAMES or small in TITLES or len(form.flat) < 2:
        return False
    if _STRETCHED.search(word) and not (is_surname(small) and counts[TITLED] >= 2):
        return False
    if word.isupper() or small.rstrip("s") in TITLES or small.split("-")[0] in NEVER_NAMES:
        return False
    if re.match(r"^(\w{1,3})-\1", small):  # a stammer: S-Suzy
        return False
    if word.islower():
        # Platforms in lower case (letao); what else no dictionary knows is mostly English of another kind (grey).
        return form.count >= 5 and pinyin.is_pinyin(small)
    if re.search(r"['’](?:you|s|t|m|re|ll|ve|d)$", small) or any(
        part in NEVER_NAMES for part in re.split("['’]", small)[:1]
    ):
        return False
    lower = evidence.lower[small]
    called = counts[TITLED] + counts[SPEECH]
    if is_word(word) or is_word(small.removesuffix("s")):
        if lower == 0 and (counts[INSIDE] >= 3 or (counts[INSIDE] >= 1 and called >= 2)):
            return True
        # A capital that is meant stands in most places; one for effect, or in a list of skills, does not.
        return counts[INSIDE] >= 3 and (counts[INSIDE] >= 4 * lower or (called >= 3 and counts[INSIDE] >= lower))
    if lower > form.count and is_name(word):
        return False
    if counts[INSIDE] and form.count >= 2 and (counts[BARE] < form.count or counts[INSIDE] >= 2 or is_name(word)):
        return True
    return form.count >= 2 and form.count - counts[BARE] >= 2 and form.count > 2 * lower


def _is_phrase(form: Form, forms: dict[str, Form], evidence: Evidence) -> bool:
    words = [word for word in form.words if word not in ("of", "the", "and")]
    if form.count < 2 or len(words) > 5 or any(word.isupper() and len(word) > 1 for word in words):
        return False
    cries = [word for word in words if _STRETCHED.search(word)]
    if (cries and not is_surname(words[0].lower())) or form.words[-1].lower() in NEVER_NAMES:
        return False
    if not form.counts[INSIDE] or (len({word.lower() for word in words}) < len(words) and not _is_doubled(form)):
        return False
    plain = [word for word in words if is_word(word)]
    if len(plain) < len(words):
        return True
    # All of it English: a term, if it always has its capitals and stands inside sentences.
    return form.counts[INSIDE] >= 2 and form.counts[INSIDE] * 3 >= form.counts[INITIAL]


def _is_doubled(form: Form) -> bool:
    """Whether a form is a pet name that says its syllable twice, inside sentences: Mo Mo, but not No No."""
    one, *others = form.words
    return others == [one] and pinyin.is_pinyin(one.lower()) and not is_word(one) and form.counts[INSIDE] >= 2


def by_chapter(form: Form) -> dict[int, int]:
    """In how many paragraphs of each chapter a form stands."""
    found: dict[int, int] = defaultdict(int)
    for chapter, _paragraph in form.places:
        found[chapter] += 1
    return found


__all__ = ["LOCATED", "Form", "by_chapter", "collect", "names_among"]
