"""A replacement that a user wrote, and how it is read from a table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from cleanup.errors import ConfigError
from cleanup.rules.rule import Level

CASES = ("exact", "any", "keep")
_NAME = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXTS = ("name", "find", "regex", "with", "case", "level", "reason")
_KEYS = (*_TEXTS, "words", "paths", "examples", "keep")
PREFIX = "replace-"
"""What the ids of these rules begin with."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to look for and what to put there.

    ``find`` is literal text, or a regular expression when ``is_regex``; ``text`` may then use its groups (``\\1``,
    ``\\g<name>``). ``words``: only where no letter or digit stands beside it. ``case``: ``exact``; ``any``; ``keep``
    (any, and the replacement takes the capitals of what was found). ``paths`` are globs of the files it is for, none
    for all. ``examples`` are pairs of bad and good, ``keep`` texts that stay.
    """

    name: str
    find: str
    text: str
    is_regex: bool = False
    words: bool = False
    case: str = "exact"
    level: Level = Level.FIX
    reason: str = ""
    paths: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its rule."""
        return PREFIX + self.name


@lru_cache(maxsize=2_000)
def pattern_of(replacement: Replacement) -> Any:
    """What it looks for, compiled. Raises ConfigError for an invalid regular expression."""
    source = replacement.find if replacement.is_regex else regex.escape(replacement.find, special_only=True)
    if replacement.words:
        source = rf"(?<![\w])(?:{source})(?![\w])"
    flags = regex.MULTILINE | (0 if replacement.case == "exact" else regex.IGNORECASE)
    try:
        return regex.compile(source, flags)
    except regex.error as error:
        hint = "Characters like ( and [ take a backslash; `find` in place of `regex` takes them as they are."
        raise ConfigError(f"invalid regular expression in “{replacement.name}”: {error}", hint=hint) from error


def replacements_in(tables: Any, where: str) -> tuple[Replacement, ...]:
    """The replacements of a list of tables. Raises ConfigError, naming the one that is wrong."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError("“replace” must be tables", where=where, hint="Write [[replace]] above each.")
    found = tuple(_replacement(table, number, where) for number, table in enumerate(tables, 1))
    check_unique(found, where)
    return found


def check_unique(replacements: Sequence[Replacement], where: str) -> None:
    """Raise ConfigError when two have the same name."""
    seen: set[str] = set()
    for each in replacements:
        if each.name in seen:
            raise ConfigError(f"two replacements are called “{each.name}”", where=where, hint="Rename one of them.")
        seen.add(each.name)


def read_replacements(path: Path) -> tuple[Replacement, ...]:
    """The replacements in a file of ``[[replace]]`` tables. Raises ConfigError."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        hint = "Check the path in `replace-files`."
        raise ConfigError(f"cannot read: {error.strerror or error}", where=str(path), hint=hint) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"not valid TOML: {error}", where=str(path), hint="Save it as UTF-8 TOML.") from error
    if unknown := sorted(data.keys() - {"replace"}):
        raise ConfigError(
            f"unknown key “{unknown[0]}”", where=str(path), hint="The file holds [[replace]] tables only."
        )
    return replacements_in(data.get("replace", []), str(path))


def _replacement(table: Mapping[str, Any], number: int, where: str) -> Replacement:
    name = table.get("name") or f"{number:03}"
    if unknown := sorted(table.keys() - set(_KEYS)):
        hint = f"Known: {', '.join(_KEYS)}."
        raise ConfigError(f"replacement “{name}” has an unknown key “{unknown[0]}”", where=where, hint=hint)
    for key in _TEXTS:
        if key in table and not isinstance(table[key], str):
            raise ConfigError(f"“{key}” of replacement “{name}” must be a string", where=where, hint="Use quotes.")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        hint = "Use small letters, digits and hyphens, as in “no-em-dash”."
        raise ConfigError(f"“{name}” is not a valid name for a replacement", where=where, hint=hint)
    if bool(table.get("find")) == bool(table.get("regex")) or "with" not in table:
        hint = 'Write `find = "…"` for literal text or `regex = "…"`, and `with = "…"` (empty to remove).'
        raise ConfigError(f"replacement “{name}” needs `find` or `regex`, and `with`", where=where, hint=hint)
    case, level = table.get("case", "exact"), table.get("level", Level.FIX.value)
    if case not in CASES or level not in tuple(Level):
        what, known = ("case", CASES) if case not in CASES else ("level", tuple(each.value for each in Level))
        hint = f"Known: {', '.join(known)}."
        raise ConfigError(f"“{table[what]}” is not a valid value for “{what}” of “{name}”", where=where, hint=hint)
    made = Replacement(
        name=name,
        find=table.get("find") or table["regex"],
        text=table["with"],
        is_regex=bool(table.get("regex")),
        words=_flag(table, "words", name, where),
        case=case,
        level=Level(level),
        reason=table.get("reason", ""),
        paths=_texts(table, "paths", name, where),
        examples=_pairs(table, name, where),
        keep=_texts(table, "keep", name, where),
    )
    _check(made, where)
    return made


def _check(made: Replacement, where: str) -> None:
    try:
        pattern = pattern_of(made)
        if made.is_regex:
            pattern.sub(made.text, "")
            _template(pattern, made.text)
    except ConfigError as error:
        raise ConfigError(error.message, where=where, hint=error.hint) from error
    except (regex.error, IndexError) as error:
        hint = r"Groups are \1, \2 … or \g<name>; a backslash is \\."
        raise ConfigError(f"“with” of replacement “{made.name}” is wrong: {error}", where=where, hint=hint) from error
    if not made.is_regex and pattern.fullmatch(made.text) is not None and made.case != "exact":
        return
    if not made.is_regex and pattern.search(made.text) is not None:
        hint = (
            "A second run would replace it again. Use `words = true`, or a regex that looks at what stands beside it."
        )
        raise ConfigError(f"“{made.name}” puts in what it looks for", where=where, hint=hint)


def _template(pattern: Any, template: str) -> None:
    """Raises what is wrong with a replacement's groups, which `sub` says only where something is found."""
    any_match = regex.compile(f"(?:{pattern.pattern})|").match("")
    any_match.expand(template)


def _flag(table: Mapping[str, Any], key: str, name: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise ConfigError(f"“{key}” of replacement “{name}” must be true or false", where=where)
    return value


def _texts(table: Mapping[str, Any], key: str, name: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ConfigError(f"“{key}” of replacement “{name}” must be a list of strings", where=where)
    return tuple(value)


def _pairs(table: Mapping[str, Any], name: str, where: str) -> tuple[tuple[str, str], ...]:
    value = table.get("examples", [])
    is_right = isinstance(value, list) and all(
        isinstance(each, dict) and set(each) == {"bad", "good"} and all(isinstance(text, str) for text in each.values())
        for each in value
    )
    if not is_right:
        hint = 'Write examples = [{ bad = "…", good = "…" }].'
        raise ConfigError(f"“examples” of replacement “{name}” must be pairs of bad and good", where=where, hint=hint)
    return tuple((each["bad"], each["good"]) for each in value)
