"""Which fields of a table are text: by their names, by what is in them, or by patterns that a user has set.

A field is text when its name says so, or when most of its values are sentences of the target language. Identifiers,
file names, the source text and everything doubtful are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

TEXT = frozenset(
    "text message messages msg translation translated description desc title subtitle caption content dialogue dialog "
    "line lines tooltip hint summary profile nickname choice choices question answer english english_translation "
    "best_translation better_translation machine_translation message1 message2 message3 message4".split()
)
"""Names of fields that hold text, in small letters, with ``_`` for blanks and hyphens."""
NO_TEXT = frozenset(
    "id ids key keys index idx uid guid uuid hash type kind class code status stage context source src original orig "
    "raw original_text initial jp ja japanese zh cn chinese ko kr korean pre_jp post_jp pre_src post_src file filename "
    "path url uri href image img icon sprite sound audio music video font color colour style css script note notes "
    "comment comments tag tags lang language locale version author date time created updated trans_by proofread_by "
    "problem regex pattern format formula event plugin".split()
)
SPEAKER = frozenset("name names speaker speakers character who actor chara".split())
"""Fields that say who speaks, where there is a text beside them."""

_WORDS = re.compile(r"(?<!\w)[^\W\d_]++(?:['’-][^\W\d_]++)*+[,.!?…]*+\s++[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]")
_SOURCE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCES = 0.5
"""Part of the values with several words from which on a field is text."""
_SAMPLE = 400


Chosen = Mapping[str, bool]
"""What a user says of fields, by patterns of their names or dotted paths: text or not. The first that fits counts."""


def chosen_for(path: str, chosen: Chosen) -> bool | None:
    """What the user says of a field; ``None``: nothing."""
    last = path.rpartition(".")[2]
    fitting = (is_text for pattern, is_text in chosen.items() if fnmatchcase(path, pattern) or pattern == last)
    return next(fitting, None)


def field_name(name: str) -> str:
    """The name of a field as the lists have it."""
    return re.sub(r"[\s-]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip())).lower()


def is_text(name: str, values: Sequence[str]) -> bool:
    """Whether a field holds text: its name, or the look of its values, says so."""
    own = field_name(name)
    if own in NO_TEXT or own in SPEAKER or is_source(values):
        return False
    return own in TEXT or reads_like_text(values)


def is_source(values: Iterable[str]) -> bool:
    """Whether most of the letters of some values are Chinese, Japanese or Korean."""
    letters = source = 0
    for value in list(values)[:_SAMPLE]:
        letters += len(_LETTERS.findall(value[:500]))
        source += len(_SOURCE.findall(value[:500]))
    return source > letters / 2


def reads_like_text(values: Iterable[str]) -> bool:
    """Whether at least half of the values that have letters have several words."""
    some = [value for value in list(values)[:_SAMPLE] if _LETTERS.search(value)]
    return bool(some) and sum(1 for value in some if _WORDS.search(value)) >= _SENTENCES * len(some)
