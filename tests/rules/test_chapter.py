"""Findings about a chapter as a whole."""

from __future__ import annotations

import pytest

from cleanup.cleaner import Cleaner
from cleanup.core.model import FileResult, Severity
from cleanup.settings.config import Config
from cleanup.terms.model import Glossary
from tests.rules.cleaning import clean, fixed

STORY = (
    "The rain had stopped by the time Oda reached the mill.",
    "“Is anyone there?” she called.",
    "Nobody answered. The wheel turned slowly in the brown water.",
    "She put her basket down and waited.",
    "A dog barked on the far bank, and then it was quiet again.",
    "At last the miller came out with flour on his sleeves.",
    "“You are early,” he said.",
)


def chapter(*more: str, first: str = "Chapter 3: The Mill") -> str:
    return "\n\n".join((first, *STORY, *more))


def everything(text: str, *, unsafe: bool = False) -> FileResult:
    return Cleaner(Config(unsafe_fixes=unsafe), Glossary(())).clean(text)


def told(text: str) -> list[tuple[str, str]]:
    """Rules and places of what is said about the chapter."""
    found = clean(text, "chapter").findings
    assert all(finding.severity is Severity.ERROR for finding in found)
    return [(finding.rule, text[finding.span.start : finding.span.end]) for finding in found]


def test_a_whole_chapter_is_not_spoken_of() -> None:
    assert told(chapter()) == []


@pytest.mark.parametrize(
    "refusal",
    [
        "I'm sorry, but I can't assist with that request.",
        "I cannot translate this passage, as it depicts violence.",
        "As an AI language model, I am not able to continue.",
        "It seems that the text you provided is incomplete.",
        "Please provide the chapter you would like me to translate.",
        "Your message was empty.",
        "抱歉，我无法翻译这段内容。",
    ],
)
def test_a_refusal_is_told_alone_and_inside(refusal: str) -> None:
    assert told(refusal) == [("chapter-refusal", refusal)]
    assert "no chapter" in clean(refusal, "chapter").findings[0].message
    inside = chapter(refusal, *STORY)
    assert told(inside) == [("chapter-refusal", refusal)]


@pytest.mark.parametrize(
    "line",
    [
        "“I cannot translate this text,” said Oda. “It is older than the mill.”",
        "He could not translate the words above the door.",
        "I cannot help you. I will not help you.",
        "The text she had provided was a forgery, and the policy of the guild was clear.",
        "Her request was refused, and the message was empty of comfort.",
        "She asked them to please send the next boat.",
    ],
)
def test_a_story_may_speak_of_refusing(line: str) -> None:
    assert told(chapter(line)) == []


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("Sure, here's the English translation of the chapter:", ""),
        ("Certainly! Below is the polished version, with all names as in your glossary:", ""),
        ("Here is a natural English rendition:", ""),
        ("Translate the following chapter into English. Keep all names.", ""),
        ("", "Let me know if you'd like any adjustments!"),
        ("", "Would you like me to continue with the next part?"),
        ("", "If you need the rest of the chapter translated, just send it."),
        ("", "*End of translation*"),
        ("", "Note: I have preserved the honorifics of the original."),
    ],
)
def test_remarks_to_the_user_go(before: str, behind: str) -> None:
    parts = [part for part in (before, "Chapter 3: The Mill", *STORY, behind) if part]
    assert fixed("\n\n".join(parts), "chapter-chatter") == chapter()


@pytest.mark.parametrize(
    "line",
    ["Let me know if you need more flour.", "“Would you like me to continue?”", "I hope this letter finds you well."],
)
def test_a_story_may_end_politely(line: str) -> None:
    assert fixed(chapter(line), "chapter-chatter") == chapter(line)


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("哈", 80_000),
        ("no ", 500),
        ("She turned the wheel once more. ", 60),
        (STORY[2] + "\n\n" + STORY[4] + "\n\n", 700),
    ],
)
def test_a_loop_is_one_finding(unit: str, count: int) -> None:
    text = chapter(unit * count + STORY[3])
    result = everything(text)
    (loop,) = [finding for finding in result.findings if finding.rule == "chapter-loop"]
    assert any(f" {number:,} times" in loop.message for number in (count, count - 1))
    assert not [cause for change in result.changes for cause in change.causes if cause.rule.startswith("repeats")]
    mended = everything(text, unsafe=True).revised
    assert len(mended) < len(chapter(unit + STORY[3])) + 10
    assert everything(mended, unsafe=True).changes == ()


def test_a_loop_at_the_end_and_two_loops() -> None:
    text = chapter("He ran on. " * 100, STORY[1], "She ran on too. " * 100)
    assert [rule for rule, _place in told(text)] == ["chapter-loop", "chapter-loop"]


def test_untranslated_is_one_finding() -> None:
    line = "她推开磨坊的门，里面没有人，只有水轮在慢慢地转。"
    text = "\n\n".join(["Chapter 3", *(f"{line}{number}。" for number in range(40))])
    rules = [finding.rule for finding in everything(text).findings]
    assert rules.count("chapter-untranslated") == 1
    assert "leftovers-script" not in rules
    half = chapter(*(f"{line}{number}。" for number in range(2)))
    assert "leftovers-script" in [finding.rule for finding in everything(half).findings]


@pytest.mark.parametrize(
    "end",
    [
        "Then the miller opened the gate and let the",
        "Then the miller opened the gate and let the water ru",
        "Then the miller opened the gate, let the water run,",
        "“Then you will have to wait until the water",
        "Then the miller opened the gate and let the water run",
    ],
)
def test_a_chapter_that_is_cut_off(end: str) -> None:
    assert told(chapter(end)) == [("chapter-cut", end.split()[-1])]


@pytest.mark.parametrize(
    "end",
    [
        "The End",
        "To be continued",
        "(End of the third part)",
        "“Wait—”",
        "And the wheel turned…",
        "—Oda of the Mill",
        "Oda",
    ],
)
def test_a_chapter_that_ends_without_a_full_stop(end: str) -> None:
    assert told(chapter(end)) == []


def test_lines_without_marks_are_no_sentences_cut_off() -> None:
    assert told("\n\n".join(f"the mill by the river and the old bridge {word}" for word in "abcdefghij")) == []
