"""Which spellings are one name: by letters, by sound, by syllables stuck to it, and by the company they keep.

Pairs of forms are scored; the best pairs are joined first, and two groups only when their members fit each other and
nothing says that two of them are two people: standing side by side, another gender, another rest of the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log

from rapidfuzz.distance import Levenshtein

from cleanup.glossary.discovery.evidence import Evidence
from cleanup.glossary.discovery.forms import Form, by_chapter
from cleanup.glossary.discovery.likeness import distance, sound_key, unlikeness
from cleanup.glossary.discovery.mining import SPEECH, TITLED
from cleanup.language.english import is_name, is_word
from cleanup.language.fold import fold_form
from cleanup.names import pinyin
from cleanup.names.sound import skeleton
from cleanup.names.surnames import is_surname

JOIN = 0.5
"""The score from which two forms are taken for one name."""
SURE = 0.6
"""The score from which a form is replaced by another without a person."""
NEAR = 0.3
"""The score from which a person is told of the likeness."""
_SAME_STARTS = frozenset(("bv", "lr", "ks", "gj", "sz", "ai", "ae", "ei", "ou", "ao", "au"))
"""Sounds that stand for one another at the start of a name."""
_LETTERS, _MOST_LETTERS = 2, 0.6
"""Letters in which two spellings of one pinyin name may differ, and the share in which two of any name may: counted
quickly, before their sound is compared."""
_WORD = 0.55
"""How sure a form can be at most that stands in small letters as well."""
_FAR = 0.26
"""The unlikeness from which two forms are two names, whatever else speaks for them."""
_CROWD = 60
"""Forms that share a key; more say that the key says nothing."""
_PARTNERS = 32
"""Forms that a form is compared with at least, where so many share a key with it: in a book of a thousand names, two
spellings of one name are among the first ten, by how few share the key."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forms, how sure it is that they are one name (0 to 1), and why, in words."""

    one: str
    other: str
    score: float
    why: str


def pairs(names: Mapping[str, Form], evidence: Evidence) -> list[Pair]:
    """All pairs of forms that may be one name, the surest first."""
    found = []
    chinese = is_chinese(names)
    chapters = len(evidence.chapters)
    for one, other in sorted(_alike(names, evidence)):
        pair = _judge(names[one], names[other], chinese, chapters)
        if pair is not None and pair.score >= SURE and any(evidence.lower[text.lower()] > 0 for text in (one, other)):
            pair = replace(pair, score=min(pair.score, _WORD))  # Rider is a word of this book, too.
        if pair is not None and (one, other) not in evidence.apart and (other, one) not in evidence.apart:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _alike(names: Mapping[str, Form], evidence: Evidence) -> set[tuple[str, str]]:
    """Pairs whose letters allow that they are one name. Those of forms that were compared before are remembered: a
    new chapter has few new names."""
    new = names.keys() - evidence.compared
    if new:
        for one, other in _candidates(names):
            if (one in new or other in new) and _may_be_one(names[one], names[other]):
                evidence.alike.add((one, other))
        evidence.compared |= new
    return {pair for pair in evidence.alike if pair[0] in names and pair[1] in names}


def _may_be_one(one: Form, other: Form) -> bool:
    """What the letters alone say, whatever is known of the chapters."""
    if one.flat == other.flat:
        return not is_derived(one.text, other.text)
    if one.text.islower() or other.text.islower():
        return False
    shorter, longer = sorted((one.text, other.text), key=len)
    if longer.startswith(shorter):
        return True
    mine, theirs = sound_key(one.text), sound_key(other.text)
    most = max(_LETTERS, int(_MOST_LETTERS * min(len(mine), len(theirs))))
    letters = Levenshtein.distance(mine, theirs, score_cutoff=most)
    if letters > most:
        return False
    if _is_pinyin(one) and _is_pinyin(other):
        if letters <= _LETTERS and distance(one.text, other.text, 0.5) <= 0.5:
            return True
        if _is_read(one) and _is_read(other):
            return False
    return _comparable(one, other) and unlikeness(one.text, other.text, _FAR) <= _FAR


