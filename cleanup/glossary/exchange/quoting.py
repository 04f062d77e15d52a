"""Strings in other syntaxes."""

from __future__ import annotations

import re


def toml_string(text: str) -> str:
    """A TOML string."""
    import tomlkit

    return tomlkit.item(text).as_string()


_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]()|/])")


_LETTERS = r"[\w\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u036f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff]"
"""Letters, digits and marks of the alphabets; ``\\w`` and ``\\b`` of JavaScript know those of ASCII alone."""
_BEFORE, _AFTER = f"(?<!{_LETTERS})", f"(?!{_LETTERS})"


def word_pattern(text: str) -> str:
    """A regular expression of JavaScript, with the flag ``u`` or without, for the text where it is no part of a longer
    word. An end that is a mark has no boundary, nor has one in a script that puts no spaces between words."""
    before = _BEFORE if re.match(_LETTERS, text, re.ASCII) else ""
    after = _AFTER if re.match(_LETTERS, text[-1:], re.ASCII) else ""
    return f"{before}{pattern_of(text)}{after}"


def pattern_of(text: str) -> str:
    """A regular expression that matches just the text, in the common syntax of Go and JavaScript."""
    return _SPECIAL.sub(r"\\\1", text)


def text_of(pattern: str) -> str | None:
    """The text that a regular expression stands for; ``None`` when it stands for more than one."""
    plain = re.sub(r"^\\b|(?<!\\)\\b$", "", pattern.removeprefix(_BEFORE).removesuffix(_AFTER))
    if _SPECIAL.search(re.sub(r"\\[\\.^$*+?{}\[\]()|/]", "", plain)):
        return None
    return re.sub(r"\\(.)", r"\1", plain)
