"""What a check makes of the result of cleaning, and what counts of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cleanup.core.findings import listed
from cleanup.core.model import (
    Applicability,
    Cause,
    Change,
    Edit,
    FileResult,
    Finding,
    Fix,
    Refusal,
    Severity,
    Span,
)
from cleanup.gate.changed_lines import ChangedLines
from cleanup.gate.found import Checked, Found, Remedy, found_in
from cleanup.gate.identity import identity_of
from cleanup.gate.verdict import Verdict

TEXT = "He saw li mu there.\nShe said no.\n"
RESULT = FileResult("a.txt", TEXT, TEXT)


def _nobody(_text: str) -> tuple[Span, ...]:
    return ()


def _names(text: str) -> tuple[Span, ...]:
    at = text.find("Li Mu")
    return (Span(at, at + 5),) if at >= 0 else ()


def test_a_change_is_a_safe_finding_of_its_first_rule() -> None:
    causes = (Cause("names-case", "the name"), Cause("casing-i", "too"), Cause("names-case", "the name"))
    change = Change(Span(7, 12), Span(7, 12), "li mu", "Li Mu", causes)
    (found,) = found_in(replace(RESULT, changes=(change,)), _names)
    assert found == Found(
        "names-case", Span(7, 12), "the name; too", remedy=Remedy.SAFE, edits=(Edit(Span(7, 12), "Li Mu"),),
        also=("casing-i",), name="Li Mu",
    )  # fmt: skip


def test_a_change_is_as_grave_as_the_gravest_of_its_causes_and_as_sure_as_the_least_sure() -> None:
    causes = (Cause("a", "m", Severity.INFO), Cause("b", "n", Severity.ERROR, Applicability.UNSAFE))
    change = Change(Span(7, 12), Span(7, 12), "li mu", "Li Mu", causes)
    (each,) = listed(replace(RESULT, changes=(change,)))
    assert each.finding == Finding(
        "a", Span(7, 12), "m; n", Severity.ERROR, Fix((Edit(Span(7, 12), "Li Mu"),), Applicability.UNSAFE)
    )
    assert (each.is_applied, each.also) == (True, ("b",))


@pytest.mark.parametrize(
    ("fix", "suggestions", "remedy"),
    [
        (Fix((Edit(Span(7, 9), "x"),), Applicability.UNSAFE), (), Remedy.UNSAFE),
        (Fix((Edit(Span(7, 9), "x"),), Applicability.SUGGESTION), (), Remedy.SUGGESTION),
        (None, ("x",), Remedy.SUGGESTION),
        (None, (), Remedy.REPORT),
    ],
)
def test_what_can_be_done_about_a_finding(fix: Fix | None, suggestions: tuple[str, ...], remedy: Remedy) -> None:
    finding = Finding("casing-i", Span(7, 9), "m", Severity.INFO, fix, suggestions, (Span(0, 2),))
    (found,) = found_in(replace(RESULT, findings=(finding,)), _nobody)
    assert (found.remedy, found.severity, found.places) == (remedy, Severity.INFO, (Span(0, 2),))


def test_findings_are_in_order_and_told_once() -> None:
    late, early = Finding("b", Span(9, 9), "m"), Finding("a", Span(3, 5), "m")
    assert [found.rule for found in found_in(replace(RESULT, findings=(late, early, late)), _nobody)] == ["a", "b"]


def test_of_refused_fixes_only_those_that_a_person_could_make_are_told() -> None:
    fix = Fix((Edit(Span(7, 9), "Li"),))
    protected = Refusal(Finding("casing-i", Span(7, 9), "m", fix=fix), "it would change a name of the glossary")
    markup = Refusal(Finding("casing-i", Span(7, 9), "m"), "markup, code or an address is in the way")
    (found,) = found_in(replace(RESULT, refusals=(protected, markup)), _nobody)
    assert found.message == "m (not repaired: markup, code or an address is in the way)"


def test_an_identity_is_words_and_neighbours() -> None:
    found = Found("names-case", Span(7, 8), "m")
    identity = identity_of(TEXT, found)
    assert (identity.text, identity.before, identity.after) == ("li", "he saw", "mu there")
    moved = f"Another line.\n\n{TEXT}"
    assert identity_of(moved, Found("names-case", Span(22, 23), "another message")) == identity
    assert identity_of(TEXT, replace(found, rule="names-joint")) != identity
    assert len(identity.digest) == 32


@pytest.mark.parametrize("span", [Span(0, 0), Span(len(TEXT), len(TEXT)), Span(0, len(TEXT)), Span(19, 20)])
def test_every_place_has_an_identity(span: Span) -> None:
    assert len(identity_of(TEXT, Found("r", span, "m")).digest) == 32


def test_a_finding_counts_when_one_thing_fits() -> None:
    found = Found("names-case", Span(0, 1), "m", Severity.WARNING, Remedy.SAFE, also=("casing-i",))
    for wanted in (["any"], ["safe"], ["none", "casing"], ["casing-i"], ["error", "warning"], ["names"]):
        assert Verdict(wanted).counts(found), wanted
    for wanted in (["none"], ["error"], ["casing-midsentence"], ["quotes"]):
        assert not Verdict(wanted).counts(found), wanted


def test_lines_of_git_count_only_line_feeds(tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    changed = ChangedLines(folder, {str(folder / "a.txt"): (range(2, 3),), str(folder / "new.txt"): None})
    text = "one\rstill one\ntwo\nthree\n"
    spans = {"one": Span(4, 9), "two": Span(14, 17), "end of two": Span(17, 17), "three": Span(18, 23)}
    found = tuple(Found(name, span, "m") for name, span in spans.items())
    left = changed.on_them(Checked(str(folder / "a.txt"), text, found)).found
    assert [each.rule for each in left] == ["two", "end of two"]
    with_place = replace(found[0], places=(Span(15, 16),))
    assert changed.on_them(Checked(str(folder / "a.txt"), text, (with_place,))).found == (with_place,)
    assert changed.on_them(Checked(str(folder / "new.txt"), text, found)).found == found
    assert changed.on_them(Checked(str(folder / "other.txt"), text, found)).found == ()
    assert changed.on_them(Checked("/elsewhere/a.txt", text, found)).found == found
