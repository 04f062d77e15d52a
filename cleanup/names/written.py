"""Forms that count as they are written: with marks at their edges or inside (*No.*, *$Moon*, *Fire (Fist)*, *C++*).

The automaton finds the letters and digits of a form; here is asked whether the marks are there, too, and whether the
last of them belongs to the form or ends the sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleanup.core.model import Span
from cleanup.language.english import ABBREVIATIONS, FUNCTION_WORDS, OPENERS, is_word
from cleanup.language.fold import fold
from cleanup.names.automaton import holds_together
from cleanup.names.borders import begins_word, ends_word, is_joined_after, is_joined_before

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\n": " ", "\u00a0": " "})
_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_ENDS = frozenset(".!?…")
_CLOSING = re.compile(r"[\"”’')\]»]+(?!\w)")
_GOES_ON = re.compile(r"[)\]]+(?:[,;:]| [a-z])")
"""A bracket in the middle of a sentence: *(Capt.), who*."""
_NEXT = re.compile(r"[ \n]+[\"“‘'(\[«]*(?P<word>[^\W_]+)")
_JOINS = frozenset("_@\\")


def is_plain(form: str) -> bool:
    """Whether a form is known by its letters, digits and gaps alone; one with other marks counts as written."""
    if not form or not (form[0].isalnum() and form[-1].isalnum()):
        return not form
    return form.isalnum() or (holds_together(form) and "  " not in fold(form.replace(". ", " ")))


def findable(form: str) -> bool:
    """Whether a form has a letter or digit to be found by."""
    return bool(fold(form).strip())


class Written(NamedTuple):
    """A form with marks of the entry ``term`` (an index). ``lead`` and ``trail``: how many characters it has before
    its first and after its last letter or digit. ``right``: whether it is a right form, not a variant."""

    term: int
    form: str
    right: bool
    lead: int
    trail: int
    marks: str

    def at(self, text: str, start: int, end: int) -> Span | None:
        """Where the form is in a text that has its letters at ``start`` to ``end``: the span to be replaced; ``None``
        when the marks are not there, or belong to something else.

        The mark at the end is left to the sentence where it may end one.
        """
        first, last = start - self.lead, end + self.trail
        if first < 0 or last > len(text) or _marks(text[first:last]) != self.marks:
            return None
        if not (self._begins(text, first) and self._ends(text, last)):
            return None
        if self.right or self.form[-1] not in _ENDS or not self._may_end_sentence(text, last):
            return Span(first, last)
        # “No, said the sign: No.” is a word with its full stop; “and Zhang Sr.” ends with both.
        words = self._words
        if len(words) == 1 and is_word(words[0].lower()) and _VOWEL.search(words[0]):
            return None
        return Span(first, last - 1)

    @property
    def _words(self) -> list[str]:
        return _WORD.findall(self.form)

    def _begins(self, text: str, first: int) -> bool:
        before = text[first - 1 : first]
        if self.lead:
            return not (before.isalnum() or before in _JOINS or before == self.form[0]) if before else True
        if before == "." and "." in self.form and text[max(0, first - 2) : first - 1].isalnum():
            return False  # “A.J.B.”
        return begins_word(text, first) and not is_joined_before(text, first)

    def _ends(self, text: str, last: int) -> bool:
        after = text[last : last + 1]
        if not self.trail:
            return ends_word(text, last) and not is_joined_after(text, last)
        if after.isalnum() or (after and after in _JOINS):
            return False
        return not (self.form[-1] in ".+&-" and after == self.form[-1])

    def _may_end_sentence(self, text: str, last: int) -> bool:
        rest = text[last : last + 1]
        if self.form[-1] == "." and _GOES_ON.match(text, last):
            return False
        if not rest or text.startswith("\n\n", last) or _CLOSING.match(text, last):
            return True
        following = _NEXT.match(text, last)
        if following is None:
            return rest in " \n"
        word = following["word"]
        if word[0].isdigit() or word[0].islower():
            return False
        if self.form[-1] != ".":
            return True
        small, short = word.lower(), self._words[-1].lower()
        if small in FUNCTION_WORDS or small in OPENERS or short in FUNCTION_WORDS:
            return True
        return is_word(small) and short not in ABBREVIATIONS  # “Capt. Hale”, for all that hale is a word


def written(term: int, form: str, *, right: bool) -> tuple[str, Written] | None:
    """A form with marks, and the folded letters by which the automaton is to find it; ``None`` when it has none."""
    folded = fold(form)
    core = folded.strip()
    if not core:
        return None
    lead = len(folded) - len(folded.lstrip())
    return core, Written(term, form, right, lead, len(folded) - lead - len(core), _marks(form))


def _marks(form: str) -> str:
    """A form with every letter and digit taken for the same."""
    return _LETTER.sub("x", form.translate(_QUOTES))
