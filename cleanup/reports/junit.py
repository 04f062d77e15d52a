"""The findings of a check as JUnit XML: a suite for each file, a failed test for each finding that counts."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from cleanup.files.relative import relative
from cleanup.gate.found import Checked, CheckRun, Found
from cleanup.reports.check_options import Shown
from cleanup.reports.location import Lines
from cleanup.reports.offers import in_a_sentence
from cleanup.reports.xml import document


def render(run: CheckRun, shown: Shown) -> str:
    """The report. A file without findings that count is one test that passed; what could not be checked, an error."""
    root = Element("testsuites", name="cleanup")
    for checked in run.files:
        _suite(root, checked, shown)
    for error in run.errors:
        suite = SubElement(root, "testsuite", name=relative(error.path), tests="1", failures="0", errors="1")
        case = SubElement(suite, "testcase", name="check", classname=relative(error.path))
        SubElement(case, "error", message=error.message, type="error").text = error.hint
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    return document(root)


def _suite(root: Element, checked: Checked, shown: Shown) -> None:
    path = relative(checked.path)
    lines = Lines(checked.text)
    counted = [found for found in checked.found if shown.counts(found)]
    problems = [*checked.faults, *checked.unchecked]
    suite = SubElement(
        root,
        "testsuite",
        name=path,
        tests=str(max(len(counted) + len(problems), 1)),
        failures=str(len(counted)),
        errors=str(len(problems)),
    )
    for found in counted:
        _case(suite, path, checked, found, lines)
    for problem in problems:
        case = SubElement(suite, "testcase", name="check", classname=path)
        SubElement(case, "error", message=problem, type="error")
    if not counted and not problems:
        SubElement(suite, "testcase", name="check", classname=path)


def _case(suite: Element, path: str, checked: Checked, found: Found, lines: Lines) -> None:
    place = lines.location(found.span.start)
    case = SubElement(
        suite,
        "testcase",
        name=f"{found.rule} {place.line}:{place.column}",
        classname=path,
        file=path,
        line=str(place.line),
    )
    failure = SubElement(case, "failure", message=found.message, type=found.rule)
    failure.text = f"{path}:{place.line}:{place.column}: {in_a_sentence(checked.text, found)}"
