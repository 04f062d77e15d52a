"""Source words that the book itself gives the English of, at another place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.names.pinyin import is_han
from cleanup.rules.context import Context
from cleanup.rules.rule import Example, Keep, Stage, rule
from cleanup.rules.source.brackets import glossed
from cleanup.rules.source.chinese import SMALL_WORDS, agrees, reads
from cleanup.rules.source.joining import (
    article_edit,
    blank_after,
    blank_before,
    doubles,
    starts_sentence,
    words_after,
    words_before,
)
from cleanup.rules.source.runs import SOURCE_TOKEN, entries_by_source, source_runs

_OFTEN = 2
"""Places that give a word the same English, where the dictionary agrees."""
_SURE = 4
"""The same where it does not know the word."""
_INFLECTED = re.compile(r"\w\w(?:ed|ing|ly)\b")


@rule(
    "leftovers-known",
    Stage.SOURCE,
    examples=[
        Example(
            "She reached the渡口 (ferry). The渡口 (ferry) was empty. At the渡口 he slept.",
            "She reached the渡口 (ferry). The渡口 (ferry) was empty. At the ferry he slept.",
        ),
        Example(
            "She reached the渡口 (ferry). At the渡口 he slept.", "She reached the渡口 (ferry). At the渡口 he slept."
        ),
    ],
    keeps=[
        "At the渡口 he slept.",
        "She reached the渡口 (ferry).",
        Keep("the 丹田 (core) and the 丹田", terms=({"name": "Dantian", "source": "丹田"},)),
    ],
    token=SOURCE_TOKEN,
)
def known(document: Document, context: Context) -> Iterator[Finding]:
    """A source word without English, when the book has put it in brackets elsewhere: *天榜*, once *天榜 (Heaven Roll)*.

    The English is suggested. It is applied where the book always says the same: at two places or more and the
    dictionary of Chinese agrees, or at four. A form that may not fit (*suddenly*, *nodded*) is only suggested.
    """
    if not context.glosses:
        return
    prose = document.prose
    entries = entries_by_source(context.glossary) if context.glossary else {}
    for run in source_runs(prose):
        source, span = run[0], Span(*run.span())
        said = context.glosses.get(source)
        if not said or entries.get(source) is not None or prose[span.start - 1 : span.start] in ("(", "（"):
            continue
        if glossed(prose, span) is not None:
            continue
        english = max(said, key=lambda each: (said[each], each))
        edits, clean = _edits(prose, span, english)
        safe = clean and is_settled(source, said) and not _INFLECTED.search(english)
        how = Applicability.SAFE if safe else Applicability.SUGGESTION
        others = tuple(sorted(said, key=lambda each: -said[each]))
        message = f"“{source}” was left untranslated; the book says “{english}” for it elsewhere"
        yield Finding(
            "leftovers-known", span, message, Severity.ERROR, Fix(edits, how), others if len(others) > 1 else ()
        )


def is_settled(source: str, said: Mapping[str, int]) -> bool:
    """Whether a book always says the same for a source word, and often enough."""
    if len({english.casefold() for english in said}) != 1:
        return False
    english, number = next(iter(said)), sum(said.values())
    agreed = is_han(source) and (agrees(source, english) or reads(source, english.lower()))
    return number >= (_OFTEN if agreed else _SURE)


def _edits(prose: str, run: Span, english: str) -> tuple[tuple[Edit, ...], bool]:
    """The edits that put English in the place of a run, and whether nothing about the place speaks against it."""
    words = [word for word in english.split() if word.lower() not in SMALL_WORDS]
    beside = [*words_before(prose, run.start, 2), *words_after(prose, run.end, 2)]
    capital = english[0].upper() if starts_sentence(prose, run.start) else english[0]
    text = blank_before(prose, run.start) + capital + english[1:] + blank_after(prose, run.end)
    edits = [article] if (article := article_edit(prose, run.start, english)) else []
    attached = prose[run.end : run.end + 3].startswith(("ed", "ing", "ly"))
    return (*edits, Edit(run, text)), not attached and not any(doubles(word, beside) for word in words)


def glosses_in(prose: str) -> dict[str, Counter[str]]:
    """What a text gives in brackets behind words of its source: for each word the English, with how often."""
    from cleanup.rules.source.gloss import put

    found: dict[str, Counter[str]] = {}
    for run in source_runs(prose):
        said = glossed(prose, Span(*run.span()))
        if said is not None and said.sure:
            kept = put(prose, said.run, said.gloss, said.bracket).kept
            if kept:
                found.setdefault(run[0], Counter())[kept] += 1
    return found
