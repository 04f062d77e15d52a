"""Marks that ask a translator to look at what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.core.model import Change, Span
from cleanup.core.revision import replay
from cleanup.files.discover import Source
from cleanup.formats.registry import format_named
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.settings.config import Overrides

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
V1 = "urn:oasis:names:tc:xliff:document:1.2"
V2 = "urn:oasis:names:tc:xliff:document:2.0"


def marked(source: str, fmt: str) -> str:
    """A source after its marks, when every X in it changes."""
    changes = [
        Change(Span(at, at + 1), Span(at, at + 1), "X", "Y", ()) for at in range(len(source)) if source[at] == "X"
    ]
    marks = format_named(fmt).marks
    assert marks is not None
    return replay(source, [Change(span, span, source[slice(*span)], text, ()) for span, text in marks(source, changes)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('msgid "a"\nmsgstr "b"\n', 'msgid "a"\nmsgstr "b"\n'),
        ('msgid "a"\nmsgstr "X X"\n', '#, fuzzy\nmsgid "a"\nmsgstr "X X"\n'),
        ('#: a.c:1\n#, c-format\nmsgid "a"\nmsgstr "X"\n', '#: a.c:1\n#, fuzzy, c-format\nmsgid "a"\nmsgstr "X"\n'),
        ('#, fuzzy\nmsgid "a"\nmsgstr "X"\n', '#, fuzzy\nmsgid "a"\nmsgstr "X"\n'),
        (
            '# note\n#| msgid "old"\nmsgctxt ""\n"c"\nmsgid ""\n"a"\nmsgstr ""\n"b "\n"X"\n',
            '# note\n#, fuzzy\n#| msgid "old"\nmsgctxt ""\n"c"\nmsgid ""\n"a"\nmsgstr ""\n"b "\n"X"\n',
        ),
        (
            '#, c-format\nmsgid "a"\nmsgstr "b"\nmsgid "c"\nmsgid_plural "d"\nmsgstr[0] "e"\nmsgstr[1] "X"\n',
            '#, c-format\nmsgid "a"\nmsgstr "b"\n#, fuzzy\nmsgid "c"\nmsgid_plural "d"\nmsgstr[0] "e"\nmsgstr[1] "X"\n',
        ),
    ],
)
def test_changed_entries_are_fuzzy(before: str, after: str) -> None:
    assert marked(HEAD + before, "po") == HEAD + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<target>b</target>", "<target>b</target>"),
        ("<target>X</target>", '<target state="needs-review-translation">X</target>'),
        (
            '<target state="final">a <g id="1">X</g></target>',
            '<target state="needs-review-translation">a <g id="1">X</g></target>',
        ),
        ('<target state="new">X</target>', '<target state="new">X</target>'),
    ],
)
def test_changed_targets_ask_for_review(before: str, after: str) -> None:
    around = f'<xliff version="1.2" xmlns="{V1}"><trans-unit id="1" approved="%s">%s</trans-unit></xliff>'
    assert marked(around % ("yes", before), "xliff") == around % ("no" if "X" in before else "yes", after)


def test_changed_segments_are_no_longer_final() -> None:
    around = f'<xliff version="2.0" xmlns="{V2}"><segment state="%s"><target>X</target></segment></xliff>'
    assert marked(around % "final", "xliff") == around % "translated"
    assert marked(around % "initial", "xliff") == around % "initial"


def test_a_run_marks_what_it_changes_and_the_next_one_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cleanup.toml").write_text("mark-changed = true\n")
    path = Path("a.po")
    path.write_text(HEAD + 'msgid "a"\nmsgstr "They came ,and went."\n', "utf-8")
    job = Job(overrides=Overrides(grammar=False), write=True)
    (outcome,) = clean_all([Source("a.po")], job)
    assert isinstance(outcome, Cleaned)
    assert replay(outcome.result.original, outcome.result.changes) == outcome.result.revised
    written = path.read_text("utf-8")
    assert written == HEAD + '#, fuzzy\nmsgid "a"\nmsgstr "They came, and went."\n'
    (again,) = clean_all([Source("a.po")], job)
    assert isinstance(again, Cleaned)
    assert again.result.changes == ()
