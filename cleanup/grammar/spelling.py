"""Words that no dictionary knows: one finding a word, however often it occurs.

Of a hundred such words in translated fiction ninety and more are right: names, titles, measures, plants. So a word is
reported only where it shows the damage itself: two words without their space, capitals in the middle, letters that
changed places. Our own dictionary says what is unknown, because an engine's takes longer over the names of a novel than
over its grammar; it has American English only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cleanup.core.model import Document, Finding, Severity, Span
from cleanup.grammar.coinages import bare, is_coinage
from cleanup.grammar.levels import SPELLING, VARIANT
from cleanup.language.english import CLOSED_CLASS, is_spelled, is_word
from cleanup.names.pinyin import is_pinyin

MAX_SUGGESTIONS = 3
_ALONE_BEFORE = re.compile(r"(?:^|[\n\"“‘'「『(\[*]\s*|[.!?…~—-]\s*)\Z")
_REST_BEFORE = re.compile(r"\w\*+ ?\Z|(?<!\w)-\Z")
"""What follows is the rest of a word: ``F***ing``, ``‘-san’``."""
_FOREIGN = re.compile(r"[^\x00-\u024f\u2010-\u2027]")
"""Letters of another script: those are leftovers, and have a rule of their own."""
_ALONE_AFTER = re.compile(r"\s*(?:[!?…~—]|\.\.|-[!?\"”])")
_TOKEN = re.compile(r"(?<!\w)[^\W\d_]+(?:[-'’][^\W\d_]+)*(?!\w)")
_HUMPS = re.compile(r"[a-z]{2,}(?:[A-Z][a-z]+)+|[A-Z][a-z]{2,}(?:[A-Z][a-z]+){2,}")
"""*RareTower* may be a brand, *rareTower* and *RareTowerOfGold* are words without their spaces."""
_GLUED = frozenset(word for word in CLOSED_CLASS if len(word) > 2) - frozenset(
    "all any are both each every few many most much one our some such through under upon".split()
)
"""Function words of which no new words are made, as of *out* and *under*."""
_PREFIXES = frozenset("for from than were with".split())
"""Those that words begin with all the same: *werebat*."""
_LONGEST = 24
"""Letters of a word for which others are looked for."""
_LONG = 7
"""Letters of a word that is like another one by mistake, rather than by chance."""
_MANY = 3
"""Words of another country's spelling that make a text one of that country."""


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
    """Collects unknown words; those that the glossary knows (``names``: the words of its names) are none."""

    def __init__(self, names: frozenset[str], language: str = "en-US") -> None:
        self._language = language
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

    def scan(self, document: Document, is_left: Callable[[Span], bool]) -> None:
        """Note the words of a document that our own dictionary does not know, but those that ``is_left`` keeps out."""
        for block in document.blocks:
            for token in _TOKEN.finditer(document.prose, block.span.start, block.span.end):
                word = token[0]
                if word.istitle() or self._is_known(word) or self._is_known(word.lower()):
                    continue  # what is only unknown with a capital is a name
                place = Span(*token.span())
                if not is_left(place):
                    self.add(place, document.prose, _nearby(word))

    def findings(self) -> Iterator[Finding]:
        """One finding for each word that looks damaged, where it occurs first. What only ever stands alone as a cry is
        none."""
        for word in self._words.values():
            count = len(word.places)
            form, _count = word.forms.most_common(1)[0]
            if word.cries == count or not self._is_damaged(form, count, word.replacements):
                continue
            # What an engine proposes for a name that it does not know is never of use.
            suggestions = word.replacements[:MAX_SUGGESTIONS] if form.islower() else ()
            yield Finding(SPELLING, word.places[0], _message(form, count), Severity.INFO, None, suggestions)

        yield from self._variants()

    def _is_damaged(self, form: str, count: int, replacements: Sequence[str]) -> bool:
        """Whether a word shows that it is none. One that recurs is a word of the book's own."""
        if self._is_glued(form):
            return True
        return count == 1 and (_HUMPS.fullmatch(form) is not None or (form.islower() and _is_slip(form, replacements)))

    def _variants(self) -> Iterator[Finding]:
        """One finding for all words that are right in another country."""
        if len(self._elsewhere) < _MANY:
            return
        first, *others = self._elsewhere
        message = (
            f"“{first}” and {len(others)} more are spelled as elsewhere: the language of the grammar check is "
            f"{self._language} (`language` in [grammar])"
        )
        yield Finding(VARIANT, self._elsewhere[first], message, Severity.INFO)

    def _may_be_slip(self, form: str) -> bool:
        """Whether a word may be misspelt English: not what is spelled in pinyin (*zhang*, *ten-zhang*), nor several
        words."""
        parts = form.split("-")
        return " " not in form and not (form.islower() and any(is_pinyin(part) and not is_word(part) for part in parts))

    def _is_glued(self, form: str) -> bool:
        """Whether a word is two with the space lost: *sonthe*. Not *amidst*, *onwards*."""
        if not form.islower() or is_word(form.removesuffix("s")):
            return False
        return any(
            is_word(start) and is_word(end) and _is_pair(start, end)
            for start, end in ((form[:cut], form[cut:]) for cut in range(2, len(form) - 1))
        )

    def _is_known(self, word: str) -> bool:
        return word.casefold() in self._names or is_spelled(word)


def _is_pair(start: str, end: str) -> bool:
    """Whether two words stand beside each other in any text: one is a function word that makes no new words, and
    neither a mere syllable (*lap* and *is* in *lapis*)."""
    is_joined = end in _GLUED or (start in _GLUED and start not in _PREFIXES)
    return is_joined and all(len(part) > 2 or part in CLOSED_CLASS for part in (start, end))


def _is_slip(form: str, replacements: Sequence[str]) -> bool:
    """Whether a word is another one in which letters changed places, or are doubled or not: *recieve*, *occured*; not
    *pauldron* for *cauldron*, *stele* for *steel*."""
    is_long = len(form) >= _LONG
    return (is_long and any(word in replacements for word in _doubled(form))) or any(
        word in replacements for word, vowels in _exchanged(form) if vowels or is_long
    )


def _exchanged(word: str) -> Iterator[tuple[str, bool]]:
    """The word with two neighbouring letters exchanged, but not the first, and whether both are vowels."""
    for at in range(1, len(word) - 1):
        one, other = word[at], word[at + 1]
        if one != other:
            yield word[:at] + other + one + word[at + 2 :], one in "aeiou" and other in "aeiou"


def _doubled(word: str) -> Iterator[str]:
    """The word with a consonant doubled, or a doubled one written once."""
    for at in range(2, len(word)):
        letter = word[at]
        if letter not in "aeiou":
            yield word[:at] + letter + word[at:]
        if letter == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _nearby(word: str) -> tuple[str, ...]:
    """Words that an unknown one in small letters may have been meant to be, those of another country first."""
    if not word.isalpha() or not word.islower() or not word.isascii() or len(word) > _LONGEST:
        return ()
    elsewhere = [pattern.sub(text, word) for pattern, text in _ELSEWHERE]
    tried = (*elsewhere, _variant_key(word), *_doubled(word), *(near for near, _vowels in _exchanged(word)))
    return tuple(near for near in dict.fromkeys(tried) if near != word and is_word(near))


def _variant_key(word: str) -> str:
    for pattern, text in _ELSEWHERE:
        word = pattern.sub(text, word)
    return word


def _message(form: str, count: int) -> str:
    times = "" if count == 1 else f" ({count} times)"
    return f"“{form}” is not in the dictionary{times}"
