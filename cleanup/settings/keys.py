"""Every key of a configuration file: its type, default and description, and how a value is checked.

The commented file that ``cleanup init`` writes and the table in the manual are made from `KEYS`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleanup.errors import ConfigError
from cleanup.grammar.settings import ENGINE_NAMES, LANGUAGES, GrammarSettings
from cleanup.rules.rule import Level

QUOTES = ("auto", "curly", "straight")
_IN_SOURCE = ("stem", "name", "number")
_MOST = 86_400
"""Seconds in a day."""
LEVELS = tuple(level.value for level in Level)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: the file, its text, and the table's path in it. For messages."""

    path: Path
    text: str
    table: tuple[str, ...] = ()

    def inside(self, key: str) -> Place:
        """The place of the table ``key`` in this one."""
        return Place(self.path, self.text, (*self.table, key))

    def of(self, key: str) -> str:
        """``file:line`` of a key in this table; the file alone where the line cannot be told."""
        header = r"\.".join(rf"[\"']?{re.escape(part)}[\"']?" for part in self.table)
        name = rf"[\"']?{re.escape(key)}[\"']?"
        start = 0
        if self.table:
            opening = re.search(rf"^[ \t]*\[[ \t]*{header}[ \t]*\]", self.text, re.MULTILINE)
            start = opening.end() if opening else 0
        end = re.compile(r"^[ \t]*\[", re.MULTILINE).search(self.text, start) if start or not self.table else None
        stop = end.start() if end else len(self.text)
        hit = re.compile(rf"^[ \t]*(?:[\w.\"'-]+\.)?{name}[ \t]*[.=]", re.MULTILINE).search(self.text, start, stop)
        table = rf"\.{name}" if header else name
        hit = hit or re.search(rf"^[ \t]*\[[ \t]*{header}{table}[ \t]*[\].]", self.text, re.MULTILINE)
        return f"{self.path}:{self.text.count(chr(10), 0, hit.start()) + 1}" if hit else str(self.path)


Convert = Callable[[Any, str, Place], Any]
"""Checks the value of a key and turns it into what `Config` holds. Raises ConfigError."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its name in the file, its type and default as a person writes them, and what it means."""

    name: str
    type: str
    default: str
    description: str
    convert: Convert
    example: str = ""
    table: bool = field(default=False)

    @property
    def attribute(self) -> str:
        """The field of the settings that holds it."""
        return self.name.replace("-", "_")


def _wrong(key: str, place: Place, expected: str, value: object) -> ConfigError:
    return ConfigError(f"“{key}” must be {expected}, not {value!r}", where=place.of(key), hint=f"Write {key} = …")


def _text(value: Any, key: str, place: Place) -> str:
    if not isinstance(value, str):
        raise _wrong(key, place, "a string", value)
    return value


def _flag(value: Any, key: str, place: Place) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, place, "true or false", value)
    return value


def _number(value: Any, key: str, place: Place) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= _MOST:
        raise _wrong(key, place, f"a number above zero, at most {_MOST:,}", value)
    return float(value)


def _url(value: Any, key: str, place: Place) -> str:
    return check_url(_text(value, key, place), place.of(key), key)


def is_url(text: str) -> bool:
    """Whether a text is meant as the address of a server."""
    return text.startswith(("http://", "https://"))


def check_url(url: str, where: str = "", key: str = "url") -> str:
    """``url`` if it is empty or the address of a server. Raises ConfigError."""
    try:
        parts = urlsplit(url)
        is_server = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_server = False
    if url and (not is_server or not url.isprintable() or " " in url):
        hint = f'Write it as {key} = "http://localhost:8081".'
        raise ConfigError(f"“{url}” is not the address of a server", where=where, hint=hint)
    return url


def _megabytes(value: Any, key: str, place: Place) -> int:
    number = _number(value, key, place)
    if not number < 1e9:
        raise _wrong(key, place, "a number of megabytes", value)
    return int(number * 1_000_000)


