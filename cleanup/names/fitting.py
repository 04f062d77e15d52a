"""A right form fitted into the place of a wrong one: capitals, line ends, apostrophes, the full stop and the article
beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from cleanup.core.model import Span

_ARTICLE = re.compile(r"\b([Aa])(n?)[ \n]$")
_THE = re.compile(r"\b[Tt]he $")
_DETERMINER = re.compile(r"\b(the|an?|this|that|these|those|my|your|his|her|its|our|their) $", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_OPENING = "\"“‘'’([*_"
_CLOSING = "\"”’')]*_"
_ENDS = frozenset(".!?…")
_VOWELS = frozenset("aeioAEIO")
_MARKS = re.compile(r"[\w\s\-\u2010\u2011'’.·]+")


@lru_cache(maxsize=50_000)
def in_style(name: str, surface: str, *, starts_sentence: bool = False, listed: str = "") -> str:
    """``name`` in all capitals where the form is (unless the glossary lists it like that: ``listed``), with a capital
    where a small name starts a sentence, with the form's line ends and its make of apostrophe."""
    cased = [c for c in surface if c.isalpha()]
    if len(cased) > 3 and all(c.isupper() for c in cased) and not listed.isupper():
        name = name.upper()
    elif starts_sentence and surface[:1].isupper():
        name = raised(name)
    if "’" in surface:
        name = name.replace("'", "’")
    words, gaps = name.split(), re.findall(r"\s+", surface)
    if "\n" in surface and len(words) == len(gaps) + 1:
        name = words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
    return name


def raised(name: str) -> str:
    """A name at the start of a sentence: *ki* → *Ki*; its owner’s capitals are kept (*eBay*)."""
    first = _LETTERS.match(name)
    return name[:1].upper() + name[1:] if first and first[0].islower() else name


def opens_sentence(prose: str, position: int, block: int) -> bool:
    """Whether a position is at the start of its block (which begins at ``block``), of a sentence or of speech."""
    before = prose[max(block, position - 8) : position]
    bare = before.rstrip(_OPENING)
    quoted = len(bare) < len(before)
    if not bare.strip():
        return position - len(before) == block
    if not (quoted or bare[-1].isspace()):
        return False
    bare = bare.rstrip()
    if quoted and bare[-1] in ",:—…":
        return True
    return bare.rstrip(_CLOSING)[-1:] in _ENDS


def at_place(name: str, prose: str, span: Span) -> tuple[Span, str]:
    """The span and text of the edit that puts ``name`` at ``span``: no second full stop, and one article, *a* or *an*
    as it sounds now."""
    if name.endswith(".") and prose[span.end : span.end + 1] == ".":
        name = name[:-1]
    if name[:4].lower() == "the " and (before := _DETERMINER.search(prose, max(0, span.start - 8), span.start)):
        name = name[4:]
        if before[1].lower() in ("a", "an"):
            return Span(before.start(1), span.end), f"{'T' if before[1][0] == 'A' else 't'}he {name}"
        return span, name
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
