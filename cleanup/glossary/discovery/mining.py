"""What a chapter says about capitalised forms: which stand where, and beside what."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from cleanup.core.model import BlockKind, Document
from cleanup.glossary.discovery.words import (
    COMMON_NOUNS,
    FEMALE,
    KINSHIP,
    LOCATIVE,
    LONG_TITLES,
    MALE,
    NEVER_NAMES,
    TITLES,
)
from cleanup.language.english import SPEECH_VERBS, is_word
from cleanup.language.fold import fold_form
from cleanup.names import pinyin
from cleanup.names.surnames import is_surname

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0112\u012a\u014c\u016a"
_LETTER = r"[^\W\d_]"
_WORD = rf"[{_UPPER}]{_LETTER}*(?:['’\-]{_LETTER}+)*"
_RUN = re.compile(
    rf"[{_UPPER}](?<![\w@#/_.].){_LETTER}*(?:['’\-]{_LETTER}+)*(?:[ \n](?:(?:of|of the|and) )?{_WORD})*(?![\w@])"
)
"""A capital first, what may not stand before it second: a search for a capital skips what begins with none."""
POSSESSIVE = re.compile(r"['’](?:s|d|ll|re|ve|m)?$")
_HONORIFIC = re.compile(r"-(?:san|sama|kun|chan|dono|tan|senpai|sempai|sensei|hime|ssi|nim|gege|jie|ge|neesan|niisan)$")
_LOWER = re.compile(rf"[a-zà-öø-ÿ](?<![\w'’\-].){_LETTER}*(?:-{_LETTER}+)*")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Prof|Capt|Lt|Jr|Sr)\. ?$")
_STARTS = frozenset(".!?…:\n“”\"‘’'—–(（[【「『<>*~;")
_PRONOUN = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_PLAIN = re.compile(rf"{_LETTER}+")
_PIECE = re.compile(r"[^ \n]+")
_VERB = re.compile(r" ([a-z]+)")
_LEAD = re.compile(r"([a-z]+) (?:the )?$")
_MARK = re.compile(r"[!?,.…~—–\-\"”]")
_FOLLOWING = re.compile(r" ([a-z]+)\b")
_END = re.compile(r"[.!?…\n]")
_SPEAKS_BEFORE = re.compile(r"[”\"’'」] ?(?:[a-z]+) $")
_OF = "of"
_AND = "and"
_LOFTY = frozenset(("great", "grand", "high", "royal", "saint", "st"))
"""Words before a name that say nothing of its being a person's."""
_LONGEST_WHOLE = 6
"""Words of a name that was cut."""
_LONGEST_RUN = 16
"""Words: a longer row of capitals is a heading or a shout."""
_SHORTEST_UNKNOWN = 4
"""Letters of a word in lower case that no dictionary knows: shorter ones are sounds."""
_REACH = 60

INSIDE, INITIAL, TITLED, MALE_TITLE, FEMALE_TITLE, SPEECH, HE, SHE, LOCATED, BARE = range(10)
"""What is counted of each form: places inside a sentence and at its start, with a title before it, with a man's, a
woman's; where it speaks; pronouns after it; after *in* or *at*; places followed by a mark, as interjections are."""


@dataclass
class ChapterEvidence:
    """What one chapter says: counts of each form, and the paragraphs in which it stands. ``titles``: titles of
    several words with the name after them, separated by a tab."""

    digest: str
    counts: dict[str, list[int]] = field(default_factory=dict)
    paragraphs: dict[str, list[int]] = field(default_factory=dict)
    titles: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, str] = field(default_factory=dict)
    blocks: int = 0
    twins: Counter[str] = field(default_factory=Counter)


