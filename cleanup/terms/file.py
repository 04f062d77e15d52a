"""A glossary file as text, entry by entry, so that an edit touches nothing but the entry it is for.

Everything else stays byte for byte: comments, order, blank lines, line ends. Only the entry concerned goes through
tomlkit, which is far too slow for a file of 20,000 entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanup.errors import GlossaryError
from cleanup.terms.load import parse_terms
from cleanup.terms.model import Term
from cleanup.untrusted import opened

if TYPE_CHECKING:
    from tomlkit.items import Table

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?term[\"']?[ \t]*\]\]", re.MULTILINE)
_BOM = "\ufeff"
KEYS = (
    "name", "source", "kind", "gender", "aliases", "variants", "never", "forms", "case", "paths", "override", "predict",
    "note", "examples", "keep",
)  # fmt: skip
"""The keys of an entry in the order in which a new one is written."""
_WIDE = 110
"""A list longer than this is written one item a line."""


@dataclass
class Entry:
    """The text of one entry: ``lead`` (the comment directly above it), ``body`` (its table, with a comment directly
    below) and ``gap`` (blank lines and comments that stand alone, up to the next entry)."""

    lead: str
    body: str
    gap: str
    term: Term

    def edit(self, change: Callable[[Table], None]) -> None:
        """Let ``change`` alter the table; comments and formatting of the rest stay."""
        import tomlkit

        document = tomlkit.parse(self.body.replace("\r\n", "\n"))
        tables: Any = document["term"]
        change(tables[0])
        text = tomlkit.dumps(document)
        self.body = text if text.endswith("\n") or not self.gap else text + "\n"

    @property
    def comments(self) -> str:
        """The comment lines above and inside the entry, each with its line end."""
        lines = (self.lead + self.body).splitlines()
        return "".join(f"{line.strip()}\n" for line in lines if line.strip().startswith("#"))


@dataclass
class GlossaryFile:
    """A glossary file that can be edited. ``head`` is what stands above the first entry."""

    path: Path
    head: str = ""
    entries: list[Entry] = field(default_factory=list)
    newline: str = "\n"
    original: str = ""

    @property
    def text(self) -> str:
        """The whole file as it is now."""
        text = self.head + "".join(entry.lead + entry.body + entry.gap for entry in self.entries)
        return text if self.newline == "\n" else text.replace("\r\n", "\n").replace("\n", self.newline)

    @property
    def changed(self) -> bool:
        """Whether the text is another than the file's."""
        return self.text != self.original

    def add(self, table: Mapping[str, Any]) -> None:
        """Write a new entry at the end."""
        if self.entries:
            last = self.entries[-1]
            if not last.body.endswith("\n"):
                last.body += "\n"
            if not last.gap.endswith("\n\n") and last.gap != "\n":
                last.gap += "\n"
        elif self.head:
            self.head = self.head.rstrip("\n") + "\n\n"
        body = entry_text(table)
        self.entries.append(Entry("", body, "", parse_terms(body, str(self.path))[0]))

    def remove(self, entry: Entry) -> None:
        """Take an entry out, with the comment directly above it; comments that stand alone stay."""
        index = self.entries.index(entry)
        del self.entries[index]
        alone = entry.gap.strip("\r\n")
        if alone:
            self._append(index, entry.gap.lstrip("\r\n") if self._ends_blank(index) else entry.gap)
        elif index == len(self.entries) and self.entries:
            self.entries[-1].gap = self.entries[-1].gap.rstrip("\r\n") + ("\n" if self.entries[-1].gap.strip() else "")

    def _append(self, index: int, text: str) -> None:
        if index:
            self.entries[index - 1].gap += text
        else:
            self.head += text

    def _ends_blank(self, index: int) -> bool:
        before = self.entries[index - 1].gap if index else self.head
        return before.endswith(("\n\n", "\n")) and not before.strip("\r\n").endswith("#")


def read_file(path: Path, *, create: bool = False) -> GlossaryFile:
    """The file, ready to be edited; an empty one when it does not exist and ``create`` says so. Raises
    GlossaryError."""
    if create and not path.exists():
        return GlossaryFile(path)
    try:
        text = opened.read_file(path).decode("utf-8")
    except OSError as error:
        message = f"cannot read the glossary: {error.strerror or error}"
        raise GlossaryError(message, where=str(path), hint="Check the path.") from error
    except UnicodeDecodeError as error:
        raise GlossaryError("the glossary is not UTF-8 text", where=str(path), hint="Save it as UTF-8.") from error
    return parse_file(text, path)


