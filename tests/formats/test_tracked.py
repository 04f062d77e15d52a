"""Tracked changes in Word documents: accepted they are the plain run, refused they are as if it had never been."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import count
from pathlib import Path

import pytest
from lxml import etree

from cleanup.core.model import Cause, Change, FileError, Span
from cleanup.errors import DocumentError
from cleanup.files.discover import Source
from cleanup.formats.office.docx import parse
from cleanup.formats.office.tracked import with_changes
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.settings.config import Overrides
from tests.benchmarks.generators import Maker, docx_text
from tests.formats.books import zipped
from tests.formats.dressed import clean
from tests.formats.test_documents import W, docx, run

SENTENCES = [
    "The caravan reached moyun at noon , and Tan Wei paid the toll.",
    "”The well is dry,“ said Elder Martial Brother Gao. ”We go on.“",
    "It was far.They walked until ink cloud was out of sight...",
    "“Is it far？” asked Tan Wei，and looked back at the the gate.",
]
BY = 'w:id="7" w:author="Ann" w:date="2024-01-01T00:00:00Z"'
INSERTED = f"<w:p><w:ins {BY}>{run('It was far.We left ink cloud .')}</w:ins>{run(' She sang.')}</w:p>"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"/></Types>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def decided(source: str, *, accepted: bool) -> str:
    """What is left of a text when everything that the tool proposes is accepted or refused."""
    root = etree.fromstring(source.encode())
    goes, stays = ("del", "ins") if accepted else ("ins", "del")
    for kind in (goes, stays):
        for element in root.findall(f".//{{{W}}}{kind}[@{{{W}}}author='cleanup']"):
            parent = element.getparent()
            assert parent is not None
            place = parent.index(element)
            for child in element if kind == stays else ():
                parent.insert(place, child)
                place += 1
            parent.remove(element)
    for text in root.findall(f".//{{{W}}}delText"):
        if not any(parent.tag == f"{{{W}}}del" for parent in text.iterancestors()):
            text.tag = f"{{{W}}}t"
    return etree.tostring(root, encoding="unicode")


def read(source: str) -> str:
    """What a person reads of a text."""
    return parse(source).prose


@pytest.mark.parametrize("seed", range(16))
def test_accepted_it_is_the_plain_run_and_refused_the_original(seed: int) -> None:
    source = docx_text(Maker(seed, SENTENCES)).partition("?>\n")[2]
    result = clean(source, "docx-text")
    numbers = count(1000)
    tracked = with_changes(source, result.changes, lambda: next(numbers), commented=True)
    assert not tracked.left
    assert read(tracked.text) == read(result.revised)
    assert read(decided(tracked.text, accepted=True)) == read(result.revised)
    assert read(decided(tracked.text, accepted=False)) == read(source)
    if "<w:t>" not in source:  # a text that keeps its blanks lets more changes in than one that does not
        assert clean(tracked.text, "docx-text").changes == ()
    for kind in ("fldChar", "tab", "br", "bookmarkStart", "footnoteReference", "hyperlink", "sdt", "p", "tc"):
        assert tracked.text.count(f"<w:{kind}") == source.count(f"<w:{kind}")
    assert len(tracked.comments) == len(re.findall("<w:commentReference w:id=.1", tracked.text))


def test_the_insertion_of_somebody_else_stays_theirs() -> None:
    source = docx(INSERTED).partition("?>\n")[2]
    result = clean(source, "docx-text")
    numbers = count(100)
    text = with_changes(source, result.changes, lambda: next(numbers), commented=False).text
    assert re.search(
        rf'<w:ins w:id="\d+" {BY[9:]}><w:del w:id="\d+" w:author="cleanup">.{{0,80}}ink cloud</w:delText>', text
    )
    assert "<w:ins><w:ins" not in re.sub(r" w:\w+=\"[^\"]*\"", "", text)
    assert re.sub(r"<[^>]*>", "", decided(text, accepted=False)) == "It was far.We left ink cloud . She sang."


def test_a_word_is_decided_about_as_a_whole() -> None:
    source = docx(f"<w:p>{run('They saw moyun.')}</w:p>")
    start = source.index("moyun")
    changes = [Change(Span(start, start + 1), Span(start, start + 1), "m", "M", (Cause("names-case", "a name"),))]
    tracked = with_changes(source, changes, lambda: 1, commented=True)
    assert ">moyun</w:delText>" in tracked.text
    assert ">Moyun</w:t>" in tracked.text
    assert tracked.comments == [(1, "names-case: a name")]


def test_what_stands_in_no_run_is_left_out() -> None:
    source = docx(f"<w:p><w:moveTo {BY}>{run('moyun')}</w:moveTo></w:p>")
    start = source.index("moyun")
    change = Change(Span(start, start + 1), Span(start, start + 1), "m", "M", ())
    tracked = with_changes(source, [change], lambda: 1, commented=True)
    assert (tracked.text, tracked.left) == (source, [change])


def test_without_a_prefix_it_is_refused() -> None:
    with pytest.raises(DocumentError, match="no prefix"):
        with_changes(f'<document xmlns="{W}"/>', [], lambda: 1, commented=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a glossary, to work in."""
    monkeypatch.chdir(tmp_path)
    Path("glossary.toml").write_text('[[term]]\nname = "Moyun"\nkind = "place"\nvariants = ["ink cloud"]\n')
    Path("cleanup.toml").write_text('glossaries = ["glossary.toml"]\n')
    return tmp_path


