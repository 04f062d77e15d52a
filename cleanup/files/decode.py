"""Bytes to text and back, without losing one."""

from __future__ import annotations

import codecs
import contextlib
import re
from dataclasses import dataclass

from cleanup.errors import DocumentError
from cleanup.files.guess import guess_encoding
from cleanup.files.shifted import shifted_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "euc-kr": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
}  # fmt: skip
"""What programs take these for, as the encoding standard of the web says."""
_STATEFUL = ("iso-2022", "hz", "utf-7")
"""Encodings whose bytes are all ASCII, and so valid UTF-8."""
_ENDLESS = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
"""Encodings that would write a byte order mark of their own."""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"\xd0\xcf")
_SAMPLE = 65_536
"""Bytes that are searched for control characters."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text is written in bytes: a codec that adds nothing of its own, and the byte order mark before it."""

    name: str = "utf-8"
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of a text. Raises DocumentError naming the first character that the encoding does not have."""
        try:
            return self.mark + text.encode(self.name)
        except UnicodeEncodeError as error:
            character = text[error.start]
            raise DocumentError(
                f"the cleaned text has “{character}” (U+{ord(character):04X}), which {self.name} cannot write",
                hint='Convert the file to UTF-8 first, or set `quotes = "straight"` if it is a quotation mark.',
            ) from error


def decode(data: bytes, encoding: str = "auto", declared: str = "") -> tuple[str, Encoding]:
    """The text in ``data`` and how it was written; encoding it again gives ``data``.

    ``encoding`` is used as it is, unless it is ``auto``: then a byte order mark decides, else UTF-8 when the bytes are
    valid, else what the text itself says (``declared``) where that can be, else the best guess. Raises DocumentError
    for what is no text, or not in that encoding.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    if encoding != "auto":
        chosen = _ENDLESS.get(encoding.lower().replace("_", "-"), encoding)
        if not marked or codecs.lookup(marked).name not in _family(encoding):
            mark = b""
        elif chosen in ("utf-16-le", "utf-32-le"):
            chosen = marked
        return _decoded(data, Encoding(chosen, mark), f"it is not valid {encoding}")
    if marked:
        return _decoded(data, Encoding(marked, mark), f"it has a {marked} byte order mark but is not valid {marked}")
    if declared and (known := _as_declared(data, declared.lower())):
        return known
    if data.isascii() and (shifted := shifted_encoding(data)):
        return _shifted(data, shifted)
    if _is_binary(data):
        raise DocumentError("not a text file", hint="If it is text, name its encoding with --encoding.")
    try:
        return data.decode("utf-8"), Encoding()
    except UnicodeDecodeError as error:
        guessed = None if _is_damaged_utf8(data) else guess_encoding(data)
        if guessed is None:
            line = data.count(b"\n", 0, error.start) + 1
            raise DocumentError(
                f"cannot detect the encoding: byte 0x{data[error.start]:02X} in line {line} is not UTF-8",
                hint="Mend that place, or name the encoding with --encoding (gb18030, big5, shift_jis, …).",
            ) from error
        return _decoded(data, Encoding(guessed), f"it is not valid {guessed}")


def _shifted(data: bytes, name: str) -> tuple[str, Encoding]:
    """Text in an encoding that looks like ASCII: decoded, or refused, but never taken for ASCII."""
    try:
        return _decoded(data, Encoding(name), f"it looks like {name} and is not valid in it")
    except (DocumentError, LookupError) as error:
        hint = "Convert the file to UTF-8, or name its encoding with --encoding (ascii, if it is that)."
        raise DocumentError(f"looks like {name}, and cannot be read and written in it", hint=hint) from error


def _as_declared(data: bytes, declared: str) -> tuple[str, Encoding] | None:
    """The text in the encoding that it names; ``None`` where it is not, or may be UTF-8 for all its bytes say."""
    if not declared.startswith(_STATEFUL):
        with contextlib.suppress(UnicodeDecodeError):
            data.decode("utf-8")
            return None
    for name in (_WIDER.get(declared, declared), declared):
        with contextlib.suppress(DocumentError, LookupError, ValueError):
            return _decoded(data, Encoding(name), f"it is not valid {name}")
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8, so that no other encoding can be right."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) > 4 * damaged


def _family(encoding: str) -> set[str]:
    name = codecs.lookup(encoding).name
    base = name.removesuffix("-sig")
    return {base, f"{base}-le", f"{base}-be"}


def _decoded(data: bytes, encoding: Encoding, complaint: str) -> tuple[str, Encoding]:
    hint = "Name the right encoding with --encoding."
    try:
        text = data[len(encoding.mark) :].decode(encoding.name)
    except UnicodeDecodeError as error:
        at = error.start + len(encoding.mark)
        raise DocumentError(f"{complaint} (byte 0x{data[at]:02X} at offset {at})", hint=hint) from error
    try:
        same = encoding.encode(text) == data
    except DocumentError:
        same = False
    if not same:
        raise DocumentError(f"read as {encoding.name} it could not be written back byte for byte", hint=hint)
    return text, encoding


def _is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding without a mark: a known signature, or control characters."""
    if data.startswith(_SIGNATURES):
        return True
    sample = data[:_SAMPLE]
    return b"\x00" in data or len(_BINARY.findall(sample)) > max(len(sample) // 100, 8)