def mine(document: Document) -> ChapterEvidence:
    """The evidence of one chapter. Headings do not count: everything is capitalised there."""
    prose = document.prose
    found = ChapterEvidence(hashlib.sha256(prose.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    found.blocks = len(document.blocks)
    lower = Counter(_LOWER.findall(prose))
    unknown = _unknown(lower)
    for number, block in enumerate(document.blocks):
        start, end = block.span.start, block.span.end
        if block.kind is BlockKind.HEADING or _is_shouted(prose, start, end):
            continue
        for match in _RUN.finditer(prose, start, end):
            if twin := _twin(prose, match):
                found.twins[twin] += 1
            for form, at, stop, title in _forms(prose, match):
                _count(found, prose, number, form, at, stop, title)
        for match in unknown.finditer(prose, start, end) if unknown else ():
            word = _LOWER.match(prose, match.start())
            if word is not None and word.end() == match.end() and not _is_elided(prose, match.end()):
                _count(found, prose, number, word.group(), match.start(), match.end(), "")
    lower.update(found.twins)
    found.lower = lower
    return found


def _unknown(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of the words in small letters that no dictionary knows."""
    several = [word for word in words if len(word) >= _SHORTEST_UNKNOWN and "-" not in word and not is_word(word)]
    return re.compile(rf"(?<![\w'’\-])(?:{'|'.join(map(re.escape, sorted(several)))})(?![\w])") if several else None


def _twin(prose: str, match: re.Match[str]) -> str:
    """A name with a small letter where others of its kind have a capital, in small letters: the Orla *family*."""
    following = _FOLLOWING.match(prose, match.end())
    if following is None or not (following[1] in COMMON_NOUNS or _is_rare(following[1])):
        return ""
    words = POSSESSIVE.sub("", match.group()).lower().split()
    while len(words) > 1 and words[0] in NEVER_NAMES:
        del words[0]
    return " ".join((*words, following[1]))


def _is_rare(word: str) -> bool:
    return len(word) >= _SHORTEST_UNKNOWN and not is_word(word)


def _is_elided(prose: str, stop: int) -> bool:
    """Whether a word is the first half of a contraction: hasn't."""
    return prose[stop : stop + 1] in ("'", "’")


def _is_shouted(prose: str, start: int, end: int) -> bool:
    text = prose[start : min(end, start + 200)]
    return text.isupper() and len(text) > 8


def _forms(prose: str, match: re.Match[str]) -> Iterator[tuple[str, int, int, str]]:
    """The forms of a run of capitalised words, cut after possessives and at *and*, without titles: form, start, end,
    title. What was cut comes once more as a whole, with a tab at each cut: the book decides later what it is."""
    run, start = match.group(), match.start()
    abbreviated = _ABBREVIATED.search(prose, max(0, start - 8), start)
    title = abbreviated[1].lower() if abbreviated else ""
    if _PLAIN.fullmatch(run):
        if run.lower() not in NEVER_NAMES:
            yield run, start, match.end(), title
        return
    for form, at, stop, before in _parts(run, title):
        yield form, start + at, start + stop, before


@lru_cache(16384)
def _parts(run: str, title: str) -> tuple[tuple[str, int, int, str], ...]:
    """The forms of a run of several words, by their places in it: the same name stands in a book again and again.
    ``title``: an abbreviated one before the run."""
    words = [(m.start(), m.group()) for m in _PIECE.finditer(run)]
    if len(words) > _LONGEST_RUN:
        return ()
    parts: list[list[tuple[int, str]]] = [[]]
    for position, word in words:
        if word == _AND:
            parts.append([])
            continue
        bare = POSSESSIVE.sub("", word)
        parts[-1].append((position, bare))
        if bare != word:
            parts.append([])
    found: list[tuple[str, int, int, str]] = []
    every: list[tuple[str, int, int, str]] = []
    for part in parts:
        if part:
            forms = list(_stripped(part, title if part[0][0] == 0 else ""))
            found += forms[:1]
            every += forms
    if len(found) == 2 and (whole := _whole(run, found[0], found[1], words)):
        every.append(whole)
    return tuple(every)


def _whole(
    run: str, first: tuple[str, int, int, str], last: tuple[str, int, int, str], words: list[tuple[int, str]]
) -> tuple[str, int, int, str] | None:
    """Two forms with a possessive or *and* between them as one: Heaven's Mandate City, Life and Death Stage."""
    (_, at, _, title), (form, second, stop, _) = first, last
    between = run[first[2] : second]
    joined = re.fullmatch(r"['’]s? | and ", between)
    if title or not joined or (between == " and " and " " not in form) or len(words) > _LONGEST_WHOLE:
        return None
    return f"{run[at : second - 1]}\t{form}", at, stop, ""


def _stripped(part: list[tuple[int, str]], abbreviated: str) -> Iterator[tuple[str, int, int, str]]:
    title = abbreviated
    titles: list[tuple[int, str]] = []
    while len(part) > 1:
        size = _title_size(part)
        words = " ".join(word for _, word in part[: max(1, size)])
        if part[0][1] == "of":
            title, titles = _OF, []  # The Princess of a place.
        elif size:
            title = words if title in ("", _OF) else f"{title} {words}"
            titles += part[:size]
        elif is_surname_and_name([word for _, word in part]) or (
            part[0][1].lower() not in NEVER_NAMES and part[0][1] != "the"
        ):
            break
        else:
            titles = []
        part = part[max(1, size) :]
    while len(part) > 1 and (part[-1][1].lower() in KINSHIP or part[-1][1] in ("of", "the")):
        if part[-1][1].lower() in KINSHIP:
            title = title or part[-1][1]
        part = part[:-1]
    last = part[-1][1]
    if _HONORIFIC.search(last):
        last = _HONORIFIC.sub("", last)
        title = title or "-san"
    part = [*part[:-1], (part[-1][0], last)]
    form = " ".join(word for _, word in part)
    if form:
        stop = part[-1][0] + len(last)
        yield form, part[0][0], stop, title
        if len(titles) == 1 and not abbreviated:
            yield f"{titles[0][1]}\t{form}", titles[0][0], stop, title


def is_surname_and_name(words: list[str]) -> bool:
    """Whether words look like a Chinese surname that is an English word, too, and a given name: An Xihe, He Qing."""
    first, *rest = (fold_form(word).replace(" ", "") for word in words)
    return len(rest) in (1, 2) and first in NEVER_NAMES and is_surname(first) and all(map(pinyin.is_pinyin, rest))


def _title_size(part: list[tuple[int, str]]) -> int:
    """How many words at the start of a run are a title that leaves a name."""
    for size in (3, 2):
        if len(part) > size and " ".join(word for _, word in part[:size]).lower() in LONG_TITLES:
            return size
    return 1 if part[0][1].lower() in TITLES else 0


def _count(found: ChapterEvidence, prose: str, number: int, form: str, at: int, stop: int, title: str) -> None:
    counts = found.counts.setdefault(form, [0] * 10)
    before = prose[max(0, at - 4) : at]
    bare = before.rstrip(" ")
    initial = not title and (not bare or bare[-1] in _STARTS)
    counts[INITIAL if initial else INSIDE] += 1
    if title == _OF:
        counts[LOCATED] += 1
    elif title:
        if " " in title and "\t" not in form:
            found.titles[f"{title}\t{form}"] += 1
        counts[TITLED] += title.lower() not in _LOFTY
        words = {word.rstrip(".") for word in title.lower().split()}
        counts[MALE_TITLE] += bool(words & MALE)
        counts[FEMALE_TITLE] += bool(words & FEMALE)
    end = _END.search(prose, stop, stop + _REACH)
    following = _VERB.match(prose, stop)
    if (following and following[1] in SPEECH_VERBS) or _SPEAKS_BEFORE.search(prose, max(0, at - 16), at):
        counts[SPEECH] += 1
    pronoun = _PRONOUN.search(prose, stop, end.start() if end else stop + _REACH)
    if pronoun:
        counts[HE if pronoun[1] else SHE] += 1
    lead = _LEAD.search(prose[max(0, at - 20) : at])
    counts[LOCATED] += bool(lead and lead[1] in LOCATIVE)
    counts[BARE] += bool(_MARK.match(prose, stop))
    paragraphs = found.paragraphs.setdefault(form, [])
    if not paragraphs or paragraphs[-1] != number:
        paragraphs.append(number)
    if form not in found.contexts:
        found.contexts[form] = _context(prose, at, stop)


def _context(prose: str, at: int, stop: int) -> str:
    left = prose[max(0, at - 50) : at].rpartition("\n")[2]
    right = prose[stop : stop + 50].partition("\n")[0]
    if at > 50 and "\n" not in prose[at - 50 : at]:
        left = "…" + left.partition(" ")[2]
    if stop + 50 < len(prose) and "\n" not in prose[stop : stop + 50]:
        right = right.rpartition(" ")[0] + "…"
    return f"{left}{prose[at:stop]}{right}".strip()
