"""Chinese numbers, with a measure or without, and the hours of the old clock."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_POWERS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_NUMBER = "[零〇一二三四五六七八九两兩十百千万萬亿億]+"
_MEASURES = {
    "丈": "zhang", "尺": "chi", "寸": "cun", "里": "li", "斤": "jin", "钱": "qian", "石": "dan", "亩": "mu",
    "年": "year", "天": "day", "日": "day", "月": "month", "人": "person", "次": "time", "步": "step",
    "岁": "year of age", "顷": "qing",
    "个时辰": "double hour", "时辰": "double hour", "刻": "quarter of an hour", "刻钟": "quarter of an hour",
    "炷香": "incense stick", "柱香": "incense stick", "盏茶": "cup of tea", "分钟": "minute", "小时": "hour",
    "息": "breath", "成": "tenth",
}  # fmt: skip
_INVARIABLE = frozenset("zhang chi cun li jin qian dan mu qing".split())
_PLURALS = {
    "person": "people", "year of age": "years of age", "quarter of an hour": "quarters of an hour",
    "cup of tea": "cups of tea",
}  # fmt: skip
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_BRANCH_NAMES = "Zi Chou Yin Mao Chen Si Wu Wei Shen You Xu Hai".split()
_CLOCK = re.compile(f"([{_BRANCHES}])时(?:([一二三四五六七])刻|(初|正))?")
_MEASURED = re.compile(f"(半|{_NUMBER})({'|'.join(sorted(_MEASURES, key=len, reverse=True))})?(半)?(之?后|之?前)?")
_ZHANG_AND_CHI = re.compile("([一二三四五六七八九]?)丈([一二三四五六七八九])")
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def value(text: str) -> int | None:
    """The number that Chinese numerals write: 三万 is 30,000; ``None`` for what is no number."""
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _POWERS:
            section += (digit or 1) * _POWERS[character]
            digit = 0
        elif character in _MYRIADS:
            total = (total + section + digit or 1) * _MYRIADS[character]
            section = digit = 0
        else:
            return None
    return total + section + digit


def in_words(number: int) -> str:
    """A number as English writes it: in a word up to twelve, in figures above."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def rendered(run: str) -> str:
    """A run that is a number, a measure or an hour in English; empty when it is none of them."""
    if _MEASURES.get(run) in _INVARIABLE:
        return _MEASURES[run]
    if clock := _CLOCK.fullmatch(run):
        return _hour(clock)
    if length := _ZHANG_AND_CHI.fullmatch(run):
        first, second = value(length[1] or "一"), value(length[2])
        return f"{in_words(first or 1)} zhang {in_words(second or 0)} chi"
    measured = _MEASURED.fullmatch(run)
    if measured is None or (len(run) == 1 and run not in "万萬亿億"):
        return ""
    measure = _MEASURES.get(measured[2] or "", "")
    half = " and a half" if measured[3] else ""
    when = (" later" if "后" in measured[4] else " before") if measured[4] else ""
    if when and not measure:
        return ""
    if measured[1] == "半":
        return f"half a {measure}{when}" if measure and not half else ""
    number = value(measured[1])
    if number is None or (half and not measure):
        return ""
    if run in "万萬":
        return "ten thousand"
    if run in "亿億":
        return "hundred million"
    plural = measure if measure in _INVARIABLE else _PLURALS.get(measure, f"{measure}s")
    counted = measure if number == 1 and not half else plural if measure else ""
    return " ".join(filter(None, (in_words(number) + half, counted))) + when


def _hour(clock: re.Match[str]) -> str:
    """An hour of the old clock with its time: each of the twelve takes two of ours, the first begins at eleven at
    night; a quarter is fifteen minutes."""
    number = _BRANCHES.index(clock[1])
    name = f"the hour of {_BRANCH_NAMES[number]}"
    minutes = ((number * 2 - 1) % 24) * 60
    if clock[2]:
        quarters = _DIGITS[clock[2]]
        minutes += quarters * 15
        name = f"{in_words(quarters)} {'quarter' if quarters == 1 else 'quarters'} into {name}"
    elif clock[3]:
        minutes += 60 if clock[3] == "正" else 0
        name = f"the {'middle' if clock[3] == '正' else 'beginning'} of {name}"
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{name} ({(hours - 1) % 12 + 1}:{rest:02} {'a.m.' if hours < 12 else 'p.m.'})"
