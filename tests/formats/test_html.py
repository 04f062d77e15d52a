"""HTML and XHTML: what is prose, what stays, and that edits keep the markup."""

from __future__ import annotations

import html.parser
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.core.mapping import Mapping
from cleanup.core.model import OBJECT, Edit, Span
from cleanup.errors import DocumentError
from cleanup.formats.html import parse, parse_xhtml
from cleanup.formats.markup.html import html_tokens
from cleanup.formats.markup.tokens import Kind
from cleanup.formats.markup.xml import xml_tokens
from tests.cpu_limit import cpu_limit
from tests.formats.dressed import PROSE, check, check_edit, clean


def blocks(source: str) -> list[str]:
    """The prose of each block, with its kind unless it is a paragraph."""
    document = parse(source)
    check(document, source)
    return [
        ("" if kind == "paragraph" else f"{kind.value}: ") + document.prose[start:end]
        for (start, end), kind in document.blocks
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One</p><p>Two", ["One", "Two"]),
        ("One<p>Two", ["One", "Two"]),
        ("<div>One <p>Two</p> three</div>", ["One", "Two", "three"]),
        ("<p>O<b>n</b>e <i> t</i>wo\n  three </p>", ["One two three"]),
        ("<h2>One</h2><ul><li>Two<li><p>Three</ul><p>Four", ["heading: One", "item: Two", "item: Three", "Four"]),
        ("<table><tr><td>a<td>b</table>c", ["cell: a", "cell: b", "c"]),
        ("<p>&ldquo;R&amp;D&rdquo; &#65; &#x42; &bogus; R&D AT&T; &", ["“R&D” A B &bogus; R&D AT&T; &"]),
        ("<p>&nbsp;&emsp;One&nbsp;two&nbsp;</p>", ["One\xa0two"]),
        ("<p>One,<br>two.<br/>Three<br><br>Four</p>", ["One,\ntwo.", "Three", "Four"]),
        ("<p>a <code>b<i>c</i></code> <img src=x alt='E f'> g</p>h", [f"a {OBJECT} {OBJECT} g", "caption: E f", "h"]),
        ("<p>a<script>b('<p>')</script><style>c</style>d<!-- e --><?f?><!g>h", ["adh"]),
        ("<p>A<sup>1</sup> left<sup>th</sup><a href='#n'>[2]</a> at <a>5</a>.", [f"A{OBJECT} leftth{OBJECT} at 5."]),
        ("<p>See http://a.com/?b=1&amp;c=<b>2</b> and <b>go</b>.com", [f"See {OBJECT} and {OBJECT}"]),
        ("<p><ruby>牧<rp>(</rp><rt>mù</rt><rp>)</rp></ruby> left", ["牧 left"]),
        ("<p lang=zh>原文<p>Text <i lang='zh-CN'>原</i>, <i lang=en-GB>x</i>", [f"Text {OBJECT}, x"]),
        ("<html lang=zh><body lang=zh><p>Text", ["Text"]),
        ("<p hidden>a</p><p style='color:red; display: none'>b</p><p translate=no>c</p><p>d", ["d"]),
        ("<title>A &amp; <b></title>c", ["caption: A & <b>", "c"]),
        ("<p>extra&shy;ordinary", ["extraordinary"]),
        ("<a title='One &quot;two&quot;'>three</a>", ["three", 'caption: One "two"']),
        ("a < b <3 c </ d <p", ["a < b <3 c"]),
        ("<svg><text>a</text></svg>b<pre>c</pre>d", [f"{OBJECT}b", "d"]),
        ("<p><code>never closed<p>Two", [OBJECT, "Two"]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_prose(source: str, expected: list[str]) -> None:
    assert blocks(source) == expected


def test_what_says_that_it_is_xml_is_read_as_such() -> None:
    start = '<html xmlns="http://www.w3.org/1999/xhtml">'
    assert parse(f"{start}<p>a<![CDATA[<b>]]></p></html>").prose == "a<b>"
    assert parse(f"{start}<p>a<![CDATA[<b>]]></html>").prose == "a"
    assert parse_xhtml("<p>a&nbsp;b&hellip;</p>").prose == "a\xa0b…"


def test_tags_between_lines_never_go_with_them() -> None:
    """Taking out the first line with its end would take ``</div><p>`` out, too, and leave ``</p>`` behind."""
    mapping = Mapping(parse("<div>One</div><p>Two</p>"))
    assert mapping.edits(Edit(Span(0, 4), "")) is None


def test_entities_made_of_entities_are_refused() -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>'
    with pytest.raises(DocumentError, match="made of others"):
        parse_xhtml(bomb)
    assert parse_xhtml('<!DOCTYPE p [<!ENTITY a "aaaa">]><p>b &a; c</p>').prose == f"b {OBJECT} c"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Then <b>“</b>moyun fell .</p>", "<p>Then <b>“</b>Moyun fell.</p>"),
        ("<p>So <i>mo</i>yun fell.</p>", "<p>So <i>Mo</i>yun fell.</p>"),
        ("<p>Elder <i>Martial</i> Brother Gao left.</p>", "<p><i>Senior</i> Brother Gao left.</p>"),
        ("<p>He left&amp;amp;came</p>", "<p>He left&amp;came</p>"),
        ("<p>He met ink cloud&#8217;s lord ，too</p>", "<p>He met Moyun&#8217;s lord, too</p>"),
        ("<p>&#8220;Yes,&#8221; he said. ”No,“ she said.</p>", "<p>&#8220;Yes,&#8221; he said. “No,” she said.</p>"),
        ("<p>&ldquo;Yes,&ldquo; he said.</p>", "<p>&ldquo;Yes,&rdquo; he said.</p>"),
        ("<p>&#x201C;Yes,&#x201C; he said.</p>", "<p>&#x201C;Yes,&#x201D; he said.</p>"),
        ('<p title="moyun fell">x</p>', '<p title="Moyun fell">x</p>'),
        ("<p><code>moyun</code> http://moyun.com</p>", "<p><code>moyun</code> http://moyun.com</p>"),
        ("<!-- cleanup: off --><p>at moyun</p><!-- cleanup: on --><p>at moyun</p>",
         "<!-- cleanup: off --><p>at moyun</p><!-- cleanup: on --><p>at Moyun</p>"),
    ],
)  # fmt: skip
def test_what_cleaning_comes_to(source: str, expected: str) -> None:
    assert clean(source, "html").revised == expected


