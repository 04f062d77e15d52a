"""Dashes: two hyphens, doubled dashes, a hyphen between spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import BlockKind, Document, Finding
from cleanup.core.whole import of_whole
from cleanup.errors import ConfigError
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.prose.places import block_at
from cleanup.rules.rule import Example, Stage, rule

_RUN = re.compile(r"[—―─]{2,}|[―─](?=[^\W_])")

_HYPHENS = re.compile(r"(?<=[^\W_]|[,;:!?…”’\"')])(?:---?(?=[^\W_“‘”’\"'])| ---? (?=[^\W_“‘\"'(]))")
_SPACED = re.compile(r" - (?<=[^\W\d_] - |[,”’\"')] - )(?=[^\W\d_“‘\"'(])")
_FORMS = ("auto", "em", "hyphens")


@rule(
    "punctuation-dash",
    Stage.TYPOGRAPHY,
    examples=[
        Example("He stopped——and then—he left.", "He stopped—and then—he left."),
        Example("“But I——” he said.", "“But I—” he said."),
        Example("He stopped--and then—he left—at last.", "He stopped—and then—he left—at last."),
        Example("He stopped -- and left.", "He stopped — and left.", options={"form": "em"}),
        Example("He stopped――and left.", "He stopped—and left."),
    ],
    keeps=[
        "He stopped--and left.",
        "In the year 18—— a Mr. D—— came to the town of X——.",
        "the option --write and the file a--b, or -- like this",
        "---But she says I am family---",
        "――――――",
        "――I see!――",
    ],
    needs="-—―─",
    token=r"[—―─]{2}|[―─][^\W_]|--",
    options={"form": "auto"},
)
def dash(document: Document, context: Context) -> Iterator[Finding]:
    """A dash written twice, or as two hyphens in a text that has dashes.

    *——* is the dash of Chinese and becomes one em dash, except where it stands for letters left out (*Mr. D——*). Two
    hyphens between words become a dash when the text uses dashes more often, or when the option `form` is `em`; with
    `hyphens` they stay.
    """
    form = str(context.options.get("form", "auto"))
    if form not in _FORMS:
        raise ConfigError(f"the option form of punctuation-dash is “{form}”", hint=f"use {', '.join(_FORMS)}")
    prose = document.prose
    for match in _RUN.finditer(prose) if any(sign in prose for sign in ("——", "―", "─")) else ():
        start, end = match.span()
        if _stands_for_letters(prose, start, end) or not _joins(prose, start, end):
            continue
        yield mend("punctuation-dash", start, end, "—", f"“{match[0][:4]}” is one dash in English")
    if "--" not in prose or form == "hyphens":
        return
    if form == "auto" and not of_whole(document, _prefers_dashes):
        return
    for match in _HYPHENS.finditer(prose):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        message = f"“{match[0].strip()}” is a dash, which this text writes “—”"
        yield mend("punctuation-dash", start, start + match[0].count("-"), "—", message)


def _prefers_dashes(document: Document) -> bool:
    """Whether the text has more dashes than hyphens that stand for one."""
    prose = document.prose
    return prose.count("—") > len(_HYPHENS.findall(prose))


def _stands_for_letters(prose: str, start: int, end: int) -> bool:
    """Whether the dash replaces the rest of a name or number: after a capital that stands alone or a figure, or
    before the rest of a word (*——shire*)."""
    before = prose[max(start - 2, 0) : start]
    if before.endswith(" ") and prose[end : end + 1].islower():
        return True
    alone = before[-1:].isupper() and before[-1:] != "I" and not before[:-1].isalnum()
    return alone or before[-1:].isdigit()


def _joins(prose: str, start: int, end: int) -> bool:
    """Whether a dash stands in words: not at the start of a line, alone on it, or as an ornament at its end."""
    before = prose[max(start - 2, 0) : start]
    framed = (end - start > 2 or prose[start] != "—") and prose[end : end + 1] in ("\n", "")
    if framed or not before.strip() or before.endswith("\n"):
        return False
    return before.strip()[-1].isalnum() or before.strip()[-1] in ",.;:!?…“”‘’\"')("


@rule(
    "punctuation-spaced-hyphen",
    Stage.TYPOGRAPHY,
    examples=[Example("He stopped - and then he left.", "He stopped - and then he left.")],
    keeps=["a well-known man", "- an item", "5 - 3 = 2", "pages 3 - 5", "Name - "],
    needs="-",
    token="^-$",
    reports=True,
)
def spaced_hyphen(document: Document, context: Context) -> Iterator[Finding]:
    """A hyphen between spaces where a dash belongs.

    Only suggested: headings, lists and names of things are written like that on purpose.
    """
    prose = document.prose
    wanted = " – " if prose.count(" – ") > prose.count("—") else "—"
    for match in _SPACED.finditer(prose):
        block = block_at(document, match.start())
        if block is None or block.kind is not BlockKind.PARAGRAPH:
            continue
        message = f"A hyphen between spaces stands for a dash, “{wanted}”"
        yield mend("punctuation-spaced-hyphen", *match.span(), wanted, message, sure=False)


RULES = (dash, spaced_hyphen)
