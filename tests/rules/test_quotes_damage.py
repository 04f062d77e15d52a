"""Paragraphs with their quotation marks damaged in every way come back as they were, or stay as they are; never worse.

The prose was written for this test. It holds what is hard: tags before, between and after speech, speech over several
paragraphs, nested and single quotes, apostrophes, inches, dashes, mentions, and speech of both makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.rules.cleaning import clean

PARAGRAPHS = [
    "“I have been waiting for you,” said the miller. “Come in, it is cold.”",
    "“Where did you find it?” she asked. He did not answer, so she asked again, louder: “Where?”",
    "He put the lamp down and said, “Nobody has lived here for years. Look at the dust.”",
    "The old clerk sighed: “If we sell the barge now, we lose twice. If we wait, we lose once.”",
    "“Don’t!” cried Anna. “You’ll break it, and it’s the dogs’ dish, not ours.”",
    "“He told me, ‘Go and never come back,’ and I went,” Peter explained. “That’s all there is to it.”",
    "They called it “the bridge”, though it was only a plank, and “the river” was a ditch.",
    "“Well—” “Be quiet!” “—as I was saying, the boat leaks.”",
    "“Is that so…” He looked away. “And yet nobody told me anything.”",
    "“Three,” she counted, “four, five,” and then she stopped, for the sixth was gone.",
    "The sign said “Closed until Monday” and somebody had written “Which Monday?” below it.",
    "“It’s a board of 6'2\", if you please,” the carpenter said, “and not a hair less.”",
    "“’Tis late,” said the old man, “and the ’80s are long gone.”",
    "She had read “The Lighthouse (and Other Stories)” twice. “Never again!” she used to say.",
    "“What do you mean by ‘soon’?” he asked.",
    "“Yes, sir.”",
    "Nobody answered. “Hello?” he called into the dark. “Is anybody there?” Only the water replied.",
    "“I said no,” Marta repeated; “no means no.” With that she shut the door.",
]
"""Each is put between two neighbours: one without quotes, one that opens with speech."""
SPEECH = (
    "“I came down in the spring, when the road was still under water, and there was no bridge.\n\n"
    "“There was a ferry then. An old woman ran it, and she asked me, ‘Are you the new miller?’\n\n"
    "“I said I was. That was forty years ago.”"
)
BEFORE, AFTER = "The rain had stopped in the meantime.", "“Good night,” said the voice behind the door."

Damage = Callable[[str, int], str]


def _turn(text: str, at: int) -> str:
    return text[:at] + ("”" if text[at] == "“" else "“") + text[at + 1 :]


def _straighten(text: str, at: int) -> str:
    return text[:at] + '"' + text[at + 1 :]


def _space_inside(text: str, at: int) -> str:
    return text[:at] + ("“ " if text[at] == "“" else " ”") + text[at + 1 :]


def _turn_and_space(text: str, at: int) -> str:
    return text[:at] + ("” " if text[at] == "“" else " “") + text[at + 1 :]


def _glue(text: str, at: int) -> str:
    if text[at] == "“" and text[at - 1 : at] == " ":
        return text[: at - 1] + text[at:]
    if text[at] == "”" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3] != "“":
        return text[: at + 1] + text[at + 2 :]
    return text


def _double(text: str, at: int) -> str:
    return text[:at] + text[at] + text[at:]


def _substitute(text: str, at: int) -> str:
    return text[:at] + "＂" + text[at + 1 :]


MENDED: list[Damage] = [_turn, _straighten, _space_inside, _turn_and_space, _glue, _double, _substitute]


def _marks(text: str) -> Iterator[int]:
    return (at for at, character in enumerate(text) if character in "“”")


def _mended(paragraph: str) -> str:
    """The paragraph as the quote rules leave it between its neighbours."""
    text = clean(f"{BEFORE}\n\n{paragraph}\n\n{AFTER}\n", "quotes").revised
    assert text.startswith(f"{BEFORE}\n\n")
    assert text.endswith(f"\n\n{AFTER}\n")
    return text.removeprefix(f"{BEFORE}\n\n").removesuffix(f"\n\n{AFTER}\n")


@pytest.mark.parametrize("paragraph", [*PARAGRAPHS, SPEECH])
def test_sound_paragraph_stays(paragraph: str) -> None:
    result = clean(f"{BEFORE}\n\n{paragraph}\n\n{AFTER}\n", "quotes")
    assert result.changes == ()
    assert result.findings == ()


@pytest.mark.parametrize("damage", MENDED, ids=lambda damage: damage.__name__.strip("_"))
@pytest.mark.parametrize("paragraph", [*PARAGRAPHS, SPEECH])
def test_one_damaged_mark_is_mended(paragraph: str, damage: Damage) -> None:
    for at in _marks(paragraph):
        damaged = damage(paragraph, at)
        assert _mended(damaged) in (paragraph, damaged), damaged


def test_nearly_every_damaged_mark_is_mended() -> None:
    cases = [(p, damage(p, at)) for p in PARAGRAPHS for damage in MENDED for at in _marks(p)]
    cases = [(paragraph, damaged) for paragraph, damaged in cases if paragraph != damaged]
    mended = sum(_mended(damaged) == paragraph for paragraph, damaged in cases)
    assert mended >= 0.97 * len(cases)


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@pytest.mark.parametrize("both", ["””", "““", '""'], ids=["closing", "opening", "straight"])
def test_one_mark_for_both_ends_is_mended(paragraph: str, both: str) -> None:
    damaged = paragraph.replace("“", both[0]).replace("”", both[1])
    options = {"quotes": "curly"} if both == '""' else {}
    assert _curled(damaged, **options) == paragraph


def _curled(paragraph: str, quotes: str = "auto") -> str:
    text = clean(f"{BEFORE}\n\n{paragraph}\n\n{AFTER}\n", "quotes-direction", "quotes-style", quotes=quotes).revised
    return text.removeprefix(f"{BEFORE}\n\n").removesuffix(f"\n\n{AFTER}\n")


@pytest.mark.parametrize("paragraph", [*PARAGRAPHS, SPEECH])
def test_a_lost_mark_is_put_back_or_left(paragraph: str) -> None:
    for at in _marks(paragraph):
        damaged = paragraph[:at] + paragraph[at + 1 :]
        assert _mended(damaged) in (paragraph, damaged)