def tracked_run(name: str) -> Cleaned | FileError:
    """Clean a file, with tracked changes."""
    (outcome,) = clean_all([Source(name)], Job(overrides=Overrides(grammar=False), write=True, tracked=True))
    return outcome


def members(path: str) -> dict[str, bytes]:
    """What is in an archive."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("has_comments", [True, False])
def test_a_document_gets_its_comments(folder: Path, has_comments: bool) -> None:
    body = docx(f"<w:p>{run('They left ink cloud.')}</w:p>")
    inside = {"[Content_Types].xml": TYPES, "word/document.xml": body, "word/media/a.png": b"\x89PNG"}
    relation = (
        f'<Relationship Id="rId5" Type="{RELATIONS}/comments" Target="/word/notes2.xml"/>' if has_comments else ""
    )
    inside["word/_rels/document.xml.rels"] = f'<Relationships xmlns="x">{relation}</Relationships>'
    if has_comments:
        inside["word/notes2.xml"] = f'<v:comments xmlns:v="{W}"><v:comment v:id="41"/></v:comments>'
    data = zipped(inside)
    (folder / "a.docx").write_bytes(data)
    outcome = tracked_run("a.docx")
    assert isinstance(outcome, Cleaned)
    after = members("a.docx")
    assert after["word/media/a.png"] == b"\x89PNG"
    written = after["word/notes2.xml" if has_comments else "word/comments.xml"].decode()
    etree.fromstring(written.encode())
    assert "names-variant: “ink cloud” is a variant of Moyun" in written
    assert set(after) == set(members_of(data)) | ({"word/comments.xml"} if not has_comments else set())
    if not has_comments:
        assert b"/word/comments.xml" in after["[Content_Types].xml"]
        assert b'"comments.xml"' in after["word/_rels/document.xml.rels"]
    numbers = re.findall(r':id="(\d+)"', after["word/document.xml"].decode())
    assert min(map(int, numbers)) > (41 if has_comments else 0)
    written_once = (folder / "a.docx").read_bytes()
    again = tracked_run("a.docx")
    assert isinstance(again, Cleaned)
    assert again.written is None
    assert (folder / "a.docx").read_bytes() == written_once


def members_of(data: bytes) -> list[str]:
    """The names of the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def test_other_files_have_no_tracked_changes(folder: Path) -> None:
    (folder / "a.txt").write_text("They left ink cloud.\n")
    outcome = tracked_run("a.txt")
    assert isinstance(outcome, FileError)
    assert "cannot be tracked" in outcome.message
    assert (folder / "a.txt").read_text() == "They left ink cloud.\n"
