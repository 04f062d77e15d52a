"""Consistency: forms of one word or name that compete within a text, without a glossary to say which is right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cleanup.core.model import BlockKind, Document, Finding, Severity, Span
from cleanup.language.english import is_spelled
from cleanup.rules.context import Context
from cleanup.rules.engine.memo import of_latest
from cleanup.rules.prose.words import shape, tokens
from cleanup.rules.rule import Example, Keep, Level, Stage, rule

Places = Mapping[str, list[int]]
"""Where each form stands: the starts, in order."""

_REST = r"[a-z]+(?:[A-Z][a-z]+)?"
# The capital first: a search that starts with a look behind tries it at every character.
_CAPITALISED = re.compile(rf"[A-Z](?<![\w'’.-].){_REST}(?:[ -][A-Z]{_REST}){{0,2}}(?![\w-])(?!['’][a-rt-z])")
_LETTERS = re.compile(r"[A-Za-z]+")
_SHORTEST, _LONGEST = 5, 40
"""Letters of a name that may be another one's slip; shorter ones differ by a letter all the time, longer ones are no
names, and have too many neighbours to be compared."""
_FEWER = 4
"""How many times rarer a form must be to be taken for a slip of a form that differs in letters."""
_ENOUGH = 3
"""Places that a group of forms must have to be told, where they differ in capitals, blanks and hyphens only."""
_FEWEST_PAIRS, _MANY_PAIRS = 2, 6
"""Places of each of two forms of a pair of words, and of both together."""
_VOWELS = frozenset("aeiouy")


@rule(
    "consistency-form",
    Stage.NAMES,
    level=Level.REPORT,
    examples=[
        Example(
            "He opened Letao and saw that Letao was full. Then he closed letao.",
            "He opened Letao and saw that Letao was full. Then he closed letao.",
        ),
        Example(
            "They met Amukam. Then Amukam left. She missed Amukam, and Amukam knew.\n\nSo Amkam came back.",
            "They met Amukam. Then Amukam left. She missed Amukam, and Amukam knew.\n\nSo Amkam came back.",
        ),
        Example(
            "I know Xue Lian, and Xue Lian knows me. She is with Xuelian now.",
            "I know Xue Lian, and Xue Lian knows me. She is with Xuelian now.",
        ),
        Example(
            "His Cultivation Base grew. Her Cultivation Base needs a cultivation base, he said, and a cultivation base "
            "needs another cultivation base, as no cultivation base is like it.",
            "His Cultivation Base grew. Her Cultivation Base needs a cultivation base, he said, and a cultivation base "
            "needs another cultivation base, as no cultivation base is like it.",
        ),
    ],
    keeps=[
        "The duke rode out with Duke Anders and Duke Otto. The duke smiled.",
        "Marina and Marino danced. Then Marina, Marina and Marina left, and Marina laughed.",
        "The Smiths came. We like Smith, said Smith, and Smith alone.",
        Keep("He knew Letao and Letao. Then letao.", ({"name": "Letao"},)),
    ],
    reports=True,
)
def consistency_form(document: Document, context: Context) -> Iterable[Finding]:
    """Competing spellings of one name or term, such as *letao* and *Letao*, reported together.

    Also *cultivation base* and *Cultivation Base*, *Xue Lian* and *Xuelian*, *Amukam* and *Amkam*. Told once for each
    group, at the first place of a rarer form, with the counts and the other places; the most frequent form is proposed.
    Names of the glossary are left to the glossary. Forms that differ by a letter or a syllable count only when the
    dictionary knows neither, one is four times as frequent, and no paragraph has both.
    """
    if not _may_compete(document.prose, _in_small_letters(context.name_words)):
        return
    names = _Forms(document, context)
    told: set[str] = set()
    for group in (*names.by_case(), *names.by_joint(), *names.by_letters()):
        if told.isdisjoint(group):
            told.update(group)
            yield _finding(group)


@of_latest
def _in_small_letters(name_words: frozenset[str]) -> AbstractSet[str]:
    return {name.lower() for name in name_words}


def _may_compete(prose: str, names: AbstractSet[str]) -> bool:
    """Whether any two forms of a text may compete, told from its distinct words and from what stands side by side."""
    forms = {form for form in _VOCABULARY.unknown_forms(tokens(prose)) if not _is_named(form.lower(), names)}
    small = {form.lower() for form in forms}
    if (len(small) < len(forms) and _differ_in_case(forms, prose)) or (_are_near(forms) and _may_slip(forms, prose)):
        return True
    met = _VOCABULARY.small_words
    if any(form.lower() in met and _differs_inside(form, prose) for form in forms):
        return True
    pairs = Counter(prose[match.start() : match.end(1)] for match in _SIDE_BY_SIDE.finditer(shape(prose)))
    joined: dict[str, str] = {}
    for pair, number in pairs.items():
        first, _, second = pair.lower().replace("-", " ").partition(" ")
        if first in names or second in names:
            continue
        letters = first + second
        if letters in small or joined.setdefault(letters, pair) != pair:
            return True
        may_be_small = all(len(word) < _SHORTEST_SMALL or word in met for word in (first, second))
        if number >= _FEWEST_PAIRS and may_be_small and _pair_differs(pair, prose):
            return True
    return False


_SIDE_BY_SIDE = re.compile(rb"Aa(?<![Aa]Aa)[Aa]*+(?=[ -](Aa[Aa]*+))")
"""In the shape of a text: a capitalised word before another one, which is group 1."""


def _is_named(word: str, names: AbstractSet[str]) -> bool:
    """Whether a word in small letters, or what it is the plural of, is a word of a name of the glossary."""
    return word in names or word.removesuffix("s") in names


def _differs_inside(form: str, prose: str) -> bool:
    """Whether a form stands in small letters somewhere, and with its capital twice in the middle of a sentence."""
    small = form.lower()
    if all(_is_part(prose, start, start + len(form)) for start in _places(small, prose)):
        return False
    return sum(_is_inside(prose, start) for start in _places(form, prose)) > 1


def _pair_differs(pair: str, prose: str) -> bool:
    """Whether a pair stands in small letters, and with its capitals where no sentence starts, often enough."""
    small = prose.count(pair.lower())
    if small < _FEWEST_PAIRS:
        return False
    large = sum(
        _is_inside(prose, start) or (prose[start - 1 : start] in (" ", "-") and prose[start - 2 : start - 1].isalpha())
        for start in _places(pair, prose)
    )
    return large >= _FEWEST_PAIRS and small + large >= _MANY_PAIRS


def _places(text: str, prose: str) -> Iterator[int]:
    place = prose.find(text)
    while place >= 0:
        yield place
        place = prose.find(text, place + len(text))


def _differ_in_case(forms: Iterable[str], prose: str) -> bool:
    """Whether some of the forms differ in capitals only and stand often enough in the text."""
    groups: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        groups[form.lower()].append(form)
    return any(len(group) > 1 and sum(map(prose.count, group)) >= _ENOUGH for group in groups.values())


def _are_near(forms: Iterable[str]) -> bool:
    """Whether two of the forms may be slips of each other."""
    shortened = [_all_shorter(form) for form in forms if _SHORTEST <= len(form) <= _LONGEST]
    return len(frozenset().union(*shortened)) < sum(map(len, shortened))


def _may_slip(forms: Iterable[str], prose: str) -> bool:
    """Whether a form is near to one that is frequent."""
    groups: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        if _SHORTEST <= len(form) <= _LONGEST:
            for key in _all_shorter(form):
                groups[key].append(form)
    near = {form for group in groups.values() if len(group) > 1 for form in group}
    return any(prose.count(form) >= _FEWER for form in near)


_MOST_TOKENS = 400_000
_SHORTEST_SMALL = 4
_SMALL_WORD = re.compile(rf"[a-z]{{{_SHORTEST_SMALL},}}")
_FORM = re.compile(rf"[A-Z](?<![\w'’.].){_REST}(?!\w|['’][a-rt-z]|-[^A-Z])")


class _Vocabulary:
    """The tokens met in a run so far, and what is remarkable about them: each is looked at once.

    ``small_words`` are words in small letters of four letters or more, and the small letters of capitalised ones.
    """

    def __init__(self) -> None:
        self.small_words: set[str] = set()
        self._plain: set[str] = set()
        self._unknown: dict[str, tuple[str, ...]] = {}

    def unknown_forms(self, tokens: AbstractSet[str]) -> set[str]:
        """The capitalised words in the tokens that the dictionary does not know."""
        if len(self._plain) > _MOST_TOKENS:
            for known in (self._plain, self._unknown, self.small_words):
                known.clear()
        remarkable = tokens - self._plain
        if new := [token for token in remarkable if token not in self._unknown]:
            self._learn(new)
        return {form for token in remarkable for form in self._unknown.get(token, ())}

    def _learn(self, tokens: Sequence[str]) -> None:
        self.small_words.update(_SMALL_WORD.findall("\n".join(tokens)))
        for token in tokens:
            unknown = () if token.islower() else tuple(word for word in _FORM.findall(token) if not _is_spelled(word))
            if unknown:
                self._unknown[token] = unknown
            else:
                self._plain.add(token)


_VOCABULARY = _Vocabulary()


def _is_spelled(word: str) -> bool:
    return is_spelled(word) or is_spelled(word.lower())


def _finding(group: Places) -> Finding:
    best = max(group, key=lambda form: (len(group[form]), form[0].isupper(), form))
    rarer = sorted((form for form in group if form != best), key=lambda form: group[form][0])
    places = sorted(Span(start, start + len(form)) for form in rarer for start in group[form])
    counted = [f"“{form}” ({_times(group[form])})" for form in rarer]
    verb = "competes" if len(rarer) == 1 else "compete"
    listed = " and ".join(filter(None, (", ".join(counted[:-1]), counted[-1])))
    message = f"{listed} {verb} with “{best}” ({_times(group[best])})"
    return Finding("consistency-form", places[0], message, Severity.INFO, None, (best,), tuple(places[1:]))


def _times(places: Sequence[int]) -> str:
    return "once" if len(places) == 1 else f"{len(places)} times"


class _Forms:
    """The capitalised forms of a text: ``words`` that the dictionary does not know, and ``pairs`` of words."""

    def __init__(self, document: Document, context: Context) -> None:
        self._prose = document.prose
        self._starts = [block.span.start for block in document.blocks]
        self._names = _in_small_letters(context.name_words)
        self._known: dict[str, bool] = {}
        self.words: dict[str, list[int]] = defaultdict(list)
        self.pairs: dict[str, list[int]] = defaultdict(list)
        self._inside: dict[str, list[int]] = defaultdict(list)
        headings = [block.span for block in document.blocks if block.kind is BlockKind.HEADING]
        known = self._known
        for match in _CAPITALISED.finditer(self._prose):
            sequence = match[0]
            if known.get(sequence) or _within(match.start(), headings):  # most are known words alone
                continue
            if not sequence.isalpha():
                self._take(sequence, match.start())
            elif not self._is_known(sequence):
                self._add(sequence, match.start(), _is_inside(self._prose, match.start()))

    def _take(self, sequence: str, start: int) -> None:
        """A sequence of capitalised words: each unknown one, and each two in a row that no sentence starts with."""
        inside = _is_inside(self._prose, start)
        parts = [(match[0], match.start()) for match in _LETTERS.finditer(sequence)]
        for number, (word, at) in enumerate(parts):
            if not self._is_known(word):
                self._add(word, start + at, inside or number > 0)
            if number + 1 < len(parts) and (number or inside):
                following, position = parts[number + 1]
                self.pairs[sequence[at : position + len(following)]].append(start + at)

    def _add(self, word: str, start: int, inside: bool) -> None:
        self.words[word].append(start)
        if inside:
            self._inside[word].append(start)

    def _is_known(self, word: str) -> bool:
        """Whether a word is in the dictionary or a name of the glossary."""
        if word not in self._known:
            self._known[word] = _is_named(word.lower(), self._names) or _is_spelled(word)
        return self._known[word]

    def by_case(self) -> Iterator[Places]:
        """Unknown words, and pairs of words, that also stand in lower case in the middle of a sentence."""
        often = [form for forms in (self._inside, self.pairs) for form, places in forms.items() if len(places) >= 2]
        wanted = {form.lower(): form for form in often if 3 < len(form) <= 2 * _LONGEST}  # of a pair, too
        if not wanted:
            return
        patterns = list(wanted)
        found: dict[str, list[int]] = defaultdict(list)
        automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
        for number, start, end in automaton.find_matches_as_indexes(self._prose):
            if not _is_part(self._prose, start, end):
                found[patterns[number]].append(start)
        for lower, places in sorted(found.items()):
            capital = wanted[lower]
            if capital in self.pairs:
                # Two ordinary words may well be a title here and plain words there: it takes more to call that a slip.
                upper = self.pairs[capital]
                enough = min(len(upper), len(places)) >= _FEWEST_PAIRS and len(upper) + len(places) >= _MANY_PAIRS
                if enough and not self._is_title(capital):
                    yield {lower: places, capital: upper}
            else:
                yield {lower: places, capital: self.words[capital]}

    def _is_title(self, pair: str) -> bool:
        """Whether a pair mostly stands before or after a name, as a title does."""
        return any(word.lower() in self._names or not self._is_known(word) for word in re.split("[ -]", pair))

    def by_joint(self) -> Iterator[Places]:
        """Forms with the same letters, joined, apart or with a hyphen. The joined one must be no word of English."""
        groups: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for form, places in (*self.words.items(), *self.pairs.items()):
            groups[form.replace(" ", "").replace("-", "").lower()][form] = places
        for letters, group in sorted(groups.items()):
            joined = [form for form in group if form.isalpha()]
            if len(group) < 2 or is_spelled(letters) or letters in self._names:
                continue
            differs = joined or any("-" in form for form in group)
            if differs and sum(map(len, group.values())) >= _ENOUGH and not self._of_glossary(group):
                yield group

    def _of_glossary(self, forms: Iterable[str]) -> bool:
        return any(part.lower() in self._names for form in forms for part in re.split("[ -]", form))

    def by_letters(self) -> Iterator[Places]:
        """Unknown words that differ by one letter or one syllable inside."""
        long = {form: places for form, places in self.words.items() if _SHORTEST <= len(form) <= _LONGEST}
        shortened: dict[str, list[str]] = defaultdict(list)
        for form in long:
            shortened[form].append(form)
            for key in _shorter(form):
                shortened[key].append(form)
        pairs = {
            (rare, common)
            for forms in shortened.values()
            if 1 < len(forms) < 8
            for rare in forms
            for common in forms
            if len(long[common]) >= max(_FEWER * len(long[rare]), _FEWER)
        }
        for rare, common in sorted(pairs):
            if _is_slip(rare, common) and not self._share_paragraph(long[rare], long[common]):
                yield {rare: long[rare], common: long[common]}

    def _share_paragraph(self, some: Sequence[int], others: Sequence[int]) -> bool:
        blocks = {bisect_right(self._starts, start) for start in some}
        return any(bisect_right(self._starts, start) in blocks for start in others)


def _shorter(form: str) -> Iterator[str]:
    """The form without one of its inner letters, or one inner syllable of two letters."""
    for at in range(1, len(form) - 1):
        yield f"{form[:at]}{form[at + 1 :]}"
        if at + 2 < len(form) and (form[at] in _VOWELS) != (form[at + 1] in _VOWELS):
            yield f"{form[:at]}{form[at + 2 :]}"


@lru_cache(maxsize=20_000)
def _all_shorter(form: str) -> frozenset[str]:
    """The form itself, and all that `_shorter` makes of it."""
    return frozenset((form, *_shorter(form)))


def _is_slip(rare: str, common: str) -> bool:
    """Whether the forms differ in one place, by a letter or a syllable, not at their ends."""
    shorter = min(len(rare), len(common))
    start = next((at for at in range(shorter) if rare[at] != common[at]), shorter)
    end = next((at for at in range(shorter - start) if rare[-1 - at] != common[-1 - at]), shorter - start)
    one, other = len(rare) - start - end, len(common) - start - end
    return start > 0 and end > 0 and max(one, other) <= 2 and (one == other == 1 or min(one, other) == 0)


def _is_inside(prose: str, start: int) -> bool:
    """Whether a place is in the middle of a sentence, so that a capital there means something."""
    before = prose[max(start - 3, 0) : start].rstrip("’'”\"")
    return before[-1:] == " " and (before[-2:-1].islower() or before[-2:-1] in (",", ";"))


def _within(position: int, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, position, key=lambda span: span.start) - 1
    return index >= 0 and position < spans[index].end


def _is_part(prose: str, start: int, end: int) -> bool:
    """Whether a place is only a part of a word, an identifier or a hyphenated compound."""
    return bool(re.match(r"[\w-]", prose[end : end + 1]) or (start and re.match(r"[\w'’.-]", prose[start - 1])))


RULES = (consistency_form,)
