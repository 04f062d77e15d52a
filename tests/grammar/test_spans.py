"""Twenty paragraphs with emoji, CJK and combining marks before an error: engines must point at the error exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cleanup.grammar.engine import Engine
from cleanup.grammar.isolation import IsolatedEngine
from cleanup.grammar.languagetool import LanguageToolEngine
from cleanup.grammar.server import LocalServer
from tests.languagetool import installed

# What is between ⟦ and ⟧ is the place that is wrong.
PARAGRAPHS = (
    "😀 It was ⟦a⟧ apple.",
    "😀😀😀 He smiled 😀 and ate ⟦a⟧ orange 🍊.",
    "The family 👨‍👩‍👧‍👦 lived in ⟦a⟧ old house.",
    "She waved 👋🏽 and he held ⟦an⟧ hand.",
    "The flag 🇯🇵 hung on ⟦an⟧ wall for 🇨🇳.",
    "李牧 went to 淘宝 and saw ⟦a⟧ office.",
    "He said 你好 to ⟦an⟧ man called 刘.",
    "かな and カナ and 漢字 are ⟦a⟧ interesting mix.",
    "한국어 is the word on ⟦an⟧ page.",
    "𠀀𠀁 are rare signs; ⟦a⟧ expert knew them.",
    "Cafe\u0301 and nai\u0308ve: ⟦a⟧ accent is two signs.",
    "Li\u030c Mu\u0300 was ⟦a⟧ officer.",
    "Zalgo h\u0335\u0321e\u0336\u0322 text and ⟦a⟧ error.",
    "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 is ⟦a⟧ elegant hand.",
    "The 5 € note — “so” he said — was ⟦a⟧ old one…",
    "ＦＵＬＬ width and ⟦a⟧ empty page。",
    "e\u0301 😀 日本 👩🏽‍🚀 𠀀 and then ⟦a⟧ end.",
    "नमस्ते is what ⟦a⟧ Indian says.",
    "שלום and سلام are said in ⟦a⟧ other place.",
    "🧑‍🤝‍🧑 met 师兄 at noon; e\u0301tude by ⟦a⟧ unknown hand 😀.",
)
ARTICLE = {"EN_A_VS_AN", "AnA"}


@pytest.fixture(
    scope="module", params=["lingotweaker", "harper", pytest.param("languagetool", marks=pytest.mark.languagetool)]
)
def engine(request: pytest.FixtureRequest, embedded: Callable[[str], IsolatedEngine]) -> Iterator[Engine]:
    if request.param != "languagetool":
        yield embedded(request.param)
        return
    installed()
    languagetool = LanguageToolEngine(LocalServer(), "en-US", deadline=60)
    yield languagetool
    languagetool.close()


def places(engine: Engine, texts: list[str]) -> list[list[str]]:
    """The texts with ⟦⟧ around what the engine says about articles."""
    shown = []
    for text, answer in zip(texts, engine.check(texts), strict=True):
        assert answer is not None
        marked = []
        for match in answer:
            if match.rule in ARTICLE:
                start, end = match.span.start, match.span.end
                marked.append(f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}")
        shown.append(marked)
    return shown


def test_every_span_is_exact_in_a_batch(engine: Engine) -> None:
    texts = [text.replace("⟦", "").replace("⟧", "") for text in PARAGRAPHS]
    assert len(texts) == 20
    assert places(engine, texts) == [[text] for text in PARAGRAPHS]


def test_every_span_is_exact_alone(engine: Engine) -> None:
    for text in PARAGRAPHS:
        assert places(engine, [text.replace("⟦", "").replace("⟧", "")]) == [[text]]
