"""Numbers that differ between a paragraph and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.core.excerpts import excerpt
from cleanup.core.model import Document, Finding, Span
from cleanup.core.parallel import Linked, Parallel
from cleanup.names.cedict import is_entry
from cleanup.numerals import asian, english
from cleanup.numerals.model import Number
from cleanup.rules.context import Context
from cleanup.rules.rule import CONTINUOUS, Example, Keep, Stage, rule

_MEASURES: dict[str, tuple[float, ...]] = {
    "里": (0.5, 0.31, 1 / 3), "丈": (10, 3.33, 3, 11, 3.3), "尺": (1 / 3, 1.1, 0.33, 33, 30),
    "寸": (3.33, 1.3, 3, 0.1),
    "斤": (0.5, 1.1, 0.6, 10), "两": (50, 1.76, 0.1), "钱": (5, 0.1), "亩": (0.16, 667), "更": (2,), "旬": (10,),
    "成": (10,), "折": (10,), "割": (10,), "刻": (15,), "点": (1, 30), "时": (2,), "個": (2,), "个": (2, 10),
    "世": (100,), "年": (0.1, 0.01, 12), "月": (30, 4), "日": (24,), "天": (24,), "周": (7,), "週": (7,),
    "メ": (1, 3.28), "キ": (0.62,),
    "セ": (0.4,),
}  # fmt: skip
"""What one of a unit is in units that a translation may use instead."""
_SCALES = frozenset((12, 20, *(10.0**n for n in range(1, 13))))
_AFTER_UNIT = frozenset("丈尺")
_PARTS = frozenset("刻更")
_ROUND = frozenset("十百千万亿萬億")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖参參陸")
_COUNTED = frozenset(("十万", "百万", "十亿", "百亿", "千亿", "万亿", "十萬", "百萬"))
_EXACT = frozenset("zhang chi cun li jin liang mu shichen ken".split())
"""Units that a translation keeps: their number is the source's."""
_OTHERS = re.compile(r"\b(?:other|another|remaining|you) $", re.IGNORECASE)
"""Words before a number of the rest, or of those who are addressed: the source need not say how many these are."""
_TOLERANCE = 0.06
_LEAST = 2
"""The least number that is missed where another one stands."""
_WORD_REACH = 3
_ASIAN_NUMERAL = re.compile("[一二三四五六七八九十百千万亿两]")
_UNITS_OF_WORDS = frozenset("十百千万亿萬億年月日天岁人个名次时時点分秒里丈尺寸斤两两元块")


def _in_word(text: str, number: Number) -> bool:
    """Whether a numeral is part of a longer word of the dictionary (*三角*, *千钧一发*), where it counts nothing."""
    if not _ASIAN_NUMERAL.match(text[number.start]):
        return False
    for start in range(max(0, number.start - _WORD_REACH), number.start + 1):
        for end in range(number.end, min(len(text), number.end + _WORD_REACH) + 1):
            word = text[start:end]
            rest = text[start : number.start] + text[number.end : end]
            if 2 <= len(word) <= 4 and rest and not set(rest) <= _UNITS_OF_WORDS and is_entry(word):
                return True
    return False


def _renders(value: float, number: Number, source: str, unit: str = "") -> bool:
    """Whether a value in the translation is what a number of the source comes to, in its unit or in another."""
    factors = _MEASURES.get(number.unit, ())
    if source[number.end : number.end + 2] in ("时辰", "時辰"):
        factors = (2.0,)
    if value == number.value:
        return True
    if unit in _EXACT:
        return False
    if number.unit in "时時点點" and 12 < number.value <= 24 and value == number.value - 12:
        return True
    return any(abs(value - number.value * factor) <= _TOLERANCE * number.value * factor for factor in factors)


def differing(link: Linked, text: str, near: str, text_near: str) -> Iterator[tuple[Number, Number]]:
    """Pairs of a number in a text that nothing in its source explains, and one of the source that the text does not
    have. ``near`` is what stands beside the source, ``text_near`` what stands beside the text."""
    found = list(english.numbers_in(text))
    if not any(number.firm for number in found):
        return
    source = list(asian.numbers_in(link.source))
    beside = {number.value for number in asian.numbers_in(near)} - {n.value for n in english.numbers_in(text_near)}
    unexplained = [
        number
        for number in found
        if number.firm
        and number.value not in beside
        and not _OTHERS.search(text[: number.start])
        and not any(_renders(number.value, each, link.source, number.unit) for each in source)
        and not _is_composed(number.value, source)
    ]
    if not unexplained:
        return
    open_ = _unrendered(source, [number.value for number in found if number not in unexplained], link.source)
    # A numeral inside a word may count nothing: it is the last that a number is held against.
    open_.sort(key=lambda number: (number.vague, _in_word(link.source, number)))
    for here in unexplained:
        for there in open_:
            if not _is_about(there, here.value):
                open_.remove(there)
                yield here, there
                break


