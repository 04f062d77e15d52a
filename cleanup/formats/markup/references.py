"""Character references: what they stand for, and which of them a source writes.

The names are those of HTML, from the standard library's table.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from html.entities import codepoint2name, html5
from typing import NamedTuple

REFERENCE = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,6};|#[0-9]{1,7};|[A-Za-z][A-Za-z0-9]{1,31};)")
_BUILT_IN = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML document may contain."""
_DECLARED = re.compile(
    r"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,500}?\bcharset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_HEAD = 4096
"""Characters in which a source says how it is encoded."""


def character_of(reference: str, *, named: bool = True) -> str:
    """What a reference with its ``&`` and ``;`` stands for; empty when it is not one that is known.

    ``named``: the names of HTML count, and not only the five of XML.
    """
    body = reference[1:-1]
    if body.startswith("#"):
        text = html.unescape(reference)
        return "" if text == reference or _NO_CHARACTER.search(text) else text
    return html5.get(f"{body};", "") if named else _BUILT_IN.get(body, "")


def resolved(text: str) -> str:
    """Text with its references replaced by what they stand for."""
    return html.unescape(text) if "&" in text else text


class Written(NamedTuple):
    """A reference that a source writes, and what for."""

    character: str
    reference: str


def declared_encoding(data: bytes) -> str:
    """The encoding that the first bytes of an XML or HTML file name; empty when they name none."""
    match = _DECLARED.search(data[:_HEAD].decode("latin-1"))
    return (match[1] or match[2]) if match else ""


def escaping(source: str, written: Iterable[Written], *, named: bool) -> Callable[[str, str], str | None]:
    """How text is written in a source, by place: ``text``, ``cdata``, ``"`` or ``'`` (the value of an attribute).

    A character that the source writes as a reference, and not otherwise, is written as that; in a source that has no
    character beyond ASCII, one beyond it in the way of the others. ``named``: the names of HTML may be used.
    """
    found: dict[str, str] = {}
    for character, reference in written:
        found.setdefault(character, reference)
    beyond = [reference for character, reference in found.items() if character > "\x7f"]
    is_narrow = source.isascii() and (bool(beyond) or _is_narrow(source))
    models = [reference for reference in beyond if character_of(reference) != "\xa0"] or beyond
    model = models[0] if models else "&#0;"
    known: dict[str, str] = {}

    def one(character: str) -> str:
        if character not in known:
            known[character] = _one(character)
        return known[character]

    def _one(character: str) -> str:
        if character in found and character not in source:
            return found[character]
        if character == "&":
            return "&amp;"
        if character == "<":
            return "&lt;"
        if character == ">":
            return "&gt;"
        if character > "\x7f" and is_narrow:
            return _like(model, character, named=named)
        return character

    def escape(text: str, place: str) -> str | None:
        if _NO_CHARACTER.search(text) or "\n" in text or "\r" in text:
            return None
        if place == "cdata":
            return None if ">" in text or "]" in text else text
        written = "".join(map(one, text))
        if place in ('"', "'") and place in written:
            written = written.replace(place, "&quot;" if place == '"' else "&#39;")
        return written

    return escape


def _like(model: str, character: str, *, named: bool) -> str:
    """A character in the way that another reference is written: by name, in hexadecimal or decimal figures."""
    code = ord(character)
    if model[1:2] != "#" and named and code in codepoint2name:
        return f"&{codepoint2name[code]};"
    return f"&#x{code:X};" if model[2:3] in ("x", "X") else f"&#{code};"


def _is_narrow(source: str) -> bool:
    """Whether a source says that it is in an encoding with few characters."""
    match = _DECLARED.search(source, 0, _HEAD)
    name = ((match[1] or match[2]) if match else "").lower()
    return name.startswith(("us-ascii", "ascii", "iso-8859", "windows-125", "latin"))
