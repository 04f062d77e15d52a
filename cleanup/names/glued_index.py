"""Names found with the next word's syllables stuck to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cleanup.language.fold import fold_form, letters
from cleanup.names import pinyin
from cleanup.names.guess import Guess
from cleanup.names.profile import profile, source_terms
from cleanup.names.rendering import Damage
from cleanup.terms.model import Kind, Term

FOLLOWERS = frozenset(
    """
    ba bao bei bian bing bu ca cai chai chan chao che chi chou chu chui ci cong cun cuo da dai dan dang dao deng di
    dian ding dou duan dui dun duo er fan fu gan gei gen gua ha hai han he hei hou hu huan hui ji jian jiang jiao
    jie jiu ju kai kan ke kou ku kua la lai le leng li lian lie lou ma mei men meng mian mo na nao neng nian nong pa
    pai pao pen pian pie pu qi qia qiao qie qing qu que rang ren reng sao sha shang shao she shen shi shou shua shuo
    song sou suan sui ta tai tan ti tiao tie ting tou tu tui tun tuo wen wo xia xian xiang xiao xiu ya yao ye yi you
    za zai zan zao ze zha zhai zhan zhe zheng zhi zhong zhou zhua zhuan zhui zhun zi zou zui zuo
    """.split()
)
"""Syllables that words after a name begin with: verbs, adverbs and particles (立刻 li, 一 yi, 道 dao, 说 shuo, 点头
dian, 拖 tuo).

Those that given names are made of as well (lin, lan, hua, xue, ming ...) are left out: *Li Mulin* is more likely a
person.
"""


_MOST_STUCK = 3
"""Syllables of the next word that stick to a name."""


class GluedIndex:
    """Names that are readings of Chinese characters, to be found with the next word's syllables stuck to them."""

    def __init__(self, names: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """``names``: the number of the entry, and the folded words of its name (see `read_words`)."""
        self._by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, words in names:
            self._by_words[words].append(number)
        self._sizes = sorted({len(words) for words in self._by_words})
        self._openings = frozenset(words[0] for words in self._by_words if len(words) > 1)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> GluedIndex:
        """The index of entries; their numbers are their places."""
        return cls((number, words) for number, term in enumerate(terms) if (words := read_words(term)))

    def guesses(self, words: Sequence[str]) -> Iterable[tuple[Guess, tuple[str, ...]]]:
        """Entries to which the capitalised words are the name plus syllables; with each the syllables."""
        first = letters(words[0])
        if first not in self._openings and (len(words) != 2 or (first,) not in self._by_words):
            return
        folded = [letters(word) for word in words]
        found = [
            (number, name, stuck, further)
            for size in self._sizes
            if size <= len(folded) <= size + 1 and (size == 1 or folded[0] in self._openings)
            for name, stuck in _cuts(folded[:size])
            if stuck or folded[size:]
            for further in [folded[size:]]
            for number in self._by_words.get(name, ())
        ]
        for number, name, stuck, further in sorted(found):
            own = pinyin.syllables(name[-1])
            if further and not pinyin.is_pinyin(further[0]):
                continue
            tail = (*(pinyin.syllables(stuck) if stuck else ()), *(pinyin.syllables(further[0]) if further else ()))
            if not 0 < len(tail) <= _MOST_STUCK:
                continue
            given = sum(len(pinyin.syllables(word)) for word in name[1:]) if len(name) > 1 else len(own)
            natural = given + len(tail) <= 2 and not further
            # A Chinese given name has at most two syllables: what is longer, or stands apart, is no name's own shape.
            weight = 0.8 if not natural else -0.5 if tail[0] in FOLLOWERS else -3.0
            if len(name) == 1 and (len(tail) > 1 or tail[0] not in FOLLOWERS):
                weight = -3.0  # “Lingu Lanying” is one of the Lingu
            how = f"is the name with “{' '.join(tail)}”, the sound of the next word, stuck to it"
            yield Guess(number, Damage.GLUED, weight, how), tail


def _cuts(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names that words may be, with what is stuck to each: the last word is cut between its syllables, or not. A
    single word is not cut: most of its beginnings are somebody's name."""
    *before, last = words
    yield tuple(words), ""
    if not before:
        return
    # “Xian” is one syllable: not Xi with “an” stuck to it.
    syllables = pinyin.syllables(last)
    for count in range(max(1, len(syllables) - _MOST_STUCK), len(syllables)):
        own = "".join(syllables[:count])
        if pinyin.syllables(own) == syllables[:count]:
            yield (*before, own), last[len(own) :]


def read_words(term: Term) -> tuple[str, ...]:
    """The folded words of an entry's name if that is a reading of Chinese characters, and a name that others' syllables
    may be stuck to; else nothing."""
    words = tuple(fold_form(term.name).split())
    return words if term.kind in (Kind.PERSON, Kind.NAME) and term.predict and _is_read(term, words) else ()


def _is_read(term: Term, words: tuple[str, ...]) -> bool:
    sources = source_terms(term)
    if sources:
        return any(
            pinyin.is_han(source) and profile(term, source).read and not profile(term, source).title
            for source in sources
        )
    return len(words) == 2 and all(pinyin.is_pinyin(word) for word in words)
