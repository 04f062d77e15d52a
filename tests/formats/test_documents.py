"""Word, OpenDocument, FictionBook, gettext, XLIFF, TMX and tables: what is text, and that edits keep the rest."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.core.model import OBJECT
from cleanup.errors import DocumentError
from cleanup.formats.markup.tokens import Kind
from cleanup.formats.markup.xml import xml_tokens
from cleanup.formats.office.docx import open_docx
from cleanup.formats.office.odt import open_odt
from cleanup.formats.registry import format_named
from tests.cpu_limit import cpu_limit
from tests.formats.books import zipped
from tests.formats.dressed import PROSE, check, check_edit, clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def docx(body: str) -> str:
    """The text of a Word document."""
    return f'<?xml version="1.0"?>\n<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def run(text: str, *, space: bool = True, properties: str = "") -> str:
    """A run of a Word document."""
    keep = ' xml:space="preserve"' if space else ""
    return f"<w:r>{properties}<w:t{keep}>{escape(text)}</w:t></w:r>"


def odt(body: str) -> str:
    """The text of an OpenDocument text."""
    return (
        f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" '
        f'xmlns:table="{OASIS}:table:1.0"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )


def fb2(body: str) -> str:
    """A FictionBook."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
        f"<description><p>moyun</p></description><body>{body}</body><binary>moyun</binary></FictionBook>"
    )


def xliff(targets: str, language: str = "en") -> str:
    """An XLIFF 1.2 file with a unit."""
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
        f'<file target-language="{language}"><body>{targets}</body></file></xliff>'
    )


def unit(target: str, more: str = "") -> str:
    """A unit of XLIFF 1.2."""
    return f'<trans-unit id="1"{more}><source>moyun</source><target>{target}</target></trans-unit>'


XLIFF_2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en"><file id="f"><unit '
    'id="1"><segment><source>moyun</source><target>He <pc id="1">left</pc> <ph id="2"/>.</target></segment></unit>'
    "</file></xliff>"
)
TMX = (
    '<tmx version="1.4"><body><tu><tuv xml:lang="zh"><seg>moyun</seg></tuv><tuv xml:lang="en-US"><seg>He '
    '<bpt i="1">&lt;b></bpt>left<ept i="1">&lt;/b></ept>.</seg></tuv></tu></body></tmx>'
)
PO_HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PO = PO_HEAD + (
    '# moyun\n#, c-format\nmsgctxt "moyun"\nmsgid "moyun"\nmsgid_plural "moyuns"\nmsgstr[0] "one %d file"\n'
    'msgstr[1] ""\n"many "\n"files,\\n"\n"of \\"x\\""\n\n#~ msgid "o"\n#~ msgstr "moyun"\n'
)
CSV = 'id,source,translation\r\n1,原文,"He said, ""hi"" to\nhim"\r\n2,原文,Then he left\r\n'


