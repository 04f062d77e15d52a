"""Makes EPUB files for tests; ``python -m tests.formats.books`` writes the one among the samples."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "epub" / "the-clay-courier.epub"
CONTAINER = (
    '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>\n"
)
_WHEN = (2024, 1, 2, 3, 4, 6)


def page(title: str, body: str) -> str:
    """A chapter as XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">\n'
        f"<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def package(chapters: Sequence[str], *, title: str = "A Book", extra: str = "") -> str:
    """The package document for chapters ``ch1.xhtml`` and so on."""
    items = "".join(
        f'    <item id="c{n}" href="ch{n}.xhtml" media-type="application/xhtml+xml"/>\n'
        for n in range(1, len(chapters) + 1)
    )
    spine = "".join(f'    <itemref idref="c{n}"/>\n' for n in range(1, len(chapters) + 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">\n'
        '  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        '    <dc:identifier id="id">urn:uuid:6a2f6f0e-5c1f-4b0e-9f6d-000000000001</dc:identifier>\n'
        f"    <dc:title>{title}</dc:title>\n    <dc:language>en</dc:language>\n"
        '    <meta property="dcterms:modified">2024-01-02T03:04:06Z</meta>\n'
        "  </metadata>\n  <manifest>\n"
        '    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '    <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
        f"{items}{extra}  </manifest>\n"
        f'  <spine toc="ncx">\n{spine}  </spine>\n</package>\n'
    )


def contents(titles: Sequence[str], *, title: str = "A Book") -> dict[str, str]:
    """The two tables of contents."""
    links = "".join(f'<li><a href="ch{n}.xhtml">{name}</a></li>' for n, name in enumerate(titles, 1))
    points = "".join(
        f'<navPoint id="n{n}" playOrder="{n}"><navLabel><text>{name}</text></navLabel>'
        f'<content src="ch{n}.xhtml"/></navPoint>'
        for n, name in enumerate(titles, 1)
    )
    return {
        "OEBPS/nav.xhtml": page("Contents", f'<nav epub:type="toc"><ol>{links}</ol></nav>'),
        "OEBPS/toc.ncx": (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
            '<meta name="dtb:uid" content="urn:uuid:6a2f6f0e-5c1f-4b0e-9f6d-000000000001"/></head>'
            f"<docTitle><text>{title}</text></docTitle><navMap>{points}</navMap></ncx>\n"
        ),
    }


def zipped(members: Mapping[str, str | bytes], *, stored: Sequence[str] = ("mimetype",)) -> bytes:
    """An archive of some members, in their order; always the same bytes for the same members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return target.getvalue()


def epub(chapters: Mapping[str, str], *, title: str = "A Book", **more: str | bytes) -> bytes:
    """A book of chapters (title to body), with further members."""
    bodies = list(chapters.items())
    pages = {f"OEBPS/ch{n}.xhtml": page(name, body) for n, (name, body) in enumerate(bodies, 1)}
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": package(list(chapters), title=title),
            **contents(list(chapters), title=title),
            **pages,
            **more,
        }
    )


CHAPTERS = {
    "Chapter 1: The Parcel": (
        "<p>The night train stopped at <i>Hong</i>sha , and Tao Ren&#8217;s stepped down with the parcel.</p>\n"
        "<p><b>”</b>Is this for the Clay Office<b>“</b> asked the porter.</p>\n"
        "<p>”It is for whoever opens it,“ said Tao Ren . ”Senior brother Qiao told me so.“</p>\n"
        "<p>He paid with clay pay, as everybody in hongsha did，and kept the receipt<sup>1</sup>.</p>\n"
        '<p><img src="seal.png" alt="The seal of the clay office"/></p>\n'
        "<p>1. Claypay prints receipts on request.</p>"
    ),
    "Chapter 2: The Clay Office": (
        "<p>The office had three clerks,one stove and no chairs.</p>\n"
        "<p>”Tao Ren?“ said the eldest. ”You are late .“</p>\n"
        "<p>”The train was late,“ said Tao&#160;Ren. “Elder brother Qiao sends his greetings.”</p>\n"
        "<p>They opened the parcel together.Inside was a brick.</p>"
    ),
}
"""The chapters of the sample."""


if __name__ == "__main__":
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    SAMPLE.write_bytes(epub(CHAPTERS, title="The Clay Courier"))
