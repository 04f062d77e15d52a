"""How prose says who speaks: the verbs, and the shape of the clause before or after a quotation."""

from __future__ import annotations

import re

from cleanup.language.english import PRONOUNS, SPEECH_VERBS, alternation

VERBS = alternation(SPEECH_VERBS)
PAST = alternation(verb for verb in SPEECH_VERBS if verb.endswith(("ed", "aid", "gan")))
"""The forms that a narrator puts before the speaker: *said Lei*, *asked Liu*."""

_TITLE = "of|the|martial|senior|junior|elder|brother|sister|master|uncle|aunt|old|young|little"
_NAME = rf"[A-Z][\w’'-]*+(?:[ \u00a0](?:[A-Z][\w’'-]*+|{_TITLE}))*"

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

    A clause that starts with a pronoun has another subject than a person named only afterwards: *They looked at Li Mu
    and said, “What?” Li Mu said: …*
    """
    clause = re.split(r"[.!?]\s+", before.strip())[-1]
    first = clause.split(maxsplit=1)[0].lower() if clause.split() else ""
    if first in PRONOUNS or first == "i":
        return False
    return any(re.search(rf"\b{re.escape(word)}\b", clause) for word in who.split() if word[:1].isupper())
