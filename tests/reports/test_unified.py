"""The unified diff: exact bytes, and the real tools take it."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.core.model import Cause, Change, FileResult, Span
from cleanup.files.decode import Encoding
from cleanup.reports.unified import unified_diff
from tests.cpu_limit import cpu_limit

UTF8 = Encoding()


def result_of(original: str, edits: list[tuple[int, int, str]], path: str = "chapter.txt") -> FileResult:
    """A result with the given edits (start, end, text), ascending and disjoint."""
    changes: list[Change] = []
    revised = ""
    position = 0
    for start, end, text in edits:
        revised += original[position:start]
        span = Span(len(revised), len(revised) + len(text))
        revised += text
        changes.append(Change(Span(start, end), span, original[start:end], text, (Cause("a-b", "why"),)))
        position = end
    return FileResult(path, original, revised + original[position:], tuple(changes))


@st.composite
def results(draw: st.DrawFn) -> FileResult:
    lines = st.sampled_from(["a", "b", "", "“Li Mu”", "😀", "x y"])
    ends = st.sampled_from(["\n", "\r\n", "\n", "\n"])
    original = "".join(draw(lines) + draw(ends) for _ in range(draw(st.integers(0, 25)))) + draw(lines)
    points = sorted(draw(st.lists(st.integers(0, len(original)), max_size=12)))
    edits = []
    for start, end in zip(points[::2], points[1::2], strict=False):
        text = draw(st.sampled_from(["", "z", "\n", "z\n", "\nz", "a\nb\n", "\r\n"]))
        if text != original[start:end] and not (edits and start == edits[-1][1]):
            edits.append((start, end, text))
    return result_of(original, edits)


def applied(diff: bytes, original: bytes) -> bytes:
    """The original with the diff applied, strictly: every context line and every number has to fit."""
    source = original.splitlines(keepends=True) if b"\r" not in original else _split(original)
    done: list[bytes] = []
    at = 0
    lines = _split(diff)[2:]
    index = 0
    while index < len(lines):
        old_part, new_part = lines[index].split(b" ")[1:3]
        old_start, old_count = map(int, old_part[1:].split(b","))
        new_start, new_count = map(int, new_part[1:].split(b","))
        start = old_start - (old_count > 0)
        done += source[at:start]
        at = start
        assert len(done) == new_start - (new_count > 0)
        index += 1
        seen = [0, 0]
        while index < len(lines) and not lines[index].startswith(b"@@"):
            mark, text = lines[index][:1], lines[index][1:]
            index += 1
            if index < len(lines) and lines[index].startswith(b"\\"):
                text = text[:-1]
                index += 1
            if mark in b" -":
                assert source[at] == text
                at += 1
                seen[0] += 1
            if mark in b" +":
                done.append(text)
                seen[1] += 1
        assert seen == [old_count, new_count]
    return b"".join(done + source[at:])


def _split(data: bytes) -> list[bytes]:
    parts = [part + b"\n" for part in data.split(b"\n")]
    last = parts.pop()[:-1]
    return [*parts, last] if last else parts


@given(results())
@settings(max_examples=500)
def test_the_diff_turns_the_original_into_the_result(result: FileResult) -> None:
    diff = unified_diff(result, UTF8)
    if result.original == result.revised:
        assert diff == b""
        return
    assert applied(diff, result.original.encode()) == result.revised.encode()


@given(results())
@settings(max_examples=200)
def test_the_diff_has_no_more_lines_than_it_needs(result: FileResult) -> None:
    """No run of removed and added lines begins or ends with a line that stays."""
    lines: list[bytes] = []
    for line in _split(unified_diff(result, UTF8))[2:]:
        if line.startswith(b"\\"):
            lines[-1] += line
        else:
            lines.append(line)
    for changed, run in groupby(lines, key=lambda line: line[:1] in b"-+"):
        parts = list(run)
        removed = [line[1:] for line in parts if line.startswith(b"-")]
        added = [line[1:] for line in parts if line.startswith(b"+")]
        if changed and removed and added:
            assert removed[0] != added[0]
            assert removed[-1] != added[-1]


def test_it_looks_as_difflib_writes_it() -> None:
    original = "".join(f"line {n}\n" for n in range(1, 31))
    result = result_of(original, [(original.index("line 5"), original.index("line 5") + 4, "LINE"), (200, 200, "x")])
    expected = "".join(
        difflib.unified_diff(
            original.splitlines(keepends=True),
            result.revised.splitlines(keepends=True),
            "a/chapter.txt",
            "b/chapter.txt",
        )
    )
    assert unified_diff(result, UTF8).decode() == expected


CASES = {
    "plain": ("one\ntwo\nthree\n", [(4, 7, "TWO")]),
    "no final newline": ("one\ntwo", [(4, 7, "TWO")]),
    "final newline added": ("one\ntwo", [(7, 7, "\n")]),
    "final newline removed": ("one\ntwo\n", [(7, 8, "")]),
    "first line": ("one\ntwo\n", [(0, 0, "zero\n")]),
    "CRLF": ("one\r\ntwo\r\nthree\r\n", [(5, 8, "TWO")]),
    "mixed line endings": ("one\r\ntwo\nthree\r", [(5, 8, "TWO")]),
    "paragraph break": ("“what?”Li Mu said:\n\nnext\n", [(7, 7, "\n\n")]),
    "joined lines": ("a\nb\nc\nd\n", [(1, 2, " ")]),
    "two far apart": ("".join(f"{n}\n" for n in range(40)), [(4, 5, "x"), (90, 91, "y")]),
    "form feed and line separator": ("a\x0cb\u2028c\x85\nd\n", [(0, 1, "A")]),
    "non-ASCII": ("李牧\n“x”\n😀\n", [(0, 2, "Li Mu")]),
}
NAMES = ["chapter.txt", "my chapter.txt", "第一章.txt", 'dir/Li "Mu".txt', "tab\there.txt", "back\\slash.txt"]


@pytest.mark.parametrize("tool", ["git", "patch"])
@pytest.mark.parametrize("case", CASES)
def test_the_real_tools_apply_it(tool: str, case: str, tmp_path: Path) -> None:
    original, edits = CASES[case]
    apply(tool, result_of(original, edits), UTF8, tmp_path)


@pytest.mark.parametrize("tool", ["git", "patch"])
@pytest.mark.parametrize("name", NAMES)
def test_any_file_name_will_do(tool: str, name: str, tmp_path: Path) -> None:
    apply(tool, result_of("one\ntwo\n", [(0, 3, "ONE")], name), UTF8, tmp_path)


@pytest.mark.parametrize("tool", ["git", "patch"])
@pytest.mark.parametrize(
    "encoding",
    [
        Encoding("utf-8", b"\xef\xbb\xbf"),
        Encoding("gb18030"),
        Encoding("cp932"),
        Encoding("utf-16-le", b"\xff\xfe"),
        Encoding("utf-16-be"),
    ],
    ids=str,
)
def test_any_encoding_will_do(tool: str, encoding: Encoding, tmp_path: Path) -> None:
    apply(tool, result_of("上 “一”\n上海\n三 ab\n", [(2, 5, "二"), (10, 12, "xyz\n")]), encoding, tmp_path)


def apply(tool: str, result: FileResult, encoding: Encoding, folder: Path) -> None:
    """Apply the diff with the real tool and compare every byte."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    file = folder / result.path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(encoding.encode(result.original))
    patch = folder / "x.patch"
    patch.write_bytes(unified_diff(result, encoding))
    if tool == "git":
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    command = {"git": ["git", "apply", "x.patch"], "patch": ["patch", "-s", "-p1", "-i", "x.patch"]}[tool]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + patch.read_text("utf-8", "replace")
    assert file.read_bytes() == encoding.encode(result.revised)


