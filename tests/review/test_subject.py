"""What a finding is about, in the words of a person."""

from __future__ import annotations

import pytest

from cleanup.core.model import Edit, Finding, Fix, Span
from cleanup.decisions.subject import line_around, shortened, subject_of


def _finding(prose: str, marked: str, *edits: tuple[str, str], rule: str = "rule-one") -> Finding:
    start = prose.index(marked)
    made = []
    for old, new in edits:
        at = prose.index(old, start)
        made.append(Edit(Span(at, at + len(old)), new))
    return Finding(rule, Span(start, start + len(marked)), "why", fix=Fix(tuple(made)) if made else None)


@pytest.mark.parametrize(
    ("prose", "marked", "edits", "text", "becomes"),
    [
        ("then Mara Veltai left", "Mara Veltai", [("ai", "")], "Mara Veltai", "Mara Velt"),
        ("then Mara Veltai left", "Veltai", [("Veltai", "Velt")], "Veltai", "Velt"),
        ("“mara,” he said", "ma", [("ma", "Ma")], "mara", "Mara"),
        ("said ,and left", " ", [(" ", "")], " ,", ","),
        ("“ He left", " ", [(" ", "")], "“ ", "“"),
        ("”He left", "”", [("”", "“")], "”", "“"),
        ("he left and", "left", [("and", "")], "left and", "left "),
        ("「He left」", "「", [("「", "“"), ("」", "”")], "「…」", "“…”"),
    ],
)
def test_the_text_and_what_becomes_of_it(
    prose: str, marked: str, edits: list[tuple[str, str]], text: str, becomes: str
) -> None:
    subject, extent = subject_of(_finding(prose, marked, *edits), prose)
    assert (subject.text, subject.becomes) == (text, becomes)
    assert "…" in text or prose[extent.start : extent.end] == text


def test_an_insertion_is_named_by_the_marks_beside_it() -> None:
    prose = "he said,“go”"
    finding = Finding("rule-one", Span(8, 8), "why", fix=Fix((Edit(Span(8, 8), " "),)))
    subject, _extent = subject_of(finding, prose)
    assert (subject.text, subject.becomes, subject.before, subject.after) == (",“", ", “", "he said", "go")


def test_neighbours_are_of_the_line_and_without_marks() -> None:
    prose = "One two.\n“Three,” four FIVE six Mara seven, eight. Nine ten\nEleven"
    subject, _extent = subject_of(_finding(prose, "Mara", ("Mara", "Mira")), prose)
    assert (subject.before, subject.after) == ("four five six", "seven eight nine")


def test_a_report_and_a_suggestion_without_a_fix() -> None:
    prose = "he armour"
    assert subject_of(Finding("rule-one", Span(3, 9), "why"), prose)[0].becomes is None
    offered = Finding("rule-one", Span(3, 9), "why", suggestions=("armor", "amour"))
    assert subject_of(offered, prose)[0].becomes == "armor"


def test_long_texts_are_cut_and_told_apart() -> None:
    assert shortened("a" * 400) == "a" * 400
    assert len(shortened("a" * 5000)) < 400
    assert shortened("a" * 5000) != shortened("a" * 4999 + "b")


def test_the_line_around_is_cut_between_words() -> None:
    prose = "word " * 100 + "HERE" + " word" * 100 + "\nnext"
    lead, tail = line_around(prose, Span(500, 504))
    assert lead.startswith("…word ")
    assert tail.endswith(" word…")
    assert line_around("a\nb HERE c\nd", Span(4, 8)) == ("b ", " c")
