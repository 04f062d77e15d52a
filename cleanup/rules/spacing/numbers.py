"""Space inside numbers, times of day and sums of money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cleanup.core.model import Document, Finding
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Scope, Stage, rule

_GAP = re.compile(r"(?<=\d)(?: ?(?P<mark>[:,.])(?<= [:,.]) ?|(?P<after>[:,.]) )(?=\d)")
_LEFT = re.compile(r"[\d.,:]*\Z")
_RIGHT = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD_BEFORE = re.compile(r"(?:([\w’'.]+)[ ]|[“‘\"'(—–-])\Z")
_TIME_BEFORE = frozenset(
    "at by till until around about after before since from past between it’s it's is was already almost nearly".split()
)
_TIME_AFTER = re.compile(
    r" ?(?:[ap]\. ?m\.|[ap]m\b|o[’']clock\b|sharp\b|now\b|then\b|(?:this|next|in the|every) (?:morning|afternoon"
    r"|evening|day)\b|at night\b|today\b|tonight\b|tomorrow\b|yesterday\b|on the \w+ of\b|GMT\b|UTC\b)",
    re.IGNORECASE,
)
_NO_TIME = re.compile(
    r"\b(?:ratio|odds|scor\w+|won|lost|beat|scale|proportion|chapter|verse|versus|vs)\b", re.IGNORECASE
)
_UNIT = re.compile(
    r" ?(?:%|(?:percent|per cent|hundred|thousand|million|billion|trillion|times|(?:kilo|centi|milli)?met(?:er|re)s?"
    r"|miles?|feet|foot|inch(?:es)?|(?:kilo)?grams?|kilos?|pounds?|tons?|lit(?:er|re)s?|seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|degrees?|points?|km|kg|cm|mm|GB|MB)\b)"
)
_NUMBERED = re.compile(
    r"(?:\b(?:chapters?|rooms?|numbers?|no\.?|nos\.?|pages?|parts?|volumes?|vol\.?|floors?|gates?|in|on|of)\s|^\s*)\Z",
    re.IGNORECASE,
)
"""Before a figure that may end a sentence or number a member of a list."""
_VERSION = re.compile(r"(?:\b(?:version|ver\.) v?|[$£€¥])\Z", re.IGNORECASE)
_HALF_OF_DAY = re.compile(r"(?<=\d)(?: ?)[apAP]\.( )[mM](?:\.|\b)")
_SIGN = re.compile(r"[$£€¥]( )(?=\d)")
_BEFORE_SIGN = frozenset(" (“\"‘'—–-")
_ORDINAL = re.compile(r"(?<=\d)( )(st|nd|rd|th)(?![\w’'.])")
_FIGURES = re.compile(r"(?<![\w.,:])\d+\Z")
_LOOK = 40


@rule(
    "spacing-number",
    Stage.TYPOGRAPHY,
    examples=[
        Example("She woke at 6: 45 and again at 7 :05.", "She woke at 6:45 and again at 7:05."),
        Example("The fort cost 12 ,000 florins, the wall 3, 000.", "The fort cost 12,000 florins, the wall 3,000."),
        Example("They had 12 ,500 mules and 1 ,250 carts.", "They had 12,500 mules and 1,250 carts."),
        Example("The river is 2. 5 kilometres wide.", "The river is 2.5 kilometres wide."),
        Example("We dine at 7 p. m. tomorrow.", "We dine at 7 p.m. tomorrow."),
        Example("He owes me $ 30 and £ 4.", "He owes me $30 and £4."),
        Example("the 3 rd door on the 14 th floor", "the 3rd door on the 14th floor"),
    ],
    keeps=[
        "The ratio is 3 : 2 here, the score was 4: 15, the time 10 : 30.",
        "Read John 3: 16 and Chapter 2: 10 things to know.",
        "He bought 1, 200, 300 and 400 of them in 2019, 110 in 2020.",
        "They lived in room 3. 5 million men came. It costs .5 or .75 of that.",
        "I have two: 10 and 20. He opened gates 1, 2, 3. In 1990, 500 left.",
        "The US$ 50 note, the R$ 20 note",
        "Look at 11 st and 2 th. Main 1 st.",
    ],
    needs="0123456789",
    token=r"^[:,.]\d?|\d[:,.]$|^[apAP]\.$|\d[apAP]\.$|[$£€¥]$|^(?:st|nd|rd|th)(?![\w’'])",
    scope=Scope.BLOCK,
)
def number(document: Document, context: Context) -> Iterator[Finding]:
    """Space inside a number, a time of day or a sum: *2: 10*, *10 ,000*, *3. 5 million*, *5 p. m.*, *$ 50*.

    A time of day is told from a ratio, a score or a verse by the words beside it, a decimal from the end of a sentence
    by the unit that follows, thousands from the members of a list by their zeros.
    """
    prose = document.prose
    for match in _GAP.finditer(prose):
        mark = match["mark"] or match["after"]
        left = _LEFT.search(prose, max(match.start() - _LOOK, 0), match.start())
        right = _RIGHT.match(prose, match.end())
        if left is None or right is None:
            continue
        start = left.start()
        before = prose[max(start - _LOOK, 0) : start].rsplit("\n", 1)[-1]
        after = prose[right.end() : right.end() + _LOOK]
        if _IS[mark](before, left[0], right[0], after) or (match[0] == " ," and _are_grouped(left[0], right[0])):
            shown = f"“{left[0]}{match[0]}{right[0]}”"
            yield mend("spacing-number", *match.span(), mark, f"Space inside {shown}")
    for match in _HALF_OF_DAY.finditer(prose):
        yield mend("spacing-number", *match.span(1), "", f"Space inside “{match[0].strip()}”")
    for match in _SIGN.finditer(prose):
        if prose[match.start() - 1 : match.start()] in _BEFORE_SIGN and match.start():
            yield mend("spacing-number", *match.span(1), "", f"Space between “{match[0][0]}” and its sum")
    for match in _ORDINAL.finditer(prose):
        figures = _FIGURES.search(prose, max(match.start() - _LOOK, 0), match.start())
        if figures is not None and match[2] == _ending(figures[0]):
            yield mend("spacing-number", *match.span(1), "", f"Space inside “{figures[0]}{match[0]}”")


def _is_time(before: str, left: str, right: str, after: str) -> bool:
    if len(right) != 2 or not left.isdigit() or len(left) > 2 or int(left) > 24 or int(right) > 59:
        return False
    if _NO_TIME.search(before):
        return False
    word = _WORD_BEFORE.search(before)
    return _TIME_AFTER.match(after) is not None or bool(word and word[1] and word[1].lower() in _TIME_BEFORE)


def _are_thousands(before: str, left: str, right: str, after: str) -> bool:
    return _are_grouped(left, right) and (right.startswith("000") or before[-1:] in tuple("$£€¥"))


def _are_grouped(left: str, right: str) -> bool:
    """Whether two figures with a comma between them make a number in groups of three."""
    groups = left.split(",")
    whole = all(group.isdigit() for group in groups) and len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
    return whole and groups[0] != "0" and all(len(member) == 3 for member in right.split(".")[0].split(","))


def _is_decimal(before: str, left: str, right: str, after: str) -> bool:
    if not left.replace(",", "").isdigit() or not right.isdigit():
        return False
    if _VERSION.search(before):
        return True
    return _UNIT.match(after) is not None and not _NUMBERED.search(before)


_IS: Mapping[str, Callable[[str, str, str, str], bool]] = {":": _is_time, ",": _are_thousands, ".": _is_decimal}
"""By the mark between two figures, whether they are one number: asked with what is before, the two, what follows."""


def _ending(figures: str) -> str:
    """How an ordinal ends: *21st*, *11th*."""
    if figures[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(figures[-1], "th")


RULES = (number,)
