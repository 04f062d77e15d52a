"""What makes a finding the same one in another version of the text: its rule, its words and the words beside it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from cleanup.gate.found import Found

_NEIGHBOURS = 3
"""Words on either side that belong to the identity."""
_REACH = 160
"""Characters that are searched for them."""
_WORDS = re.compile(r"\w+")
OF_WHOLE_TEXTS = ("grammar-spelling", "consistency-")
"""Rules with one finding for all places of a word in a text; where the first of them stands says nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """``text`` is the place with the whole words it touches; ``before`` and ``after`` are the neighbouring words of the
    same line in lower case, without punctuation, so that mending a quote nearby makes no difference."""

    rule: str
    text: str
    before: str = ""
    after: str = ""

    @property
    def digest(self) -> str:
        """The identity in 32 hexadecimal digits."""
        joined = "\0".join((self.rule, self.text, self.before, self.after))
        return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def identity_of(text: str, found: Found) -> Identity:
    """The identity of a finding in its text."""
    start, end = found.span.start, found.span.end
    while start > 0 and found.span.start - start < _REACH and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and end - found.span.end < _REACH and not text[end].isspace():
        end += 1
    words = " ".join(text[start:end].split())
    if found.rule.startswith(OF_WHOLE_TEXTS):
        return Identity(found.rule, " ".join(text[found.span.start : found.span.end].split()))
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    before = _WORDS.findall(text[line:start].lower())[-_NEIGHBOURS:]
    stop = text.find("\n", end)
    after = _WORDS.findall(text[end : min(stop if stop >= 0 else len(text), end + _REACH)].lower())[:_NEIGHBOURS]
    return Identity(found.rule, words, " ".join(before), " ".join(after))
