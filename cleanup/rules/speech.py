"""How prose says who speaks: the verbs, and the shape of the clause before or after a quotation."""

from __future__ import annotations

import re

VERBS = (
    "said|says|asked|asks|replied|answered|responded|added|continued|explained|shouted|cried|yelled|exclaimed|called|roared|"
    "screamed|whispered|murmured|muttered|mumbled|remarked|observed|declared|announced|insisted|protested|agreed|admitted|"
    "argued|began|begged|pleaded|demanded|inquired|enquired|wondered|thought|interrupted|suggested|snapped|sneered|snorted|"
    "laughed|chuckled|giggled|smiled|grinned|sighed|groaned|growled|hissed|sobbed|stammered|stuttered|repeated|retorted|"
    "warned|ordered|commanded|urged|joked|teased|complained|grumbled|scolded|reminded|praised|told"
)
PRONOUNS = frozenset("he she they it i we you who someone somebody everyone everybody nobody".split())

_NAME = r"[A-Z][\w’'-]*(?:[ \u00a0](?:[A-Z][\w’'-]*|of|the|martial|senior|junior|elder|brother|sister|master|uncle|aunt|old|young|little))*"

TAG_BEFORE = re.compile(rf"\b(?:{VERBS})\b[^.!?]{{0,80}}[,:]\s*\Z")
"""The end of a clause that introduces a quotation: *Li Mu said, “*."""

NEW_TAG = re.compile(rf"\s*(?P<who>{_NAME})[ \u00a0](?:[a-z]+ly )?(?:{VERBS})\b[^.!?“”\"]{{0,80}}[,:]\s*\Z")
"""A whole clause between two quotations that introduces the second: *”Li Mu said: “*."""

TAG_AFTER = re.compile(
    rf"\s*(?:(?:{VERBS})\b|(?:{_NAME}|he|she|they|it|we|I|the [a-z]+(?: [a-z]+)?)[ \u00a0](?:[a-z]+ly )?(?:{VERBS})\b)"
)
"""The start of a clause after a quotation that says who spoke: *,” said Lei* or *,” he said*."""


def same_speaker(before: str, who: str) -> bool:
    """Whether the clause ``before`` a quotation may have the speaker ``who`` as its subject.

    A clause that starts with a pronoun has another subject than a person named only afterwards: *They looked at Li Mu and
    said, “What?” Li Mu said: …*
    """
    clause = re.split(r"[.!?]\s+", before.strip())[-1]
    first = clause.split(maxsplit=1)[0].lower() if clause.split() else ""
    if first in PRONOUNS:
        return False
    return any(re.search(rf"\b{re.escape(word)}\b", clause) for word in who.split() if word[:1].isupper())
