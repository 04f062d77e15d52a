"""Files that hold several texts are cleaned and checked like files of one text, part by part."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from cleanup.core.model import FileError
from cleanup.files.discover import Source
from cleanup.gate.checker import check_all
from cleanup.gate.found import Checked
from cleanup.glossary.chapters import read_chapters
from cleanup.outcome.account import Wanted, account_of
from cleanup.run.batch import Cleaned, Job, Worker, clean_all
from cleanup.settings.config import Overrides
from tests.formats.books import CHAPTERS, SAMPLE, epub

QUIET = Overrides(grammar=False)
BOOK = epub(CHAPTERS)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book in an empty folder, with the glossary of the sample."""
    monkeypatch.chdir(tmp_path)
    for name in ("cleanup.toml", "glossary.toml"):
        shutil.copy(SAMPLE.parent / name, tmp_path / name)
    path = tmp_path / "book.epub"
    path.write_bytes(BOOK)
    return path


def clean(*names: str, write: bool = False) -> list[Cleaned | FileError]:
    """What cleaning some files comes to."""
    return list(clean_all([Source(name) for name in names], Job(overrides=QUIET, write=write)))


def members(path: Path) -> dict[str, bytes]:
    """What is in an archive."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_sample_is_as_it_is_made() -> None:
    assert SAMPLE.read_bytes() == epub(CHAPTERS, title="The Clay Courier")


def test_a_book_is_cleaned_and_then_clean(book: Path) -> None:
    before = members(book)
    (outcome,) = clean("book.epub", write=True)
    assert isinstance(outcome, Cleaned)
    after = members(book)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["OEBPS/ch1.xhtml", "OEBPS/ch2.xhtml"]
    assert "stopped at <i>Hong</i>sha, and Tao Ren" in after["OEBPS/ch1.xhtml"].decode()
    written = book.read_bytes()
    (again,) = clean("book.epub", write=True)
    assert isinstance(again, Cleaned)
    assert again.written is None
    assert book.read_bytes() == written


def test_the_patch_is_one_of_the_unpacked_book(book: Path) -> None:
    (outcome,) = clean("book.epub")
    assert isinstance(outcome, Cleaned)
    account = account_of(outcome, Wanted("json", patch=True))
    assert account.path == "book.epub"
    assert account.shown.count(b'"path": "book.epub!/OEBPS/') == 4
    unpacked = Path("book.epub!")
    with zipfile.ZipFile(book) as archive:
        archive.extractall(unpacked)
    subprocess.run(["git", "apply"], input=account.patch, check=True)
    clean("book.epub", write=True)
    for name, content in members(book).items():
        assert (unpacked / name).read_bytes() == content


def test_a_check_names_the_part(book: Path) -> None:
    outcomes = list(check_all([Source("book.epub")], Job(overrides=QUIET)))
    found = [outcome.path for outcome in outcomes if isinstance(outcome, Checked) and outcome.found]
    assert found == ["book.epub!/OEBPS/ch1.xhtml", "book.epub!/OEBPS/ch2.xhtml"]


def test_a_damaged_book_stays_as_it_is_and_does_not_stop_the_others(book: Path) -> None:
    damaged = BOOK[:900]
    Path("a.epub").write_bytes(damaged)
    first, second = clean("a.epub", "book.epub", write=True)
    assert isinstance(first, FileError)
    assert "damaged or incomplete archive" in first.message
    assert isinstance(second, Cleaned)
    assert Path("a.epub").read_bytes() == damaged
    assert book.read_bytes() != BOOK


def test_a_damaged_part_is_named_and_the_book_stays(book: Path) -> None:
    data = epub(CHAPTERS, **{"OEBPS/toc.ncx": "<ncx><navMap>"})
    book.write_bytes(data)
    (outcome,) = clean("book.epub", write=True)
    assert isinstance(outcome, FileError)
    assert outcome.message.startswith("book.epub!/OEBPS/toc.ncx: not well-formed")
    assert book.read_bytes() == data


def test_the_chapters_of_a_book_are_chapters_for_the_glossary(book: Path) -> None:
    problems: list[FileError] = []
    chapters = list(read_chapters(["book.epub"], problems))
    assert problems == []
    assert [chapter.part for chapter in chapters][:2] == ["OEBPS/ch1.xhtml", "OEBPS/ch2.xhtml"]
    assert "Tao Ren" in chapters[0].document.prose


def test_encodings_that_a_text_names_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cleanup.toml").write_text("packs = []\n")
    page = '<html><head><meta charset="{}"></head><body><p>He said :“caf\xe9 ,yes”</p></body></html>'
    for declared, written in (
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("gb2312", "utf-8"),
        ("x", "utf-8"),
    ):
        Path("a.html").write_bytes(page.format(declared).encode(written))
        with Worker(Job(overrides=QUIET, write=True)) as worker:
            outcome = worker.do(Source("a.html"))
        assert isinstance(outcome, Cleaned)
        assert Path("a.html").read_bytes() == outcome.result.revised.encode(written)
        assert "caf\xe9, yes" in outcome.result.revised
