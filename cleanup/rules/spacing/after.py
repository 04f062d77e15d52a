"""Space after punctuation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.language.english import ABBREVIATIONS, FUNCTION_WORDS, SPEECH_VERBS, is_spelled, is_word
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.prose.places import block_at
from cleanup.rules.rule import Example, Scope, Stage, rule

_GLUED = re.compile(
    r"[,;:!?.](?=[^\W\d_])(?:(?<=[^\W\d_][,;])|(?<=[a-z]:)|(?<=[a-z][!?.])(?=[A-Z])|(?<=[!?][!?])(?=[A-Z])"
    r"|(?<=\d[.!?])(?=[A-Z][a-z])|(?<=\d[,;])(?=[a-z]{2}))"
)
_LEFT = re.compile(r"[^\s“”\"()]{1,40}\Z")
_RIGHT = re.compile(r"[^\s“”\"()]{1,40}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CODE = frozenset("=<>&/\\@#_|{}[]+*$%")
_STARTERS = frozenset("The He She They It We You I But And Then When This That There His Her After Before".split())
"""Words that begin a sentence after whatever name, and end no domain and no file name."""
_INTRODUCED = frozenset(
    """
    a an the one two three four five he she it they we you i his her their our my your this that these those there no
    yes not don’t don't it’s it's what how when where why who if some all each every first nobody nothing everyone
    everything
    """.split()
)
"""Words that begin what a colon after a clause introduces, and are no value of a key."""
_FIGURES = re.compile(r"\d{2,}|\d{1,3}(?:,\d{3})+|\d{1,3}%")
_LOOK = 80
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
        Example("Ada:Go home at once!", "Ada: Go home at once!"),
        Example("He had two sons:one was dead, one lost.", "He had two sons: one was dead, one lost."),
        Example(
            "They met in 1874.She was young in 1870,when it began.",
            "They met in 1874. She was young in 1870, when it began.",
        ),
        Example("red,green,blue", "red,green,blue"),
    ],
    keeps=[
        "It is 1,000 or 3.5, at 3:30, version 2.0.1, No.1.",
        "He has a Ph.D. from the U.S.A. and J.R.R. Tolkien’s e.g. or i.e. books",
        "System.out and Node.Js and example.Com, C:drive, Re:Zero, std::x",
        "They saw Code:Breaker every day. Set the host:port pair and the key:value list.",
        "1.The list, No.5 and 3.He in 2.x",
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
    second begins many a sentence (*Li Mu.He left*), after a colon only when a verb of speech, a speaker's name or a
    clause stands before it (*Ada:Go home!*, not *Re:Zero*), after figures when a word follows that begins a sentence
    or goes on with it. Lists
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
        if before[-1].isdigit():
            if _ends_in_figures(prose, at, before, after):
                yield mend("spacing-after-mark", end, end, " ", f"No space after “{before}{prose[at:end]}”")
            continue
        if len(before) < 2 or (len(after) < 2 and after not in ("I", "A", "a")):
            continue
        plain = _WORD.fullmatch(before) is not None and _WORD.fullmatch(after) is not None
        mark = match[0]
        if mark in ".:":
            if not plain or prose[right.end() : right.end() + 1] == "(":
                continue
            if mark == ":" and before.lower() not in SPEECH_VERBS:
                if not _introduces(document, at - len(before), end, before, after):
                    continue
            elif mark == "." and not _may_end(before, after):
                continue
            plain = mark == ":" or after in _STARTERS or (is_spelled(before) and is_spelled(after))
        message = f"No space after “{before}{prose[at:end]}”"
        yield mend("spacing-after-mark", end, end, " ", message, sure=plain)


def _may_end(before: str, after: str) -> bool:
    if before.lower() in ABBREVIATIONS or after.lower() in _FILE_ENDINGS:
        return False
    return before.islower() or (before.istitle() and after in _STARTERS)


def _introduces(document: Document, start: int, end: int, before: str, after: str) -> bool:
    """Whether the colon before ``end`` stands between a clause or a speaker's name, which begins at ``start``, and the
    words that it introduces: not in a title like *Re:Zero*, nor between a key and its value."""
    if len(before) < 3 or not (before.islower() or before.istitle()) or not is_word(after.replace("’", "'")):
        return False
    prose, block = document.prose, block_at(document, start)
    if block is None:
        return False
    rest = prose[end : block.span.end]
    if before.istitle() and after[0].isupper():
        if start == block.span.start and rest.rstrip("”\"’'*_ ")[-1:] in tuple(".!?…"):
            return True
        return (
            after.lower() in FUNCTION_WORDS and rest[len(after) : len(after) + 1] == " " and start != block.span.start
        )
    clause = prose[max(start - _LOOK, block.span.start) : start].split()
    if not is_word(before) or len(clause) < 2 or len(rest.split(maxsplit=2)) < 3:
        return False
    return (
        after.lower() in _INTRODUCED and before.islower() and rest[len(after) : len(after) + 1] in (" ", "’", "'", ",")
    )


def _ends_in_figures(prose: str, at: int, before: str, after: str) -> bool:
    """Whether a mark at ``at`` behind figures ends a sentence or a clause: *in 1874.She*, not *No.5.a* nor *12.The* in
    a list."""
    start = at - len(before)
    if not _FIGURES.fullmatch(before) or prose[start - 1 : start] in ("", "\n") or _WORD.fullmatch(after) is None:
        return False
    if prose[at] in ".!?":
        return after in _STARTERS or after.lower() in FUNCTION_WORDS
    return is_word(after)


RULES = (after_mark,)
