"""What each stage may never alter.

A guard is given the prose before and after its stage, or what a fix replaces by what, and says in a few words what was
altered that may not be, or nothing. The pipeline does not make a change of which the guard speaks: a rule's mistake
then costs its repair, never the text. All guards are linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count, islice
from operator import ne

from cleanup.core.pipeline import Guard
from cleanup.rules.boilerplate.disguise import without_disguised
from cleanup.rules.characters.lookalikes import COMPATIBLE, INVISIBLE, SMALL_L, TWINS, plain_letters
from cleanup.rules.rule import Stage
from cleanup.rules.structure.heading_parts import parse_heading

ENTITY = re.compile(r"&(?:amp;)*(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});")
"""An HTML entity, escaped any number of times: markup, though it is made of letters."""
ESCAPE = re.compile(
    r"(?<!\\)\\(?:[\"']|(?:n|r\\n)(?:\\[nrt]){0,20}"
    r"|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4})"
)
"""An escape sequence of JSON: line ends, a character by its number, a quotation mark."""
SOURCE_LETTERS = (
    r"\u3005\u3007\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d"
)
"""Letters of Chinese, Japanese and Korean, as a part of a set in a pattern; the rare ones not."""
_LATIN_TWINS = str.maketrans(TWINS)
_LONGEST_HEADING = 160
_ASCII = bytes(range(128))
_ASCII_REST = bytes(code for code in range(128) if not chr(code).isalnum())
_NOT_ALNUM = re.compile(r"[\W_]+")
_NO_DIGIT = re.compile(r"\D+")
_WORD = re.compile(r"[^\W_]+")
_IN_A_CIRCLE = re.compile(r"(\w{1,40}?)\1{15,}")
"""A word that is the same letters again and again, of which it keeps its meaning with one copy."""
_STRAIGHT = str.maketrans("“”‘", '""\'')
_IN_NAMES = re.compile(r"[^\W\d_]+|[\s\-\u2010\u2011'’.\u00b7\u2027\u30fb\u0300-\u036f]+")


def _in_order(needles: Iterable[object], hay: Iterable[object]) -> bool:
    """Whether ``hay`` gives ``needles`` when some of its members are left out."""
    rest: Iterator[object] = iter(hay)
    return all(needle in rest for needle in needles)


def _beyond_ascii(text: str) -> frozenset[str]:
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=10_000)
def _seen_as(character: str) -> str:
    """What a character looks like."""
    return COMPATIBLE.sub(plain_letters, INVISIBLE.sub("", character)).translate(_LATIN_TWINS)


def _seen(text: str) -> str:
    """The text as it looks: an entity may show only when invisible characters or look-alikes in it are gone."""
    if text.isascii() and "&" not in text:
        return text
    for character in _beyond_ascii(text):
        if (plain := _seen_as(character)) != character:
            text = text.replace(character, plain)
    return INVISIBLE.sub("", text) if "&" in text else text


def _ascii_alnum(text: str) -> bytes:
    """The letters and digits of ASCII that a person sees in a text, without those of entities."""
    if "l" in text:
        text = SMALL_L.sub("I", text)
    if "\\" in text:
        text = ESCAPE.sub("", text)
    return ENTITY.sub("", _seen(text)).encode("ascii", "ignore").translate(None, _ASCII_REST)


def keeps_ascii(before: str, after: str) -> str:
    """Text stage: every ASCII letter and digit of the input survives, in order. What is decoded may add some."""
    old, new = _ascii_alnum(before), _ascii_alnum(after)
    return "" if old == new or _in_order(old, new) else "letters or digits"


_EXPLAINED = re.compile(rf"(?<=[{SOURCE_LETTERS}])[ \u00a0]?[(（][^\n]{{0,100}}?[)）]")
_SMALL_ARTICLE = re.compile(r"(?<![A-Za-z])an?(?![A-Za-z])", re.IGNORECASE)


def keeps_english(before: str, after: str) -> str:
    """Source stage: every ASCII letter and digit of the input survives, in order, but for those in a bracket behind
    source script, and for *a* and *an*."""
    old, new = (_ascii_alnum(_SMALL_ARTICLE.sub("", text).casefold()) for text in (_EXPLAINED.sub("", before), after))
    return "" if _in_order(old, new) else "English words"


def keeps_something(before: str, after: str) -> str:
    """Stage of the user's own replacements: they may do what they say, but not empty a text."""
    return "the whole text" if before.strip() and not after.strip() else ""


