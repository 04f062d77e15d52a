"""EPUB: which texts a book has, in which order, and what is refused."""

from __future__ import annotations

import pytest

from cleanup.errors import DocumentError
from cleanup.formats import ncx
from cleanup.formats.epub import open_epub
from tests.formats.books import CHAPTERS, CONTAINER, contents, epub, package, page, zipped


def test_chapters_come_in_reading_order() -> None:
    backwards = package(["", ""]).replace('idref="c1"', 'idref="x"').replace('idref="c2"', 'idref="c1"')
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/ch1.xhtml": page("One", ""),
        "OEBPS/content.opf": backwards.replace('idref="x"', 'idref="c2"'),
        "OEBPS/ch2.xhtml": page("Two", ""),
        **contents(["One", "Two"]),
    }
    parts = list(open_epub(zipped(members)).parts())
    assert [(part.name, part.format) for part in parts] == [
        ("OEBPS/ch2.xhtml", "xhtml"),
        ("OEBPS/ch1.xhtml", "xhtml"),
        ("OEBPS/nav.xhtml", "xhtml"),
        ("OEBPS/toc.ncx", "ncx"),
    ]


def test_a_revised_part_replaces_the_old_one() -> None:
    book = epub(CHAPTERS)
    parts = {part.name: part.data for part in open_epub(book).parts()}
    again = open_epub(open_epub(book).packed({"OEBPS/ch2.xhtml": b"<p>new</p>"}))
    assert {part.name: part.data for part in again.parts()} == {**parts, "OEBPS/ch2.xhtml": b"<p>new</p>"}


def test_labels_of_the_table_of_contents_are_headings() -> None:
    document = ncx.parse(contents(["Chapter 1: A &amp; B", "Two"])["OEBPS/toc.ncx"])
    blocks = [(kind.value, document.prose[start:end]) for (start, end), kind in document.blocks]
    assert blocks == [("heading", "A Book"), ("heading", "Chapter 1: A & B"), ("heading", "Two")]


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
)


def test_protected_books_are_refused() -> None:
    with pytest.raises(DocumentError, match="encrypted"):
        open_epub(
            epub(
                CHAPTERS,
                **{"META-INF/encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")},
            )
        )
    with pytest.raises(DocumentError, match="DRM"):
        open_epub(epub(CHAPTERS, **{"META-INF/rights.xml": "<rights/>"}))
    fonts = epub(CHAPTERS, **{"META-INF/encryption.xml": ENCRYPTION.format("http://www.idpf.org/2008/embedding")})
    assert len(list(open_epub(fonts).parts())) == 4


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a": "b"}, "no META-INF/container.xml"),
        ({"META-INF/container.xml": "<container/>"}, "names no package"),
        ({"META-INF/container.xml": CONTAINER}, "there is no “OEBPS/content.opf”"),
        ({"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": "<package"}, "not well-formed"),
    ],
)
def test_what_is_no_book_is_refused(members: dict[str, str], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        open_epub(zipped(members))


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(DocumentError, match="damaged or incomplete"):
        open_epub(b"PK\x03\x04 and then nothing")
