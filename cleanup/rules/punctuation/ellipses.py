"""Ellipses: one form for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.core.model import Document, Finding
from cleanup.core.whole import of_whole
from cleanup.errors import ConfigError
from cleanup.rules.context import Context
from cleanup.rules.mending import mend
from cleanup.rules.rule import Example, Stage, rule

_FORMS = {"dots": "...", "character": "…", "spaced": ". . ."}
_SHAPES = {
    "..": r"\.\.[.…]*",
    "…": r"…[.…]*",
    ". .": r"\. \.(?: \.)+",
    "⋯": "⋯+",
    "‥": "‥+",
    **dict.fromkeys(("。。", "．．", "｡｡", "・・"), "[。．｡・]{2,}"),
}
_COUNTED = {
    "dots": re.compile(r"\.\.\.(?<![.…]\.\.\.)(?![.…])"),
    "character": re.compile("…(?<!……)"),
    "spaced": re.compile(r"\. \. \.(?<!\.\. \. \.)(?! ?\.)"),
}
_LEFT = ("....", "….", "‥")
"""An ellipsis and a full stop; a leader of two dots."""
_SHOWN = 12
_LEADER = re.compile(r"[ \t]*\d{1,4}[ \t]*(?:\n|\Z)")


def _wanted(form: str) -> str:
    if form in _FORMS:
        return _FORMS[form]
    raise ConfigError(f"the option form of punctuation-ellipsis is “{form}”", hint=f"use auto, {', '.join(_FORMS)}")


def _usual(document: Document) -> str:
    """What most ellipses of the text are."""
    prose = document.prose
    counts = {name: len(pattern.findall(prose)) for name, pattern in _COUNTED.items()}
    return _FORMS[max(counts, key=lambda name: counts[name])]


def _present(prose: str) -> dict[str, None]:
    """The shapes that the ellipses of a text have."""
    return dict.fromkeys(shape for sign, shape in _SHAPES.items() if sign[0] in prose and sign in prose)


def _is_settled(document: Document) -> bool:
    """Whether the text has ellipses of one shape only, and all of them regular."""
    present = _present(document.prose)
    return len(present) == 1 and _is_regular(document.prose, *present)


def _is_regular(prose: str, shape: str) -> bool:
    """Whether the ellipses of a text, all of one shape, are three dots or one character each."""
    if shape == _SHAPES["…"]:
        return "……" not in prose and "…." not in prose
    return shape == _SHAPES[".."] and set(re.findall(shape, prose)) <= {"...", "...."}


@rule(
    "punctuation-ellipsis",
    Stage.TYPOGRAPHY,
    examples=[
        Example("Well...... I see。。。 And then… nothing...", "Well... I see... And then... nothing..."),
        Example("Well…… I see…", "Well… I see…"),
        Example("Well . . . I see... And so...", "Well... I see... And so..."),
        Example("Well... I see.", "Well . . . I see.", options={"form": "spaced"}),
        Example("Well... I see.", "Well… I see.", options={"form": "character"}),
        Example("He waited.. and left.", "He waited.. and left."),
    ],
    keeps=[
        "Well... I see.... Then he left.",
        "And then… nothing.",
        "And then . . . nothing. . . .",
        "Chapter One ........ 12",
        "......",
        "cd .. and ../up and 1..10",
    ],
    needs=".…。．｡⋯‥・",
    token=r"\.\.|…|⋯|‥|[。．｡・]{2}|^\.$",
    options={"form": "auto"},
)
def ellipsis(document: Document, context: Context) -> Iterator[Finding]:
    """An ellipsis of another form than the others, or with too many dots.

    The option `form` is `dots` (*...*), `character` (*…*), `spaced` (*. . .*) or `auto`: what most of the text's
    ellipses are. Four dots are an ellipsis and a full stop and stay. Two dots may be either and are only suggested;
    leaders of a table of contents and rows of dots that stand for a break stay.
    """
    prose = document.prose
    present = _present(prose)
    form = str(context.options.get("form", "auto"))
    if not present or (form == "auto" and of_whole(document, _is_settled)):
        return
    wanted = of_whole(document, _usual) if form == "auto" else _wanted(form)
    for match in re.finditer("|".join(present), prose):
        found, (start, end) = match[0], match.span()
        if found == wanted or found in _LEFT:
            continue
        if found == "..":
            if _ends_a_word(prose, start, end):
                message = "Two dots: an ellipsis with one too few, or a full stop with one too many"
                yield mend("punctuation-ellipsis", start, end, wanted, message, sure=False)
            continue
        if _is_meant(prose, found, end) or not _in_words(prose, start, end):
            continue
        text = wanted
        if found.startswith(". .") and prose[start - 2 : start - 1].isalnum() and prose[start - 1] == " ":
            start -= 1
        if wanted == _FORMS["spaced"] and prose[start - 1 : start].isalnum():
            text = f" {wanted}"
        shown = found if len(found) < _SHOWN else found[: _SHOWN - 2] + "…"
        message = f"“{shown}”: the ellipsis of this text is “{wanted}”"
        yield mend("punctuation-ellipsis", start, end, text, message)


def _ends_a_word(prose: str, start: int, end: int) -> bool:
    return prose[start - 1 : start].isalpha() and prose[end : end + 1] in (" ", "\n", "", "”", '"')


def _is_meant(prose: str, found: str, end: int) -> bool:
    """Whether the dots are something else: leaders before a page number, or spaced dots with a full stop."""
    if found.startswith(". ."):
        return found.count(".") > 3
    return found.count(".") > 4 and _LEADER.match(prose, end) is not None


def _in_words(prose: str, start: int, end: int) -> bool:
    """Whether the ellipsis stands beside words or quotes, and is not a row of dots on a line of its own."""
    before, after = prose[max(start - 2, 0) : start], prose[end : end + 2]
    beside = before[-1:] + after[:1]
    if "/" in beside or (before[-1:].isdigit() and after[:1].isdigit()):
        return False
    return bool((before + after).strip())


RULES = (ellipsis,)
