"""Numbers in Chinese and Japanese: numerals, digits, and both together (*3万*, *1億2千万*)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.numerals.model import Number

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "兩": 2, "俩": 2, "仨": 3, "弐": 2, "参": 3, "貳": 2, "參": 3, "陸": 6}
_POWERS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_NUMERALS = "".join((*_DIGITS, *_POWERS, *_TENS, *_MYRIADS))
_RUN = re.compile(rf"[0-9０-９]+(?:[,，][0-9０-９]{{3}})*(?:[.．][0-9０-９]+)?[{_NUMERALS}0-9０-９]*|[{_NUMERALS}]+")
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")
_PLAIN = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("，"): None, ord(","): None, ord("．"): "."}
_VAGUE_BEFORE = frozenset("几幾数數")
_ABOUT = frozenset("好上近约約成")
"""Characters that make a numeral vague that begins with a power of ten: 上百, but not 镜上七道."""
_VAGUE_AFTER = frozenset("几幾余餘多来數数")
_COUNTERS = frozenset(
    "个個名人位年天日月岁歳歲里丈尺寸斤两道招条條枚颗顆座层層階回度つ匹頭头本冊杯件次代级級段步只隻口把张張間间家户戶名支根块塊"
    "匹滴艘架辆輛台棵株朵封篇章卷节節秒分時时刻点點号號円元文钱錢组組队隊群对對双雙排圈声聲拳掌剑剣刀枪槍箭倍成折割番周週重阶品星转転轉米公メキクヶケか"
)
"""Characters before which a single numeral counts something."""
_RANGE_MARKS = frozenset("～~〜、・")
_MEASURED = frozenset("丈尺斤里石")
"""Units after which a numeral counts the next smaller one: 丈二 is one *zhang* and two *chi*."""
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖参參陸貳弐拾佰仟")
_ROUND = frozenset("十百千万萬亿億兆")


def value_of(text: str) -> float | None:
    """What a numeral is worth: 三百二十 is 320, 1億2千万 is 120,000,000, 二〇一八 is 2018.

    ``None`` for two digits side by side that are a range (三五), or for what is none."""
    plain = text.translate(_PLAIN)
    tokens = _TOKEN.findall(plain)
    if len(tokens) > 1 and all(token in _DIGITS for token in tokens):
        if len(tokens) < 3 and "〇" not in plain and "零" not in plain:
            return None
        return float("".join(str(_DIGITS[token]) for token in tokens))
    total = section = 0.0
    number: float | None = None
    for token in tokens:
        if token[0].isascii():
            if number is not None:
                return None
            number = float(token)
        elif token in _DIGITS:
            if number:
                return None
            number = float(_DIGITS[token])
        elif token in _TENS:
            section, number = section + _TENS[token], None
        elif token in _POWERS:
            section, number = section + (1.0 if number is None else number) * _POWERS[token], None
        else:
            myriad = _MYRIADS[token]
            count = section + (number or 0.0)
            if not count and not total:
                count = 1.0
            total = (total + count) * myriad if total < myriad else total + count * myriad
            section, number = 0.0, None
    return total + section + (number or 0.0)


def _is_round(text: str) -> bool:
    """Whether a numeral is all powers of ten: 千万 is *by all means* as well, but 十万 and 百万 are numbers."""
    return _ROUND.issuperset(text) and not (text[0] in "十百" and text[1:] in _MYRIADS)


_RANGE = re.compile(r"([0-9０-９]{1,6})([～~〜\-–—、・]|から)([0-9０-９]{1,6})")


def _ranges(text: str) -> Iterator[Number]:
    """What a range may come to in a translation: *12～3* is 12 to 13, *2～30* is 20 to 30."""
    for match in _RANGE.finditer(text):
        low, high = (int(match[group].translate(_PLAIN)) for group in (1, 3))
        if high < low:
            scale = 10 ** len(match[3])
            yield Number(match.start(3), match.end(3), float(low // scale * scale + high), firm=False, vague=True)
        elif not low or high % 10 == 0:
            yield Number(
                match.start(1), match.end(1), float(low * 10 ** (len(match[3]) - len(match[1]))), False, vague=True
            )


_BETWEEN = re.compile(r"([十百千万亿]?)([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]*)")


def _between(text: str) -> tuple[float, ...]:
    """The ends of a range of neighbouring digits: 五六十 is 50 to 60, 十五六 is 15 to 16; nothing for what is none."""
    match = _BETWEEN.fullmatch(text)
    if match is None:
        return ()
    ends = [value_of(f"{match[1]}{digit}{match[4]}") for digit in match.group(2, 3)]
    return tuple(end for end in ends if end is not None)


_DECIMAL = re.compile("([零〇一二两三四五六七八九十百]{1,5})[点米]([零〇一二三四五六七八九]+)(?![十百千万亿点分米])")


def _decimals(text: str) -> Iterator[Number]:
    """Numerals with a decimal point: 一点八九 is 1.89. They may be times of the day as well."""
    for match in _DECIMAL.finditer(text):
        whole = value_of(match[1])
        if whole is not None:
            digits = "".join(str(_DIGITS[digit]) for digit in match[2])
            yield Number(match.start(), match.end(), float(f"{whole:.0f}.{digits}"), firm=False, vague=True)


_HALF = re.compile("半(?:个|個|ヶ|か|カ)?(?=[年月日天時时])|(?<=年)半")


def _halves(text: str) -> Iterator[Number]:
    """A half that counts something: 半年 is half a year."""
    for match in _HALF.finditer(text):
        yield Number(match.start(), match.end(), 0.5, firm=False, vague=True, unit=text[match.end() : match.end() + 1])


def numbers_in(text: str) -> Iterator[Number]:
    """The numbers in a text. A numeral that is part of a longer word has to be told by who knows the words."""
    yield from _ranges(text)
    yield from _halves(text)
    yield from _decimals(text)
    for match in _RUN.finditer(text):
        start, end = match.span()
        value = value_of(match[0])
        before, after = text[start - 1 : start], text[end : end + 1]
        if value is None and (span := _between(match[0])):
            for each in span:
                yield Number(start, end, each, firm=False, vague=True, unit=after)
            continue
        if value is None:
            for at, character in enumerate(match[0]):
                if character in _DIGITS:
                    yield Number(start + at, start + at + 1, float(_DIGITS[character]), firm=False, vague=True)
            continue
        digits = match[0][0] in "0123456789０１２３４５６７８９"
        vague = (before in _VAGUE_BEFORE and not digits) or after in _VAGUE_AFTER
        vague = vague or (before in _ABOUT and match[0][0] in _ROUND)
        fraction = "分之" in text[max(0, start - 3) : end + 2] or "分の" in text[max(0, start - 3) : end + 2]
        if digits:
            firm = not fraction and not {before, after} & _RANGE_MARKS
        elif len(match[0]) > 1:
            firm = not vague and not fraction and not _is_round(match[0])
        else:
            firm = 3 <= value <= 10 and after in _COUNTERS and not vague and not fraction and before not in ("第", "初")
        loose = (len(match[0]) > 1 and _is_round(match[0])) or before in _MEASURED or match[0] in _FORMAL
        is_range = bool({before, after} & _RANGE_MARKS) and digits
        yield Number(start, end, value, firm, vague or fraction or is_range or loose, after)
