"""Source text left in the translation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.rules.engine.guards import keeps_ascii
from cleanup.terms.model import Kind, Term
from tests.rules.cleaning import LI_MU, clean, fixed, offered

TERMS = (
    LI_MU,
    Term("Suzy", source="スージィ"),
    Term("So-hee", source="소희/素姬"),
    Term("Dantian", source="丹田", kind=Kind.TERM),
    Term("Senior Brother", source="师兄", kind=Kind.TITLE),
    Term("Lei", source="雷"),
    Term("Thunder", source="雷"),
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Then 李牧 left.", "Then Li Mu left."),
        ("He met李牧, and李牧was late.", "He met Li Mu, and Li Mu was late."),
        ("李牧 (Lǐ Mù) and 李牧（Li Mu） waved.", "Li Mu and Li Mu waved."),
        ("the 丹田 (dāntián - energy centre)", "the Dantian (dāntián - energy centre)"),
        ("“スージィ!” said 소희 to 素姬.", "“Suzy!” said So-hee to So-hee."),
        ("His 师兄 left. He asked 师兄 Liu.", "His senior brother left. He asked Senior Brother Liu."),
    ],
)
def test_terms_are_put_in(text: str, want: str) -> None:
    assert fixed(text, "leftovers-term", terms=TERMS) == want


@pytest.mark.parametrize(
    "text", ["Li Mu (李牧) left.", "Then 李牧说 left.", "Then 雷 left.", "Li Mu left.", "Then 张三 left."]
)
def test_only_what_is_certain_is_put_in(text: str) -> None:
    assert clean(text, "leftovers-term", terms=TERMS).changes == ()


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("He nodded solemnly (郑重).", [(" (郑重)", "")]),
        ("他郑重地点了点头。He left.", [("他郑重地点了点头", None)]),
        ("Yayーーー!!!", [("ーーー", "—")]),
        ("Ahっ!", [("っ", "")]),
        ("She said спасибо, 감사합니다 and ขอบคุณ.", [("спасибо", None), ("감사합니다", None), ("ขอบคุณ", None)]),
        ("Then 李牧说 left.", [("李牧说", None)]),
    ],
)
def test_other_source_text_is_reported(text: str, offers: list[tuple[str, str | None]]) -> None:
    assert clean(text, "leftovers-script", terms=TERMS).changes == ()
    assert offered(text, "leftovers-script", terms=TERMS) == offers


@pytest.mark.parametrize("text", ["(・`ω´・) ¯\\_(ツ)_/¯ (￣ー￣)", "café α β «oui» ♪", "Li Mu (李牧) and 雷's 李牧"])
def test_faces_accents_and_known_terms_are_not_reported(text: str) -> None:
    found = offered(text, "leftovers-script", terms=TERMS)
    assert [surface for surface, _text in found] == (["雷"] if "雷" in text else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mí Yuè nodded.", ["Mí", "Yuè"]),
        ("He spoke zhèngzhòng and left.", ["zhèngzhòng"]),
        ("the qì of the dāntián", ["qì", "dāntián"]),
        ("Mi\u0301 Yue\u0300 nodded.", ["Mi\u0301", "Yue\u0300"]),
        ("Lǚ Bù left.", ["Lǚ", "Bù"]),
    ],
)
def test_readings_with_tone_marks_are_reported(text: str, words: list[str]) -> None:
    assert [surface for surface, _text in offered(text, "leftovers-pinyin")] == words


@pytest.mark.parametrize(
    "text",
    [
        "Voilà: a café, naïve Zoë, Málaga, né Dupré.",
        "Tōkyō, Kyōto, jūjutsu, Ānanda, Mahāyāna",
        "là, où, à, é",
        "São Tomé",
    ],
)
def test_accents_of_other_languages_are_not_reported(text: str) -> None:
    assert offered(text, "leftovers-pinyin") == []


def test_the_plain_reading_is_suggested() -> None:
    (finding,) = clean("He spoke zhèngzhòng.", "leftovers-pinyin").findings
    assert finding.suggestions == ("zhengzhong",)


PARTS = st.sampled_from(
    ["李牧", "スージィ", "ー", "(", ")", " ", "Lǐ Mù", "zhèng", "a", "Li", "。", "师兄", "é", "к", "ω", "\n"]
)


@settings(deadline=None)
@given(st.lists(PARTS, max_size=10).map("".join))
def test_ascii_survives_and_it_settles(text: str) -> None:
    result = clean(text, "leftovers-term", "leftovers-script", "leftovers-pinyin", terms=TERMS)
    assert keeps_ascii(text, result.revised) == ""
    result = clean(text, "leftovers", terms=TERMS)
    assert clean(result.revised, "leftovers", terms=TERMS).changes == ()
