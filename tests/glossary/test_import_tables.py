"""Tables as people have them: other delimiters, headings, encodings, remarks of other tools."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.columns import by_headings
from cleanup.glossary.exchange.quoting import text_of, word_pattern
from cleanup.glossary.exchange.registry import format_named
from cleanup.glossary.exchange.remarks import read_remark
from cleanup.terms.file import table_of
from cleanup.terms.load import term_from

LU = {"name": "Bai Ning", "source": "白宁"}
HE = {"kind": "person", "gender": "male"}


def read(text: str, fmt: str = "csv", encoding: str = "utf-8") -> list[dict[str, Any]]:
    return [dict(table) for table in format_named(fmt).read(text.encode(encoding)).tables]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Source Term,Target Term,Notes\n白宁,Bai Ning,hero\n", {"note": "hero"}),
        ("Original,Translation\n白宁,Bai Ning\n", {}),
        ("Chinese Name,English Name,Gender\n白宁,Bai Ning,M\n", HE),
        ("source_text;target_text\n白宁;Bai Ning\n", {}),
        ("Source (ZH),Target (EN)\n白宁,Bai Ning\n", {}),
        ("Term (Chinese),Term (English),Category\n白宁,Bai Ning,Character\n", {"kind": "person"}),
        ("Original Text,Translated Text,Type\n白宁,Bai Ning,Male Name\n", HE),
        ("原文,译文,备注\n白宁,Bai Ning,男\n", HE),
        ("原文,譯文,性別\n白宁,Bai Ning,男性\n", HE),
        ("原名\t译名\t类型\n白宁\tBai Ning\t地名\n", {"kind": "place"}),
        ("原文术语,译文术语,说明\n白宁,Bai Ning,男主角\n", {"note": "男主角"}),
        ("原語,訳語,備考\n白宁,Bai Ning,人名\n", {"kind": "person"}),
        ("원문,번역,성별\n白宁,Bai Ning,남자\n", HE),
        ("Quelle;Ziel;Kommentar\n白宁;Bai Ning;Held\n", {"note": "Held"}),
        ("Хань,Имя латиницей\n白宁,Bai Ning\n", {}),
        ("Glyphs,Romanised\n白宁,Bai Ning\n", {}),
        ("No.,原文,译文\n1,白宁,Bai Ning\n", {}),
    ],
)
def test_a_first_row_of_headings_is_no_entry(text: str, more: dict[str, str]) -> None:
    assert read(text) == [{**LU, **more}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bai Ning,person\nGrey Ford,place\n",
            [{"name": "Bai Ning", "kind": "person"}, {"name": "Grey Ford", "kind": "place"}],
        ),
        (
            "Bai Ning,female\nGrey Ford,地名\n",
            [{"name": "Bai Ning", "kind": "person", "gender": "female"}, {"name": "Grey Ford", "kind": "place"}],
        ),
        (
            "白宁,Bai Ning,Male Name\n灰渡,Grey Ford,Location\n",
            [{**LU, **HE}, {"name": "Grey Ford", "source": "灰渡", "kind": "place"}],
        ),
        ("Bai Ning,白宁\n", [LU]),
        ("灰渡,很远,Grey Ford\n", [{"name": "Grey Ford", "source": "灰渡", "note": "很远"}]),
        ("Bai Ning\nGrey Ford\n", [{"name": "Bai Ning"}, {"name": "Grey Ford"}]),
        ("Letterbox,乐淘\n白宁,Bai Ning\n", None),
    ],
)
def test_columns_without_headings_are_told_by_content(text: str, expected: list[dict[str, str]] | None) -> None:
    if expected is not None:
        assert read(text) == expected


@pytest.mark.parametrize("text", ["Bai Ning,Beyning\nGrey Ford,Graford\n", "白宁\n灰渡\n"])
def test_columns_that_cannot_be_told_are_refused(text: str) -> None:
    with pytest.raises(GlossaryError, match="which column") as refused:
        read(text)
    assert "name,source" in refused.value.hint


@pytest.mark.parametrize(
    "row", [["Bai Ning", "person"], ["Target", "塔吉"], ["白宁", "Bai Ning", "source of light"], ["Grey Ford", ""]]
)
def test_an_entry_is_no_row_of_headings(row: list[str]) -> None:
    assert by_headings(row) is None


@pytest.mark.parametrize("fmt", ["csv", "tsv"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("head", ["name{}source{}kind\n", ""])
def test_any_delimiter_is_seen(fmt: str, delimiter: str, head: str) -> None:
    text = head + "Bai Ning{}白宁{}person\nGrey Ford{}灰渡{}place\n"
    assert [(t["name"], t["source"], t["kind"]) for t in read(text.replace("{}", delimiter), fmt)] == [
        ("Bai Ning", "白宁", "person"), ("Grey Ford", "灰渡", "place"),
    ]  # fmt: skip


def test_a_line_for_excel_says_the_delimiter() -> None:
    assert read("sep=;\r\nname;source\r\nBai, Ning;白宁\r\n") == [{"name": "Bai, Ning", "source": "白宁"}]


def test_a_delimiter_in_cells_is_none() -> None:
    text = "name,note\nBai Ning,a; b; c\nGrey Ford,d; e; f\n"
    assert read(text) == [{"name": "Bai Ning", "note": "a; b; c"}, {"name": "Grey Ford", "note": "d; e; f"}]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_encodings_of_spreadsheets(encoding: str) -> None:
    assert read("原文\t译文\t备注\r\n白宁\tBai Ning\t男\r\n", "csv", encoding) == [{**LU, **HE}]


def test_japanese_and_traditional_encodings() -> None:
    assert read("原文,訳文\nダリア,Dalia\nミカ,Mika\n", "csv", "shift_jis")[1] == {"name": "Mika", "source": "ミカ"}
    for encoding in ("big5", "gb18030"):
        assert read("原文,譯文\n白寧,Bai Ning\n", "csv", encoding) == [{"name": "Bai Ning", "source": "白寧"}]
    assert read("원문;번역\n백녕;Bai Ning\n", "csv", "euc-kr") == [{"name": "Bai Ning", "source": "백녕"}]


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("Male Name", HE),
        ("Female Name", {"kind": "person", "gender": "female"}),
        ("男性人名", HE),
        ("女性人名", {"kind": "person", "gender": "female"}),
        ("未知性别人名", {"kind": "person"}),
        ("Name of Unknown Gender", {"kind": "person"}),
        ("person male", HE),
        ("female character", {"kind": "person", "gender": "female"}),
        ("男", HE),
        ("名字，女性", {"kind": "person", "gender": "female"}),
        ("女性角色", {"kind": "person", "gender": "female"}),
        ("男キャラ", HE),
        ("남성 인명", HE),
        ("man, person", HE),
        ("Person (male)", HE),
        ("男/人名", HE),
        ("人名·男", HE),
        ("地名", {"kind": "place"}),
        ("组织", {"kind": "organisation"}),
        ("Organization", {"kind": "organisation"}),
        ("特殊物品", {"kind": "term"}),
        ("种族", {"kind": "term"}),
        ("Location", {"kind": "place"}),
        ("Item", {"kind": "term"}),
        ("其他", {"note": "其他"}),
        ("Other", {"note": "Other"}),
        ("other", {"kind": "person", "gender": "other"}),
        ("male, the baker", {**HE, "note": "the baker"}),
        ("the baker, male", {**HE, "note": "the baker, male"}),
        ("name of a hill", {"note": "name of a hill"}),
        ("female student", {"note": "female student"}),
        ("Male and female students", {"note": "Male and female students"}),
        ("person; he", {"kind": "person", "note": "he"}),
        ("", {}),
    ],
)
def test_remarks_of_other_tools(remark: str, expected: dict[str, str]) -> None:
    assert read_remark(remark) == expected
    row = [{"src": "白宁", "dst": "Bai Ning", "info": remark, "regex": False}]
    assert read(json.dumps(row), "linguagacha") == [{**LU, **expected}]
    assert read(f"白宁\tBai Ning\t{remark}\n", "galtransl") == [{**LU, **expected}]


def test_keys_of_other_tools_in_json() -> None:
    text = json.dumps(
        [{"原文": "白宁", "译文": "Bai Ning", "备注": "男性人名"}, {"source": "灰渡", "target": "Grey Ford"}]
    )
    assert read(text, "json") == [{**LU, **HE}, {"name": "Grey Ford", "source": "灰渡"}]


def test_headings_in_lists_of_omegat_and_galtransl() -> None:
    assert read("Source\tTarget\tComment\n白宁\tBai Ning\tmale\n", "omegat") == [{**LU, **HE}]
    assert read("原文\t译文\t备注\n白宁\tBai Ning\t男\n", "galtransl") == [{**LU, **HE}]


@pytest.mark.parametrize("fmt", ["csv", "tsv"])
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''+1", "＝1", "'twas", "a=b"])
def test_no_cell_is_a_formula_and_all_come_back(fmt: str, text: str) -> None:
    terms = [term_from({"name": text, "note": text, "variants": [f"{text}x"], "source": text})]
    data, _notes = format_named(fmt).write(terms)
    rows = list(csv.reader(io.StringIO(data.decode()), delimiter="," if fmt == "csv" else "\t"))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "＝")]
    assert [table_of(term_from(table)) for table in format_named(fmt).read(data).tables] == [table_of(terms[0])]


FORMS = [
    "Émile",
    "Qing’er!",
    "Limu",
    "Ōta",
    "Zoë",
    "Łukasz",
    "白宁",
    "A.B.",
    "C++",
    "Élan vital",
    "-x-",
    "É",
    "naïve café",
]


@pytest.mark.parametrize("form", FORMS)
def test_a_pattern_for_a_word_can_be_read_back(form: str) -> None:
    assert text_of(word_pattern(form)) == form
    assert text_of(rf"\b{re.escape(form)}\b".replace("\\ ", " ").replace("\\-", "-")) in (form, None)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_node_finds_the_words_of_a_prh_rule() -> None:
    script = """
    const forms = JSON.parse(require("fs").readFileSync(0, "utf8"));
    for (const [form, pattern] of forms) for (const flags of ["g", "gmu"]) {
      const found = (text) => [...text.matchAll(new RegExp(pattern, flags))].length;
      const counts = [found(form), found(`Then ${form}, and “${form}” came`), found(`x${form}é`)];
      if (counts[0] !== 1 || counts[1] !== 2) throw new Error(`${form} ${flags} ${counts}`);
      if (/^\\p{L}.*\\p{L}$/u.test(form) && !/\\p{Script=Han}/u.test(form) && counts[2] !== 0)
        throw new Error(`part of a word: ${form} ${counts}`);
    }"""
    pairs = json.dumps([[form, word_pattern(form)] for form in FORMS])
    done = subprocess.run(["node", "-e", script], input=pairs, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
