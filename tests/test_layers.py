"""Which part of the program may import which: higher floors use lower ones, never the reverse.

All imports count, also those inside functions and those for type checkers only: a circle of types is a circle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import cleanup

ROOT = Path(cleanup.__file__).parent

LAYERS: dict[str, set[str]] = {
    "package": set(),
    "errors": set(),
    "untrusted": set(),
    "manual": set(),
    "storage": set(),
    "core": set(),
    "language": set(),
    "numerals": set(),
    "terms": {"storage", "language"},
    "decisions": {"core", "storage"},
    "names": {"core", "language", "storage", "terms"},
    "rules": {"core", "language", "numerals", "terms", "names"},
    "grammar": {"core", "language", "storage", "names", "rules"},
    "formats": {"core"},
    "files": {"core", "storage", "formats"},
    "settings": {"storage", "decisions", "rules", "grammar", "formats", "files"},
    "parallel": {
        *("core", "language", "storage", "terms", "names", "rules", "formats", "files", "settings"),
    },
    "cleaner": {"core", "formats", "terms", "decisions", "names", "rules", "grammar", "settings"},
    "run": {
        *("core", "storage", "terms", "rules", "grammar", "formats", "files", "settings", "parallel", "cleaner"),
    },
    "gate": {"core", "storage", "terms", "names", "rules", "formats", "files", "settings", "run"},
    "glossary": {
        *("core", "language", "storage", "terms", "names", "rules", "formats", "files", "settings", "cleaner", "run"),
    },
    "reports": {"core", "rules", "files", "gate"},
    "review": {
        *("core", "storage", "terms", "decisions", "names", "rules", "formats", "files", "settings", "cleaner", "run"),
        *("glossary", "reports"),
    },
    "lsp": {
        *("core", "storage", "language", "terms", "decisions", "names", "rules", "formats", "files", "settings"),
        *("cleaner", "run", "gate", "glossary", "reports", "review"),
    },
    "outcome": {"core", "storage", "terms", "decisions", "names", "rules", "files", "settings", "run", "reports"},
    "api": {"core", "formats", "terms", "grammar", "settings", "cleaner", "gate"},
    "caches": {"storage", "terms", "grammar", "gate", "outcome"},
    "cli": {
        *("storage", "core", "terms", "names", "rules", "grammar", "formats", "files", "settings", "run", "gate"),
        *("glossary", "reports", "decisions", "review", "lsp", "outcome", "caches", "manual", "parallel"),
    },
}
"""The rooms from the ground up, each with those it may import; `GROUND` is open to all. A room may use only rooms above
it in this table, so there are no circles. A new folder gets a row of its own; an import that the table forbids is
better moved than allowed."""

GROUND = {"package", "errors", "untrusted"}
"""The version, the errors that end a command, and how text of others is opened, read and shown."""

ELSEWHERE = {"__init__": "package", "__main__": "cli"}
"""Modules that belong to another room than the one their path names."""


def test_rooms_import_only_rooms_below_them() -> None:
    wrong = [
        f"{module} ({room}) imports {imported} ({other})"
        for module, imported in _imports()
        if (room := _room(module)) != (other := _room(imported)) and other not in LAYERS.get(room, set()) | GROUND
    ]
    assert not wrong, "see LAYERS in this file:\n" + "\n".join(sorted(wrong))


def test_there_are_no_circles() -> None:
    below: set[str] = set()
    for room, used in LAYERS.items():
        assert used <= below, f"{room} uses {used - below}, which do not stand below it"
        below.add(room)


def test_every_room_is_in_the_table() -> None:
    rooms = {_room(module) for module in _modules()}
    assert rooms == set(LAYERS)


def _modules() -> dict[str, Path]:
    """Every module, by its name within the package; a package's own module is named like the folder."""
    named = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        named[".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)] = path
    return named


def _room(module: str) -> str:
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        if (room := ELSEWHERE.get(".".join(parts[:length]))) is not None:
            return room
    return parts[0]


def _imports() -> Iterator[tuple[str, str]]:
    """Which module imports which, as names within the package. The package itself does not count: it offers the public
    API, and imports it only when somebody asks for a name of it."""
    modules = _modules()
    for module, path in modules.items():
        if module == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cleanup":
                within = node.module.removeprefix("cleanup").removeprefix(".")
                for name in node.names:
                    whole = f"{within}.{name.name}".removeprefix(".")
                    yield module, whole if whole in modules else within or "__init__"
            elif isinstance(node, ast.Import):
                for name in node.names:
                    if name.name.startswith("cleanup."):
                        yield module, name.name.removeprefix("cleanup.")
