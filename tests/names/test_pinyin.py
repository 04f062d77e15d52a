from __future__ import annotations

import pytest

from cleanup.names.pinyin import SYLLABLES, is_pinyin, name_readings, readings, syllables, u_spellings, wade_giles


def test_the_inventory_has_the_size_of_mandarin() -> None:
    assert 400 <= len(SYLLABLES) <= 420
    assert {"zhuang", "er", "a", "lve", "shuo", "xiong"} <= SYLLABLES
    assert not {"ong", "sian", "kia", "fi"} & SYLLABLES


@pytest.mark.parametrize(
    ("word", "parts"),
    [("xian", ("xian",)), ("muli", ("mu", "li")), ("tiananmen", ("tian", "an", "men")), ("street", ()), ("", ())],
)
def test_cutting_into_the_fewest_syllables(word: str, parts: tuple[str, ...]) -> None:
    assert syllables(word) == parts
    assert is_pinyin(word) == bool(parts)


def test_all_readings_of_a_character_are_known() -> None:
    assert set(readings("长")) == {"chang", "zhang"}
    assert {"dan", "shan", "chan"} <= set(readings("单"))
    assert readings("绿")[0] == "lv"
    assert readings("A") == ()


def test_a_surname_is_read_as_one_first() -> None:
    assert name_readings("单雄信")[0] == ("shan", "xiong", "xin")
    assert ("dan", "xiong", "xin") in name_readings("单雄信")
    assert name_readings("X雄") == []


def test_u_with_dots() -> None:
    assert u_spellings("lv") == ("lu", "lv", "lyu")
    assert u_spellings("lu") == ("lu",)


@pytest.mark.parametrize(
    ("syllable", "wade"),
    [
        ("zhang", "chang"),
        ("xiao", "hsiao"),
        ("qing", "ching"),
        ("bo", "po"),
        ("de", "te"),
        ("ren", "jen"),
        ("xian", "hsien"),
        ("ma", "ma"),
    ],
)
def test_wade_giles(syllable: str, wade: str) -> None:
    assert wade_giles(syllable) == wade
