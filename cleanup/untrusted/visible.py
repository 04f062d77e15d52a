"""Text of others on its way to a terminal or a log: what would be obeyed there is shown instead.

A chapter, a glossary, a configuration or the name of a file may hold control characters that move the cursor or set the
title of a window (C0, C1), marks that turn the order of what is read (UAX #9), and line breaks behind which a CI
service takes the rest for a command of its own (``::add-mask::``).
"""

from __future__ import annotations

import re

_SHOWN = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_SHOWN |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}
_SHOWN |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_SHOWN |= {0x2028: 0x2424, 0x2029: 0x2424}
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMMAND = re.compile(r"^([^\S\n]*)(?=::|##\[)", re.MULTILINE)


def harmless(text: str) -> str:
    """``text`` with what a terminal would obey made visible, a character for a character; line breaks and tabs stay."""
    text = text.translate(_SHOWN)
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The same with line breaks shown, too: for what is said within a line, as the name of a file."""
    return harmless(text).replace("\n", "\u2424")


def no_command(text: str) -> str:
    """``text`` with a backslash before what GitHub Actions or Azure Pipelines would take for a command of a step."""
    return _COMMAND.sub(r"\1\\", text)