def _unrendered(source: Sequence[Number], values: list[float], text: str) -> list[Number]:
    """The numbers of the source that none of the values in the translation is left for: each renders one."""
    found = []
    for number in sorted(source, key=lambda each: not each.firm):
        match = next((value for value in values if value == number.value), None)
        if match is None:
            match = next((value for value in values if _renders(value, number, text)), None)
        if match is not None:
            values.remove(match)
        elif number.value >= _LEAST and not _is_loose(number, text):
            found.append(number)
    return sorted(found)


def _is_loose(number: Number, source: str) -> bool:
    """Whether a numeral of the source may come to anything in a translation: 丈二, 三刻, 万千."""
    written = source[number.start : number.end]
    return (
        source[number.start - 1 : number.start] in _AFTER_UNIT
        or number.unit in _PARTS
        or written in _FORMAL
        or (len(written) > 1 and set(written) <= _ROUND and written not in _COUNTED)
    )


def _is_about(number: Number, value: float) -> bool:
    """Whether a vague number of the source (百十, 五十多) may be what a round one of the translation says."""
    return number.vague and number.value * 0.5 <= value <= number.value * 1.5


def _is_composed(value: float, source: Sequence[Number]) -> bool:
    """Whether a value is the sum or product of two numbers of the source: *two hundred and ten thousand* in parts."""
    values = sorted({number.value for number in source if number.value >= 1})
    return any(
        (value == a * b and b in _SCALES) or (value == a + b and b >= 100)
        for at, a in enumerate(values)
        for b in values[at:]
    )


@rule(
    "parallel-number",
    Stage.CASING,
    kinds=CONTINUOUS,
    reports=True,
    examples=[
        Example(
            "The captain had thirty-two soldiers with him.\n\n“Is that enough?” asked the girl.",
            "The captain had thirty-two soldiers with him.\n\n“Is that enough?” asked the girl.",
            raw="队长带着二十三名士兵。\n\n“够吗？”女孩问。",
        ),
        Example(
            "The palace cost 10,000 gold coins.\n\n“So much?” asked the girl.",
            "The palace cost 10,000 gold coins.\n\n“So much?” asked the girl.",
            raw="这座宫殿花了十万金币。\n\n“这么多？”女孩问。",
        ),
    ],
    keeps=[
        Keep(
            "The captain had two dozen soldiers with him, ten miles from town.\n\n“Is that enough?” asked the girl.",
            raw="队长带着二十四名士兵，离城三十里。\n\n“够吗？”女孩问。",
        ),
        Keep(
            "One horse and a hundred arrows were all that he had left after two hours.\n\n“Is that enough?” she asked.",
            raw="一匹马和一百支箭就是他一个时辰后剩下的一切。\n\n“够吗？”她问。",
        ),
    ],
)
def number(document: Document, context: Context) -> Iterator[Finding]:
    """A number that is another one in the source: *10,000* for 十万. Needs the source (`--source`).

    Digits, number words, Chinese and Japanese numerals, 万 and 亿 are compared by value; other units of measure,
    ranges, and round numbers (*a few*, *a hundred*) count as right.
    """
    parallel = context.parallel(document)
    if parallel is None or not parallel.fits:
        return
    prose = document.prose
    for at, link in enumerate(parallel.links):
        if not (link.parts and link.sources and link.is_certain):
            continue
        text = prose[link.span.start : link.span.end]
        source_near, text_near = _neighbours(parallel, at, prose)
        for here, there in differing(link, text, source_near, text_near):
            span = Span(link.span.start + here.start, link.span.start + here.end)
            raw = link.source[there.start : there.end]
            message = f"“{text[here.start : here.end]}” is {raw} ({there.value:,g}) in the source"
            yield Finding("parallel-number", span, message, source=excerpt(link))


def _neighbours(parallel: Parallel, at: int, prose: str) -> tuple[str, str]:
    """What stands beside a link in the source and in the text."""
    links: Sequence[Linked] = [parallel.links[n] for n in (at - 1, at + 1) if 0 <= n < len(parallel.links)]
    texts = [prose[link.span.start : link.span.end] for link in links if link.parts]
    return "\n".join(link.source for link in links), "\n".join(texts)
