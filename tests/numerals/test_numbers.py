"""Numbers in Chinese, Japanese and English, by value."""

from __future__ import annotations

import pytest

from cleanup.numerals import asian, english


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百二十", 320),
        ("一百零五", 105),
        ("十", 10),
        ("二十", 20),
        ("两万", 20_000),
        ("十万", 100_000),
        ("3万", 30_000),
        ("1億2千万", 120_000_000),
        ("一万亿", 10**12),
        ("二〇一八", 2018),
        ("１２", 12),
        ("1,234", 1234),
        ("1.5万", 15_000),
        ("三五", None),
    ],
)
def test_value_of(text: str, value: float | None) -> None:
    assert asian.value_of(text) == value


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("二十三名士兵", [23]),
        ("三个人和四把剑", [3, 4]),
        ("第三天", []),
        ("几十人，数百人，三十多岁，十几个", []),
        ("三分之一，百分之三十", []),
        ("千万别走", []),
        ("十万大军", [100_000]),
        ("12本の剣", [12]),
    ],
)
def test_firm_numbers(text: str, firm: list[float]) -> None:
    assert [number.value for number in asian.numbers_in(text) if number.firm] == firm


def test_ranges() -> None:
    assert {13.0, 12.0} <= {number.value for number in asian.numbers_in("12～3歳")}
    assert {20.0, 30.0} <= {number.value for number in asian.numbers_in("2～30メートル")}
    assert {50.0, 60.0} <= {number.value for number in asian.numbers_in("五六十岁")}
    assert {15.0, 16.0} <= {number.value for number in asian.numbers_in("十五六岁")}


def test_halves_and_decimals() -> None:
    assert 0.5 in {number.value for number in asian.numbers_in("养了半年的伤")}
    assert 1.5 in {number.value for number in asian.numbers_in("足有一点五倍")}


def test_a_character_before_a_numeral_makes_only_round_ones_vague() -> None:
    assert [number.vague for number in asian.numbers_in("墙上七道门")] == [False]
    assert [number.vague for number in asian.numbers_in("上百道门")] == [True]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one hundred and twenty men and three dogs", [120, 3]),
        ("a hundred thousand soldiers", [100_000]),
        ("Twenty-three, 10,000 and the 12th", [23, 10_000, 12]),
        ("3.5 million", [3_500_000]),
        ("One thousand, seven hundred, and twenty scales", [1720]),
        ("five or six", [5, 6]),
        ("twenty-first", [21]),
        ("two dozen", [2, 24, 12]),
        ("a man in May", [5]),
        ("the may bug and an apple", []),
    ],
)
def test_english(text: str, values: list[float]) -> None:
    assert [number.value for number in english.numbers_in(text)] == values


def test_hostile_length_is_linear() -> None:
    assert len(list(english.numbers_in("one " * 20_000))) == 20_000
    assert len(list(asian.numbers_in("一" * 50_000))) == 1
