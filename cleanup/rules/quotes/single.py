"""Curly single marks that are turned the wrong way: at either end of a quotation, and for letters left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from cleanup.core.model import Document, Finding
from cleanup.core.whole import of_whole
from cleanup.language.english import is_name, is_word
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Stage, rule

_LEADING = re.compile(r"[‘’](?<![^\s(\[{“”\"—–-][‘’])(?=\w)")
"""At the start of a word: it opens a quotation, or stands for letters left out."""
_TRAILING = re.compile(r"[‘’](?<=[^\s“(\[{‘’][‘’])(?![\w‘’])")
"""At the end of a word: it closes a quotation, or stands for letters left out (*goin’*), or makes a possessive."""
_ANY = re.compile("[‘’]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_YEARS = re.compile(r"\d0s\b|\d\d\b(?![.,:’]?\d|%)")
_AND = re.compile(r"n[’‘](?!\w)")
_ALWAYS_ELIDED = frozenset("tis tisn twas twasn twere tweren twill twould twouldn twon em".split())
"""Words that nobody writes but with letters left out before them."""
_ELIDED = _ALWAYS_ELIDED | frozenset(
    """
    n til till cause cos cuz coz bout round neath gainst ere er im is ow ead ome ot ad ave nuff kay scuse sup fraid pon
    twixt tween spect spose stead nother course cept fore hind specially xactly deed ud ad as at t d s ll ve re m way
    bye ello allo ullo arf alf e ee un uns y ya ye low long lowance lone cross most mong live less member
    """.split()
)
_OFTEN_ELIDED = frozenset("til bout cause cos cuz coz nuff neath gainst kay im fore course fraid scuse spose".split())
"""Words that are so where nothing closes a quotation after them."""
_POSSESSIVE = re.compile(r"(?:s|in|an|o|th|wi|ol|t)\Z", re.IGNORECASE)
_SEGMENT = re.compile(r"[“”\"\n]")
_SPEECH_END = re.compile(r"[,.!?…—–-][’‘](?!\w)")
_REACH = 1_000
"""How far a quotation in single marks is followed, in code points."""
_DOUBLE = re.compile('[“”"「」«»]')
_SPEECH_START = re.compile(r"(?:\A|[\n“]|[,.:!?] )\Z")


@lru_cache(maxsize=4)
def _speaks_in_single(prose: str) -> bool:
    """Whether speech stands in single quotation marks: then one at the start of *‘Tis late,’ he said* may be both."""
    return len(_SPEECH_END.findall(prose)) * 2 > len(_DOUBLE.findall(prose))


def _speech_is_in_single(document: Document) -> bool:
    return _speaks_in_single(document.prose)


def _has_low_marks(document: Document) -> bool:
    """Whether the text opens quotations with marks at the foot of the line."""
    return "‚" in document.prose or "‛" in document.prose


@rule(
    "quotes-single-direction",
    Stage.TYPOGRAPHY,
    examples=[
        Example("“‘Twas dark,” she said, “and ‘tis cold.”", "“’Twas dark,” she said, “and ’tis cold.”"),
        Example("The hits of ‘68 and the ‘70s: salt ‘n’ pepper.", "The hits of ’68 and the ’70s: salt ’n’ pepper."),
        Example("“She wrote ’soon’ on it,” said Tom.", "“She wrote ‘soon’ on it,” said Tom."),
        Example("“My aunt cried, ’Shut the gate!’ and ran.”", "“My aunt cried, ‘Shut the gate!’ and ran.”"),
        Example("“He calls it ‘home‘ now.”", "“He calls it ‘home’ now.”"),
    ],
    keeps=[
        "“’Tis the dogs’ dinner,” ’e said, goin’ ’ome for ’is tea. Ol’ Ben’s fo’c’sle, the ’80s.",
        "“I don’t know ’bout the boys’ room, ’cause it’s theirs.”",
        "‘Twas I,’ he said. ‘Em is a letter.’",
        "‘No,’ he said. ‘The girls’ hats? ‘Never.’",
        "T‘ang and Ch‘ing, ka‘ahumanu",
        "“He said ‘yes’ and ‘no’ to the ‘em’ and the ‘20 men’.”",
        "“Two more o’ the lads’ mates, an’ the rest o’ them.”",
        "„Er sagte ‚nein‘ dazu.“",
    ],
    needs="‘’",
    token=r"^\W*[‘’]\w|[^\s“(\[{‘’]‘(?!\w)",
)
def direction(document: Document, context: Context) -> Iterator[Finding]:
    """A curly single mark that is turned the wrong way: *‘95*, *‘em*, *He said ’no’ to me*, *‘no‘*.

    Word processors turn a mark before a word into an opening one, also where it stands for letters left out; machine
    translation writes *’* at both ends of a quotation. A mark opens a quotation when the word behind it is never
    shortened at its start and something closes the quotation within the same speech.
    """
    prose = document.prose
    if of_whole(document, _has_low_marks):
        return
    in_single = partial(of_whole, document, _speech_is_in_single)
    for match in _LEADING.finditer(prose):
        at = match.start()
        if match[0] == "‘":
            if what := _elided(prose, at, in_single):
                yield mend("quotes-single-direction", at, at + 1, "’", f"“‘{what}” is short for more: an apostrophe")
        elif _opens(prose, at):
            message = f"This mark opens the quotation “{prose[at + 1 : at + 20].split()[0]}…”"
            yield mend("quotes-single-direction", at, at + 1, "‘", message)
    for match in _TRAILING.finditer(prose):
        at = match.start()
        if match[0] == "‘" and prose[at + 1 : at + 2] in ("", " ", "\n", *",.;:!?)”…—") and prose[at - 1] not in "’‘":
            yield mend("quotes-single-direction", at, at + 1, "’", "This mark ends a word but opens a quotation")


def _elided(prose: str, at: int, in_single: Callable[[], bool]) -> str:
    """The short form behind an opening mark that is an apostrophe; empty where it opens a quotation, or may.
    ``in_single``: whether the text sets speech in single marks."""
    if (years := _YEARS.match(prose, at + 1)) is not None:
        return "" if _closing(prose, at + 1) else years[0]
    if _AND.match(prose, at + 1) and prose[at - 1 : at] == " " and prose[at + 3 : at + 4] == " ":
        return "n’"
    word = _WORD.match(prose, at + 1)
    low = re.split("[’']", word[0].lower())[0] if word else ""
    if word is None or low not in _ALWAYS_ELIDED | _OFTEN_ELIDED or _closing(prose, at + 1):
        return ""
    at_start = _SPEECH_START.search(prose, max(at - 2, 0), at) is not None and prose[at - 1 : at] != "“"
    if at_start and (low in _OFTEN_ELIDED or in_single()):
        return word[0] if prose[at - 2 : at - 1] in tuple(".!?") and not in_single() else ""
    return word[0]


def _closing(prose: str, start: int) -> int:
    """The end of a mark that may close a quotation from ``start`` on; 0 if there is none before the end of the
    paragraph or of the speech."""
    end = start + _REACH
    border = _SEGMENT.search(prose, start, end)
    end = border.start() if border else min(end, len(prose))
    opened = 0
    for match in _ANY.finditer(prose, start, end):
        at = match.start()
        if match[0] == "‘" and _LEADING.match(prose, at):
            opened += not (_YEARS.match(prose, at + 1) or _AND.match(prose, at + 1))
        elif _TRAILING.match(prose, at) and not (prose[at - 1] == "n" and _LEADING.match(prose, at - 2)):
            if not opened:
                return match.end()
            opened -= 1
    return 0


def _opens(prose: str, at: int) -> bool:
    """Whether a closing mark at the start of a word surely opens a quotation."""
    word = _WORD.match(prose, at + 1)
    if word is None:
        return False
    closing = _closing(prose, at + 1)
    if not closing or word[0].lower() in _ELIDED:
        return False
    first = re.split("[’'-]", word[0])[0]
    longer = "h" + first.lower()
    inside = prose[at + 1 : closing - 1]
    strong = _SPEECH_END.match(prose, closing - 2) is not None
    possessive = _POSSESSIVE.search(inside) is not None
    if is_word(first) or (first[0].isupper() and is_name(first)):
        if strong and first[0].isupper():
            return True
        if is_word(longer) and first != "I":
            return False
        return strong or not possessive or first.lower() in _FUNCTION or first[0].isupper()
    return len(first) > 2 and not possessive and not is_word(longer) and not is_name(longer)


_FUNCTION = frozenset("the no yes my your she he they we you this that these those what who where".split())
"""Words that are never short for another."""

RULES = (direction,)
