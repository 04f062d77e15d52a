"""Random documents of every format, with everything that its markup has: what a book, a table or a script may look like.

Each maker takes a random generator and a source of damaged sentences, and gives a well-formed document.
"""

from __future__ import annotations

import csv
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from tests.benchmarks.mutants import PIECES, mutated
from tests.formats.books import CONTAINER, contents, package

Prose = Callable[[], str]
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class Maker:
    """Makes documents. Of one seed it always makes the same."""

    def __init__(self, seed: int, sentences: list[str]) -> None:
        self.chosen = random.Random(seed)
        self._sentences = sentences

    def prose(self) -> str:
        """One to three sentences in one line, mostly damaged."""
        text = " ".join(self.chosen.choices(self._sentences, k=self.chosen.choice([1, 1, 2, 3])))
        if self.chosen.random() < 0.7:
            text = mutated(text, self.chosen, PIECES)
        return " ".join(text.translate(_NOT_XML).split("\n")).replace("\r", " ")

    def some(self, most: int, least: int = 1) -> range:
        """A few; mostly one or two, so that many documents can be made."""
        return range(self.chosen.randint(least, most if self.maybe(0.15) else min(most, least + 1)))

    def maybe(self, chance: float = 0.2) -> bool:
        """True now and then."""
        return self.chosen.random() < chance

    def cut(self, text: str, most: int = 4) -> list[str]:
        """A text in some pieces."""
        places = sorted(self.chosen.randrange(len(text) + 1) for _ in range(self.chosen.randint(0, most)))
        return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]

    def written(self, text: str, *, named: bool = False, cdata: bool = True) -> str:
        """Text as XML may write it: with references, and in CDATA sections."""
        done: list[str] = []
        style = self.chosen.randrange(5)
        for piece in self.cut(text, 2):
            if cdata and self.maybe(0.05) and "]]>" not in piece:
                done.append(f"<![CDATA[{piece}]]>")
                continue
            out = escape(piece)
            if style == 1:
                out = "".join(f"&#{ord(c)};" if c in "‘’“”—…\u00a0" else c for c in out)
            elif style == 2:
                out = "".join(f"&#x{ord(c):x};" if c > "\x7f" else c for c in out)
            elif style == 3 and named:
                out = out.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("’", "&rsquo;").replace("…", "&hellip;")
            if self.maybe(0.05):
                out = out.replace("\u00a0", " ").replace(" ", "\n  ", 1)
            done.append(out)
        return "".join(done)


def _html_inline(make: Maker, text: str, depth: int = 0) -> str:
    done = []
    for piece in make.cut(text, 3):
        out = make.written(piece, named=True, cdata=False)
        match make.chosen.randrange(14):
            case 0 | 1 if depth < 3:
                tag = make.chosen.choice(["i", "b", "em", "strong", "span", "a", "u", "small"])
                more = make.chosen.choice(["", ' class="x"', ' title="A title , of letao"', ' id="n1"'])
                out = f"<{tag}{more}>{_html_inline(make, piece, depth + 1)}</{tag}>"
            case 2:
                out += make.chosen.choice(["<br/>", "<!-- a -- note -->".replace(" -- ", " "), "<?pi x?>", "<wbr/>", "&#173;"])
            case 3:
                out += '<img src="a.png" alt="The seal ,of letao"/>'
            case 4:
                out += "<ruby>李牧<rp>(</rp><rt>Li Mu</rt><rp>)</rp></ruby>"
            case 5:
                out += '<sup><a href="#n">[1]</a></sup>'
            case 6:
                out += f'<code>{make.written(piece[:9], cdata=False)}</code>'
            case 7:
                out += '<span lang="fr">Il dit ,« non »</span>'
            case 8:
                out += '<span style="display:none">hidden ,text</span>'
        done.append(out)
    return "".join(done)


