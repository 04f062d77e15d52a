"""What people do with their own bodies: *shook his head*, *narrowed her eyes*. The pronoun in it means the subject."""

from __future__ import annotations

import re

_GESTURES = {
    "shook nodded bowed tilted hung cocked lowered raised lifted turned dipped inclined": "head",
    "narrowed closed opened rolled widened lowered raised shut squinted averted": "eyes gaze",
    "furrowed knitted knit wrinkled creased raised arched": "brow brows eyebrow eyebrows forehead",
    "clenched balled gritted ground tightened": "fist fists teeth jaw",
    "pursed pressed licked": "lips",
    "shrugged squared": "shoulders",
    "cleared": "throat",
    "held steadied calmed caught lost controlled": "breath breathing",
    "opened": "mouth",
    "collected composed": "thoughts",
    "craned": "neck",
    "straightened": "back",
    "raised lowered": "voice",
}
_PAIRS = "|".join(
    rf"(?:{'|'.join(verbs.split())}) (?:PRONOUN)(?= (?:own )?(?:{'|'.join(parts.split())})\b)"
    for verbs, parts in _GESTURES.items()
)
_ADVERB = r"(?:(?:[a-z]{2,15}ly|just|only|then|also|even) )?"
PRONOUN = re.compile(r"(?:my|your|his|her|its)\b")
_GESTURE = re.compile(_ADVERB + "(?:" + _PAIRS.replace("PRONOUN", PRONOUN.pattern) + ")")
_REFLEXIVE = re.compile(rf"{_ADVERB}[a-z]{{3,}}(?: (?!to\b|for\b|that\b|and\b)[a-z]+){{0,2}} (?:him|her|it)self\b")


def gesture(prose: str, start: int) -> tuple[int, int] | None:
    """Where the pronoun of a gesture stands whose verb, perhaps with an adverb, begins at ``start``."""
    match = _GESTURE.match(prose, start)
    return (prose.rfind(" ", start, match.end()) + 1, match.end()) if match else None


def reflexive(prose: str, start: int) -> tuple[int, int] | None:
    """Where a reflexive pronoun stands in a clause whose verb begins at ``start``, with nobody between."""
    match = _REFLEXIVE.match(prose, start)
    return (prose.rfind(" ", start, match.end()) + 1, match.end()) if match else None
