from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import ConfigError
from cleanup.grammar.embedded import EMBEDDED
from cleanup.grammar.engines import ENGINES, choose, open_engine
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.grammar.lingotweaker import _Positions
from cleanup.grammar.settings import LANGUAGES, GrammarSettings

Get = Callable[[str], IsolatedEngine]

BEFORE = (
    "It is 😀 fun. He is an man.",
    "日本語 and 中文 then: he is an man.",
    "Cafe\u0301 nai\u0308ve, he is an man.",
    "A 👨‍👩‍👧 family 🇩🇪 and he is an man.",
    "𝔘𝔫𝔦 𝒜 math 𠀀 han, he is an man.",
)


@pytest.mark.parametrize("name", EMBEDDED)
@pytest.mark.parametrize("text", BEFORE)
def test_spans_are_in_code_points(embedded: Get, name: str, text: str) -> None:
    (answer,) = embedded(name).check([text])
    found = [m for m in answer or () if m.rule in ("EN_A_VS_AN", "AnA")]
    assert [text[m.span.start : m.span.end] for m in found] == ["an"]
    assert found[0].span.start == text.index("an man")


@given(st.text(alphabet="aé日😀\u0301", max_size=40))
def test_byte_positions_become_code_points(text: str) -> None:
    positions = _Positions(text)
    expected = {len(text[:i].encode()): i for i in range(len(text) + 1)}
    assert {byte: positions[byte] for byte in expected} == expected


@pytest.mark.parametrize("name", EMBEDDED)
@pytest.mark.parametrize(
    "text",
    ["\ud800 he is an man", "nul \x00 he is an man", "." * 1_500, "-" * 3_000, "\u200b\ufeff he is an man", "﷽" * 100],
)
def test_odd_text_gets_an_answer(embedded: Get, name: str, text: str) -> None:
    (answer,) = embedded(name).check([text])
    assert answer is not None
    assert all(0 <= m.span.start <= m.span.end <= len(text) for m in answer)


@pytest.mark.parametrize("name", EMBEDDED)
@pytest.mark.parametrize(("language", "wrong"), [("en-US", "colour"), ("en-GB", "color"), ("en-AU", "color")])
def test_language_variant(name: str, language: str, wrong: str) -> None:
    if EMBEDDED[name].missing():
        pytest.skip(EMBEDDED[name].missing())
    text = "The color of it is a colour."
    engine = IsolatedEngine(name, language)
    try:
        (answer,) = engine.check([text])
    finally:
        engine.close()
    assert answer is not None
    assert [text[m.span.start : m.span.end] for m in answer] == [wrong]
    assert language in engine.fingerprint


def test_auto_is_a_configured_url_or_what_is_embedded() -> None:
    assert choose(GrammarSettings()) in EMBEDDED
    assert choose(GrammarSettings(url="http://localhost:1")) == "languagetool"
    assert choose(GrammarSettings(engine="none", url="http://localhost:1")) == "none"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (GrammarSettings(engine="languagtool"), "“languagtool” is not a grammar engine"),
        (GrammarSettings(language="en_US"), "“en_US” is not a language variant"),
    ],
)
def test_unknown_names_are_refused(settings: GrammarSettings, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        open_engine(settings)
    assert any(word in caught.value.hint for word in (*ENGINES, *LANGUAGES))


def test_no_engine_finds_nothing() -> None:
    engine = open_engine(GrammarSettings(engine="none"))
    assert engine.check(["It was a apple.", ""]) == [(), ()]
    assert engine.trouble == ()
    engine.close()


@pytest.mark.parametrize(
    ("name", "rule", "text"),
    [("lingotweaker", "CAN_NOT", "I can not see."), ("harper", "AvoidContractions", "It isn't so.")],
)
def test_rules_that_are_off_can_be_switched_on(name: str, rule: str, text: str) -> None:
    if EMBEDDED[name].missing():
        pytest.skip(EMBEDDED[name].missing())
    found = []
    for enabled in ((), (rule,)):
        engine = IsolatedEngine(name, "en-US", enabled=enabled)
        (answer,) = engine.check([text])
        engine.close()
        found.append({match.rule for match in answer or ()})
    assert rule not in found[0]
    assert rule in found[1]
