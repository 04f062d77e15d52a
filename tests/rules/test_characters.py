"""Invisible and look-alike characters, wrong encodings."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cleanup.rules.engine.guards import keeps_ascii
from tests.rules.cleaning import clean, fixed, offered

RULES = ("characters", "encoding")


@pytest.mark.parametrize(
    "text",
    [
        "The café’s façade — naïve, “déjà vu”… £5 at 30 °C, ½ Å.",
        "“He met her fiancé”“She did?”—“À la carte”",
        "\ufeffHe waved.",
        "👨‍👩‍👧 and 🏳️‍🌈 and ❤️",
        "a ‏שלום‏ b",
        "क्‍ष and می‌خواهم",
        "Mr.\u00a0Holt paid 5\u00a0km; “\u200a‘Yes.’\u200a”",
        "5 μm, Ω, α-ray, (・`ω´・), Привет, Москва и Ростов",
        "A\u3000\u3000B\u3000\u3000C",
        "東京\u3000大阪, 東京Ｇドーム",
        "R&D; AT&T; a & b; &foo; 5 &lt; 6",
        "It is 𝑥, he said.",
        "It�was caf�.",
    ],
)
def test_stays(text: str) -> None:
    assert clean(text, *RULES).revised == text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("He\u200b waved\u200b\u200d his\u00ad hand\ufeff.", "He waved his hand."),
        ("He \x07waved\x1f.", "He waved."),
        ("extra\u00ad\nordinary", "extraordinary"),
        ("He waved.\u00a0 \u00a0She left.\u3000\nIt\u2003rained.", "He waved. She left.\nIt rained."),
        ("\u3000\u3000He waved.\n\u00a0\u00a0She left.", "He waved.\nShe left."),
        ("so\u00a0he\u00a0waved\u00a0his\u00a0hand", "so he waved his hand"),
        ("Li Мu wаved оne hаnd.", "Li Mu waved one hand."),
        ("Не waved а hand.", "He waved a hand."),
        ("the ﬁrst oﬃce, Ｌｉ Ｍｕ, No. １２", "the first office, Li Mu, No. 12"),
        ("donâ€™t, â€œyes,â€\x9d cafÃ© â€” â€¦ Â£5", "don’t, “yes,” café — … £5"),
        ("â€œYes,â€ he said.", "“Yes,” he said."),
        ("It�s late; he didn�t.", "It's late; he didn't."),
        ("&quot;Yes&quot; &amp;amp; &#39;no&#x27;&nbsp;&hellip;", "\"Yes\" & 'no' …"),
    ],
)
def test_mended(text: str, want: str) -> None:
    assert fixed(text, *RULES) == want


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("5 &lt; 6", [("&lt;", "<")]),
        ("It is 𝑥, he said.", [("𝑥", "x")]),
        ("caf� now", [("�", None)]),
    ],
)
def test_offered(text: str, offers: list[tuple[str, str | None]]) -> None:
    assert offered(text, *RULES) == offers


ACCENTED = st.text(st.sampled_from("abc é“”’—…ñüàç£«»“’"), min_size=1, max_size=40)


@settings(deadline=None)
@given(ACCENTED)
def test_utf8_read_as_latin1_comes_back(text: str) -> None:
    broken = text.encode().decode("latin-1")
    result = clean("so " + broken, "encoding-mojibake")
    assert keeps_ascii(broken, result.revised) == ""
    once = clean("“x” " + text, "encoding-mojibake").revised
    assert clean(once, "encoding-mojibake").changes == ()


_IN_WORD = re.compile("[a-zà-öø-ÿ][ÄÅÆ][“”’—…£«»]|[ÄÅÆ][“”’—…£«»][^\\W\\d_]")


@example("ä£—ä——")
@example("Ä—Ä“å——")
@example("å—£å——")
@given(st.text(st.sampled_from("abc .é“”’—…ñüàçäöåæø£«»ÄÖÅÉÆÀ"), max_size=40))
@settings(max_examples=1500, deadline=None)
def test_text_decoded_rightly_is_never_touched(text: str) -> None:
    """Accents beside typographic marks are the sequences that mojibake looks like. Only a capital in the middle of a
    word, or a mark between a capital and the rest of a word, where none can be, is taken for it."""
    assume(not _IN_WORD.search(text))
    assert clean(text, "encoding-mojibake").revised == text


@pytest.mark.parametrize("character", ["\U00017000", "\U00018b00"])
def test_characters_without_a_name_are_no_mojibake(character: str) -> None:
    text = (character * 2).encode().decode("latin-1")
    assert clean(text, "encoding-mojibake").faults == ()


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_ascii_survives_and_it_settles(text: str) -> None:
    result = clean(text, *RULES)
    assert keeps_ascii(text, result.revised) == ""
    assert clean(result.revised, *RULES).changes == ()


def test_every_twin_has_the_look_of_its_latin_letter() -> None:
    from cleanup.rules.characters.lookalikes import TWINS

    for foreign, latin in TWINS.items():
        assert unicodedata.name(foreign).split()[0] in ("CYRILLIC", "GREEK")
        assert unicodedata.name(latin).split()[0] == "LATIN"
        assert foreign.isupper() == latin.isupper()
