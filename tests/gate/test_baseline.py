"""A baseline accepts what was there before, wherever it stands now, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cleanup.errors import ConfigError
from cleanup.gate.baseline import Baseline, entries_of, load_baseline, without_accepted, written
from cleanup.gate.found import CheckRun, Entry
from tests.gate.conftest import Check, chapter, paragraphs


def _accept(run: CheckRun, folder: Path) -> Baseline:
    (folder / "baseline.json").write_text(written(entries_of(run, Baseline(folder))), "utf-8")
    return load_baseline(folder / "baseline.json")


@pytest.fixture
def baseline(check: Check, tmp_path: Path) -> Baseline:
    """Of ten chapters in one file and five in files of their own."""
    (tmp_path / "book.txt").write_text("\n\n\n".join(map(chapter, range(10))), "utf-8")
    for number in range(10, 15):
        (tmp_path / f"{number}.txt").write_text(chapter(number), "utf-8")
    run = check()
    assert sum(1 for _ in run.found) == 15
    return _accept(run, tmp_path)


def _new(check: Check, baseline: Baseline) -> list[tuple[str, str]]:
    return [
        (checked.path, checked.text[found.span.start : found.span.end + 10])
        for checked, found in without_accepted(check(), baseline).found
    ]


def test_an_unchanged_text_has_nothing_new(check: Check, baseline: Baseline) -> None:
    run = without_accepted(check(), baseline)
    assert (list(run.found), run.accepted, run.stale) == ([], 15, ())


def test_it_survives_paragraphs_inserted_at_the_top(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("A foreword.\n\nAnother paragraph of it.\n\n" * 20 + book.read_text("utf-8"), "utf-8")
    run = without_accepted(check("book.txt"), baseline)
    assert [found.rule for _file, found in run.found if found.rule.startswith("quotes")] == []
    assert run.accepted == 10
    assert run.stale == ()


def test_it_survives_chapters_moved_within_a_file(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    order = [7, 3, 9, 0, 1, 8, 2, 6, 5, 4]
    (tmp_path / "book.txt").write_text("\n\n\n".join(map(chapter, order)), "utf-8")
    run = without_accepted(check(), baseline)
    assert (list(run.found), run.stale) == ([], ())


def test_it_survives_renaming(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    (tmp_path / "volume-1").mkdir()
    for number in range(10, 15):
        shutil.move(tmp_path / f"{number}.txt", tmp_path / f"volume-1/chapter-{number}.md")
    shutil.move(tmp_path / "book.txt", tmp_path / "novel.txt")
    run = without_accepted(check(), baseline)
    assert (list(run.found), run.stale) == ([], ())


def test_it_survives_a_paragraph_moved_to_another_file(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    parts = paragraphs(10)
    moved = parts.pop(10 % 6)
    (tmp_path / "10.txt").write_text("\n\n".join(parts), "utf-8")
    (tmp_path / "11.txt").write_text(f"{chapter(11)}\n{moved}\n", "utf-8")
    run = without_accepted(check(), baseline)
    assert (list(run.found), run.stale) == ([], ())


def test_it_survives_an_edit_on_one_side_of_the_place(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    text = chapter(10)
    (tmp_path / "10.txt").write_text(text.replace("\n\n”", "\n\nThen: ”"), "utf-8")
    assert "Then" in (tmp_path / "10.txt").read_text("utf-8")
    assert [path for path, _text in _new(check, baseline) if path == "10.txt"] == []


def test_the_same_damage_again_in_the_same_file_is_new(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    damaged = paragraphs(10)[10 % 6]
    (tmp_path / "10.txt").write_text(f"{chapter(10)}\nQuite another paragraph stands here.\n\n{damaged}\n", "utf-8")
    assert [path for path, _text in _new(check, baseline)] == ["10.txt"]


def test_the_same_damage_in_another_file_is_new_while_the_first_is_there(
    check: Check, baseline: Baseline, tmp_path: Path
) -> None:
    (tmp_path / "copy.txt").write_text(chapter(10), "utf-8")
    assert {path for path, _text in _new(check, baseline)} == {"copy.txt"}


def test_what_is_mended_is_stale(check: Check, baseline: Baseline, tmp_path: Path) -> None:
    (tmp_path / "12.txt").write_text(chapter(12).replace("”", "“", 1), "utf-8")
    run = without_accepted(check(), baseline)
    assert list(run.found) == []
    assert [(entry.path, entry.rule) for entry in run.stale] == [("12.txt", "quotes-direction")]


def test_what_was_not_checked_is_not_stale(check: Check, baseline: Baseline) -> None:
    assert without_accepted(check("11.txt"), baseline).stale == ()
    nothing = CheckRun(check("11.txt").files[:0])
    assert without_accepted(nothing, baseline).stale == ()
    mended = CheckRun(tuple(type(file)(file.path, file.text) for file in check("11.txt").files))
    assert without_accepted(mended, baseline, lambda rule: not rule.startswith("quotes")).stale == ()
    assert len(without_accepted(mended, baseline).stale) == 1


def test_a_word_that_stands_elsewhere_first_is_no_new_word(tmp_path: Path) -> None:
    from cleanup.core.model import Span
    from cleanup.gate.found import Checked, Found

    def run(text: str) -> CheckRun:
        at = text.index("letao")
        return CheckRun((Checked("a.txt", text, (Found("grammar-spelling", Span(at, at + 5), "letao"),)),))

    before = Baseline(tmp_path, entries_of(run("He saw letao there."), Baseline(tmp_path)))
    after = without_accepted(run("I know letao well. He saw letao there."), before)
    assert (list(after.found), after.accepted, after.stale) == ([], 1, ())


def test_the_file_is_read_back_and_easy_to_merge(tmp_path: Path) -> None:
    entries = (Entry("b.txt", "r", "“x\ty”", "a", "b"), Entry("a.txt", "r", "z"), Entry("a.txt", "r", "z", count=2))
    text = written(entries)
    (tmp_path / "b.json").write_text(text, "utf-8")
    assert load_baseline(tmp_path / "b.json").entries == (Entry("a.txt", "r", "z", count=3), entries[0])
    assert len(text.splitlines()) == 4
    assert written(reversed(entries)) == text
    assert written(()) == '{"version": 1, "entries": []}\n'


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", '{"version": 2, "entries": []}', '{"version": 1, "entries": [1]}', "<<<<<<< HEAD\n",
        '{"version": 1, "entries": [{"path": 1}]}', '{"version": 1, "entries": [{"count": 0}]}', '{"version": 1}',
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)  # fmt: skip
def test_a_damaged_baseline_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_baseline(tmp_path / "b.json")
    assert "b.json" in str(error.value)


def test_entries_do_not_name_lines(baseline: Baseline, tmp_path: Path) -> None:
    data = json.loads((tmp_path / "baseline.json").read_text("utf-8"))
    assert {key for entry in data["entries"] for key in entry} <= {"path", "rule", "text", "before", "after", "count"}
