"""Characters that cannot be seen or look like others: zero-width marks, odd spaces, homoglyphs, compatibility
forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleanup.core.model import Applicability, Document, Edit, Finding, Fix, Severity, Span
from cleanup.core.whole import of_whole
from cleanup.language.english import is_word
from cleanup.rules.context import Context
from cleanup.rules.rule import Example, Scope, Stage, rule

INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+"
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINER = "\u2060"
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte-order mark",
}


def _is_western(character: str) -> bool:
    """Whether no invisible mark is needed beside this character: Latin script, digits, western marks, blanks, or
    the edge."""
    return character < "\u0250" or "\u1e00" <= character < "\u1f00" or "\u2010" <= character < "\u2058"


def _has_right_to_left(document: Document) -> bool:
    """Whether the text has script that runs from right to left."""
    return _RIGHT_TO_LEFT.search(document.prose) is not None


@rule(
    "characters-invisible",
    Stage.TEXT,
    examples=[
        Example("Li\u200b Mu waved\u200b.", "Li Mu waved."),
        Example("an extra\u00adordi\u00adnary man", "an extraordinary man"),
        Example("an extra\u00ad\nordinary man", "an extraordinary man"),
        Example("He said \u202ayes\u202c and left.", "He said yes and left."),
        Example("\ufeffa\ufeff b", "\ufeffa b"),
        Example("bell\x07 rings", "bell rings"),
    ],
    keeps=[
        "\ufeffChapter 1",
        "a family: \U0001f468\u200d\U0001f469\u200d\U0001f467!",
        "نمی\u200cخواهم",
        "\x1b[1mLi Mu\x1b[0m waved.",
        "the word \u202bשלום\u202c here",
        "yes\u2060—no",
    ],
    needs="".join(map(chr, (*range(1, 9), *range(14, 27), *range(28, 32), 0x7F, 0xAD, 0x34F, 0x61C, 0x180E)))
    + "".join(
        map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070)))
    )
    + "\ufeff\ufff9\ufffa\ufffb",
)
def invisible(document: Document, context: Context) -> Iterator[Finding]:
    """Characters that nobody sees: zero-width spaces, soft hyphens, text-direction marks, control characters.

    They break searching, spelling and every other rule. They stay where a script or an emoji needs them, direction
    marks in a text that has right-to-left script, a word joiner beside a dash, and a byte-order mark at the very
    start. A soft hyphen at the end of a line goes together with the line break.
    """
    prose = document.prose
    right_to_left = of_whole(document, _has_right_to_left)
    for match in INVISIBLE.finditer(prose):
        start, end = match.span()
        if start == 0 and prose[0] == "\ufeff":
            start = 1
        run = prose[start:end]
        before, after = prose[start - 1 : start] if start else "", prose[end : end + 1]
        if not run or not (_is_western(before) and _is_western(after)):
            continue
        if right_to_left and not _BIDI.isdisjoint(run):
            continue
        if _JOINER in run and not (before.isalpha() and after.isalpha()):
            continue
        if run == "\u00ad" and after == "\n" and before.isalpha() and prose[end + 1 : end + 2].islower():
            end += 1
        span = Span(start, end)
        message = f"an invisible character ({_NAMES.get(run[0], f'U+{ord(run[0]):04X}')}) that this text does not need"
        yield Finding("characters-invisible", span, message, fix=Fix((Edit(span, ""),)))


_WIDE = "\u2000-\u2006\u2008\u205f\u3000"
_BLANKS = re.compile(f"[\u00a0\u2007\u2009\u200a\u202f{_WIDE}][ \t\u00a0\u2007\u2009\u200a\u202f{_WIDE}]*")
_GLUED_WORDS = re.compile("\u00a0[^\\W\\d_]{1,30},?(?:\u00a0[^\\W\\d_]{1,30},?){2,}")
_COLUMNS = re.compile(f"[^ \t\u00a0{_WIDE}\n][ \t\u00a0{_WIDE}]{{2,}}")
_TYPOGRAPHIC = frozenset("\u00a0\u2007\u2009\u200a\u202f")
_DOUBLED = {
    blank: re.compile(f"{blank}(?:[ \t\u00a0\u2007\u2009\u200a\u202f]|(?<=[ \t]{blank}))") for blank in _TYPOGRAPHIC
}
"""For each blank that is typography when it stands alone: where it does not."""
_ALWAYS_ODD = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000"


def _has_odd_blanks(prose: str) -> bool:
    """Whether a text has any blanks but ordinary ones and single typographic ones."""
    if any(blank in prose for blank in _ALWAYS_ODD):
        return True
    return any(blank in prose and doubled.search(prose) for blank, doubled in _DOUBLED.items())


def _has_columns(line: str) -> bool:
    """Whether a line is laid out in columns: at least two wide gaps."""
    gaps = _COLUMNS.finditer(line)
    return next(gaps, None) is not None and next(gaps, None) is not None


@rule(
    "characters-space",
    Stage.TEXT,
    examples=[
        Example("He waved.\u00a0\u00a0\u00a0Then he left.", "He waved. Then he left."),
        Example("\u3000\u3000He waved.\n\n\u00a0\u00a0\u00a0\u00a0She left.", "He waved.\n\nShe left."),
        Example("He\u3000waved at\u2003me.", "He waved at me."),
        Example("he\u00a0waved\u00a0his\u00a0hand\u00a0at me", "he waved his hand at me"),
    ],
    keeps=[
        "Mr.\u00a0Smith paid 5\u00a0kg for No.\u00a07.",
        "“\u200a‘Come!’\u200a” he cried.",
        "Wind\u3000\u3000Fire\u3000\u3000Water",
        "今日は\u3000雨",
    ],
    needs="".join(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))),
)
def space(document: Document, context: Context) -> Iterator[Finding]:
    """Runs of no-break spaces, and spaces of other widths, where one ordinary space belongs.

    A single no-break or thin space is typography and stays; so does a line laid out in columns. Ideographic and
    no-break spaces that indent a paragraph are removed.
    """
    prose = document.prose
    if _has_odd_blanks(prose):
        yield from _odd_blanks(prose)
    for match in _GLUED_WORDS.finditer(prose):
        start, end = match.span()
        if not prose[start - 1 : start].isalpha() or prose[end : end + 1].isalnum() or prose[end : end + 1] == "\u00a0":
            continue
        edits = tuple(Edit(Span(start + i, start + i + 1), " ") for i, c in enumerate(match[0]) if c == "\u00a0")
        message = "no-break spaces between all words, where ordinary ones belong"
        yield Finding("characters-space", Span(start, end), message, fix=Fix(edits))


def _odd_blanks(prose: str) -> Iterator[Finding]:
    """Runs of blanks, and blanks of other widths."""
    line_end, columns = -1, False
    for match in _BLANKS.finditer(prose):
        start, end = match.span()
        while start and prose[start - 1] in " \t":
            start -= 1
        if end - start == 1 and match[0] in _TYPOGRAPHIC:
            continue
        at_start = start == 0 or prose[start - 1] == "\n"
        at_end = end == len(prose) or prose[end] == "\n"
        if not at_start and not at_end:
            if not (_is_western(prose[start - 1]) and _is_western(prose[end])):
                continue
            if start > line_end:
                line_end = prose.find("\n", start)
                line_end = len(prose) if line_end < 0 else line_end
                columns = _has_columns(prose[prose.rfind("\n", 0, start) + 1 : line_end])
            if columns:
                continue
        elif at_start and "\u3000" not in match[0] and end - start < 2:
            continue
        span, text = Span(start, end), "" if at_start or at_end else " "
        what = (
            "blanks that indent the line" if at_start else "blanks at the end of the line" if at_end else "odd spaces"
        )
        message = f"{what}, where {'one belongs' if text else 'none belongs'}"
        yield Finding("characters-space", span, message, fix=Fix((Edit(span, text),)))


TWINS = {
    **dict(zip("АВЕЅІЈКМНОРСТУХѴԚԜаеѕіјорсухѵԛԝһ", "ABESIJKMHOPCTYXVQWaesijopcyxvqwh", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    "ё": "ë",
    "ї": "ï",
    "Ё": "Ë",
    "Ї": "Ï",
}
"""Letters that cannot be told from a Latin one. Source: confusables of Unicode Technical Standard 39, the exact
twins only."""
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]+")
_WORD_END = re.compile(r"[^\W\d_]{0,40}")
_LATIN = re.compile("[A-Za-z]")


def _word_around(prose: str, start: int) -> tuple[int, int]:
    """Start and end of the run of letters around a position, at most forty to each side."""
    left = start
    while left > max(start - 40, 0) and prose[left - 1].isalpha():
        left -= 1
    match = _WORD_END.match(prose, start)
    return left, match.end() if match else start


def _has_real_script(document: Document) -> bool:
    """Whether the text has Cyrillic or Greek letters that do not look Latin."""
    return any(c not in TWINS for run in _FOREIGN.findall(document.prose) for c in run)


@rule(
    "characters-homoglyph",
    Stage.TEXT,
    examples=[
        Example("He wаved his hаnd.", "He waved his hand."),
        Example("Li Мu is а man оf the world.", "Li Mu is a man of the world."),
        Example("Οnly one.", "Only one."),
    ],
    keeps=["Москва and Ростов", "5 μm of Ω, π and β-carotene", "α-Linolensäure", "a (・`ω´・) b", "он сказал а потом"],
    needs="".join(TWINS),
)
def homoglyph(document: Document, context: Context) -> Iterator[Finding]:
    """Cyrillic or Greek letters inside Latin words: they look the same and are not.

    A word is rewritten when it has Latin letters too and every foreign letter in it is the exact twin of a Latin
    one. A word made of twins only (*а*, *оf*) is rewritten where the text has no real Cyrillic or Greek and an
    English word comes out.
    """
    prose = document.prose
    real: bool | None = None
    done = 0
    for match in _FOREIGN.finditer(prose):
        if match.start() < done:
            continue
        start, end = _word_around(prose, match.start())
        done = end
        word = prose[start:end]
        latin = "".join(TWINS.get(c, c) for c in word)
        if any(unicodedata.name(c, "").startswith(("CYRILLIC", "GREEK")) for c in latin):
            continue
        if not _LATIN.search(word):
            if real is None:
                real = of_whole(document, _has_real_script)
            if real or not (is_word(latin) and (len(latin) > 1 or latin in "aAI")):
                continue
        edits = tuple(Edit(Span(start + i, start + i + 1), TWINS[c]) for i, c in enumerate(word) if c in TWINS)
        message = f"“{latin}” is written with Cyrillic or Greek letters that only look Latin"
        yield Finding("characters-homoglyph", Span(start, end), message, Severity.WARNING, Fix(edits))


COMPATIBLE = re.compile("[\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+")
_LIGATURES = re.compile("[\ufb00-\ufb06]+")


def plain_letters(match: re.Match[str]) -> str:
    """The plain form of what `COMPATIBLE` has found."""
    return unicodedata.normalize("NFKC", match[0]).replace("ſ", "s")


def _in_disguise(document: Document, position: int) -> bool:
    from cleanup.rules.boilerplate.disguise import disguised  # it needs the twins of this module
    from cleanup.rules.prose.places import block_at

    block = block_at(document, position)
    if block is None:
        return False
    start = block.span.start
    spans = disguised(document.prose[start : block.span.end])
    return any(span.start <= position - start < span.end for span in spans)


@rule(
    "characters-compatibility",
    Stage.TEXT,
    examples=[
        Example("He ﬁnds the ofﬁce.", "He finds the office."),
        Example("Ｌｉ Ｍｕ is Ｎｏ. １", "Li Mu is No. 1"),
        Example("𝐑𝐞𝐚𝐝 on.", "Read on."),
        Example("let 𝑥 be a number", "let 𝑥 be a number"),
    ],
    keeps=["東京Ｇドーム", "He left. 𝖇𝖊𝖘𝖙𝖇𝖔𝖔𝖐𝖘.𝖈𝖔𝖒 She stayed."],
    token=COMPATIBLE.pattern,
    scope=Scope.BLOCK,
)
def compatibility(document: Document, context: Context) -> Iterator[Finding]:
    """Ligatures (*ﬁ*), full-width (*Ｌｉ*) and mathematical (*𝐑𝐞𝐚𝐝*) letters and digits instead of plain ones.

    Nothing is done inside CJK text, nor in the disguised address of a site, which is no prose (see
    `boilerplate-address`). A single mathematical letter may be a formula and is only reported.
    """
    prose = document.prose
    for match in COMPATIBLE.finditer(prose):
        start, end = match.span()
        if _in_disguise(document, start):
            continue
        plain = plain_letters(match)
        if not _LIGATURES.fullmatch(match[0]):
            edges = (prose[start - 1 : start] if start else "") + prose[end : end + 1]
            if any(c >= "\u2e80" and c.isalpha() for c in edges):
                continue
        formula = match[0] >= "\U0001d400" and end - start == 1
        span = Span(start, end)
        message = f"“{match[0]}” is “{plain}” in letters made for other uses"
        how = Applicability.SUGGESTION if formula or not plain.isascii() else Applicability.SAFE
        yield Finding("characters-compatibility", span, message, fix=Fix((Edit(span, plain),), how))


SMALL_L = re.compile(
    r"l(?<![\w.'’&/\\=+*-]l)(?<!\d l)(?=['’](?:m|ll|ve|d)\b"
    r"| (?:am|was|have|had|will|would|can|could|should|must|do|did|don['’]t|didn['’]t|can['’]t|couldn['’]t|won['’]t"
    r"|think|thought|know|knew|want|wanted|feel|felt|see|saw|said|say|guess|hope|mean|need|like|love|just|also|never"
    r"|really|shall|may|might|went|came|go|get|got|took|told|tell|heard|asked|ask)\b)"
)
"""A small *l* where only the pronoun *I* can be."""


@rule(
    "characters-l",
    Stage.TEXT,
    examples=[
        Example("Then l know what l said. l’m late.", "Then I know what I said. I’m late."),
    ],
    keeps=["5 l will do", "let l = 3", "the letter l in lamb", "d’l’will and a.l do", "He'll will it"],
    token=r"^\W*l(?:$|['’](?:m|ll|ve|d)\b)",
    scope=Scope.BLOCK,
)
def small_l(document: Document, context: Context) -> Iterator[Finding]:
    """A small *l* for the pronoun *I*, as optical character recognition writes it: before its verb, or in *l'm*."""
    for match in SMALL_L.finditer(document.prose):
        span = Span(*match.span())
        yield Finding("characters-l", span, "“l” is the pronoun “I”, read wrongly", fix=Fix((Edit(span, "I"),)))


RULES = (invisible, space, homoglyph, compatibility, small_l)