def _keys(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What must survive of each line that has letters or digits: all of them but disguised addresses, of a heading its
    number and title."""
    for line in lines:
        heading = parse_heading(line.strip()) if len(line) <= _LONGEST_HEADING else None
        number, words = (heading.number, heading.title) if heading else ("", without_disguised(line))
        key = _NOT_ALNUM.sub("", words.casefold())
        if number or key:
            yield number, key


def keeps_lines(before: str, after: str) -> str:
    """Structure stage: each line that remains is a line of the input, in order, perhaps without a disguised address.
    Of a heading only the form may change: its word, what stands between number and title, leading zeros, a page
    marker."""
    old, new = _differing(before.split("\n"), after.split("\n"))
    return "" if _in_order(_keys(new), _keys(old)) else "the wording of a line"


def _differing(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The lines without those that both texts have at their starts and ends."""
    shorter = min(len(old), len(new))
    start = next(compress(count(), map(ne, old, new)), shorter)
    rest = shorter - start
    end = next(compress(count(), map(ne, reversed(old), islice(reversed(new), rest))), rest)
    return old[start : len(old) - end], new[start : len(new) - end]


def keeps_all_but_names(before: str, after: str) -> str:
    """Names stage: everything but letters and what stands inside names (spaces, hyphens, apostrophes, full stops)."""
    return "" if _IN_NAMES.sub("", before) == _IN_NAMES.sub("", after) else "digits or punctuation"


def keeps_all_but_forms(forms: Callable[[], Iterable[str]]) -> Guard:
    """Names stage: the same of each edit, but for the digits and marks that belong to ``forms`` of the glossary: *Unit
    7*, *K-On!*."""
    known: set[str] = set()

    def guard(before: str, after: str) -> str:
        old, new = _marks(before), _marks(after)
        if old == new:
            return ""
        if not known:
            known.update(mark for form in forms() for mark in (_marks(form), _marks(form[:-1])))
        return "" if old in known and new in known else "digits or punctuation"

    return guard


def _marks(form: str) -> str:
    """The digits and marks of a form that are not usual in names."""
    return _IN_NAMES.sub("", form).translate(_STRAIGHT)


def keeps_letters(before: str, after: str) -> str:
    """Typography stage: the letters and digits, in order."""
    return "" if _NOT_ALNUM.sub("", before) == _NOT_ALNUM.sub("", after) else "letters or digits"


def keeps_words(before: str, after: str) -> str:
    """Repeats stage: the set of words, whatever their case: a word is never lost altogether."""
    if set(before.split()) == set(after.split()):
        return ""
    old, new = (set(_WORD.findall(_IN_A_CIRCLE.sub(r"\1", text.casefold()))) for text in (before, after))
    return "" if old == new else "words"


def keeps_all_but_case(before: str, after: str) -> str:
    """Casing stage: the case-folded text."""
    return "" if before.casefold() == after.casefold() else "more than capitals"


def keeps_digits_and_names(names: Callable[[str], Sequence[str]] | None = None) -> Guard:
    """Grammar stage: the digits, and the protected names as ``names`` finds them in a text, in order."""

    def guard(before: str, after: str) -> str:
        if _NO_DIGIT.sub("", before) != _NO_DIGIT.sub("", after):
            return "digits"
        if names is not None and list(names(before)) != list(names(after)):
            return "names"
        return ""

    return guard


CHARACTERWISE: frozenset[Guard] = frozenset({keeps_all_but_names, keeps_letters, keeps_all_but_case})
"""Guards for which a text is the sum of its characters: what stays where it is need not be looked at."""

GUARDS: Mapping[Stage, Guard] = {
    Stage.TEXT: keeps_ascii,
    Stage.SOURCE: keeps_english,
    Stage.OWN: keeps_something,
    Stage.STRUCTURE: keeps_lines,
    Stage.NAMES: keeps_all_but_names,
    Stage.TYPOGRAPHY: keeps_letters,
    Stage.REPEATS: keeps_words,
    Stage.CASING: keeps_all_but_case,
    Stage.GRAMMAR: keeps_digits_and_names(),
}
