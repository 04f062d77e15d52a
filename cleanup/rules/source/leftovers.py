"""Source text left in the translation: script that is not Latin, readings with tone marks, marks of the other
language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.language.english import is_spelled
from cleanup.names.pinyin import is_han, is_pinyin, plain, syllables
from cleanup.rules.context import Context
from cleanup.rules.engine.guards import keeps_ascii
from cleanup.rules.rule import Example, Keep, Stage, rule
from cleanup.rules.source.brackets import glossed
from cleanup.rules.source.chinese import reads
from cleanup.rules.source.joining import blank_after, blank_before
from cleanup.rules.source.runs import SOURCE_TOKEN, entries_by_source, rendered, run_pattern, source_runs
from cleanup.terms.model import Kind

_BRACKET = re.compile(r"[ ]?[(（]([^()（）\n]{1,80})[)）]")
_SOUND_MARKS = frozenset("ーｰっッ")


@rule(
    "leftovers-term",
    Stage.TEXT,
    examples=[
        Example("Then 李牧 left.", "Then Li Mu left.", terms=({"name": "Li Mu", "source": "李牧"},)),
        Example(
            "He met李牧, of乐淘.",
            "He met Li Mu, of Letao.",
            terms=(
                {"name": "Li Mu", "source": "李牧"},
                {"name": "Letao", "source": "乐淘"},
            ),
        ),
        Example("李牧 (Lǐ Mù) waved.", "Li Mu waved.", terms=({"name": "Li Mu", "source": "李牧"},)),
        Example(
            "スージィ smiled at 소희.",
            "Suzy smiled at So-hee.",
            terms=(
                {"name": "Suzy", "source": "スージィ"},
                {"name": "So-hee", "source": "소희 / 素姬"},
            ),
        ),
        Example(
            "the 丹田 (dāntián - energy centre)",
            "the Dantian (dāntián - energy centre)",
            terms=({"name": "Dantian", "source": "丹田"},),
        ),
    ],
    keeps=[
        Keep("Then 李牧师兄说 left.", terms=({"name": "Li Mu", "source": "李牧"},)),
        Keep("Li Mu (李牧) left.", terms=({"name": "Li Mu", "source": "李牧"},)),
        Keep("Then 雷 left.", terms=({"name": "Lei", "source": "雷"}, {"name": "Thunder", "source": "雷"})),
        "Then 李牧 left.",
    ],
    token=SOURCE_TOKEN,
)
def term(document: Document, context: Context) -> Iterator[Finding]:
    """A term of the glossary left in its source script: *Then 李牧 left*.

    The whole run of source script must be the source of exactly one entry. Its reading in brackets after it goes
    with it; any other explanation stays. A name's source in brackets after the name is an explanation too, and
    stays.
    """
    if context.glossary is None:
        return
    prose = document.prose
    known = entries_by_source(context.glossary)
    for match in source_runs(prose):
        entry = known.get(match[0])
        if entry is None or prose[match.start() - 1 : match.start()] in ("(", "（"):
            continue
        start = match.start()
        before = " " if start and (prose[start - 1].isalnum() or prose[start - 1] in ",.;:!?)’") else ""
        bracket = _reading_behind(prose, match, entry.name)
        end = bracket.end() if bracket else match.end()
        after = " " if prose[end : end + 1].isalnum() else ""
        name = entry.name if entry.kind is not Kind.TITLE or prose[end + 1 : end + 2].isupper() else entry.name.lower()
        if bracket and bracket[1] == name:
            edits: tuple[Edit, ...] = (
                Edit(Span(start, bracket.start(1)), before),
                Edit(Span(bracket.end(1), end), after),
            )
        else:
            edits = (Edit(Span(start, end), before + name + after),)
        message = f"“{prose[start:end]}” is “{entry.name}” in the glossary"
        yield Finding("leftovers-term", Span(start, end), message, fix=Fix(edits))


def _reading_behind(prose: str, run: re.Match[str], name: str) -> re.Match[str] | None:
    """The bracket behind a run that only gives its reading or the name itself."""
    bracket = _BRACKET.match(prose, run.end())
    if bracket is None or keeps_ascii(bracket[1], name):
        return None
    letters = plain(bracket[1])
    return bracket if letters == plain(name) or reads(run[0], letters) else None


@rule(
    "leftovers-script",
    Stage.TEXT,
    reports=True,
    examples=[
        Example("He点头ed twice.", "He点头ed twice."),
        Example("He nodded solemnly (郑重).", "He nodded solemnly (郑重)."),
        Example("他郑重地点了点头。", "他郑重地点了点头。"),
        Example("Yayーーー!!!", "Yayーーー!!!"),
        Example("She said спасибо.", "She said спасибо."),
    ],
    keeps=[
        "a lucky accident (・`ω´・)",
        "¯\\_(ツ)_/¯ and (￣ー￣)",
        "café, naïve, 「yes」 and α or β",
        Keep("Then 李牧 left. Li Mu (李牧) too.", terms=({"name": "Li Mu", "source": "李牧"},)),
    ],
    token=SOURCE_TOKEN,
)
def script(document: Document, context: Context) -> Iterator[Finding]:
    """Words of the source language left in English: Chinese, Japanese, Korean, Cyrillic, Arabic, Thai and others.

    Reported, with what the dictionary has for Chinese words (*点头ed* is *nodded*). Where the source stands in brackets
    behind a translated word, its removal is suggested. Japanese length marks after English letters (*Yayーー*) are
    suggested as a dash. Faces made of letters are left alone. What the book gives the English of itself is for
    `leftovers-gloss` and `leftovers-known`.
    """
    prose = document.prose
    known = entries_by_source(context.glossary) if context.glossary else {}
    for match in source_runs(prose):
        run, (start, end) = match[0], match.span()
        if known.get(run) is not None or _is_face(prose, start, end):
            continue
        left = prose[start - 1 : start] if start else ""
        if set(run) <= _SOUND_MARKS and left.isalpha():
            yield _suggest(Span(start, end), "—" if run[0] in "ーｰ" else "", f"“{run}” is a Japanese mark for a sound")
        elif left in ("(", "（") and prose[end : end + 1] in (")", "）"):
            span = Span(start - 1 - (prose[start - 2 : start - 1] == " "), end + 1)
            yield _suggest(span, "", f"“{run}” is source text in brackets", Severity.INFO)
        elif run in context.glosses or glossed(prose, Span(start, end)) is not None:
            continue
        else:
            place, offers = rendered(prose, Span(start, end))
            before, after = blank_before(prose, place.start), blank_after(prose, place.end)
            edit = (Edit(place, f"{before}{offers[0]}{after}"),) if offers and (before or after) else ()
            fix = Fix(edit, Applicability.SUGGESTION) if edit else None
            message = f"“{_short(prose[place.start : place.end])}” was left untranslated"
            yield Finding("leftovers-script", place, message, Severity.ERROR, fix, offers)


def _suggest(span: Span, text: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    fix = Fix((Edit(span, text),), Applicability.SUGGESTION)
    return Finding("leftovers-script", span, message, severity, fix, (text,) if text else ())


def _short(run: str) -> str:
    return run if len(run) <= 24 else run[:24] + "…"


def _is_face(prose: str, start: int, end: int) -> bool:
    """Whether a short run is part of a face like *(・ω・)*: no Chinese character, and symbols on both sides."""
    if end - start > 2 or is_han(prose[start:end]):
        return False
    sides = prose[max(start - 1, 0) : start], prose[end : end + 1]
    return all(side and not side.isalnum() and side not in " \n.,!?\"“”'’" for side in sides)


_MARKED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹĀÁǍÀĒÉĚÈŌÓǑÒ\u0300\u0301\u0304\u030c]")
_STRONG = re.compile("[āǎēěīǐōǒūǔǖǘǚǜĀǍĒĚŌǑ]")
_TONES = frozenset("\u0300\u0301\u0304\u030c")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’](?=[a-zāáǎàēéěèōóǒò]))*")
_LONGEST_WORD = 40


@rule(
    "leftovers-pinyin",
    Stage.TEXT,
    reports=True,
    examples=[
        Example("Mí Yuè nodded.", "Mí Yuè nodded."),
        Example("He spoke zhèngzhòng and left.", "He spoke zhèngzhòng and left."),
        Example("the qì of the dāntián", "the qì of the dāntián"),
    ],
    keeps=[
        "Voilà, a café, déjà vu, naïve Zoë and Málaga.",
        "in Tōkyō and Kyōto, Jūjutsu, Ānanda, Mahāyāna",
        "à la carte, où, là, né",
        "郑重 (zhèngzhòng - solemnly)",
    ],
    token=_MARKED.pattern,
)
def pinyin(document: Document, context: Context) -> Iterator[Finding]:
    """Chinese readings with tone marks left in English: *Mí Yuè*, *zhèngzhòng*.

    Reported, with the reading in plain letters as a suggestion: a name of the glossary is mended by the rules for
    names, any other word needs a translation.
    """
    prose = document.prose
    done = reported = 0
    waiting: re.Match[str] | None = None
    for match in _MARKED.finditer(prose):
        if match.start() < done:
            continue
        start = match.start()
        while start > max(match.start() - _LONGEST_WORD, done) and _is_part(prose[start - 1]):
            start -= 1
        word = _WORD.match(prose, start, start + _LONGEST_WORD)
        done = word.end() if word else match.end()
        if word is None:
            continue
        sure = _sureness(word[0])
        if not sure or _in_gloss(prose, word.start()):
            waiting = None
            continue
        before = prose[word.start() - 1 : word.start()]
        if sure > 1 or (before == " " and word.start() - 1 in (reported, waiting and waiting.end())):
            if waiting is not None and waiting.end() == word.start() - 1:
                yield _reading(waiting)
            yield _reading(word)
            waiting, reported = None, word.end()
        else:
            waiting = word


def _is_part(character: str) -> bool:
    return character.isalpha() or "\u0300" <= character <= "\u036f"


def _sureness(word: str) -> int:
    """How much a word looks like pinyin with tone marks: 0 not at all, 1 perhaps (*né* is French too), 2
    certainly."""
    composed = unicodedata.normalize("NFC", word)
    letters = plain(composed)
    marks = sum(1 for c in unicodedata.normalize("NFD", composed) if c in _TONES)
    number = len(syllables(letters.replace("v", "u"))) if is_pinyin(letters.replace("v", "u")) else 0
    if not number or not number - 1 <= marks <= number or marks == 0 or is_spelled(composed):
        return 0
    return 2 if _STRONG.search(composed) or marks > 1 or letters.startswith(("zh", "q", "x")) else 1


def _in_gloss(prose: str, start: int) -> bool:
    """Whether the word is the reading in brackets behind source text, which `leftovers-script` reports."""
    opening = max(prose.rfind("(", max(start - 40, 0), start), prose.rfind("（", max(start - 40, 0), start))
    return opening >= 0 and run_pattern(rare=True).search(prose, max(opening - 3, 0), opening) is not None


def _reading(word: re.Match[str]) -> Finding:
    letters = "".join(c for c in unicodedata.normalize("NFD", word[0]) if c not in _TONES)
    message = f"“{word[0]}” is a Chinese reading with tone marks, left untranslated"
    suggestion = unicodedata.normalize("NFC", letters)
    return Finding("leftovers-pinyin", Span(*word.span()), message, suggestions=(suggestion,))


RULES = (term, script, pinyin)
