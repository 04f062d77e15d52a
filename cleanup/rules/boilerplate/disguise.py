"""Addresses of reading sites that are disguised: written in letters of other uses, or broken up by marks.

A site hides its name so that no filter finds it in a copied text: *𝓯𝓻𝓮𝓮𝓫𝓸𝓸𝓴𝓼.𝓬𝓸𝓶*, *l/ight/novel[.]com*. Nobody writes
prose like that, so that the place can go as a whole, and must not become a plain address.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cleanup.core.model import Span
from cleanup.language.english import is_word
from cleanup.rules.characters.lookalikes import TWINS

_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_MORE = {"ƒ": "f", "ℓ": "l", "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ο": "o", "ν": "v", "υ": "u", "ѡ": "w", "п": "n"}
_RANGES = (
    (0x1D400, 0x1D800),  # mathematical letters
    (0xFF01, 0xFF5F),  # full-width forms
    (0x249C, 0x24EA),  # letters in brackets and circles
    (0x2100, 0x214A),  # letter-like signs
    (0x1F130, 0x1F18A),  # letters in squares and black circles
)
_SQUARES = ((0x1F130, 0x1F14A), (0x1F150, 0x1F16A), (0x1F170, 0x1F18A))


def _plain_of(code: int) -> str:
    for start, end in _SQUARES:
        if start <= code < end:
            return string.ascii_lowercase[code - start]
    plain = unicodedata.normalize("NFKC", chr(code)).strip("()").lower()
    return plain if len(plain) == 1 and plain.isascii() else ""


_PLAIN = {
    **{code: plain for start, end in _RANGES for code in range(start, end) if (plain := _plain_of(code))},
    **{ord(fancy): plain for fancy, plain in (*_SMALL_CAPITALS.items(), *_MORE.items(), *TWINS.items())},
}
"""What a letter in disguise stands for, by its code; a letter each, so that positions hold."""
_FANCY = "[" + "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in _RANGES) + "".join(_SMALL_CAPITALS) + "ƒɡℓ]"
_MARKS = r"()\[\]{}/|*_~"
GATE = (
    rf"{_FANCY}|[A-Za-z0-9][{_MARKS}]+[A-Za-z0-9.]|^\W?[(\[][A-Za-z][)\]][A-Za-z]|n[0o]v[e3][1l]|n0v|[a-z]\[?\.\]?[a-z]"
)
_TOP = r"(?:com|net|org|info|me|cc|io|co|xyz|top|site|online|club|pub|vip|app|love|world|live|fun|us)"
_DOMAIN = re.compile(rf"(?:www\.)?[a-z0-9][a-z0-9-]{{2,40}}(?:\.[a-z0-9-]{{2,30}}){{0,2}}\.{_TOP}(?![a-z0-9])")
_NAME = re.compile(rf"(?<![a-z0-9])[a-z0-9{_MARKS}](?:[a-z0-9{_MARKS}]|[.](?=[a-z0-9{_MARKS}])){{5,60}}")
_STEM = re.compile(r"novel|wuxia|manhua|manhwa|webtoon|royalroad|scribblehub|fanfic")
_FIGURES = str.maketrans("0134578", "oieastb")
_PIECES = re.compile(rf"[{_MARKS}]+")
_END = re.compile(rf"[\[(]?[.][\])]?{_TOP}\Z")
_FANCY_LETTERS = frozenset(map(chr, _PLAIN))
_ASCII = bytes(range(128))
_LETTER = "A-Za-z\u0130\u0131\u017f\u212a"
"""The last four are letters of ASCII in another case."""
_BROKEN_GATES = (
    re.compile(rf"[013457](?<=[{_LETTER}].)[{_LETTER}]"),
    re.compile(rf"[{_MARKS}](?<=[{_LETTER}0-9.].)[{_MARKS}]*[{_LETTER}0-9.]"),
)
"""Without one of these, what is written in plain letters is in no disguise. What is rare comes first: a search that
starts with a letter has something to try at nearly every character."""
_FEWEST_FANCY = 2
_LETTERS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=256)
def disguised(text: str) -> tuple[Span, ...]:
    """Where disguised addresses stand in a paragraph, in order and apart from each other. Linear in time; what was
    found is kept, as rules ask once for each of their findings."""
    return () if next(hints(text), None) is None else _disguised(text)


def hints(text: str) -> Iterator[int]:
    """Places of a text, in no order, near which disguised addresses stand: in a paragraph without one there is none."""
    for gate in _BROKEN_GATES:
        for match in gate.finditer(text):
            yield match.start()
    if not text.isascii():
        beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
        # Few of a thousand letters stand in a text; a search for all of them takes as long as a rule for all else.
        for letter in _FANCY_LETTERS.intersection(beyond):
            yield from (match.start() for match in re.finditer(letter, text))


def _disguised(text: str) -> tuple[Span, ...]:
    small = "".join([c.lower() if len(c.lower()) == 1 else c for c in text])
    plain = small.translate(_PLAIN)
    found: list[Span] = []
    if plain != small:
        for match in _DOMAIN.finditer(plain):
            start, end = match.span()
            if sum(map(str.__ne__, small[start:end], plain[start:end])) >= _FEWEST_FANCY:
                found.append(Span(_first_label(small, plain, start, end), end))
    for span in _names(small, plain):
        if not any(span.start < other.end and other.start < span.end for other in found):
            found.append(span)
    return tuple(sorted(found))


def _first_label(small: str, plain: str, start: int, end: int) -> int:
    """Where an address begins, without the end of a sentence that is glued to it."""
    at = start
    while (stop := plain.find(".", at, end)) >= 0 and small[at:stop] == plain[at:stop] and plain[at:stop] != "www":
        at = stop + 1
    return at if plain.find(".", at, end) >= 0 else start


def _names(small: str, plain: str) -> Iterator[Span]:
    """Names of sites with fancy letters, figures for letters, or marks in the middle."""
    for match in _NAME.finditer(plain):
        start, end = match.span()
        while end > start and plain[end - 1] in "/|*_~[({":
            end -= 1
        written = plain[start:end]
        end -= _surplus(written)
        start += _surplus(written[::-1].translate(str.maketrans("()[]{}", ")(][}{")))
        written = plain[start:end]
        bare = "".join(_LETTERS.findall(written.translate(_FIGURES)))
        stem = _STEM.search(bare)
        if stem is None or len(bare) < len(stem[0]) + 2:
            continue
        if small[start:end] != written or _is_broken(written, stem[0]):
            yield Span(start, end)


def _surplus(written: str) -> int:
    """Brackets at the end that nothing in the word opens."""
    number = 0
    while written[-1 - number : len(written) - number] in (")", "]", "}"):
        opening = {")": "(", "]": "[", "}": "{"}[written[-1 - number]]
        if written.count(opening) >= written.count(written[-1 - number]):
            break
        number += 1
    return number


def _is_broken(written: str, stem: str) -> bool:
    """Whether marks or figures stand in the middle of words, as nobody writes them."""
    name = _END.sub("", written)
    if stem not in name and re.search(r"[a-z][013457][a-z]", name):
        return True
    pieces = [piece for piece in _PIECES.split(name) if piece]
    if len(pieces) < 2 or stem in pieces or all(is_word(piece) for piece in pieces):
        return False
    return not any(stem in piece for piece in pieces) or any(len(piece) < 3 for piece in pieces)


def without_disguised(text: str) -> str:
    """The text without them."""
    parts, position = [], 0
    for start, end in disguised(text):
        parts.append(text[position:start])
        position = end
    return "".join([*parts, text[position:]])