def _candidates(names: Mapping[str, Form]) -> set[tuple[str, str]]:
    """Pairs that share a key: the letters, the consonants with one left out, the sound key with one letter left out.

    Keys that few forms share come first, and a pair whose forms both have partners enough is left out, so that the work
    grows with the number of forms and not with its square.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for text, form in names.items():
        bones = skeleton(form.flat)
        key = sound_key(text)
        keys[f"={form.flat}"].add(text)
        for shorter in {bones, *(bones[:i] + bones[i + 1 :] for i in range(len(bones) if len(bones) > 2 else 0))}:
            keys[f"{shorter}:{len(key) // 4}"].add(text)
            keys[f"{shorter}:{len(key) // 4 + 1}"].add(text)
        for shorter in {key, *(key[:i] + key[i + 1 :] for i in range(len(key) if len(key) > 3 else 0))}:
            keys[f"~{shorter}"].add(text)
        if len(form.words) > 1 or pinyin.is_pinyin(form.flat):
            keys[f"!{fold_form(form.words[0])}"].add(text)
    found: set[tuple[str, str]] = set()
    partners: Counter[str] = Counter()
    shared = ((len(several), key) for key, several in keys.items() if 1 < len(several) <= _CROWD)
    for _size, key in sorted(shared):
        for pair in combinations(sorted(keys[key]), 2):
            if pair not in found and min(partners[pair[0]], partners[pair[1]]) < _PARTNERS:
                found.add(pair)
                partners.update(pair)
    return found


def is_chinese(names: Mapping[str, Form]) -> bool:
    """Whether the names of a book are Chinese ones, by how many of those of several words are read as pinyin after a
    surname."""
    several = [form for form in names.values() if len(form.words) in (2, 3)]
    read = sum(1 for form in several if _is_read(form) and is_surname(fold_form(form.words[0])))
    return read >= 5 and read * 5 >= len(several)


def _judge(one: Form, other: Form, chinese: bool = False, chapters: int = 0) -> Pair | None:
    if is_derived(one.text, other.text):
        return None
    if one.flat == other.flat:
        if one.text.casefold() == other.text.casefold() and (one.text[:1].islower() or other.text[:1].islower()):
            # A word that also stands in small letters is a common noun, or its capitals are a matter of taste.
            return Pair(one.text, other.text, JOIN - 0.05, "the same but for its case")
        how = "the same letters" if one.text.casefold() != other.text.casefold() else "the same but for its case"
        return Pair(one.text, other.text, 1.0, how)
    if one.text.islower() or other.text.islower():
        return None
    stuck = _stuck(one, other) or _stuck(other, one)
    if stuck:
        return stuck
    if (_is_read(one) and _is_read(other)) or (chinese and _is_pinyin(one) and _is_pinyin(other)):
        # One letter more or less is another syllable, and mostly another person.
        near = distance(one.text, other.text, 0.5) <= 0.5
        return Pair(one.text, other.text, 0.4, "pinyin that differs by a letter") if near else None
    if not _comparable(one, other):
        return None
    apart = unlikeness(one.text, other.text, _FAR)
    if apart > _FAR:
        return None
    score = 0.95 - 2.5 * apart + _company(one, other, apart, chapters)
    if other_start(one.text, other.text):
        score = min(score, SURE - 0.01)  # Joel and Soel
    why = "the same sound" if apart < 0.08 else "nearly the same sound"
    return Pair(one.text, other.text, min(score, 0.99), why) if score >= NEAR else None


_ENDINGS = ("s", "es", "n", "an", "ian", "ese", "ish", "ic", "like", "esque")


def is_derived(one: str, other: str) -> bool:
    """Whether one form is a plural or an adjective of the other: Glossops, Bohemian, Irishmen."""
    shorter, longer = sorted((one.lower(), other.lower()), key=len)
    if longer.removesuffix("men") == shorter.removesuffix("man") != shorter:
        return True
    if longer.removesuffix("ies") == shorter.removesuffix("y") != shorter:
        return True
    return any(longer == shorter + ending for ending in _ENDINGS if len(shorter) + len(ending) > 4)


def _comparable(one: Form, other: Form) -> bool:
    if sound_key(one.text) == sound_key(other.text) and len(one.words) == len(other.words) == 1:
        return not (is_word(one.text) and is_word(other.text))
    if min(len(one.flat), len(other.flat)) < 3:
        return False
    if all(is_word(word) for word in (*one.words, *other.words)):
        return False  # Two English words are two things, however alike they sound.
    mine, theirs = _own_parts(one, other)
    plain = not mine or not theirs or any(len(part) < 3 or is_word(part) for part in (*mine, *theirs))
    if plain and mine != theirs and len(one.words) + len(other.words) > 2 and not _is_second_name(one, other):
        return False  # They differ by a letter, a number, a word: S-rank, Third Layer, Mountain-Carrying.
    if len(one.words) == len(other.words) > 1:
        return all(
            unlikeness(a, b) < 0.3 and (a == b or not (is_word(a) and is_word(b)))
            for a, b in zip(one.words, other.words, strict=True)
        )
    return len(one.words) == len(other.words) or min(len(one.flat), len(other.flat)) >= 6


def _is_second_name(one: Form, other: Form) -> bool:
    """Whether two forms are a name with a second one, in one of them spelled as an English word: Anna *Merry*."""
    if not len(one.words) == len(other.words) == 2 or one.words[0] != other.words[0] or is_word(one.words[0]):
        return False
    a, b = one.words[1], other.words[1]
    return is_word(a) != is_word(b) and is_name(b if is_word(a) else a) and unlikeness(a, b) < 0.1


def _own_parts(one: Form, other: Form) -> tuple[list[str], list[str]]:
    """The parts of two forms that they do not share, words and what hyphens join."""
    mine, theirs = (re.split(r"[\s-]+", form.text) for form in (one, other))
    shared = Counter(mine) & Counter(theirs)
    return [part for part in mine if part not in shared], [part for part in theirs if part not in shared]


def _is_pinyin(form: Form) -> bool:
    return all(pinyin.is_pinyin(fold_form(word).replace(" ", "")) for word in form.words)


def _is_read(form: Form) -> bool:
    """Whether a form looks like a Chinese name in pinyin: two or three words of whole syllables."""
    return len(form.words) in (2, 3) and all(pinyin.is_pinyin(fold_form(word)) for word in form.words)


def _stuck(name: Form, longer: Form) -> Pair | None:
    """Whether one form is the other with the next word's syllables stuck to it: Li Muli."""
    if not _is_read(name) or not longer.text.startswith(name.text) or longer.count * 3 > name.count:
        return None
    tail = fold_form(longer.text[len(name.text) :])
    if not tail or not pinyin.is_pinyin(tail.replace(" ", "")) or len(pinyin.syllables(tail.replace(" ", ""))) > 2:
        return None
    own = pinyin.syllables(fold_form(name.words[-1]))
    whole = pinyin.syllables(fold_form(longer.words[len(name.words) - 1]))
    if whole[: len(own)] != own:
        return None
    if longer.count > 3 or _beside(name, longer):
        return Pair(name.text, longer.text, 0.4, "the name and a syllable: glued, or somebody else")
    return Pair(name.text, longer.text, 0.75, "the name with a syllable stuck to it")


