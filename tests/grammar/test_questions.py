from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Span
from cleanup.grammar.engine import GrammarMatch
from cleanup.grammar.questions import BATCH, LONGEST, UnansweredError, ask_in_batches, sendable


def words(text: str) -> list[GrammarMatch]:
    """An engine that finds every word with an e in it."""
    return [GrammarMatch(Span(*m.span()), "E", "", (m[0],)) for m in re.finditer(r"\w*e\w*", text)]


TEXTS = st.lists(st.text(alphabet="abe .😀é日\u0301\ud800\n", max_size=60), max_size=12)


@given(TEXTS)
def test_batched_is_the_same_as_one_by_one(texts: list[str]) -> None:
    texts = [text.replace("\n", " ") for text in texts]
    assert ask_in_batches(words, texts) == [tuple(words(sendable(text))) for text in texts]


@given(TEXTS)
def test_what_is_sent_keeps_every_position(texts: list[str]) -> None:
    for text in texts:
        sent = sendable(text)
        assert len(sent) == len(text)
        sent.encode()


def test_questions_are_never_too_long() -> None:
    asked: list[str] = []

    def ask(text: str) -> list[GrammarMatch]:
        asked.append(text)
        return []

    ask_in_batches(ask, ["one. " * 3_000, "x" * 70_000, "word " * 20_000, "short", "short too"])
    assert max(map(len, asked)) <= LONGEST
    assert asked[-1] == "short\n\nshort too"
    joined = [text for text in asked if "\n\n" in text]
    assert all(len(text) <= BATCH for text in joined)


def test_an_overlong_paragraph_is_cut_between_sentences_and_put_together_again() -> None:
    text = "See the tree. " * 5_000
    (answer,) = ask_in_batches(words, [text])
    assert answer is not None
    assert [text[m.span.start : m.span.end] for m in answer[:3]] == ["the", "tree", "See"]
    expected = [m.span for m in words(text)]
    found = {m.span for m in answer}
    # What touches the ends of a stretch is left out, as the engine may see half a sentence there.
    assert found <= set(expected)
    assert len(found) >= len(expected) - 10


def test_a_failed_batch_is_asked_again_paragraph_by_paragraph() -> None:
    def ask(text: str) -> list[GrammarMatch]:
        if "poison" in text:
            raise UnansweredError("no")
        return words(text)

    assert ask_in_batches(ask, ["see", "poison", "tree"]) == [tuple(words("see")), None, tuple(words("tree"))]


def test_what_reaches_across_paragraphs_is_left_out() -> None:
    def ask(text: str) -> list[GrammarMatch]:
        return [GrammarMatch(Span(0, len(text)), "ALL", ""), GrammarMatch(Span(3, 5), "GAP", "")]

    assert ask_in_batches(ask, ["one", "two"]) == [(), ()]


def test_nothing_is_asked_about_nothing() -> None:
    def ask(text: str) -> list[GrammarMatch]:
        raise AssertionError(text)

    assert ask_in_batches(ask, ["", "  ", "\t"]) == [(), (), ()]
