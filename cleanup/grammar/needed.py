"""Which paragraphs an engine has to see when only what may be applied is wanted.

`clean` applies the rules of the allow-list and nothing else of what an engine says. What these rules could apply to can
be searched for in a hundredth of the time that an engine takes; a paragraph without any such place needs no engine. The
search may take a place for one that the engine does not mind; it must not miss one (tests say so).
"""

from __future__ import annotations

import re
from functools import cache

from cleanup.grammar.allowlist import ALLOWED

_ARTICLES = frozenset({"EN_A_VS_AN", "AnA"})
_ARTICLE = re.compile(
    r"\b[Aa]\s+(?=[aeiou]|h(?:ei|on|ou)|[a-z](?![a-z]*[aeiouy])[a-z])|"
    r"\b[Aa]n\s+(?=(?!h(?:eir|onest|ono|our))[^aeiouA-Z\W\d_]|u(?!n[^aiu]|p|lt|mb)|e[uw]|on[ce])"
)
"""*A* before what may begin with a vowel as it is spoken, *an* before what may not; letters spelled out (*sms*) may be
either."""
_NEVER = re.compile(r"(?!)")


def may_be_applied_to(text: str) -> bool:
    """Whether anything in a paragraph may be what a rule of the allow-list applies to. Linear in its length."""
    return _ARTICLE.search(text) is not None or any(pattern.search(text) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What the rules other than those of the article point at, each pattern once."""
    found: dict[str, None] = {}
    words: dict[str, None] = {}
    for allowed in ALLOWED:
        if allowed.rule in _ARTICLES:
            continue
        if allowed.words is not None:
            words.update(dict.fromkeys(allowed.words))
        elif allowed.rule == "SENTENCE_WHITESPACE":
            found[r"[a-z]{3}[.!?](?=[A-Z])"] = None
        elif allowed.rule == "CommaFixes":
            found[r"[ \u00a0],"] = None
        elif re.fullmatch(r"i(?:\(.*)?", allowed.matched):
            found[r"(?<!\w)i(?!\w)"] = None
        elif allowed.matched.startswith("(?i:"):
            found[rf"(?<!\w){allowed.matched}(?!\w)"] = None
        else:
            found[allowed.matched] = None
    contractions = rf"(?<!\w)(?i:{'|'.join(words)})(?!\w)" if words else _NEVER.pattern
    return tuple(re.compile(pattern) for pattern in (*found, contractions))