def _html_blocks(make: Maker) -> str:
    done = []
    for _ in make.some(6):
        inside = _html_inline(make, make.prose())
        match make.chosen.randrange(12):
            case 0:
                done.append(f"<h2>{inside}</h2>")
            case 1:
                done.append(f"<ul><li>{inside}</li><li><p>{_html_inline(make, make.prose())}</p></li></ul>")
            case 2:
                done.append(f"<table><tr><td>{inside}</td><th>{_html_inline(make, make.prose())}</th></tr></table>")
            case 3:
                done.append(f"<blockquote>{inside}<p>{_html_inline(make, make.prose())}</p></blockquote>")
            case 4:
                done.append(f"<pre>{inside}</pre><script>if (a &amp;&amp; b) x ,y</script><style>p {{}}</style>")
            case 5:
                done.append(f"<div>{inside}<div>{_html_inline(make, make.prose())}</div>{inside}</div>")
            case 6:
                done.append("<p></p><p>  </p><hr/><p>&#160;</p>")
            case _:
                done.append(f"<p>{inside}</p>")
    return make.chosen.choice(["\n", "", "\n  ", "\r\n"]).join(done)


def xhtml(make: Maker) -> str:
    """A chapter."""
    head = make.chosen.choice(['<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n', "<!DOCTYPE html>\n", ""])
    space = ' xmlns="http://www.w3.org/1999/xhtml"'
    title = make.written(make.prose(), cdata=False)
    return f"{head}<html{space}><head><title>{title}</title></head><body>{_html_blocks(make)}</body></html>\n".replace(
        "&ldquo;", "&#8220;").replace("&rdquo;", "&#8221;").replace("&rsquo;", "&#8217;").replace("&hellip;", "&#8230;")  # fmt: skip


def html(make: Maker) -> str:
    """A page as people write them: end tags left out, attributes bare, tags crossed."""
    text = f"<html><body>{_html_blocks(make)}</body></html>"
    for _ in make.some(4, 0):
        old, new = make.chosen.choice(
            [("</p>", ""), ("</li>", ""), ("<p>", "<P>"), ("</i>", "</b>"), ('class="x"', "class=x"), ("<br/>", "<br>"),
             ("</td>", ""), ("<b>", "<b><i>"), ("&amp;", "&"), ("<p>", "<p align=left>"), ("</html>", ""), ("<div>", "")]
        )  # fmt: skip
        text = text.replace(old, new, make.chosen.choice([1, -1]))
    return text


def ncx(make: Maker) -> str:
    """A table of contents."""
    return contents([make.written(make.prose(), cdata=False) for _ in make.some(5)])["OEBPS/toc.ncx"]


def fb2(make: Maker) -> str:
    """A FictionBook."""
    body = []
    for _ in make.some(6):
        inside = "".join(
            make.chosen.choice(["{}", "{}", "<emphasis>{}</emphasis>", "<strong><emphasis>{}</emphasis></strong>",
                                '<a l:href="#n1" type="note">[1]</a>{}', "<!-- c -->{}", "<code>{}</code>"])
            .format(make.written(piece))
            for piece in make.cut(make.prose())
        )  # fmt: skip
        body.append(make.chosen.choice(["<p>{}</p>", "<p>{}</p>", "<subtitle>{}</subtitle>", "<empty-line/><p>{}</p>",
                                        "<title><p>{}</p></title>", "<poem><stanza><v>{}</v></stanza></poem>"]).format(inside))  # fmt: skip
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><annotation><p>A book ,of letao</p></annotation>'
        f'</title-info></description><body><section>{"".join(body)}</section></body>'
        '<binary id="x" content-type="image/png">AAAA</binary></FictionBook>'
    )


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PROPERTIES = ["", "", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:lang w:val="en-US"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>"]


def _run(make: Maker, text: str, tag: str = "w:t") -> str:
    keep = ' xml:space="preserve"' if make.maybe(0.8) else ""
    return f"<w:r>{make.chosen.choice(_PROPERTIES)}<{tag}{keep}>{make.written(text)}</{tag}></w:r>"


def _docx_paragraph(make: Maker) -> str:
    done = [make.chosen.choice(["", "", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
                                "<w:pPr><w:numPr/><w:rPr><w:b/></w:rPr></w:pPr>"])]  # fmt: skip
    for piece in make.cut(make.prose(), 5):
        run = _run(make, piece)
        by = 'w:id="7" w:author="A &amp; B" w:date="2024-01-01T00:00:00Z"'
        match make.chosen.randrange(16):
            case 0:
                run = f'<w:hyperlink w:anchor="x">{run}</w:hyperlink>'
            case 1:
                run = f"<w:ins {by}>{run}</w:ins>"
            case 2:
                run += f"<w:del {by}>{_run(make, make.prose()[:20], 'w:delText')}</w:del>"
            case 3:
                run += '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>' \
                       f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(make, "1 ,2")}' \
                       '<w:r><w:fldChar w:fldCharType="end"/></w:r>'  # fmt: skip
            case 4:
                run += "<w:r><w:tab/><w:t>x</w:t><w:br/><w:t>The the</w:t></w:r>"
            case 5:
                run = f'<w:bookmarkStart w:id="1" w:name="a"/>{run}<w:bookmarkEnd w:id="1"/><w:proofErr w:type="x"/>'
            case 6:
                run += '<w:r><w:footnoteReference w:id="2"/></w:r>'
            case 7:
                run = f"<w:smartTag>{run}</w:smartTag><w:sdt><w:sdtPr><w:alias w:val='x ,y'/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
            case 8:
                run = f'<w:fldSimple w:instr="DATE">{_run(make, "1 May ,2")}</w:fldSimple>{run}'
            case 9:
                run = f'<w:commentRangeStart w:id="3"/>{run}<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'
        done.append(run)
    return f"<w:p>{''.join(done)}</w:p>"


