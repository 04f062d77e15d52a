"""What the fuzzer mutates and what it holds the results to: seeds of every format there is, made of prose."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from tests.formats.books import CONTAINER, contents, package, page, zipped
from tests.formats.test_documents import PO_HEAD, docx, fb2, odt, po_string, run, unit, xliff
from tests.formats.test_xlsx import strings, workbook

PIECES = [*"“”‘’\"'`´.,;:!?…—-–()[]{}*_#<>&@/\\|~ \t\n\r\u00a0\u200b\ufeff\u3000，。！？「」『』《》éüǚ李牧アムロ한글😀0123456789",
    "\r\n", "\n\n", "...", "。。。", "......", "”“", "“”", "''", "``", " ,", " .", "&amp;", "<b>", "</b>", "**", "```",
    "http://x.y/z", "a@b.co", "Mr. ", "said", "the the", "Li Muli", "letao", "<!-- cleanup: off -->",
    "%% cleanup: ignore\n", "\u0301", "\u202e", "â€™", "Ã©", "\ufffc", "(assassin)", "刺客(assassin)", "T/N: ",
]  # fmt: skip
DIRECTIVES = [
    "<!-- cleanup: off -->", "<!-- cleanup: on -->", "<!-- cleanup: ignore -->", "<!-- cleanup: ignore quotes -->",
    "<!-- cleanup: off names -->", "<!-- cleanup: on names -->", "<!-- cleanup: nonsense -->", "<!-- cleanup:",
    "%% cleanup: ignore\n", "%% cleanup: off\n", "%% cleanup: on\n", "%% cleanup: ignore casing, names\n",
    "\n%% cleanup: off quotes\n", "\n%% cleanup:\n", "-->", "%%", "cleanup: ignore",
]  # fmt: skip
SYNTAX = [
    *PIECES, "<i>", "</i>", "<br/>", "<p>", "</p>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "&#8217;", "&#x0;",
    "&nbsp;", "&lt;", "&nosuch;", "<script>", "</script>", "<pre>", "</pre>", "<rt>", "\\n", "\\N", "\\u201c", "\\", '"',
    "{\\i1}", "{", "}", "[00:01.00]", "00:00:01,000 --> 00:00:02,000", "\n\n7\n", "WEBVTT", "NOTE ", "Dialogue: ", ",",
    "\t", "%s", "{name}", "<0>", 'msgstr "', "#~ ", "\x00", "\ud7ff", "\U0010ffff", "<x id='1'/>", "<w:t>", "</w:t>",
]  # fmt: skip
TABLES = [
    "[[term]]\n", 'name = "Li Mu"\n', 'source = "李牧"\n', 'kind = "person"\n', 'variants = ["Li Muh"]\n', '"', "'",
    '"""', "[", "]", "{", "}", "=", "\\u0000", "\\", "override = true\n", "gender = 1\n", "#", "[term]\n", "\n",
    "paths = [\"a/*\"]\n", "1e999", "nan", "never = []\n", "\ud7ff", "\u202e", "case = \"exact\"\n", "9" * 30, "[" * 50,
    "2024-01-01", ", ", "true", "[grammar]\n", "[rules]\n", "[formats]\n", "max-file-size", "-1", "inf", ".x = 1\n",
]  # fmt: skip
GLOSSARY = (
    '[[term]]\nname = "Li Mu"\nsource = "李牧"\nkind = "person"\nvariants = ["Lee Moo"]\n\n'
    '# a platform\n[[term]]\nname = "Letao"\nsource = "乐淘"\nkind = "platform"\nnote = "a shop"\n'
)
CONFIGURATION = (
    'glossaries = []\npacks = ["platforms"]\nquotes = "double"\nmax-file-size = "1 MB"\n'
    '[rules]\nquotes = "report"\n[formats]\n"*.x" = "plain"\n[grammar]\nurl = "http://127.0.0.1:8081"\n'
)
IMPORTS: Mapping[str, str] = {
    "csv": "source,target,kind\n李牧,Li Mu,person\n乐淘,Letao,platform\n",
    "tsv": "原文\t译文\t性别\n李牧\tLi Mu\t男\n",
    "json": '[{"src": "李牧", "dst": "Li Mu", "info": "男性人名"}]',
    "linguagacha": '[{"src": "李牧", "dst": "Li Mu", "info": "Male Name", "regex": false}]',
    "tbx": '<?xml version="1.0"?><tbx><text><body><termEntry><langSet xml:lang="zh"><tig><term>李牧</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>Li Mu</term></tig></langSet></termEntry></body></text></tbx>',
    "tmx": '<tmx version="1.4"><body><tu><tuv xml:lang="zh"><seg>李牧</seg></tuv><tuv xml:lang="en"><seg>Li Mu</seg></tuv>'
    "</tu></body></tmx>",
    "prh": "version: 1\nrules:\n  - expected: Li Mu\n    patterns:\n      - /Lee Moo/\n      - Li Muh\n",
    "vale-vocabulary": "Li Mu\n(?i)letao\n",
    "vale-substitution": "extends: substitution\nswap:\n  Lee Moo: Li Mu\n  '(?:a|b)': Letao\n",
    "codespell": "lee moo->Li Mu\nletoa->Letao, Leto\n",
    "typos": "[default.extend-words]\nmoo = \"mu\"\n[default.extend-identifiers]\nLeeMoo = \"LiMu\"\n",
    "galtransl": "李牧\tLi Mu\t男\n//note\n",
    "names": "Li Mu, Letao; Kuaidi\n",
    "omegat": "李牧\tLi Mu\tperson\n",
}  # fmt: skip


