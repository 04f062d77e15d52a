"""Capitals: what is mended, what is only suggested, what stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.terms.model import Term
from tests.rules.cleaning import clean, fixed, offered


@pytest.mark.parametrize(
    "text",
    [
        "The band The The played The Hague.",
        "an essay on What the Well-Dressed Man Is Wearing",
        "He wrote a song for The Who and a book on The Thing.",
        "a Grade A of A students in Group A of it",
        "They came to An before He could.",
        "The Order of The\nRose",
        "She seemed to feel the wind In her hair?",
        "The old “small loan” trade, and a “safe” one.",
        "“I think,” he said, “that we can go.”",
        "“Is it,” he asked, “or is it not?”",
        "“Dear me!” cried the old man, “the door is open.”",
        "“It was he who,” she said. “iPhone in hand.”",
        "He said that he was “not at home.”",
        "They called it “the end of all things.”",
        "He named three: “a cat”, “a dog” and “a cow”.",
        "It was, as they say, “a done deal,” and nobody spoke.",
        "He said: “... and then?” And: “—or not.”",
        "She bought 3 kg. of meat, i.e. half a cow, in fig. two, vol. one.",
        "He waited... and waited. . . and left.",
        "Alas! it is late. “What! you here?” Hush! hush!",
        "“Really?” he asked. “Yes!” she cried.",
        "“We won!” He laughed. “Why?” She looked away.",
        "for i in range(5), (i) first, i. e. that, i-beam, Wi-Fi, x_i am",
        "one\n\ntwo words\n\nthree little words\n\nno full stop here at all",
        "He said,\n\nwith a heavy heart, that it was over.",
        "Roses are red,\nviolets are blue.",
    ],
)
def test_stays(text: str) -> None:
    assert clean(text, "casing").revised == text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a lot of The people and The house", "a lot of the people and the house"),
        ("because In the end it rained", "because in the end it rained"),
        ("He gave it to Those who asked.", "He gave it to those who asked."),
        ("“Go,” The old man said. “Now,” He added.", "“Go,” the old man said. “Now,” he added."),
        ('"Why?" He asked. "How?" She asked slowly.', '"Why?" he asked. "How?" she asked slowly.'),
        ("It rained. we stayed. 5% left. the rest slept.", "It rained. We stayed. 5% left. The rest slept."),
        ("It rained.\n\nwe all stayed at home.", "It rained.\n\nWe all stayed at home."),
        ("Chapter 1\n\nwe all stayed at home.", "Chapter 1\n\nWe all stayed at home."),
        ("“no way. we stay.”", "“No way. We stay.”"),
        ("He said, “no.” She said: “yes, of course!”", "He said, “No.” She said: “Yes, of course!”"),
        ("He nodded. “it is late.” “is it?”", "He nodded. “It is late.” “Is it?”"),
        ("He said, ”no, not today.”", "He said, ”No, not today.”"),
        ('"no, not today," he said. "but soon."', '"No, not today," he said. "But soon."'),
        ("「no, not today.」", "「No, not today.」"),
        ("“I see.” Holmes rose and said, “we must go.”", "“I see.” Holmes rose and said, “We must go.”"),
        ("“who?” Li Mu said: “the fee is one thing. We pay.”", "“Who?” Li Mu said: “The fee is one thing. We pay.”"),
        ("“d-don’t do it!”", "“D-don’t do it!”"),
        ("Then i’ll go, i think, and i'm glad.", "Then I’ll go, I think, and I'm glad."),
    ],
)
def test_mended(text: str, want: str) -> None:
    assert fixed(text, "casing") == want


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("He knows it is true In operation, it is not.", "In"),
        ("We asked them all about it? our men were silent.", "our"),
        ("“It is late.”\n\nthe door closed behind him.", "the"),
        ("He said: “xyloquat is dead.”", "xyloquat"),
    ],
)
def test_suggested(text: str, place: str) -> None:
    assert clean(text, "casing").changes == ()
    assert [surface for surface, _text in offered(text, "casing")] == [place]


def test_names_keep_their_case() -> None:
    terms = [Term("letao"), Term("Order of The dawn"), Term("He")]
    text = "He said: “letao is dead.” It rained. letao lived. the Order of The dawn, “yes,” He said."
    assert fixed(text, "casing-quotation", "casing-midsentence", "casing-tag", terms=terms) == text


def test_a_function_word_in_a_name_is_no_name() -> None:
    terms = [Term("The Order of the Phoenix")]
    assert (
        fixed("A lot of The people. the end is near.", "casing", terms=terms) == "A lot of the people. The end is near."
    )


def test_a_text_that_starts_small_on_purpose_is_left_alone() -> None:
    text = "i think so. we all do. they do too. you do not. He does."
    assert clean(text, "casing-sentence", "casing-i").changes == ()


def test_a_heading_keeps_its_capitals() -> None:
    assert fixed("Chapter 5: The Fall of The house\n\nIt fell.", "casing").startswith(
        "Chapter 5: The Fall of The house"
    )


@settings(deadline=None)
@given(st.text(st.sampled_from('aTthe .,:!?”“"\n’iIof In') | st.characters(codec="utf-8"), max_size=60))
def test_only_case_changes(text: str) -> None:
    result = clean(text, "casing")
    assert result.revised.casefold() == text.casefold()
    assert clean(result.revised, "casing").changes == ()