def docx_text(make: Maker) -> str:
    """The text of a Word document."""
    body = []
    for _ in make.some(5):
        paragraph = _docx_paragraph(make)
        if make.maybe():
            cell = f"<w:tc><w:tcPr/>{_docx_paragraph(make)}</w:tc>"
            paragraph = f"<w:tbl><w:tr>{cell}<w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
        body.append(paragraph)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{_W}"><w:body>{"".join(body)}'
        "<w:sectPr/></w:body></w:document>"
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt_text(make: Maker) -> str:
    """The text of an OpenDocument text."""
    body = []
    for _ in make.some(6):
        inside = "".join(
            make.chosen.choice(
                ["{}", "{}", '<text:span text:style-name="T1">{}</text:span>', "{}<text:s/>", "{}<text:tab/>",
                 '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x">{}</text:a>', "{}<text:line-break/>",
                 '{}<text:note text:id="f1"><text:note-citation>1</text:note-citation><text:note-body><text:p>A note ,of '
                 "letao</text:p></text:note-body></text:note>", "<text:change-start text:change-id='c'/>{}",
                 "{}<office:annotation><text:p>Why ,so</text:p></office:annotation>", "<text:soft-page-break/>{}"]
            ).format(make.written(piece))
            for piece in make.cut(make.prose())
        )  # fmt: skip
        body.append(make.chosen.choice(["<text:p>{}</text:p>", '<text:h text:outline-level="1">{}</text:h>',
                                        "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
                                        "<table:table><table:table-row><table:table-cell><text:p>{}</text:p>"
                                        "</table:table-cell></table:table-row></table:table>"]).format(inside))  # fmt: skip
    return (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
        f'xmlns:table="{_ODF}:table:1.0"><office:body><office:text>{"".join(body)}</office:text></office:body>'
        "</office:document-content>"
    )


def _cue_text(make: Maker, tags: list[tuple[str, str]], line: str) -> str:
    text = make.prose().replace("-->", "->").replace("{", "(").replace("}", ")").replace("<", "(").replace("&", "and")
    text = " ".join(text.split()) or "Yes."
    if make.maybe(0.4):
        start, end = make.chosen.choice(tags)
        a, *b = make.cut(text, 2)
        text = a + start + (b[0] if b else "x") + end + "".join(b[1:])
    if make.maybe(0.4):
        text = text.replace(" ", line, 1)
    return text


def _clock(seconds: float, mark: str) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}{mark}{int(seconds * 1000) % 1000:03}"


def srt(make: Maker) -> str:
    """SubRip subtitles."""
    end = make.chosen.choice(["\n", "\n", "\r\n"])
    done, now = [], 0.0
    for number in make.some(8):
        now += make.chosen.choice([0.0, 0.1, 5.0])
        text = _cue_text(make, [("<i>", "</i>"), ("{\\an8}", ""), ('<font color="red">', "</font>")], "\n")
        done.append(f"{number + 1}\n{_clock(now, ',')} --> {_clock(now + 2, ',')}\n{text}\n")
        now += 2
    return ("\n".join(done) + "\n").replace("\n", end)


