"""Words that the engine's dictionary does not know: one finding a word, however often it occurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from cleanup.core.model import Finding, Severity, Span
from cleanup.english import FUNCTION_WORDS, is_spelled, is_word
from cleanup.grammar.coinages import bare, is_coinage
from cleanup.grammar.levels import SPELLING, VARIANT
from cleanup.names.pinyin import is_pinyin

MAX_SUGGESTIONS = 3
_ALONE_BEFORE = re.compile(r"(?:^|[\n\"“‘'「『(\[*]\s*|[.!?…~—-]\s*)\Z")
_REST_BEFORE = re.compile(r"\w\*+ ?\Z|(?<!\w)-\Z")
"""What follows is the rest of a word: ``F***ing``, ``‘-san’``."""
_FOREIGN = re.compile(r"[^\x00-\u024f\u2010-\u2027]")
"""Letters of another script: those are leftovers, and have a rule of their own."""
_ALONE_AFTER = re.compile(r"\s*(?:[!?…~—]|\.\.|-[!?\"”])")


# Turns British and American spelling into something that is neither and the same.
_ELSEWHERE = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"ou(?=r)", "o"),
        (r"(?<=[aeiouy])s(?=(?:e|ed|es|er|ers|ing|ation|ations|able)\b)", "z"),
        (r"ll", "l"),
        (r"(?<=[^aeiou])re(?=s?\b)", "er"),
        (r"[ao]e(?=[a-z])", "e"),
        (r"nce\b", "nse"),
        (r"mme\b", "m"),
        (r"ogue\b", "og"),
        (r"\bgrey", "gray"),
    )
)


@dataclass(slots=True)
class _Word:
    forms: Counter[str] = field(default_factory=Counter)
    places: list[Span] = field(default_factory=list)
    replacements: tuple[str, ...] = ()
    cries: int = 0
    """How often it stands alone as a cry: *“Uwah!”*"""


class UnknownWords:
    """Collects unknown words; those that the glossary knows (``names``: the words of its names) are none. After
    `findings`, ``has_names`` says whether there are capitalised ones."""

    def __init__(self, names: frozenset[str], language: str = "en-US") -> None:
        self._language = language
        self.has_names = False
        self._elsewhere: dict[str, Span] = {}
        self._names = {name.casefold() for name in names}
        self._words: dict[str, _Word] = {}

    def add(self, place: Span, prose: str, replacements: tuple[str, ...]) -> None:
        """Note the word at a place of the prose, with what the engine would write instead."""
        text = prose[place.start : place.end]
        form = bare(text)
        if is_coinage(form, self._is_known) or _FOREIGN.search(text) or not self._may_be_slip(form):
            return
        start = place.start + text.index(form)
        if _REST_BEFORE.search(prose[max(start - 8, 0) : start]):
            return
        if form.islower() and replacements and _variant_key(form) == _variant_key(replacements[0]):
            self._elsewhere.setdefault(form, Span(start, start + len(form)))
            return
        word = self._words.setdefault(form.casefold(), _Word())
        word.forms[form] += 1
        word.places.append(Span(start, start + len(form)))
        word.replacements = word.replacements or replacements
        before, after = prose[max(start - 3, 0) : start], prose[start + len(form) : start + len(form) + 3]
        word.cries += bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after))

    def findings(self) -> Iterator[Finding]:
        """One finding for each word, where it occurs first. What only ever stands alone as a cry is none."""
        for word in self._words.values():
            count = len(word.places)
            if word.cries == count:
                continue
            if count > 1 and not self._is_glued(word.forms.most_common(1)[0][0]):
                self.has_names = self.has_names or any(form[:1].isupper() for form in word.forms)
                continue  # a word of the book's own, and no slip
            form, _count = word.forms.most_common(1)[0]
            if form.istitle():
                self.has_names = True  # somebody's or something's name: for `cleanup glossary discover`, not a slip
                continue
            if form.islower() and not (self._is_glued(form) or _is_slip(form, word.replacements)):
                continue  # a rare word, most likely, or one of the book's own
            # What an engine proposes for a name that it does not know is never of use.
            suggestions = word.replacements[:MAX_SUGGESTIONS] if form.islower() else ()
            yield Finding(SPELLING, word.places[0], _message(form, count), Severity.INFO, None, suggestions)

        yield from self._variants()

    def _variants(self) -> Iterator[Finding]:
        """One finding for all words that are right in another country."""
        if not self._elsewhere:
            return
        first, *others = self._elsewhere
        words = f"“{first}” is" if not others else f"“{first}” and {len(others)} more are"
        message = (
            f"{words} spelled as elsewhere: the language of the grammar check is {self._language} "
            "(`language` in [grammar])"
        )
        yield Finding(VARIANT, self._elsewhere[first], message, Severity.INFO)

    def _may_be_slip(self, form: str) -> bool:
        """Whether a word may be misspelt English: not what is spelled in pinyin (*zhang*, *ten-zhang*), nor several
        words."""
        parts = form.split("-")
        return " " not in form and not (form.islower() and any(is_pinyin(part) and not is_word(part) for part in parts))

    def _is_glued(self, form: str) -> bool:
        """Whether a word is two with the space lost: *sonthe*."""
        return form.islower() and any(
            form[:cut] in FUNCTION_WORDS or form[cut:] in FUNCTION_WORDS
            for cut in range(2, len(form) - 1)
            if is_word(form[:cut]) and is_word(form[cut:])
        )

    def _is_known(self, word: str) -> bool:
        return word.casefold() in self._names or is_spelled(word)


def _is_slip(form: str, replacements: Sequence[str]) -> bool:
    """Whether one of the words that an engine would write instead has a letter more, a letter less, or two letters
    exchanged, and begins alike: *recieve*, not *pauldron* for *cauldron*."""
    return any(
        word[:1] == form[:1]
        and OSA.distance(form, word, score_cutoff=1) == 1
        and (len(word) != len(form) or sorted(word) == sorted(form))
        for word in replacements
    )


def _variant_key(word: str) -> str:
    for pattern, text in _ELSEWHERE:
        word = pattern.sub(text, word)
    return word


def _message(form: str, count: int) -> str:
    times = "" if count == 1 else f" ({count} times)"
    return f"“{form}” is not in the dictionary{times}"
