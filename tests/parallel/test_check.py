"""`cleanup check --source`: what differs from the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleanup.cli.app import app
from tests.parallel.test_align import EN, ZH


def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, *more: str) -> tuple[int, str]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir(exist_ok=True)
    (tmp_path / "raw" / "ch3.txt").write_text(ZH, "utf-8")
    (tmp_path / "ch3.txt").write_text(text, "utf-8")
    result = CliRunner().invoke(
        app, ["check", "ch3.txt", "--source", "raw", "--select", "parallel", "--no-grammar", *more]
    )
    return result.exit_code, result.output


def test_nothing_is_found_in_a_right_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(tmp_path, monkeypatch, EN)[0] == 0


def test_a_missing_paragraph_and_a_wrong_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = EN.replace("thirty copper", "thirteen copper").replace(
        "One after another, the lamps on the far bank lit up.\n\n", ""
    )
    code, output = check(tmp_path, monkeypatch, wrong)
    assert code == 1
    assert "“thirteen” is 三十 (30) in the source" in output
    assert "a paragraph of the source is missing here: “对岸的灯一盏一盏亮起来。”" in output


def test_kept_results_depend_on_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(tmp_path, monkeypatch, EN)[0] == 0
    monkeypatch.setattr("tests.parallel.test_check.ZH", ZH.replace("三十枚", "四十枚"))
    code, output = check(tmp_path, monkeypatch, EN)
    assert code == 1
    assert "四十" in output


def test_without_a_source_the_rules_find_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(EN, "utf-8")
    result = CliRunner().invoke(app, ["check", "a.txt", "--select", "parallel", "--no-grammar"])
    assert result.exit_code == 0


def test_another_book_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "\n\n".join(f"The {word} of the market was louder than usual." for word in "bell horn drum dog".split())
    code, output = check(tmp_path, monkeypatch, other)
    assert code == 0
    assert "does not fit ch3.txt as its source" in output


def test_a_text_without_its_source_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(tmp_path, monkeypatch, EN)
    (tmp_path / "raw" / "ch4.txt").write_text("第四章\n\n下雨了。\n", "utf-8")
    (tmp_path / "ch9.txt").write_text("The bell was louder than usual.\n", "utf-8")
    for command in ("check", "clean"):
        result = CliRunner().invoke(app, [command, "ch3.txt", "ch9.txt", "--source", "raw", "--no-grammar"])
        assert "ch9.txt has no source under “" in result.output
        assert "ch3.txt has no source" not in result.output


WRONG = EN.replace("thirty copper", "thirteen copper")


def test_reports_show_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = ZH.split("\n").index("“路上下雨，马车陷进了泥里。”林秋把三十枚铜钱放在他手里。") + 1
    _code, text = check(tmp_path, monkeypatch, WRONG)
    assert f"raw/ch3.txt:{line}: ““路上下雨" in text
    check(tmp_path, monkeypatch, WRONG, "-o", "json=report.json", "-o", "sarif=report.sarif")
    (finding,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["files"][0]["findings"]
    assert finding["source"]["line"] == line
    assert finding["source"]["path"] == "raw/ch3.txt"
    assert finding["source"]["text"].startswith("“路上下雨")
    (result,) = json.loads((tmp_path / "report.sarif").read_text("utf-8"))["runs"][0]["results"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "raw/ch3.txt"
    assert related["physicalLocation"]["region"]["startLine"] == line
    assert "路上下雨" in check(tmp_path, monkeypatch, WRONG, "-o", "markdown")[1]
    assert "(source: ““路上下雨" in check(tmp_path, monkeypatch, WRONG, "-o", "concise")[1]


def test_any_finding_shows_the_source_of_its_paragraph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = EN.replace("nodded, and", "nodded , and")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw.txt").write_text(ZH, "utf-8")
    (tmp_path / "ch3.txt").write_text(text, "utf-8")
    options = ["--source", "raw.txt", "--select", "spacing", "--no-grammar", "-o", "json"]
    report = json.loads(CliRunner().invoke(app, ["check", "ch3.txt", *options]).stdout)
    (finding,) = report["files"][0]["findings"]
    assert finding["remedy"] == "safe"
    assert finding["source"]["text"] == "船夫数了数钱，点点头，解开了绳子。"


def test_a_sentence_that_was_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = EN.replace(" Lin Qiu put thirty copper coins into his hand.", "")
    code, output = check(tmp_path, monkeypatch, without, "--select", "parallel-sentence")
    assert code == 1
    assert "a sentence of the source is missing here" in output


def test_one_pronoun_of_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.parallel.test_check.ZH", ZH.replace("船夫数了数钱，", "他数了数钱，他"))
    right = EN.replace("The boatman counted the money, nodded,", "He counted the money, and he nodded,")
    assert check(tmp_path, monkeypatch, right)[0] == 0
    code, output = check(tmp_path, monkeypatch, right.replace("he nodded", "she nodded"))
    assert code == 1
    assert "“she” is 他 in the source" in output
