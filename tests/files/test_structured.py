"""Files of others that would exhaust or break a parser."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanup.errors import CleanupError, ConfigError, GlossaryError
from cleanup.formats.plain import parse
from cleanup.gate.baseline import load_baseline
from cleanup.glossary.discovery.evidence import Evidence, load_evidence
from cleanup.glossary.exchange.registry import FORMATS, format_named
from cleanup.settings.config import parse_config
from cleanup.terms.load import parse_terms
from cleanup.untrusted.structured import read_json, read_toml, read_xml, read_yaml
from tests.cpu_limit import cpu_limit

BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "[" * 500 + "]" * 500,
        "a = " + "9" * 5_000,
        "a = 0x" + "f" * 400,
        "a = ",
        ".".join("a" * 3_000) + " = 1",
        ".".join("a" * 50_000) + " = 1",
        "[" + " . ".join(["a b"] * 50_000).replace("a b", '"a b"') + "]",
        "x = {" + ".".join(["'a'"] * 50_000) + " = 1}",
        "a = {" * 2_000,
        "\x00",
        "a = inf\nb = [",
        "[" * 50_000,
    ],
    ids=range(13),
)
def test_toml(text: str) -> None:
    with pytest.raises(GlossaryError) as error, cpu_limit(10, "TOML"):
        read_toml(text, "file.toml")
    assert error.value.where.startswith("file.toml")
    with pytest.raises(ConfigError):
        parse_config(text, Path("cleanup.toml"))
    with pytest.raises(GlossaryError):
        parse_terms(text, "g.toml")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[" * 200 + "]" * 200,
        "9" * 5_000,
        '"\\ud800"',
        "NaN",
        "[1e999, Infinity]",
        "{",
        "\x00",
        '{"a": ' * 100_000,
        "1" * 30,
    ],
    ids=range(10),
)
def test_json(text: str, tmp_path: Path) -> None:
    with pytest.raises(GlossaryError) as error:
        read_json(text, "file.json")
    assert error.value.where.startswith("file.json")
    path = tmp_path / "x.json"
    path.write_text(text)
    for load in (load_baseline, load_evidence):
        with pytest.raises(CleanupError):
            load(path)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "a: &a [x]\n"
        + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "a: &a {x: 1}\nb: {<<: *a}",
        "a: " + "9" * 5_000,
        "a: [",
        '"\\ud800"',
        "a: !!python/object:os.system x",
        "- " * 5_000 + "x",
        "&a [*a]",
    ],
    ids=range(9),
)
def test_yaml(text: str) -> None:
    with pytest.raises(GlossaryError) as error:
        read_yaml(text, "file.yml")
    assert error.value.where.startswith("file.yml")
    for name in ("prh", "vale-substitution"):
        with pytest.raises(GlossaryError):
            format_named(name).read(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "text",
    [
        BOMB + "]><x>&i;</x>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
        "<x>" * 100_000,
        "<x>" * 200 + "</x>" * 200,
        "<x>",
        "",
        "<?xml version='1.0' encoding='no-such'?><x/>",
        "<x>\x01</x>",
    ],
    ids=range(8),
)
def test_xml(text: str) -> None:
    with pytest.raises(GlossaryError):
        read_xml(text.encode(), where="file.xml")
    for name in ("tbx", "tmx"):
        with pytest.raises(GlossaryError):
            format_named(name).read(text.encode())


def test_a_doctype_without_entities_is_fine() -> None:
    assert read_xml(b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx/>').tag == "tmx"


def _workbook() -> bytes:
    from cleanup.terms.load import term_from

    return format_named("xlsx").write([term_from({"name": "Bai Ning"})])[0]


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _bad_crc(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    while b"sheet1" not in data[at : at + 80]:
        at = data.index(b"PK\x01\x02", at + 4)
    return data[: at + 16] + b"\0\0\0\0" + data[at + 20 :]


def _huge(_data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"\0" * 100_000_000)
    return out.getvalue()


@pytest.mark.parametrize("spoil", [_cut, _bad_crc, lambda _data: b"PK\x03\x04" + b"\0" * 50])
def test_workbooks(spoil: Callable[[bytes], bytes]) -> None:
    pytest.importorskip("openpyxl")
    with pytest.raises(GlossaryError, match="workbook"):
        format_named("xlsx").read(spoil(_workbook()))


@pytest.mark.slow
def test_a_workbook_that_unpacks_to_too_much() -> None:
    pytest.importorskip("openpyxl")
    with pytest.raises(GlossaryError, match="unpacks to"):
        format_named("xlsx").read(_huge(b""))


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[[[", b"\x00" * 50, b'{"term": 1}', b"rules: 1", b"rules: [1, [2]]", b"[1]", b"a,b\x00c"],
)
def test_every_format_answers_with_entries_or_an_error(fmt: object, data: bytes) -> None:
    with contextlib.suppress(CleanupError):
        fmt.read(data)  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["a.b.c = 1\n", 'note = "' + "Yes. No. " * 100 + '"\n', "x = 1.5\n" * 1])
def test_dots_elsewhere_are_fine(text: str) -> None:
    assert read_toml(text, "file.toml")


EVIDENCE: dict[str, object] = {
    "version": 2,
    "chapters": {"a": ["digest", "packed"]},
    "counts": {"Bob": [1] * 10},
    "places": {"Bob": "0:0.3"},
    "titles": {"a\tB": {"0": 1}},
    "lower": {"bob": 1},
    "contexts": {"Bob": [["a", "Bob sat."]]},
    "files": {"a": "digest"},
    "blocks": {"a": 1},
    "rejected": ["Rob"],
    "apart": [["Bob", "Rob"]],
    "shown": ["Bob"],
    "sources": {"Bob": "鲍\tx"},
    "compared": ["Bob"],
    "alike": [["Bob", "Rob"]],
}


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": {"Bob": [1] * 3}},
        {"counts": {"Bob": [10**12] * 10}},
        {"counts": {"Bob": ["1"] * 10}},
        {"counts": {"Rob": [1] * 10}},
        {"places": {"Bob": "0:1;7:2"}},
        {"places": {"Bob": "x"}},
        {"places": {"Bob": 1}},
        {"titles": {"a\tB": {"5": 1}}},
        {"titles": {"a\tB": 1}},
        {"chapters": []},
        {"chapters": {"a": ["x"]}},
        {"lower": {"bob": "1"}},
        {"contexts": {"Bob": [["a"]]}},
        {"rejected": "Bob"},
        {"apart": [["Bob"]]},
        {"shown": [1]},
        {"sources": {"Bob": 1}},
        {"files": {"a": 1}},
        {"alike": ["Bob"]},
    ],
    ids=str,
)
def test_evidence_of_another_shape(changes: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_text(json.dumps(EVIDENCE))
    assert load_evidence(path).rejected == {"Rob"}
    path.write_text(json.dumps(EVIDENCE | changes))
    with pytest.raises(GlossaryError, match="not a file of evidence"):
        load_evidence(path)


@pytest.mark.parametrize(
    "data",
    [b"x" * 100, zlib.compress(b"0" * 100_000_000), zlib.compress(b"[1, 2]"), zlib.compress(b'[{"Bob": [1]}, {}, {}]')],
    ids=range(4),
)
def test_what_is_kept_of_a_chapter_may_be_anything(data: bytes) -> None:
    evidence = Evidence({"a": ("digest", base64.b64encode(data).decode())})
    with pytest.raises(GlossaryError, match="damaged"):
        evidence.read("a", parse("Bob sat.\n"))


def test_an_absurd_count_in_a_baseline(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text('{"version": 1, "entries": [{"path": "a", "rule": "r", "text": "t", "count": 1000000000000}]}')
    with pytest.raises(ConfigError, match="baseline"):
        load_baseline(path)