def test_paths_are_told_below_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    edits = [(0, 1, "A")]
    assert b"--- a/x/y.txt\n" in unified_diff(result_of("a\n", edits, "./x/../x/y.txt"), UTF8)
    assert b"--- a/y.txt\n" in unified_diff(result_of("a\n", edits, str(tmp_path / "y.txt")), UTF8)
    assert b"--- a/elsewhere/y.txt\n" in unified_diff(result_of("a\n", edits, "/elsewhere/y.txt"), UTF8)


def test_time_is_linear_in_changes_on_one_long_line() -> None:
    original = "a " * 400_000
    result = result_of(original, [(n, n + 1, "b") for n in range(0, 800_000, 20)])
    with cpu_limit(5, "40,000 changes on one line"):
        assert len(unified_diff(result, UTF8)) > 1_600_000


def test_no_quadratic_comparison() -> None:
    """Thousands of equal lines, every second one changed, would take difflib minutes."""
    original = "same\n" * 40_000
    result = result_of(original, [(n, n + 1, "S") for n in range(0, 200_000, 10)])
    with cpu_limit(5, "40,000 lines"):
        assert unified_diff(result, UTF8).count(b"\n+") == 20_001


@pytest.mark.parametrize("between", [5, 6, 7, 8])
def test_changes_share_a_hunk_when_their_contexts_meet(between: int) -> None:
    """With six lines between, three of them belong to each; with seven, one belongs to neither."""
    original = "".join(f"line {n:02}\n" for n in range(10, 40))
    first, second = original.index("line 15"), original.index(f"line {16 + between}")
    diff = unified_diff(result_of(original, [(first, first + 4, "LINE"), (second, second + 4, "LINE")]), UTF8).decode()
    assert diff.count("@@ -") == (1 if between <= 6 else 2)
    assert "\n line 12\n" in diff
    assert "line 11" not in diff
    assert f"\n line {19 + between}\n" in diff
    assert f"line {20 + between}" not in diff