def parse_file(text: str, path: Path) -> GlossaryFile:
    """The file with the given text. Raises GlossaryError when it is no glossary, or not one of ``[[term]]`` tables."""
    terms = parse_terms(text.removeprefix(_BOM), str(path))
    starts = [match.start() for match in _HEADER.finditer(text)]
    if len(starts) != len(terms):
        raise GlossaryError(
            "this file cannot be edited: its entries are not plain [[term]] tables",
            where=str(path),
            hint="Write each entry as a [[term]] table of its own.",
        )
    newline = "\r\n" if "\r\n" in text and "\n" not in text.replace("\r\n", "") else "\n"
    if not starts:
        return GlossaryFile(path, text, [], newline, text)
    leads = [_lead(text, start, starts[i - 1] if i else 0) for i, start in enumerate(starts)]
    if not text[: leads[0]].removeprefix(_BOM):
        leads[0] = starts[0]  # A comment at the very top speaks of the file.
    entries = []
    for lead, start, end, term in zip(leads, starts, [*leads[1:], len(text)], terms, strict=True):
        cut = _body_end(text, start, end)
        entries.append(Entry(text[lead:start], text[start:cut], text[cut:end], term))
    return GlossaryFile(path, text[: leads[0]], entries, newline, text)


def _lead(text: str, start: int, limit: int) -> int:
    """Where the comment lines directly above a position begin."""
    while start > limit:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < limit or not text[above:start].lstrip(f" \t{_BOM}").startswith("#"):
            break
        start = above
    return start


def _body_end(text: str, start: int, end: int) -> int:
    """Where the table that begins at ``start`` ends: before the first blank line after its last key."""
    cut = end
    while cut > start:
        above = text.rfind("\n", start, cut - 1) + 1
        line = text[above:cut].strip()
        if line and not line.startswith("#"):
            break
        cut = above
    while cut < end:
        below = text.find("\n", cut, end) + 1 or end
        if not text[cut:below].strip():
            break
        cut = below
    return cut


def entry_text(table: Mapping[str, Any]) -> str:
    """A new entry as TOML, its keys in the usual order, empty values left out."""
    lines = ["[[term]]"]
    for key in KEYS:
        value = table.get(key)
        if value is not None and value != "" and value != [] and value != ():
            lines.append(f"{key} = {_written(value)}")
    return "\n".join(lines) + "\n"


def _written(value: Any) -> str:
    import tomlkit

    if isinstance(value, (list, tuple)):
        items = [_written(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _WIDE else "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    return tomlkit.item(str(value) if isinstance(value, str) else value).as_string()


def extend(table: Table, key: str, values: Sequence[str]) -> None:
    """Add the values to a list of the table, those that are there already left out."""
    import tomlkit

    present = table.get(key)
    if isinstance(present, str):
        present = [present]
    known = list(present or [])
    new = [value for value in dict.fromkeys(values) if value not in known]
    if not new:
        return
    array = table.get(key)
    if isinstance(array, tomlkit.items.Array):
        for value in new:
            array.append(value)
    else:
        table[key] = known + new


def drop(table: Table, key: str, values: Sequence[str]) -> None:
    """Take values out of a list of the table; an empty list goes altogether."""
    present = table.get(key)
    if isinstance(present, str):
        present = [present]
    left = [value for value in present or [] if value not in values]
    if present is None or len(left) == len(present):
        return
    if not left:
        del table[key]
    elif isinstance(table[key], str):
        table[key] = left
    else:
        array: Any = table[key]
        for value in values:
            while value in array:
                array.remove(value)


def table_of(term: Term) -> dict[str, Any]:
    """An entry as the table that gives it, defaults left out."""
    table: dict[str, Any] = {}
    for key in KEYS:
        value = getattr(term, key)
        if key == "predict":
            table.update({} if value else {"predict": False})
        elif key == "override":
            table.update({"override": True} if value else {})
        elif key == "case":
            table.update({} if value == "smart" else {"case": value})
        elif key == "kind":
            plain = "name" if any(letter.isupper() for letter in term.name) else "term"
            table.update({} if str(value) == plain else {"kind": str(value)})
        elif key == "examples":
            table.update({"examples": [list(pair) for pair in value]} if value else {})
        elif value:
            table[key] = list(value) if isinstance(value, tuple) else str(value)
    return table


def is_toml(text: str) -> bool:
    """Whether a text is TOML at all."""
    from cleanup.untrusted.structured import read_toml

    try:
        read_toml(text)
    except GlossaryError:
        return False
    return True
