"""Which rules a text concerns at all, told from its characters and tokens before any rule looks at it.

A token is what stands between white space. Most tokens of a chapter were in the chapters before it, so each rule's
pattern is asked about a token once a run, all new tokens of a text at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from cleanup.rules.prose import words
from cleanup.rules.rule import Rule

_ASCII = bytes(range(128))
_UNUSUAL = re.compile(r"^(?![A-Za-z]{4,30}[,.]?$).+", re.MULTILINE)
"""A token that is more than a word of four and more letters, perhaps with a comma or full stop behind it. Most tokens
are just that, and no pattern is asked about them."""
_MOST_TOKENS = 400_000
"""Tokens remembered, some 30 MB; then it starts anew."""


class Features:
    """What a text has: its distinct tokens, and its distinct characters beyond ASCII."""

    def __init__(self, prose: str, tokens: set[str] | None = None) -> None:
        self.prose = prose
        self.flagged: set[str] | None = None  # the tokens that some gate opens for, once that was asked
        if tokens is not None:
            self.tokens = tokens
            words.remember_tokens(prose, tokens)

    @cached_property
    def tokens(self) -> set[str]:
        """What stands between white space."""
        return words.tokens(self.prose)

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The characters beyond ASCII."""
        return frozenset() if self.prose.isascii() else _beyond_ascii(self.prose)


def _beyond_ascii(prose: str) -> frozenset[str]:
    encoded = prose.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return frozenset(encoded.decode("utf-8", "surrogatepass"))


class Gates:
    """The gates of some rules, and what they said of the tokens met so far."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._carriers: dict[str, set[str]] = {}
        self._patterns = []
        self._ascii: dict[str, str] = {}
        self._foreign: dict[str, frozenset[str]] = {}
        for rule in rules:
            if rule.needs:
                self._ascii[rule.id] = "".join(c for c in rule.needs if c.isascii())
                self._foreign[rule.id] = frozenset(c for c in rule.needs if not c.isascii())
            if rule.token is not None:
                self._carriers[rule.id] = set()
                self._patterns.append((rule.token, self._carriers[rule.id]))
        self._known: set[str] = set()
        self._flagged: set[str] = set()

    def learn(self, features: Features) -> None:
        """Ask the patterns about the tokens that were not met before; to be called before `concern`."""
        new = features.tokens - self._known
        if not new or not self._patterns:
            return
        if len(self._known) > _MOST_TOKENS:
            self._known.clear()
            self._flagged.clear()
            for carriers in self._carriers.values():
                carriers.clear()
            new = features.tokens
        lines = "\n".join(_UNUSUAL.findall("\n".join(new)))
        flagged = self._flagged
        for pattern, carriers in self._patterns:
            end = -1
            for match in pattern.finditer(lines):
                if match.start() > end:
                    start = lines.rfind("\n", 0, match.start()) + 1
                    end = lines.find("\n", match.start())
                    end = len(lines) if end < 0 else end
                    token = lines[start:end]
                    carriers.add(token)
                    flagged.add(token)
        self._known |= new

    def concern(self, rule: Rule, features: Features) -> bool:
        """Whether the rule may find something in a text."""
        if rule.needs and features.foreign.isdisjoint(self._foreign[rule.id]):
            prose = features.prose
            if not any(c in prose for c in self._ascii[rule.id]):
                return False
        if rule.token is None:
            return True
        if features.flagged is None:
            features.flagged = features.tokens & self._flagged  # a few of the hundreds that a text has
        return not features.flagged.isdisjoint(self._carriers[rule.id])
