"""Space beside the hyphen of a compound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from cleanup.core.model import Document, Finding
from cleanup.core.whole import of_whole
from cleanup.language.english import is_spelled
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Stage, rule

_SPACED = re.compile(r"-(?:(?<=\w -)(?=[^\W\d_]{2})|(?<=\w-) (?=[^\W\d_]{2}))")
_LEFT = re.compile(r"(?<![\w’'])([^\W\d_]{2,20}|\d{1,4})\Z")
_RIGHT = re.compile(r"[^\W\d_]{2,20}(?![\w’'])")

_FIRST = frozenset(
    """
    self non semi anti multi well ill half mid cross quasi pseudo high low long short full part left right first
    second third middle upper lower ever never one two three four five six seven eight nine ten twenty thirty forty
    fifty sixty seventy eighty ninety all large small medium hard soft hot cold cool dark light deep good old new
    open double single
    """.split()
)
"""Words that often begin a compound."""
_LAST = frozenset(
    """
    aged year years old minded handed hearted headed eyed haired faced legged sized made born based level class term
    time scale speed quality range end ranking known being like looking free friendly style type shaped colored
    coloured blooded tempered natured mannered spoken fold length hand foot depth width grade tier rank star law
    fashioned wing breaking taking making giving loving winning shattering wielding wrenching renowned famous day
    night month week hour minute meter metre mile step storey story room man person thirds quarter quarters fifths
    in-law conscious control confident confidence defense defence esteem respect taught sufficient evident
    explanatory righteous pity
    """.split()
)
"""Words that often end one. Generic parts of English compounds, listed for this rule."""
_UNJOINED = frozenset(
    """
    a an and any are as at be but by can did do does for from had has have he her him his how i if in into is it its
    may me my no nor not now of off on or our out over shall she should so than that the their them then there these
    they this those through to too under up was we were what when where which while who whom whose why will with
    would you your yes oh well just even also only
    """.split()
)
"""Words that stand beside a dash far more often than in a compound."""
_FIXED = frozenset(["so-called", "by-product", "on-site", "off-duty", "in-depth", "up-to-date"])
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_ONES = frozenset(
    "one two three four five six seven eight nine first second third fourth fifth sixth seventh eighth ninth".split()
)


@rule(
    "spacing-hyphen",
    Stage.TYPOGRAPHY,
    examples=[
        Example("a middle -aged man and a middle- aged woman", "a middle-aged man and a middle-aged woman"),
        Example("She was twenty -one and well -known.", "She was twenty-one and well-known."),
        Example("a so -called twenty -year -old expert", "a so-called twenty-year-old expert"),
        Example("a high- level, world -renowned sect", "a high-level, world-renowned sect"),
        Example("the blood -red moon", "the blood -red moon"),
    ],
    keeps=[
        "a two- and three-year plan, pre- or post-war",
        "He stopped -then left.",
        "the suffix -ness, the option -v, minus -5",
        "“Well- I mean- no.”",
        "He paused -tired -and left.",
        "pages 3 -5",
    ],
    needs="-",
    token=r"^-[^\W\d_]{2}|\w-$",
)
def hyphen(document: Document, context: Context) -> Iterator[Finding]:
    """Space beside the hyphen of a compound: *middle -aged*, *middle- aged*.

    Joined where the words are of a kind that forms compounds (*well-*, *-aged*, *twenty-one*), or where the text
    writes the same compound without the space elsewhere; suggested for other words of the dictionary. Suspended
    hyphens (*two- and three-year*) and dashes that lost a space stay.
    """
    found: list[Finding] = []
    mended: set[int] = set()
    prose = document.prose
    # From the end: a hyphen that is mended is no second dash for the one before it.
    for match in reversed(list(_SPACED.finditer(prose))):
        space = match.start() - 1 if match[0] == "-" else match.start() + 1
        left = _LEFT.search(prose, max(match.start() - 24, 0), min(space, match.start()))
        right = _RIGHT.match(prose, match.end())
        if left is None or right is None:
            continue
        first, second = left[1].lower(), right[0].lower()
        if (first in _UNJOINED - _FIRST and f"{first}-{second}" not in _FIXED) or second in _UNJOINED:
            continue
        if second not in _LAST and space < match.start() and _is_first_of_two(prose, match.end(), mended):
            continue
        joined = f"{left[1]}-{right[0]}"
        known = _is_compound(first, second)
        if not known:
            known = joined in of_whole(document, _compounds)
        if not known and not (is_spelled(left[1]) and is_spelled(right[0])):
            continue
        if known:
            mended.add(space)
        message = f"Space beside the hyphen of “{joined}”"
        found.append(mend("spacing-hyphen", space, space + 1, "", message, sure=known))
    yield from reversed(found)


@of_latest
def _compounds(document: Document) -> frozenset[str]:
    """The compounds that the text writes with a hyphen."""
    return frozenset(_COMPOUND.findall(document.prose))


def _is_first_of_two(prose: str, end: int, mended: Set[int]) -> bool:
    """Whether another dash of the same make follows soon in the line: both set something off."""
    stop = prose.find("\n", end, end + 60)
    others = _ANOTHER.finditer(prose, end, stop if stop >= 0 else end + 60)
    return any(other.start() not in mended for other in others)


_ANOTHER = re.compile(r" -[^\W\d_]")
_COMPOUND = re.compile(r"(?<![\w’'-])[^\W_]+-[^\W_]+(?![\w’'])")


def _is_compound(first: str, second: str) -> bool:
    if f"{first}-{second}" in _FIXED:
        return True
    if first in _TENS:
        return second in _ONES or second in _LAST
    return (
        second in _LAST
        or (first in _FIRST and second.endswith(("ed", "ing")))
        or (first in ("self", "non", "semi", "anti", "multi"))
    )


RULES = (hyphen,)