def vtt(make: Maker) -> str:
    """WebVTT subtitles."""
    done, now = ["WEBVTT - a ,b\n", "STYLE\n::cue { color: red }\n", "NOTE letao ,said\n"][: make.chosen.randint(1, 3)], 0.0
    for number in make.some(8):
        tags = [("<i>", "</i>"), ("<v Li Mu>", "</v>"), ("<c.loud>", "</c>"), ("<00:00:01.000>", ""), ("&amp;", "&lt;")]
        name = f"cue {number}\n" if make.maybe() else ""
        settings = " align:start line:0" if make.maybe() else ""
        text = _cue_text(make, tags, "\n")
        done.append(f"{name}{_clock(now, '.')} --> {_clock(now + 2, '.')}{settings}\n{text}\n")
        now += 2.5
    return "\n".join(done)


def ass(make: Maker) -> str:
    """SubStation Alpha subtitles."""
    lines = []
    for number in make.some(8):
        text = _cue_text(make, [("{\\i1}", "{\\i0}"), ("{\\pos(1,2)\\c&HFFFFFF&}", ""), ("{\\k20}", "")], "\\N")
        kind = make.chosen.choice(["Dialogue", "Dialogue", "Comment"])
        lines.append(f"{kind}: 0,0:00:{2 * number:02}.00,0:00:{2 * number + 2:02}.00,Default,Li Mu,0,0,0,,{text}")
    lines.append("Dialogue: 0,0:00:40.00,0:00:42.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0 100 100{\\p0}")
    return (
        "[Script Info]\n; a comment ,of letao\nTitle: letao ,x\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\n"
        "Style: Default,Arial\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        + "\n".join(lines) + "\n"
    )  # fmt: skip


def lrc(make: Maker) -> str:
    """Lyrics."""
    lines = [f"[{n:02}:00.00]" + _cue_text(make, [("<00:01.00>", "")], " ").replace("[", "(").replace("]", ")") for n in make.some(9)]
    return "[ti:letao ,x]\n" + "\n".join(lines) + "\n"


_CODES = ["\\N[1]", "\\C[2]", "{name}", "%s", "%d", "<br>", "\\\\.", "{{count}}", "%(x)s", "\n", "\\n", "<b>", "\t", '"', "\\"]


def _string(make: Maker) -> str:
    text = make.prose()
    for _ in make.some(3, 0):
        at = make.chosen.randrange(len(text) + 1)
        text = text[:at] + make.chosen.choice(_CODES) + text[at:]
    return text


def json_table(make: Maker) -> str:
    """A table of strings: of a game, a program, a translator."""
    match make.chosen.randrange(5):
        case 0:
            value: object = {f"原文{n}": _string(make) for n in make.some(6)}
        case 1:
            value = [{"name": make.chosen.choice(["Li Mu", "letao"]), "message": _string(make), "id": n, "file": "a ,b"}
                     for n in make.some(6)]  # fmt: skip
        case 2:
            value = {"menu": {"title": _string(make), "items": [_string(make), 1.50, None, True]}, "version": "1 ,2"}
        case 3:
            value = {"events": [{"list": [{"code": 401, "indent": 0, "parameters": [_string(make)]} for _ in make.some(3)]
                                 + [{"code": 102, "parameters": [[_string(make), _string(make)], 0]},
                                    {"code": 355, "parameters": ["var a = 'x ,y'"]}]}]}  # fmt: skip
        case _:
            value = [_string(make) for _ in make.some(6)]
    text = json.dumps(value, ensure_ascii=make.maybe(0.5), indent=make.chosen.choice([None, None, 0, 2, 4]))
    return text.replace("/", "\\/") if make.maybe(0.1) else text


def jsonl(make: Maker) -> str:
    """JSON Lines."""
    return "".join(json.dumps({"id": n, "src": "原文", "message": _string(make)}, ensure_ascii=make.maybe(0.5)) + "\n"
                   for n in make.some(6))  # fmt: skip


def _rows(make: Maker, delimiter: str) -> str:
    target = io.StringIO(newline="")
    style = make.chosen.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    writer = csv.writer(target, delimiter=delimiter, quoting=style, lineterminator=make.chosen.choice(["\n", "\r\n"]))
    writer.writerow(["id", "source", "translation", "note"])
    for number in make.some(6):
        writer.writerow([number, "原文 ,x", _string(make), "a ,b"])
    return target.getvalue()


_CODE = ['    $ x = "a ,b"', '    old "a ,b"', '    # e "a ,b"', "    menu:", '    image bg = "a ,b.png"']


