"""Bad files: each is refused in words and stays as it is, or is cleaned as its format means it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest

from cleanup.core.model import FileError
from cleanup.files.discover import Source
from cleanup.run.batch import Cleaned, Job, clean_all
from cleanup.settings.config import Overrides
from tests.formats.books import CONTAINER, contents, epub, package, page, zipped

BAD = "<p>The office had three clerks,one stove and no chairs .</p>"
GOOD = "<p>The office had three clerks, one stove and no chairs.</p>"
BOOK = epub({"One": BAD})
ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod '
    'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><e:CipherData><e:CipherReference '
    'URI="OEBPS/ch1.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&c; ,x</p></body></html>'
)


def with_member(name: str, content: bytes | str) -> bytes:
    """The book with a member of this name, in place of its own or behind the others."""
    inside: dict[str, bytes | str] = {}
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        inside.update({each: archive.read(each) for each in archive.namelist()})
    return zipped({**inside, name: content})


def with_wrong_sum() -> bytes:
    """The book with a bit of a chapter turned over, where it is stored as it is."""
    names = ["One"]
    data = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": package(names),
            **contents(names),
            "OEBPS/ch1.xhtml": page("One", BAD),
        },
        stored=["mimetype", "OEBPS/ch1.xhtml"],
    )
    return data.replace(b"three clerks", b"three clergs", 1)


def claiming(size: int) -> bytes:
    """The book with a chapter that says of itself, in both headers, that it has so many bytes."""
    data = bytearray(BOOK)
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        info = archive.getinfo("OEBPS/ch1.xhtml")
    struct.pack_into("<L", data, info.header_offset + 22, size)
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"OEBPS/ch1.xhtml"))
    struct.pack_into("<L", data, central + 24, size)
    return bytes(data)


REFUSED = {
    "nothing.epub": (b"", "archive"),
    "cut-short.epub": (BOOK[: len(BOOK) // 2], "archive"),
    "cut-at-the-end.epub": (BOOK[:-10], "archive"),
    "wrong-sum.epub": (with_wrong_sum(), "damaged"),
    "two-gigabytes.epub": (claiming(2**31 - 1), "suspiciously large"),
    "four-gigabytes.epub": (claiming(2**32 - 1), "damaged|ZIP64|suspiciously"),
    "a-zip-of-books.epub": (zipped({"book.epub": BOOK}), "no META-INF/container.xml"),
    "outside.epub": (with_member("../../evil.xhtml", BAD), "leads out of the archive"),
    "absolute.epub": (with_member("/etc/evil.xhtml", BAD), "leads out of the archive"),
    "windows.epub": (with_member("..\\evil.xhtml", BAD), "leads out of the archive"),
    "encrypted.epub": (with_member("META-INF/encryption.xml", ENCRYPTED), "encrypted"),
    "rights.epub": (with_member("META-INF/rights.xml", "<rights/>"), "protected"),
    "lent.epub": (with_member("META-INF/license.lcpl", "{}"), "protected"),
    "entities.epub": (with_member("OEBPS/ch1.xhtml", BOMB), "entity"),
    "no-package.epub": (with_member("OEBPS/content.opf", "<package"), "well-formed"),
    "text.docx": (b"This is no document ,it says.\n", "archive"),
    "book.docx": (BOOK, "not a Word document"),
    "bomb.docx": (zipped({"word/document.xml": "<a>" + " " * 30_000_000 + "</a>"}), "suspiciously large"),
    "not-well-formed.docx": (zipped({"word/document.xml": "<w:document><w:p>"}), "well-formed"),
    "entities.fb2": (BOMB.encode(), "entity"),
    "broken.json": (b'{"text": "He said ,so', "JSON"),
    "broken.csv": (b'id,text\n1,"He said ,so\n', "table"),
    "broken.po": (b'msgid "a"\nmsgstr "b\n', "catalogue"),
    "broken.xlf": (b"<xliff><file>", "well-formed"),
    "book.txt": (BOOK, "ZIP archive"),
}


def run(path: Path) -> Cleaned | FileError:
    """What comes of a file that is to be written."""
    (outcome,) = clean_all([Source(str(path))], Job(overrides=Overrides(grammar=False), write=True))
    return outcome


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words_and_stays(name: str, tmp_path: Path) -> None:
    data, message = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    outcome = run(path)
    assert isinstance(outcome, FileError)
    assert re.search(message, outcome.message), outcome.message
    assert "internal error" not in outcome.message
    assert path.read_bytes() == data
    assert [each.name for each in tmp_path.iterdir()] == [name]


def chapter(path: Path) -> str:
    """The first chapter of a book."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.read("OEBPS/ch1.xhtml").decode()


MENDED = {
    "a zip inside": (with_member("OEBPS/more.zip", BOOK), GOOD),
    "a chapter that is not well-formed": (
        with_member("OEBPS/ch1.xhtml", f"<html><body>{BAD}<p>So<br>be <b>it .</body>"),
        GOOD,
    ),
    "a chapter of crossed tags": (with_member("OEBPS/ch1.xhtml", f"<p><b><i>x</b></i>{BAD}<td>&nosuch; & <"), GOOD),
    "fonts that are disguised": (
        with_member(
            "META-INF/encryption.xml",
            ENCRYPTED.replace("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding"),
        ),
        GOOD,
    ),
    "an encoding that is declared, and true": (
        with_member("OEBPS/ch1.xhtml", page("One", BAD).replace("utf-8", "us-ascii")),
        GOOD,
    ),
    "a manifest that names what is not there": (
        with_member("OEBPS/content.opf", package(["One", "Two"])),
        GOOD,
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_it_is_cleaned_as_it_is_meant(name: str, tmp_path: Path) -> None:
    data, expected = MENDED[name]
    path = tmp_path / "book.epub"
    path.write_bytes(data)
    outcome = run(path)
    assert isinstance(outcome, Cleaned), outcome
    assert expected in chapter(path)
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(path) as after:
        assert before.namelist() == after.namelist()
        for each in before.namelist():
            if not each.endswith((".xhtml", ".ncx")):
                assert before.read(each) == after.read(each)


def test_an_encoding_that_is_declared_and_wrong(tmp_path: Path) -> None:
    text = page("One", f"{BAD}<p>He wrote 谭威 and 墨云 on the wall of the office.</p>")
    path = tmp_path / "book.epub"
    path.write_bytes(with_member("OEBPS/ch1.xhtml", text.encode("gb18030")))
    assert isinstance(run(path), Cleaned)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("OEBPS/ch1.xhtml") == text.replace(BAD, GOOD).encode("gb18030")