def _beside(one: Form, other: Form) -> int:
    """In how many paragraphs both stand."""
    return len(one.places & other.places)


def _company(one: Form, other: Form, apart: float, chapters: int) -> float:
    """What the text says for (positive) or against two forms being one."""
    against = for_ = 0.0
    rarer, commoner = sorted((one, other), key=lambda form: (form.count, form.text))
    together = _beside(one, other)
    share = together / max(1, len(rarer.places))
    if together >= 2 and share > 0.12:
        against += 0.5
    elif together and share > 0.3:
        against += 0.25
    difference = gender_difference(one, other)
    if difference > 2.2:
        against += 0.5 if difference > 3 else 0.3
    mine, theirs = by_chapter(rarer), by_chapter(commoner)
    common = sum(1 for chapter in mine if chapter in theirs)
    if not common:
        for_ += min(0.2, 0.06 * _surprise(len(mine), len(theirs), chapters))
    elif len(mine) >= 3 and common * 3 <= len(mine):
        for_ += 0.08
    if _surnames(one) & _surnames(other):
        for_ += 0.15
    elif set(one.partners) & set(other.partners):
        for_ += 0.08
    elif one.partners and other.partners:
        against += 0.15  # Irvin Haggard and Kyle Irvine.
    # Both are names that people have: Mary and Marie, Carl and Karl.
    if len(one.words) == len(other.words) == 1 and is_name(one.text) and is_name(other.text):
        against += 0.25 if apart > 0.06 else 0.1
    if is_word(rarer.text) != is_word(commoner.text):
        against += 0.08
    return for_ - against


def _surprise(mine: int, theirs: int, chapters: int) -> float:
    """How surprising it is, in natural logarithms, that two forms share no chapter if they are two people: the
    translation of one chapter keeps to one spelling of a name."""
    free = chapters - theirs
    if mine > free:
        return 0.0
    return -sum(log((free - n) / (chapters - n)) for n in range(mine))


def _surnames(form: Form) -> set[str]:
    return {word for word in form.after if not is_word(word)}


def other_start(one: str, other: str) -> bool:
    """Whether the first words of two forms start with another consonant: *Joel*, *Soel*, but not *Bibi*, *Vivi*."""
    a, b = sound_key(one)[:1], sound_key(other)[:1]
    return a != b and a + b not in _SAME_STARTS and b + a not in _SAME_STARTS