def renpy(make: Maker) -> str:
    """A script."""
    lines = ["label start:"]
    for _ in make.some(8):
        text = make.prose().replace("\\", "").replace('"', '\\"').replace("[", "(").replace("]", ")").replace("{", "(")
        text = text.replace("}", ")").replace("%", "")
        if make.maybe(0.4):
            at = text.find(" ")
            text = text[:at] + make.chosen.choice([" [mc_name]", "{i}", "{w=0.5}", "\\n", "{p}"]) + text[at:] if at > 0 else text
        who = make.chosen.choice(["", "e ", "e happy ", "new "])
        lines.append(f'    {who}"{text}"{make.chosen.choice(["", "", " with dissolve", " nointeract"])}')
        lines.append(make.chosen.choice(_CODE))
    return "\n".join(lines) + "\n"


_PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def _po_string(make: Maker, text: str) -> str:
    written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    if make.maybe(0.6):
        return f'"{written}"'
    words = written.split(" ")
    lines = [" ".join(words[n : n + 8]) + " " for n in range(0, len(words), 8)]
    return '""\n' + "\n".join(f'"{line}"' for line in [*lines[:-1], lines[-1][:-1]])


def po(make: Maker) -> str:
    """A catalogue."""
    done = [_PO]
    for number in make.some(7):
        head = make.chosen.choice(["", "#: a.c:1\n", "#, fuzzy\n", "#, c-format\n", "# a note ,of letao\n", "#. x\n#| msgid \"o ,p\"\n"])
        context = f'msgctxt "c{number} ,x"\n' if make.maybe() else ""
        text = make.prose().replace("%", "")
        if make.maybe(0.15):
            done.append(f'{head}{context}msgid "one {number} ,x"\nmsgid_plural "%d x"\nmsgstr[0] {_po_string(make, text)}\n'
                        f"msgstr[1] {_po_string(make, make.prose().replace('%', ''))}\n")  # fmt: skip
        else:
            done.append(f'{head}{context}msgid "m{number} ,x"\nmsgstr {_po_string(make, text)}\n')
    done.append('#~ msgid "old ,x"\n#~ msgstr "letao ,x"\n')
    return "\n".join(done)


def _coded(make: Maker) -> str:
    return "".join(
        make.chosen.choice(["{}", "{}", '<g id="1">{}</g>', '<x id="2"/>{}', '<ph id="3">&lt;br/&gt;</ph>{}',
                            '<bpt id="4">&lt;b&gt;</bpt>{}<ept id="4">&lt;/b&gt;</ept>', '<mrk mtype="seg" mid="1">{}</mrk>'])
        .format(make.written(piece))
        for piece in make.cut(make.prose(), 3)
    )  # fmt: skip


_UNIT = ["", "", 'translate="no"', 'approved="yes"']
_STATE = ["", ' state="translated"', ' state="final"']


def xliff(make: Maker) -> str:
    """XLIFF 1.2 or 2."""
    if make.maybe(0.5):
        units = "".join(
            f'<trans-unit id="{n}" {make.chosen.choice(_UNIT)}><source>原文 ,x</source>'
            f'<target{make.chosen.choice(_STATE)}>{_coded(make)}</target>'
            "<note>letao ,x</note><alt-trans><target>letao ,x</target></alt-trans></trans-unit>"
            for n in make.some(6)
        )  # fmt: skip
        return ('<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file '
                f'source-language="zh" target-language="en" original="a" datatype="plaintext"><body>{units}</body></file></xliff>')  # fmt: skip
    units = "".join(
        f'<unit id="{n}"><segment{make.chosen.choice(_STATE)}><source>原文</source><target>'
        f'{make.written(make.prose())}<pc id="1">{make.written(make.prose())}</pc><ph id="2"/></target></segment></unit>'
        for n in make.some(6)
    )
    return ('<xliff version="2.0" srcLang="zh" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0">'
            f'<file id="f">{units}</file></xliff>')  # fmt: skip


def tmx(make: Maker) -> str:
    """A translation memory."""
    units = "".join(
        f'<tu tuid="{n}"><prop type="x">letao ,x</prop><tuv xml:lang="zh"><seg>原文 ,x</seg></tuv>'
        f'<tuv xml:lang="en-US"><seg>{_coded(make)}</seg></tuv></tu>'
        for n in make.some(6)
    )
    return f'<?xml version="1.0"?><tmx version="1.4"><header srclang="zh"/><body>{units}</body></tmx>'


