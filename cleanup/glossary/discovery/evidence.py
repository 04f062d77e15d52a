"""What chapters say about capitalised forms: mined chapter by chapter, kept, added up, written down for the next
time."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleanup.core.model import BlockKind, Document
from cleanup.english import SPEECH_VERBS, is_word
from cleanup.errors import GlossaryError
from cleanup.files import opened
from cleanup.glossary.discovery.shape import check_shape
from cleanup.glossary.discovery.words import FEMALE, KINSHIP, LOCATIVE, LONG_TITLES, MALE, NEVER_NAMES, TITLES
from cleanup.structured import read_json

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0112\u012a\u014c\u016a"
_LETTER = r"[^\W\d_]"
_WORD = rf"[{_UPPER}]{_LETTER}*(?:['’\-]{_LETTER}+)*"
_RUN = re.compile(rf"(?<![\w@#/_.])(?:{_WORD})(?:[ \n](?:(?:of|of the) )?{_WORD})*(?![\w@])")
_POSSESSIVE = re.compile(r"['’](?:s|d|ll|re|ve|m)?$")
_HONORIFIC = re.compile(r"-(?:san|sama|kun|chan|dono|tan|senpai|sempai|sensei|hime|ssi|nim|gege|jie|ge|neesan|niisan)$")
_LOWER = re.compile(rf"(?<![\w'’\-])[a-zà-öø-ÿ]{_LETTER}*(?:-{_LETTER}+)*")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Prof|Capt|Lt|Jr|Sr)\. ?$")
_STARTS = frozenset(".!?…:\n“”\"‘’'—–(（[【「『<>*~;")
_PRONOUN = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_END = re.compile(r"[.!?…\n]")
_SPEAKS_BEFORE = re.compile(r"[”\"’'」] ?(?:[a-z]+) $")
_CONTEXTS = 4
_OF = "of"
_LONGEST_RUN = 16
"""Words: a longer row of capitals is a heading or a shout."""
_SHORTEST_UNKNOWN = 4
"""Letters of a word in lower case that no dictionary knows: shorter ones are sounds."""
_REACH = 60

VERSION = 1
"""Of the format of the file of evidence."""

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


def mine(document: Document) -> ChapterEvidence:
    """The evidence of one chapter. Headings do not count: everything is capitalised there."""
    prose = document.prose
    found = ChapterEvidence(hashlib.sha256(prose.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    for number, block in enumerate(document.blocks):
        start, end = block.span.start, block.span.end
        if block.kind is BlockKind.HEADING or _is_shouted(prose, start, end):
            continue
        for match in _RUN.finditer(prose, start, end):
            for form, at, stop, title in _forms(prose, match):
                _count(found, prose, number, form, at, stop, title)
        for match in _LOWER.finditer(prose, start, end):
            word = match.group()
            if (
                len(word) >= _SHORTEST_UNKNOWN
                and "-" not in word
                and not is_word(word)
                and not _is_elided(prose, match.end())
            ):
                _count(found, prose, number, word, match.start(), match.end(), "")
    found.lower = Counter(_LOWER.findall(prose))
    return found


def _is_elided(prose: str, stop: int) -> bool:
    """Whether a word is the first half of a contraction: hasn't."""
    return prose[stop : stop + 1] in ("'", "’")


def _is_shouted(prose: str, start: int, end: int) -> bool:
    text = prose[start : min(end, start + 200)]
    return text.isupper() and len(text) > 8


def _forms(prose: str, match: re.Match[str]) -> Iterator[tuple[str, int, int, str]]:
    """The forms of a run of capitalised words, cut after possessives, without titles: form, start, end, title."""
    words = [(m.start() + match.start(), m.group()) for m in re.finditer(r"[^ \n]+", match.group())]
    if len(words) > _LONGEST_RUN:
        return
    part: list[tuple[int, str]] = []
    for position, word in words:
        bare = _POSSESSIVE.sub("", word)
        part.append((position, bare))
        if bare != word:
            yield from _stripped(prose, part)
            part = []
    if part:
        yield from _stripped(prose, part)


