"""What a source in XML or HTML is made of."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from cleanup.formats.markup.references import resolved


class Kind(Enum):
    """The kinds of tokens. Comments, instructions and declarations are none."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"
    CDATA = "cdata"
    REFERENCE = "reference"


class Token(NamedTuple):
    """A stretch of the source, in code points. ``name`` is that of an element, or the text that a reference stands for
    (empty when that is not known). The end of an element that is empty by itself (``<br/>``) has no length."""

    kind: Kind
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """The value of an attribute: what it means, and where it stands (``quote``: between which marks)."""

    value: str
    start: int
    end: int
    quote: str


_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s=/>"'][^\s=/>]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")
_NAME = re.compile(r"<[^\s/>]*+")


def attributes(source: str, token: Token, *, fold: bool = False) -> dict[str, Attribute]:
    """The attributes of the tag that a token is; ``fold``: by their names in small letters."""
    found: dict[str, Attribute] = {}
    name = _NAME.match(source, token.start, token.end)
    position = name.end() if name else token.end
    while match := _ATTRIBUTE.match(source, position, token.end):
        position = match.end()
        group = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        value = match[group] if group else ""
        start, end = match.span(group) if group else (position, position)
        key = match[1].lower() if fold else match[1]
        found.setdefault(key, Attribute(resolved(value), start, end, ("", "", '"', "'", "")[group]))
    return found
