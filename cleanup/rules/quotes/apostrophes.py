"""Apostrophes and single quotation marks: of the wrong make, or of another make than the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from cleanup.core.model import OBJECT, Document, Finding
from cleanup.core.whole import of_whole
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.prose.places import word_before
from cleanup.rules.quotes.roles import text_style
from cleanup.rules.rule import Example, Keep, Scope, Stage, rule

_LETTER = r"[^\W\d_]"
_WRONG = {
    sign: re.compile(rf"{sign}(?<={_LETTER}{sign})(?={endings}\b)", re.IGNORECASE)
    for signs, endings in (("`´‘′＇", "(?:t|re|ve|ll|s|d|m)"), ("“”", "(?:t|re|ve|ll|m)"))
    for sign in signs
}
"""What stands for an apostrophe, each sign in a pattern of its own: one that starts with a character is fast. A mark of
double quotes may end a quotation before a suffix (*“yes”s*)."""
_SPACED = re.compile(r"['’](?:(?<=[a-zA-Z] ['’]) ?|(?<=[a-zA-Z]['’]) )(?=(?:s|t|re|ve|ll|m|d)(?![\w'’]))")
_NOT = re.compile(r" n['’]t\b", re.IGNORECASE)
_VERBS = frozenset("do does did is are was were has have had could would should must need might ca wo".split())
_SUBJECTS = frozenset(
    "i you he she it we they who what that this these those there here where how why when one everyone everybody "
    "someone somebody anyone anybody no nobody which as".split()
)
_STYLED = {"curly": "’", "straight": "'"}


def apostrophe_style(prose: str, setting: str) -> str:
    """``curly`` or ``straight``: ``setting`` if it is one of them, else what most apostrophes are; empty on a tie."""
    if setting in _STYLED:
        return setting
    if "'" not in prose or "’" not in prose:
        return "straight" if "'" in prose else "curly" if "’" in prose else ""
    curly, straight = _inside(prose)
    return "curly" if curly > straight else "straight" if straight > curly else ""


def _usual_style(document: Document) -> str:
    return apostrophe_style(document.prose, "auto")


def _style(document: Document, setting: str) -> str:
    """The style of apostrophes; where as many are of either kind, that of the double quotation marks."""
    style = setting if setting in _STYLED else of_whole(document, _usual_style)
    return style or text_style(document, setting)


_INSIDE = {
    sign: re.compile(rf"{sign}(?<={_LETTER}{sign})(?={_LETTER})|{sign}(?<={OBJECT}{sign})(?=(?:s|d|ll|re|ve)\b)")
    for sign in "’'"
}
"""Inside a word, or between a link and the end of its word."""


@lru_cache(maxsize=1)
def _inside(prose: str) -> tuple[int, int]:
    """How many curly and straight apostrophes stand inside words."""
    return len(_INSIDE["’"].findall(prose)), len(_INSIDE["'"].findall(prose))


@rule(
    "quotes-apostrophe",
    Stage.TYPOGRAPHY,
    examples=[
        Example("I don`t know, it`s late.", "I don't know, it's late."),
        Example("They couldn´t say what they‘ll do.", "They couldn't say what they'll do."),
        Example("I’m sure he can”t. We’ve asked.", "I’m sure he can’t. We’ve asked."),
        Example("I don't know, they don't know, she doesn’t.", "I don't know, they don't know, she doesn't."),
        Example("“I can't,” she said. “He won’t.”", "“I can’t,” she said. “He won’t.”"),
    ],
    keeps=[
        "the T‘ang dynasty and Ch‘ing-hua",
        "‘tis the season",
        "I’ve a 6'2\" friend whose name isn’t known.",
        "“He”d like",
        Keep("it's and it’s"),
    ],
    needs="`´‘′＇“”'’",
)
def apostrophe(document: Document, context: Context) -> Iterator[Finding]:
    """A backquote, an accent or a quotation mark where an apostrophe belongs, or a curly one among straight ones.

    Only apostrophes inside words are looked at. The option `quotes` (`curly`, `straight`) says what they shall be;
    with `auto` they become what most of them are.
    """
    prose = document.prose
    style = _style(document, context.quotes)
    sign = _STYLED[style or "straight"]
    for match in _in_order(_WRONG, [found for found in _WRONG if found in prose], prose):
        at = match.start()
        before = prose[at - 1]
        if before.isalpha() and (prose[at + 1] not in "tT" or before in "nN"):
            yield mend("quotes-apostrophe", at, at + 1, sign, f"“{match[0]}” stands for an apostrophe")
    other = "'" if style == "curly" else "’"
    if not style or other not in prose:
        return
    for match in _INSIDE[other].finditer(prose):
        yield mend("quotes-apostrophe", *match.span(), sign, f"This apostrophe is not {style} like the others")


@rule(
    "spacing-apostrophe",
    Stage.TYPOGRAPHY,
    examples=[
        Example("I don 't know what Li Mu 's plan is.", "I don't know what Li Mu's plan is."),
        Example("He doesn’ t care; it ’ s late.", "He doesn’t care; it’s late."),
        Example("I do n't know. We did n’t ask.", "I don't know. We didn’t ask."),
    ],
    keeps=[
        "He said 's' and 't' twice.",
        "The boys' s is missing.",
        "On the flap he wrote 'S. H. for J. O.' and sealed it.",
        "the ’80s and rock ’n’ roll",
        "‘No,’ d’Artagnan said.",
        "’Tis late, an’ ’e knows.",
        "Nobody could count ’m, and there’s an end on ’t. They ran like ’d they seen a ghost.",
    ],
    needs="'’",
    token=r"^['’]?(?:s|t|re|ve|ll|m|d)(?![\w'’])|^[nN]['’][tT]\b",
    scope=Scope.BLOCK,
)
def spaced_apostrophe(document: Document, context: Context) -> Iterator[Finding]:
    """Space beside the apostrophe of a contraction or possessive.

    *n't* joined to its verb, *'s*, *'re*, *'ve*, *'ll*, *'m* and *'d* joined to the word before.
    """
    prose = document.prose
    for match in _SPACED.finditer(prose):
        start, end = match.span()
        apart = prose[start - 1] == " "
        start -= apart
        surface = word_before(prose, start)
        word, ending = surface.lower(), prose[end]
        if apart and not _takes(surface, ending):
            continue
        if ending == "t" and not word.endswith("n"):
            continue
        if not apart and (word.endswith("s") or ending in "dm"):
            continue
        yield mend("spacing-apostrophe", start, end, match[0][0], f"Space beside the apostrophe after “{word}”")
    for match in _NOT.finditer(prose):
        verb = word_before(prose, match.start())
        if verb.lower() in _VERBS:
            yield mend("spacing-apostrophe", match.start(), match.start() + 1, "", f"“{verb}{match[0]}” is one word")


def _takes(word: str, ending: str) -> bool:
    """Whether a word may have an ending that stands apart (by its first letter), or it is a short word of dialect:
    *count ’m*, *an end on ’t*."""
    low = word.lower()
    if ending == "m":
        return low == "i"
    if ending == "t":
        return low.removesuffix("n") in _VERBS or low in ("can", "ain", "shan", "ought", "daren")
    return ending == "s" or low in _SUBJECTS or low in _VERBS or word[:1].isupper()


_BEFORE_LEADING = r"""(?<![^\s(\[{“”"—–-]{sign})(?=\w)"""
_AROUND_TRAILING = r"""(?:(?<=[^\W\d]{sign})|(?<=[.,!?…—–-]{sign}))(?![\w'’‘])"""
_LEADING = {sign: re.compile(sign + _BEFORE_LEADING.replace("{sign}", sign)) for sign in "'‘’"}
_TRAILING = {sign: re.compile(sign + _AROUND_TRAILING.replace("{sign}", sign)) for sign in "'‘’"}
_ANY_TRAILING = re.compile("['‘’]" + _AROUND_TRAILING.replace("{sign}", "['‘’]"))
_ELISION = re.compile(
    r"(?:tis|twas|twill|twere|twould|em|til|till|cause|cos|cuz|bout|round|neath|gainst|ere|er|im|is|ow|ead|ome|ot|ad|ave|"
    r"n|nuff|kay|scuse|sup|fraid|d|s|ll|ve|re|m|\d0s)\b",
    re.IGNORECASE,
)
_REACH = 1_000
"""How far a single-quoted passage is followed, in code points."""


@rule(
    "quotes-single",
    Stage.TYPOGRAPHY,
    examples=[
        Example("‘No,’ he said. It’s 'late', isn’t it?", "‘No,’ he said. It’s ‘late’, isn’t it?"),
        Example("It’s the ’80s, isn’t it? 'Tis the dogs' dinner.", "It’s the ’80s, isn’t it? ’Tis the dogs’ dinner."),
        Example("It's the ‘ki’, isn't it?", "It's the 'ki', isn't it?"),
    ],
    keeps=[
        "It's the 'ki', isn't it?",
        "‘No,’ he said. ‘It isn’t.’",
        "I’m 6'2\" tall, isn’t he?",
        "It’s and it's",
    ],
    needs="'‘’",
)
def single(document: Document, context: Context) -> Iterator[Finding]:
    """Straight single quotes in a text of curly apostrophes, or the other way round.

    The make of the apostrophes inside words decides (see `quotes-apostrophe`). Curling one at the start of a word
    needs to know whether it opens a quotation or stands for letters left out (*’tis*, *the ’80s*): it opens one when
    the same paragraph goes on to close it, and is left alone when nothing tells.
    """
    prose = document.prose
    style = _style(document, context.quotes)
    wrong = [sign for sign in _WRONG_SINGLE.get(style, "") if sign in prose]
    message = f"This single quote is not {style} like the apostrophes"
    for match in _in_order(_TRAILING, wrong, prose):
        yield mend("quotes-single", *match.span(), _STYLED[style], message)
    for match in _in_order(_LEADING, wrong, prose):
        sign = "'" if style == "straight" else _leading_sign(prose, match.start())
        if sign:
            yield mend("quotes-single", *match.span(), sign, message)


def _in_order(patterns: Mapping[str, re.Pattern[str]], signs: Iterable[str], prose: str) -> list[re.Match[str]]:
    return sorted((match for sign in signs for match in patterns[sign].finditer(prose)), key=re.Match.start)


_WRONG_SINGLE = {"curly": "'", "straight": "‘’"}


def _leading_sign(prose: str, at: int) -> str:
    if _ELISION.match(prose, at + 1):
        return "’"
    line_end = prose.find("\n\n", at, at + _REACH)
    closing = _ANY_TRAILING.search(prose, at + 1, line_end if line_end >= 0 else at + _REACH)
    return "‘" if closing else ""


RULES = (apostrophe, spaced_apostrophe, single)
