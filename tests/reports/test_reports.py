"""Words, JSON, summary: what a person and a program read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.core.model import Applicability, Cause, Change, Edit, FileError, FileResult, Finding, Fix, Refusal, Span
from cleanup.files.decode import Encoding
from cleanup.outcome.account import Account, Wanted, account_of
from cleanup.outcome.summary import Summary
from cleanup.reports.json import JsonStream, file_json
from cleanup.reports.location import Lines
from cleanup.reports.proposal import proposals
from cleanup.reports.words import coloured_words, passages, plain_words
from cleanup.run.batch import Cleaned
from tests.reports.test_unified import result_of, results


@pytest.mark.parametrize(
    ("text", "position", "line", "column"),
    [
        ("", 0, 1, 1),
        ("ab\ncd", 3, 2, 1),
        ("a\r\nb\rc\n", 3, 2, 1),
        ("a\r\nb\rc\n", 5, 3, 1),
        ("a\n", 2, 2, 1),
        ("😀x", 1, 1, 2),
    ],
)
def test_lines_and_columns(text: str, position: int, line: int, column: int) -> None:
    location = Lines(text).location(position)
    assert (location.line, location.column) == (line, column)


def test_span_of_a_line() -> None:
    assert [Lines("a\r\nbc\nd").span(line) for line in (1, 2, 3)] == [Span(0, 1), Span(3, 5), Span(6, 7)]


@pytest.mark.parametrize(
    ("original", "edits", "shown"),
    [
        ("”letao is", [(0, 1, "“"), (1, 2, "L")], "     1: [-”letao-]{+“Letao+} is  (a-b)"),
        ("middle -aged man", [(6, 7, "")], "     1: [-middle -aged-]{+middle-aged+} man  (a-b)"),
        ("one\nLi Muli waved", [(9, 11, "")], "     2: Li [-Muli-]{+Mu+} waved  (a-b)"),
        ("?”Li Mu", [(2, 2, "\n\n")], "     1: [-?”Li-]{+?”↵↵Li+} Mu  (a-b)"),
        ("a\n\nb", [(1, 3, " ")], "     1: [-a↵↵-]{+a +}b  (a-b)"),
        ("end", [(3, 3, ".")], "     1: [-end-]{+end.+}  (a-b)"),
    ],
)
def test_words_without_colour(original: str, edits: list[tuple[int, int, str]], shown: str) -> None:
    assert plain_words(result_of(original, edits)).splitlines()[1] == shown


def test_words_cut_long_lines_and_group_neighbours() -> None:
    original = "word " * 100 + "bad " + "word " * 3 + "bad " + "word " * 100
    first = original.index("bad")
    second = original.index("bad", first + 1)
    result = result_of(original, [(first, first + 3, "good"), (second, second + 3, "good")])
    [line] = plain_words(result).splitlines()[1:2]
    assert line.count("[-bad-]{+good+}") == 2
    assert line.startswith("     1: …")
    assert len(line) < 220


def test_a_chapter_in_one_line_is_shown_by_sentence() -> None:
    rest = "<p>" + "Nobody said a word that day. " * 12 + "</p>"
    original = f"{rest}<p>The gate was <i>bad</i>, they said. It was late.</p><p>So bad. All left.</p>{rest}"
    first = original.index("bad")
    second = original.index("bad", first + 1)
    result = result_of(original, [(first, first + 3, "good"), (second, second + 3, "good")])
    lines = plain_words(result).splitlines()[1:3]
    place = f" 1:{first + 1}: "
    assert lines[0].partition("  (")[0] == f"{place}The gate was [-<i>bad</i>,-]{{+<i>good</i>,+}} they said.…"
    assert lines[1].partition("  (")[0] == f" 1:{second + 1}: So [-bad.-]{{+good.+}}…"


@given(results())
def test_words_show_every_change(result: FileResult) -> None:
    text = coloured_words(result)
    if not result.changes:
        assert text is None
        assert plain_words(result) == ""
        return
    assert text is not None
    old = "".join(p if isinstance(p, str) else p[0] for passage in passages(result) for p in passage.parts)
    for change in result.changes:
        assert change.before in old


def test_proposals() -> None:
    original = "He said indeed indeed."
    fix = Fix((Edit(Span(14, 21), ""),), Applicability.SUGGESTION)
    finding = Finding("repeats-word", Span(8, 21), "twice", fix=fix, suggestions=("indeed, indeed",))
    assert [offer.after for offer in proposals(original, finding)] == ["indeed", "indeed, indeed"]
    assert proposals(original, Finding("x-y", Span(0, 2), "only said")) == ()


def a_result() -> FileResult:
    original = "”It is late\nindeed indeed."
    finding = Finding("repeats-word", Span(12, 25), "The word stands twice", suggestions=("indeed",))
    return FileResult(
        "a.txt",
        original,
        "“It is late\nindeed indeed.",
        (Change(Span(0, 1), Span(0, 1), "”", "“", (Cause("quotes-direction", "turned"), Cause("x-y", "too"))),),
        (finding,),
        (Refusal(finding, "another fix touches it"),),
        ("a stage failed",),
        ("2 paragraphs",),
        "harper",
    )


def test_json_holds_everything() -> None:
    stream = JsonStream()
    text = (
        stream.start()
        + stream.file(file_json(a_result()))
        + stream.file(file_json(result_of("", [])))
        + stream.end((FileError("b", "no", "do"),), {"files": 2})
    )
    report = json.loads(text)
    assert list(report) == ["version", "tool", "files", "errors", "summary"]
    file = report["files"][0]
    assert file["changes"][0] == {
        "rule": "quotes-direction",
        "reason": "turned",
        "causes": [
            {"rule": "quotes-direction", "reason": "turned", "severity": "warning", "applicability": "safe"},
            {"rule": "x-y", "reason": "too", "severity": "warning", "applicability": "safe"},
        ],
        "span": {"start": 0, "end": 1},
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 2,
        "revised": {
            "span": {"start": 0, "end": 1},
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 2,
        },
        "before": "”",
        "after": "“",
    }
    assert file["suggestions"][0]["line"] == 2
    assert file["suggestions"][0]["text"] == "indeed indeed"
    assert file["suggestions"][0]["proposals"][0]["after"] == "indeed"
    assert file["refusals"][0]["refused"] == "another fix touches it"
    assert (file["faults"], file["unchecked"], file["engine"]) == (["a stage failed"], ["2 paragraphs"], "harper")
    assert report["errors"] == [{"path": "b", "message": "no", "hint": "do"}]
    assert report["summary"]["files"] == 2


@given(st.lists(results(), max_size=4))
def test_json_is_valid_and_replays(cleaned: list[FileResult]) -> None:
    stream = JsonStream()
    report = json.loads(stream.start() + "".join(stream.file(file_json(each)) for each in cleaned) + stream.end((), {}))
    for result, file in zip(cleaned, report["files"], strict=True):
        text, position = "", 0
        for change in file["changes"]:
            text += result.original[position : change["span"]["start"]] + change["after"]
            position = change["span"]["end"]
        assert text + result.original[position:] == result.revised


def told(result: FileResult) -> Account:
    return account_of(Cleaned(result, Encoding()), Wanted())


def test_summary() -> None:
    summary = Summary()
    summary.add(told(a_result()))
    summary.errors += [FileError(f"{n}.txt", "the same trouble", "do this") for n in range(7)]
    summary.errors.append(FileError("x.txt", "another trouble"))
    assert list(summary.lines()) == [
        "For you to decide (none of this was applied):",
        "  a.txt:2:1: repeats-word: The word stands twice (“indeed indeed” → “indeed”)",
        "a.txt: a stage failed",
        "a.txt: not checked: 2 paragraphs",
        "error: the same trouble",
        "  not cleaned: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more",
        "  do this",
        "error: x.txt: another trouble",
        "Changes by rule:",
        "  quotes-direction  1",
        "  x-y               1",
        "Grammar checked by harper.",
        "1 file read, 1 would change, 1 change, 1 suggestion, 1 fix refused, 8 errors.",
    ]


def test_many_suggestions_are_counted_by_rule() -> None:
    summary = Summary(written=True)
    for _ in range(41):
        summary.add(told(a_result()))
    lines = list(summary.lines())
    assert lines[:3] == [
        "For you to decide, by rule (41 suggestions; none was applied):",
        "  repeats-word  41",
        "  `cleanup review` decides on them, form by form; `cleanup check --all` lists each.",
    ]
    assert not any("indeed" in line for line in lines)


def test_summary_of_nothing() -> None:
    summary = Summary(written=True)
    summary.add(told(result_of("a", [])))
    assert list(summary.lines()) == ["1 file cleaned, nothing to change, 0 changes, 0 suggestions."]
