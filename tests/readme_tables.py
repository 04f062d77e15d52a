"""What of the README and of the manual is made from the code: ``python -m tests.readme_tables`` writes it.

A table stands between ``<!-- generated: NAME -->`` and ``<!-- end -->`` of a page; the pages on rules are generated
as a whole, one for each topic. A test fails when something is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from cleanup.cli.app import app
from cleanup.formats.registry import FORMATS as DOCUMENTS
from cleanup.glossary.exchange.format import EVERYTHING
from cleanup.glossary.exchange.registry import FORMATS as EXCHANGED
from cleanup.reports.check_formats import CHECK_FORMATS
from cleanup.rules.registry import RULES
from cleanup.settings.keys import GRAMMAR_KEYS, KEYS, Key
from cleanup.terms.file import KEYS as ENTRY_KEYS
from cleanup.terms.load import load_glossary
from cleanup.terms.packs import pack_names, packs_folder

README = Path(__file__).resolve().parents[1] / "README.md"
MANUAL = README.parent / "cleanup" / "manual"
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
    """Every rule, by topic."""
    rows = []
    for topic in sorted({rule.topic for rule in RULES}):
        rows += [
            f"| [`{rule.id}`](rules/{topic}.md#{rule.id}) | {rule.level.value} | {_cell(rule.summary)} |"
            for rule in RULES
            if rule.topic == topic
        ]
    return "| rule | default | what it does |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def topics() -> str:
    """Every topic, with its rules."""
    rows = []
    for topic in dict.fromkeys(rule.topic for rule in RULES):
        names = ", ".join(rule.id.removeprefix(f"{topic}-") for rule in RULES if rule.topic == topic)
        rows.append(f"| [`{topic}`](cleanup/manual/rules/{topic}.md) | {names} |")
    return "| topic | rules |\n|---|---|\n" + "\n".join(rows) + "\n"


def rule_page(topic: str) -> str:
    """The page on a topic of rules."""
    listed = [rule for rule in RULES if rule.topic == topic]
    parts = [f"# Rules: {topic}", "Generated from the rules themselves, which carry their examples and the tests."]
    for rule in listed:
        parts += [f"## {rule.id}", f"Level `{rule.level.value}`, stage {rule.stage.value}.", _prose(rule.doc)]
        if rule.options:
            parts.append("Options: " + ", ".join(f"`{key} = {value!r}`" for key, value in rule.options.items()) + ".")
        mended = [example for example in rule.examples if example.good != example.bad]
        reported = [example for example in rule.examples if example.good == example.bad]
        if mended:
            parts.append(_code("diff", "\n".join(_marked(each.bad, "-") + _marked(each.good, "+") for each in mended)))
        if reported:
            parts += ["Reported, not changed:", _code("text", "\n".join(f"{_seen(each.bad)}\n" for each in reported))]
        if rule.keeps:
            parts += ["Left alone:", _code("text", "\n".join(f"{_seen(keep.text)}\n" for keep in rule.keeps))]
    return "\n\n".join(parts) + "\n"


def _prose(text: str) -> str:
    """A docstring as Markdown: what looks like a tag is none, outside code."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(each if each.startswith("`") else each.replace("&", "&amp;").replace("<", "&lt;") for each in pieces)


def _marked(text: str, mark: str) -> str:
    return "".join(f"{mark}{line}\n" for line in _seen(text).split("\n"))


def _seen(text: str) -> str:
    """The text with its invisible characters named."""
    return "".join(c if c.isprintable() or c == "\n" else f"⟨U+{ord(c):04X}⟩" for c in text)


def _code(language: str, text: str) -> str:
    fence = "~~~~" if "```" in text else "```"
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}"


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
    "topics": topics,
    "packs": packs,
}


def current(text: str) -> str:
    """A page with every table made anew."""
    return _BLOCK.sub(lambda match: f"{match['start']}{TABLES[match['name']]()}{match['end']}", text)


def generated() -> dict[Path, str]:
    """Every page that is generated or has generated parts, as it should be."""
    made = {MANUAL / "rules" / f"{topic}.md": rule_page(topic) for topic in sorted({rule.topic for rule in RULES})}
    written = {path: path.read_text("utf-8") for path in (README, *sorted(MANUAL.glob("*.md")))}
    return made | {path: current(text) for path, text in written.items() if _BLOCK.search(text)}


def write() -> None:
    """Write what is stale, and remove the pages of topics that no longer exist."""
    (MANUAL / "rules").mkdir(exist_ok=True)
    pages = generated()
    for path, text in pages.items():
        path.write_text(text, "utf-8", newline="\n")
    for path in (MANUAL / "rules").glob("*.md"):
        if path not in pages:
            path.unlink()


if __name__ == "__main__":
    write()
    sys.stdout.write("README and manual are up to date.\n")
