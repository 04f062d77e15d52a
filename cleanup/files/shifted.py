"""Encodings whose bytes all look like ASCII: ISO-2022, HZ and UTF-7. Read as ASCII they are a text that nobody wrote.

Sources: RFC 1468 and 1554 (ISO-2022-JP), RFC 1557 (ISO-2022-KR), RFC 1922 (ISO-2022-CN), RFC 1843 (HZ), RFC 2152
(UTF-7).
"""

from __future__ import annotations

import base64
import binascii
import re

_ESCAPE = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-D@]|\$\)[ACG]|\$\*H|\([BJI]|\.[AF]|N)")
_WIDE = re.compile(rb"\x1b\$")
_HZ = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")
_UTF7 = re.compile(rb"\+([A-Za-z0-9+/]{3,})")
_TYPOGRAPHY = frozenset("‘’“”–—…•€™£©®×†‡§、。「」『』！？，：；（）～·")
_SAMPLE = 1_000_000
"""Bytes that are looked at."""
_HZ_FIRST, _HZ_LAST = 0x30, 0x57
"""Rows of GB 2312 that hold the 3,755 most frequent characters, and before them the punctuation."""


def shifted_encoding(data: bytes) -> str:
    """The encoding of a text that is written with ASCII bytes alone and is not ASCII; empty for all others."""
    sample = data[:_SAMPLE]
    if b"\x1b" in sample and _WIDE.search(sample) and _ESCAPE.search(sample):
        if b"\x1b$)C" in sample:
            return "iso2022_kr"
        return "iso2022_cn" if b"\x1b$)A" in sample or b"\x1b$)G" in sample else "iso2022_jp_2"
    if b"~{" in sample and _is_hz(sample):
        return "hz"
    if b"+" in sample and _is_utf7(sample):
        return "utf-7"
    return ""


def _is_hz(sample: bytes) -> bool:
    everyday = every = 0
    for match in _HZ.finditer(sample):
        rows = match[1][::2]
        every += len(rows)
        everyday += sum(_HZ_FIRST <= row <= _HZ_LAST or 0x21 <= row <= 0x23 for row in rows)
    return every >= 2 and everyday >= 0.85 * every


def _is_utf7(sample: bytes) -> bool:
    """Whether what stands after each plus sign is UTF-16 in Base64, and gives characters of everyday use."""
    count = telling = 0
    for match in _UTF7.finditer(sample):
        text = _decoded(match[1])
        if not text:
            return False
        count += 1
        telling += any(map(_is_everyday, text))
    return count > 0 and telling == count


def _is_everyday(character: str) -> bool:
    return character in _TYPOGRAPHY or "\u3040" <= character <= "\u9fff" or "\u00a0" <= character < "\u0180"


def _decoded(piece: bytes) -> str:
    """The characters of a shifted piece of UTF-7; empty when it is none."""
    if len(piece) % 8 not in (0, 3, 6):
        return ""
    try:
        data = base64.b64decode(piece + b"=" * (-len(piece) % 4), validate=True)
        whole = len(data) // 2 * 2
        return "" if any(data[whole:]) else data[:whole].decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return ""
