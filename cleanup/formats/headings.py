"""Recognises chapter headings and titles among the lines of a plain text."""

from __future__ import annotations

import re

_LONGEST = 120
_NUMBER = (
    r"(?:\d+(?:\.\d+)?|[IVXLC]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|first|second|third|fourth|fifth)"
)
_NUMBERED = re.compile(
    r"(?:chapter|ch\.?|chap\.?|volume|vol\.?|book|part|episode|ep\.?|arc|act|scene|section|season|side story|extra"
    rf"|interlude|bonus chapter)[ \t]*(?:no\.?[ \t]*)?{_NUMBER}\b(?P<rest>.*)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:prologue|epilogue|interlude|foreword|preface|afterword|introduction|intermission|table of contents|contents"
    r"|glossary|(?:author|translator|editor)['’]?s? notes?)(?P<rest>\s*(?:[:–—-].*|\(.*\)|\d+.*)?)",
    re.IGNORECASE,
)
_WORDED = re.compile(
    "ch|vol|book|part|ep|arc|act|sc|se|side|extra|inter|bonus|prol|fore|pref|after|intro|table|cont|gloss|author|transl"
    "|editor",
    re.IGNORECASE,
)
"""How each of the two starts: most lines are told from that."""
_WORDED_STARTS = frozenset("abcefgipstvABCEFGIPSTVİıſ")
_SOURCE_SCRIPT = re.compile(r"第[\d零〇一二三四五六七八九十百千两]+[章回卷节集話话部].*")
_BARE_NUMBER = re.compile(r"(?:\d{1,4}|[IVXLC]{1,7})\.?")
_SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", ",", ";", ":", "”", "’", '"', "'", "」", ")")
_SMALL = re.compile(r"[a-z]{1,3}$")
_LONGER_SMALL = frozenset(("from", "with", "into", "over"))


def is_heading(line: str) -> bool:
    """Whether a line, without space around it, is a heading by its looks: *Chapter 12: Title*, *Prologue*, *XII*."""
    first = line[:1]
    if len(line) > _LONGEST:
        return False
    if first in _WORDED_STARTS and _WORDED.match(line):
        match = _NUMBERED.fullmatch(line) or _ALONE.fullmatch(line)
        if match:
            rest = match["rest"].strip()
            if not rest or rest[0] in ":-–—(|/,.&~[：、·":
                return True
            return _is_title_case(rest) and not rest.endswith(".")
    if first == "第" and _SOURCE_SCRIPT.fullmatch(line):
        return True
    if (first in "IVXLC" or first.isdigit()) and _BARE_NUMBER.fullmatch(line):
        return True
    return line.isupper() and _is_shouted(line)


def is_title(line: str) -> bool:
    """Whether a line that stands first or under a heading reads as a title: short, capitalised, no final mark."""
    return len(line) <= 80 and not line.endswith(_SENTENCE_END) and line[:1] not in "“\"'‘”" and _is_title_case(line)


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if not word.isdigit()]
    if not words or not (words[0][0].isupper() or not words[0][0].islower()):
        return False
    return all(not word[0].islower() or _SMALL.match(word) or word in _LONGER_SMALL for word in words)


def _is_shouted(line: str) -> bool:
    if " " not in line or line.endswith(_SENTENCE_END):
        return False
    return sum(map(str.isalpha, line)) > len(line) / 2
