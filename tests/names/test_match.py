"""Names in running text: what is mended, what is only suggested, what stays. Own names throughout."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.core.model import Applicability
from cleanup.formats.plain import parse
from tests.names.build import fixed, matcher, suggested

GAO = "Gao Yuan|高远|person"
LETAO = "Letao|乐淘|platform"
SHAN = "Shan Xiongxin|单雄信|person"
THOMAS = "Thomas|トーマス|person"
AMSEL = "Amselia|アムゼリア|place"
CITY = "Cold Moon City|寒月城|place"
XIGONG = "Xigong|西宫|person"
GU = "Senior Sister Gu|顾师姐|person"
BIG = "After that Gao Yuan left. " * 16


@pytest.mark.parametrize(
    ("text", "want", "entries"),
    [
        ("Gaoyuan and GAO yuan met gao-yuan.", "Gao Yuan and Gao Yuan met Gao Yuan.", [GAO]),
        ("Gāo Yuǎn’s sword", "Gao Yuan’s sword", [GAO]),
        ("a shop in letao's mall", "a shop in Letao's mall", [LETAO]),
        ("Dan Xiongxin rode on.", "Shan Xiongxin rode on.", [SHAN]),
        ("Shan Xiong Xin rode on.", "Shan Xiongxin rode on.", [SHAN]),
        ("Xiongxin Shan rode on.", "Shan Xiongxin rode on.", [SHAN]),
        ("Western Palace laughed.", "Xigong laughed.", [XIGONG]),
        ("The Western Palace laughed.", "Xigong laughed.", [XIGONG]),
        ("They saw Hanyue City.", "They saw Cold Moon City.", [CITY]),
        ("They saw the City of Cold Moon.", "They saw the Cold Moon City.", [CITY]),
        ("Amuzeria is far away.", "Amselia is far away.", [AMSEL]),
        ("Elder Martial Sister Gu nodded.", "Senior Sister Gu nodded.", [GU]),
        ("Miss Gao and Mister Gu came.", "Ms. Gao and Mr. Gu came.", ["Mr. Gu|顾先生|person", "Ms. Gao|高小姐|person"]),
        ("Young Lady Gao. Then old mr gu.", "Ms. Gao. Then old Mr. Gu.", ["Mr. Gu|顾先生|person", "Ms. Gao|高小姐|person"]),
        ("Gu Shijie nodded.", "Senior Sister Gu nodded.", [GU]),
        (BIG + "Gao Yuanli waved.", BIG + "Gao Yuan waved.", [GAO]),
        (BIG + "“No,” said Gao Yuan Zhao at last.", BIG + "“No,” said Gao Yuan at last.", [GAO]),
        ("Western Palace\nWestern Palace\nHe left.", "Xigong\nXigong\nHe left.", [XIGONG]),
    ],
)  # fmt: skip
def test_mended(text: str, want: str, entries: list[str]) -> None:
    assert fixed(text, *entries) == want
    assert fixed(want, *entries) == want


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Gao Yuanli is a stranger here.", [GAO]),
        (BIG + "Wang Gaoyuanli and Gao Yuanhai came.", [GAO, "Gao Yuanhai|高远海|person"]),
        (BIG + "“Yes,” said Gao Yuan. Long ago he was a monk.", [GAO]),
        ("See gao_yuan.txt and #letao at letao.com, letao@x.org.", [GAO, LETAO]),
        ("The palace in the west burned.", [XIGONG]),
        ("A cold moon rose over the city.", [CITY]),
        ("Tom met Tamara and Matthias.", [THOMAS]),
        ("He will go, Will said, will he?", ["Will|ウィル"]),
        ("Sara met Zara.", ["Sarah"]),
        ("Dan Yi and Shan Yi are brothers.", ["Shan Yi|单一|person", "Dan Yi|旦一|person"]),
        ("my senior brother Liu", [{"name": "Senior Brother", "source": "师兄", "kind": "title"}]),
        ("", [GAO]),
        ("They met in the Western Palace Pavilion.", [XIGONG]),
        ("LETAO", [LETAO]),
        ("le‘tao and le`tao and le•tao", [LETAO]),
        ("Dr. Watson came, and Dr Gray.", [{"name": "Doctor", "kind": "title", "aliases": ["Dr."]}]),
        ("Mr. Gu and Ms. Gao came.", ["Mr. Gu|顾先生|person", "Ms. Gao|高小姐|person"]),
        ("He counted, then count Gao Yuan out.", [{"name": "Count", "kind": "title", "case": "exact"}, GAO]),
    ],
)
def test_stays(text: str, entries: list[str]) -> None:
    assert fixed(text, *entries) == text


def test_never_stops_a_prediction() -> None:
    entry = {"name": "Xigong", "source": "西宫", "kind": "person", "never": ["Western Palace"]}
    assert fixed("The Western Palace stood empty.", entry) == "The Western Palace stood empty."
    assert suggested("The Western Palace stood empty.", entry) == {}


def test_predict_false_leaves_only_what_is_listed() -> None:
    entry = {"name": "Xigong", "source": "西宫", "predict": False, "variants": ["Palace of the West"]}
    assert fixed("Western Palace, Palace of the West", entry) == "Western Palace, Xigong"


def test_two_entries_that_fit_are_both_named() -> None:
    found = matcher("Shan Yi|单一|person", "Dan Yi|旦一|person").analyse(parse("Shànyī came.")).decisions
    assert all(d.applicability is not Applicability.SAFE or len(d.terms) == 1 for d in found)


def test_a_title_alone_is_a_common_noun() -> None:
    title = {"name": "Senior Sister", "source": "师姐", "kind": "title", "variants": ["elder martial sister"]}
    assert fixed("Her elder martial sister came.", title) == "Her senior sister came."
    assert fixed("Elder martial sister came.", title) == "Senior sister came."
    assert fixed("Then elder martial sister Gu came.", title) == "Then Senior Sister Gu came."
    assert fixed("Then senior sister Gu came.", title) == "Then Senior Sister Gu came."


def test_messages_say_why() -> None:
    (decision,) = matcher(XIGONG).analyse(parse("Western Palace laughed.")).decisions
    assert "西 = western" in decision.message
    assert "Xigong" in decision.message


def test_a_real_person_with_the_longer_name_is_left_alone() -> None:
    text = BIG + "Gao Yuanli came. Yuanli sat. Gao Yuanli left. Yuanli laughed."
    assert fixed(text, GAO) == text


@settings(deadline=None)
@given(st.text(alphabet="Gao Yuanli letao WesternPlc.,’”\n-", max_size=60))
def test_never_crashes_and_settles(text: str) -> None:
    for _ in range(4):
        again = fixed(text, GAO, LETAO, XIGONG)
        if again == text:
            break
        text = again
    assert fixed(text, GAO, LETAO, XIGONG) == text


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Gao Yuan", "Letao", "Xigong", "Amselia", "and", "the", "."]), max_size=12))
def test_right_forms_are_never_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert fixed(text, GAO, LETAO, XIGONG, AMSEL) == text


def test_two_people_in_one_sentence_are_two_people() -> None:
    entry = {"name": "Thomas", "source": "トーマス", "kind": "person"}
    text = "Amuzeria is near. Thomas saw Amselia. Thomas and Tomaz came. Thomas left."
    assert fixed(text, entry, AMSEL).count("Tomaz") == 1


@pytest.mark.parametrize(("pronoun", "kept"), [("she", True), ("he", False)])
def test_pronouns_speak_for_or_against(pronoun: str, kept: bool) -> None:
    entry = {"name": "Grauwin", "source": "グラウヴィン", "kind": "person", "gender": "male"}
    text = f"Then Glaubin said that {pronoun} would go if {pronoun} could, and {pronoun} did when {pronoun} could."
    assert ("Glaubin" in fixed(text, entry)) is kept


SENIOR = {"name": "Senior Brother", "source": "师兄", "kind": "title", "variants": ["elder martial brother"]}


@pytest.mark.parametrize(
    ("text", "want", "entries"),
    [
        ("They clothe Western Palace in silk.", "They clothe Xigong in silk.", [XIGONG]),
        ("Self-improvement is hard, self-improvement.", "Cultivation is hard, cultivation.", [{"name": "cultivation", "variants": ["self-improvement"]}]),
        ("I met Wu Junior. He", "I met Wu Jr. He", [{"name": "Wu Jr.", "variants": ["Wu Junior"]}]),
        ("He is an elder martial brother.", "He is a senior brother.", [SENIOR]),
        ("ELDER MARTIAL BROTHER LIU", "SENIOR BROTHER LIU", [SENIOR]),
        ("“d’artagnan” and D’Artagnan", "“D’Artagnan” and D’Artagnan", ["D'Artagnan"]),
    ],
)  # fmt: skip
def test_fitted_into_its_place(text: str, want: str, entries: list[dict[str, str]]) -> None:
    assert fixed(text, *entries) == want
    assert fixed(want, *entries) == want


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Zhang Elder came.", ["Zhang (Elder)"]),
        ("K-On! is good, K-On too. K On!", ["K-On!"]),
        (BIG + "Gao Yuan Bai sat. Gao Yuanbai ran. Gao Yuan Bai ate.", [GAO]),
        (BIG * 2 + "Gao Yuan saw Gao Yuanlan.", [GAO]),
        (BIG * 2 + "They met Gao Yuanlin.", [GAO]),
    ],
)
def test_left_as_it_is(text: str, entries: list[str]) -> None:
    assert fixed(text, *entries) == text
