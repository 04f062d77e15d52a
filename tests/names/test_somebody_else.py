"""Forms that fit an entry and are part of another name, or another thing."""

from __future__ import annotations

import pytest

from cleanup.core.model import Applicability, Span
from cleanup.formats.plain import parse
from cleanup.names.beside import (
    goes_on_before,
    is_given_name,
    is_surname_here,
    word_after,
    word_before,
)
from cleanup.names.match import NameMatcher
from cleanup.names.related import differs_in_number, is_longer_than, is_short_for
from cleanup.names.repeated import repeats_neighbour
from cleanup.terms.load import load_glossary
from cleanup.terms.packs import pack_paths
from tests.names.build import fixed, matcher, suggested

GRIEF = "Grief-Devouring|噬愁"
LAMP = "Heavenly Lamp|天灯"
MANSION = "Violet Manor Realm|紫府境"
DRAGONS = "True Dragons|真龙"
ROAD = "Qiu An|仇安|person"
"""Entries of which a form is easily found by chance."""


def at(prose: str, form: str) -> Span:
    start = prose.index(form)
    return Span(start, start + len(form))


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Shi Chou bowed. Old Shichou bowed too. Shichou left.", [GRIEF]),  # a translated name has no sound to compare
        ("A heavenly beam: the Heavenly Light fell. The Heavenly Light rose. The Heavenly Light set.", [LAMP]),
        ("He reached the Violet Manor at last. The Violet Manor realm is high.", [MANSION]),
        ("A True Dragon rose.", [DRAGONS]),
        ("Tan Lufang came. Lufang sat.", ["Lu Fang|鹿方|person"]),
        ("The Qiuan line ended with Bo Qiuan.", [ROAD]),
        ("The Drifting Cloud Cave is cold.", ["Cloud Cave|云洞|place"]),
    ],
)
def test_nothing_is_changed(text: str, entries: list[str]) -> None:
    assert fixed(text, *entries) == text


def test_a_given_name_of_another_entry_is_his_own() -> None:
    text = "Then Chengbo came. Chengbo sat down."
    assert fixed(text, "Cheng Bo|程伯|person") != text
    assert fixed(text, "Cheng Bo|程伯|person", "Zhao Chengbo|赵承柏|person") == text


def test_many_entries_make_a_chance_fit_likelier() -> None:
    text = "They crossed the Eastern Palace. Cold Moon met them. The Eastern Palace is large."
    few = ["Donggong|东宫|place", "Leng Yue|冷月|person"]
    assert any(d.applicability is Applicability.SAFE for d in matcher(*few).analyse(parse(text)).decisions)
    many = [f"Zhong{a}{b}{c} Gate|重{x}{y}门" for a, x in PAIRS for b, y in PAIRS for c in "abcdefghij"]
    assert not any(d.applicability is Applicability.SAFE for d in matcher(*few, *many).analyse(parse(text)).decisions)


PAIRS = tuple(
    pair.split(":")
    for pair in "an:安 bo:伯 da:达 fei:飞 gu:古 hai:海 ke:可 lan:兰 mo:墨 nan:南 pu:普 ru:如 se:色 ta:塔 wan:万".split()
)


@pytest.mark.parametrize(
    ("prose", "form", "given"),
    [
        ("Then An Siwei came.", "Siwei", True),
        ("Then Siwei came.", "Siwei", False),
        ("Can Siwei come?", "Siwei", False),
        ("I saw Can Siwei.", "Siwei", True),
        ("Said Ouyang Siwei.", "Siwei", True),
        ("An, Siwei.", "Siwei", False),
        ("Lord Siwei came.", "Siwei", False),
        ("I saw An Karl.", "Karl", False),
    ],
)
def test_given_names(prose: str, form: str, given: bool) -> None:
    assert is_given_name(prose, at(prose, form), form) is given


def test_what_stands_beside() -> None:
    prose = "The old Shen Yanqing of Mount Li.\nWei left."
    assert word_before(prose, prose.index("Yanqing")) == ("Shen", False)
    assert word_before(prose, prose.index("Wei")) == ("", False)
    assert word_after(prose, prose.index(" Yanqing")) == "Yanqing"
    assert is_surname_here(prose, at(prose, "Shen"), "Shen")
    assert not is_surname_here(prose, at(prose, "Li"), "Li")
    assert goes_on_before("a Drifting Cloud Cave", at("a Drifting Cloud Cave", "Cloud Cave"))
    assert not goes_on_before("a Lord Cloud Cave", at("a Lord Cloud Cave", "Cloud Cave"))


