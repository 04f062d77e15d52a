"""The sounds of a name of which only the English form is known."""

from __future__ import annotations

import re
from functools import cache

from cleanup.names.sound import Slot, sounds

_GRAPHEMES = [
    ("tsch", "ch"), ("sch", "sh"), ("tch", "ch"), ("ough", "oo"), ("sh", "sh"), ("ch", "ch"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("kn", "n"), ("gh", "g"), ("wh", "w"), ("qu", "k"), ("ee", "ii"), ("ea", "ii"), ("ie", "ii"),
    ("oo", "uu"), ("ou", "au"), ("ow", "au"), ("ai", "ee"), ("ay", "ee"), ("ei", "ee"), ("ey", "ee"), ("au", "oo"),
    ("aw", "oo"), ("aa", "aa"), ("uu", "uu"), ("c", "k"), ("q", "k"), ("x", "k s"), ("j", "j"), ("l", "r"), ("y", "i"),
]  # fmt: skip
_TOKEN = re.compile("|".join([g for g, _ in _GRAPHEMES] + ["(?P<double>([bcdfghjklmnpqrstvwxyz])\\2)", "."]))
_SOUND = dict(_GRAPHEMES)


@cache
def latin_slots(word: str) -> tuple[Slot, ...]:
    """The sounds that the letters of a name stand for, as slots. Rougher than from a source script: use with care."""
    names: list[str] = []
    for match in _TOKEN.finditer(word):
        token = match.group()
        if match["double"]:
            token = token[0]
        if token == "ey" and match.end() == len(word):
            names.append("ii")
        elif token == "c" and word[match.end() : match.end() + 1] in ("e", "i", "y"):
            names.append("s")
        else:
            names += _SOUND.get(token, token).split()
    return tuple(sounds(*names))
