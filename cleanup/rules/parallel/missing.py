"""Paragraphs that only one of source and translation has, and sentences that were left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log, sqrt

from cleanup.core.excerpts import excerpt
from cleanup.core.model import Document, Finding, Span
from cleanup.core.parallel import LeftOut, Linked, Parallel
from cleanup.names.source_words import english_stems, rendered_share, sentences_of, source_stems
from cleanup.rules.context import Context
from cleanup.rules.engine.guards import SOURCE_LETTERS
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule

_SHOWN = 90
"""Characters of the source that a message shows."""
_LEAST_LETTERS = 4
_ASIAN = re.compile(f"[{SOURCE_LETTERS}]")
_LIKELY = 0.5
"""The probability from which a paragraph counts as missing: less than elsewhere, as the alternative is that its
neighbour renders it, too."""
_SURE = 0.7
"""The probability up to which it is enough that the neighbour is too long."""
_SPARE, _RENDERED = 0.6, 0.3
"""The share of a paragraph's letters by which a neighbour is too long, and of its words that the neighbour has, from
which it is the neighbour that renders it."""
_NOTE = re.compile(
    r"求(?:月票|推荐|订阅|收藏|票|打赏|首订)|月票|推荐票|打赏|加更|第.{1,4}更|本章完|未完待续|全书完|感谢.{0,20}(?:书友|打赏|支持|月票)"
    r"|作者的话|PS[:：]|ps[:：]|P\.S|上架|请假|https?:|www\.|最新章节|手机阅读|笔趣|小说网|評価|ブックマーク|感想.{0,10}(?:お待ち|頂)"
    r"|誤字|更新(?:します|予定|は)|次回|お読みいただき|後書き|前書き|あとがき|まえがき|작가의 말|추천|선작|다음 화",
    re.IGNORECASE,
)
"""What authors and sites say beside the story: translations leave it out."""
_ENGLISH_NOTE = re.compile(
    r"translat|\bT/?N\b|\bTL\b|editor|proofread|patreon|discord|\bnote:|\[|^\(|chapter \d|https?:|author", re.IGNORECASE
)
_RAW = (
    "“你来晚了。”老人说。\n\n他把三枚铜钱放在桌上，看着窗外的大雨。\n\n门外有人在敲门，一声比一声急。\n\n"
    "“谁？”老人站了起来。\n\n没有回答。只有风吹过旧塔的声音。\n\n女孩拿起灯，慢慢走向木门。"
)
_BEFORE = (
    "“You are late,” said the old man.\n\n"
    "He put three copper coins on the table and looked out of the window at the heavy rain.\n\n"
)
_KNOCK = "Someone outside was knocking at the door, each time more urgently.\n\n"
_AFTER = (
    "“Who is it?” The old man stood up.\n\n"
    "There was no answer, only the sound of the wind blowing past the old tower.\n\n"
    "The girl took the lamp and slowly walked to the wooden door."
)
_CAT = f"商人关上窗户，点亮了灯。一只黑猫从屋顶跳下来，消失在花园的阴影里。\n\n{_RAW}"
_CLOSED = "The merchant closed the window and lit the lamp."
_REST = f"\n\n{_BEFORE}{_KNOCK}{_AFTER}"
_MINES = (
    "The mountains of the north had always been famous for their silver mines and their white goats, and every spring "
    "merchants came from all the provinces to buy wool, cheese, leather, and bells of the purest silver.\n\n"
)
_WITH_MINES = f"{_BEFORE}{_KNOCK}{_AFTER.replace('There', f'{_MINES}There')}"


def quoted(source: str) -> str:
    """What stands in the source, as a message shows it."""
    line = " ".join(source.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


@rule(
    "parallel-missing",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[Example(f"{_BEFORE}{_AFTER}", f"{_BEFORE}{_AFTER}", raw=_RAW)],
    keeps=[Keep(f"{_BEFORE}{_KNOCK}{_AFTER}", raw=_RAW), Keep(f"{_BEFORE.strip()} {_KNOCK}{_AFTER}", raw=_RAW)],
)
def missing(document: Document, context: Context) -> Iterator[Finding]:
    """A paragraph of the source that the translation leaves out. Needs the source (`--source`).

    One finding for paragraphs that follow each other, with the source's text. Notes of the author or the site are no
    omissions.
    """
    parallel = context.parallel(document)
    if parallel is None or not parallel.fits:
        return
    ratio = _ratio(parallel, document)
    waiting: list[Linked] = []
    before: Linked | None = None
    for link in (*parallel.links, None):
        if link is not None and not link.parts and link.probability >= _LIKELY:
            if len(_ASIAN.findall(link.source)) >= _LEAST_LETTERS and not _NOTE.search(link.source):
                waiting.append(link)
            continue
        if waiting and not any(_renders_too(near, waiting, ratio, document) for near in (before, link)):
            end = waiting[0].span.start
            text = quoted(" ".join(each.source for each in waiting))
            count = "a paragraph" if len(waiting) == 1 else f"{len(waiting)} paragraphs"
            message = f"{count} of the source {'is' if len(waiting) == 1 else 'are'} missing here: {text}"
            raw = excerpt(waiting[0], "\n".join(each.source for each in waiting))
            yield Finding("parallel-missing", _last_word(document.prose, end), message, source=raw)
        before, waiting = link, []


def _renders_too(near: Linked | None, left_out: list[Linked], ratio: float, document: Document) -> bool:
    """Whether a neighbouring paragraph is longer than its source makes it by what was left out, and has words of it."""
    if near is None or not near.parts or not ratio:
        return False
    text = document.prose[near.span.start : near.span.end]
    source = "\n".join(each.source for each in left_out)
    spare = _letters(text) / ratio - _letters(near.source)
    if spare < _SPARE * _letters(source):
        return False
    if min(each.probability for each in left_out) < _SURE:
        return True
    return rendered_share(source, english_stems(text) - source_stems(near.source), few=0) >= _RENDERED


def _last_word(prose: str, end: int) -> Span:
    """The last character before a place, or the first one of the text."""
    return Span(end - 1, end) if end else Span(0, min(1, len(prose)))


@rule(
    "parallel-added",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[Example(_WITH_MINES, _WITH_MINES, raw=_RAW)],
    keeps=[Keep(f"{_BEFORE}(Translator’s note: an old coin of no great worth.)\n\n{_KNOCK}{_AFTER}", raw=_RAW)],
)
def added(document: Document, context: Context) -> Iterator[Finding]:
    """A paragraph of the translation that nothing in the source corresponds to. Needs the source (`--source`).

    Translators' notes are left alone.
    """
    parallel = context.parallel(document)
    if parallel is None or not parallel.fits:
        return
    for link in parallel.links:
        text = document.prose[link.span.start : link.span.end]
        if not link.parts or link.sources or link.probability < _LIKELY or _letters(text) < 4 * _LEAST_LETTERS:
            continue
        if not _ENGLISH_NOTE.search(text):
            yield Finding("parallel-added", link.span, "this paragraph has nothing in the source that it renders")


@rule(
    "parallel-sentence",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[Example(_CLOSED + _REST, _CLOSED + _REST, raw=_CAT)],
    keeps=[
        Keep(
            f"{_CLOSED} A black cat jumped from the roof and was gone in the shade of the garden.{_REST}",
            raw=_CAT,
        ),
    ],
)
def sentence(document: Document, context: Context) -> Iterator[Finding]:
    """A sentence of the source that its paragraph leaves out. Needs the source (`--source`).

    The paragraph is shorter than its source should make it, and has none of the sentence's words, as far as a
    dictionary knows them.
    """
    parallel = context.parallel(document)
    if parallel is None or not parallel.fits:
        return
    ratio = _ratio(parallel, document)
    told: set[int] = set()
    for number, link in enumerate(parallel.links):
        if not (link.parts and link.sources and link.is_certain):
            continue
        text = document.prose[link.span.start : link.span.end]
        sentences = sentences_of(link.source)
        size, rendered = _letters(link.source), _letters(text)
        if len(sentences) < 2 or not ratio:
            continue
        stems = english_stems(text)
        lost = size - rendered / ratio  # letters of the source that seem to have no translation
        for each in sentences:
            letters = _letters(each)
            if letters >= _SENTENCE and lost >= _LOST * letters and rendered_share(each, stems) <= _UNRENDERED:
                yield _left_out(each, link)
                told.add(number)
                break
    for sentence in parallel.left_out:
        link = parallel.links[sentence.link]
        if sentence.link not in told and link.is_certain and ratio and _is_lost(sentence, link, document, ratio):
            yield _left_out(sentence.text, link)
            told.add(sentence.link)


def _left_out(sentence: str, link: Linked) -> Finding:
    message = f"a sentence of the source is missing here: {quoted(sentence)}"
    return Finding("parallel-sentence", link.span, message, source=excerpt(link))


def _is_lost(sentence: LeftOut, link: Linked, document: Document, ratio: float) -> bool:
    """Whether a paragraph is too short by a sentence that seems to be left out. Japanese says much that an English
    sentence needs no words for, and has to be shorter by more."""
    size, rendered = _letters(link.source), _letters(document.prose[link.span.start : link.span.end])
    letters = _letters(sentence.text)
    surely, away = _BY_LENGTH[bool(_KANA.search(link.source))]
    spread = sqrt(_SPREAD**2 + _SPREAD_OF_SHORT / max(1, size))
    return (
        letters >= _SENTENCE
        and len(_HAN.findall(sentence.text)) >= _FEWEST_HAN
        and sentence.probability >= surely
        and log((rendered + 3) / (ratio * size + 3)) <= -away * spread
        and _LOST_LEAST * letters <= size - rendered / ratio <= _LOST_MOST * letters
    )


_SENTENCE = 6
"""Letters of a sentence whose absence can be told."""
_KANA = re.compile("[ぁ-ヺ]")
_HAN = re.compile("[\u3400-\u9fff]")
_FEWEST_HAN = 3
_BY_LENGTH = ((0.6, 1.0), (0.97, 2.0))
"""For Chinese and Korean, and for Japanese: the probability of a sentence that has none in the translation, and the
deviations by which its paragraph is too short."""
_SPREAD, _SPREAD_OF_SHORT = 0.13, 0.8
"""As in `cleanup.parallel.likeness`."""
_LOST_LEAST, _LOST_MOST = 0.5, 2.5
"""By how many times the sentence its paragraph is too short."""
_UNRENDERED = 0.2
_LOST = 0.5
"""The share of a sentence by which its paragraph has to be too short."""


def _ratio(parallel: Parallel, document: Document) -> float:
    """Letters of the translation for each of the source, in the middle of all links."""
    ratios = sorted(
        _letters(document.prose[link.span.start : link.span.end]) / letters
        for link in parallel.links
        if link.parts and link.is_certain and (letters := _letters(link.source)) >= _SENTENCE
    )
    return ratios[len(ratios) // 2] if ratios else 0.0