@pytest.mark.parametrize(
    ("fmt", "source", "expected"),
    [
        ("docx-text", docx(f"<w:p>{run('Li ')}{run('Mu')}{run('li ', space=False)}{run(' left')}</w:p>"),
         ["Li Muli left"]),
        ("docx-text", docx(f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("One")}</w:p>'), ["heading: One"]),
        ("docx-text", docx(f"<w:tbl><w:tr><w:tc><w:p>{run('One')}</w:p></w:tc></w:tr></w:tbl>"), ["cell: One"]),
        ("docx-text", docx(f'<w:p>{run("a")}<w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins>{run("c")}</w:ins>'
                           f'<w:r><w:rPr><w:vanish/></w:rPr><w:t>d</w:t></w:r><w:r><w:br/><w:t>e</w:t></w:r></w:p>'),
         ["ac\ne"]),
        ("docx-text", docx(f'<w:p>{run("On ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
                           f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}'
                           f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" it")}</w:p>'), [f"On {OBJECT} it"]),
        ("odt-text", odt("<text:h>One</text:h><text:p>Two <text:span>thr</text:span>ee<text:s/>x<text:line-break/>y"
                         "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>.</text:p>"),
         ["heading: One", f"Two three{OBJECT}x\ny{OBJECT}."]),
        ("fb2", fb2("<title><p>One</p></title><section><p>Two <emphasis>th</emphasis>ree<a type='note'>[1]</a></p>"
                    "<poem><stanza><v>Four</v></stanza></poem></section>"),
         ["heading: One", f"Two three{OBJECT}", "Four"]),
        ("xliff", xliff(unit('He <g id="1">left</g> <x id="2"/> %s.') + unit("no", ' translate="no"')),
         [f"He left {OBJECT} {OBJECT}."]),
        ("xliff", xliff(unit("Il partit."), "fr"), []),
        ("xliff", XLIFF_2, [f"He left {OBJECT}."]),
        ("tmx", TMX, ["He left."]),
        ("po", PO, [f"one {OBJECT} file", 'many files,\nof "x"']),
        ("po", PO.replace("Language: en", "Language: fr"), []),
        ("csv", CSV, ['He said, "hi" to\nhim', "Then he left"]),
        ("csv", CSV.replace(",", ";"), ['He said; "hi" to\nhim', "Then he left"]),
        ("tsv", "name\tmessage\nGao\tHe left\nWei\t\n", ["Gao", "He left", "Wei"]),
        ("csv", "a,b\n1,2\n", []),
        ("csv", "", []),
    ],
)  # fmt: skip
def test_what_is_prose(fmt: str, source: str, expected: list[str]) -> None:
    document = format_named(fmt).parse(source)
    check(document, source)
    blocks = [
        ("" if kind == "paragraph" else f"{kind.value}: ") + document.prose[start:end]
        for (start, end), kind in document.blocks
    ]
    assert blocks == expected


@pytest.mark.parametrize(
    ("fmt", "before", "after"),
    [
        ("docx-text", docx(f"<w:p>{run('So mo')}{run('yun')}{run(' fell .')}</w:p>"),
         docx(f"<w:p>{run('So Mo')}{run('yun')}{run(' fell.')}</w:p>")),
        # The new name goes where most of the old one was; the space that Word would leave out is not put there.
        ("docx-text", docx(f"<w:p>{run('So ink')}{run(' cloud')}{run(' fell.')}</w:p>"),
         docx(f"<w:p>{run('So ')}{run('Moyun')}{run(' fell.')}</w:p>")),
        ("docx-text", docx(f"<w:p>{run('He left,', space=False)}{run('then he came', space=False)}</w:p>"),
         docx(f"<w:p>{run('He left,', space=False)}{run('then he came', space=False)}</w:p>")),
        ("odt-text", odt("<text:p>So <text:span>mo</text:span>yun fell ，he said.</text:p>"),
         odt("<text:p>So <text:span>Mo</text:span>yun fell, he said.</text:p>")),
        ("fb2", fb2("<p>At moyun &amp; R .</p>"), fb2("<p>At Moyun &amp; R.</p>")),
        ("xliff", xliff(unit("At moyun &amp; <g id='1'>R</g> .")), xliff(unit("At Moyun &amp; <g id='1'>R</g>."))),
        ("tmx", TMX.replace("left", "left moyun"), TMX.replace("left", "left Moyun")),
        ("po", PO.replace("one %d", "on moyun, %d"), PO.replace("one %d", "on Moyun, %d")),
        ("po", PO.replace('"many "\n', '"at ink "\n"cloud "\n'), PO.replace('"many "\n', '"at "\n"Moyun "\n')),
        ("csv", CSV.replace("to\nhim", "to moyun ，yes"), CSV.replace("to\nhim", "to Moyun, yes")),
        ("csv", CSV.replace("he left", "he left moyun ，yes"), CSV.replace("he left", "he left Moyun ，yes")),
    ],
)  # fmt: skip
def test_what_cleaning_comes_to(fmt: str, before: str, after: str) -> None:
    assert clean(before, fmt).revised == after


def tags(source: str) -> list[str]:
    """The tags of well-formed XML."""
    return [t.kind.value + t.name for t in xml_tokens(source, {W: "w"}) if t.kind in (Kind.OPEN, Kind.CLOSE)]


def po_frame(source: str) -> list[str]:
    """All but the translations, and how many lines they have."""
    return [line if line.startswith(("#", "msgid", "msgctxt")) else "" for line in source.split("\n")]


