"""A text with the differences taken out that do not tell names apart: case, accents, kinds of separator.

Folding keeps the length, so that a position in the folded text is a position in the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SEPARATORS = frozenset(" \n-'’·\u00a0\u2010\u2011")
"""What may stand between two parts of a name (one character)."""


def _base(character: str) -> str:
    """The letter without its marks, if that is one ASCII letter; other letters and digits stay; the rest becomes a
    space."""
    plain = unicodedata.normalize("NFD", character)
    if plain and plain[0].isascii() and plain[0].isalpha():
        return plain[0].lower()
    if character in "øØ":
        return "o"
    if character in "łŁ":
        return "l"
    if character in "đĐ":
        return "d"
    lower = character.lower()
    if character.isalnum() and len(lower) == 1:
        return lower
    return character if character.isalnum() else " "


class _Table(dict[int, str]):
    """A translation table that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _base(chr(code))
        return folded


_TABLE = _Table()
_ASCII = {i: " " for i in range(128) if not chr(i).isalnum()} | {i: chr(i).lower() for i in range(65, 91)}


_ALL_ASCII = bytes(range(128))
_FEW = 30
"""Distinct characters beyond ASCII up to which it is quicker to replace one after the other (a pass at the speed of
memory each) than to look up every character of the text."""


def fold(text: str) -> str:
    """``text`` in lower-case base letters and digits, everything else a space; the same length."""
    if text.isascii():
        return text.translate(_ASCII)
    foreign = set(text.encode("utf-8", "surrogatepass").translate(None, _ALL_ASCII).decode("utf-8", "surrogatepass"))
    if len(foreign) > _FEW or len(text) < 4 * len(foreign):
        return text.translate(_TABLE)
    for character in foreign:
        if (folded := _TABLE[ord(character)]).isascii():
            text = text.replace(character, folded)
    return text.translate(_ASCII if text.isascii() else _TABLE)


@lru_cache(maxsize=100_000)
def fold_form(form: str) -> str:
    """A form as it looks in a folded text: parts separated by one space."""
    if form.isascii() and form.isalnum():
        return form.lower()
    return " ".join(fold(form).split())


def letters(form: str) -> str:
    """Only the folded letters and digits of a form."""
    if form.isascii() and form.isalnum():
        return form.lower()
    return fold(form).replace(" ", "")
