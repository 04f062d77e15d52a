"""`cleanup check` as a user runs it: exit codes, what counts, what is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Cli

SUGGESTED = "Chapter 3 The Guard (1/2)\n\nIt was late.\n"
"""Has one finding, a suggestion of severity info."""
LOST = "It is 守卫的夜晚 here.\n"
"""Has one finding, an error."""
MOJIBAKE = "“It is late,â€\x9d said the guard.\n"
"""Has one finding, an error that is repaired."""
DAMAGED_THRICE = "”It is late,” said the guard.\n”Come in,” she said.\n”No,” he said.\n"


def _check(cli: Cli, *arguments: str, code: int, input: bytes = b"") -> tuple[str, str]:
    done = cli("check", "--no-grammar", *arguments, input=input)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def test_nothing_found(cli: Cli) -> None:
    cli.write("a.txt", cli.repaired)
    out, err = _check(cli, "a.txt", code=0)
    assert out == ""
    assert err == "1 file checked, 0 findings.\n"


def test_what_clean_would_repair_is_a_finding_at_its_place(cli: Cli) -> None:
    path = cli.write("a.txt", cli.damaged)
    out, err = _check(cli, "a.txt", code=1)
    assert out.startswith("a.txt:1:1: quotes-direction: ")
    assert "\n  1 | ”It is late,” said the guard.\n    | ^^^\n    = `”It` → `“It` (`cleanup clean --write`" in out
    assert "1 finding, 1 of them repaired by" in err
    assert path.read_bytes() == cli.damaged.encode()


def test_standard_input(cli: Cli) -> None:
    out, _err = _check(cli, "-", "--stdin-filename", "x.md", code=1, input=cli.damaged.encode())
    assert out.startswith("<stdin>:1:1: ")


@pytest.mark.parametrize(
    ("text", "wanted", "code"),
    [
        ("damaged", "any", 1),
        ("damaged", "none", 0),
        ("damaged", "safe", 1),
        ("damaged", "suggestion", 1),
        ("damaged", "warning", 1),
        ("damaged", "error", 0),
        ("damaged", "quotes", 1),
        ("damaged", "quotes-direction", 1),
        ("damaged", "names,spacing", 0),
        ("damaged", "names,quotes", 1),
        ("suggested", "any", 1),
        ("suggested", "safe", 0),
        ("suggested", "suggestion", 1),
        ("suggested", "warning", 0),
        ("suggested", "headings", 1),
        ("lost", "any", 1),
        ("lost", "safe", 0),
        ("lost", "error", 1),
        ("lost", "warning", 1),
        ("lost", "all", 1),
        ("mojibake", "error", 1),
        ("mojibake", "safe", 1),
    ],
)
def test_fail_on(cli: Cli, text: str, wanted: str, code: int) -> None:
    cli.write("a.txt", {"damaged": cli.damaged, "suggested": SUGGESTED, "lost": LOST, "mojibake": MOJIBAKE}[text])
    out, _err = _check(cli, "a.txt", "--fail-on", wanted, code=code)
    assert out.startswith("a.txt:")


def test_an_error_counts_whether_it_is_repaired_or_only_reported(cli: Cli) -> None:
    cli.write("a.txt", MOJIBAKE)
    cli.write("cleanup.toml", '[rules]\nencoding-mojibake = { level = "report" }\n')
    _check(cli, "a.txt", "--fail-on", "error", code=1)
    cli.write("cleanup.toml", "")
    out, _err = _check(cli, "a.txt", "--fail-on", "error", "-o", "json", code=1)
    (found,) = json.loads(out)["files"][0]["findings"]
    assert (found["rule"], found["severity"], found["remedy"]) == ("encoding-mojibake", "error", "safe")


def test_max_findings_are_tolerated(cli: Cli) -> None:
    cli.write("a.txt", DAMAGED_THRICE)
    _check(cli, "a.txt", "--max-findings", "2", code=1)
    _out, err = _check(cli, "a.txt", "--max-findings", "3", code=0)
    assert "3 findings" in err
    _check(cli, "a.txt", "--max-findings", "0", "--fail-on", "error", code=0)


def test_statistics_and_quiet(cli: Cli) -> None:
    cli.write("a.txt", cli.damaged)
    cli.write("b.txt", DAMAGED_THRICE)
    out, _err = _check(cli, ".", "--statistics", code=1)
    assert out == "By rule:\n  4  quotes-direction  (4 repairable)\nBy file:\n  3  b.txt\n  1  a.txt\n"
    out, err = _check(cli, "a.txt", "--quiet", code=1)
    assert out.startswith("a.txt:1:1: ")
    assert err == ""


def test_several_formats_at_once(cli: Cli) -> None:
    cli.write("a.txt", cli.damaged)
    (cli.folder / "out").mkdir()
    outputs = ["--output", "sarif=out/report.sarif", "--output", "github", "--output", "json=report.json"]
    out, _err = _check(cli, "a.txt", *outputs, code=1)
    assert out.startswith("::warning file=a.txt,line=1,endLine=1,col=1,endColumn=1,title=quotes-direction::")
    log = json.loads((cli.folder / "out/report.sarif").read_text("utf-8"))
    assert len(log["runs"][0]["results"]) == 1
    assert json.loads((cli.folder / "report.json").read_text("utf-8"))["summary"]["counted"] == 1


def test_reports_are_written_when_nothing_is_found(cli: Cli) -> None:
    cli.write("a.txt", cli.repaired)
    _check(cli, "a.txt", "--output", "junit=r.xml", "--output", "sarif=r.sarif", code=0)
    assert 'tests="1" failures="0"' in (cli.folder / "r.xml").read_text("utf-8")
    assert json.loads((cli.folder / "r.sarif").read_text("utf-8"))["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "no such file or folder"),
        (["empty"], "nothing to check in empty"),
        (["binary.txt"], "not a text file"),
        ([], "Missing argument"),
        (["a.txt", "--bogus"], "No such option"),
        (["a.txt", "--fail-on", "quotez"], "Did you mean “quotes”? Besides rules: any, none, safe"),
        (["a.txt", "--max-findings", "-1"], "--max-findings"),
        (["a.txt", "--output", "pdf"], "there is no format “pdf”; known: text, json, sarif"),
        (["a.txt", "--output", "json", "--output", "sarif"], "cannot share standard output"),
        (["a.txt", "--output", "json", "--output", "json=x"], "given twice"),
        (["a.txt", "--output", "json=empty/"], "names a folder, not a file"),
        (["a.txt", "--glossary", "none.toml"], "cannot read the glossary"),
        (["a.txt", "--config", "none.toml"], "cannot read the configuration"),
        (["a.txt", "--select", "quotez"], "Did you mean “quotes”?"),
        (["a.txt", "--ignore", "quotez"], "Did you mean “quotes”?"),
        (["a.txt", "--encoding", "utf-9"], "there is no encoding"),
        (["bad/a.txt"], "bad/cleanup.toml:1"),
    ],
)
def test_what_cannot_be_done_is_2(cli: Cli, arguments: list[str], message: str) -> None:
    cli.write("a.txt", cli.damaged)
    cli.write("binary.txt", b"\x00\x01\x02")
    cli.write("bad/a.txt", cli.damaged)
    cli.write("bad/cleanup.toml", "selct = []\n")
    (cli.folder / "empty").mkdir()
    _out, err = _check(cli, *arguments, code=2)
    assert message in " ".join(err.replace("│", " ").split())


def test_a_bad_file_does_not_stop_the_others_and_is_2(cli: Cli) -> None:
    cli.write("a.txt", b"\x00\x01\x02")
    cli.write("b.txt", cli.damaged)
    out, err = _check(cli, ".", "--output", "json", code=2)
    report = json.loads(out)
    assert [error["path"] for error in report["errors"]] == ["a.txt"]
    assert report["files"][0]["findings"][0]["rule"] == "quotes-direction"
    assert "1 error" in err


def test_help_names_every_format(cli: Cli) -> None:
    done = cli("check", "--help")
    assert done.returncode == 0
    for option in ("--fail-on", "--max-findings", "--output", "--statistics", "--quiet"):
        assert option.encode() in done.stdout


def test_baseline_from_creation_to_pruning(cli: Cli) -> None:
    cli.write("a.txt", DAMAGED_THRICE)
    cli.write("b.txt", cli.damaged)

    def baseline(command: str, *paths: str, code: int = 0) -> str:
        done = cli("baseline", command, "--no-grammar", *paths) if paths else cli("baseline", command)
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode() + done.stderr.decode()

    assert "4 findings in 2 files accepted" in baseline("create", ".")
    assert "is there already" in baseline("create", ".", code=2)
    checked = [".", "--baseline", "cleanup-baseline.json"]
    _out, err = _check(cli, *checked, code=0)
    assert "0 findings, 4 more in the baseline" in err

    cli.write("b.txt", f"{cli.damaged}He left the house.\n”Where is he?” asked the queen.\n")
    out, _err = _check(cli, *checked, code=1)
    assert out.startswith("b.txt:3:1: quotes-direction")
    assert "1 findings added, 0 stale ones" in baseline("update", "b.txt")
    _check(cli, *checked, code=0)

    cli.write("b.txt", cli.repaired)
    _out, err = _check(cli, *checked, code=0)
    assert "2 findings of the baseline not found any more" in err
    assert "2 stale findings taken out" in baseline("prune", ".")
    assert "nothing stale" in baseline("prune", ".")
    assert baseline("show").endswith("By file:\n  3  a.txt\n3 findings accepted.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "a.txt", "--baseline", "none.json"], "cannot read the baseline"),
        (["check", "a.txt", "--baseline", "a.txt"], "not JSON"),
        (["baseline", "show"], "cannot read the baseline"),
        (["baseline", "update", "a.txt"], "cannot read the baseline"),
        (["baseline", "create", "missing.txt"], "no baseline was written"),
        (["baseline", "create", "a.txt", "--baseline", "dir"], "there already"),
    ],
)
def test_baseline_that_cannot_be_used_is_2(cli: Cli, arguments: list[str], message: str) -> None:
    cli.write("a.txt", cli.damaged)
    cli.write("dir/x.txt", cli.damaged)
    done = cli(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert not (cli.folder / "cleanup-baseline.json").exists()


def test_the_summary_of_a_github_step_is_added_to(cli: Cli) -> None:
    cli.write("a.txt")
    summary = cli.write("summary.md", "before\n")
    cli.environment["GITHUB_STEP_SUMMARY"] = str(summary)
    assert cli("check", "a.txt", "--no-grammar", "-o", "github").returncode == 1
    assert summary.read_text("utf-8").startswith("before\n## cleanup check\n")
    assert cli("check", "a.txt", "--no-grammar", "-o", "text").returncode == 1
    assert summary.read_text("utf-8").count("## cleanup check") == 1


def test_a_wall_of_findings_is_a_table_unless_asked_for(cli: Cli) -> None:
    cli.write("a.txt", f"{cli.damaged}\n" * 201)
    table = cli("check", "a.txt", "--no-grammar", "--select", "quotes-direction").stdout.decode()
    assert len(table.splitlines()) < 20
    assert table.startswith("rule ")
    everything = cli("check", "a.txt", "--no-grammar", "--select", "quotes-direction", "--all").stdout.decode()
    assert everything.count("quotes-direction:") == 201


def test_the_options_of_all_commands_may_stand_anywhere(cli: Cli) -> None:
    from cleanup import __version__

    assert cli("check", "nowhere", "--version").stdout.decode() == f"cleanup {__version__}\n"
    cli.write("a.txt")
    del cli.environment["NO_COLOR"]
    assert b"\x1b[" in cli("check", "a.txt", "--no-grammar", "--color", "always").stdout
    assert b"\x1b[" not in cli("check", "a.txt", "--no-grammar", "--color=auto").stdout
    cli.environment["FORCE_COLOR"] = "1"
    assert b"\x1b[" in cli("check", "a.txt", "--no-grammar").stdout
    assert b"\x1b[" not in cli("--color", "never", "check", "a.txt", "--no-grammar").stdout
    assert cli("check", "a.txt", "--color", "pink").returncode == 2
