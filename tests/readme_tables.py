"""The tables of the README, made from the code: ``python -m tests.readme_tables`` writes them.

Each stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; a test fails when one is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from cleanup.cli.app import app
from cleanup.config_keys import GRAMMAR_KEYS, KEYS, Key
from cleanup.formats.registry import FORMATS as DOCUMENTS
from cleanup.glossary.exchange.format import EVERYTHING
from cleanup.glossary.exchange.registry import FORMATS as EXCHANGED
from cleanup.glossary.file import KEYS as ENTRY_KEYS
from cleanup.glossary.load import load_glossary
from cleanup.glossary.packs import pack_names, packs_folder
from cleanup.reports.check_formats import CHECK_FORMATS
from cleanup.rules.registry import RULES

README = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"(?P<start><!-- generated: (?P<name>[a-z ]+) -->\n)(?P<body>.*?)(?P<end><!-- end -->)", re.DOTALL)


def commands() -> str:
    """Every command with its arguments and options."""
    return "\n".join(_command("cleanup", typer.main.get_command(app)))


def _command(name: str, command: Any) -> Iterator[str]:
    subcommands = getattr(command, "commands", None)
    if subcommands is None:
        yield f"#### `{name}`\n\n{_sentence(command.help)}\n"
    elif _options(command):
        yield f"#### `{name}`\n"
    if options := _options(command):
        yield "| | |\n|---|---|"
        yield from (f"| {_parameter(option)} | {_cell(_sentence(option.help or ''))} |" for option in options)
        yield ""
    for sub, inner in (subcommands or {}).items():
        yield from _command(f"{name} {sub}", inner)


def _options(command: Any) -> list[Any]:
    return [each for each in command.params if each.name not in ("help", "install_completion", "show_completion")]


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or parameter.name.upper()}`"
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    return names if parameter.is_flag else f"{names} `{_cell(parameter.metavar or 'VALUE')}`"


def _sentence(text: str | None) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n"))


def _cell(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("\n", " ")


def keys() -> str:
    """Every key of the configuration file."""
    rows = [_key_row(key) for key in KEYS if key.name != "grammar"]
    rows += [_key_row(key, "grammar.") for key in GRAMMAR_KEYS]
    return "| key | type | default | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _key_row(key: Key, prefix: str = "") -> str:
    return f"| `{prefix}{key.name}` | {key.type} | `{key.default}` | {_cell(key.description)} |"


def rules() -> str:
    """Every rule."""
    rows = [f"| `{rule.id}` | {rule.level.value} | {_cell(rule.summary)} |" for rule in RULES]
    return "| rule | default | what it does |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def packs() -> str:
    """The shipped packs, with the first line of their comment."""
    rows = []
    for name in pack_names():
        first = (packs_folder() / f"{name}.toml").read_text("utf-8").partition("\n")[0]
        entries = len(load_glossary((), (name,)))
        rows.append(f"| `{name}` | {entries} | {_cell(first.lstrip('# ').rstrip())} |")
    return "| pack | entries | what is in it |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def formats() -> str:
    """The formats of a check's report."""
    rows = [f"| `{name}` | {_cell(fmt.summary)} |" for name, fmt in CHECK_FORMATS.items()]
    return "| format | what it is |\n|---|---|\n" + "\n".join(rows) + "\n"


def documents() -> str:
    """The formats of files that can be cleaned."""
    rows = [
        f"| {_cell(fmt.description)} | {', '.join(f'`{extension}`' for extension in fmt.extensions)} | `{fmt.name}` |"
        for fmt in DOCUMENTS
        if fmt.extensions
    ]
    return "| what it is | extensions | name |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def exchange() -> str:
    """The formats of other tools, and what of an entry each can hold."""
    rows = []
    for fmt in EXCHANGED:
        held = (
            "everything" if fmt.holds == EVERYTHING else ", ".join(f"`{key}`" for key in ENTRY_KEYS if key in fmt.holds)
        )
        rows.append(f"| `{fmt.name}` | {_cell(fmt.description)} | {held} |")
    return "| format | what it is | holds |\n|---|---|---|\n" + "\n".join(rows) + "\n"


TABLES: dict[str, Callable[[], str]] = {
    "documents": documents,
    "formats": formats,
    "exchange": exchange,
    "commands": commands,
    "keys": keys,
    "rules": rules,
    "packs": packs,
}


def current(text: str) -> str:
    """The README with every table made anew."""
    return _BLOCK.sub(lambda match: f"{match['start']}{TABLES[match['name']]()}{match['end']}", text)


if __name__ == "__main__":
    README.write_text(current(README.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{README.name} is up to date.\n")