@pytest.mark.parametrize(
    ("before", "was", "text", "after", "repeats"),
    [
        ("the ", "Manor", "Manor Realm", " realm", True),
        ("said ", "Tianbo", "Lu Bo", ", and", False),
        ("said Lu ", "Tianbo", "Lu Bo", ", and", True),
        ("said ", "Lu Tianbo", "Lu Bo", "", False),
        ("said Lu\n", "Bobo", "Lu Bo", "", True),
        ("Lu Tian ", "Bobo", "Lu Tian Bo", "", True),
        ("Lu, ", "Bobo", "Lu Bo", "", False),
        ("Lu’s ", "Bobo", "Lu Bo", "", True),
        ("Lu Lu ", "Lu Bobo", "Lu Bo", "", False),
        ("at Swiftcab (", "quick cab", "Swiftcab", ")", True),
        ("at Lu (", "Bobo", "Lu Bo", ")", False),
        ("at ", "quick cab", "Swiftcab", " (Swiftcab)", True),
        ("Swiftcab/", "quick cab", "Swiftcab", "", True),
        ("", "quick cab", "Swiftcab", "", False),
    ],
)
def test_repeated_words(before: str, was: str, text: str, after: str, repeats: bool) -> None:
    assert repeats_neighbour(before, was, after, text) is repeats


@pytest.mark.parametrize(
    "text",
    [
        "Lu Bobo came.",
        "Old Lu Bobo came, and Lu Bobo left.",
        "They call it Lu Tianbo (Bobo).",
    ],
)
def test_a_listed_form_never_doubles_the_word_beside_it(text: str) -> None:
    entry = {"name": "Lu Tianbo", "kind": "person", "variants": ["Bobo"]}
    assert fixed(text, entry) == text
    assert set(suggested(text, entry).values()) == {"Lu Tianbo"}
    assert fixed("Then Bobo came.", entry) == "Then Lu Tianbo came."


def test_two_forms_side_by_side_do_not_come_out_as_the_name_twice() -> None:
    entry = {"name": "Swiftcab", "kind": "platform", "variants": ["quick cab", "fast cab"]}
    assert fixed("He took a quick cab fast cab home.", entry) == "He took a Swiftcab fast cab home."


def test_a_short_form_of_a_large_glossary_needs_the_name_in_the_book() -> None:
    crowd = [f"Tower{number} Keep|" for number in range(600)]
    joined = "The isle of Qiuan is far. Qiuan is hot."
    assert fixed(joined, ROAD) != joined
    assert fixed(joined, ROAD, *crowd) == joined
    known = f"{joined} Then Qiu An spoke."
    assert fixed(known, ROAD, *crowd).startswith("The isle of Qiu An is far.")


def test_a_name_like_it_in_the_same_sentence_is_somebody_else() -> None:
    lina = "Lina|リーナ|person"
    assert fixed("Leena met Lina at the well.", lina) == "Leena met Lina at the well."
    assert fixed("Lina sat. Then Leena slept.", lina) == "Lina sat. Then Lina slept."


def test_a_syllable_that_stands_apart() -> None:
    entry = "Aveya|阿薇娅|person"
    assert fixed("Then Eveia came. Eveia sat.", entry) == "Then Aveya came. Aveya sat."
    assert fixed("Then A Veia came in.", entry) in ("Then A Veia came in.", "Then Aveya came in.")


def test_capitals_inside_a_longer_name() -> None:
    entry = "Xue'Ning|雪凝|person"
    assert fixed("Then Xue'ning came.", entry) == "Then Xue'Ning came."
    text = "Then Tan Xue'ning came. “Xue'ning!”"
    assert fixed(text, entry) == text


def test_the_noun_of_a_place_after_a_person() -> None:
    assert fixed("He left Qiuan Island. Qiu An sat.", ROAD) == "He left Qiuan Island. Qiu An sat."
    assert fixed("He left Qiuan. Qiu An sat.", ROAD) == "He left Qiu An. Qiu An sat."


def test_how_words_relate() -> None:
    assert is_short_for("Violet Manor", "Violet Manor Realm")
    assert is_short_for("Manor", "Manor of the Moon")
    assert not is_short_for("Violet Realm Manor", "Violet Manor Realm")
    assert is_longer_than("Beyond the Iron Gate", "Iron Gate")
    assert differs_in_number("True Dragon", "True Dragons")
    assert differs_in_number("Sky Foxes", "Sky Fox")
    assert not differs_in_number("True Dragon", "Old Dragons")


@pytest.fixture(scope="module")
def guests() -> NameMatcher:
    """The entries of shipped packs."""
    return NameMatcher(tuple(load_glossary(pack_paths(None))))


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Meng Tianmao came in. Tianmao sat down.", False),
        ("Then Xiecheng smiled at her.", False),
        ("Fry the pork with a spoon of douban.", False),
        ("She sold a jar of douban and paid the didi.", False),
        ("Her elder martial brother left. My elder martial brother, an elder martial brother.", False),
        ("She ordered it on taobao and on tianmao.", True),
    ],
)
def test_a_shipped_pack_is_a_guest(guests: NameMatcher, text: str, changed: bool) -> None:
    decisions = guests.analyse(parse(text)).decisions
    assert any(d.applicability is Applicability.SAFE for d in decisions) is changed
