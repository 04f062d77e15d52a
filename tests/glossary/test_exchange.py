"""Exchange: what goes out comes back, other tools take what is written, and what they write is read."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.format import Format
from cleanup.glossary.exchange.quoting import pattern_of, text_of
from cleanup.glossary.exchange.registry import FORMATS, format_named, format_of
from cleanup.glossary.exchange.transfer import losses, take_in
from cleanup.glossary.workspace import Workspace
from cleanup.terms.file import table_of
from cleanup.terms.load import load_glossary, term_from
from cleanup.terms.model import Term

TABLES: list[dict[str, Any]] = [
    {
        "name": "Li Mu", "source": "李牧", "kind": "person", "gender": "male", "aliases": ["Boss Li"],
        "variants": ["Limu", "Lee Moo"], "never": ["a | b", "c\\d"], "note": "The founder; a \"hero\", they say.",
        "case": "exact", "paths": ["a/*"], "examples": [["Limu\nwaved =>", "Li Mu | waved"]], "keep": ["Wang Muli."],
        "forms": ["Li Mus"],
    },
    {"name": "Letao", "source": "乐淘/樂淘", "kind": "platform", "variants": ["Letaobao"], "predict": False},
    {"name": "=SUM(A1)", "source": "一<二>&三"},
    {"name": "Azure Hill", "kind": "place", "note": "Far away."},
]  # fmt: skip
TERMS = [term_from(table) for table in TABLES]


def back(fmt: Format, terms: list[Term]) -> list[dict[str, Any]]:
    data, _notes = fmt.write(terms)
    return [table_of(term_from(table)) for table in fmt.read(data).tables]


@pytest.mark.parametrize("name", ["toml", "csv", "tsv", "xlsx", "json"])
def test_these_hold_everything(name: str) -> None:
    assert back(format_named(name), TERMS) == [table_of(term) for term in TERMS]
    assert losses(TERMS, format_named(name)) == []


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_what_a_format_holds_comes_back(fmt: Format) -> None:
    data, notes = fmt.write(TERMS)
    found = {term["name"]: term for term in back(fmt, TERMS)}
    for term in TERMS:
        table = {key: value for key, value in table_of(term).items() if key in fmt.holds}
        said = any(term.name in note for note in notes)
        if term.name not in found:
            assert said, f"{term.name} is gone without a word"
            continue
        if fmt.name == "prh":
            table.pop("examples", None)  # prh takes examples only where a variant is in them
        for key, value in table.items():
            if found[term.name].get(key) != value:
                assert said or any(str(form) in note for form in value for note in notes), (key, found[term.name])
    assert data


def test_losses_are_counted() -> None:
    assert "prh has no place for source (3 entries)" in losses(TERMS, format_named("prh"))


_words = st.text("abcdé李 |\\\"',;=>\n#/<&", min_size=1, max_size=12).map(lambda s: " ".join(s.split())).filter(bool)


@given(
    st.lists(
        st.fixed_dictionaries({"name": _words, "source": _words, "variants": st.lists(_words, unique=True), "note": _words}),  # noqa: E501
        min_size=1, max_size=4, unique_by=lambda table: table["name"],
    )
)  # fmt: skip
@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xlsx", "toml"])
def test_any_text_survives(name: str, tables: list[dict[str, Any]]) -> None:
    terms = [term_from({key: value for key, value in table.items() if value}) for table in tables]
    assert back(format_named(name), terms) == [table_of(term) for term in terms]


@given(st.text(min_size=1))
def test_a_quoted_pattern_stands_for_its_text(text: str) -> None:
    assert text_of(pattern_of(text)) == text


def test_patterns_for_many_forms_are_told() -> None:
    assert text_of(r"\bLi Mu\b") == "Li Mu"
    assert text_of("Li ?Mu") is None
    assert text_of("[Ll]i") is None


@pytest.mark.parametrize(
    ("name", "text", "expected", "notes"),
    [
        (
            "csv",
            "English,Chinese,Comment,Colour\nLi Mu,李牧,him,red\n",
            [{"name": "Li Mu", "source": "李牧", "note": "him"}],
            1,
        ),
        (
            "csv",
            "李牧,Li Mu,him\n乐淘,Letao,\n",
            [{"name": "Li Mu", "source": "李牧", "note": "him"}, {"name": "Letao", "source": "乐淘"}],
            0,
        ),
        ("json", '{"李牧": "Li Mu"}', [{"name": "Li Mu", "source": "李牧"}], 0),
        (
            "prh",
            "version: 1\nrules:\n  - expected: Cookie\n    pattern: クッキー\n  - expected: jQuery\n    patterns:\n      - /jquery/i\n"  # noqa: E501
            "      - /J(Query|QUERY)/\n  - Web\n",
            [{"name": "Cookie", "variants": ["クッキー"]}, {"name": "jQuery", "variants": ["jquery"]}, {"name": "Web"}],
            1,
        ),
        ("vale-vocabulary", "# names\nLi Mu\n(?i)Letao\n[Ff]oo\n", [{"name": "Li Mu"}, {"name": "Letao"}], 1),
        (
            "vale-substitution",
            "extends: substitution\nmessage: Use %s\nswap:\n  Limu: Li Mu\n  '(?:Lee|Li) Moo': Li Mu\n  a: b|c\n",
            [{"name": "Li Mu", "variants": ["Limu"]}],
            2,
        ),
        (
            "codespell",
            "limu->Li Mu\nfoo->bar, baz,\nletao bao->Letao\n",
            [{"name": "Li Mu", "variants": ["limu"]}, {"name": "Letao", "variants": ["letao bao"]}],
            1,
        ),
        (
            "typos",
            '[default.extend-words]\nlimu = "Li Mu"\nteh = ""\n[default.extend-identifiers]\nLetao = "Letao"\n',
            [{"name": "Letao"}, {"name": "Li Mu", "variants": ["limu"]}],
            1,
        ),
        (
            "linguagacha",
            '[{"src": "ダリヤ", "dst": "Daria", "info": "female", "regex": false}, {"src": "エルギア", "dst": "Eerga", "info": "location"},'  # noqa: E501
            ' {"src": "a.*", "dst": "b", "info": "", "regex": true}]',
            [
                {"name": "Daria", "source": "ダリヤ", "gender": "female", "kind": "person"},
                {"name": "Eerga", "source": "エルギア", "kind": "place"},
            ],
            1,
        ),
        (
            "galtransl",
            "//コメント\nサキ\tSaki\t女\n山\tYama    name of a hill\n\n壊れ\n",
            [
                {"name": "Saki", "source": "サキ", "gender": "female", "kind": "person"},
                {"name": "Yama", "source": "山", "note": "name of a hill"},
            ],
            1,
        ),
        ("names", "李牧=Li Mu/Boss Li\n//x\n乐淘=\n", [{"name": "Li Mu", "source": "李牧", "aliases": ["Boss Li"]}], 1),
        (
            "omegat",
            "# Glossary\n李牧\tLi Mu\tperson; he\n",
            [{"name": "Li Mu", "source": "李牧", "kind": "person", "note": "he"}],
            0,
        ),
        (
            "tbx",
            '<martif type="TBX"><text><body><termEntry id="1"><langSet xml:lang="zh"><tig><term>李牧</term></tig></langSet>'  # noqa: E501
            '<langSet xml:lang="en-US"><tig><term>Limu</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>'  # noqa: E501
            "</tig><ntig><termGrp><term>Li Mu</term></termGrp></ntig></langSet></termEntry></body></text></martif>",
            [{"name": "Li Mu", "source": "李牧", "variants": ["Limu"]}],
            0,
        ),
        (
            "tbx",
            '<tbx style="dct" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">'
            '<text><body><conceptEntry id="1"><min:subjectField>person</min:subjectField><langSec xml:lang="en"><termSec><term>Li Mu</term>'  # noqa: E501
            "<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>",
            [{"name": "Li Mu", "kind": "person"}],
            0,
        ),
        (
            "tmx",
            '<tmx version="1.4"><body><tu><tuv xml:lang="zh-CN"><seg>李牧</seg></tuv><tuv xml:lang="en"><seg>Li <ph>x</ph>Mu</seg></tuv></tu>'  # noqa: E501
            '<tu><tuv xml:lang="zh"><seg>你好。</seg></tuv><tuv xml:lang="en"><seg>Hello to you.</seg></tuv></tu></body></tmx>',  # noqa: E501
            [{"name": "Li xMu", "source": "李牧"}],
            1,
        ),
    ],
)
def test_files_of_other_tools(name: str, text: str, expected: list[dict[str, Any]], notes: int) -> None:
    found = format_named(name).read(text.encode())
    tables = [{key: value for key, value in table.items() if value} for table in found.tables]
    assert tables == expected
    assert len(found.notes) == notes


@pytest.mark.parametrize("name", ["json", "tbx", "tmx", "prh", "vale-substitution", "typos", "linguagacha", "xlsx"])
def test_other_content_is_refused(name: str) -> None:
    with pytest.raises(GlossaryError):
        format_named(name).read(b"<html>[not this\x01")


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("a.csv", b"", "csv"), ("a.tbx", b"", "tbx"), ("x/typos.toml", b"", "typos"), ("a.toml", b"", "toml"),
        ("a.json", b'[{"src": "a", "dst": "b"}]', "linguagacha"), ("a.json", b"[]", "json"),
        ("a.yml", b"extends: substitution", "vale-substitution"), ("prh.yml", b"rules:", "prh"),
        ("accept.txt", b"Li Mu\n", "vale-vocabulary"), ("dict.txt", b"limu->Li Mu\n", "codespell"),
        ("Names.txt", "李牧=Li Mu\n".encode(), "names"), ("glossary.txt", b"a\tb\n", "omegat"),
    ],
)  # fmt: skip
def test_formats_are_told(path: str, data: bytes, expected: str) -> None:
    assert format_of(path, data).name == expected


def test_an_unknown_file_and_format() -> None:
    with pytest.raises(GlossaryError, match="cannot be told"):
        format_of("a.bin")
    with pytest.raises(GlossaryError, match="unknown format"):
        format_named("cvs")


def test_taking_in_never_contradicts(tmp_path: Path) -> None:
    path = tmp_path / "g.toml"
    path.write_text('# mine\n[[term]]\nname = "Li Mu"\nkind = "person"\nvariants = ["Lee"]\n')
    space = Workspace([path])
    found = format_named("json").read(
        b'[{"name": "Li Mu", "kind": "place", "variants": ["Limu", "Letao"], "source": "x"},'
        b' {"name": "Letao", "variants": ["Lee", "Li Mu", "Ledao"]}, {"name": "Lee"}, {"name": "Bad", "kind": "persn"}]'
    )
    added, extended, notes = take_in(space, found)
    space.save()
    assert (added, extended) == (1, 1)
    assert len(notes) == 6
    assert path.read_text().startswith("# mine\n")
    assert [(t.name, t.source, t.variants) for t in load_glossary([path])] == [
        ("Li Mu", "x", ("Lee", "Limu")), ("Letao", "", ("Ledao",)),
    ]  # fmt: skip


def test_tbx_follows_the_core_structure() -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "tbx-core.rng")))
    schema.assertValid(etree.parse(io.BytesIO(format_named("tbx").write(TERMS)[0])))


def test_translate_toolkit_reads_the_tmx_and_the_omegat_glossary() -> None:
    tmx = pytest.importorskip("translate.storage.tmx")
    omegat = pytest.importorskip("translate.storage.omegat")
    units = tmx.tmxfile.parsestring(format_named("tmx").write(TERMS)[0]).units
    assert [(unit.source, unit.target) for unit in units][:3] == [
        ("李牧", "Li Mu"),
        ("乐淘", "Letao"),
        ("樂淘", "Letao"),
    ]
    units = omegat.OmegaTFile.parsestring(format_named("omegat").write(TERMS)[0]).units
    assert ("李牧", "Li Mu") in [(unit.source, unit.target) for unit in units]


def _command(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_codespell_takes_its_dictionary(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_bytes(format_named("codespell").write(TERMS)[0])
    (tmp_path / "t.txt").write_text("Letaobao is here.\n")
    command = [_command("codespell"), "-D", "d.txt", "t.txt"]
    assert "Letaobao ==> Letao" in subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout


def test_typos_takes_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "typos.toml").write_bytes(format_named("typos").write(TERMS)[0])
    (tmp_path / "t.txt").write_text("Letaobao and Limu met.\n")
    command = [_command("typos"), "t.txt", "--format", "brief"]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout
    assert "`Letaobao` -> `Letao`" in out or "`Letaobao` should be `Letao`" in out
    assert "`Li Mu`" in out


def test_prh_takes_its_rules(tmp_path: Path) -> None:
    terms = [
        term_from({"name": "Li Mu", "variants": ["Limu", "Lee Moo"], "examples": [["Limu waved.", "Li Mu waved."]]})
    ]
    (tmp_path / "prh.yml").write_bytes(format_named("prh").write(terms)[0])
    (tmp_path / "t.txt").write_text("Lee Moo met Limux.\n")
    command = [_command("prh"), "--rules", "prh.yml", "t.txt"]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout
    assert "Lee Moo → Li Mu" in out
    assert "Limux" not in out
