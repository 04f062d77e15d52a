"""Which source belongs to which file, `cleanup align`, and TMX."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleanup.cli.app import app
from cleanup.errors import ConfigError
from cleanup.formats.registry import format_named
from cleanup.parallel.files import SourceTexts, number_in
from cleanup.parallel.passages import passages
from cleanup.settings.config import Config

ONE = "第一章 雨\n\n下了三天的雨。\n\n“还要下吗？”她问。"
TWO = "第二章 雪\n\n第二天下了雪。\n\n他把门关上了。"
EN_ONE = "Chapter 1: Rain\n\nIt had rained for three days.\n\n“Will it go on raining?” she asked.\n"
EN_TWO = "Chapter 2: Snow\n\nOn the second day it snowed.\n\nHe closed the door.\n"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Chapter_00201.md", 201),
        ("0201_第201章 三千里.txt", 201),
        ("ep 12 part 3.txt", 12),
        ("0007.txt", 7),
        ("novel.txt", -1),
    ],
)
def test_numbers_in_names(name: str, number: int) -> None:
    assert number_in(name) == number


def source_of(texts: SourceTexts, path: str, text: str) -> tuple[str, list[str]]:
    file, found = texts.of(path, passages(format_named("plain").parse(text)))
    return Path(file).name, [passage.text for passage in found]


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_by_name_number_and_heading(tmp_path: Path) -> None:
    write(tmp_path / "a", ch1=ONE, ch2=TWO)
    texts = SourceTexts("a", tmp_path, Config())
    assert source_of(texts, "en/ch2.txt", EN_TWO)[0] == "ch2.txt"
    assert source_of(texts, "en/Chapter_00002.md", EN_TWO)[0] == "ch2.txt"
    write(tmp_path / "b", rain=ONE, snow=TWO)
    texts = SourceTexts("b", tmp_path, Config())
    assert source_of(texts, "en/second.md", EN_TWO)[0] == "snow.txt"
    assert source_of(texts, "en/other.md", "He slept.")[0] == ""


def test_a_pattern(tmp_path: Path) -> None:
    write(tmp_path / "raw", ch1=ONE, ch2=TWO)
    texts = SourceTexts("raw/{stem}.txt", tmp_path, Config())
    assert source_of(texts, "en/ch1.md", EN_ONE)[0] == "ch1.txt"
    assert source_of(texts, "en/ch9.md", EN_ONE)[0] == ""
    assert source_of(SourceTexts("raw/ch{number}.txt", tmp_path, Config()), "en/0002.md", EN_TWO)[0] == "ch2.txt"


def test_one_big_file_and_many_small_ones(tmp_path: Path) -> None:
    write(tmp_path, book=f"{ONE}\n\n{TWO}\n")
    texts = SourceTexts("book.txt", tmp_path, Config())
    assert source_of(texts, "en/0002.md", EN_TWO)[1][0] == "第二章 雪"
    assert len(source_of(texts, "en/0002.md", EN_TWO)[1]) == 3
    assert len(source_of(texts, "en/all.md", f"{EN_ONE}\n{EN_TWO}")[1]) == 6


def test_many_small_sources_for_one_big_file(tmp_path: Path) -> None:
    write(tmp_path / "raw", ch1=ONE, ch2=TWO)
    texts = SourceTexts("raw", tmp_path, Config())
    assert len(source_of(texts, "book.md", f"{EN_ONE}\n{EN_TWO}")[1]) == 6


def test_no_source_at_all(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no source"):
        SourceTexts("nowhere", tmp_path, Config())


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["align", *arguments])
    return result.exit_code, result.output


def test_align_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "raw", ch1=ONE, ch2=TWO)
    write(tmp_path / "en", ch1=EN_ONE, ch2=EN_TWO)
    code, output = run("en", "--source", "raw")
    assert code == 0
    assert "On the second day it snowed.  ←  第二天下了雪。" in output
    assert "2 files aligned, 6 links." in output
    (tmp_path / "cleanup.toml").write_text('source = "raw/{stem}.txt"\n', "utf-8")
    assert run("en")[0] == 0


def test_a_source_that_is_missing_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "raw", ch1=ONE, ch2=TWO)
    write(tmp_path / "en", ch1=EN_ONE, other="He slept.")
    code, output = run("en", "--source", "raw")
    assert code == 2
    assert "its source was not found" in output
    assert run("en", "--source", "nowhere")[0] == 2
    assert run("en")[0] == 2


def test_tmx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "raw", ch1=ONE.replace("雨。", "<雨>&\x07。"))
    write(tmp_path / "en", ch1=EN_ONE)
    assert run("en", "--source", "raw", "--tmx", "out.tmx")[0] == 0
    tree = ElementTree.parse(tmp_path / "out.tmx").getroot()
    assert tree.find("header").attrib["srclang"] == "zh"
    segments = [[tuv.find("seg").text for tuv in unit.findall("tuv")] for unit in tree.iter("tu")]
    assert segments[1] == ["下了三天的<雨>&\ufffd。", "It had rained for three days."]
    assert run("en", "--source", "raw", "--tmx", "en/ch1.txt")[0] == 2