def csv_frame(source: str) -> list[list[str]]:
    """All but the text of a table, as the standard library reads it."""
    return [row[:2] + [""] * len(row[2:]) for row in csv.reader(io.StringIO(source, newline=""))]


def po_string(text: str) -> str:
    """Text as a string of a catalogue."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '\\n"\n"') + '"'


TEXTS = st.lists(PROSE, min_size=1, max_size=4)
MAKERS: dict[str, tuple[Callable[[list[str]], str], Callable[[str], object]]] = {
    "docx-text": (lambda texts: docx(f"<w:p>{''.join(run(t, space=len(t) % 2 == 0) for t in texts)}</w:p>"), tags),
    "odt-text": (lambda texts: odt(f"<text:p>{'<text:span>x</text:span>'.join(map(escape, texts))}</text:p>"), tags),
    "fb2": (lambda texts: fb2("".join(f"<p>{escape(t)}<strong>a</strong></p>" for t in texts)), tags),
    "xliff": (lambda texts: xliff("".join(unit(f"{escape(t)}<x id='1'/>a") for t in texts)), tags),
    "tmx": (lambda texts: TMX.replace("left", "".join(map(escape, texts))), tags),
    "po": (lambda texts: PO_HEAD + "".join(f'msgid "moyun"\nmsgstr {po_string(t)}\n\n' for t in texts), po_frame),
    "csv": (
        lambda texts: "id,source,translation\r\n"
        + "".join(f"{n},原文," + (f'"{t}"'.replace('"', '""')[1:-1] if '"' in t else t) + "\r\n" for n, t in enumerate(
            t.replace(",", ";") for t in texts)),
        csv_frame,
    ),
}  # fmt: skip


@pytest.mark.parametrize("fmt", MAKERS)
@settings(max_examples=60)
@given(data=st.data(), texts=TEXTS)
def test_edits_keep_what_is_no_text(fmt: str, data: st.DataObject, texts: list[str]) -> None:
    make, frame = MAKERS[fmt]
    check_edit(data, make(texts), fmt, frame, careless=True)


@pytest.mark.parametrize("fmt", MAKERS)
@settings(max_examples=25)
@given(texts=TEXTS)
def test_cleaning_keeps_what_is_no_text(fmt: str, texts: list[str]) -> None:
    make, frame = MAKERS[fmt]
    source = make(texts)
    assert frame(clean(source, fmt).revised) == frame(source)


def test_documents_open_to_their_texts() -> None:
    word = zipped({"[Content_Types].xml": "<Types/>", "word/footnotes.xml": docx(""), "word/document.xml": docx("")})
    assert [part.name for part in open_docx(word).parts()] == ["word/document.xml", "word/footnotes.xml"]
    changed = open_docx(word).packed({"word/document.xml": b"<x/>"})
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        assert archive.read("word/document.xml") == b"<x/>"
    text = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": odt("")})
    assert [part.name for part in open_odt(text).parts()] == ["content.xml"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({"a": ""}), "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "password, or an old"),
        (zipped({"word/document.xml": "", "_xmlsignatures/sig1.xml": ""}), "signed"),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        open_docx(data)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a": ""}, "not an OpenDocument"),
        ({"content.xml": "", "META-INF/documentsignatures.xml": ""}, "signed"),
        ({"content.xml": "", "META-INF/manifest.xml": "<manifest:encryption-data/>"}, "password"),
    ],
)
def test_what_is_no_open_document_is_refused(members: dict[str, str], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        open_odt(zipped(members))


def test_what_is_no_catalogue_or_table_is_refused() -> None:
    with pytest.raises(DocumentError, match="line 2"):
        format_named("po").parse('msgid "a"\nmsgstr a\n')
    with pytest.raises(DocumentError, match="quotes in line 1"):
        format_named("csv").parse('a,"b\n')


@pytest.mark.parametrize("fmt", ["po", "csv", "tsv"])
@pytest.mark.parametrize("fragment", ['"', '""', ",", "\\", '"\n', 'msgstr ""\n"a"\n', "a,b c\n", "\t"])
def test_hostile_tables(fmt: str, fragment: str) -> None:
    source = fragment * (100_000 // len(fragment))
    with cpu_limit(10, f"{len(source)} characters of {fragment!r}"), contextlib.suppress(DocumentError):
        format_named(fmt).parse(source)
