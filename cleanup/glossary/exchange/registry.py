"""The table of formats, and which of them a file is in."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import PurePath

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange import lines, markup, records, rules, sheets, spelling
from cleanup.glossary.exchange.format import EVERYTHING, Format, Imported
from cleanup.terms.file import entry_text, table_of
from cleanup.terms.load import parse_terms
from cleanup.terms.model import Term


def _read_toml(data: bytes) -> Imported:
    from cleanup.glossary.exchange.format import decoded

    return Imported([table_of(term) for term in parse_terms(decoded(data))])


def _write_toml(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    return "\n".join(entry_text(table_of(term)) for term in terms).encode(), []


_REMARKS = frozenset(("name", "source", "kind", "gender", "note"))
_SPELL = frozenset(("name", "variants"))
_BASIC = _REMARKS | {"aliases", "variants"}
_PRH = frozenset(("name", "variants", "examples", "note"))
_NAMES = frozenset(("name", "source", "aliases"))

FORMATS = (
    Format("toml", "a glossary of cleanup", (".toml",), EVERYTHING, _read_toml, _write_toml),
    Format("csv", "table, comma-separated", (".csv",), EVERYTHING, *sheets.delimited(",")),
    Format("tsv", "table, tab-separated", (".tsv",), EVERYTHING, *sheets.delimited("\t")),
    Format("xlsx", "Excel workbook", (".xlsx",), EVERYTHING, sheets.read_xlsx, sheets.write_xlsx),
    Format("json", "the entries as JSON", (".json",), EVERYTHING, records.read_json, records.write_json),
    Format("tbx", "TBX 3 (ISO 30042), TBX-Basic", (".tbx",), _BASIC, markup.read_tbx, markup.write_tbx),
    Format("tmx", "TMX 1.4 term pairs", (".tmx",), EVERYTHING, markup.read_tmx, markup.write_tmx),
    Format("prh", "prh rules (YAML)", (".yml", ".yaml"), _PRH, rules.read_prh, rules.write_prh),
    Format(
        "vale-vocabulary",
        "accept.txt of a Vale vocabulary",
        ("accept.txt",),
        frozenset(("name",)),
        rules.read_vocabulary,
        rules.write_vocabulary,
    ),
    Format(
        "vale-substitution",
        "Vale substitution rule (YAML)",
        (),
        _SPELL,
        rules.read_substitution,
        rules.write_substitution,
    ),
    Format("codespell", "codespell dictionary", (), _SPELL, spelling.read_codespell, spelling.write_codespell),
    Format("typos", "typos configuration", ("typos.toml",), _SPELL, spelling.read_typos, spelling.write_typos),
    Format(
        "linguagacha",
        "LinguaGacha glossary (JSON)",
        (),
        _REMARKS,
        records.read_linguagacha,
        records.write_linguagacha,
    ),
    Format("galtransl", "GalTransl dictionary (TSV)", (), _REMARKS, lines.read_galtransl, lines.write_galtransl),
    Format("names", "zh=name list, as Names.txt", ("names.txt",), _NAMES, lines.read_names, lines.write_names),
    Format("omegat", "OmegaT glossary", (".utf8", "glossary.txt"), _REMARKS, lines.read_omegat, lines.write_omegat),
)


def format_named(name: str) -> Format:
    """The format of that name. Raises GlossaryError."""
    for fmt in FORMATS:
        if fmt.name == name:
            return fmt
    near = difflib.get_close_matches(name, [fmt.name for fmt in FORMATS], n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(fmt.name for fmt in FORMATS)}."
    raise GlossaryError(f"unknown format “{name}”", hint=hint)


def format_of(path: str, data: bytes = b"") -> Format:
    """The format of a file by its name, and by what is in it where several share an ending. Raises GlossaryError."""
    name = PurePath(path).name.lower()
    if name.endswith(".json") and b'"src"' in data and b'"dst"' in data:
        return format_named("linguagacha")
    if name.endswith((".yml", ".yaml")) and b"extends:" in data:
        return format_named("vale-substitution")
    if name.endswith(".txt"):
        guessed = _text_format(data)
        if guessed and name not in ("accept.txt", "glossary.txt"):
            return format_named(guessed)
    matching = [fmt for fmt in FORMATS for ending in fmt.endings if name.endswith(ending)]
    if not matching:
        hint = f"Name it with --format: {', '.join(fmt.name for fmt in FORMATS)}."
        raise GlossaryError("the format of the file cannot be told by its name", where=path, hint=hint)
    # The longest ending says most: typos.toml is no glossary.
    return max(matching, key=lambda fmt: max(len(ending) for ending in fmt.endings if name.endswith(ending)))


def _text_format(data: bytes) -> str:
    """The kind of list that a text is, by its first lines."""
    lines_ = [line for line in data.decode("utf-8", "replace").splitlines() if line.strip() and line[0] not in "#/"][
        :20
    ]
    for mark, name in (("->", "codespell"), ("\t", "omegat"), ("=", "names")):
        if lines_ and all(mark in line for line in lines_):
            return name
    return ""
