"""Names found with the next word's syllables stuck to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cleanup.glossary.model import Kind, Term
from cleanup.names import pinyin
from cleanup.names.fold import fold_form, letters
from cleanup.names.guess import Guess
from cleanup.names.predict import profile, source_terms
from cleanup.names.rendering import Damage

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


class GluedIndex:
    """Names that are readings of Chinese characters, to be found with the next word's syllables stuck to them."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for number, term in enumerate(terms):
            words = tuple(fold_form(term.name).split())
            if term.kind in (Kind.PERSON, Kind.NAME) and term.predict and _is_read(term, words):
                self._by_first[words[0]].append((number, words))

    def guesses(self, words: Sequence[str]) -> Iterable[tuple[Guess, tuple[str, ...]]]:
        """Entries to which the capitalised words are the name plus syllables; with each the syllables."""
        folded = [letters(word) for word in words]
        for number, name in self._by_first.get(folded[0], ()):
            size = len(name)
            if (
                len(folded) < size
                or tuple(folded[: size - 1]) != name[:-1]
                or not folded[size - 1].startswith(name[-1])
            ):
                continue
            stuck = folded[size - 1][len(name[-1]) :]
            further = folded[size:]
            if len(further) > 1 or not (stuck or further):
                continue
            own = pinyin.syllables(name[-1])
            if stuck:
                joined = pinyin.syllables(folded[size - 1])
                # “Xian” is one syllable: not Xi with “an” stuck to it.
                if joined[: len(own)] != own or len(joined) <= len(own):
                    continue
            if further and not pinyin.is_pinyin(further[0]):
                continue
            tail = (*(pinyin.syllables(stuck) if stuck else ()), *(pinyin.syllables(further[0]) if further else ()))
            if not 0 < len(tail) <= 3:
                continue
            given = sum(len(pinyin.syllables(word)) for word in name[1:]) if size > 1 else len(own)
            natural = given + len(tail) <= 2 and not further
            # A Chinese given name has at most two syllables: what is longer, or stands apart, is no name's own shape.
            weight = 0.8 if not natural else -0.5 if tail[0] in FOLLOWERS else -3.0
            how = f"is the name with “{' '.join(tail)}”, the sound of the next word, stuck to it"
            yield Guess(number, Damage.GLUED, weight, how), tail


def _is_read(term: Term, words: tuple[str, ...]) -> bool:
    sources = source_terms(term)
    if sources:
        return any(
            pinyin.is_han(source) and profile(term, source).read and not profile(term, source).title
            for source in sources
        )
    return len(words) == 2 and all(pinyin.is_pinyin(word) for word in words)
