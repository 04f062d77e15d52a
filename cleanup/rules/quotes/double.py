"""Double quotation marks: turned the wrong way, of the wrong make, doubled, alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleanup.core.model import Document, Finding
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.quotes.decoding import DOUBLE, Role
from cleanup.rules.quotes.roles import SUBSTITUTES, Mark, Reading, alike, has_other_makes, read, text_style
from cleanup.rules.rule import Example, Keep, Stage, rule

_CURLY, _STRAIGHT = ("“", "”"), ('"', '"')
_OTHER_WAY = {Role.OPEN: "”", Role.CLOSE: "“", Role.STRAY: None}
_SIGNS = {"curly": _CURLY, "straight": _STRAIGHT}
_OTHER = {"curly": "straight", "straight": "curly"}
_SPEECH_ENDS = ",.!?…—–-"


class _Fault(NamedTuple):
    """A mark that is not right, its span counted from the start of its paragraph, and what mends it."""

    start: int
    end: int
    text: str
    message: str
    sure: bool = True


_Judge = Callable[[Reading], Sequence[_Fault]]


def _faults(rule_id: str, document: Document, style: str, judge: _Judge) -> Iterator[Finding]:
    for _block, offset, reading in read(document, style):
        for start, end, text, message, sure in reading.judged(judge):
            yield mend(rule_id, offset + start, offset + end, text, message, sure=sure)


def _near(text: str, mark: Mark) -> str:
    """A few words at the quotation's side of the mark, to recognise the place by."""
    if mark.role is Role.CLOSE:
        words = text[max(mark.start - 30, 0) : mark.start].split("\n")[-1].split()[-3:]
    else:
        words = text[mark.end : mark.end + 30].split("\n")[0].split()[:3]
    return " ".join(words).strip('“”" ')


@rule(
    "quotes-direction",
    Stage.TYPOGRAPHY,
    examples=[
        Example("Liu said anxiously, ”letao is the last fight.”", "Liu said anxiously, “letao is the last fight.”"),
        Example(
            "”It makes no sense.” He waved. ”The subsidy is one thing.”",
            "“It makes no sense.” He waved. “The subsidy is one thing.”",
        ),
        Example("“I know,“ she said. “Go on.“", "“I know,” she said. “Go on.”"),
        Example("”what do you say?”Li Mu said: ”it’s simple.”", "“what do you say?”Li Mu said: “it’s simple.”"),
        Example("”Go ”, he said. ” Now. ”", "“Go ”, he said. “ Now. ”"),
        Example("He said ”yes”, then “no“, then nothing.", "He said “yes”, then “no”, then nothing."),
    ],
    keeps=[
        "“Hello,” he said. “How are you?”",
        "“The first paragraph of a long speech goes on.\n\n“The second one closes it.”",
        "“He told me, “I am leaving,” and left,” she said.",
        "“Well—” “Be quiet!” “—as I was saying,” he went on.",
        "The board is 6’2” long, “or so,” he said.",
        "“\u200a‘Do come in,’\u200a” she read.",
        "She whispered (“only once”) and—“Oh!”—fell silent.",
        "German writes „so“ and French « so ».",
        Keep('He said "yes” and "no".', options={}),
    ],
    needs="“”",
)
def direction(document: Document, context: Context) -> Iterator[Finding]:
    """A curly quotation mark that is turned the wrong way.

    Machine translation likes to write *”* at both ends of a quotation. Which part a mark plays follows from the whole
    paragraph: what stands beside each mark, and that quotations open and close in turn. A mark is turned where its
    part is beyond doubt and suggested otherwise. Quotations that run over several paragraphs and open again in each
    stay as they are, and so do nested ones.
    """
    style = text_style(document, context.quotes)
    if style != "straight":
        yield from _faults("quotes-direction", document, style, _turned)


def _turned(reading: Reading) -> list[_Fault]:
    found = []
    text = reading.text
    for mark in reading.marks:
        start, end, role, sure, _partner, _lone = mark
        if text[start:end] == _OTHER_WAY[role]:
            what = "opens" if role is Role.OPEN else "closes"
            message = f"The quote at “{_near(text, mark)}” {what} the quotation but is turned the other way"
            found.append(_Fault(start, end, _CURLY[role], message, sure))
    return found


@rule(
    "quotes-style",
    Stage.TYPOGRAPHY,
    examples=[
        Example('“Yes,” he said. “No.” "Well," she said.', "“Yes,” he said. “No.” “Well,” she said."),
        Example('"Yes," he said. "No," she said. ”Well.”', '"Yes," he said. "No," she said. "Well."'),
        Example('“Yes," he said. “No.”', "“Yes,” he said. “No.”"),
    ],
    keeps=[
        '"Yes," he said. "I am 6\'2" tall."',
        "“Yes,” he said. “I am 6'2\" tall.”",
        '"Yes," he said. “No.”',
    ],
    needs=DOUBLE,
)
def style(document: Document, context: Context) -> Iterator[Finding]:
    """Straight quotes in a text of curly ones, or the other way round.

    The option `quotes` says which the text shall have: `curly`, `straight`, or `auto`, which means the one that most
    of its marks are already; a text with as many of either keeps both. Inches and seconds (*6'2"*) are no quotation
    marks.
    """
    wanted = text_style(document, context.quotes)
    if wanted and has_other_makes(document, wanted):
        yield from _faults("quotes-style", document, wanted, _of_other_make)


