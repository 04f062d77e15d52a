"""Source words with the model's own English in brackets behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.names.pinyin import is_han, plain
from cleanup.rules.context import Context
from cleanup.rules.rule import Example, Keep, Stage, rule
from cleanup.rules.source.brackets import Glossed, glossed
from cleanup.rules.source.chinese import SMALL_WORDS, agrees, definitions, reads
from cleanup.rules.source.joining import (
    Joined,
    article_edit,
    blank_after,
    blank_before,
    doubles,
    overlap,
    starts_sentence,
    words_after,
    words_before,
)
from cleanup.rules.source.runs import SOURCE_TOKEN, entries_by_source, source_runs

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_BASE_WANTED = frozenset(
    "to can could will would shall should may might must did does do not don't didn't doesn't cannot can't couldn't "
    "won't wouldn't let".split()
)
"""After these a verb has no ending."""
_DIGITS = re.compile(r"[A-Za-z]+|\d+")
_ENDED = re.compile(r".{2}(?:ed|ing)\Z")
_OFTEN = 2


@rule(
    "leftovers-gloss",
    Stage.SOURCE,
    examples=[
        Example("She忽然 (suddenly) stood up.", "She suddenly stood up."),
        Example("the Northern凉 (Liang) Kingdom", "the Northern Liang Kingdom"),
        Example("the stone台 (stone platform) by the lake", "the stone platform by the lake"),
        Example("Yunfan郑重 (zhèngzhòng - solemnly) nodded.", "Yunfan solemnly nodded."),
        Example("He drew a银剑 （silver sword）.", "He drew a silver sword."),
        Example("It was a刺客 (assassin).", "It was an assassin."),
        Example("the A级 (A-rank) beast", "the A-rank beast"),
        Example("“刺客 (assassin)!” he cried.", "“Assassin!” he cried."),
        Example("He liked the山楂汁 (berry drink) best.", "He liked the山楂汁 (berry drink) best."),
    ],
    keeps=[
        "He nodded solemnly (郑重).",
        "忽然 (see the note at the end of this long chapter, which explains the word)",
        "天榜 (12)",
        "He saw the刺2客(assassin) there.",
        "It was a刺客 (assassin (a killer) by trade).",
        Keep("Then 李牧 (the swordsman) left.", terms=({"name": "Li Mu", "source": "李牧"},)),
    ],
    token=SOURCE_TOKEN,
)
def gloss(document: Document, context: Context) -> Iterator[Finding]:
    """A source word with its English in brackets behind it: *She忽然 (suddenly) stood up*. The English takes its place.

    Applied where the dictionary of Chinese agrees, or the book says the same elsewhere, and nothing would stand there
    twice; a word that the place has already goes (*stone台 (stone platform)*), *a* becomes *an*, a sentence keeps its
    capital. Elsewhere it takes ``--unsafe-fixes``. A reading before the English is left out; alone and with a capital
    it is a name.
    """
    prose = document.prose
    entries = entries_by_source(context.glossary) if context.glossary else {}
    for run in source_runs(prose):
        if entries.get(run[0]) is not None or prose[run.start() - 1 : run.start()] in ("(", "（"):
            continue
        found = glossed(prose, Span(*run.span()))
        if found is None or not _has_numbers(run[0], prose[found.gloss.start : found.gloss.end]):
            continue
        joined = put(prose, found.run, found.gloss, found.bracket)
        source, english = run[0], prose[found.gloss.start : found.gloss.end]
        kept = joined.kept.lstrip("-") or english
        safe = found.sure and joined.clean and _is_known(source, kept, found, context.glosses)
        how = Applicability.SAFE if safe else Applicability.UNSAFE
        message = f"“{source}” was left untranslated, with “{english}” behind it"
        place = Span(found.run.start, found.bracket.end)
        yield Finding("leftovers-gloss", place, message, Severity.WARNING, Fix(joined.edits, how))


def _has_numbers(source: str, english: str) -> bool:
    """Whether the digits inside a run are in its English, too; else they would be lost."""
    return set(_DIGITS.findall(source)) <= set(_DIGITS.findall(english))


def _is_known(source: str, english: str, found: Glossed, glosses: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether something besides the bracket itself says that the source means this."""
    # Of a word that the dictionary has, the dictionary decides; what is repaired by it does not count either: the text
    # would say something else once that is done.
    han = is_han(source)
    said = {gloss: n for gloss, n in glosses.get(source, {}).items() if not (han and agrees(source, gloss))}
    if len(said) == 1 and said.get(english.lower(), 0) >= _OFTEN and not (han and definitions(source)):
        return True
    if not han:
        return False
    return found.reading or agrees(source, english) or (english[0].isupper() and reads(source, plain(english)))


def put(prose: str, run: Span, english: Span, bracket: Span) -> Joined:
    """The edits that leave, of a run and its bracket, the English that stands inside the bracket.

    The English itself is not touched but for the capital of a sentence: what protects it sees no change.
    """
    words = [*_WORD.finditer(prose, english.start, english.end)]
    texts = [word[0] for word in words]
    before = words_before(prose, run.start, max(len(words), 2))
    after = words_after(prose, bracket.end, max(len(words), 2))
    start, end = english
    clean = True
    if size := overlap(before, texts):
        start = words[size].start() if size < len(words) else end
        if prose[words[size - 1].end() : start] == "-":
            start -= 1  # “A级 (A-rank)” is “A-rank”
    elif doubled := overlap(texts, after):
        end = words[-doubled - 1].end() if doubled < len(words) else start
    else:
        clean = not any(doubles(word, [*before[-2:], *after[:2]]) for word in texts if word.lower() not in SMALL_WORDS)
    kept = prose[start:end]
    if not kept:
        left, right = prose[run.start - 1 : run.start], prose[bracket.end : bracket.end + 1]
        surplus = left == " " and not right.isalnum()
        blank = blank_after(prose, bracket.end) if left != " " else ""
        return Joined((Edit(Span(run.start - surplus, bracket.end), blank),), True)
    if before and before[-1].lower() in _BASE_WANTED and _ENDED.search(texts[0]):
        clean = False
    edits = [article] if (article := article_edit(prose, run.start, kept)) else []
    capital = kept[0].upper() if kept[0].islower() and starts_sentence(prose, run.start) else ""
    blank = "" if kept[0] == "-" else blank_before(prose, run.start)
    edits.append(Edit(Span(run.start, start + bool(capital)), blank + capital))
    edits.append(Edit(Span(end, bracket.end), blank_after(prose, bracket.end)))
    following = prose[bracket.end : bracket.end + 3]
    return Joined(tuple(edits), clean and not following.startswith(("ed", "ing", "s ", "ly")), kept)
