"""How names sound: kana, characters that transliterate, hangul, romaji. Own examples, not those of any evaluation."""

from __future__ import annotations

import pytest

from cleanup.names.hangul import hangul_slots
from cleanup.names.hangul import romanisations as korean
from cleanup.names.kana import is_kana, kana_slots, romanisations
from cleanup.names.latin import latin_slots
from cleanup.names.pinyin import han_slots
from cleanup.names.romaji import is_romaji, romaji_slots
from cleanup.names.sound import fit, pattern, skeleton


@pytest.mark.parametrize(
    ("kana", "spellings"),
    [
        ("エリザベート", "elisabeth elizabet erisabeto"),
        ("シャルロッテ", "charlotte sharlotte sharurotte"),
        ("グレイ", "grey gray grei"),
        ("リュカ", "luka ryuka"),
        ("ヴィクトル", "victor viktor bikutoru"),
        ("フリードリヒ", "friedrich friedrihi"),
        ("トーマス", "thomas tomas tohmas"),
        ("クロエ", "chloe kuroe"),
        ("ユーリ", "yuri yuuri yuli"),
        ("さくら", "sakura"),
    ],
)
def test_spellings_of_kana_names_fit(kana: str, spellings: str) -> None:
    for spelling in spellings.split():
        assert fit(pattern(kana_slots(kana)), spelling) <= 0.6, spelling


@pytest.mark.parametrize(
    ("kana", "others"),
    [
        ("エリザベート", "alexander bertha isabel"),
        ("シャルロッテ", "charles scarlett"),
        ("トーマス", "tom matthias tamara"),
        ("クロエ", "cleo karl"),
        ("ユーリ", "julia uriel yuki"),
        ("マリー", "marina mark mia"),
    ],
)
def test_other_names_do_not_fit(kana: str, others: str) -> None:
    for other in others.split():
        assert fit(pattern(kana_slots(kana)), other) > 0.75, other


@pytest.mark.parametrize(
    ("source", "spellings"),
    [
        ("亚历山大", "alexanda yalishanda"),
        ("凯瑟琳", "katherin catherine kaiselin"),
        ("罗德里克", "roderick rodrick luodelike"),
        ("莫尔顿", "morton molton"),
        ("维多利亚", "viktoria vidoria"),
    ],
)
def test_spellings_of_transliterating_characters_fit(source: str, spellings: str) -> None:
    for spelling in spellings.split():
        assert min(fit(pattern(slots, open=True), spelling) for slots in han_slots(source)) <= 1.5, spelling


def test_romanisations_of_kana() -> None:
    forms = romanisations("シュウイチ")
    assert forms[0] == "shuichi"
    assert {"shuuichi", "syuuiti"} <= set(forms)
    assert "yuki" in romanisations("ユーキ")
    assert "yuuki" in romanisations("ユーキ")
    assert "kippei" in romanisations("キッペイ")
    assert "matcha" in romanisations("マッチャ")
    assert romanisations("漢字") == ()


def test_kana_is_told_from_other_scripts() -> None:
    assert is_kana("スージー・リー")
    assert is_kana("さくら")
    assert not is_kana("桜")
    assert not is_kana("Suzy")
    assert not is_kana("")


def test_korean() -> None:
    forms = set(korean("김민수"))
    assert {"kim minsu", "kim min su", "gim minsu", "minsu kim", "kimminsu"} <= forms
    heard = pattern(hangul_slots("이영준"))
    for spelling in ("leeyoungjun", "yiyeongjun", "leeyeongjoon", "rheeyoungjoon"):
        assert fit(heard, spelling) <= 0.6, spelling
    assert fit(heard, "parkjisung") > 1


def test_kanji_names_are_heard_as_their_romaji() -> None:
    assert is_romaji("Sato Kenji")
    assert not is_romaji("Li Mu")
    heard = pattern(romaji_slots("satokenji"))
    assert fit(heard, "satoukenji") < 0.2
    assert fit(heard, "satohkenzi") < 0.4
    assert fit(heard, "saitokenji") > 0.5


def test_a_name_without_source_is_heard_as_it_is_spelled() -> None:
    heard = pattern(latin_slots("catherine"))
    assert fit(heard, "katherine") < 0.5
    assert fit(heard, "margaret") > 1


def test_limit_is_respected() -> None:
    heard = pattern(kana_slots("トーマス"))
    assert fit(heard, "tomars", 2.0) < 2.0
    assert fit(heard, "tomars", 0.01) == float("inf")


def test_skeletons_ignore_vowels_and_doubles() -> None:
    assert skeleton("anna") == skeleton("ana") == "N"
    assert skeleton("carla") == skeleton("karla")
    assert skeleton("robert") != skeleton("carla")