def _length(value: Any, key: str, place: Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(key, place, "a number of characters", value)
    return value


def _port(value: Any, key: str, place: Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 65_536:
        raise _wrong(key, place, "a port number", value)
    return value


def _texts(value: Any, key: str, place: Place) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(key, place, "a list of strings", value)
    return tuple(value)


def _one_of(choices: Iterable[str]) -> Convert:
    known = tuple(choices)

    def convert(value: Any, key: str, place: Place) -> str:
        text = _text(value, key, place)
        if text not in known:
            raise _unknown(f"“{text}” is not a valid value for “{key}”", text, known, place.of(key))
        return text

    return convert


def _encoding(value: Any, key: str, place: Place) -> str:
    return check_encoding(_text(value, key, place), place.of(key))


def check_engine(name: str, where: str = "") -> str:
    """``name`` if it is a grammar engine's, or the address of a server on the command line. Raises ConfigError."""
    if not where and is_url(name):
        return check_url(name, "--grammar")
    if name not in ENGINE_NAMES:
        raise _unknown(f"there is no grammar engine “{name}”", name, ENGINE_NAMES, where)
    return name


def _engine(value: Any, key: str, place: Place) -> str:
    return check_engine(_text(value, key, place), place.of(key))


def check_encoding(name: str, where: str = "") -> str:
    """``name`` if it is ``auto`` or an encoding that Python knows. Raises ConfigError."""
    try:
        "".encode("utf-8" if name == "auto" else name)  # codecs.lookup would take rot13 and zip, too
    except LookupError:
        hint = "Examples: auto, utf-8, utf-16, gb18030, big5, shift_jis, windows-1252."
        raise ConfigError(f"there is no encoding “{name}”", where=where, hint=hint) from None
    return name


def _source(value: Any, key: str, place: Place) -> str:
    pattern = _text(value, key, place)
    unknown = [name for name in re.findall(r"\{([^{}]*)\}", pattern) if name not in _IN_SOURCE]
    if unknown:
        raise _unknown(f"“{{{unknown[0]}}}” is not known in “{key}”", unknown[0], _IN_SOURCE, place.of(key))
    return pattern


def _rules(value: Any, key: str, place: Place) -> tuple[str, ...]:
    names = _texts(value, key, place)
    check_rules(names, place.of(key))
    return names


def check_rules(names: Iterable[str], where: str = "") -> None:
    """Raises ConfigError for a name that is neither a rule nor a topic; it names the nearest one."""
    from cleanup.rules.engine.selection import check_names
    from cleanup.rules.own.model import PREFIX
    from cleanup.rules.registry import RULES

    check_names(names, RULES, where, open_ended=(PREFIX,))


def _ignores_by_pattern(value: Any, key: str, place: Place) -> dict[str, tuple[str, ...]]:
    return {pattern: _rules(rules, pattern, place.inside(key)) for pattern, rules in _table(value, key, place).items()}


def _formats_by_pattern(value: Any, key: str, place: Place) -> dict[str, str]:
    from cleanup.formats.registry import FORMATS

    convert = _one_of(fmt.name for fmt in FORMATS)
    return {pattern: convert(name, pattern, place.inside(key)) for pattern, name in _table(value, key, place).items()}


def _fields_by_pattern(value: Any, key: str, place: Place) -> dict[str, bool]:
    fields = _table(value, key, place).items()
    return {pattern: _flag(is_text, pattern, place.inside(key)) for pattern, is_text in fields}


def _table(value: Any, key: str, place: Place) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, place, "a table", value)
    return value


def _level(value: Any, key: str, place: Place) -> Level:
    return Level(_one_of(LEVELS)(value, key, place))


def _levels(value: Any, key: str, place: Place) -> dict[str, Level]:
    inner = place.inside(key)
    return {name: _level(level, name, inner) for name, level in _table(value, key, place).items()}


def _rule_tables(value: Any, key: str, place: Place) -> dict[str, tuple[Level | None, dict[str, Any]]]:
    inner = place.inside(key)
    tables: dict[str, tuple[Level | None, dict[str, Any]]] = {}
    for name, table in _table(value, key, place).items():
        check_rules((name,), inner.of(name))
        options = dict(_table(table, name, inner))
        level = options.pop("level", None)
        where = inner.inside(name)
        tables[name] = (None if level is None else _level(level, "level", where), _options(name, options, where))
    return tables


def _options(name: str, options: dict[str, Any], place: Place) -> dict[str, Any]:
    """The options of a rule, or of all rules of a topic. Raises ConfigError for one that none of them has."""
    from cleanup.rules.registry import RULES

    known = {key: default for rule in RULES if name in (rule.id, rule.topic) for key, default in rule.options.items()}
    for key, value in options.items():
        if key not in known:
            what, hint = f"“{name}” has no option “{key}”", f"`cleanup rules explain {name}` describes them."
            raise _unknown(what, key, ("level", *known), place.of(key), hint)
        default = known[key]
        if isinstance(default, (tuple, list, frozenset, set)):
            options[key] = type(default)(_texts(value, key, place))
        elif isinstance(default, bool) != isinstance(value, bool) or not isinstance(value, type(default)):
            raise _wrong(key, place, f"like its default, {default!r}", value)
    return options


def _replacements(value: Any, key: str, place: Place) -> tuple[Any, ...]:
    from cleanup.rules.own.model import replacements_in

    return replacements_in(value, place.of(key))


def _grammar(value: Any, key: str, place: Place) -> GrammarSettings:
    return GrammarSettings(**_checked(_table(value, key, place), GRAMMAR_KEYS, place.inside(key)))


def _unknown(what: str, name: str, known: Iterable[str], where: str, hint: str = "") -> ConfigError:
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1, cutoff=0.5)
    guess = f"Did you mean “{near[0]}”?" if near else "" if len(choices) > 30 else f"Known: {', '.join(choices)}."
    return ConfigError(what, where=where, hint=" ".join(filter(None, (guess, hint))))


