"""Replacements from what other tools and people have: LinguaGacha, GalTransl, readers' exports, lists like sed's."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.errors import DocumentError
from cleanup.rules.own.model import Replacement

_SED = re.compile(
    r"s(?P<mark>[/|#,@!])(?P<find>(?:\\.|(?!(?P=mark)).)+)(?P=mark)(?P<text>(?:\\.|(?!(?P=mark)).)*)(?P=mark)(?P<flags>[gIi]*)"
)
_ARROW = re.compile(r"(?P<find>.+?)\s*(?:=>|->|→|⇒)\s*(?P<text>.*)")
_FROM = ("src", "original", "find", "search", "source", "from", "pattern", "key", "key_name", "term")
_TO = ("dst", "replacement", "replace", "with", "target", "to", "value", "translation")


def imported(text: str, name: str) -> tuple[Replacement, ...]:
    """The replacements in the text of a file called ``name``. Raises DocumentError when there are none."""
    rows = [row for row in _rows(text, name) if row[0] and row[0] != row[1]]
    if not rows:
        hint = "Known: JSON with src/dst or pairs, TSV and CSV, s/find/text/ and find -> text lines."
        raise DocumentError("no replacements found in it", hint=hint)
    found: dict[tuple[str, bool], Replacement] = {}
    for find, target, is_regex, any_case, words in rows:
        made = Replacement(
            f"{len(found) + 1:03}",
            find,
            _groups(target) if is_regex else target,
            is_regex,
            words,
            "any" if any_case else "exact",
        )
        found.setdefault((find, is_regex), made)
    return tuple(found.values())


_Row = tuple[str, str, bool, bool, bool]


def _rows(text: str, name: str) -> Iterator[_Row]:
    """What to find, what to put; whether that is a regular expression, ignores case, wants whole words."""
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped[:1] in "[{":
        try:
            yield from _from_json(json.loads(stripped))
            return
        except ValueError as error:
            if name.lower().endswith(".json"):
                raise DocumentError(f"not valid JSON: {error}", hint="Export it again.") from error
    if name.lower().endswith(".csv"):
        for row in csv.reader(stripped.splitlines()):
            if len(row) > 1 and row[0].strip().lower() not in _FROM:
                yield row[0], row[1], False, False, False
        return
    for line in stripped.splitlines():
        yield from _from_line(line)


def _from_line(line: str) -> Iterator[_Row]:
    bare = line.strip()
    if not bare or bare.startswith(("//", "# ", "\\\\")) or bare == "#":
        return
    if sed := _SED.fullmatch(bare):
        mark = sed["mark"]
        find, target = (sed[part].replace(f"\\{mark}", mark) for part in ("find", "text"))
        yield (
            find,
            target.replace("&", r"\g<0>") if "\\&" not in target else target,
            True,
            "i" in sed["flags"].lower(),
            False,
        )
    elif "\t" in line:
        parts = line.split("\t")
        if parts[0].strip().lower() not in _FROM:
            yield parts[0], parts[1].rstrip("\r"), False, False, False
    elif arrow := _ARROW.fullmatch(bare):
        yield arrow["find"], arrow["text"], False, False, False


def _from_json(data: Any) -> Iterator[_Row]:
    if isinstance(data, list):
        for each in data:
            yield from _from_object(each) if isinstance(each, dict) else ()
    elif isinstance(data, dict):
        if any(key in data for key in _FROM) and any(key in data for key in _TO):
            yield from _from_object(data)
            return
        for key, value in data.items():
            if isinstance(value, str):
                yield key, value, False, False, False
            elif key.lower().startswith("remove") and isinstance(value, list):
                yield from ((each, "", False, False, False) for each in value if isinstance(each, str))
            elif isinstance(value, (list, dict)):
                yield from _from_json(value)


def _from_object(row: Mapping[str, Any]) -> Iterator[_Row]:
    find = next((row[key] for key in _FROM if isinstance(row.get(key), str)), "")
    target = next((row[key] for key in _TO if isinstance(row.get(key), str)), "")
    if row.get("enabled", True) is False or not find:
        return
    is_regex = any(bool(row.get(key)) for key in ("regex", "isRegex", "is_regex", "useRegex"))
    exact = next((bool(row[key]) for key in ("case_sensitive", "caseSensitive", "isCaseSensitive") if key in row), True)
    words = any(bool(row.get(key)) for key in ("wholeWord", "whole_word", "wholeWords", "words"))
    yield find, target, is_regex, not exact, words


def _groups(template: str) -> str:
    """A template with ``$1`` as ``\\1``."""
    return re.sub(r"\$(\d)", r"\\\1", template)


def as_toml(replacements: tuple[Replacement, ...]) -> str:
    """The tables of replacements, as a file of them is written."""
    return "\n".join("\n".join(_table(each)) + "\n" for each in replacements)


def _table(each: Replacement) -> Iterator[str]:
    yield "[[replace]]"
    yield f"name = {_quoted(each.name)}"
    yield f"{'regex' if each.is_regex else 'find'} = {_quoted(each.find)}"
    yield f"with = {_quoted(each.text)}"
    if each.words:
        yield "words = true"
    if each.case != "exact":
        yield f"case = {_quoted(each.case)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
