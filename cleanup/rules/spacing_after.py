"""Space after punctuation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.english import ABBREVIATIONS, SPEECH_VERBS, is_spelled
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Scope, Stage, rule

_GLUED = re.compile(
    r"[,;:!?.](?=[^\W\d_])(?:(?<=[^\W\d_][,;])|(?<=[a-z]:)|(?<=[a-z][!?.])(?=[A-Z])|(?<=[!?][!?])(?=[A-Z]))"
)
_LEFT = re.compile(r"[^\s“”\"()]{1,40}\Z")
_RIGHT = re.compile(r"[^\s“”\"()]{1,40}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CODE = frozenset("=<>&/\\@#_|{}[]+*$%")
_STARTERS = frozenset("The He She They It We You I But And Then When This That There His Her After Before".split())
"""Words that begin a sentence after whatever name, and end no domain and no file name."""
_FILE_ENDINGS = frozenset(
    "com net org js io py md txt html htm exe doc pdf jpg png gif zip mp avi ai app tv co me info".split()
)


@rule(
    "spacing-after-mark",
    Stage.TYPOGRAPHY,
    examples=[
        Example("He came,saw and won.", "He came, saw and won."),
        Example("It was late;nobody spoke. What?!He left.", "It was late; nobody spoke. What?! He left."),
        Example("That was the end.Next day he left.", "That was the end. Next day he left."),
        Example("He looked at Lei.The room was dark.", "He looked at Lei. The room was dark."),
        Example("Li Mu said:it’s late.", "Li Mu said: it’s late."),
        Example("red,green,blue", "red,green,blue"),
    ],
    keeps=[
        "It is 1,000 or 3.5, at 3:30, version 2.0.1, No.1.",
        "He has a Ph.D. from the U.S.A. and J.R.R. Tolkien’s e.g. or i.e. books",
        "System.out and Node.Js and example.Com, C:drive, Re:Zero, std::x",
        "a,b and f(x,y)",
        "key=a;b=c",
        "&nbsp;word",
        ":smile: and :D",
    ],
    needs=",;:!?.",
    token=_GLUED.pattern,
    scope=Scope.BLOCK,
)
def after_mark(document: Document, context: Context) -> Iterator[Finding]:
    """No space after a punctuation mark between two words.

    Certain between words of at least two letters; after a full stop only when both are in the dictionary or the
    second begins many a sentence (*Li Mu.He left*), after a colon only when a verb of speech stands before it. Lists
    without any spaces (*red,green,blue*) are suggested; abbreviations, names of sites and files, and figures are not
    touched.
    """
    prose = document.prose
    for match in _GLUED.finditer(prose):
        end = match.end()
        at = match.start()
        while prose[at - 1] in "!?":
            at -= 1
        left, right = _LEFT.search(prose, max(at - 40, 0), at), _RIGHT.match(prose, end)
        if left is None or right is None or _CODE & set(left[0] + right[0]):
            continue
        before, after = left[0], right[0].rstrip(".,;:!?…’'")
        if len(before) < 2 or (len(after) < 2 and after not in ("I", "A", "a")):
            continue
        plain = _WORD.fullmatch(before) is not None and _WORD.fullmatch(after) is not None
        mark = match[0]
        if mark in ".:":
            if not plain or prose[right.end() : right.end() + 1] == "(" or not _may_end(mark, before, after):
                continue
            plain = mark == ":" or after in _STARTERS or (is_spelled(before) and is_spelled(after))
        message = f"No space after “{before}{prose[at:end]}”"
        yield mend("spacing-after-mark", end, end, " ", message, sure=plain)


def _may_end(mark: str, before: str, after: str) -> bool:
    if mark == ":":
        return before.lower() in SPEECH_VERBS
    if before.lower() in ABBREVIATIONS or after.lower() in _FILE_ENDINGS:
        return False
    return before.islower() or (before.istitle() and after in _STARTERS)


RULES = (after_mark,)
