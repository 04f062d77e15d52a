"""What a chapter heading is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

PAGE_MARK = re.compile(r"[(\[（【][ \t]{0,3}\d{1,4}[ \t]{0,3}[/／][ \t]{0,3}\d{1,4}[ \t]{0,3}[)\]）】]")
"""A page or part marker, *(1/2)*."""

_MARK_AT_END = re.compile(rf"(?:[ \t]{{0,3}}{PAGE_MARK.pattern})+[ \t]*$")
_LINE = re.compile(
    r"(?P<lead>[#*_=~ \t\u3000]{0,8})"
    r"(?:(?P<word>chapter|chap|ch|episode|ep|volume|vol|section)(?:\.[ \t]?|[ \t]+|(?=\d))"
    r"(?:no\.?[ \t]?|\#)?(?P<number>\d{1,5}(?:\.\d{1,3})?|[ivxlc]{1,8}(?![\w'’]))"
    r"|第[ \t]{0,2}(?P<source>\d{1,5}|[零〇一二三四五六七八九十百千两兩]{1,9})[ \t]{0,2}(?P<unit>[章回话話卷巻]))"
    r"(?P<joint>[ \t]*[:：.\-–—|~]{0,3}[ \t\u3000]*)(?P<title>[^\n]{0,120})",
    re.IGNORECASE,
)
_UNITS = {"章": "Chapter", "回": "Chapter", "话": "Episode", "話": "Episode", "卷": "Volume", "巻": "Volume"}
_WORDS = {"chap": "chapter", "ch": "chapter", "ep": "episode", "vol": "volume"}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line and its parts; positions count from the start of the line.

    ``start`` is where its first word stands, after ``#`` and the like; ``title_start`` where the title or the end
    of the line does. ``word`` is as written, ``kind`` its full form in small letters, ``number`` without leading
    zeros, ``joint`` what stands between number and title, ``mark`` a page marker at the end of the title.
    ``source``: it is still in Chinese.
    """

    start: int
    title_start: int
    word: str
    kind: str
    number: str
    joint: str
    title: str
    mark: str = ""
    source: bool = False


def chinese_number(text: str) -> int:
    """The number that Chinese numerals write, up to 9,999: 九百六十四 is 964, 一二 is 12."""
    if text.isdigit() and text.isascii():
        return int(text)
    if not any(c in _POWERS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for character in text:
        if character in _POWERS:
            total += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


@lru_cache(maxsize=1_000)
def parse_heading(line: str) -> Heading | None:
    """The parts of a line that is a chapter heading: a word for a chapter, a number, and a title or nothing.

    A title starts with a capital or follows a mark, and is no sentence that ends with a full stop.
    """
    match = _LINE.fullmatch(line.rstrip())
    if match is None:
        return None
    marked = _MARK_AT_END.search(match["title"])
    title = match["title"][: marked.start()] if marked else match["title"]
    if title.endswith((".", ",", ";")) and not title.endswith("..."):
        return None
    if title[:1].islower() and not match["joint"].strip():
        return None
    word = match["word"] or _UNITS[match["unit"]]
    number = match["number"] or str(chinese_number(match["source"]))
    if number.lower() in ("i", "c", "l") and title and not match["joint"].strip():
        return None
    return Heading(
        match.start("word") if match["word"] else match.end("lead"),
        match.start("title"),
        word,
        _WORDS.get(word.lower(), word.lower()),
        (number.lstrip("0") or "0") if number[0].isdigit() else number.upper(),
        match["joint"] if title else "",
        title,
        marked[0] if marked else "",
        source=match["word"] is None,
    )
