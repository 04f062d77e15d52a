"""A right form fitted into the place of a wrong one: capitals, line ends, apostrophes, the full stop and the article
beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from cleanup.core.model import Span

_ARTICLE = re.compile(r"\b([Aa])(n?)[ \n]$")
_THE = re.compile(r"\b[Tt]he $")
_VOWELS = frozenset("aeioAEIO")
_MARKS = re.compile(r"[\w\s\-\u2010\u2011'’.·]+")


@lru_cache(maxsize=50_000)
def in_style(name: str, surface: str, *, starts_sentence: bool = False) -> str:
    """``name`` in all capitals where the form is, with a capital where a small name starts a sentence, with its line
    ends and its make of apostrophe."""
    cased = [c for c in surface if c.isalpha()]
    if len(cased) > 3 and all(c.isupper() for c in cased):
        name = name.upper()
    elif name[:1].islower() and surface[:1].isupper() and (starts_sentence or surface.istitle()):
        name = name[:1].upper() + name[1:]
    if "’" in surface:
        name = name.replace("'", "’")
    words, gaps = name.split(), re.findall(r"\s+", surface)
    if "\n" in surface and len(words) == len(gaps) + 1:
        name = words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
    return name


def at_place(name: str, prose: str, span: Span) -> tuple[Span, str]:
    """The span and text of the edit that puts ``name`` at ``span``: no second full stop, and *a* or *an* as it sounds
    now."""
    if name.endswith(".") and prose[span.end : span.end + 1] == ".":
        name = name[:-1]
    was, is_now = prose[span.start : span.start + 1] in _VOWELS, name[:1] in _VOWELS
    if was == is_now:
        return span, name
    article = _ARTICLE.search(prose, max(0, span.start - 4), span.start)
    if article and bool(article[2]) == was:
        gap = prose[span.start - 1]
        return Span(article.start(), span.end), f"{article[1]}{'n' if is_now else ''}{gap}{name}"
    return span, name


def with_the(prose: str, span: Span) -> Span:
    """The span with *the* before it, if that is there."""
    the = _THE.search(prose, max(0, span.start - 5), span.start)
    return Span(the.start(), span.end) if the else span


@lru_cache(maxsize=50_000)
def marks(form: str) -> str:
    """What a form has besides letters, digits and what joins the parts of a name: *K-On!* has an exclamation mark."""
    return _MARKS.sub("", form)
