"""The man page, made from the command tree: ``cleanup help --man``.

The language is that of man(7), which groff and mandoc render.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cleanup import __version__

_EXIT = (
    ("0", "Nothing was found, or everything was done."),
    ("1", "Something was found (check, clean --check)."),
    ("2", "Something went wrong: a file could not be read or written, a text was not checked, an option is wrong."),
)
_FILES = (
    ("cleanup.toml", "The configuration of a folder and of what lies below it; cleanup init writes one with comments."),
    ("glossary.toml", "The glossary: names, their source terms and their kinds."),
    ("cleanup.decisions.toml", "The decisions that cleanup review wrote down."),
)
_ENVIRONMENT = (
    ("CLEANUP_CACHE", "The folder of the cache."),
    ("NO_COLOR, FORCE_COLOR", "Never or always use colours."),
)


def man_page(command: Any) -> str:
    """The page for a command of Typer's and all that it holds."""
    return "\n".join(_lines(command)) + "\n"


def _lines(command: Any) -> Iterator[str]:
    yield f'.TH CLEANUP 1 "" "cleanup {__version__}" "User Commands"'
    yield from (".SH NAME", f"cleanup \\- {_text(command.help)}")
    yield from (".SH SYNOPSIS", ".B cleanup", ".RI [ options \\|] \\~ command \\~ [ arguments \\|]")
    yield from (".SH OPTIONS", *_parameters(command))
    yield ".SH COMMANDS"
    yield from _commands("cleanup", command)
    for title, rows in (("EXIT STATUS", _EXIT), ("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {title}"
        for name, text in rows:
            yield from (".TP", f".B {_text(name)}", _text(text))
    yield from (".SH SEE ALSO", _text("The manual: cleanup help lists its pages, cleanup help TOPIC shows one."))


def _commands(name: str, command: Any) -> Iterator[str]:
    for sub, inner in command.commands.items():
        if getattr(inner, "commands", None) is not None:
            yield from _commands(f"{name} {sub}", inner)
            continue
        arguments = [each.metavar or each.name.upper() for each in _own(inner) if each.param_type_name == "argument"]
        yield f".SS {_text(' '.join([name, sub, *arguments]))}"
        for number, paragraph in enumerate(re.split(r"\n\n+", (inner.help or "").strip())):
            yield from ([".PP"] if number else [])
            yield _text(paragraph)
        yield from _parameters(inner)


def _parameters(command: Any) -> Iterator[str]:
    for each in _own(command):
        yield ".TP"
        if each.param_type_name == "argument":
            yield f".I {_text(each.metavar or each.name.upper())}"
        else:
            names = ", ".join((*each.opts, *each.secondary_opts))
            yield f".B {_text(names)}" if each.is_flag else f'.BI "{_text(names)} " "{_text(each.metavar or "VALUE")}"'
        yield _text(each.help or "")


def _own(command: Any) -> list[Any]:
    return [each for each in command.params if each.name not in ("help", "install_completion", "show_completion")]


def _text(text: str | None) -> str:
    """Prose as a line of its own: nothing in it is a request, an escape or a hyphen where a minus is meant."""
    line = " ".join((text or "").split()).replace("\\", "\\(rs").replace("-", "\\-").replace('"', "\\(dq")
    line = line.replace("`", "").replace("^", "\\(ha").replace("~", "\\(ti")
    return f"\\&{line}" if line[:1] in (".", "'") else line
