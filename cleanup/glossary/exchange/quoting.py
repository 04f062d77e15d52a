"""Strings in other syntaxes."""

from __future__ import annotations

import re


def toml_string(text: str) -> str:
    """A TOML string."""
    import tomlkit

    return tomlkit.item(text).as_string()


_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]()|/])")


def pattern_of(text: str) -> str:
    """A regular expression that matches just the text, in the common syntax of Go and JavaScript."""
    return _SPECIAL.sub(r"\\\1", text)


def text_of(pattern: str) -> str | None:
    """The text that a regular expression stands for; ``None`` when it stands for more than one."""
    plain = re.sub(r"^\\b|\\b$", "", pattern)
    if _SPECIAL.search(re.sub(r"\\[\\.^$*+?{}\[\]()|/]", "", plain)):
        return None
    return re.sub(r"\\(.)", r"\1", plain)