def _stripped(prose: str, part: list[tuple[int, str]]) -> Iterator[tuple[str, int, int, str]]:
    title = ""
    abbreviated = _ABBREVIATED.search(prose, max(0, part[0][0] - 8), part[0][0])
    if abbreviated:
        title = abbreviated[1].lower()
    while len(part) > 1:
        size = _title_size(part)
        words = " ".join(word for _, word in part[: max(1, size)])
        if part[0][1] == "of":
            title = _OF  # The Princess of a place.
        elif size:
            title = words if title in ("", _OF) else f"{title} {words}"
        elif part[0][1].lower() not in NEVER_NAMES and part[0][1] != "the":
            break
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
        yield form, part[0][0], part[-1][0] + len(last), title


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
        if " " in title:
            found.titles[f"{title}\t{form}"] += 1
        counts[TITLED] += 1
        words = {word.rstrip(".") for word in title.lower().split()}
        counts[MALE_TITLE] += bool(words & MALE)
        counts[FEMALE_TITLE] += bool(words & FEMALE)
    after = prose[stop : stop + _REACH]
    end = _END.search(after)
    sentence = after[: end.start()] if end else after
    following = re.match(r" ([a-z]+)", after)
    if (following and following[1] in SPEECH_VERBS) or _SPEAKS_BEFORE.search(prose, max(0, at - 16), at):
        counts[SPEECH] += 1
    pronoun = _PRONOUN.search(sentence)
    if pronoun:
        counts[HE if pronoun[1] else SHE] += 1
    lead = re.search(r"([a-z]+) (?:the )?$", prose[max(0, at - 20) : at])
    counts[LOCATED] += bool(lead and lead[1] in LOCATIVE)
    counts[BARE] += bool(re.match(r"[!?,.…~—–\-\"”]", after))
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


@dataclass
class Evidence:
    """Everything known, chapter by chapter in the order of reading. ``rejected`` are forms that a person has refused
    for good; ``apart`` pairs of forms that are two; ``shown`` the forms that were proposed before."""

    chapters: dict[str, ChapterEvidence] = field(default_factory=dict)
    lower: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, chapter: ChapterEvidence) -> bool:
        """Take in a chapter; one that is known already, unchanged, is not counted again. Whether it is new."""
        known = self.chapters.get(path)
        if known is not None and known.digest == chapter.digest:
            return False
        self.chapters[path] = chapter
        self.lower.update(chapter.lower)
        for form, context in chapter.contexts.items():
            several = self.contexts.setdefault(form, [])
            if len(several) < _CONTEXTS and context not in (text for _, text in several):
                several.append((path, context))
        chapter.lower, chapter.contexts = Counter(), {}
        return True

    def read(self, path: str, document: Document) -> bool:
        """Mine a chapter and take it in."""
        return self.add(path, mine(document))


def save_evidence(evidence: Evidence, path: Path) -> None:
    """Write the evidence to a JSON file. Raises DocumentError."""
    from cleanup.files.write import write_atomically

    data = {
        "version": VERSION,
        "chapters": {
            name: {"digest": c.digest, "counts": c.counts, "paragraphs": c.paragraphs, "titles": c.titles}
            for name, c in evidence.chapters.items()
        },
        "lower": {word: n for word, n in evidence.lower.items() if n},
        "contexts": evidence.contexts,
        "rejected": sorted(evidence.rejected),
        "apart": sorted(evidence.apart),
        "shown": sorted(evidence.shown),
        "sources": evidence.sources,
    }
    write_atomically(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def load_evidence(path: Path) -> Evidence:
    """The evidence in a file; none when there is no such file. Raises GlossaryError for a file that is something
    else."""
    if not path.exists():
        return Evidence()
    hint = "Move it away to begin anew."
    try:
        data: dict[str, Any] = read_json(opened.read_file(path), str(path), hint=hint)
        if data["version"] != VERSION:
            raise GlossaryError("this file of evidence is from another version", where=str(path), hint=hint)
        check_shape(data, BARE + 1)
        return Evidence(
            {
                name: ChapterEvidence(c["digest"], c["counts"], c["paragraphs"], Counter(c["titles"]))
                for name, c in data["chapters"].items()
            },
            Counter(data["lower"]),
            {form: [(a, b) for a, b in several] for form, several in data["contexts"].items()},
            set(data["rejected"]),
            {(a, b) for a, b in data["apart"]},
            set(data["shown"]),
            dict(data["sources"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GlossaryError("not a file of evidence", where=str(path), hint=hint) from error
