"""Names that were translated by custom, by halves, or with a part that says what they are. Own names throughout."""

from __future__ import annotations

import pytest

from tests.names.build import fixed, suggested

RAN = "Great Ran|大冉|place"
SECT = "Jiuxiao Sect|九霄宗|organisation"
TU = "Tu Chengyin|涂澄音|person"
RIDGE = "Frost Armament Ridge|霜兵岭|place"
MACE = "Gilt Mace of Wei|渭金锏|term"
SALT = "Saltvik Kingdom|ザルトヴィク王国|place"
BREMA = "Brema Academy|布雷玛学院|place"
SHAO = "Young Master Tu San|涂三少|person"
LAO = "Mei Lao|梅老|person"
MEDEA = "Melissa|梅莉莎|person"
CAST = [SECT, TU, RIDGE]


@pytest.mark.parametrize(
    ("text", "want", "entries"),
    [
        ("The Great冉 army met Tu Chengyin.", "The Great Ran army met Tu Chengyin.", [RAN, TU]),
        ("The Great 冉 Dynasty of Tu Chengyin.", "The Great Ran Dynasty of Tu Chengyin.", [RAN, TU]),
        ("They feared the 大Ran army.", "They feared the Great Ran army.", [RAN]),
        ("Nine霄 Sect sent Tu Chengyin.", "Jiuxiao Sect sent Tu Chengyin.", [SECT, TU]),
        ("Tu澄音 bowed.", "Tu Chengyin bowed.", [TU]),
        ("Tu Chengyin and the Frost Weapon Ridge.", "Tu Chengyin and the Frost Armament Ridge.", CAST),
        ("The Zaltvik Kingdom and Saltovik Kingdom.", "The Saltvik Kingdom and Saltvik Kingdom.", [SALT]),
        ("The Kingdom of Zaltvik was far.", "The Saltvik Kingdom was far.", [SALT]),
        ("Brama Academy wrote to Tu Chengyin.", "Brema Academy wrote to Tu Chengyin.", [BREMA, TU]),
        ("Tu Sanshao laughed at Tu Chengyin.", "Young Master Tu San laughed at Tu Chengyin.", [SHAO, TU]),
        ("Meilisha saw Tu Chengyin.", "Melissa saw Tu Chengyin.", [MEDEA, TU]),
    ],
)
def test_becomes(text: str, want: str, entries: list[str]) -> None:
    assert fixed(text, *entries) == want


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Frost Armament Ridge传来 a cry.", CAST),  # the rest of the sentence was left out, not a part of the name
        ("The Frost Weapon Valley lies west of Tu Chengyin.", CAST),  # another kind of thing
        ("A Frost Weapon hung there, and Tu Chengyin took it.", CAST),
        ("冉 was written on the gate.", [RAN]),
        ("大冉 was written on the gate of Tu Chengyin.", [TU]),
    ],
)
def test_stays(text: str, entries: list[str]) -> None:
    assert fixed(text, *entries) == text
    assert not suggested(text, *entries)


def test_an_old_man_may_be_another() -> None:
    assert suggested("Tu Chengyin saw Old Mei nod.", LAO, TU) == {"Old Mei": "Mei Lao"}


@pytest.mark.parametrize(
    ("form", "is_suggested"),
    [
        ("Tu Chengyim", True),
        ("Tu Chengyinn", True),
        ("Tu Chengying", True),
        ("Tu Chenyin", True),
        ("Tu Chengyan", False),
        ("Tu Chengxin", False),
        ("Lu Chengyim", False),
    ],
)
def test_a_letter_wrong_in_a_read_name(form: str, is_suggested: bool) -> None:
    """Another syllable is another person, but for *n* in place of *ng*."""
    text = f"Tu Chengyin came. Then {form} left."
    assert fixed(text, TU) == text
    assert suggested(text, TU) == ({form: "Tu Chengyin"} if is_suggested else {})
