"""What is expected of an entry is really recognised."""

from __future__ import annotations

import pytest

from cleanup.formats.plain import parse
from cleanup.names.explain import cheapest_spellings, expected, needs_context
from cleanup.names.match import NameMatcher
from cleanup.names.rendering import Damage
from cleanup.names.sound import slot
from cleanup.terms.load import term_from


@pytest.mark.parametrize(
    ("name", "source", "kind", "damage", "forms"),
    [
        ("Xigong", "西宫", "person", Damage.MEANING, {"West Palace", "Western Palace"}),
        ("Xigong", "西宫", "person", Damage.SPACING, {"Xi Gong"}),
        ("Morton", "莫尔顿", "person", Damage.SOUND, {"Moldun", "Mordun"}),
        ("Gao Yuan", "高远", "person", Damage.GLUED, {"Gao Yuanli", "Gao Yuan Li"}),
        ("Senior Sister Gu", "顾师姐", "person", Damage.TITLE, {"Elder Martial Sister Gu"}),
        ("Shan Xiongxin", "单雄信", "person", Damage.READING, {"Dan Xiongxin"}),
        ("Kim Minsu", "김민수", "person", Damage.READING, {"Gim Minsu"}),
    ],
)
def test_expected_forms(name: str, source: str, kind: str, damage: Damage, forms: set[str]) -> None:
    found = expected(term_from({"name": name, "source": source, "kind": kind}), most=40)
    assert forms <= {form.form for form in found[damage]}


@pytest.mark.parametrize(
    ("name", "source", "kind"),
    [("Xigong", "西宫", "person"), ("Shan Xiongxin", "单雄信", "person"), ("Thomas", "トーマス", "person")],
)
def test_what_is_said_to_be_replaced_is_found(name: str, source: str, kind: str) -> None:
    term = term_from({"name": name, "source": source, "kind": kind})
    matcher = NameMatcher([term])
    for forms in expected(term).values():
        for form in forms:
            if form.safe:
                decisions = matcher.analyse(parse(f"Then {form.form} went there with {form.form}.")).decisions
                assert decisions, form
                assert decisions[0].replacement == name
                assert needs_context(form) == "replaced"


def test_spellings_come_cheapest_first_and_once() -> None:
    assert list(cheapest_spellings((slot("k c"), slot("a ar:.2"), slot("- u:.1")))) == [
        "ca",
        "ka",
        "cau",
        "kau",
        "car",
        "kar",
        "caru",
        "karu",
    ]
