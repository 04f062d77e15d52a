"""What the indexes rule out beforehand is nothing that a full comparison would find; and the order is the entries'."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.language.fold import letters
from cleanup.names import meaning_index
from cleanup.names.glued_index import GluedIndex
from cleanup.names.hangul import hangul_slots
from cleanup.names.kana import kana_slots
from cleanup.names.meaning_index import MeaningIndex
from cleanup.names.pinyin import han_slots
from cleanup.names.sound import fit, least_price, pattern, skeleton
from cleanup.names.sound_index import SoundIndex, bare, shortened
from cleanup.names.sounded import sounds
from cleanup.terms.model import Kind, Term

_KANA = st.text("アイウエオカキクケコサシスタトナニマミラリルレロンガグジダドバビ", min_size=2, max_size=5)
_HAN = st.text("阿艾贝比查达德尔法菲格哈杰卡克拉莱里林洛马米莫纳尼诺帕萨斯塔特维亚伊", min_size=2, max_size=5)
_HANGUL = st.text("김민서연지우현도하은수진박", min_size=2, max_size=3)
_PATTERNS = st.one_of(
    _KANA.map(lambda text: pattern(kana_slots(text))),
    _HAN.flatmap(lambda text: st.sampled_from(han_slots(text))).map(lambda slots: pattern(slots, open=True)),
    _HANGUL.map(lambda text: pattern(hangul_slots(text))),
)
_WORDS = st.text("aaeeiioouubcdfghjklmnprstvwyz", min_size=1, max_size=9)


@given(_KANA, _WORDS, st.sampled_from([0.5, 1.5, 3.0]))
def test_least_prices_change_no_fit(source: str, word: str, limit: float) -> None:
    slots = kana_slots(source)
    made = pattern(slots)
    assert fit(made, word, limit, [least_price(slot, word) for slot in slots]) == fit(made, word, limit)


@given(_PATTERNS, _WORDS)
def test_a_limit_only_cuts_off(made: object, word: str) -> None:
    cost = fit(made, word)  # type: ignore[arg-type]
    for limit in (0.5, 1.5):
        assert fit(made, word, limit) == (cost if cost <= limit else float("inf"))  # type: ignore[arg-type]


_SOURCES = {
    "Tomas": "トーマス", "Marika": "マリカ", "Maria": "マリア", "Sardes": "萨尔德斯", "Tesca Island": "特斯卡岛",
    "Kim Minsu": "김민수", "Carla": "カーラ", "Lina": "", "Rinna": "リンナ", "Marin": "", "Martin": "马丁",
    "Leroy": "リロイ", "Amukam": "アムカム", "Elisabeth": "エリザベート", "Hanna": "", "Soto": "ソト", "Zoe": "佐伊",
}  # fmt: skip
_TERMS = tuple(Term(name, source) for name, source in _SOURCES.items())
_INDEX = SoundIndex.of(_TERMS)


def _compared_with_all(form: str) -> set[int]:
    """The entries that sound like a single word, found without any index."""
    found = set()
    for number, term in enumerate(_TERMS):
        for sound in sounds(term):
            keys = {skeleton(known) for known in (sound.name, *sound.spoken)}
            key = skeleton(form)
            near = any(
                key == k
                or key in shortened(k)
                or k in shortened(key)
                or (len(key) > 3 and shortened(key) & shortened(k))
                or (bare(key) == bare(k) and len(bare(k)) > 2)
                for k in keys
            )
            limit = 1.5 if term.source and not sound.by_name else 0.5
            if near and not sound.suffixes and fit(pattern(sound.slots, sound.open), form, limit) <= limit:
                found.add(number)
    return found


@given(_WORDS.filter(lambda word: len(word) > 2) | st.sampled_from(_TERMS).flatmap(lambda t: _misspelled(t.name)))
def test_the_sounds_that_are_left_out_do_not_fit(word: str) -> None:
    form = letters(word)
    assert {guess.term for guess in _INDEX.guesses([word])} == (_compared_with_all(form) if len(form) > 2 else set())


def _misspelled(name: str) -> st.SearchStrategy[str]:
    word = letters(name)
    places = st.integers(0, len(word) - 1)
    return st.builds(
        lambda at, letter, size: word[:at] + letter + word[at + size :],
        places, st.sampled_from(["", "a", "e", "i", "h", "l", "r", "n", "m", "s", "t", "z", "ll"]), st.integers(0, 1),
    )  # fmt: skip


@pytest.mark.parametrize("word", ["m" * 2_000, "ma" * 50_000, "kstm" * 25_000])
def test_a_very_long_word_is_compared_with_nothing(word: str) -> None:
    assert not list(_INDEX.guesses([word]))


_PLACES = [
    Term(f"{a}{b}{c}", x + y + z, Kind.PLACE)
    for (a, x), (b, y), (c, z) in itertools.product(
        (("Tian", "天"), ("Huo", "火"), ("Feng", "风")),
        (("ling", "灵"), ("shui", "水"), ("yue", "月")),
        ((" City", "城"), (" Sect", "门")),
    )
]
_MEANINGS = MeaningIndex.of([*_PLACES, Term("Elder Tian", "天长老", Kind.PERSON)])


_ENGLISH = "Heaven Sky Fire Wind Spirit Water Moon City Sect Gate Tian Ling Tianling Elder Of The Blue".split()


@given(st.lists(st.sampled_from(_ENGLISH), min_size=1, max_size=5))
def test_the_meanings_that_are_left_out_do_not_fit(words: list[str]) -> None:
    found = list(_MEANINGS.guesses(words))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning_index, "_may_fit", lambda meaning, order: True)
        assert list(_MEANINGS.guesses(words)) == found
    assert [guess.term for guess in found] == sorted(guess.term for guess in found)


def test_the_order_is_the_same_in_every_process() -> None:
    code = (
        "from tests.names.test_indexes import _INDEX, _MEANINGS;"
        "print(list(_MEANINGS.guesses(['Heaven', 'Spirit', 'City'])), list(_INDEX.guesses(['Marina'])))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"Guess(") > 3


_NAMES = [
    Term(name, source, Kind.PERSON)
    for name, source in {"Li Mu": "李牧", "Li Muli": "李牧立", "Rusheng": "如生", "Xi Xian": "西贤"}.items()
]


@pytest.mark.parametrize(
    ("form", "tails"),
    [
        ("Li Muli", [(0, ("li",))]),
        ("Li Mu Tuo", [(0, ("tuo",))]),
        ("Li Mulituo", [(0, ("li", "tuo")), (1, ("tuo",))]),
        ("Rusheng Tuo", [(2, ("tuo",))]),
        ("Rushengli", []),
        ("Xi Xianan", [(3, ("an",))]),
        ("Xi Xian", []),
        ("Li Mux", []),
        ("Li Mu Smith", []),
        ("Muli Li", []),
        ("Li", []),
    ],
)
def test_names_with_syllables_stuck_to_them(form: str, tails: list[tuple[int, tuple[str, ...]]]) -> None:
    assert [(guess.term, tail) for guess, tail in GluedIndex.of(_NAMES).guesses(form.split())] == tails
