"""Glossary files: TOML with ``[[term]]`` tables, several files merged into one glossary without contradictions.

The shipped packs are the bottom layer: what a user's own file says wins over them without further words. Between the
user's own files nothing wins silently: an entry of a later file replaces one of an earlier file only with ``override =
true``.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from cleanup.errors import GlossaryError
from cleanup.storage.gc_pause import not_collecting
from cleanup.terms import kept as kept_terms
from cleanup.terms.merge import merge
from cleanup.terms.model import KIND_SYNONYMS, Gender, Glossary, Kind, Origin, Term
from cleanup.terms.packs import pack_paths
from cleanup.untrusted import opened
from cleanup.untrusted.structured import read_toml

_KEYS = tuple(f.name for f in fields(Term) if f.name != "origin")
_LISTS = frozenset({"aliases", "variants", "never", "forms", "paths", "keep"})
_FLAGS = frozenset({"override", "predict"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?term[\"']?[ \t]*\]\]", re.MULTILINE)


def load_glossary(paths: Iterable[str | Path] = (), packs: Iterable[str] | None = ()) -> Glossary:
    """Read and merge glossary files, in order, over the shipped ``packs`` (names; ``None``: all of them).

    Raises GlossaryError with the places concerned when a file cannot be read, an entry is malformed, or entries
    contradict each other.
    """
    shipped = [read_terms(path) for path in pack_paths(packs)]
    own = [read_terms(Path(path)) for path in paths]
    return merge(own, shipped)


def read_terms(path: Path) -> tuple[Term, ...]:
    """The entries of one file. Raises GlossaryError."""
    try:
        text = opened.read_file(path).decode("utf-8-sig")
    except OSError as error:
        raise GlossaryError(
            f"cannot read the glossary: {error.strerror or error}", where=str(path), hint="Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise GlossaryError(
            "the glossary is not UTF-8 text", where=str(path), hint="Save it as UTF-8 and try again."
        ) from error
    if len(text) < kept_terms.LARGE:
        return parse_terms(text, str(path))
    terms = kept_terms.kept_terms(text, str(path))
    if terms is None:
        with not_collecting():
            terms = parse_terms(text, str(path))
        kept_terms.keep_terms(text, terms)
    return terms


def parse_terms(text: str, path: str = "<glossary>") -> tuple[Term, ...]:
    """The entries of a glossary's TOML text. ``path`` is used in messages. Raises GlossaryError."""
    data = read_toml(text, path, hint='A glossary is a list of [[term]] tables, each with name = "...".')
    unknown = [key for key in data if key != "term"]
    if unknown:
        raise GlossaryError(
            f"unknown key {unknown[0]!r}", where=path, hint="Entries are tables that start with [[term]]."
        )
    tables = data.get("term", [])
    if not isinstance(tables, list):
        raise GlossaryError("entries must be [[term]] tables", where=path, hint="Write [[term]], with double brackets.")
    starts = table_lines(text)
    lines = starts if len(starts) == len(tables) else [0] * len(tables)
    return tuple(term_from(table, Origin(path, line)) for table, line in zip(tables, lines, strict=True))


def table_lines(text: str) -> list[int]:
    """The line of each ``[[term]]``, in one sweep."""
    lines: list[int] = []
    line, position = 1, 0
    for match in _TABLE.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        lines.append(line)
    return lines


_NOWHERE = Origin("<glossary>", 0)


def term_from(table: Mapping[str, Any], origin: Origin = _NOWHERE) -> Term:
    """An entry from its table. Raises GlossaryError for unknown keys, wrong types and missing names."""
    where = str(origin)
    if not isinstance(table, Mapping):
        raise GlossaryError("an entry must be a table", where=where)
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(_KEYS)}."
            raise GlossaryError(f"unknown key {key!r}", where=where, hint=hint)
    name = table.get("name")
    if not isinstance(name, str) or not name.strip() or name != name.strip():
        raise GlossaryError("an entry needs a name, without spaces around it", where=where, hint='Add name = "...".')
    values: dict[str, Any] = {"origin": origin}
    for key, value in table.items():
        values[key] = _composed(_value(key, value, where))
    for form in (values["name"], *values.get("aliases", ()), *values.get("variants", ()), *values.get("forms", ())):
        if _CONTROL.search(form):
            raise GlossaryError(
                f"“{' '.join(form.split())}” has a line break or control character in it",
                where=where,
                hint="Write it on one line.",
            )
    if "kind" not in values and not any(letter.isupper() for letter in name):
        values["kind"] = Kind.TERM
    return Term(**values)


def _composed(value: Any) -> Any:
    """Strings in composed form (NFC), as texts have them."""
    if type(value) is str:
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return tuple(_composed(item) for item in value)
    return value


def _value(key: str, value: Any, where: str) -> Any:
    if key in _LISTS:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, Sequence) or not all(isinstance(item, str) and item.strip() for item in value):
            raise GlossaryError(f"{key} must be a list of non-empty strings", where=where)
        return tuple(dict.fromkeys(item.strip() for item in value))
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise GlossaryError(f"{key} must be true or false", where=where)
        return value
    if key == "examples":
        if not isinstance(value, Sequence) or not all(
            isinstance(pair, Sequence) and len(pair) == 2 and all(isinstance(side, str) for side in pair)
            for pair in value
        ):
            raise GlossaryError('examples must be pairs: [["before", "after"], ...]', where=where)
        return tuple((before, after) for before, after in value)
    if not isinstance(value, str):
        raise GlossaryError(f"{key} must be a string", where=where, hint=f'Put it in quotes: {key} = "{value}".')
    if key == "kind":
        return _choice(KIND_SYNONYMS.get(value.lower(), value.lower()), Kind, key, where)
    if key == "gender":
        return _choice(value.lower(), Gender, key, where)
    if key == "case" and value not in ("smart", "exact", "any"):
        raise GlossaryError(f"case must be smart, exact or any, not {value!r}", where=where)
    return value


def _choice(value: str, choices: type[Kind] | type[Gender], key: str, where: str) -> Kind | Gender:
    names = [str(choice) for choice in choices]
    if value not in names:
        near = difflib.get_close_matches(value, names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Use one of {', '.join(names)}."
        raise GlossaryError(f"unknown {key} {value!r}", where=where, hint=hint)
    return choices(value)