def mutated(text: str, chosen: random.Random, pieces: Sequence[str] = PIECES) -> str:
    """The text after one to eight random changes."""
    for _ in range(chosen.randint(1, 8)):
        at = chosen.randrange(len(text) + 1)
        end = min(len(text), at + chosen.randint(1, 6))
        match chosen.randrange(5):
            case 0:
                text = text[:at] + chosen.choice(pieces) + text[at:]
            case 1:
                text = text[:at] + text[end:]
            case 2:
                text = text[:at] + text[at:end] * chosen.randint(2, 4) + text[end:]
            case 3:
                text = text[:at] + chosen.choice(pieces) * chosen.randint(1, 5) + text[end:]
            case _:
                to = chosen.randrange(len(text) + 1)
                text = text[:to] + text[at:end] + text[to:]
    return text


def mutated_bytes(data: bytes, chosen: random.Random) -> bytes:
    """The bytes after up to four changes: single ones, stretches that go or come twice, an early end."""
    changed = bytearray(data)
    for _ in range(chosen.randint(0, 4)):
        at = chosen.randrange(len(changed) + 1)
        end = min(len(changed), at + chosen.choice([1, 1, 2, 4, 50]))
        match chosen.randrange(5):
            case 0:
                changed[at:end] = chosen.randbytes(end - at)
            case 1:
                del changed[at:end]
            case 2:
                changed[at:at] = changed[at:end]
            case 3:
                changed[at : at + 4] = chosen.choice(
                    [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"PK\x03\x04"]
                )
            case _:
                if chosen.randrange(4) == 0:
                    del changed[at:]
    return bytes(changed)


def _paragraphs(texts: Sequence[str], tag: str = "p") -> str:
    """Elements of paragraphs, with an element inside here and there."""
    return "".join(f"<{tag}>{escape(t[:9])}<i>{escape(t[9:20])}</i>{escape(t[20:])}</{tag}>\n" for t in texts)


def _cues(texts: Sequence[str], mark: str) -> str:
    times = [(f"00:00:{2 * n:02}{mark}000", f"00:00:{2 * n + 1:02}{mark}500") for n in range(len(texts))]
    return "".join(f"{n}\n{a} --> {b}\n{t}\n\n" for n, ((a, b), t) in enumerate(zip(times, texts, strict=True), 1))


def _table(texts: Sequence[str], delimiter: str) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerows([["id", "source", "translation"], *([str(n), "原文", t] for n, t in enumerate(texts))])
    return target.getvalue()


