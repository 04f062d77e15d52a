"""The file of decisions: written, read, merged, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.judging import Subject
from cleanup.decisions.file import (
    Decision,
    about_form,
    about_place,
    about_rule,
    collected,
    load_decisions,
    parsed,
    written,
)
from cleanup.errors import ConfigError

SUBJECT = Subject("names-glued", "Mara Veltai", "Mara Velt", "then came", "to the")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.builds(Subject, TEXT.filter(bool), TEXT, st.none() | TEXT, TEXT, TEXT), max_size=4), TEXT)
def test_what_is_written_is_read(subjects: list[Subject], other: str) -> None:
    decisions = {
        decision.about: decision
        for subject in subjects
        for decision in (
            about_rule(subject.rule, "no"),
            about_form(subject, "yes"),
            about_place(subject, other, "instead", other),
        )
    }
    content = written(decisions.values())
    assert {each.about: each for each in parsed(content, "x")} == decisions
    assert written(parsed(content, "x")) == content


def test_the_order_in_which_decisions_were_made_does_not_show() -> None:
    decisions = [about_form(SUBJECT, "yes"), about_rule("quotes", "no"), about_place(SUBJECT, "a.txt", "no")]
    assert written(decisions) == written(decisions[::-1])
    assert written(decisions).endswith('rule = "quotes"\nanswer = "no"\n')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[decision]]\nanswer = "no"', "needs a rule"),
        ('[[decision]]\nrule = "a-b"', "needs an answer"),
        ('[[decision]]\nrule = "a-b"\nanswer = "maybe"', "needs an answer"),
        ('[[decision]]\nrule = "a-b"\ntext = "x"\nanswer = "no"\ninstead = "y"', "needs an answer"),
        ('[[decision]]\nrule = "a-b"\ninstead = "y"', "needs its text"),
        ('[[decision]]\nrule = "a-b"\nanswers = "no"', "unknown key “answers”"),
        ('[[decision]]\nrule = "a-b"\nanswer = true', "must be a string"),
        ("decision = 3", "list of tables"),
        ("version = 2", "not 1"),
        ("other = 1", "unknown key"),
        ("<<<<<<< ours", "not valid TOML"),
        (
            '[[decision]]\nrule = "a-b"\nanswer = "no"\n[[decision]]\nrule = "a-b"\nanswer = "yes"',
            "decision 2 contradicts decision 1",
        ),
    ],
)
def test_what_cannot_be_followed_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "cleanup.decisions.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_decisions(path)
    assert message in error.value.message
    assert error.value.where.startswith(str(path))


def test_the_same_decision_twice_is_one() -> None:
    content = written([Decision("a-b", "no")])
    assert len(parsed(content + content.partition("version = 1\n")[2], "x")) == 1
    assert not collected(Path("x"), [])