def xlsx_text(make: Maker) -> str:
    """The strings of a workbook."""
    items = "".join(
        make.chosen.choice(['<si><t xml:space="preserve">{}</t></si>', "<si><t>{}</t></si>",
                            "<si><r><rPr><b/></rPr><t>A man said </t></r><r><t>{}</t></r></si>",
                            "<si><t>{}</t><rPh sb=\"0\" eb=\"1\"><t>ri ,mu</t></rPh></si>"])
        .format(make.written(make.prose()))
        for _ in make.some(7)
    )  # fmt: skip
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1">{items}</sst>'


def markdown(make: Maker) -> str:
    """Markdown."""
    done = []
    for _ in make.some(6):
        text = "".join(make.chosen.choice(["{}", "{}", "**{}**", "*{}*", "`{}`", "[{}](a.md)", "{}[^1]"]).format(piece)
                       for piece in make.cut(make.prose()))  # fmt: skip
        done.append(make.chosen.choice(["{}", "{}", "# {}", "> {}", "- {}", "1. {}", "| {} | b |\n|---|---|\n| c | d |",
                                        "```\n{}\n```", "    {}", "<div>{}</div>"]).format(text))  # fmt: skip
    return "\n\n".join(done) + "\n"


def plain(make: Maker) -> str:
    """Plain text."""
    return make.chosen.choice(["\n", "\n\n", "\r\n\r\n"]).join(make.prose() for _ in make.some(7))


TEXTS: Mapping[str, Callable[[Maker], str]] = {
    "plain": plain, "markdown": markdown, "html": html, "xhtml": xhtml, "ncx": ncx, "fb2": fb2, "docx-text": docx_text,
    "odt-text": odt_text, "srt": srt, "vtt": vtt, "ass": ass, "lrc": lrc, "json": json_table, "jsonl": jsonl,
    "csv": lambda make: _rows(make, make.chosen.choice(",;")), "tsv": lambda make: _rows(make, "\t"), "renpy": renpy, "po": po,
    "xliff": xliff, "tmx": tmx, "xlsx-text": xlsx_text,
}  # fmt: skip
"""For each format of one text, what makes one."""


def packed(make: Maker, members: Mapping[str, str | bytes]) -> bytes:
    """An archive as programs write them: some members stored, extra fields, comments, descriptors after the data."""
    target = io.BytesIO()
    with zipfile.ZipFile(_Stream(target) if make.maybe(0.3) else target, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980 + make.chosen.randrange(60), 1, 1, 0, 0, 0))
            is_stored = name == "mimetype" or make.maybe()
            info.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            info.extra = struct.pack("<2H4s", 0x5455, 4, b"abcd") if make.maybe() and name != "mimetype" else b""
            info.comment = b"x" if make.maybe(0.1) else b""
            archive.writestr(info, content)
        archive.comment = b"a comment" if make.maybe(0.1) else b""
    return target.getvalue()


class _Stream(io.RawIOBase):
    """A target that cannot be sought in: sizes come after the data."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self._target.write(data)  # type: ignore[arg-type]


def _epub(make: Maker) -> bytes:
    pages = {f"OEBPS/ch{n}.xhtml": xhtml(make) for n in range(1, make.chosen.randint(1, 3) + 1)}
    names = [make.written(make.prose(), cdata=False) for _ in pages]
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package(names)}
    return packed(make, {**head, **contents(names), **pages, "OEBPS/a.css": "p {}", "OEBPS/i.png": b"\x89PNG\r\n\x1a\n"})


def _docx(make: Maker) -> bytes:
    notes = docx_text(make).replace("w:document", "w:footnotes").replace("<w:body>", '<w:footnote w:id="2">')
    notes = notes.replace("<w:sectPr/></w:body>", "</w:footnote>")
    return packed(make, {"[Content_Types].xml": "<Types/>", "word/document.xml": docx_text(make),
                         "word/footnotes.xml": notes, "word/styles.xml": f'<w:styles xmlns:w="{_W}"/>'})  # fmt: skip


def _odt(make: Maker) -> bytes:
    return packed(make, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": odt_text(make), "meta.xml": "<x/>"})


def _xlsx(make: Maker) -> bytes:
    return packed(make, {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>", "xl/sharedStrings.xml": xlsx_text(make)})


ARCHIVES: Mapping[str, Callable[[Maker], bytes]] = {"epub": _epub, "docx": _docx, "odt": _odt, "xlsx": _xlsx}
"""For each format of several texts, what makes one."""

