"""The words of a text in forms that are fast to search, worked out once for each text and shared by the rules.

A regular expression that starts with a set of characters tries it at every character, one that starts with a single
character finds that at the speed of memory. So what asks for *any* capital looks at the *shape* of a text, in which
all capitals are the same. Positions in all forms are those of the text.
"""

from __future__ import annotations

from functools import lru_cache

_TEXTS = 2
"""Texts remembered: the one at hand, and the changed paragraphs of it that rules look at in between."""
_SETS = 4
"""Texts whose tokens are remembered."""

_tokens: dict[str, set[str]] = {}


def tokens(prose: str) -> set[str]:
    """The distinct tokens of a text, a token being what stands between white space; perhaps with others that a former
    version of the text had."""
    known = _tokens.get(prose)
    if known is None:
        known = set(prose.split())
        remember_tokens(prose, known)
    return known


def remember_tokens(prose: str, known: set[str]) -> None:
    """Say what `tokens` shall answer for a text."""
    _tokens.pop(prose, None)
    _tokens[prose] = known
    while len(_tokens) > _SETS:
        del _tokens[next(iter(_tokens))]


@lru_cache(maxsize=_TEXTS)
def latin(prose: str) -> bytes:
    """The text in a byte for each code point; ``?`` for those beyond Latin-1."""
    return prose.encode("latin-1", "replace")


def _shape(code: int) -> int:
    character = chr(code)
    if code < 128 and character.isalpha():
        return ord("A" if character.isupper() else "a")
    return code if character in " -\n" else ord(".")


def _small(code: int) -> int:
    character = chr(code).lower()
    return ord(" ") if character in '\n"(?' else ord(character)


_SHAPES = bytes(map(_shape, range(256)))
_SMALL = bytes(map(_small, range(256)))


@lru_cache(maxsize=_TEXTS)
def shape(prose: str) -> bytes:
    """The text with ``A`` for each capital of ASCII, ``a`` for each small letter of ASCII, and ``.`` for everything
    else but blanks, hyphens and line ends."""
    return latin(prose).translate(_SHAPES)


@lru_cache(maxsize=_TEXTS)
def small_letters(prose: str) -> bytes:
    """The text in small letters, with a blank for line ends, opening brackets, straight quotes, and all that is beyond
    Latin-1, such as typographic quotes and dashes."""
    return latin(prose).translate(_SMALL)