def settings(data: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """The fields of `Config` that ``data`` sets, checked. Raises ConfigError."""
    return _checked(data, KEYS, place)


def _checked(data: Mapping[str, Any], keys: tuple[Key, ...], place: Place) -> dict[str, Any]:
    known = {key.name: key for key in keys}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in known:
            raise _unknown(f"unknown key “{name}”", name, known, place.of(name))
        values[known[name].attribute] = known[name].convert(value, name, place)
    return values


GRAMMAR_KEYS: tuple[Key, ...] = (
    Key("engine", "string", '"auto"', f"Which engine checks: {', '.join(ENGINE_NAMES)}.", _engine, '"harper"'),
    Key("url", "string", '""', "A LanguageTool server to ask instead.", _url, '"http://localhost:8081"'),
    Key("language", "string", '"en-US"', f"The variant of English: {', '.join(LANGUAGES)}.", _one_of(LANGUAGES)),
    Key("level", "string", '"fix"', f"At most this is done with a finding: {', '.join(LEVELS)}.", _level),
    Key("rules", "table", "{}", "A level for single rules of the engine, by id.", _levels, '{ EN_A_VS_AN = "report" }'),
    Key("categories", "table", "{}", "A level for the engine's categories.", _levels, '{ STYLE = "off" }'),
    Key("deadline", "number", "30", "Seconds that one question to the engine may take.", _number),
    Key("keep-server", "boolean", "false", "Leave a LanguageTool server running for the next run.", _flag),
    Key("port", "number", "0", "The port of a LanguageTool server that is started here; 0 takes any free one.", _port),
    Key("cache", "boolean", "true", "Keep answers on disk.", _flag),
)

KEYS: tuple[Key, ...] = (
    Key(
        "glossaries",
        "list of paths",
        "[]",
        "Your glossary files, relative to this file. Later ones win only where they say `override = true`.",
        _texts,
        '["glossary.toml"]',
    ),
    Key(
        "packs",
        "list of names",
        "all",
        "Which of the shipped packs to use; `[]` switches them off.",
        _texts,
        '["titles-zh"]',
    ),
    Key(
        "select",
        "list of rules",
        "[]",
        "Run only these rules or topics; empty runs all.",
        _rules,
        '["names", "quotes"]',
    ),
    Key("ignore", "list of rules", "[]", "Leave out these rules or topics.", _rules, '["casing"]'),
    Key("unsafe-fixes", "boolean", "false", "Apply fixes that are less certain, too.", _flag),
    Key("quotes", "string", '"auto"', "Quotation marks: as the text has them, `curly` or `straight`.", _one_of(QUOTES)),
    Key(
        "source",
        "string",
        '""',
        "The texts in the source language, relative to this file: a folder, a file, or a pattern with `{stem}`, "
        "`{name}` or `{number}` of the translated file.",
        _source,
        '"raw/{stem}.txt"',
    ),
    Key(
        "exclude", "list of patterns", "[]", "Files in folders to leave out, as in a .gitignore.", _texts, '["drafts/"]'
    ),
    Key(
        "encoding",
        "string",
        '"auto"',
        "The encoding of the texts, where it is not found by itself.",
        _encoding,
        '"gb18030"',
    ),
    Key(
        "max-file-size",
        "number",
        "512",
        "Megabytes that a text may have; a larger file is refused.",
        _megabytes,
        "2000",
    ),
    Key(
        "subtitle-line-length",
        "number",
        "0",
        "Characters that a line of subtitles may have: a change that makes one longer is refused. 0: no limit.",
        _length,
        "42",
    ),
    Key(
        "mark-changed",
        "boolean",
        "false",
        "Mark each translation that `clean` changes for review: `fuzzy` in gettext, the state of its target in XLIFF.",
        _flag,
    ),
    Key(
        "table-fields",
        "table",
        "{}",
        "Which fields of JSON, CSV and TSV are text, by pattern of their dotted paths. Others are told by their looks.",
        _fields_by_pattern,
        '{ "*.summary" = true, "note" = false }',
    ),
    Key(
        "formats",
        "table",
        "{}",
        "The format of files that their extension does not tell, by pattern.",
        _formats_by_pattern,
        '{ "*.chapter" = "plain" }',
        table=True,
    ),
    Key(
        "per-file-ignores",
        "table",
        "{}",
        "Rules or topics to leave out in some files, by pattern.",
        _ignores_by_pattern,
        '{ "notes/*" = ["names"] }',
        table=True,
    ),
    Key(
        "rules",
        "table",
        "{}",
        f"A table for each rule or topic: its `level` ({', '.join(LEVELS)}) and its options.",
        _rule_tables,
        '{ quotes-direction = { level = "report" } }',
        table=True,
    ),
    Key(
        "replace-files",
        "list of paths",
        "[]",
        "Files of `[[replace]]` tables, relative to this file.",
        _texts,
    ),
    Key(
        "replace",
        "tables",
        "[]",
        "Replacements of your own, each under `[[replace]]`: `name`, `find` or `regex`, `with`, and `words`, `case`, "
        "`level`, `paths`, `reason`, `examples`, `keep`.",
        _replacements,
    ),
    Key("grammar", "table", "{}", "The grammar check; its keys follow.", _grammar, table=True),
)
