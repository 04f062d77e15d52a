"""JSON: the whole glossary as it is, and LinguaGacha's list of terms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cleanup.errors import GlossaryError
from cleanup.glossary.exchange.format import Imported, decoded, left_out
from cleanup.glossary.exchange.remarks import read_remark, remark
from cleanup.terms.file import table_of
from cleanup.terms.merge import sources
from cleanup.terms.model import Term
from cleanup.untrusted import structured


def _parsed(data: bytes) -> Any:
    return structured.read_json(decoded(data))


def read_json(data: bytes) -> Imported:
    """Entries from ``{"term": [...]}`` or a list of tables; from an object of strings: source terms and names."""
    value = _parsed(data)
    if isinstance(value, dict) and isinstance(value.get("term"), list):
        value = value["term"]
    found = Imported()
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        for source, name in value.items():
            found.add(name, source)
        return found
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise GlossaryError("not a list of entries", hint='Write [{"name": "…", "source": "…"}, …].')
    for item in value:
        if "name" not in item and (table := _foreign(item)):
            found.add(table.pop("name"), **table)
            continue
        if not isinstance(item.get("name"), str):
            found.notes.append(f"an entry without a name: {json.dumps(item, ensure_ascii=False)[:80]}")
            continue
        found.tables.append(dict(item))
    return found


def _foreign(item: dict[str, Any]) -> dict[str, Any]:
    """An entry with the keys of another tool, as the headings of a table; empty where it has no name."""
    from cleanup.glossary.exchange.sheets import read_rows

    texts = {str(key): value for key, value in item.items() if isinstance(value, str)}
    try:
        tables = read_rows([list(texts), list(texts.values())]).tables
    except GlossaryError:
        return {}
    return dict(tables[0]) if len(tables) == 1 else {}


def write_json(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """``{"term": [...]}``, the same tables as in TOML."""
    text = json.dumps({"term": [table_of(term) for term in terms]}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode(), []


def read_linguagacha(data: bytes) -> Imported:
    """Entries from a list of ``{"src": …, "dst": …, "info": …}``; patterns are left out."""
    value = _parsed(data)
    if not isinstance(value, list) or not all(isinstance(item, dict) and "src" in item for item in value):
        raise GlossaryError('not a list of {"src": …, "dst": …}')
    found = Imported()
    for item in value:
        if item.get("regex"):
            found.notes.append(f"a pattern, not a term: {item['src']}")
            continue
        found.add(str(item.get("dst", "")), str(item["src"]), **read_remark(str(item.get("info", ""))))
    return found


def write_linguagacha(terms: Sequence[Term]) -> tuple[bytes, list[str]]:
    """A row for each source term."""
    rows = [
        {"src": source, "dst": term.name, "info": remark(term), "regex": False, "case_sensitive": False}
        for term, source in _pairs(terms)
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    return f"{text}\n".encode(), left_out("without a source term", (t.name for t in terms if not t.source))


def _pairs(terms: Sequence[Term]) -> Iterator[tuple[Term, str]]:
    for term in terms:
        for source in sources(term):
            yield term, source