def other_place(one: Form, other: Form) -> bool:
    """Whether one form is a first name and the other a surname: *Irvin* Haggard and Kyle *Irvine*."""
    if len(one.words) > 1 or len(other.words) > 1 or set(one.partners) & set(other.partners):
        return False
    return any(
        first.after and not first.before and last.before and not last.after
        for first, last in ((one, other), (other, one))
    )


def gender_difference(one: Form, other: Form) -> float:
    """How many standard errors the shares of *he* after two forms are apart; 0 when the shares are much the same, or
    the forms do not speak and have no titles, so that the pronouns may be about anybody."""
    if not all(form.counts[SPEECH] + form.counts[TITLED] for form in (one, other)):
        return 0.0
    (he, she), (his, her) = one.pronouns, other.pronouns
    n, m = he + she, his + her
    if n < 3 or m < 3 or abs(he / n - his / m) < 0.3:
        return 0.0
    share = (he + his + 1) / (n + m + 2)
    return float(abs(he / n - his / m) / (share * (1 - share) * (1 / n + 1 / m)) ** 0.5)


def forbidden(one: Form, other: Form) -> bool:
    """Whether two forms cannot be in one group, whatever joins them."""
    if one.flat == other.flat:
        return False
    if other_place(one, other):
        return True
    together = _beside(one, other)
    if together >= 3 and together / max(1, min(len(one.places), len(other.places))) > 0.2:
        return True
    return gender_difference(one, other) > 3


def groups(
    names: Mapping[str, Form],
    found: Iterable[Pair],
    joined: Iterable[tuple[str, str]] = (),
    sources: Mapping[str, str] | None = None,
) -> list[list[str]]:
    """The forms in groups, the commonest form of each first. ``joined`` are pairs known to be one from elsewhere;
    forms with different ``sources`` are two names, whatever they sound like."""
    sources = sources or {}
    group_of = {text: [text] for text in names}
    scores = {frozenset((pair.one, pair.other)): pair.score for pair in found}
    for a, b in joined:
        if a in group_of and b in group_of:
            scores[frozenset((a, b))] = 1.0
    ordered = sorted(scores.items(), key=lambda item: (-item[1], sorted(item[0])))
    for key, score in ordered:
        if score < JOIN:
            break
        a, b = sorted(key)
        one, other = group_of[a], group_of[b]
        if one is other:
            continue
        if any(forbidden(names[x], names[y]) or _differ(x, y, sources) for x in one for y in other):
            continue
        known = {sources[text] for text in one if text in sources} & {
            sources[text] for text in other if text in sources
        }
        if not known and _fit(one, other, scores, names) < JOIN * 0.8:
            continue
        one.extend(other)
        for text in other:
            group_of[text] = one
    distinct: dict[int, list[str]] = {id(group): group for group in group_of.values()}
    return [sorted(group, key=lambda text: (-names[text].count, text)) for group in distinct.values()]


def _differ(one: str, other: str, sources: Mapping[str, str]) -> bool:
    mine, theirs = (sources.get(form, "").replace("・", "") for form in (one, other))
    return bool(
        mine and theirs and mine != theirs and fold_form(one).replace(" ", "") != fold_form(other).replace(" ", "")
    )


def _fit(one: list[str], other: list[str], scores: Mapping[frozenset[str], float], names: Mapping[str, Form]) -> float:
    """How well two groups fit: the scores of all pairs between them, weighted by how common the forms are."""
    total = score = 0.0
    for x in one:
        for y in other:
            weight = (names[x].count * names[y].count) ** 0.5
            total += weight
            score += weight * scores.get(frozenset((x, y)), 0.1)
    return score / total if total else 0.0


def certainty(group: Sequence[str], name: str, scores: Mapping[frozenset[str], float]) -> tuple[float, ...]:
    """How sure it is of each form of a group that it is ``name``: the weakest step of the surest way from one to the
    other."""
    best = dict.fromkeys(group, 0.0)
    best[name] = 1.0
    waiting = set(group)
    while waiting:
        nearest = max(sorted(waiting), key=lambda text: best[text])
        waiting.discard(nearest)
        for text in waiting:
            step = min(best[nearest], scores.get(frozenset((nearest, text)), 0.0))
            best[text] = max(best[text], step)
    return tuple(best[text] for text in group)


def near(found: Iterable[Pair], grouped: Iterable[list[str]]) -> Iterator[Pair]:
    """Pairs alike enough to be mentioned that were not joined."""
    home = {text: number for number, group in enumerate(grouped) for text in group}
    for pair in found:
        if home.get(pair.one) != home.get(pair.other):
            yield pair