_ASS = (
    "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)
SEEDS: Mapping[str, Callable[[list[str]], str]] = {
    "plain": "\n\n".join,
    "markdown": lambda texts: "# One\n\n" + "\n\n".join(texts) + "\n\n- a *b*\n\n| c | d |\n|---|---|\n| e | f |\n",
    "html": lambda texts: f"<html><body>\n{_paragraphs(texts)}</body></html>",
    "xhtml": lambda texts: page("One", _paragraphs(texts)),
    "ncx": lambda texts: contents([escape(t) for t in texts])["OEBPS/toc.ncx"],
    "fb2": lambda texts: fb2(_paragraphs(texts).replace("i>", "emphasis>")),
    "docx-text": lambda texts: docx("".join(f"<w:p>{run(t[:9])}{run(t[9:])}</w:p>" for t in texts)),
    "odt-text": lambda texts: odt("".join(f"<text:p>{escape(t)}<text:span>x</text:span></text:p>" for t in texts)),
    "srt": lambda texts: _cues(texts, ","),
    "vtt": lambda texts: "WEBVTT\n\n" + _cues(texts, "."),
    "ass": lambda texts: _ASS + "".join(f"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{t}\n" for t in texts),
    "lrc": lambda texts: "".join(f"[00:{n:02}.00]{t}\n" for n, t in enumerate(texts)),
    "json": lambda texts: json.dumps({"a": texts, "b": {"name": texts[0], "n": 1.50}}, ensure_ascii=len(texts) % 2 == 0),
    "jsonl": lambda texts: "".join(json.dumps({"id": n, "message": t}) + "\n" for n, t in enumerate(texts)),
    "csv": lambda texts: _table(texts, ","),
    "tsv": lambda texts: _table(texts, "\t"),
    "po": lambda texts: PO_HEAD + "".join(f'msgid "a{n}"\nmsgstr {po_string(t)}\n\n' for n, t in enumerate(texts)),
    "renpy": lambda texts: "label start:\n" + "".join(f"    e {json.dumps(t, ensure_ascii=False)}\n" for t in texts),
    "xlsx-text": lambda texts: strings("".join(f"<si><t>{escape(t)}</t></si>" for t in texts)),
    "xliff": lambda texts: xliff("".join(unit(f"{escape(t)}<x id='1'/>") for t in texts)),
    "tmx": lambda texts: '<tmx version="1.4"><body>'
    + "".join(f'<tu><tuv xml:lang="en"><seg>{escape(t)}</seg></tuv></tu>' for t in texts)
    + "</body></tmx>",
}  # fmt: skip
"""For each format of one text, a file of it with the paragraphs in it."""


def _epub(texts: list[str]) -> bytes:
    pages = {f"OEBPS/ch{n}.xhtml": page(f"Chapter {n}", _paragraphs([t])) for n, t in enumerate(texts, 1)}
    names = [f"Chapter {n}" for n in range(1, len(texts) + 1)]
    opf = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package(names)}
    return zipped({"mimetype": "application/epub+zip", **opf, **contents(names), **pages, "OEBPS/a.css": "p {}"})


ARCHIVES: Mapping[str, Callable[[list[str]], bytes]] = {
    "epub": _epub,
    "docx": lambda texts: zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": SEEDS["docx-text"](texts),
            "word/media/x.png": b"\x89PNG",
        }
    ),
    "xlsx": lambda texts: workbook([["id", "source", "translation"], *([n, "原文", t] for n, t in enumerate(texts))]),
    "odt": lambda texts: zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": SEEDS["odt-text"](texts)}
    ),
}
"""For each format of several texts, a file of it."""
_XML = frozenset({"xlsx-text", "xhtml", "ncx", "fb2", "docx-text", "odt-text", "xliff", "tmx"})


def frame(text: str, fmt: str) -> object:
    """What no repair may change in a text of a format, as an independent parser sees it: of XML the elements in their
    order, of JSON all but the strings that are values, of a table how many fields each row has; ``None`` for what that
    parser does not read."""
    try:
        if fmt in _XML:
            return _elements(text)
        if fmt == "json":
            return _shape(json.loads(text))
        if fmt == "jsonl":
            return [_shape(json.loads(line)) for line in text.split("\n") if line.strip()]
        if fmt in ("csv", "tsv"):
            rows = csv.reader(io.StringIO(text, newline=""), delimiter="," if fmt == "csv" else "\t", strict=True)
            return [len(row) for row in rows]
    except (ValueError, LookupError, RecursionError, csv.Error, expat.ExpatError):
        return None
    return ()


def _elements(text: str) -> list[str]:
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append(f"{name} {sorted(attributes.items())}")
    parser.EndElementHandler = lambda name: found.append(f"/{name}")
    parser.ProcessingInstructionHandler = lambda target, data: found.append(f"?{target} {data}")
    parser.Parse(text.encode("utf-8"), True)
    return found


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return "" if isinstance(value, str) else value
