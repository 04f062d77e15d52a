"""What a format is to the rest: a reader, a writer, and what it can hold."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from cleanup.errors import GlossaryError
from cleanup.terms.file import KEYS
from cleanup.terms.model import Term

_HEAD = 4_096
"""Bytes that are looked at for the encoding."""

Table = dict[str, Any]
"""An entry as the keys of a glossary's ``[[term]]``."""

EVERYTHING = frozenset(KEYS)


@dataclass
class Imported:
    """What a file gave: entries as tables, and what could not be taken, a line each."""

    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _by_name: dict[str, Table] = field(default_factory=dict)

    def add(self, name: str, source: str = "", **values: Any) -> None:
        """Take an entry; one with the same name is joined with the earlier one."""
        name = name.strip()
        if not name:
            return
        new = {"name": name, "source": source.strip(), **values}
        new = {key: value for key, value in new.items() if value not in ("", None, [], ())}
        if name in self._by_name:
            _join(self._by_name[name], new)
            return
        self._by_name[name] = new
        self.tables.append(new)


def _join(table: Table, new: Table) -> None:
    for key, value in new.items():
        if key == "source":
            parts = [*str(table.get("source", "")).split("/"), *str(value).split("/")]
            table["source"] = "/".join(dict.fromkeys(part for part in parts if part))
        elif isinstance(value, list):
            table[key] = list(dict.fromkeys([*table.get(key, []), *value])) if key != "examples" else value
        else:
            table.setdefault(key, value)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, the endings of its files, and the keys of an entry that it can hold.

    ``read`` raises GlossaryError for what is not in the format; ``write`` returns the bytes and a line for each thing
    that it had to leave out.
    """

    name: str
    description: str
    endings: tuple[str, ...]
    holds: frozenset[str]
    read: Callable[[bytes], Imported]
    write: Callable[[Sequence[Term]], tuple[bytes, list[str]]]


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or what its byte order mark says. Raises GlossaryError."""
    from cleanup.errors import DocumentError
    from cleanup.files.decode import decode

    try:
        return decode(data, _wide(data) or "auto")[0].replace("\r\n", "\n").replace("\r", "\n")
    except DocumentError as error:
        raise GlossaryError(error.message, hint="Save it as UTF-8.") from error


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark, told by the zero bytes that spaces, commas and line ends have in it."""
    if data.startswith(b"PK") or b"\0" not in data[:_HEAD]:
        return ""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\0\0\xfe\xff" or even == odd:
        return ""
    return "" if min(even, odd) else "utf-16-be" if even else "utf-16-le"


def optional(module: str, package: str) -> ModuleType:
    """A module of an optional dependency. Raises GlossaryError that says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        hint = f"Install it: pip install {package}, or mt-cleanup[exchange]."
        raise GlossaryError(f"this format needs the package {package}", hint=hint) from error


def left_out(what: str, names: Iterable[str]) -> list[str]:
    """A line that says what was left out, none when nothing was."""
    listed = list(names)
    if not listed:
        return []
    shown = ", ".join(listed[:5]) + (f" and {len(listed) - 5} more" if len(listed) > 5 else "")
    return [f"{what}: {shown}"]