INLINE = st.sampled_from(
    ["<i>", "</i>", "<b class='x'>", "</b>", "<br/>", "<br/>\n", "<img alt='Mo Yun'/>", "<!-- c -->"]
)
CHARACTERS = st.sampled_from(["&amp;", "&lt;", "&#8220;", "&#x201D;", "&nbsp;", "&hellip;", "&amp;amp;"])
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<li>", "<h1>", "</h1>", "<td>", "<sup>1</sup>", "<code>x</code>"]
)
CARELESS = st.lists(
    st.one_of(PROSE, INLINE, CHARACTERS, TAGS, st.sampled_from(["<", "&", "<p", "</", "<!", "<!--", "<a b='"]))
).map("".join)
"""HTML as careless people write it."""


@st.composite
def well_formed(draw: st.DrawFn, depth: int = 3) -> str:
    """The content of an element, as XML."""
    parts: list[str] = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 4)) if depth else 0
        if kind == 0:
            parts.append(draw(PROSE))
        elif kind == 1:
            parts.append(draw(CHARACTERS))
        elif kind == 2:
            name = draw(st.sampled_from(["i", "b", "span", "a", "sup", "code", "ruby", "rt"]))
            parts.append(f"<{name}>{draw(well_formed(depth=depth - 1))}</{name}>")
        elif kind == 3:
            name = draw(st.sampled_from(["p", "div", "h1", "li", "td", "blockquote"]))
            parts.append(f"<{name}>{draw(well_formed(depth=depth - 1))}</{name}>")
        else:
            parts.append(
                draw(st.sampled_from(["<br/>", "<img alt='Mo Yun ,'/>", "<!-- c -->", "<![CDATA[ink <b> ,]]>"]))
            )
    return "".join(parts)


DOCUMENTS = well_formed().map(
    lambda body: f'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
)


def markup(source: str) -> list[str]:
    """The tags of a source, without the values of attributes that are prose."""
    tokens = html_tokens(source)
    return [token.kind.value + token.name for token in tokens if token.kind in (Kind.OPEN, Kind.CLOSE)]


def xml_markup(source: str) -> list[str]:
    """The tags of a well-formed source; raises DocumentError when it is not."""
    return [
        token.kind.value + token.name
        for token in xml_tokens(source, named=True)
        if token.kind in (Kind.OPEN, Kind.CLOSE)
    ]


@given(st.data(), CARELESS)
def test_edits_keep_the_tags_of_careless_html(data: st.DataObject, source: str) -> None:
    check_edit(data, source, "html", markup, careless=True)


@given(st.data(), DOCUMENTS)
def test_edits_keep_xhtml_well_formed(data: st.DataObject, source: str) -> None:
    check_edit(data, source, "html", xml_markup)


@settings(max_examples=60)
@given(DOCUMENTS)
def test_cleaning_keeps_xhtml_well_formed(source: str) -> None:
    assert xml_markup(clean(source, "html").revised) == xml_markup(source)


@settings(max_examples=60)
@given(CARELESS)
def test_cleaning_keeps_the_tags_of_careless_html(source: str) -> None:
    assert markup(clean(source, "html").revised) == markup(source)


class _Oracle(html.parser.HTMLParser):
    """What the standard library makes of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(DOCUMENTS)
def test_the_text_is_what_other_parsers_read(source: str) -> None:
    read: list[str] = []
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)
    parser.CharacterDataHandler = read.append
    parser.Parse(source, True)
    ours = "".join(
        source[token.start : token.end] if token.kind in (Kind.TEXT, Kind.CDATA) else token.name
        for token in xml_tokens(source)
        if token.kind in (Kind.TEXT, Kind.CDATA, Kind.REFERENCE)
    )
    assert ours == "".join(read)


@given(well_formed())
def test_well_formed_html_is_what_the_standard_library_reads(source: str) -> None:
    source = source.replace("<![CDATA[ink <b> ,]]>", "")
    oracle = _Oracle()
    oracle.feed(source)
    oracle.close()
    ours = "".join(
        source[token.start : token.end] if token.kind is Kind.TEXT else token.name
        for token in html_tokens(source)
        if token.kind in (Kind.TEXT, Kind.REFERENCE)
    )
    assert ours == oracle.text


@pytest.mark.parametrize(
    "fragment",
    ["<", "<!--", "<a ", "<a b='", '<a b="', "<a =", "&", "&#", "&a", "</", "<p>", "<div>", "<i>", "</p></i>", "<sup>",
     "<sup>1</sup>", "<code>", "<p lang=zh>", "<br>", " \n", "<title>", "<script>", "<![CDATA[", "<?",
     "<a title='x y'>", "\xa0", "&nbsp;"],
)  # fmt: skip
def test_hostile_html(fragment: str) -> None:
    source = fragment * (200_000 // len(fragment))
    with cpu_limit(10, f"{len(source)} characters of {fragment!r}"):
        parse(source)
