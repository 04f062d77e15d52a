"""How the words of a form relate to those of a name: a part of it, or the same in another number."""

from __future__ import annotations

import re

from cleanup.language.fold import fold_form
from cleanup.names.meaning import stem, usual

_SMALL = frozenset({"of", "the", "and", "in", "a"})


def _words(form: str) -> list[str]:
    return [word for word in fold_form(form).split() if word not in _SMALL]


def is_short_for(form: str, name: str) -> bool:
    """Whether a form has only some of the words of a name, in their order: *Purple Mansion* for *Purple Mansion
    Realm*. A text that leaves a word out mostly means to."""
    some, every = [stem(word) for word in _words(form)], iter(stem(word) for word in _words(name))
    return len(some) < len(_words(name)) and all(word in every for word in some)


def is_longer_than(form: str, name: str) -> bool:
    """Whether a form has all the words of a name, and more."""
    return is_short_for(name, form)


def differs_in_number(form: str, name: str) -> bool:
    """Whether a form and a name are the singular and the plural of the same words: *True Dragon*, *True Dragons*."""
    one, other = _words(form), _words(name)
    return one != other and list(map(_singular, one)) == list(map(_singular, other))


_PEOPLE = frozenset(
    "ancestor patriarch master lord king emperor god immortal saint teacher elder father mother daughter son child "
    "doctor general guard soldier person man woman girl boy".split()
)
"""Words for people among the meanings of characters that also mean a body or a place."""


def is_of_another_kind(form: str, name: str, source: str) -> bool:
    """Whether the last words of a form and a name are meanings of the last character of their source, one a person and
    the other none: *Backer Ancestor* is no Reliance Sect, though 宗 is an ancestor and a sect."""
    one, other = _words(form)[-1:], _words(name)[-1:]
    if not one or not other or (one[0] in _PEOPLE) == (other[0] in _PEOPLE):
        return False
    meant = {stem(word) for word in usual(source[-1:])}
    return stem(one[0]) in meant and stem(other[0]) in meant


_SES = re.compile(r"(?<=[sxz])es$|(?<=ch)es$|(?<=sh)es$")


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    if _SES.search(word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