def _of_other_make(reading: Reading) -> list[_Fault]:
    text, wanted = reading.text, reading.style
    if not reading.odd and not any(sign in text for sign in _SIGNS[_OTHER[wanted]]):
        return []
    found, signs = [], _SIGNS[wanted]
    for mark in reading.marks:
        glyph = text[mark.start : mark.end]
        if glyph in signs or glyph not in DOUBLE:
            continue
        if mark.role is not Role.STRAY:
            message = f"The quote at “{_near(text, mark)}” is not {wanted} like the others"
            sure = mark.sure or wanted == "straight"
            found.append(_Fault(mark.start, mark.end, signs[mark.role], message, sure))
        elif wanted == "straight":
            found.append(_Fault(mark.start, mark.end, '"', f"“{glyph}” in a text of straight quotes"))
    return found


@rule(
    "quotes-substitute",
    Stage.TYPOGRAPHY,
    examples=[
        Example("''Hello,'' he said.", '"Hello," he said.'),
        Example("``Hello,'' he said. “Well,” she said.", "“Hello,” he said. “Well,” she said."),
        Example("‘‘Hello,’’ he said.", "“Hello,” he said."),
        Example("＂Hello,＂ he said.", "“Hello,” he said."),
        Example("They call it ''home'' here.", "They call it ''home'' here."),
    ],
    keeps=["The string '' is empty.", "‘The word is ‘no’’, he said.", "rock ’n’ roll", "12'' long"],
    needs="'`´‘’＂〝〞〟",
    token="|".join(SUBSTITUTES),
)
def substitute(document: Document, context: Context) -> Iterator[Finding]:
    """Two single quotes, two backquotes or a full-width mark in place of a double quote.

    Replaced where both ends of the quotation are found and it ends like speech; two single quotes around a mere word
    may be markup and are only suggested.
    """
    yield from _faults("quotes-substitute", document, text_style(document, context.quotes), _substitutes)


def _substitutes(reading: Reading) -> list[_Fault]:
    if not reading.odd:
        return []
    found = []
    text, marks, wanted = reading.text, reading.marks, reading.style
    for mark in marks:
        glyph = text[mark.start : mark.end]
        if glyph not in SUBSTITUTES or mark.partner < 0 or mark.role is Role.STRAY:
            continue
        other = marks[mark.partner]
        closing = max(mark, other, key=lambda m: m.start)
        speech = text[closing.start - 1] in _SPEECH_ENDS or len(glyph) == 1 or text[other.start : other.end] != glyph
        sign = _SIGNS[wanted or ("straight" if glyph in ("''", "``") else "curly")][mark.role]
        message = f"“{glyph}” at “{_near(text, mark)}” stands for a double quote"
        found.append(_Fault(mark.start, mark.end, sign, message, mark.sure and other.sure and speech))
    return found


@rule(
    "quotes-doubled",
    Stage.TYPOGRAPHY,
    examples=[
        Example("““Hello,”” he said.", "“Hello,” he said."),
        Example("““Hello,” he said.", "“Hello,” he said."),
        Example("“Hello,” he said. “Bye.””", "“Hello,” he said. “Bye.”"),
        Example('""Hello,"" he said.', '"Hello," he said.'),
        Example("““““Huh?””””", "“Huh?”"),
    ],
    keeps=["“He said, “Hello.””", "““Hello” is a word,” he said.", 'He said "".', "“Yes.”“No.”"],
    needs=DOUBLE + "".join(SUBSTITUTES),
    token=f"(?:[{DOUBLE}]|{'|'.join(SUBSTITUTES)}){{2}}",
)
def doubled(document: Document, context: Context) -> Iterator[Finding]:
    """The same quotation mark twice where one is meant.

    Certain where both ends of a quotation are doubled, or where one of the two marks has no other end. Two marks that
    close a quotation inside another (*“He said, “Hello.””*) are not touched.
    """
    yield from _faults("quotes-doubled", document, text_style(document, context.quotes), _doubled)


def _doubled(reading: Reading) -> list[_Fault]:
    found = []
    text, marks, wanted = reading.text, reading.marks, reading.style
    if not reading.odd and "““" not in alike(text):
        return []
    for mark in marks:
        if mark.end - mark.start > 2 and mark.partner >= 0:
            glyph = text[mark.start : mark.end]
            sign = '"' if '"' in glyph and wanted != "curly" else "“”"[mark.role]
            message = f"“{_near(text, mark)}” has {len(glyph)} quotes on one side"
            found.append(_Fault(mark.start, mark.end, sign, message, mark.sure and marks[mark.partner].sure))
    for first, second in pairwise(marks):
        if first.end != second.start or _part(first, second) is None:
            continue
        around = text[max(first.start - 1, 0) : first.start] + text[second.end : second.end + 1]
        if any(character in DOUBLE or (character.isdigit() and second.role is Role.STRAY) for character in around):
            continue
        outer, inner = (first, second) if _part(first, second) is Role.OPEN else (second, first)
        if outer.partner >= 0 and inner.partner >= 0 and not _beside(marks[outer.partner], marks[inner.partner]):
            continue
        message = f"The quote at “{_near(text, inner)}” is doubled"
        found.append(_Fault(outer.start, outer.end, "", message))
    return found


def _part(first: Mark, second: Mark) -> Role | None:
    """The part that two marks side by side play together; none where they are the end of one quotation and the
    start of another."""
    if first.role is second.role or second.role is Role.STRAY:
        return None if first.role is Role.STRAY else first.role
    return second.role if first.role is Role.STRAY else None


def _beside(one: Mark, other: Mark) -> bool:
    return one.end == other.start or other.end == one.start


RULES = (direction, style, substitute, doubled)
